//! Where a catalog says in Markdown what is done by hand: replays, rebuilds and runbooks.

use crate::catalog::topic::Topic;
use crate::catalog::{Broker, Catalog};
use crate::finding::Subject;
use crate::source::span::Span;
use crate::study::Study;

/// A procedure.
#[derive(Debug)]
pub struct Place<'a> {
    /// The procedure in words: "the replay of `order-events.DLQ`".
    pub name: String,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Where it stands.
    pub span: Span,
    /// Its text, in Markdown.
    pub text: &'a str,
    /// The brokers that its commands may be for, the likeliest first.
    pub brokers: Vec<&'a Broker>,
    /// The products that a topic's procedure has to do with; none where not all are known, or where
    /// it is of no topic.
    pub near: Option<Vec<String>>,
    /// The products from whose topics the dead letters come; none where not all are known.
    pub dead_letters_of: Option<Vec<String>>,
}

/// All procedures: of topics, of projections, of flows.
pub fn all(study: &Study) -> Vec<Place<'_>> {
    let catalog = &study.catalog;
    let everywhere: Vec<&Broker> = catalog.brokers.rows().iter().collect();
    let topics = catalog.topics.iter().filter_map(|(key, topic)| {
        let replay = topic.stated.replay.as_ref()?.value.some()?;
        let text = replay.procedure.as_ref()?;
        let dead = study.graph.dead_letters_of(key).iter();
        let dead = dead.flat_map(|key| &catalog.subscriptions[*key].topics);
        let dead: Vec<&Topic> = dead.map(|key| &catalog.topics[*key]).collect();
        let feeds = topic.fed_by.iter().map(|feed| &catalog.topics[feed.topic]);
        let replayed = topic.replay_to.map(|key| &catalog.topics[key]);
        let near = [topic].into_iter().chain(replayed).chain(feeds).chain(dead.iter().copied());
        Some(Place {
            name: format!("the replay of `{}`", topic.id),
            subjects: vec![topic.subject()],
            span: text.span,
            text: &text.value,
            brokers: topic.broker.map(|key| &catalog.brokers[key]).into_iter().collect(),
            near: products(catalog, near),
            dead_letters_of: products(catalog, dead.into_iter()),
        })
    });
    let rebuilds = catalog.projections.rows().iter().filter_map(|projection| {
        let text = projection.rebuild()?.procedure.as_ref()?;
        let name = format!("the rebuild of `{}`", projection.id);
        Some(elsewhere(name, projection.subject(), text.span, &text.value, &everywhere))
    });
    let flows = catalog.flows.rows().iter().flat_map(|flow| {
        let runbook = flow.stated.runbook.as_ref();
        let parts = runbook.map(|runbook| {
            let parts = [&runbook.health, &runbook.replay, &runbook.pause, &runbook.escalate];
            ["health", "replay", "pause", "escalate"].into_iter().zip(parts)
        });
        let parts = parts.into_iter().flatten();
        let parts = parts.filter_map(|(key, text)| Some((key, text.as_ref()?)));
        parts.map(|(key, text)| {
            let name = format!("`runbook.{key}` of `{}`", flow.id);
            elsewhere(name, flow.subject(), flow.span, text, &everywhere)
        })
    });
    topics.chain(rebuilds).chain(flows).collect()
}

fn elsewhere<'a>(
    name: String,
    subject: Subject,
    span: Span,
    text: &'a str,
    brokers: &[&'a Broker],
) -> Place<'a> {
    let brokers = brokers.to_vec();
    Place { name, subjects: vec![subject], span, text, brokers, near: None, dead_letters_of: None }
}

/// The products of topics, each once; none where that of one is not known.
fn products<'a>(catalog: &Catalog, topics: impl Iterator<Item = &'a Topic>) -> Option<Vec<String>> {
    let products =
        topics.map(|topic| Some(catalog.brokers[topic.broker?].stated.product.value.clone()));
    let mut products = products.collect::<Option<Vec<String>>>()?;
    products.sort();
    products.dedup();
    Some(products)
}
