//! Documents that went, and came back under another id.
//!
//! Only what leaves no doubt is a rename: a document that says the same but for its id, or a topic that
//! its broker calls as before, and one other that could be it. All else went and came.

use crate::catalog::event::Event;
use crate::diff::fact;
use crate::diff::side::Sides;
use crate::diff::version::is_same_contract;
use crate::document::Document;
use crate::document::kinds::KINDS;
use crate::study::Study;

/// A document that goes by another id.
#[derive(Debug)]
pub struct Renamed {
    /// Its kind.
    pub kind: &'static str,
    /// The id that it had.
    pub from: String,
    /// The id that it has.
    pub to: String,
}

/// The fewest keys besides the id that make a document one of its own.
const FEWEST: usize = 2;

/// Every document that goes by another id.
pub fn find(sides: &Sides, base: &Study, head: &Study) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for kind in KINDS {
        let gone =
            sides.base.ids(kind.name).filter(|id| sides.head.newest(kind.name, id).is_none());
        let new = sides.head.ids(kind.name).filter(|id| sides.base.newest(kind.name, id).is_none());
        let (gone, new): (Vec<&str>, Vec<&str>) = (gone.collect(), new.collect());
        let is_it = |from: &str, to: &str| match kind.name {
            "event" => is_same_event(base, from, head, to),
            "topic" if is_same_address(base, from, head, to) => true,
            name => match (sides.base.newest(name, from), sides.head.newest(name, to)) {
                (Some(before), Some(after)) => says_the_same(before, after),
                _ => false,
            },
        };
        for from in &gone {
            let candidates: Vec<&&str> = new.iter().filter(|to| is_it(from, to)).collect();
            if let [to] = candidates.as_slice()
                && gone.iter().filter(|other| is_it(other, to)).count() == 1
            {
                let (from, to) = ((*from).to_owned(), (**to).to_owned());
                renamed.push(Renamed { kind: kind.name, from, to });
            }
        }
    }
    renamed
}

fn says_the_same(before: &Document, after: &Document) -> bool {
    let [first, ..] = before.node.entries() else { return false };
    before.node.entries().len() > FEWEST
        && fact::between(&before.node, &after.node, &[&first.key]).is_empty()
}

/// A topic is the same where its broker calls it as before: what the catalog calls it is no part of
/// any message.
fn is_same_address(base: &Study, from: &str, head: &Study, to: &str) -> bool {
    let topic = |study: &'_ Study, id: &str| {
        let topic = study.catalog.topics.rows().iter().find(|topic| topic.id == id)?;
        let broker = topic.broker.map(|broker| study.catalog.brokers[broker].id.clone());
        Some((broker, topic.address().to_owned()))
    };
    let (before, after) = (topic(base, from), topic(head, to));
    before.is_some() && before == after
}

/// An event is the same where its newest payload is, word for word, and the same services publish it.
fn is_same_event(base: &Study, from: &str, head: &Study, to: &str) -> bool {
    let (Some(before), Some(after)) = (Side::of(base, from), Side::of(head, to)) else {
        return false;
    };
    let payloads =
        before.event.newest().payload.as_ref().zip(after.event.newest().payload.as_ref());
    !before.producers.is_empty()
        && before.producers == after.producers
        && payloads.is_some_and(|(before, after)| {
            before.fields.len() >= FEWEST && is_same_contract(&before.contract, &after.contract)
        })
}

/// What an event is known by.
struct Side<'a> {
    event: &'a Event,
    producers: Vec<&'a str>,
}

impl<'a> Side<'a> {
    fn of(study: &'a Study, id: &str) -> Option<Self> {
        let catalog = &study.catalog;
        let (key, event) = catalog.events.iter().find(|(_, event)| event.id == id)?;
        let service = |producer| catalog.services[catalog.producers[producer].service].id.as_str();
        let mut producers: Vec<&str> =
            study.graph.producers_of(key).iter().map(|producer| service(*producer)).collect();
        producers.sort_unstable();
        Some(Side { event, producers })
    }
}
