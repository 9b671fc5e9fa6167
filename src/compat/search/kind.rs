//! The kinds of JSON values, and which of them schemas speak of.

use serde_json::Value;

use crate::compat::search::facets::{Facet, Facets};

/// A kind of JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl Kind {
    const ALL: [Kind; 6] =
        [Kind::Null, Kind::Boolean, Kind::Number, Kind::Text, Kind::Array, Kind::Object];

    fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "null" => Kind::Null,
            "boolean" => Kind::Boolean,
            "number" | "integer" => Kind::Number,
            "string" => Kind::Text,
            "array" => Kind::Array,
            "object" => Kind::Object,
            _ => return None,
        })
    }

    /// The kind whose values a keyword judges; none for a keyword that judges all or none.
    fn judged_by(keyword: &str) -> Option<Kind> {
        Some(match keyword {
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                Kind::Number
            }
            "minLength" | "maxLength" | "pattern" | "format" => Kind::Text,
            "items" | "prefixItems" | "additionalItems" | "contains" | "minItems" | "maxItems"
            | "uniqueItems" | "minContains" | "maxContains" | "unevaluatedItems" => Kind::Array,
            "properties"
            | "required"
            | "additionalProperties"
            | "patternProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
            | "dependentRequired"
            | "dependentSchemas"
            | "dependencies"
            | "unevaluatedProperties" => Kind::Object,
            _ => return None,
        })
    }
}

/// The names of a `type`, if there is one.
fn names<'a>(facet: &Facet<'a>) -> Option<Vec<&'a str>> {
    match facet.get("type")? {
        Value::String(name) => Some(vec![name]),
        Value::Array(names) => Some(names.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

/// The kinds that all types leave.
pub(super) fn allowed(facets: &Facets<'_>) -> Vec<Kind> {
    let mut kinds = Kind::ALL.to_vec();
    for names in facets.all.iter().filter_map(names) {
        kinds.retain(|kind| names.iter().any(|name| Kind::named(name) == Some(*kind)));
    }
    kinds
}

/// The kinds that the keywords are about.
pub(super) fn spoken_of(facets: &Facets<'_>) -> Vec<Kind> {
    let keywords = facets.all.iter().flat_map(|facet| facet.keywords.keys());
    let judged = keywords.filter_map(|keyword| Kind::judged_by(keyword));
    let named = facets.all.iter().filter_map(names).flatten().filter_map(Kind::named);
    judged.chain(named).collect()
}

/// Whether a number must be whole.
pub(super) fn is_whole(facets: &Facets<'_>) -> bool {
    facets
        .all
        .iter()
        .filter_map(names)
        .any(|names| names.contains(&"integer") && !names.contains(&"number"))
}
