//! Text with a meaning: ids, versions, durations, dates, rates, links. Each is one file.
//!
//! Each value has a [`Format`]: the schema names it, the validator asks it, and its own words
//! say what is wrong with a text and how to write it right.

pub mod attempts;
pub mod date;
pub mod duration;
pub mod id;
pub mod link;
pub mod rate;
pub mod retention;
pub mod time_limit;
pub mod until;
pub mod version;
pub mod version_range;

/// A kind of text: the contract of the members of this folder.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The word that stands in the schemas under `format`.
    pub name: &'static str,
    /// Fails with a phrase that completes "`text` …".
    pub check: fn(&str) -> Result<(), String>,
}

/// All formats, in the order of the files.
pub const FORMATS: &[Format] = &[
    attempts::FORMAT,
    date::FORMAT,
    duration::FORMAT,
    id::FORMAT,
    link::FORMAT,
    rate::FORMAT,
    retention::FORMAT,
    time_limit::FORMAT,
    until::FORMAT,
    version::FORMAT,
    version_range::FORMAT,
];

/// What is wrong with a text of this format; nothing where the format is not one of ours.
pub fn fault(format: &str, text: &str) -> Option<String> {
    let format = FORMATS.iter().find(|known| known.name == format)?;
    (format.check)(text).err()
}

/// Implements serde and schemars for a value that is parsed from text by `FromStr`.
macro_rules! text_value {
    ($name:ident, $format:expr, $sentence:expr, $types:tt, $examples:tt) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(|reason| {
                    serde::de::Error::custom(format!("`{text}` {reason}"))
                })
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": $types,
                    "format": $format.name,
                    "description": $sentence,
                    "examples": $examples,
                })
            }
        }
    };
}
pub(crate) use text_value;
