//! The page of a topic: where messages lie, who writes and reads them, and what happens to those
//! that nobody can handle.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::either::OrNone;
use crate::document::kinds::topic::Role;
use crate::document::parts::subscription::Ordering;
use crate::document::tree::{self, Node};
use crate::site::drawings::neighbourhood;
use crate::site::drawings::sequence::topic_word;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::search::{Entry, Facet};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::binding::{BindingView, inward, outward};
use crate::site::view::consumer::{ConsumerView, consumer, monitors, retry_words};
use crate::site::view::edge;
use crate::site::view::finding::{FindingView, VerdictView, findings_about, verdicts_about};
use crate::site::view::owner::owner;
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::producer::{ProducerView, producer};
use crate::site::view::reach::{Reach, reach};
use crate::transport::brokers::BROKERS;

/// The pages of topics.
pub const PAGE: PageKind = PageKind {
    name: "topic",
    sentence: "Where messages lie, who writes and reads them, and where dead letters go.",
    plan,
};

/// A topic.
#[derive(Debug, Serialize)]
struct TopicView {
    id: String,
    title: String,
    kind: &'static str,
    /// What it is to its broker, or its role.
    word: &'static str,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    findings: Vec<FindingView>,
    /// What it is called, and how its broker is reached, in each environment.
    reach: Option<Reach>,
    picture: Option<Picture>,
    description: Option<Prose>,
    /// What the order of messages means for those who read.
    ordering: Option<&'static str>,
    /// The broker's own block, as written.
    settings: Vec<Setting>,
    events: Vec<Link>,
    /// The topics whose messages arrive here too, and what comes from each.
    fed_by: Vec<BindingView>,
    /// The topics that it feeds, and what goes to each.
    feeds: Vec<BindingView>,
    publishers: Vec<ProducerView>,
    readers: Vec<ConsumerView>,
    /// The dead-letter queues of its readers.
    dead_letters_to: Vec<Link>,
    /// Whose dead letters lie here.
    sources: Vec<Source>,
    monitor: Option<Fact>,
    replay_to: Option<Link>,
    replay: Option<Prose>,
    /// Whether it takes dead letters, so that a missing replay is worth a word.
    is_dlq: bool,
    verdicts: Vec<VerdictView>,
    links: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Setting {
    name: String,
    value: String,
}

/// A consumer whose dead letters lie here.
#[derive(Debug, Serialize)]
struct Source {
    topics: Vec<Link>,
    service: Link,
    group: String,
    event: Link,
    retry: Option<String>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |(_, topic): (Key<Topic>, &Topic)| url::folder("topics", &topic.id);
    let page = move |folder: &str, (key, topic): (Key<Topic>, &Topic)| {
        let at = at.at(folder);
        let view = view(at, key);
        let watched = view.monitor.is_some() || view.replay.is_some() || view.is_dlq;
        let parts = [
            (!view.findings.is_empty(), "findings", "Findings"),
            (watched, "operation", "Monitoring and replay"),
            (view.reach.is_some(), "environments", "Environments"),
            (!view.sources.is_empty(), "sources", "Dead letters of"),
            (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
            (view.description.is_some(), "about", "About"),
            (!view.events.is_empty(), "events", "Carries"),
            (!view.fed_by.is_empty(), "fed-by", "Fed by"),
            (!view.feeds.is_empty(), "feeds", "Feeds"),
            (!view.publishers.is_empty(), "publishers", "Publishers"),
            (!view.readers.is_empty(), "readers", "Readers"),
            (!view.settings.is_empty(), "settings", "Broker settings"),
            (!view.verdicts.is_empty(), "verdicts", "Verdicts"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        let page = Page::new("topic", at.folder, topic.id.as_str(), view)
            .described(described)
            .below("topics", at.above("Topics", "topics"))
            .found(entry(at, key))
            .parts(&parts);
        let rest = rest(at, &page, key);
        std::iter::once(page).chain(rest)
    };
    drafts(at.catalog().topics.iter(), folder, page)
}

/// The lists of what the page has no room for.
fn rest(at: Standpoint<'_>, page: &Page, key: Key<Topic>) -> Vec<Page> {
    let (graph, id) = (&at.study.graph, &at.catalog().topics[key].id);
    let publishers = ("publishers", format!("Publishers to {id}"));
    let readers = ("readers", format!("Readers of {id}"));
    let sources = ("sources", format!("Whose dead letters lie in {id}"));
    let mut rest = edge::producers(at, page, publishers, graph.published_to(key));
    rest.extend(edge::consumers(at, page, readers, graph.read_from(key)));
    rest.extend(edge::consumers(at, page, sources, graph.dead_letters_of(key)));
    rest
}

fn entry(at: Standpoint<'_>, key: Key<Topic>) -> Entry {
    let topic = &at.catalog().topics[key];
    let other = |name: &str| (name != topic.id).then(|| name.to_owned());
    at.entry(at.topic(key), &topic.id, topic.owner, topic.domain)
        .by(Facet::Title, other(topic.title()))
        .by(Facet::Address, other(topic.address()))
        .by(Facet::Broker, topic.broker.map(|key| at.broker(key).title))
}

fn view(at: Standpoint<'_>, key: Key<Topic>) -> TopicView {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let topic = &catalog.topics[key];
    let stated = &topic.stated;
    let replay = stated.replay.as_ref().and_then(|replay| replay.value.some());
    let procedure = replay.and_then(|replay| replay.procedure.as_ref());
    let readers = graph.read_from(key).iter().map(|key| &catalog.subscriptions[*key]);
    let mut dead_letters_to = Vec::new();
    for dlq in readers.clone().filter_map(|row| row.dlq_topic()).map(|key| at.topic(key)) {
        if !dead_letters_to.contains(&dlq) {
            dead_letters_to.push(dlq);
        }
    }
    let publishers = graph.published_to(key).iter().map(|key| &catalog.producers[*key]);
    TopicView {
        id: topic.id.clone(),
        title: topic.title().to_owned(),
        kind: if topic.is_dlq() { "dlq" } else { "topic" },
        word: topic_word(topic),
        summary: stated.summary.clone(),
        facts: facts(at, topic),
        place: at.place(topic.span),
        findings: findings_about(at, &topic.subject()),
        reach: in_environments(at, topic),
        picture: neighbourhood::of_topic(at, key),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        ordering: ordering(topic),
        settings: settings(topic),
        events: graph.carried_by(key).iter().map(|key| at.event(*key)).collect(),
        fed_by: inward(at, key),
        feeds: outward(at, key),
        publishers: publishers.map(|row| producer(at, row)).collect(),
        readers: readers.map(|row| consumer(at, row)).collect(),
        dead_letters_to,
        sources: sources(at, key),
        monitor: stated.monitor.as_ref().map(|found| monitors("Watched", &found.value.0)),
        replay_to: topic.replay_to.map(|key| at.topic(key)),
        replay: procedure.map(|text| prose(&text.value, "replay")),
        is_dlq: topic.is_dlq(),
        verdicts: verdicts_about(at, &topic.subject()),
        links: outside(&stated.links),
    }
}

fn sources(at: Standpoint<'_>, key: Key<Topic>) -> Vec<Source> {
    let rows = at.study.graph.dead_letters_of(key);
    let rows = rows.iter().map(|key| &at.catalog().subscriptions[*key]);
    let source = |row: &crate::catalog::subscription::Subscription| Source {
        topics: row.topics.iter().map(|key| at.topic(*key)).collect(),
        service: at.service(row.service),
        group: row.group(at.catalog()).to_owned(),
        event: at.event(row.event),
        retry: row.stated.retry.as_ref().map(|stated| match &stated.value {
            OrNone::None => "no retry".to_owned(),
            OrNone::Some(retry) => retry_words(retry),
        }),
    };
    rows.map(source).collect()
}

/// What the order of messages means for those who read; unknown where nothing is said.
fn ordering(topic: &Topic) -> Option<&'static str> {
    if matches!(topic.role(), Some(Role::Dlq | Role::Delay | Role::Parking)) {
        return None;
    }
    topic.stated.ordering.as_ref().map(|ordering| match ordering.value {
        Ordering::None => "None is kept: consumers must cope with messages in any order.",
        Ordering::PerKey => "Messages of one partition key arrive in the order of publishing.",
        Ordering::Global => "All messages arrive in the order of publishing.",
    })
}

fn facts(at: Standpoint<'_>, topic: &Topic) -> Vec<Fact> {
    let stated = &topic.stated;
    let facts = [
        Some(Fact::new("Address").code(topic.address())),
        topic.broker.map(|key| {
            let broker = &at.catalog().brokers[key];
            let version = broker.stated.version.as_ref();
            let version = version.map(|version| format!(" {}", version.value.0));
            let fact = Fact::new("Broker").link(at.broker(key));
            version.map_or(fact.clone(), |version| fact.text(version))
        }),
        stated.partitions.as_ref().map(|n| Fact::words("Partitions", n.value.to_string())),
        stated.partition_key.as_ref().map(|key| Fact::new("Partition key").code(&key.value)),
        stated.retention.as_ref().map(|time| Fact::words("Retention", time.value.to_string())),
        topic.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
    ];
    owner(at, topic.owner).into_iter().chain(facts.into_iter().flatten()).collect()
}

/// Its address and its broker's connection in each environment; nothing where that would say no
/// more than the facts do.
fn in_environments(at: Standpoint<'_>, topic: &Topic) -> Option<Reach> {
    let broker = topic.broker.map(|key| &at.catalog().brokers[key].stated);
    let connection = broker.into_iter().flat_map(|broker| &broker.connection);
    let mut texts = vec![("Address", topic.address())];
    texts.extend(connection.map(|(name, text)| (name.as_str(), text.as_str())));
    let reach = reach(at, &texts);
    (reach.rows.len() > 1 || texts.len() > 1).then_some(reach)
}

/// The block that only the broker knows, line by line as it was written.
fn settings(topic: &Topic) -> Vec<Setting> {
    let blocks = BROKERS.iter().filter_map(|broker| topic.node.get(broker.name));
    let entries = blocks.flat_map(|block| block.entries());
    let texts = |node: &Node| -> Option<String> {
        let texts: Option<Vec<&str>> = node.items().iter().map(Node::text).collect();
        texts.filter(|texts| !texts.is_empty()).map(|texts| texts.join(", "))
    };
    let setting = |entry: &tree::Entry| Setting {
        name: entry.key.clone(),
        value: match entry.value.text() {
            Some("") => "\"\"".to_owned(),
            Some(text) => text.to_owned(),
            None => texts(&entry.value).unwrap_or_else(|| entry.value.json().to_string()),
        },
    };
    entries.map(setting).collect()
}
