//! Who publishes and who consumes, from both documents that may say so, as rows of one table.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::dead_letters;
use crate::catalog::event::Event;
use crate::catalog::implied;
use crate::catalog::names::Names;
use crate::catalog::producer::{Producer, Trigger};
use crate::catalog::service::Service;
use crate::catalog::shelf::{Filed, Shelves};
use crate::catalog::subscription::{DeadLetters, Emit, Subscription};
use crate::catalog::table::{Key, Table};
use crate::catalog::topic::Topic;
use crate::catalog::unite::{self, Conflict};
use crate::document::parts;
use crate::document::parts::Name;
use crate::document::parts::defaults::DEFAULTED;
use crate::document::read;
use crate::document::spanned::Spanned;
use crate::document::tree::{Data, Entry, Node};
use crate::finding::{Finding, Level, Subject, Subjects};
use crate::source::span::Span;
use crate::transport::clients;

/// The producers and subscriptions of a catalog.
pub fn unite(
    catalog: &Catalog,
    names: &Names,
    shelves: &Shelves,
    findings: &mut Vec<Finding>,
) -> (Table<Producer>, Table<Subscription>) {
    let mut edges = Edges { catalog, names, shelves, findings };
    let producers = edges.declared("producers", "produces", "publishes");
    let producers: Vec<Producer> =
        producers.into_iter().filter_map(|entry| edges.producer(entry)).collect();
    let consumers = edges.declared("consumers", "consumes", "consumes");
    let subscriptions =
        consumers.into_iter().filter_map(|entry| edges.subscription(entry)).collect();
    let subscriptions = implied::with_triggers(&producers, subscriptions);
    let subscriptions = implied::with_replies(catalog, subscriptions);
    let subscriptions = dead_letters::with_queues(catalog, subscriptions);
    (Table::new(producers), Table::new(subscriptions))
}

/// An entry of one document, for one event and one service.
struct Declaration {
    event: Key<Event>,
    service: Key<Service>,
    /// The name of the other side, which is where a finding about the entry points.
    span: Span,
    node: Node,
}

struct Edges<'a> {
    catalog: &'a Catalog,
    names: &'a Names,
    shelves: &'a Shelves,
    findings: &'a mut Vec<Finding>,
}

