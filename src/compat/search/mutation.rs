//! Values changed at one place: what schemas say little of is met by chance alone.

use serde_json::{Map, Number, Value, json};

use crate::compat::search::random::Random;

/// The value with one change at a random place.
pub(super) fn mutated(
    mut value: Value,
    told: &[&Value],
    names: &[&str],
    random: &mut Random,
) -> Value {
    change(&mut value, told, names, random);
    value
}

fn change(value: &mut Value, told: &[&Value], names: &[&str], random: &mut Random) {
    if random.once_in(3) {
        *value = other(told, random);
        return;
    }
    match value {
        Value::Object(object) if random.once_in(2) || object.is_empty() => {
            rekey(object, told, names, random);
        }
        Value::Object(object) => {
            let keys: Vec<String> = object.keys().cloned().collect();
            let inner = random.one_of(&keys).and_then(|key| object.get_mut(key));
            if let Some(inner) = inner {
                change(inner, told, names, random);
            }
        }
        Value::Array(items) => {
            let places: Vec<usize> = (0..items.len()).collect();
            let place = random.one_of(&places).copied();
            match (place, random.below(4)) {
                (Some(place), 0) => {
                    items.remove(place);
                }
                (Some(place), 1) => {
                    let twin = items.get(place).cloned();
                    items.extend(twin);
                }
                (_, 2) | (None, _) => items.push(other(told, random)),
                (Some(place), _) => {
                    if let Some(inner) = items.get_mut(place) {
                        change(inner, told, names, random);
                    }
                }
            }
        }
        Value::Number(number) => *number = beside(number, random),
        Value::String(text) => match random.below(3) {
            0 => text.push('a'),
            1 => {
                text.pop();
            }
            _ => text.insert(0, 'A'),
        },
        Value::Null | Value::Bool(_) => *value = other(told, random),
    }
}

/// An object with a key less, or one more.
fn rekey(object: &mut Map<String, Value>, told: &[&Value], names: &[&str], random: &mut Random) {
    let keys: Vec<String> = object.keys().cloned().collect();
    match random.one_of(&keys).filter(|_| random.clone().once_in(2)) {
        Some(key) => {
            object.shift_remove(key);
        }
        None => {
            let name = random.one_of(names).copied().unwrap_or_default();
            object.insert(name.to_owned(), other(told, random));
        }
    }
}

/// A number beside a number: one more, one less, a half beside it, or its opposite.
fn beside(number: &Number, random: &mut Random) -> Number {
    let step = random.below(4);
    if let (Some(whole), true) = (number.as_i64(), step != 2) {
        let moved = match step {
            0 => whole.checked_add(1),
            1 => whole.checked_sub(1),
            _ => whole.checked_neg(),
        };
        return moved.map_or_else(|| number.clone(), Number::from);
    }
    let moved = match step {
        0 => 1.0,
        1 => -1.0,
        _ => 0.5,
    };
    let near = number.as_f64().and_then(|at| Number::from_f64(at + moved));
    near.unwrap_or_else(|| number.clone())
}

/// A value that the schemas tell, or a usual one.
fn other(told: &[&Value], random: &mut Random) -> Value {
    if let (Some(value), true) = (random.one_of(told), random.once_in(2)) {
        return (*value).clone();
    }
    let usual = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1),
        json!(1.5),
        json!(1.0),
        json!(""),
        json!("a"),
        json!([]),
        json!([0]),
        json!({}),
        json!({ "a": 0 }),
        json!(1e20),
    ];
    random.one_of(&usual).cloned().unwrap_or_default()
}
