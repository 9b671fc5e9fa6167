//! Numbers of a schema that no reader of JSON keeps as they are written: what is compared would not be
//! what stands there.

use serde_json::Value;

use crate::document::tree::{Data, Node};
use crate::finding::{Finding, Level};
use crate::inclusion::number::is_kept;

/// Adds a finding for each number of a schema that is read as another one. Tells whether there is
/// none. Data that only looks like a part of the schema is passed over.
pub fn check(schema: &Node, findings: &mut Vec<Finding>) -> bool {
    let before = findings.len();
    collect(schema, findings);
    findings.len() == before
}

fn collect(node: &Node, findings: &mut Vec<Finding>) {
    match &node.data {
        Data::Scalar { text, plain: true } if !is_kept(text) => {
            let read = match node.json() {
                Value::Number(number) => format!("is read as {number}"),
                _ => "is too large to be read as a number".to_owned(),
            };
            let message = format!("`{text}` {read}: a number in JSON keeps 64 bits");
            findings.push(
                Finding::new("invalid-schema", Level::Error, node.span, message)
                    .label("write a number with fewer digits, or a text with a pattern"),
            );
        }
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| collect(item, findings)),
        Data::Mapping(entries) => {
            let said = |key: &str| !matches!(key, "default" | "example" | "examples");
            let schemas = entries.iter().filter(|entry| said(&entry.key));
            schemas.for_each(|entry| collect(&entry.value, findings));
        }
    }
}
