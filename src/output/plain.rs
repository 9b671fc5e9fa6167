//! A page's data as Markdown. One writer for all kinds of pages: it knows the pieces that views
//! are made of by their keys, and prints what it does not know as lists, so nothing is left out.

use serde_json::{Map, Value};

/// The Markdown of a page: its title, what it is about, and all of its view.
pub fn page(title: &str, description: &str, view: &Value) -> String {
    let mut text = format!("# {}\n", escaped(title));
    if !description.is_empty() {
        text.push_str(&format!("\n{}\n", escaped(description)));
    }
    let Value::Object(view) = view else { return text };
    let mut facts = String::new();
    for (key, value) in view {
        // The heading says these already.
        if is_empty(value) || ["title", "summary"].contains(&key.as_str()) {
            continue;
        }
        match inline(value) {
            Some(words) => facts.push_str(&format!("- {}: {words}\n", name(key))),
            None if key == "facts" => facts.push_str(&block(value, 0)),
            None => {}
        }
    }
    if !facts.is_empty() {
        text.push_str(&format!("\n{facts}"));
    }
    let said = |key: &str| ["facts", "title", "summary"].contains(&key);
    for (key, value) in view {
        if !is_empty(value) && !said(key) && inline(value).is_none() {
            text.push_str(&format!("\n## {}\n\n{}", name(key), block(value, 0)));
        }
    }
    text
}

/// A value as lines below a heading or an item.
fn block(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match value {
        Value::Array(items) => items.iter().map(|item| entry(item, depth)).collect(),
        Value::Object(object) => match special(object) {
            Some(text) => indented(&text, &indent),
            None => {
                let known = object.iter().filter(|(key, value)| is_said(key, value));
                known.map(|(key, value)| pair(key, value, depth)).collect()
            }
        },
        other => format!("{indent}- {}\n", inline(other).unwrap_or_default()),
    }
}

/// An item of a list. An object is headed by the first of its values.
fn entry(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    if let Some(words) = inline(value) {
        return format!("{indent}- {words}\n");
    }
    let Value::Object(object) = value else { return block(value, depth + 1) };
    if let Some(text) = special(object) {
        return format!("{indent}-\n{}", indented(&text, &"  ".repeat(depth + 1)));
    }
    let mut known = object.iter().filter(|(key, value)| is_said(key, value));
    let Some((key, first)) = known.next() else { return String::new() };
    let mut text = match inline(first) {
        Some(words) => format!("{indent}- **{words}**\n"),
        None => format!("{indent}-\n{}", pair(key, first, depth + 1)),
    };
    text.extend(known.map(|(key, value)| pair(key, value, depth + 1)));
    text
}

fn pair(key: &str, value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match inline(value) {
        Some(words) => format!("{indent}- {}: {words}\n", name(key)),
        None if key == "facts" => block(value, depth),
        None => format!("{indent}- {}:\n{}", name(key), block(value, depth + 1)),
    }
}

/// A value that fits on a line: words, a link, a fact, a place, a list of such.
fn inline(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(true) => Some("yes".to_owned()),
        Value::Bool(false) => Some("no".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.contains('\n') => None,
        Value::String(text) => Some(escaped(text)),
        Value::Array(items) => {
            let short = items.iter().all(|item| !item.is_array() && !is_fact(item));
            let words: Option<Vec<String>> = items.iter().map(inline).collect();
            words.filter(|_| short).map(|words| words.join(", "))
        }
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            match (text("title"), text("href"), text("text")) {
                (Some(title), Some(href), _) if object.len() <= 4 => Some(link(title, href)),
                _ if is_fact(value) => Some(fact(object)),
                (None, None, Some(place)) if object.contains_key("edit") => Some(code(place)),
                _ => None,
            }
        }
    }
}

fn is_fact(value: &Value) -> bool {
    value.get("term").is_some() && value.get("inherited").is_some()
}

fn fact(object: &Map<String, Value>) -> String {
    let pieces = object.get("value").and_then(Value::as_array).into_iter().flatten();
    let words: String = pieces.map(piece).collect();
    let term = object.get("term").and_then(Value::as_str).unwrap_or_default();
    let from = object.get("inherited").and_then(inline).filter(|from| !from.is_empty());
    let from = from.map(|from| format!(" (from the defaults of {from})"));
    let term = if term.is_empty() { String::new() } else { format!("{}: ", escaped(term)) };
    format!("{term}{words}{}", from.unwrap_or_default())
}

fn piece(piece: &Value) -> String {
    let text = piece.get("text").and_then(Value::as_str).unwrap_or_default();
    match piece.get("href").and_then(Value::as_str) {
        Some(href) => link(text, href),
        None if piece.get("code") == Some(&Value::Bool(true)) => code(text),
        None => escaped(text),
    }
}

/// What has a form of its own: Markdown, drawings, examples.
fn special(object: &Map<String, Value>) -> Option<String> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let Some(markdown) = text("markdown") {
        return Some(format!("{}\n", markdown.trim_end()));
    }
    if let Some(json) = text("json") {
        return Some(fenced(json, "json"));
    }
    match (text("text"), object.get("steps")) {
        (Some(drawing), Some(_)) => Some(fenced(drawing, "text")),
        _ => None,
    }
}

/// A block of code whose fence is longer than any run of backticks in it.
fn fenced(text: &str, language: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('\n', " "))
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`');
    runs.map(str::len).max().unwrap_or(0)
}

/// A link; the page of a folder is named as Markdown too.
fn link(title: &str, href: &str) -> String {
    let href = match href.split_once("index.html") {
        Some((folder, fragment)) if !href.contains(':') => format!("{folder}page.md{fragment}"),
        _ => href.replace(['(', ')', ' ', '<', '>'], "_"),
    };
    format!("[{}]({href})", escaped(title))
}

/// Text in which nothing means anything to a reader of Markdown. Backticks stay: the messages of
/// rules use them for names, and they cannot do harm.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '*' | '[' | ']' | '|' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A key as a heading: `called_by` is "Called by".
fn name(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Whether an entry says something to a reader; some only lay out the page.
fn is_said(key: &str, value: &Value) -> bool {
    !is_empty(value) && !["anchor", "around", "depth", "href"].contains(&key)
}

/// Whether there is nothing to say: what is not so need not be said.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn indented(text: &str, indent: &str) -> String {
    let line = |line: &str| match line.is_empty() {
        true => "\n".to_owned(),
        false => format!("{indent}{line}\n"),
    };
    text.lines().map(line).collect()
}
