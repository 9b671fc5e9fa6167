//! What a changed payload breaks, as a finding: for whom, with a payload that shows it.

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::compat::answer::Break;
use crate::diff::Diff;
use crate::diff::affected::{self, Affected};
use crate::diff::version::Compared;
use crate::finding::{Finding, Level, Subject};
use crate::lint::rule::Rule;

/// The longest payload that is shown with a finding, in characters. A longer one would hide all else.
const LONGEST_WITNESS: usize = 300;

/// The finding for two schemas compared; none where nothing that is asked breaks. `what` is the
/// change, to be completed: "`OrderPlaced` 2 was edited in place".
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
    let breaks = distinct(compared);
    let readers = |breaks: &[&Break]| match compared.base {
        Some(base) => affected::consumers(diff, base, &compared.newer.version, breaks),
        None => Vec::new(),
    };
    let finding = if breaks.is_empty() {
        let reason = compared.obstacle()?;
        let message =
            format!("{what}, and whether consumers still read it could not be decided: {reason}");
        let finding = Finding { level: Level::Warn, ..rule.fault(span, message) };
        naming(finding.about("event", &event.id), &readers(&[]))
    } else {
        let affected = readers(&breaks);
        let audience = event.audience().filter(|_| affected.is_empty());
        let told = !affected.is_empty() || audience.is_some();
        let level = if told { rule.level } else { Level::Warn.min(rule.level) };
        let message = match audience {
            Some(audience) => format!("{what} and breaks who reads it for {}", audience.word()),
            None => format!("{what} and breaks {}", affected::names(&affected)),
        };
        let finding = Finding { level, ..rule.fault(span, message) };
        let finding = finding.label(sentences(&breaks)).about("event", &event.id);
        let finding = match witness(&breaks) {
            Some(witness) => finding.help(format!("a payload that shows it: {witness}")),
            None => finding,
        };
        naming(finding, &affected)
    };
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

/// One break for each field and sentence: both directions may tell the same.
fn distinct<'a>(compared: &'a Compared<'_>) -> Vec<&'a Break> {
    let mut breaks: Vec<&Break> = Vec::new();
    for one in compared.breaks() {
        if !breaks.iter().any(|known| known.field == one.field && known.sentence == one.sentence) {
            breaks.push(one);
        }
    }
    breaks
}

fn sentences(breaks: &[&Break]) -> String {
    match breaks {
        [] => String::new(),
        [only] => only.sentence.clone(),
        [first, rest @ ..] => format!("{}; and {} more", first.sentence, rest.len()),
    }
}

fn witness(breaks: &[&Break]) -> Option<String> {
    let text = breaks.first()?.witness.to_string();
    (text.chars().count() <= LONGEST_WITNESS).then_some(text)
}
