//! Whether a filter of a binding lets messages through: conditions on fields, as Amazon EventBridge
//! has them. Equality, prefix and existence are decided; what else a filter may say is not known.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::transport::answer::Answer;

/// What is known of a field of the messages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// All values that it can have, where the schema lists them.
    pub values: Option<Vec<Value>>,
    /// Whether a message has it.
    pub present: Option<bool>,
}

/// Whether messages pass a filter: every field must meet one of its conditions. `known` says what
/// is known of a field.
pub fn passes(filter: &BTreeMap<String, Value>, known: impl Fn(&str) -> Known) -> Answer {
    Answer::all(filter.iter().map(|(field, stated)| of_field(field, stated, &known)))
}

/// Whether messages meet what is stated of a field: conditions, or fields within it, each with a list.
fn of_field(field: &str, stated: &Value, known: &impl Fn(&str) -> Known) -> Answer {
    let conditions = match stated {
        Value::Array(conditions) => conditions.as_slice(),
        Value::Object(fields) if fields.values().any(|one| one.is_array() || one.is_object()) => {
            let within = fields.iter().map(|(name, inner)| match inner {
                Value::Array(_) | Value::Object(_) => {
                    of_field(&format!("{field}.{name}"), inner, known)
                }
                _ => Answer::Unknown,
            });
            return Answer::all(within);
        }
        one => std::slice::from_ref(one),
    };
    let field = known(field);
    Answer::any(conditions.iter().map(|condition| meets(condition, &field)))
}

fn meets(condition: &Value, field: &Known) -> Answer {
    let Value::Object(operators) = condition else {
        return of_all(field, |value| (value == condition).into());
    };
    let mut operators = operators.iter();
    match (operators.next(), operators.next()) {
        (Some((name, Value::Bool(wanted))), None) if name == "exists" => match field.present {
            Some(present) => (present == *wanted).into(),
            None => Answer::Unknown,
        },
        (Some((name, Value::String(prefix))), None) if name == "prefix" => of_all(field, |value| {
            value.as_str().is_some_and(|text| text.starts_with(prefix)).into()
        }),
        _ => Answer::Unknown,
    }
}

/// Whether a condition holds for every value that the field can have. Where it holds for some, it
/// depends on the message.
fn of_all(field: &Known, holds: impl Fn(&Value) -> Answer) -> Answer {
    if field.present == Some(false) {
        return Answer::No;
    }
    let Some(values) = &field.values else { return Answer::Unknown };
    let none = Answer::any(values.iter().map(&holds)) == Answer::No;
    match none {
        true => Answer::No,
        false if field.present == Some(true) => match Answer::all(values.iter().map(holds)) {
            Answer::Yes => Answer::Yes,
            _ => Answer::Unknown,
        },
        false => Answer::Unknown,
    }
}
