//! A second opinion on whether one schema takes all that another takes: the validator's own.

use jsonschema::canonical::{self, Containment};
use serde_json::Value;

/// Schemas with more values than this, references followed, are not asked about: the normal form
/// writes out what each reference leads to.
const LARGEST: usize = 3_000;

/// References that lead to references are followed so far.
const DEEPEST: usize = 64;

/// Whether `wide` takes every value that `narrow` takes, as far as the validator's normal form can
/// prove it. Both documents stand alone; they are read by the draft that each states. Where the
/// answer is no, nothing is proved.
pub fn covers(wide: &Value, narrow: &Value, formats: bool) -> bool {
    if [wide, narrow].iter().any(|schema| is_too_large(schema)) {
        return false;
    }
    let read = |schema| {
        canonical::options().offline().should_validate_formats(formats).canonicalize(schema).ok()
    };
    let (Some(wide), Some(narrow)) = (read(wide), read(narrow)) else { return false };
    matches!(wide.covers(&narrow), Ok(Containment::Yes))
}

fn is_too_large(document: &Value) -> bool {
    let mut left = LARGEST;
    !fits(document, document, &mut Vec::new(), &mut left)
}

/// Whether a schema with all that it refers to has no more values than are left. A reference that is
/// being followed already is one value.
fn fits<'a>(schema: &'a Value, root: &'a Value, open: &mut Vec<&'a str>, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    match schema {
        Value::Object(object) => object.iter().all(|(key, value)| match value.as_str() {
            Some(to) if key == "$ref" && !open.contains(&to) => {
                let target = to.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
                let Some(target) = target else { return true };
                if open.len() >= DEEPEST {
                    return false;
                }
                open.push(to);
                let fits = fits(target, root, open, left);
                open.pop();
                fits
            }
            _ => fits(value, root, open, left),
        }),
        Value::Array(items) => items.iter().all(|item| fits(item, root, open, left)),
        _ => true,
    }
}
