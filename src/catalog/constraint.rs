//! What the schema of a field says of its values, in words: which there are, what limits them, what
//! stands for none, and an example.

use serde_json::Value;

use crate::document::tree::Node;

/// The only values that a schema allows; none where there are others.
pub fn values(node: &Node) -> Vec<String> {
    match (node.get("const"), node.get("enum")) {
        (Some(value), _) => vec![plain(value)],
        (None, Some(values)) => values.items().iter().map(plain).collect(),
        (None, None) => Vec::new(),
    }
}

/// What limits a schema's values, each in words.
pub fn limits(node: &Node) -> Vec<String> {
    // What the format says already is not said again.
    let sized = node
        .get("format")
        .and_then(Node::text)
        .is_some_and(|format| matches!(format, "int32" | "int64" | "uint32" | "uint64"));
    let number = |key: &str| {
        let told = sized && matches!(key, "minimum" | "maximum");
        node.get(key).and_then(Node::text).filter(|_| !told)
    };
    let mut limits = Vec::new();
    if let Some(values) = node.get("enum") {
        let words: Vec<String> = values.items().iter().map(plain).collect();
        limits.push(format!("one of {}", words.join(", ")));
    }
    if let Some(value) = node.get("const") {
        limits.push(format!("always {}", plain(value)));
    }
    let pairs = [
        ("minimum", "at least"),
        ("exclusiveMinimum", "more than"),
        ("maximum", "at most"),
        ("exclusiveMaximum", "less than"),
        ("multipleOf", "a multiple of"),
    ];
    limits
        .extend(pairs.iter().filter_map(|(key, words)| Some(format!("{words} {}", number(key)?))));
    let counts = [
        ("minLength", "at least", "characters"),
        ("maxLength", "at most", "characters"),
        ("minItems", "at least", "items"),
        ("maxItems", "at most", "items"),
    ];
    limits.extend(counts.iter().filter_map(|(key, words, unit)| {
        let count = number(key)?;
        let unit = if count == "1" { unit.trim_end_matches('s') } else { unit };
        Some(format!("{words} {count} {unit}"))
    }));
    limits.extend(node.get("default").map(unless_stated));
    limits.extend(number("pattern").map(|pattern| format!("matches {pattern}")));
    if number("uniqueItems") == Some("true") {
        limits.push("no item twice".to_owned());
    }
    limits
}

/// What the absence of a field means, as a limit.
pub fn unless_stated(default: &Node) -> String {
    format!("{} unless stated", self::default(default))
}

/// A default as text. An empty text is quoted: it is another thing than no default.
pub fn default(node: &Node) -> String {
    let text = plain(node);
    if text.is_empty() { node.json().to_string() } else { text }
}

/// An example of a value that a schema states, as text.
pub fn example(node: &Node) -> Option<String> {
    let first = node.get("examples").and_then(|examples| examples.items().first());
    first.or_else(|| node.get("example")).map(plain)
}

fn plain(node: &Node) -> String {
    match node.json() {
        Value::String(text) => text,
        // A number keeps the spelling that its author gave it.
        Value::Number(_) => node.text().unwrap_or_default().to_owned(),
        other => other.to_string(),
    }
}
