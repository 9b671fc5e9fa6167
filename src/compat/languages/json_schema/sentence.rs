//! What broke, as a person would say it. Old and new are as in the catalog, whoever writes: going
//! backward the reader's schema is the new one, going forward it is the old one.

use serde_json::{Map, Value};

use crate::compat::answer::Direction;
use crate::compat::languages::json_schema::phrase::{asked, cut, forbidden, plain, shown, types};

/// What is known of a break.
#[derive(Debug)]
pub(super) struct Case<'a> {
    /// Which schema is the old one.
    pub(super) direction: Direction,
    /// The field; empty for the payload as a whole.
    pub(super) field: String,
    /// The keyword of the reader's schema that rejects; empty for a schema that takes nothing.
    pub(super) keyword: &'a str,
    /// What it says.
    pub(super) reader: &'a Value,
    /// The keywords beside it.
    pub(super) beside: &'a Map<String, Value>,
    /// What the writer's schema says of the same value by the same keyword, and what beside it.
    pub(super) writer: Option<(&'a Value, &'a Map<String, Value>)>,
    /// Whether the writer's schema speaks of the value at all.
    pub(super) is_declared: bool,
    /// The value that is rejected; none where it is not there.
    pub(super) value: Option<&'a Value>,
    /// The field that another asks for, with `dependentRequired`.
    pub(super) needed: Option<String>,
    /// Whether it is asked of some payloads only.
    pub(super) is_conditional: bool,
    /// Whether it is the names of the fields inside that are asked for something.
    pub(super) is_of_names: bool,
}

/// The sentence.
pub(super) fn sentence(case: &Case<'_>) -> String {
    match case.keyword {
        "required" => required(case),
        "" | "additionalProperties" | "unevaluatedProperties" => unknown(case),
        "enum" | "const" => listed(case),
        "type" => typed(case),
        "dependentRequired" | "dependencies" => needed(case),
        _ => limited(case),
    }
}

fn subject(case: &Case<'_>) -> String {
    let subject = match case.field.as_str() {
        "" => "the payload".to_owned(),
        field => format!("`{}`", cut(field)),
    };
    if case.is_of_names { format!("each field name of {subject}") } else { subject }
}

fn value(case: &Case<'_>) -> String {
    case.value.map_or_else(|| "a payload without it".to_owned(), shown)
}

/// What happens to a value: going backward it was accepted, going forward it will be written.
fn fate(case: &Case<'_>) -> String {
    let value = value(case);
    match case.direction {
        Direction::Backward => format!("{value} was accepted and is rejected now"),
        Direction::Forward => {
            format!("{value} may now be written, and readers of the old schema reject it")
        }
    }
}

fn required(case: &Case<'_>) -> String {
    let subject = subject(case);
    let (some, these) = match case.is_conditional {
        true => (" in some payloads", "such payloads"),
        false => ("", "payloads"),
    };
    match case.direction {
        Direction::Backward => {
            format!("{subject} is now required{some}: {these} without it were accepted")
        }
        Direction::Forward => format!(
            "{subject} is no longer required{some}, and readers of the old schema reject {these} \
             without it"
        ),
    }
}

fn unknown(case: &Case<'_>) -> String {
    let subject = subject(case);
    match (case.direction, case.is_declared) {
        (Direction::Backward, _) => {
            format!("{subject} is no longer accepted: payloads with it were")
        }
        (Direction::Forward, true) => {
            format!("{subject} is new, and readers of the old schema reject payloads with it")
        }
        (Direction::Forward, false) => format!(
            "{subject} may now be written, and readers of the old schema reject payloads with it"
        ),
    }
}

fn listed(case: &Case<'_>) -> String {
    let (subject, value) = (subject(case), case.value.map(plain).unwrap_or_default());
    let had_list = case.writer.is_some();
    match (case.direction, had_list) {
        (Direction::Backward, true) => format!("{subject} may no longer be `{value}`"),
        (Direction::Forward, true) => {
            format!("{subject} may now be `{value}`, which readers of the old schema reject")
        }
        (_, false) => limited(case),
    }
}

fn typed(case: &Case<'_>) -> String {
    let (subject, reader) = (subject(case), types(case.reader));
    let fate = fate(case);
    match (case.direction, case.writer.map(|(said, _)| types(said))) {
        (_, Some(writer)) if writer == reader => limited(case),
        (Direction::Backward, Some(writer)) => {
            format!("{subject} was {writer}, is now {reader}: {fate}")
        }
        (Direction::Forward, Some(writer)) => {
            format!("{subject} was {reader}, is now {writer}: {fate}")
        }
        (_, None) => limited(case),
    }
}

fn needed(case: &Case<'_>) -> String {
    let subject = subject(case);
    let needed = format!("`{}`", cut(case.needed.as_deref().unwrap_or_default()));
    match case.direction {
        Direction::Backward => format!(
            "{subject} now needs {needed} beside it: payloads with {subject} alone were accepted"
        ),
        Direction::Forward => format!(
            "{subject} no longer needs {needed} beside it, and readers of the old schema reject \
             payloads with {subject} alone"
        ),
    }
}

/// A limit of any kind: what was asked, what is asked now, and the value between the two.
fn limited(case: &Case<'_>) -> String {
    let (subject, fate) = (subject(case), fate(case));
    let reader = asked(case.keyword, case.reader, case.beside);
    let writer = case.writer.and_then(|(said, beside)| asked(case.keyword, said, beside));
    match (forbidden(case.keyword), case.direction) {
        (Some(_), _) if case.writer.is_some() && case.keyword == "not" => {
            return format!("what `not` forbids {subject} changed: {fate}");
        }
        (Some(what), Direction::Backward) => {
            return format!("{subject} may no longer {what}: {fate}");
        }
        (Some(what), Direction::Forward) => return format!("{subject} may now {what}: {fate}"),
        (None, _) => {}
    }
    let Some(reader) = reader else { return format!("{subject}: {fate}") };
    match (case.direction, writer) {
        // The same words for two things: what they stand for is not the same.
        (_, Some(writer)) if writer == reader => {
            format!("what `{}` asks of {subject} changed: {fate}", case.keyword)
        }
        (Direction::Backward, Some(writer)) => {
            format!("{subject} had to {writer}, must now {reader}: {fate}")
        }
        (Direction::Forward, Some(writer)) => {
            format!("{subject} had to {reader}, must now only {writer}: {fate}")
        }
        (Direction::Backward, None) if !case.is_declared => {
            format!("{subject} is now declared and must {reader}: {fate}")
        }
        (Direction::Forward, None) if !case.is_declared => {
            format!("{subject} is no longer declared and need not {reader}: {fate}")
        }
        (Direction::Backward, None) => format!("{subject} must now {reader}: {fate}"),
        (Direction::Forward, None) => format!("{subject} need no longer {reader}: {fate}"),
    }
}