impl Edges<'_> {
    /// The entries of both documents, united where they speak of the same thing, by event, service
    /// and group.
    fn declared(&mut self, in_event: &str, in_service: &str, verb: &str) -> Vec<Declaration> {
        let mut entries = self.by_events(in_event);
        entries.extend(self.by_services(in_service, verb));
        let mut united: Vec<Declaration> = Vec::with_capacity(entries.len());
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        for entry in entries {
            let index = *known.entry(identity(&entry)).or_insert(united.len());
            let Some(first) = united.get_mut(index) else {
                united.push(entry);
                continue;
            };
            let (node, conflicts) = unite::unite(&first.node, &entry.node, &["service", "events"]);
            first.node = node;
            self.contradictions(&entry, verb, conflicts);
        }
        united.sort_by_key(|entry| (entry.event, entry.service));
        united
    }

    fn contradictions(&mut self, entry: &Declaration, verb: &str, conflicts: Vec<Conflict>) {
        let service = &self.catalog.services[entry.service].id;
        let event = &self.catalog.events[entry.event].id;
        let what = format!("that `{service}` {verb} `{event}`");
        self.findings.extend(conflicts.iter().map(|conflict| conflict.finding(&what)));
    }

    fn by_events(&mut self, key: &str) -> Vec<Declaration> {
        let mut found = Vec::new();
        for (index, versions) in self.shelves.events_by_id().enumerate() {
            let event = Table::<Event>::key(index);
            // What is not about the schema stands in the newest document.
            let Some(Filed { id, node, .. }) = versions.last() else { continue };
            for entry in node.get(key).map(Node::items).unwrap_or_default() {
                let Some(name) = entry.get("service").and_then(name) else { continue };
                let sentence = || format!("`{id}` names the service `{}`", name.value);
                let service = self.names.resolve("service", &name, sentence, self.findings);
                found.extend(service.map(|service| Declaration {
                    event,
                    service,
                    span: name.span,
                    node: entry.clone(),
                }));
            }
        }
        found
    }

    fn by_services(&mut self, key: &str, verb: &str) -> Vec<Declaration> {
        let mut found = Vec::new();
        for (index, Filed { id, node, .. }) in self.shelves.services.iter().enumerate() {
            let service = Table::<Service>::key(index);
            for entry in node.get(key).map(Node::items).unwrap_or_default() {
                for name in entry.get("events").map(Node::items).unwrap_or_default() {
                    let Some(name) = self::name(name) else { continue };
                    let sentence = || format!("`{id}` {verb} `{}`", name.value);
                    let event = self.names.resolve("event", &name, sentence, self.findings);
                    found.extend(event.map(|event| Declaration {
                        event,
                        service,
                        span: name.span,
                        node: entry.clone(),
                    }));
                }
            }
        }
        found
    }

    fn producer(&mut self, entry: Declaration) -> Option<Producer> {
        let stated: parts::producer::Producer = self.typed(&entry.node)?;
        let service = &self.catalog.services[entry.service].id;
        let topics = if stated.to.is_empty() {
            carriers(&self.catalog.events[entry.event])
        } else {
            let sentence = |topic: &str| format!("`{service}` publishes to `{topic}`");
            self.names.resolve_all("topic", &stated.to, sentence, self.findings)
        };
        let sentence = |store: &str| format!("`{service}` writes `{store}`");
        let writes = self.names.resolve_all("store", &stated.writes, sentence, self.findings);
        let triggers = stated.trigger.0.iter().filter_map(|trigger| self.trigger(service, trigger));
        let triggers = triggers.collect();
        let catalog = &self.catalog;
        let (event, service) = (&catalog.events[entry.event], &catalog.services[entry.service]);
        Some(Producer {
            subjects: [event.subject(), service.subject()].into(),
            event: entry.event,
            service: entry.service,
            span: entry.span,
            triggers,
            topics,
            writes,
            stated,
        })
    }

    fn trigger(
        &mut self,
        service: &str,
        stated: &Spanned<parts::producer::Trigger>,
    ) -> Option<Trigger> {
        let trigger = &stated.value;
        if let Some(event) = &trigger.event {
            let sentence = || format!("`{service}` is triggered by `{}`", event.value);
            return self.names.resolve("event", event, sentence, self.findings).map(Trigger::Event);
        }
        let action = trigger.action.clone().unwrap_or_default();
        let actor = trigger.actor.clone().map(|actor| Trigger::Actor { actor, action });
        actor
            .or_else(|| trigger.schedule.clone().map(Trigger::Schedule))
            .or_else(|| trigger.cdc.clone().map(Trigger::Cdc))
    }

    fn subscription(&mut self, entry: Declaration) -> Option<Subscription> {
        let service = &self.catalog.services[entry.service].id;
        let event = &self.catalog.events[entry.event];
        // What is read decides whose defaults fill in, so it is resolved first.
        let from: Vec<Name> = entry.node.get("from").map(names_of).unwrap_or_default();
        let sentence = |topic: &str| format!("`{service}` reads from `{topic}`");
        let topics = match from.is_empty() {
            true => carriers(event),
            false => self.names.resolve_all("topic", &from, sentence, self.findings),
        };
        let (node, inherited) = self.filled(&entry, &topics);
        let stated: parts::subscription::Subscription = self.typed(&node)?;
        let of = |what: &'static str| {
            let (service, event) = (service.clone(), event.id.clone());
            move |name: &str| format!("`{service}`, consuming `{event}`, {what} `{name}`")
        };
        let mut topic = |name: Option<&Name>, what| {
            let name = name?;
            self.names.resolve("topic", name, || of(what)(&name.value), self.findings)
        };
        let poison = stated.poison.as_ref().and_then(|poison| poison.value.some());
        let retry = stated.retry.as_ref().and_then(|retry| retry.value.some());
        let poison_to = topic(poison.and_then(|poison| poison.to.as_ref()), "sends poison to");
        let retry_via = topic(retry.and_then(|retry| retry.via.as_ref()), "retries by");
        let dlq = match &stated.dlq {
            None => DeadLetters::Unstated,
            Some(name) if name.value == "none" => DeadLetters::None,
            name => topic(name.as_ref(), "sends dead letters to")
                .map_or(DeadLetters::Unresolved, DeadLetters::To),
        };
        let mut stores =
            |list: &[Name], what| self.names.resolve_all("store", list, of(what), self.findings);
        let reads = stores(&stated.reads, "reads");
        let writes = stores(&stated.writes, "writes");
        let dedup = stated.idempotency.as_ref().and_then(|stated| stated.store.clone());
        let dedup_store = stores(dedup.as_slice(), "remembers messages in").first().copied();
        for effect in stated.effects.iter().filter_map(|effect| effect.calls.as_ref()) {
            let sentence = || of("calls")(&effect.value);
            self.names.resolve::<Service>("service", effect, sentence, self.findings);
        }
        let emits = self.emits(&stated.emits, |event| of("emits")(event));
        let catalog = &self.catalog;
        let both = [event.subject(), catalog.services[entry.service].subject()];
        let read = topics.iter().map(|topic| catalog.topics[*topic].subject());
        let subjects: Subjects = both.into_iter().chain(read).collect();
        let subjects_with_dlq = match dlq {
            DeadLetters::To(topic) => {
                let queue = catalog.topics[topic].subject();
                subjects.iter().cloned().chain([queue]).collect()
            }
            _ => Arc::clone(&subjects),
        };
        Some(Subscription {
            subjects,
            subjects_with_dlq,
            client: stated.client.as_ref().and_then(|client| clients::find(&client.value)),
            event: entry.event,
            service: entry.service,
            span: entry.span,
            emits,
            topics,
            dlq,
            poison_to,
            retry_via,
            dedup_store,
            reads,
            writes,
            inherited,
            stated,
        })
    }

    fn emits(
        &mut self,
        stated: &[Spanned<parts::subscription::Emit>],
        sentence: impl Fn(&str) -> String,
    ) -> Vec<Emit> {
        let emits = stated.iter().filter_map(|emit| {
            let name = &emit.event;
            let event = self.names.resolve("event", name, || sentence(name), self.findings)?;
            Some(Emit {
                event,
                when: emit.when.clone(),
                terminates: emit.terminates.as_ref().map(|text| text.value.clone()),
                span: name.span,
            })
        });
        emits.collect()
    }

    /// The entry with what the defaults of its service, its topics and their brokers fill in, in
    /// that order, and for each filled key the document that it came from.
    fn filled(
        &self,
        entry: &Declaration,
        topics: &[Key<Topic>],
    ) -> (Node, BTreeMap<&'static str, Subject>) {
        let catalog = self.catalog;
        let service = &self.shelves.services[entry.service.index()];
        let mut layers = vec![(Subject::new("service", &service.id), &service.node)];
        for topic in topics {
            let filed = &self.shelves.topics[topic.index()];
            layers.push((Subject::new("topic", &filed.id), &filed.node));
        }
        for broker in topics.iter().filter_map(|topic| catalog.topics[*topic].broker) {
            let filed = &self.shelves.brokers[broker.index()];
            layers.push((Subject::new("broker", &filed.id), &filed.node));
        }
        let mut entries: Vec<Entry> = entry.node.entries().to_vec();
        let mut inherited = BTreeMap::new();
        for (subject, node) in layers {
            let Some(defaults) = node.get("defaults") else { continue };
            for key in DEFAULTED {
                let Some(filler) = defaults.entry(key) else { continue };
                if !entries.iter().any(|entry| entry.key == key) {
                    entries.push(filler.clone());
                    inherited.insert(key, subject.clone());
                }
            }
        }
        let node =
            Node { data: Data::Mapping(entries), span: entry.node.span, weight: entry.node.weight };
        (node, inherited)
    }

    /// The typed form of an entry. The schema has judged it, so a failure here is only told where
    /// the catalog is otherwise sound.
    fn typed<T: serde::de::DeserializeOwned>(&mut self, node: &Node) -> Option<T> {
        match read::read(node) {
            Ok(value) => Some(value),
            Err(error) => {
                // What fills in may stand in another document.
                let span = error.span.unwrap_or(node.span);
                if !self.catalog.is_sound(span) || !self.catalog.is_sound(node.span) {
                    return None;
                }
                self.findings.push(Finding::new(
                    "invalid-value",
                    Level::Error,
                    span,
                    error.message,
                ));
                None
            }
        }
    }
}

/// What makes two entries of two documents one: the event, the service and the group.
fn identity(entry: &Declaration) -> (Key<Event>, Key<Service>, Option<String>) {
    let group = entry.node.get("group").and_then(Node::text);
    (entry.event, entry.service, group.map(str::to_owned))
}

fn carriers(event: &Event) -> Vec<Key<Topic>> {
    event.topics.iter().map(|carrier| carrier.topic).collect()
}

fn name(node: &Node) -> Option<Name> {
    Some(Spanned { value: node.text()?.to_owned(), span: node.span })
}

fn names_of(node: &Node) -> Vec<Name> {
    node.items().iter().filter_map(name).collect()
}
