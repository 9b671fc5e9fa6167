//! Harms to the tree of a document. The result is written as JSON, which is YAML too, so it can
//! always be read and comes as far as its meaning lets it.

use std::path::Path;

use eventbook::document::parse;
use eventbook::source::span::FileId;
use serde_json::Value;

use crate::mutants::chance::Chance;
use crate::mutants::values::nasty;
use crate::mutants::{Files, Mutant, lines};

/// A mutant by one harm, or by a few, to the trees of one file.
pub(crate) fn harm(files: &Files, chance: &mut Chance) -> Mutant {
    let (path, bytes) = chance.entry(files);
    let (_, other) = chance.entry(files);
    let (mut trees, others) = (trees(path, bytes), self::trees(path, other));
    if trees.is_empty() || others.is_empty() {
        return lines::harm(files, chance);
    }
    let strange = chance.one(&others).clone();
    let mut harm = "";
    for _ in 0..[1, 1, 1, 2, 5][chance.below(5)] {
        let at = chance.below(trees.len());
        harm = one(&mut trees[at], &strange, chance);
    }
    let texts: Vec<String> = trees.iter().map(|tree| format!("{tree:#}\n")).collect();
    let json = Path::new(path).extension().is_some_and(|ending| ending == "json");
    let separator = if json { "\n" } else { "---\n" };
    Mutant::of(harm, path, texts.join(separator).into_bytes())
}

/// The trees of a file, as JSON.
fn trees(path: &str, bytes: &[u8]) -> Vec<Value> {
    let known = [".yaml", ".yml", ".json"].iter().any(|ending| path.ends_with(ending));
    let text = std::str::from_utf8(bytes).ok().filter(|_| known);
    let parsed = text.map(|text| parse::parse(FileId(1), text)).unwrap_or_default();
    parsed.documents.iter().map(|node| node.json()).collect()
}

/// Harms a tree once. `strange` is a tree of another file.
fn one(tree: &mut Value, strange: &Value, chance: &mut Chance) -> &'static str {
    let mut places = Vec::new();
    collect(tree, &mut String::new(), &mut places);
    let place = chance.one(&places).clone();
    let mut strangers = Vec::new();
    collect(strange, &mut String::new(), &mut strangers);
    let stranger = strange.pointer(chance.one::<String>(&strangers)).cloned().unwrap_or_default();
    let swapped = tree.pointer(chance.one::<String>(&places)).cloned().unwrap_or_default();
    let key = place.rsplit('/').next().unwrap_or_default().to_owned();
    let same = strangers.iter().filter(|path| path.ends_with(&format!("/{key}")));
    let same: Vec<&String> = same.collect();
    let namesake = same.first().and_then(|path| strange.pointer(path)).cloned();
    let Some(value) = tree.pointer_mut(&place) else { return "nothing" };
    match (chance.below(10), value) {
        (0, value) => {
            *value = stranger;
            "subtree of another file"
        }
        (1, value) => {
            *value = swapped;
            "subtree of another place"
        }
        (4, Value::Object(entries)) if !entries.is_empty() => renamed(entries, &strangers, chance),
        (4 | 5, Value::Array(items)) if !items.is_empty() => moved(items, chance),
        (5 | 6, Value::Object(entries)) if !entries.is_empty() => {
            let key = entries.keys().nth(chance.below(entries.len())).cloned().unwrap_or_default();
            entries.shift_remove(&key);
            "key dropped"
        }
        (7, value @ Value::Object(_)) => {
            let inner = value.take();
            *value = Value::Array(vec![inner.clone(), inner]);
            "mapping made a list"
        }
        (7, value @ Value::Array(_)) => {
            *value = value.get(0).cloned().unwrap_or_default();
            "list made its first item"
        }
        // What the same key holds elsewhere is most likely right, and only wrong here.
        (2 | 3 | 6 | 8, value) if namesake.is_some() => {
            *value = namesake.unwrap_or_default();
            "value of the same key"
        }
        (_, value) => {
            *value = nasty(chance);
            "scalar made nasty"
        }
    }
}

fn renamed(
    entries: &mut serde_json::Map<String, Value>,
    strangers: &[String],
    chance: &mut Chance,
) -> &'static str {
    let at = chance.below(entries.len());
    let old = entries.keys().nth(at).cloned().unwrap_or_default();
    let key = match chance.below(3) {
        0 => chance.one(strangers).rsplit('/').next().unwrap_or_default().to_owned(),
        1 => format!("{old}s"),
        _ => nasty(chance).as_str().unwrap_or("<b>").to_owned(),
    };
    let value = entries.shift_remove(&old).unwrap_or_default();
    // A key that is there already keeps its place.
    match entries.contains_key(&key) {
        true => entries.insert(key, value),
        false => entries.shift_insert(at.min(entries.len()), key, value),
    };
    "key renamed"
}

fn moved(items: &mut Vec<Value>, chance: &mut Chance) -> &'static str {
    let (from, to) = (chance.below(items.len()), chance.below(items.len()));
    let item = items[from].clone();
    match chance.below(3) {
        0 => drop(items.remove(from)),
        1 => items.swap(from, to),
        _ => items.insert(to, item),
    }
    "list item moved, dropped or doubled"
}

/// The JSON pointers of a tree and of all that is in it.
fn collect(value: &Value, here: &mut String, places: &mut Vec<String>) {
    places.push(here.clone());
    let length = here.len();
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                here.push('/');
                here.push_str(&key.replace('~', "~0").replace('/', "~1"));
                collect(inner, here, places);
                here.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                here.push_str(&format!("/{index}"));
                collect(inner, here, places);
                here.truncate(length);
            }
        }
        _ => {}
    }
}
