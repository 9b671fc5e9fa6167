//! Something that is watched, and when somebody is told.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::spanned::Spanned;
use crate::document::values::duration::Duration;
use crate::document::values::link::Link;

/// Something that is watched, and when somebody is told.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Monitor {
    /// What is measured: `depth`, `age`, `lag`, …
    pub on: Spanned<String>,
    /// The value above which somebody is told.
    pub over: Option<Threshold>,
    /// For how long it must be above.
    #[serde(rename = "for")]
    pub lasting: Option<Duration>,
    /// The dashboard or the alert.
    pub link: Option<Link>,
}

/// A number or a duration that is not to be passed, as it was written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Threshold(pub String);

impl JsonSchema for Threshold {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Threshold".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["number", "string"], "examples": [0, 1000, "10m"] })
    }
}
