//! Where a `$ref` of a bundled document leads, without asking anything but the document.

use serde_json::Value;

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::pointer::{escaped, percent_decoded};

/// What a reference leads to: a pointer into the document.
pub(super) fn pointer(bundle: &Bundle, resource: &str, reference: &str) -> Option<String> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let base = match path {
        "" => resource.to_owned(),
        path => file(bundle, resource, path)?,
    };
    let fragment = percent_decoded(fragment);
    match fragment.as_str() {
        "" => Some(base),
        pointer if pointer.starts_with('/') => {
            let whole = format!("{base}{pointer}");
            bundle.document.pointer(&whole).is_some().then_some(whole)
        }
        name => {
            anchor(bundle.document.pointer(&base)?, name).map(|inside| format!("{base}{inside}"))
        }
    }
}

/// The pointer at which the file stands that a relative path in the resource names.
fn file(bundle: &Bundle, resource: &str, relative: &str) -> Option<String> {
    let of_resource = bundle.embedded.iter().find(|(pointer, _)| pointer == resource);
    let from = of_resource.map_or(bundle.path.as_str(), |(_, path)| path.as_str());
    let wanted = path(from, relative)?;
    let held = bundle.embedded.iter().find(|(_, path)| *path == wanted);
    match held {
        Some((pointer, _)) => Some(pointer.clone()),
        None => (wanted == bundle.path && bundle.is_file()).then(String::new),
    }
}

/// The path from the root that a relative path in the file `from` names; none where it leaves the
/// root or is no path.
pub(super) fn path(from: &str, relative: &str) -> Option<String> {
    let relative = percent_decoded(relative);
    if relative.starts_with('/') || relative.contains(['\\', '#', ':']) {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Where in a resource the schema stands that states an anchor.
fn anchor(resource: &Value, name: &str) -> Option<String> {
    let mut waiting = vec![(String::new(), resource)];
    while let Some((at, value)) = waiting.pop() {
        match value {
            Value::Object(object) => {
                let states =
                    |key: &str, said: &str| object.get(key).and_then(Value::as_str) == Some(said);
                let marked = format!("#{name}");
                if states("$anchor", name)
                    || states("$dynamicAnchor", name)
                    || states("$id", &marked)
                    || states("id", &marked)
                {
                    return Some(at);
                }
                let below = object.iter().filter(|(key, _)| !is_data(key));
                waiting.extend(below.map(|(key, value)| (format!("{at}/{}", escaped(key)), value)));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                waiting.extend(items.map(|(index, item)| (format!("{at}/{index}"), item)));
            }
            _ => {}
        }
    }
    None
}

/// Whether a keyword holds data that only looks like a schema.
fn is_data(key: &str) -> bool {
    matches!(key, "const" | "enum" | "default" | "examples" | "example")
}
