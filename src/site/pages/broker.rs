//! The page of a broker: what it is, how it is reached, what it does where nothing is said, and
//! what lies on it.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::{Broker, title_or_id};
use crate::document::kinds::broker::Client;
use crate::finding::Subject;
use crate::site::drawings::sequence::topic_word;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::defaults::defaults;
use crate::site::view::finding::{FindingView, findings_about};
use crate::site::view::group::{Group, Members, item};
use crate::site::view::owner::owner;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::reach::{Reach, reach};
use crate::transport::brokers::BROKERS;

/// The pages of brokers.
pub const PAGE: PageKind = PageKind {
    name: "broker",
    sentence: "What carries messages: its version, how it is reached, what it does by default.",
    plan,
};

/// How many of those who read are listed; the topics have them all.
const SHOWN: usize = 40;

/// A broker.
#[derive(Debug, Serialize)]
struct BrokerView {
    id: String,
    title: String,
    /// What people call the product.
    product: String,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    findings: Vec<FindingView>,
    /// What fills in commands against it, in each environment.
    connection: Option<Reach>,
    clients: Vec<ClientView>,
    /// What subscriptions on it say where they say nothing else.
    defaults: Vec<Fact>,
    /// What the product does where nothing is said.
    product_defaults: Vec<ProductDefault>,
    description: Option<Prose>,
    /// The topics on it, by what they are to it.
    topics: Vec<Topics>,
    readers: Vec<Reader>,
    /// How many more read there.
    more_readers: Option<usize>,
    links: Vec<Link>,
}

/// A client library as the teams use it.
#[derive(Debug, Serialize)]
struct ClientView {
    name: String,
    version: Option<String>,
    settings: Vec<String>,
}

/// A setting of the product that nobody has set.
#[derive(Debug, Serialize)]
struct ProductDefault {
    setting: &'static str,
    value: &'static str,
    meaning: &'static str,
    /// The versions that it holds for; none where it holds for all.
    versions: Option<String>,
}

/// The topics of one kind.
#[derive(Debug, Serialize)]
struct Topics {
    /// What they are to the broker, as a heading.
    kind: String,
    topics: Group,
}

/// A service that reads there, and its consumer groups.
#[derive(Debug, Serialize)]
struct Reader {
    service: Link,
    groups: Vec<String>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |(_, broker): (Key<Broker>, &Broker)| url::folder("brokers", &broker.id);
    let page = move |folder: &str, (key, broker): (Key<Broker>, &Broker)| {
        let at = at.at(folder);
        let view = view(at, key);
        let parts = [
            (!view.findings.is_empty(), "findings", "Findings"),
            (view.connection.is_some(), "connection", "Connection"),
            (view.description.is_some(), "about", "About"),
            (!view.clients.is_empty(), "clients", "Clients"),
            (!view.defaults.is_empty(), "defaults", "Defaults of subscriptions"),
            (!view.product_defaults.is_empty(), "product", "Defaults of the product"),
            (!view.topics.is_empty(), "topics", "What lies on it"),
            (!view.readers.is_empty(), "readers", "Who reads there"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        Page::new("broker", at.folder, format!("{} broker", view.title), view)
            .described(described)
            .called(at.broker(key).title)
            .below("brokers", at.above("Brokers", "brokers"))
            .found(at.entry(at.broker(key), &broker.id, broker.owner, None))
            .parts(&parts)
    };
    drafts(at.catalog().brokers.iter(), folder, page)
}

fn view(at: Standpoint<'_>, key: Key<Broker>) -> BrokerView {
    let broker = &at.catalog().brokers[key];
    let stated = &broker.stated;
    let known = BROKERS.iter().find(|known| known.name == stated.product.value);
    let product = known.map_or(stated.product.value.as_str(), |known| known.title);
    let version = stated.version.as_ref().map(|version| version.value.0.as_str());
    let texts: Vec<(&str, &str)> =
        stated.connection.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let readers = readers(at, key);
    BrokerView {
        id: broker.id.clone(),
        title: title_or_id(&stated.title, &broker.id).to_owned(),
        product: product.to_owned(),
        summary: stated.summary.clone(),
        facts: std::iter::once(Fact::words("Version", version.unwrap_or("not stated")))
            .chain(owner(at, broker.owner))
            .collect(),
        place: at.place(broker.span),
        findings: findings_about(at, &Subject::new("broker", &broker.id)),
        connection: (!texts.is_empty()).then(|| reach(at, &texts)),
        clients: stated.clients.iter().map(|(name, client)| self::client(name, client)).collect(),
        defaults: broker.defaults.as_ref().map(|found| defaults(at, found)).unwrap_or_default(),
        product_defaults: known.map(|known| product_defaults(known, version)).unwrap_or_default(),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        topics: topics(at, key),
        more_readers: readers.len().checked_sub(SHOWN).filter(|more| *more > 0),
        readers: readers.into_iter().take(SHOWN).collect(),
        links: outside(&stated.links),
    }
}

fn client(name: &str, client: &Client) -> ClientView {
    let settings = client.settings.iter().map(|(name, value)| format!("{name}: {}", value.0.value));
    ClientView {
        name: name.to_owned(),
        version: client.version.as_ref().map(|version| version.0.clone()),
        settings: settings.collect(),
    }
}

/// The defaults that may hold for the stated version.
fn product_defaults(
    broker: &crate::transport::broker::Broker,
    version: Option<&str>,
) -> Vec<ProductDefault> {
    let row = |row: &crate::transport::broker::Default| ProductDefault {
        setting: row.setting,
        value: row.value,
        meaning: row.meaning,
        versions: row.versions(),
    };
    let holds = |row: &&crate::transport::broker::Default| {
        version.is_none_or(|version| row.may_hold(version))
    };
    broker.defaults.iter().filter(holds).map(row).collect()
}

fn topics(at: Standpoint<'_>, broker: Key<Broker>) -> Vec<Topics> {
    let mut kinds: Vec<(&'static str, Vec<_>)> = Vec::new();
    for (key, topic) in at.catalog().topics.iter().filter(|(_, row)| row.broker == Some(broker)) {
        let word = topic_word(topic);
        let item = item(at.topic(key), &topic.stated.summary);
        match kinds.iter_mut().find(|(known, _)| *known == word) {
            Some((_, items)) => items.push(item),
            None => kinds.push((word, vec![item])),
        }
    }
    let group = |(word, items)| {
        let ending = if word == "bus" { "es" } else { "s" };
        let members = Members { anchor: "topics", title: "Topics", items };
        let topics = Group::new(members, at.link("All topics", "topics/", ""));
        Topics { kind: format!("{word}{ending}"), topics }
    };
    kinds.into_iter().map(group).collect()
}

fn readers(at: Standpoint<'_>, broker: Key<Broker>) -> Vec<Reader> {
    let catalog = at.catalog();
    let mut readers: Vec<Reader> = Vec::new();
    let on_it = |key: &Key<_>| {
        let topic: &crate::catalog::topic::Topic = &catalog.topics[*key];
        topic.broker == Some(broker)
    };
    for (key, _) in catalog.services.iter() {
        let rows = at.study.graph.consumed_by(key).iter().map(|key| &catalog.subscriptions[*key]);
        let rows = rows.filter(|row| row.topics.iter().any(on_it));
        let mut groups: Vec<String> = rows.map(|row| row.group(catalog).to_owned()).collect();
        groups.sort();
        groups.dedup();
        if !groups.is_empty() {
            readers.push(Reader { service: at.service(key), groups });
        }
    }
    readers
}
