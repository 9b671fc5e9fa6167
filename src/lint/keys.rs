//! Partition keys as rules judge them: the topics that state one, and the events that arrive there.

use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::spanned::Spanned;
use crate::lint::scope;
use crate::study::Study;
use crate::transport::answer::Answer;

/// A topic that states a partition key, and what arrives there.
#[derive(Debug)]
pub struct Keyed<'a> {
    /// The topic.
    pub topic: Key<Topic>,
    /// Its partition key.
    pub partition_key: &'a Spanned<String>,
    /// The events in use that certainly arrive, each once. There is at least one.
    pub events: BTreeSet<Key<Event>>,
}

/// The topics of the normal flow that state a partition key and that events arrive at.
pub fn keyed(study: &Study) -> Vec<Keyed<'_>> {
    let topics = study.catalog.topics.iter().filter(|(_, topic)| topic.role().is_none());
    let keyed = topics.filter_map(|(topic, row)| {
        let partition_key = row.stated.partition_key.as_ref()?;
        let events = arriving(study, topic);
        (!events.is_empty()).then_some(Keyed { topic, partition_key, events })
    });
    keyed.collect()
}

/// The events in use that certainly arrive at a topic, each once.
pub fn arriving(study: &Study, topic: Key<Topic>) -> BTreeSet<Key<Event>> {
    let arriving = study.graph.routing.arriving(topic);
    let certain = arriving.filter(|(_, arrival)| arrival.answer == Answer::Yes);
    let events = certain.map(|(publication, _)| publication.event);
    events.filter(|event| scope::is_live(&study.catalog.events[*event])).collect()
}
