//! A whole payload around the part that shows a break: what the writer writes, as a message and as
//! ProtoJSON.

use std::collections::HashMap;

use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, ReflectMessage, Value,
};
use serde_json::Value as Json;

use super::fields::Pair;
use super::show;
use super::trial::{self, Outcome, Unknown};

/// How deep required messages are filled in. A required circle has no message at all.
const DEEPEST: usize = 32;

/// A payload of the writer's.
#[derive(Clone)]
pub(super) struct Witness {
    /// As a message.
    message: DynamicMessage,
    /// As ProtoJSON.
    pub(super) json: Json,
}

/// The payload in which a path of fields leads to a message, with all that is required on the way.
/// Values that writers may leave out are written too: those named in `told`.
pub(super) fn around(
    path: &[Pair],
    inner: &DynamicMessage,
    told: &[FieldDescriptor],
) -> Option<Witness> {
    let mut message = inner.clone();
    fill(&mut message, DEEPEST, None);
    let part = message.clone();
    for step in path.iter().rev() {
        let field = &step.writer;
        let mut outer = DynamicMessage::new(field.parent_message().clone());
        outer.try_set_field(field, wrapped(field, message)?).ok()?;
        fill(&mut outer, DEEPEST, None);
        message = outer;
    }
    let mut json = show::message(&message)?;
    let mut place = &mut json;
    for step in path {
        place = place.get_mut(step.writer.json_name())?;
        if step.writer.is_list() {
            place = place.get_mut(0)?;
        } else if step.writer.is_map() {
            place = place.as_object_mut()?.values_mut().next()?;
        }
    }
    for field in told {
        let value = show::json(field, part.get_field(field).into_owned());
        if let (Some(value), Some(object)) = (value, place.as_object_mut()) {
            object.entry(field.json_name()).or_insert(value);
        }
    }
    Some(Witness { message, json })
}

/// The value of a field that holds one message.
fn wrapped(field: &FieldDescriptor, message: DynamicMessage) -> Option<Value> {
    let Kind::Message(kind) = field.kind() else { return None };
    if field.is_list() {
        return Some(Value::List(vec![Value::Message(message)]));
    }
    if !field.is_map() {
        return Some(Value::Message(message));
    }
    let key = MapKey::default_value(&kind.map_entry_key_field().kind());
    Some(Value::Map(HashMap::from([(key, Value::Message(message))])))
}

/// Sets what is required and not there, but one field that is to be missing.
pub(super) fn fill(message: &mut DynamicMessage, depth: usize, but: Option<&FieldDescriptor>) {
    for field in message.descriptor().fields() {
        if !field.is_required() || Some(&field) == but || message.has_field(&field) {
            continue;
        }
        let mut value = field.default_value();
        if let (Value::Message(inner), Some(depth)) = (&mut value, depth.checked_sub(1)) {
            fill(inner, depth, None);
        }
        // The default of a field is a value of it.
        let _ = message.try_set_field(&field, value);
    }
}

impl Witness {
    /// Whether the reader of the whole payload does not have the value either.
    pub(super) fn confirms(
        &self,
        path: &[Pair],
        as_json: bool,
        leaf: &dyn Fn(&DynamicMessage) -> Outcome,
    ) -> bool {
        let Some(root) = reader_of(path) else { return true };
        let read = match as_json {
            true => trial::through_json(&self.json, &root, Unknown::Ignored),
            false => trial::over_the_wire(&self.message, &root),
        };
        let Some(mut read) = read else { return true };
        for step in path {
            match inside(&read, &step.reader) {
                Some(inner) => read = inner,
                None => return true,
            }
        }
        leaf(&read).breaks()
    }
}

fn reader_of(path: &[Pair]) -> Option<MessageDescriptor> {
    path.first().map(|step| step.reader.parent_message().clone())
}

/// The message that a field holds, the first of several.
fn inside(message: &DynamicMessage, field: &FieldDescriptor) -> Option<DynamicMessage> {
    match message.get_field(field).into_owned() {
        Value::Message(inner) => Some(inner),
        Value::List(items) => items.into_iter().next()?.as_message().cloned(),
        Value::Map(entries) => entries.into_values().next()?.as_message().cloned(),
        _ => None,
    }
}
