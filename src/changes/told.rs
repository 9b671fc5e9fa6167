//! What is said of changes, in the words that reports, comparisons with a branch and pages share.

use crate::catalog::Catalog;
use crate::catalog::event::{Event, EventVersion};
use crate::catalog::payload::Payload;
use crate::changes::causes::{self, Cause};
use crate::changes::edits::{Edit, EditKind};
use crate::changes::shape::shape;
use crate::changes::{Evolution, Origin, Step, Terms};
use crate::compat::answer::{Answer, Break, Comparison, Direction};
use crate::compat::policy::{Defaults, Formats, Policy, Reader, Writer};
use crate::document::parts::compatibility::Mode;
use crate::document::values::date::Date;

/// The longest payload that a sentence shows, in bytes.
const WIDEST: usize = 200;

/// So many consumers are named in a sentence; the others are counted.
const MOST_NAMED: usize = 5;

/// The name of a policy; none where it is made of parts.
pub fn policy_name(policy: Policy) -> Option<&'static str> {
    match policy {
        Policy::EVENTS => Some("events"),
        Policy::EXACT => Some("exact"),
        _ => None,
    }
}

/// A policy in words: "policy events: producers write only what they declare, …".
pub fn policy(policy: Policy) -> String {
    let name = policy_name(policy).map_or("policy".to_owned(), |name| format!("policy {name}"));
    let writer = match policy.writer {
        Writer::DeclaredOnly => "producers write only what they declare",
        Writer::Anything => "producers write whatever their schema allows",
    };
    let reader = match policy.reader {
        Reader::IgnoresUnknown => "consumers ignore unknown fields",
        Reader::Strict => "consumers do as their schema says",
    };
    let defaults = (policy.defaults == Defaults::AppliedByReader)
        .then_some("consumers fill in defaults before they validate");
    let formats = (policy.formats == Formats::Assert).then_some("formats reject");
    let parts = [Some(writer), Some(reader), defaults, formats];
    format!("{name}: {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// What a mode asks, in words.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::None => "nothing is asked",
        Mode::Backward => "new code reads what the version before wrote",
        Mode::Forward => "code of the version before reads what a new one writes",
        Mode::Full => "each version and the one before read each other's messages",
        Mode::BackwardTransitive => "new code reads what every earlier version wrote",
        Mode::ForwardTransitive => "code of every earlier version reads what a new one writes",
        Mode::FullTransitive => "all versions read each other's messages",
    }
}

/// Who says what is asked, in words.
pub fn origin(catalog: &Catalog, origin: Origin) -> String {
    let topic = |key| &catalog.topics[key].id;
    match origin {
        Origin::Default => "the default".to_owned(),
        Origin::LongKept(key) => {
            format!("because `{}` keeps events for a year or longer, or compacts them", topic(key))
        }
        Origin::Event => "said by the event".to_owned(),
        Origin::Topic(key) => format!("said by the topic `{}`", topic(key)),
        Origin::Domain => "said by the domain".to_owned(),
        Origin::Settings => "said by eventbook.yaml".to_owned(),
    }
}

/// What is asked of an event, with who says it: "`full` (the default), policy events".
pub fn asked(catalog: &Catalog, terms: &Terms) -> String {
    let mode = format!("`{}` ({})", terms.mode.word(), origin(catalog, terms.origin));
    let said = origin(catalog, terms.policy_origin);
    match (terms.policy, policy_name(terms.policy)) {
        (Policy::EVENTS, _) => format!("{mode}, policy events"),
        (_, Some(name)) => format!("{mode}, policy {name} ({said})"),
        (other, None) => format!("{mode}, {} ({said})", policy(other)),
    }
}

/// The word of a direction.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Backward => "backward",
        Direction::Forward => "forward",
    }
}

/// What is asked of two schemas in a direction: "readers of the new schema read all that the old one
/// allows".
pub fn question(direction: Direction) -> String {
    readers(direction, "read")
}

/// What came of that question.
pub fn answer(direction: Direction, answer: &Answer) -> String {
    match answer {
        Answer::Compatible => readers(direction, "read"),
        Answer::Incompatible(breaks) => {
            let plural = if breaks.len() == 1 { "" } else { "s" };
            format!("{}: {} break{plural}", readers(direction, "do not read"), breaks.len())
        }
        Answer::Undecided(_) => format!("not shown: {}", readers(direction, "read")),
    }
}

fn readers(direction: Direction, verb: &str) -> String {
    let (readers, writers) = match direction {
        Direction::Backward => ("new", "old"),
        Direction::Forward => ("old", "new"),
    };
    format!("readers of the {readers} schema {verb} all that the {writers} one allows")
}

/// What holds of two versions that break nothing that the mode asks for.
pub fn held(mode: Mode) -> &'static str {
    match (mode.asks_backward(), mode.asks_forward()) {
        (true, true) => "compatible both ways",
        (true, false) => "new code reads old messages",
        _ => "old code reads new messages",
    }
}

/// Who fails by these causes: "Consumers on the old schema will fail: `stock-service`". `older` is
/// what the older version is called, and `names` are written as they are.
pub fn failing(causes: &[Cause<'_>], older: &str, names: &[String]) -> String {
    let told = names.iter().take(MOST_NAMED).cloned();
    let more = names.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("{more} more"));
    let told = told.chain(more).collect::<Vec<_>>().join(", ");
    match (names.is_empty(), causes::any_forward(causes)) {
        (true, _) => "No consumer in the catalog reads what changed".to_owned(),
        (false, true) => format!("Consumers on the old schema will fail: {told}"),
        (false, false) => {
            format!("Consumers on the new schema will fail on messages of {older}: {told}")
        }
    }
}

