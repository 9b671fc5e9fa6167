//! A value made smaller, as long as what it shows still holds.

use serde_json::{Map, Number, Value, json};

/// Most values that are tried.
const TRIES: usize = 2_000;

/// The step to a part of a value.
#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Place(usize),
}

/// The smallest value that is met on the way down from a value for which `holds`: without keys and
/// items that are not needed, its parts empty, short or round. The same for the same value.
pub fn shrink(value: Value, holds: impl Fn(&Value) -> bool) -> Value {
    let mut value = value;
    let mut left = TRIES;
    loop {
        let before = cost(&value);
        let mut paths = Vec::new();
        collect(&value, &mut Vec::new(), &mut paths);
        for path in paths {
            while let Some(smaller) = smaller_at(&value, &path, &holds, &mut left) {
                value = smaller;
            }
        }
        if left == 0 || cost(&value) >= before {
            return value;
        }
    }
}

/// The value with the first smaller part at a path for which it still holds.
fn smaller_at(
    value: &Value,
    path: &[Step],
    holds: &impl Fn(&Value) -> bool,
    left: &mut usize,
) -> Option<Value> {
    let part = path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Place(place) => value.get(place),
    })?;
    let most = cost(part);
    let candidates = candidates(part).into_iter().filter(|candidate| cost(candidate) < most);
    for candidate in candidates {
        *left = left.checked_sub(1)?;
        let mut whole = value.clone();
        let place = path.iter().try_fold(&mut whole, |value, step| match step {
            Step::Key(key) => value.get_mut(key),
            Step::Place(place) => value.get_mut(place),
        })?;
        *place = candidate;
        if holds(&whole) {
            return Some(whole);
        }
    }
    None
}

/// The paths to all parts, the whole first.
fn collect(value: &Value, path: &mut Vec<Step>, paths: &mut Vec<Vec<Step>>) {
    paths.push(path.clone());
    let mut visit = |step: Step, inner: &Value| {
        path.push(step);
        collect(inner, path, paths);
        path.pop();
    };
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(key, inner)| visit(Step::Key(key.clone()), inner));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| visit(Step::Place(at), inner));
        }
        _ => {}
    }
}

/// How far a value is from being readable at a glance: its parts, its length, how odd its kind is,
/// and then its text, so that nothing is exchanged for its like for ever.
fn cost(value: &Value) -> (usize, usize, usize, String) {
    let text = value.to_string();
    let kind = match value {
        Value::Number(number) => usize::from(!number.is_u64()),
        Value::String(text) => {
            text.chars().filter(|character| !character.is_ascii_lowercase()).count()
        }
        _ => 0,
    };
    (parts(value), text.len(), kind, text)
}

fn parts(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.values().map(parts).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(parts).sum::<usize>(),
        _ => 1,
    }
}

/// What may stand for a value, the smallest first.
fn candidates(value: &Value) -> Vec<Value> {
    let usual = [json!({}), json!([]), json!(""), json!(0), json!(null), json!(false), json!(true)];
    // One of the same kind is the most likely to do.
    let same = |other: &&Value| std::mem::discriminant(*other) == std::mem::discriminant(value);
    let mut all: Vec<Value> = usual.iter().filter(same).cloned().collect();
    match value {
        Value::Object(object) => all.extend(smaller_objects(object)),
        Value::Array(items) => all.extend(smaller_arrays(items)),
        Value::String(text) => all.extend(smaller_texts(text).into_iter().map(Value::String)),
        Value::Number(number) => {
            all.extend(smaller_numbers(number).into_iter().map(Value::Number));
        }
        Value::Null | Value::Bool(_) => {}
    }
    all.extend(usual.iter().filter(|other| !same(other)).cloned());
    all
}

fn smaller_objects(object: &Map<String, Value>) -> Vec<Value> {
    let entries: Vec<(&String, &Value)> = object.iter().collect();
    let left = cuts(entries.len()).into_iter().map(|(start, end)| {
        let kept = entries.iter().enumerate().filter(|(at, _)| !(start..end).contains(at));
        Value::Object(kept.map(|(_, (key, value))| ((*key).clone(), (*value).clone())).collect())
    });
    left.collect()
}

fn smaller_arrays(items: &[Value]) -> Vec<Value> {
    let left = cuts(items.len()).into_iter().map(|(start, end)| {
        let kept = items.iter().enumerate().filter(|(at, _)| !(start..end).contains(at));
        Value::Array(kept.map(|(_, item)| item.clone()).collect())
    });
    // Items that must be equal can only become simpler together.
    left.chain([Value::Array(vec![json!(0); items.len()])]).collect()
}

fn smaller_texts(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let shorter = cuts(characters.len()).into_iter().map(|(start, end)| {
        let kept = characters.iter().enumerate().filter(|(at, _)| !(start..end).contains(at));
        kept.map(|(_, character)| *character).collect()
    });
    let plainer = (0..characters.len().min(40)).flat_map(|place| {
        ['a', '0'].map(|plain| {
            let all = characters.iter().enumerate();
            all.map(|(at, character)| if at == place { plain } else { *character }).collect()
        })
    });
    shorter.chain(plainer).collect()
}

/// Stretches to leave out: halves first, then quarters, at last one by one. What is long is not
/// left out one by one before it is shorter.
fn cuts(length: usize) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut width = length.div_ceil(2);
    while width > length / 64 {
        cuts.extend((0..length).step_by(width).map(|start| (start, (start + width).min(length))));
        width /= 2;
    }
    cuts
}

fn smaller_numbers(number: &Number) -> Vec<Number> {
    let mut all = vec![Number::from(1), Number::from(-1)];
    if !number.is_i64() && !number.is_u64() {
        all.extend([0.5, 1.5, -0.5].into_iter().filter_map(Number::from_f64));
    }
    if let Some(whole) = number.as_i64() {
        all.extend(
            [whole / 2, whole / 10 * 10, whole.saturating_sub(whole.signum())].map(Number::from),
        );
        return all;
    }
    let Some(at) = number.as_f64() else { return all };
    // Beyond this a float is no exact whole number that a reader could keep.
    if at.abs() < 9e15 {
        all.push(Number::from(at.trunc() as i64));
    }
    let rounded = [1.0, 10.0, 100.0, 1000.0].map(|digits| (at * digits).round() / digits);
    all.extend(rounded.into_iter().chain([at / 2.0]).filter_map(Number::from_f64));
    all
}
