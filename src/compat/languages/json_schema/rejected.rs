//! Which keywords reject a payload, where only the payload is known: the validator tells.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::reference;
use crate::document::schema::payload::PayloadValidator;
use crate::inclusion::Escape;
use crate::pointer::{self, escaped};

/// The payload once for each keyword that rejects it; as it is where no keyword can be told.
pub(super) fn placed(reader: &Bundle, validator: &PayloadValidator, escape: Escape) -> Vec<Escape> {
    let mut seen = BTreeSet::new();
    let mut placed = Vec::new();
    for rejection in validator.rejections(&escape.value) {
        let keyword = followed(reader, &rejection.way);
        if seen.insert(keyword.clone()) {
            placed.push(Escape { value: escape.value.clone(), at: rejection.at, keyword });
        }
    }
    match placed.is_empty() {
        true => vec![escape],
        false => placed,
    }
}

/// The pointer to which a way through the document leads, over each reference on it.
fn followed(bundle: &Bundle, way: &str) -> String {
    let segments: Vec<String> = pointer::steps(way).collect();
    let mut at = String::new();
    for (index, segment) in segments.iter().enumerate() {
        let below = format!("{at}/{}", escaped(segment));
        let reference = match segment.as_str() {
            "$ref" | "$recursiveRef" | "$dynamicRef" => bundle.document.pointer(&below),
            _ => None,
        };
        let target = reference
            .and_then(Value::as_str)
            .filter(|_| index + 1 < segments.len())
            .and_then(|text| reference::pointer(bundle, resource(bundle, &at), text));
        at = target.unwrap_or(below);
    }
    at
}

/// The pointer to the file that a place belongs to.
fn resource<'b>(bundle: &'b Bundle, pointer: &str) -> &'b str {
    let holds = |at: &str| {
        let rest = pointer.strip_prefix(at);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let held = bundle.embedded.iter().find(|(at, _)| holds(at));
    held.map_or("", |(at, _)| at.as_str())
}