/// The payload that shows a break: "1.1 writes {…}, which 1.0 rejects". `older` and `newer` are what
/// the versions are called.
pub fn shown(direction: Direction, broken: &Break, older: &str, newer: &str) -> String {
    let witness = witness(broken);
    match direction {
        Direction::Forward => format!("{newer} writes {witness}, which {older} rejects"),
        Direction::Backward => format!("{older} wrote {witness}, which {newer} rejects"),
    }
}

/// The verdict on two versions, and who is upgraded first where that helps.
pub fn verdict(comparison: &Comparison) -> &'static str {
    use Answer::{Compatible, Incompatible, Undecided};
    match (&comparison.backward, &comparison.forward) {
        (Compatible, Compatible) => "compatible both ways, in any order",
        (Compatible, Incompatible(_)) => "new code reads old messages, so upgrade consumers first",
        (Incompatible(_), Compatible) => "old code reads new messages, so upgrade producers first",
        (Incompatible(_), Incompatible(_)) => "neither reads what the other writes",
        (Compatible, Undecided(_)) => {
            "new code reads old messages; whether old code reads new ones is undecided"
        }
        (Undecided(_), Compatible) => {
            "old code reads new messages; whether new code reads old ones is undecided"
        }
        (Incompatible(_), Undecided(_)) => {
            "new code does not read old messages; the other way round is undecided"
        }
        (Undecided(_), Incompatible(_)) => {
            "old code does not read new messages; the other way round is undecided"
        }
        (Undecided(_), Undecided(_)) => "undecided",
    }
}

/// What was done to break something: "changing `OrderPlaced.items` from `string[]` to
/// `OrderItem[]`".
pub fn cause(event: &str, old: &Payload, new: &Payload, step: &Step, field: &str) -> String {
    let list = field.trim_end_matches("[]");
    let shapes = |field: &str| (shape(old, field), shape(new, field));
    let edit = |field: &str| step.edits.iter().find(|edit| edit.path == field);
    if let (Some(before), Some(after)) = shapes(list)
        && before != after
        && !list.is_empty()
    {
        return format!("changing `{event}.{list}` from `{before}` to `{after}`");
    }
    if field.is_empty() {
        return format!("changing the payload of `{event}`");
    }
    let name = format!("{event}.{field}");
    match edit(field).or_else(|| edit(list)) {
        Some(Edit { kind: EditKind::Added, .. }) => format!("adding `{name}`"),
        Some(Edit { kind: EditKind::Removed, .. }) => format!("removing `{name}`"),
        Some(Edit { kind: EditKind::Changed(parts), .. }) => {
            let said = |what: &str| parts.iter().find(|part| part.what == what);
            if let Some(part) = said("required") {
                let word = if part.after == "required" { "requiring" } else { "making optional" };
                return format!("{word} `{name}`");
            }
            let told = said("values").map(|part| ("the values of ", part));
            match told.or_else(|| said("limits").map(|part| ("", part))) {
                Some((of, part)) if !part.before.is_empty() && !part.after.is_empty() => {
                    format!("changing {of}`{name}` from `{}` to `{}`", part.before, part.after)
                }
                _ => format!("changing {}`{name}`", told.map_or("", |(of, _)| of)),
            }
        }
        None => format!("changing `{name}`"),
    }
}

/// How a field came to be what it is, where it went between two versions and came back as
/// something else: "`price` was `string` in 1, went in 2 and is `number` in 3".
pub fn came_back(event: &Event, evolution: &Evolution, step: &Step, field: &str) -> Option<String> {
    let field = field.trim_end_matches("[]");
    let version = |at: usize| event.versions.get(at);
    let shape_in = |at: usize| shape(version(at)?.payload.as_ref()?, field);
    let (before, after) = (shape_in(step.older)?, shape_in(step.newer)?);
    let between = (step.older..step.newer).skip(1);
    let mut between =
        between.filter(|at| evolution.step(step.older, *at).is_some() && shape_in(*at).is_none());
    let gone = version(between.next()?)?;
    let (old, new) = (&version(step.older)?.version, &version(step.newer)?.version);
    let gone = &gone.version;
    Some(format!("`{field}` was `{before}` in {old}, went in {gone} and is `{after}` in {new}"))
}

/// How an event that must break is changed without breaking anybody.
pub fn migration(event: &Event, older: &EventVersion, today: Date) -> String {
    let newest = event.newest().version.next_major();
    let until = until(older, today);
    format!("publish as a new event version ({newest}) and run both versions in parallel {until}")
}

/// How long a version is published beside the one that takes its place: until its sunset, where its
/// document states one that is still to come.
pub fn until(version: &EventVersion, today: Date) -> String {
    let sunset = version.stated.deprecation.as_ref().and_then(|stated| stated.sunset);
    match sunset.filter(|sunset| *sunset >= today) {
        Some(sunset) => format!("until {sunset}, the sunset of {}", version.version),
        None => "during migration".to_owned(),
    }
}

/// A payload as one line; cut where it is longer than a person reads.
fn witness(broken: &Break) -> String {
    let text = broken.witness.to_string();
    match text.len() > WIDEST {
        true => format!("{}…", &text[..text.floor_char_boundary(WIDEST)]),
        false => text,
    }
}
