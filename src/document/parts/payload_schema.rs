//! Schemas that teams write for their messages, as a part of a document.

use schemars::JsonSchema;
use serde::Deserialize;

/// The payload's schema: an object of the keywords of JSON Schema, a boolean, or a file.
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
            "properties": {
                "file": {
                    "type": "string",
                    "description": "The file that the schema stands in, from this file on: JSON \
                                    Schema as `.json` or `.yaml`, Avro as `.avsc`, Protocol \
                                    Buffers as `.proto`.",
                },
                "message": {
                    "type": "string",
                    "description": "The message of a `.proto` file that declares several.",
                },
            },
            "description": "JSON Schema (2020-12 unless `$schema` says otherwise), or \
                            `{ file: order-placed.avsc }`.",
        })
    }
}
