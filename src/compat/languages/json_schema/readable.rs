//! A payload that shows a break, with texts that a person knows where the proof left empty ones.

use serde_json::Value;

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::question::Judges;
use crate::compat::languages::json_schema::written::written;
use crate::compat::search;
use crate::document::schema::payload::Rejection;
use crate::inclusion::Escape;
use crate::pointer::{self, escaped};

/// So many empty texts of a payload are replaced, and so many examples of each are tried.
const MOST_TEXTS: usize = 24;
const MOST_EXAMPLES: usize = 3;

/// The same escape, with an example or a text of its format for each empty text of which the
/// writer's schema has one, as far as the writer's validator takes it and the reader's rejects the
/// payload by just the same keywords.
pub(super) fn readable(writer: &Bundle, judges: &Judges, mut escape: Escape) -> Escape {
    let mut empty = empty_texts(&escape.value);
    if empty.is_empty() {
        return escape;
    }
    let rejections = judges.reader.rejections(&escape.value);
    empty.retain(|pointer| is_free(&escape, &rejections, pointer));
    for pointer in &empty {
        let path: Vec<String> = pointer::steps(pointer).collect();
        for text in known(writer, &escape.value, &path) {
            let mut changed = escape.value.clone();
            let Some(place) = changed.pointer_mut(pointer) else { break };
            *place = Value::String(text);
            if judges.writer.accepts(&changed) && judges.reader.rejections(&changed) == rejections {
                escape.value = changed;
                break;
            }
        }
    }
    escape
}

/// Whether what rejects a payload can be seen to reject it still after a text in it was replaced:
/// the text is not in what is rejected, it is rejected as a text, or the validator names the keyword.
fn is_free(escape: &Escape, rejections: &[Rejection], pointer: &str) -> bool {
    let inside = pointer.strip_prefix(escape.at.as_str());
    let is_inside = inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let keyword = escape.keyword.rsplit('/').next().unwrap_or_default();
    let names = |one: &Rejection| {
        one.at == escape.at && one.way.rsplit('/').next().is_some_and(|last| last == keyword)
    };
    !is_inside || (pointer == escape.at && keyword == "type") || rejections.iter().any(names)
}

/// Pointers to the empty texts of a payload, in its order.
fn empty_texts(payload: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), payload)];
    while let Some((at, value)) = waiting.pop() {
        match value {
            Value::String(text) if text.is_empty() && found.len() < MOST_TEXTS => found.push(at),
            Value::Object(object) => {
                let inner = object.iter().rev();
                waiting.extend(inner.map(|(key, value)| (format!("{at}/{}", escaped(key)), value)));
            }
            Value::Array(items) => {
                let inner = items.iter().enumerate().rev();
                waiting.extend(inner.map(|(index, item)| (format!("{at}/{index}"), item)));
            }
            _ => {}
        }
    }
    found
}

/// What the writer's schema shows of a value, or what is typical of its format.
fn known(writer: &Bundle, payload: &Value, path: &[String]) -> Vec<String> {
    let written = written(writer, payload, path);
    texts(written.says("examples"), written.says("format"))
}

/// The texts that a schema with these examples and this format shows.
pub(super) fn texts(examples: Option<&Value>, format: Option<&Value>) -> Vec<String> {
    let examples = examples.and_then(Value::as_array).into_iter().flatten();
    let examples = examples.filter_map(Value::as_str).filter(|text| !text.is_empty());
    let format = format.and_then(Value::as_str).and_then(search::typical);
    examples.take(MOST_EXAMPLES).chain(format).map(str::to_owned).collect()
}
