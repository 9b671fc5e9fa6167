//! The drafts of JSON Schema, and what differs between them.

use serde_json::Value;

/// A draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dialect {
    Draft4,
    Draft6,
    Draft7,
    Draft201909,
    Draft202012,
}

impl Dialect {
    /// The draft that a schema states with `$schema`; none where the draft is not known.
    pub(crate) fn stated(schema: &Value) -> Option<Option<Dialect>> {
        let stated = schema.get("$schema")?.as_str()?;
        let bare = stated.trim_end_matches('#').trim_end_matches('/');
        let bare = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
        Some(match bare {
            Some("json-schema.org/draft-04/schema") => Some(Dialect::Draft4),
            Some("json-schema.org/draft-06/schema") => Some(Dialect::Draft6),
            Some("json-schema.org/draft-07/schema") => Some(Dialect::Draft7),
            Some("json-schema.org/draft/2019-09/schema") => Some(Dialect::Draft201909),
            Some("json-schema.org/draft/2020-12/schema") => Some(Dialect::Draft202012),
            _ => None,
        })
    }

    /// The keyword by which a schema says its address.
    pub(crate) fn id_keyword(self) -> &'static str {
        if self == Dialect::Draft4 { "id" } else { "$id" }
    }

    /// Whether a `$ref` stands alone, whatever is written beside it.
    pub(crate) fn ref_stands_alone(self) -> bool {
        self <= Dialect::Draft7
    }

    /// Whether the draft has a keyword that others lack. All have the rest.
    pub(crate) fn knows(self, keyword: &str) -> bool {
        match keyword {
            "const" | "contains" | "propertyNames" => self >= Dialect::Draft6,
            "exclusiveMinimum" | "exclusiveMaximum" => self >= Dialect::Draft6,
            "contentMediaType" | "contentEncoding" => {
                matches!(self, Dialect::Draft6 | Dialect::Draft7)
            }
            "if" => self >= Dialect::Draft7,
            "$recursiveRef" => self == Dialect::Draft201909,
            "dependentRequired"
            | "dependentSchemas"
            | "unevaluatedProperties"
            | "unevaluatedItems" => self >= Dialect::Draft201909,
            "prefixItems" | "$dynamicRef" => self >= Dialect::Draft202012,
            _ => true,
        }
    }
}
