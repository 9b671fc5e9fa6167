//! A JSON Schema as tables for readers: one table of keys for each mapping, in the order in which
//! a reader meets them.

use std::collections::BTreeSet;

use eventbook::document::values::FORMATS;
use serde_json::Value;

/// The tables of a schema, in Markdown. `values` is the page that explains the formats of text.
pub(crate) fn tables(schema: &Value, values: &str) -> String {
    let mut reference = Reference { root: schema, values, sections: Vec::new() };
    let mut text = reference.table(schema, "");
    let mut next = 0;
    while let Some(section) = reference.sections.get(next) {
        next += 1;
        let (path, node) = (section.path.clone(), section.node);
        let rows = reference.table(node, &path);
        text.push_str(&format!("\n### `{path}`\n\n"));
        if let Some(sentence) = description(node) {
            text.push_str(&format!("{sentence}\n\n"));
        }
        text.push_str(&rows);
    }
    text
}

struct Reference<'a> {
    root: &'a Value,
    values: &'a str,
    sections: Vec<Section<'a>>,
}

/// A mapping with keys of its own, under the path where it is met first.
struct Section<'a> {
    path: String,
    node: &'a Value,
}

impl<'a> Reference<'a> {
    fn table(&mut self, node: &'a Value, path: &str) -> String {
        let required: BTreeSet<&str> = strings(&node["required"]).collect();
        let mut text = "| key | holds | |\n| --- | --- | --- |\n".to_owned();
        for (key, value) in node["properties"].as_object().into_iter().flatten() {
            let below = match path {
                "" => key.clone(),
                path => format!("{path}.{key}"),
            };
            let holds = self.holds(value, &below);
            let star = if required.contains(key.as_str()) { " **required**" } else { "" };
            let words = words_of(value).unwrap_or_default();
            text.push_str(&format!(
                "| `{key}`{star} | {holds} | {} |\n",
                words.replace('|', "\\|")
            ));
        }
        text
    }

    /// What a value may be, in words.
    fn holds(&mut self, value: &'a Value, path: &str) -> String {
        if let Some(name) = value["$ref"].as_str() {
            let node = &self.root["$defs"][name.trim_start_matches("#/$defs/")];
            return self.holds(node, path);
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(choices) = value[key].as_array() {
                return self.one_of(choices, path);
            }
        }
        if let Some(word) = value["const"].as_str() {
            return format!("`{word}`");
        }
        if let Some(words) = value["enum"].as_array() {
            let words: Vec<String> =
                words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
            return words.join(", ");
        }
        if value["properties"].is_object() {
            return self.section(value, path);
        }
        let format = value["format"].as_str();
        let format = format.filter(|format| FORMATS.iter().any(|known| known.name == *format));
        if let Some(format) = format {
            return format!("[{}]({}#{format})", format.replace('-', " "), self.values);
        }
        let types = match &value["type"] {
            Value::String(one) => vec![one.as_str()],
            many => strings(many).filter(|one| *one != "null").collect(),
        };
        let types = types.into_iter().map(|one| self.of_type(one, value, path));
        types.collect::<Vec<_>>().join(" or ")
    }

    fn of_type(&mut self, one: &str, value: &'a Value, path: &str) -> String {
        match one {
            "array" if value["items"].is_object() => {
                format!("list of {}", self.holds(&value["items"], &format!("{path}[]")))
            }
            "array" => "list".to_owned(),
            "object" if value["additionalProperties"].is_object() => {
                let inner = self.holds(&value["additionalProperties"], &format!("{path}.*"));
                format!("mapping of names to {inner}")
            }
            "object" => "mapping".to_owned(),
            "string" => "text".to_owned(),
            "integer" => "whole number".to_owned(),
            "boolean" => "`true` or `false`".to_owned(),
            other => other.to_owned(),
        }
    }

    fn one_of(&mut self, choices: &'a [Value], path: &str) -> String {
        let choices: Vec<&Value> = choices.iter().filter(|one| one["type"] != "null").collect();
        let mut words: Vec<String> = Vec::new();
        for choice in &choices {
            let word = self.holds(choice, path);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let constants = choices.iter().all(|choice| choice["const"].is_string());
        words.join(if constants { ", " } else { " or " })
    }

    fn section(&mut self, node: &'a Value, path: &str) -> String {
        let known = self.sections.iter().find(|section| std::ptr::eq(section.node, node));
        let path = match known {
            Some(section) => section.path.clone(),
            None => {
                self.sections.push(Section { path: path.to_owned(), node });
                path.to_owned()
            }
        };
        format!("[mapping](#{})", anchor(&path))
    }
}

/// The anchor that mdBook and most forges give to a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    kept.collect::<String>().to_lowercase()
}

/// The description, and what each word of a closed set means.
fn words_of(value: &Value) -> Option<String> {
    // A row of a table is one line.
    let mut words = description(value).map(|words| words.replace('\n', " ")).unwrap_or_default();
    let choices = value["anyOf"].as_array().into_iter().flatten().chain([value]);
    for choice in choices.flat_map(|choice| choice["oneOf"].as_array().into_iter().flatten()) {
        if let (Some(word), Some(meaning)) = (choice["const"].as_str(), description(choice)) {
            words.push_str(&format!(" `{word}`: {meaning}"));
        }
    }
    (!words.is_empty()).then_some(words)
}

fn description(value: &Value) -> Option<&str> {
    value["description"].as_str()
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}
