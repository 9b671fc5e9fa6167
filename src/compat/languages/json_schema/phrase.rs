//! What each keyword asks of a value, as the end of "`field` must …": one phrase a keyword.

use serde_json::{Map, Value};

/// The most characters of a value or a pattern that a sentence shows.
const LONGEST: usize = 60;

/// What a keyword asks, as the end of "must …"; none for one that has sentences of its own.
pub(super) fn asked(keyword: &str, value: &Value, beside: &Map<String, Value>) -> Option<String> {
    let is_set = |key: &str| beside.get(key) == Some(&Value::Bool(true));
    let number = shown(value);
    Some(match keyword {
        "type" => format!("be {}", types(value)),
        "enum" => format!("be one of {}", list(value)),
        "const" => format!("be `{}`", plain(value)),
        "minimum" if is_set("exclusiveMinimum") => format!("be more than {number}"),
        "maximum" if is_set("exclusiveMaximum") => format!("be less than {number}"),
        "minimum" => format!("be at least {number}"),
        "maximum" => format!("be at most {number}"),
        "exclusiveMinimum" => format!("be more than {number}"),
        "exclusiveMaximum" => format!("be less than {number}"),
        "multipleOf" => format!("be a multiple of {number}"),
        "pattern" => format!("match `{}`", cut(value.as_str().unwrap_or_default())),
        "format" => format!("have the format `{}`", plain(value)),
        "minLength" => format!("have at least {}", count(value, "character")),
        "maxLength" => format!("have at most {}", count(value, "character")),
        "minItems" => format!("have at least {}", count(value, "item")),
        "maxItems" => format!("have at most {}", count(value, "item")),
        "minProperties" => format!("have at least {}", count(value, "field")),
        "maxProperties" => format!("have at most {}", count(value, "field")),
        "uniqueItems" => "hold no item twice".to_owned(),
        "contains" => "hold an item as `contains` says".to_owned(),
        "minContains" => format!("hold at least {number} of what `contains` says"),
        "maxContains" => format!("hold at most {number} of what `contains` says"),
        "items" | "additionalItems" | "unevaluatedItems" => "hold no further items".to_owned(),
        "propertyNames" => "have only field names as `propertyNames` says".to_owned(),
        "anyOf" => "fit one of its alternatives".to_owned(),
        "oneOf" => "fit exactly one of its alternatives".to_owned(),
        "not" => "not fit what `not` says".to_owned(),
        "if" | "then" | "else" => "hold to its condition".to_owned(),
        "contentEncoding" => format!("be encoded as `{}`", plain(value)),
        "contentMediaType" => format!("hold `{}`", plain(value)),
        _ => return None,
    })
}

/// A type or several, as words.
pub(super) fn types(value: &Value) -> String {
    match value {
        Value::Array(types) => {
            let types: Vec<String> = types.iter().map(|one| format!("`{}`", plain(one))).collect();
            types.join(" or ")
        }
        one => format!("`{}`", plain(one)),
    }
}

/// A value as it stands in JSON, cut where it is longer than a sentence bears.
pub(super) fn shown(value: &Value) -> String {
    cut(&value.to_string())
}

/// A value as it stands in JSON, text without its quotes.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| shown(value), cut)
}

fn list(value: &Value) -> String {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut words: Vec<String> =
        values.iter().take(6).map(|value| format!("`{}`", plain(value))).collect();
    if values.len() > words.len() {
        words.push("…".to_owned());
    }
    words.join(", ")
}

fn count(value: &Value, what: &str) -> String {
    let plural = if value.as_f64() == Some(1.0) { "" } else { "s" };
    format!("{} {what}{plural}", shown(value))
}

/// A text cut where it is longer than a sentence bears.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
