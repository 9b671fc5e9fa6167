//! What the list of changes tells of each event that has several versions.

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::changes::{Evolution, Step};
use crate::site::listing::Row;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Fact;
use crate::site::view::step::has_page;
use crate::site::view::verdict::{Kept, Verdict};

/// Every event that has several versions, with the verdict on the newest.
pub(super) fn rows(at: Standpoint<'_>) -> Vec<Row> {
    at.study.changes.iter().map(|(key, evolution)| row(at, key, evolution)).collect()
}

/// The steps from each version to the one before it.
fn steps<'a>(event: &Event, evolution: &'a Evolution) -> impl Iterator<Item = &'a Step> {
    (0..event.versions.len()).filter_map(|newer| evolution.before(newer))
}

/// How many steps there are and how many of them break, in a sentence.
pub(super) fn sentence(at: Standpoint<'_>) -> String {
    let events = at.study.changes.iter();
    let counts = events.map(|(key, evolution)| count(&at.catalog().events[key], evolution));
    let sum = |(all, broken), (more, worse)| (all + more, broken + worse);
    let (all, broken) = counts.fold((0, 0), sum);
    let steps = if all == 1 { "step" } else { "steps" };
    let breaks = match broken {
        0 => "None breaks what is asked of it".to_owned(),
        1 => "1 breaks what is asked of it".to_owned(),
        _ => format!("{broken} break what is asked of them"),
    };
    format!("{all} {steps} from version to version. {breaks}.")
}

/// How many steps an event has, and how many of them break what is asked.
fn count(event: &Event, evolution: &Evolution) -> (usize, usize) {
    let broken = |step: &&Step| Kept::of(event, evolution, step).is_broken();
    (steps(event, evolution).count(), steps(event, evolution).filter(broken).count())
}

fn row(at: Standpoint<'_>, key: Key<Event>, evolution: &Evolution) -> Row {
    let event = &at.catalog().events[key];
    let newest = evolution.before(event.versions.len().saturating_sub(1));
    let shown = newest.filter(|step| has_page(event, evolution, step));
    let comparison = Fact::new("").links(shown.map(|step| at.comparison(event, step)));
    let asked = Fact::new("").code(evolution.terms.mode.word());
    let asked = match newest {
        Some(step) => asked.text(format!(", {}", Kept::of(event, evolution, step).words())),
        None => asked,
    };
    let (all, broken) = count(event, evolution);
    let counted = match all {
        0 => "none compared".to_owned(),
        _ => format!("{broken} of {all}"),
    };
    Row {
        link: at.changelog(key),
        summary: event.stated.summary.clone(),
        mark: Some(format!("v{}", event.newest().version)),
        status: Some(event.newest().status.word()).filter(|word| *word != "active"),
        level: newest.map(|step| Verdict::of(&step.comparison).word()),
        cells: vec![comparison.value, asked.value, Fact::words("", counted).value],
    }
}
