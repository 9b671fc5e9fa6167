//! Examples judged: a payload by its schema, a whole message by the envelope too.

use serde_json::{Value, json};

use crate::catalog::Envelope;
use crate::catalog::payload::Payload;
use crate::document::kinds::envelope::FIELDS;
use crate::document::schema::payload::{self, PayloadValidator};
use crate::document::schema::violation;
use crate::document::tree::{Data, Node};
use crate::finding::{Finding, Level};

/// The envelope as examples are judged by it.
#[derive(Debug)]
pub struct EnvelopeShape {
    /// What a message calls the payload.
    payload: String,
    /// What a message calls its id, by which a whole message is known.
    event_id: String,
    validators: Vec<PayloadValidator>,
}

impl EnvelopeShape {
    /// The shape of the declared envelope, or of the one that every catalog has without one.
    /// `schema` is the envelope's own schema of a whole message, where it states one.
    pub fn of(envelope: Option<&Envelope>, schema: Option<PayloadValidator>) -> Self {
        let name =
            |field: &str| envelope.map_or(field, |envelope| envelope.stated.name(field)).to_owned();
        let lacks = |field: &str| envelope.is_some_and(|one| one.stated.lacks(field).is_some());
        let required: Vec<String> = FIELDS
            .iter()
            .filter(|field| **field != "causationId" && !lacks(field))
            .map(|field| name(field))
            .collect();
        let mapped = json!({
            "type": "object",
            "required": required,
            "properties": {
                name("eventId"): { "type": "string", "minLength": 1 },
                name("eventType"): { "type": "string", "minLength": 1 },
                name("version"): { "type": ["string", "number"] },
                name("timestamp"): { "type": "string", "format": "date-time" },
            }
        });
        let mapped = payload::compile(&mapped, "envelope", Default::default()).ok();
        let validators = mapped.into_iter().chain(schema).collect();
        EnvelopeShape { payload: name("payload"), event_id: name("eventId"), validators }
    }

    /// Whether an example is a whole message and not only a payload.
    fn is_whole(&self, example: &Node) -> bool {
        example.get(&self.payload).is_some() && example.get(&self.event_id).is_some()
    }
}

/// What is wrong with an example, at the offending value: one finding, for its first fault.
pub fn check(
    event: &str,
    (payload, validator): (&Payload, &PayloadValidator),
    envelope: &EnvelopeShape,
    example: &Node,
) -> Option<Finding> {
    let (body, outer) = match example.get(&envelope.payload) {
        Some(body) if envelope.is_whole(example) => (body, envelope.validators.as_slice()),
        _ => (example, &[][..]),
    };
    let of_envelope = outer.iter().find_map(|outer| fault(outer, example));
    let (fault, judged_by, schema) = match of_envelope {
        Some(fault) => (fault, "the envelope", None),
        None => (fault(validator, body)?, "its schema", Some(payload.span)),
    };
    let (node, message) = fault;
    let span = match &node.data {
        Data::Scalar { .. } => node.span,
        _ => node.entries().first().map_or(node.span, |entry| entry.key_span),
    };
    let message = format!("an example of `{event}` does not match {judged_by}: {message}");
    let finding = Finding::new("example-mismatch", Level::Error, span, message);
    Some(match schema {
        Some(schema) => finding.relate(schema, "by this schema"),
        None => finding,
    })
}

fn fault<'a>(validator: &PayloadValidator, example: &'a Node) -> Option<(&'a Node, String)> {
    let fault = validator.faults(&example.json()).into_iter().next()?;
    Some((violation::place(example, &fault.path).0, fault.message))
}

/// An example as JSON with the numbers spelled as their author spelled them: `12.50` stays so.
pub fn printed(node: &Node) -> String {
    let mut text = String::new();
    print(node, 0, &mut text);
    text
}

fn print(node: &Node, depth: usize, text: &mut String) {
    let indent = |depth: usize| "  ".repeat(depth);
    match &node.data {
        Data::Scalar { text: scalar, .. } => match node.json() {
            // Only spellings that JSON has too; `0x1F` and `+1` are printed as their values.
            Value::Number(_) if serde_json::from_str::<Value>(scalar).is_ok() => {
                text.push_str(scalar)
            }
            value => text.push_str(&value.to_string()),
        },
        Data::Sequence(items) if items.is_empty() => text.push_str("[]"),
        Data::Mapping(entries) if entries.is_empty() => text.push_str("{}"),
        Data::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "[\n" } else { ",\n" });
                text.push_str(&indent(depth + 1));
                print(item, depth + 1, text);
            }
            text.push_str(&format!("\n{}]", indent(depth)));
        }
        Data::Mapping(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                text.push_str(if index == 0 { "{\n" } else { ",\n" });
                text.push_str(&format!(
                    "{}{}: ",
                    indent(depth + 1),
                    Value::from(entry.key.as_str())
                ));
                print(&entry.value, depth + 1, text);
            }
            text.push_str(&format!("\n{}}}", indent(depth)));
        }
    }
}
