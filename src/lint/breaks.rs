//! What a changed payload breaks, as a finding: for whom, with a payload that shows it.

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::changes::causes::Cause;
use crate::changes::told;
use crate::compat::answer::Break;
use crate::diff::Diff;
use crate::diff::affected::{self, Affected};
use crate::diff::version::Compared;
use crate::finding::{Finding, Level, Subject};
use crate::lint::rule::Rule;

/// The finding for two schemas compared; none where nothing that is asked breaks, or where only a
/// new major version breaks and nobody reads both. `what` is the change, to be completed:
/// "`OrderPlaced` 2 was edited in place".
pub fn finding(
    rule: &Rule,
    diff: &Diff<'_>,
    compared: &Compared<'_>,
    what: &str,
) -> Option<Finding> {
    let event = &diff.head.catalog.events[compared.head];
    let span = compared.newer.payload.as_ref().map_or(compared.newer.span, |payload| payload.span);
    let older = match compared.from_base {
        true => diff.before(compared.older.span),
        false => compared.older.span,
    };
    let causes = compared.causes();
    let obstacle = compared.obstacle().filter(|_| causes.is_empty());
    let fields: Vec<&str> = match obstacle {
        // What is undecided may be anything in the payload.
        Some(_) => vec![""],
        None => causes.iter().map(|cause| cause.field).collect(),
    };
    let affected = match compared.base {
        Some(base) => affected::of_break(diff, base, (compared.older, compared.newer), &fields),
        None => Vec::new(),
    };
    let audience = event.audience().filter(|_| affected.is_empty());
    if compared.is_new_major() && affected.is_empty() && audience.is_none() {
        return None;
    }
    let finding = match obstacle {
        Some(reason) => {
            let message = format!(
                "{what}, and whether consumers still read it could not be decided: {reason}"
            );
            Finding { level: Level::Warn, ..rule.fault(span, message) }
        }
        None => {
            let told = !affected.is_empty() || audience.is_some();
            let level = if told { rule.level } else { Level::Warn.min(rule.level) };
            let message = match audience {
                Some(audience) => format!("{what} and breaks who reads it for {}", audience.word()),
                None => format!(
                    "{what}, which is a breaking change. {}",
                    failing(compared, &causes, &affected)
                ),
            };
            let (direction, broken) = causes.first()?.shown()?;
            let (old, new) = names(compared);
            Finding { level, ..rule.fault(span, message) }
                .label(sentence(broken, causes.len()))
                .help(told::shown(direction, broken, &old, &new))
        }
    };
    let finding = naming(finding.about("event", &event.id), &affected);
    Some(finding.relate(older, format!("as {} was", compared.older.version)))
}

/// A finding that names consumers, each with its place.
pub fn naming(finding: Finding, affected: &[Affected]) -> Finding {
    affected.iter().fold(finding, |mut finding, one| {
        finding.subjects.push(one.subject());
        let text = match one.fields.as_slice() {
            [] => format!("`{}` consumes it", one.service),
            fields => format!("`{}` depends on {}", one.service, fields.join(", ")),
        };
        finding.relate(one.span, text)
    })
}

/// A finding about a topic that concerns all who read it.
pub fn for_readers(mut finding: Finding, diff: &Diff<'_>, topic: Key<Topic>) -> Finding {
    let readers = affected::readers(diff, topic).into_iter();
    finding.subjects.extend(readers.map(|reader| Subject::new("service", reader)));
    finding
}

/// What the older and the newer schema are called.
fn names(compared: &Compared<'_>) -> (String, String) {
    let (older, newer) = (&compared.older.version, &compared.newer.version);
    match compared.in_place {
        true => (format!("{older} as it was"), format!("{newer} as it is")),
        false => (older.to_string(), newer.to_string()),
    }
}

fn failing(compared: &Compared<'_>, causes: &[Cause<'_>], affected: &[Affected]) -> String {
    let services: Vec<String> = affected.iter().map(|one| format!("`{}`", one.service)).collect();
    told::failing(causes, &names(compared).0, &services)
}

/// What breaks first, and how much more does.
fn sentence(broken: &Break, causes: usize) -> String {
    match causes.saturating_sub(1) {
        0 => broken.sentence.clone(),
        more => format!("{}; and {more} more", broken.sentence),
    }
}
