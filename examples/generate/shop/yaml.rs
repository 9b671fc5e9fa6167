//! Values as block-style YAML. A string stands bare only where no reader could take it for
//! anything else; the others are quoted as JSON does, which YAML reads the same.

use serde_json::Value;

/// A mapping as a document.
pub(crate) fn document(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

fn block(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                text.push_str(&format!("{indent}{}:", scalar(key)));
                below(value, depth, text);
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut inner = String::new();
                if is_block(item) {
                    block(item, depth + 1, &mut inner);
                    // The dash takes the place of the first line's indentation.
                    text.push_str(&format!("{indent}- {}", &inner[2 * (depth + 1)..]));
                } else {
                    text.push_str(&format!("{indent}-"));
                    below(item, depth, text);
                }
            }
        }
        other => text.push_str(&other.to_string()),
    }
}

/// A value after its key or dash.
fn below(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::String(lines) if lines.contains('\n') => literal(lines, depth + 1, text),
        Value::String(word) => text.push_str(&format!(" {}\n", scalar(word))),
        value if is_block(value) => {
            text.push('\n');
            block(value, depth + 1, text);
        }
        // Numbers, truths and empty collections are the same in both languages.
        other => text.push_str(&format!(" {other}\n")),
    }
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

/// Lines as they are, in a literal block. The number says how far they are indented, so that a first
/// line may begin with spaces.
fn literal(lines: &str, depth: usize, text: &mut String) {
    let keep = if lines.ends_with('\n') { "" } else { "-" };
    text.push_str(&format!(" |2{keep}\n"));
    for line in lines.lines() {
        let indent = if line.is_empty() { String::new() } else { "  ".repeat(depth) };
        text.push_str(&format!("{indent}{line}\n"));
    }
}

/// Words that a reader of YAML 1.1 or 1.2 takes for a truth or for nothing.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

fn scalar(word: &str) -> String {
    let letters = word.starts_with(|first: char| first.is_ascii_alphabetic());
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let reserved = RESERVED.iter().any(|known| known.eq_ignore_ascii_case(word));
    if letters && plain && !reserved {
        word.to_owned()
    } else {
        Value::String(word.to_owned()).to_string()
    }
}
