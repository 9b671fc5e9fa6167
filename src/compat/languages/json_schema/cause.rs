//! A payload that one schema takes and the other does not, as a break that a person can act on.

use serde_json::{Map, Value};

use crate::compat::answer::{Break, Direction};
use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::keyword::keyword;
use crate::compat::languages::json_schema::sentence::{Case, sentence};
use crate::compat::languages::json_schema::written::{inner, written};
use crate::inclusion::Escape;
use crate::pointer;

/// The break that a witness shows. Both bundles are as their authors wrote them; the keyword is a
/// pointer into the reader's.
pub(super) fn cause(
    writer: &Bundle,
    reader: &Bundle,
    escape: Escape,
    direction: Direction,
) -> Break {
    let Escape { value: payload, at, keyword: pointer } = escape;
    let known = reader.known(&pointer);
    let made = known.len() < pointer.len();
    let said = keyword(&reader.document, known);
    // What a policy put there forbids a field that the schema declares elsewhere.
    let name = if made { "" } else { said.name.as_str() };
    let mut path: Vec<String> = pointer::steps(&at).collect();
    let mut needed = None;
    match name {
        "required" => {
            let missing = missing(&payload, &path, said.value);
            path.extend(missing.or_else(|| named(said.value, said.inside.as_deref())));
        }
        "additionalProperties" | "unevaluatedProperties" => {
            path.extend(unknown(&payload, &path, said.beside));
        }
        "dependentRequired" | "dependencies" => {
            if let Some((owner, needs)) = dependent(&payload, &path, said.value) {
                path.push(owner);
                needed = Some(needs);
            }
        }
        _ => {}
    }
    // Items that may not be there are told as a fault of their list.
    if matches!(name, "items" | "additionalItems" | "unevaluatedItems") && !said.value.is_object() {
        path.pop_if(|step| step.parse::<usize>().is_ok());
    }
    let written = written(writer, &payload, &path);
    // One value or a list of them are said by two keywords that mean the same.
    let family = match name {
        "enum" if written.says("enum").is_none() => "const",
        "const" if written.says("const").is_none() => "enum",
        name => name,
    };
    let nothing = Map::new();
    let case = Case {
        direction,
        field: field(&payload, &path),
        keyword: name,
        reader: said.value,
        beside: said.beside.unwrap_or(&nothing),
        writer: written.says(family).zip(written.beside(family)),
        is_declared: written.speaks(),
        value: path.iter().try_fold(&payload, |value, step| inner(value, step)),
        needed,
        is_conditional: ["then", "else", "dependentSchemas", "dependencies"]
            .iter()
            .any(|branch| said.schema.split('/').any(|step| step == *branch)),
        is_of_names: said.schema.ends_with("/propertyNames"),
    };
    let sentence = sentence(&case);
    let field = case.field.clone();
    let (writer, reader) = (writer.place(&written.pointer(family)), reader.place(known));
    Break { field, sentence, witness: payload, writer, reader, level: None }
}

/// The path as people write it: `items[].quantity`.
fn field(payload: &Value, path: &[String]) -> String {
    let mut field = String::new();
    let mut value = Some(payload);
    for step in path {
        match value {
            Some(Value::Array(_)) => field.push_str("[]"),
            // A name that could not be seen in a sentence stands in quotes, as JSON has it.
            _ if step.is_empty() || step.contains(char::is_whitespace) => {
                field.push_str(&format!("[{}]", Value::from(step.as_str())));
            }
            _ if field.is_empty() => field.push_str(step),
            _ => {
                field.push('.');
                field.push_str(step);
            }
        }
        value = value.and_then(|value| inner(value, step));
    }
    field
}

fn object<'v>(payload: &'v Value, path: &[String]) -> Option<&'v Map<String, Value>> {
    path.iter().try_fold(payload, |value, step| inner(value, step))?.as_object()
}

/// The first field that is required and not there.
fn missing(payload: &Value, path: &[String], required: &Value) -> Option<String> {
    let object = object(payload, path)?;
    let mut names = required.as_array()?.iter().filter_map(Value::as_str);
    names.find(|name| !object.contains_key(*name)).map(str::to_owned)
}

fn named(required: &Value, index: Option<&str>) -> Option<String> {
    let name = required.get(index?.parse::<usize>().ok()?)?;
    name.as_str().map(str::to_owned)
}

/// The first field of an object that the keywords of a schema do not name.
fn unknown(
    payload: &Value,
    path: &[String],
    beside: Option<&Map<String, Value>>,
) -> Option<String> {
    let properties = beside.and_then(|beside| beside.get("properties"));
    let is_named = |name: &str| properties.is_some_and(|held| held.get(name).is_some());
    object(payload, path)?.keys().find(|name| !is_named(name)).cloned()
}

/// The field that is there without one that it needs, and that one.
fn dependent(payload: &Value, path: &[String], said: &Value) -> Option<(String, String)> {
    let object = object(payload, path)?;
    said.as_object()?.iter().filter(|(owner, _)| object.contains_key(*owner)).find_map(
        |(owner, needs)| {
            let mut needs = needs.as_array()?.iter().filter_map(Value::as_str);
            let needs = needs.find(|name| !object.contains_key(*name))?;
            Some((owner.clone(), needs.to_owned()))
        },
    )
}
