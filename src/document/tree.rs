//! A YAML document as a tree in which every node and every key knows its place.

use serde_json::{Map, Number, Value};

use crate::source::span::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it says.
    pub data: Data,
    /// Where it says it. For an expanded alias, where its anchor was defined.
    pub span: Span,
    /// How many nodes it holds, itself included: what an alias to it costs.
    pub weight: u32,
}

/// The three shapes of YAML.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// A scalar with the text that stands in the source, escapes resolved.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands without quotes, so that it may mean a number, a boolean or null.
        plain: bool,
    },
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping in the order of the source. No key stands twice.
    Mapping(Vec<Entry>),
}

/// One key of a mapping and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// What a plain scalar means by the core schema of YAML 1.2, section 10.3.2.
///
/// There is no `yes`, no `no` and no octal `017`: these are text.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number that JSON can say.
    Number(Number),
    /// All else.
    Text(&'a str),
}

impl Node {
    /// The entries of a mapping; none for other shapes.
    pub fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a sequence; none for other shapes.
    pub fn items(&self) -> &[Node] {
        match &self.data {
            Data::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The entry of a mapping with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value of a mapping's key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The text of a scalar, whatever it may mean.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// One step down: a key of a mapping or an index of a sequence.
    pub fn step(&self, segment: &str) -> Option<&Node> {
        match &self.data {
            Data::Mapping(_) => self.get(segment),
            Data::Sequence(items) => items.get(segment.parse::<usize>().ok()?),
            Data::Scalar { .. } => None,
        }
    }

    /// What a scalar means; `None` for a sequence or mapping.
    pub fn scalar(&self) -> Option<Scalar<'_>> {
        match &self.data {
            Data::Scalar { text, plain: true } => Some(resolve(text)),
            Data::Scalar { text, plain: false } => Some(Scalar::Text(text)),
            _ => None,
        }
    }

    /// The node as JSON, plain scalars by their meaning.
    pub fn json(&self) -> Value {
        match &self.data {
            Data::Scalar { text, plain } => {
                match if *plain { resolve(text) } else { Scalar::Text(text) } {
                    Scalar::Null => Value::Null,
                    Scalar::Bool(value) => Value::Bool(value),
                    Scalar::Number(value) => Value::Number(value),
                    Scalar::Text(text) => Value::String(text.to_owned()),
                }
            }
            Data::Sequence(items) => items.iter().map(Node::json).collect(),
            Data::Mapping(entries) => entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.value.json()))
                .collect::<Map<_, _>>()
                .into(),
        }
    }

    /// What a person would call its shape: "text", "a number", "a list", …
    pub fn shape(&self) -> &'static str {
        match &self.data {
            Data::Sequence(_) => "a list",
            Data::Mapping(_) => "a mapping",
            Data::Scalar { .. } => match self.scalar() {
                Some(Scalar::Null) => "empty",
                Some(Scalar::Bool(_)) => "a boolean",
                Some(Scalar::Number(_)) => "a number",
                _ => "text",
            },
        }
    }
}

/// JSON as a tree, so that what reads trees can read it. Its spans tell its nodes apart and lead
/// nowhere.
pub fn of_json(value: &Value) -> Node {
    build(value, &mut 0)
}

fn build(value: &Value, next: &mut u32) -> Node {
    let span = Span { start: *next, end: *next, ..Span::default() };
    *next = next.saturating_add(1);
    let scalar = |text: String, plain| Data::Scalar { text, plain };
    let data = match value {
        Value::String(text) => scalar(text.clone(), false),
        Value::Array(items) => Data::Sequence(items.iter().map(|item| build(item, next)).collect()),
        Value::Object(entries) => Data::Mapping(
            entries
                .iter()
                .map(|(key, value)| {
                    let value = build(value, next);
                    Entry { key: key.clone(), key_span: value.span, value }
                })
                .collect(),
        ),
        other => scalar(other.to_string(), true),
    };
    Node { data, span, weight: 1 }
}

fn resolve(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        _ => {}
    }
    number(text).map_or(Scalar::Text(text), Scalar::Number)
}

/// Decimal, `0o` octal, `0x` hexadecimal and floating numbers; `.inf` and `.nan` are no JSON.
fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u64::from_str_radix(digits, 8).ok().map(Number::from);
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = text.strip_prefix('+').unwrap_or(text);
        let whole = text.parse::<i64>().map(Number::from);
        return whole
            .or_else(|_| text.parse::<u64>().map(Number::from))
            .ok()
            .or_else(|| float(text));
    }
    let numeric = unsigned.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if numeric && unsigned.bytes().any(|byte| byte.is_ascii_digit()) { float(text) } else { None }
}

fn float(text: &str) -> Option<Number> {
    Number::from_f64(text.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_mean_what_yaml_1_2_says() {
        for text in ["no", "yes", "on", "1_000", ".inf", "2026-01-01", "1.2.3", "12:30", "e5", "-"]
        {
            assert_eq!(resolve(text), Scalar::Text(text), "{text}");
        }
        assert_eq!(resolve("017"), Scalar::Number(17.into()));
        assert_eq!(resolve("0x1F"), Scalar::Number(31.into()));
        assert_eq!(resolve("-3"), Scalar::Number((-3).into()));
        assert_eq!(resolve("1e3"), Scalar::Number(Number::from_f64(1000.0).unwrap()));
    }
}
