//! Numbers and names that nothing may take again, since old data still has them.
//!
//! Source: "Deleting Fields" and "Reserved Fields" in
//! <https://protobuf.dev/programming-guides/proto3/>.

use prost_reflect::{EnumDescriptor, FieldDescriptor, MessageDescriptor};

use super::keeps;

/// What to say of a field that is gone and whose number and name are not both reserved.
pub(super) fn unguarded(
    path: &str,
    field: &FieldDescriptor,
    now: &MessageDescriptor,
) -> Option<String> {
    let number = field.number();
    let free_number = !now.reserved_ranges().any(|range| range.contains(&number));
    let free_name = !now.reserved_names().any(|name| name == field.name());
    let what = free(number.to_string(), field.name(), free_number, free_name)?;
    Some(format!("`{path}` is gone, and {what} not reserved: a later field could read its data"))
}

/// What is free of a number and of a name, in words.
fn free(number: String, name: &str, free_number: bool, free_name: bool) -> Option<String> {
    match (free_number, free_name) {
        (true, true) => Some(format!("its number {number} and its name `{name}` are")),
        (true, false) => Some(format!("its number {number} is")),
        (false, true) => Some(format!("its name `{name}` is")),
        (false, false) => None,
    }
}

/// What to say of a field that takes what was reserved.
pub(super) fn taken(
    path: &str,
    field: &FieldDescriptor,
    before: &MessageDescriptor,
) -> Option<String> {
    let number = field.number();
    let by_number = before.reserved_ranges().any(|range| range.contains(&number));
    let by_name = before.reserved_names().any(|name| name == field.name());
    let what = match (by_number, by_name) {
        (true, true) => format!("the number {number} and the name `{}`", field.name()),
        (true, false) => format!("the number {number}"),
        (false, true) => format!("the name `{}`", field.name()),
        (false, false) => return None,
    };
    Some(format!(
        "`{path}` takes {what}, which the old schema reserved: it could read the data of an earlier \
         field"
    ))
}

/// What to say of what was reserved, or open for extensions, and is not any more. What a field has
/// taken since is told of the field.
pub(super) fn given_up(before: &MessageDescriptor, now: &MessageDescriptor) -> Vec<String> {
    let numbers = before.reserved_ranges().filter(|range| {
        let kept =
            now.reserved_ranges().any(|other| other.start <= range.start && range.end <= other.end);
        !kept && !now.fields().any(|field| range.contains(&field.number()))
    });
    let numbers = numbers.map(|range| span(range.start, range.end));
    let names = before.reserved_names().filter(|name| {
        !now.reserved_names().any(|other| other == *name) && now.get_field_by_name(name).is_none()
    });
    let names = names.map(|name| format!("the name `{name}`"));
    let free = numbers
        .chain(names)
        .map(|what| format!("{what} is no longer reserved: a later field could take it"));
    let extensions = before.extension_ranges().filter(|range| {
        !now.extension_ranges().any(|other| other.start <= range.start && range.end <= other.end)
    });
    let closed = extensions
        .map(|range| format!("{} is no longer open for extensions", span(range.start, range.end)));
    free.chain(closed).collect()
}

/// A range of numbers whose end is the first that is not in it.
fn span(start: u32, end: u32) -> String {
    match end.saturating_sub(1) {
        last if last <= start => format!("the number {start}"),
        last => format!("the range of numbers {start} to {last}"),
    }
}

/// What to say of values of an enum that are gone and not reserved.
pub(super) fn unguarded_values(before: &EnumDescriptor, now: &EnumDescriptor) -> Vec<String> {
    let gone = keeps::numbers(before).filter_map(|number| {
        let name = keeps::value_name(before, number);
        if now.get_value(number).is_some() || now.get_value_by_name(&name).is_some() {
            return None;
        }
        let free_number = !now.reserved_ranges().any(|range| range.contains(&number));
        let free_name = !now.reserved_names().any(|reserved| reserved == name);
        let what = free(number.to_string(), &name, free_number, free_name)?;
        let kind = now.name();
        Some(format!(
            "`{name}` of `{kind}` is gone, and {what} not reserved: a later value could be read for \
             it"
        ))
    });
    gone.collect()
}
