//! The drafts of JSON Schema, as far as they differ in where subschemas stand.

use serde_json::Value;

/// A draft, or two that do not differ here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    /// Draft 04, where `id` names a schema and no schema is a boolean.
    Draft4,
    /// Drafts 06 and 07.
    Draft6Or7,
    /// Draft 2019-09, where `$ref` has siblings.
    Draft2019,
    /// Draft 2020-12, where a tuple is `prefixItems`.
    Draft2020,
}

impl Dialect {
    /// The draft that a document's `$schema` names; `otherwise` where it names none that is known.
    pub(super) fn of(document: &Value, otherwise: Dialect) -> Dialect {
        let stated = document.get("$schema").and_then(Value::as_str).unwrap_or_default();
        match stated.trim_end_matches('#').split_once("://").map_or("", |(_, rest)| rest) {
            "json-schema.org/draft-04/schema" => Dialect::Draft4,
            "json-schema.org/draft-06/schema" | "json-schema.org/draft-07/schema" => {
                Dialect::Draft6Or7
            }
            "json-schema.org/draft/2019-09/schema" => Dialect::Draft2019,
            "json-schema.org/draft/2020-12/schema" => Dialect::Draft2020,
            _ => otherwise,
        }
    }

    /// The keyword by which a schema states its own address.
    pub(super) fn id(self) -> &'static str {
        if self == Dialect::Draft4 { "id" } else { "$id" }
    }

    /// The keyword that holds schemas to refer to.
    pub(super) fn definitions(self) -> &'static str {
        if self < Dialect::Draft2019 { "definitions" } else { "$defs" }
    }

    /// Whether all that stands beside a `$ref` is ignored: draft-07, section 8.3.
    pub(super) fn ignores_siblings(self) -> bool {
        self < Dialect::Draft2019
    }

    /// The schema that takes nothing.
    pub(super) fn nothing(self) -> Value {
        match self {
            Dialect::Draft4 => serde_json::json!({ "not": {} }),
            _ => Value::Bool(false),
        }
    }
}
