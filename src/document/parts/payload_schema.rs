//! Schemas that teams write for their messages, as a part of a document.

use schemars::JsonSchema;
use serde::Deserialize;

/// The payload as JSON Schema: an object of keywords, or a boolean.
#[derive(Debug, Clone, Deserialize)]
pub struct PayloadSchema;

impl JsonSchema for PayloadSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PayloadSchema".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["object", "boolean"],
            "description": "JSON Schema (2020-12 unless `$schema` says otherwise), or \
                            `{ file: order-placed.schema.json }`.",
        })
    }
}
