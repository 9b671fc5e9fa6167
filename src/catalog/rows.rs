//! Documents to rows: every entity with the names that it states resolved.

use std::collections::BTreeSet;

use crate::catalog::event::{Carrier, Event, EventVersion};
use crate::catalog::example::{self, EnvelopeShape};
use crate::catalog::names::Names;
use crate::catalog::payload::{self, Payload, Stated};
use crate::catalog::reference::Fragments;
use crate::catalog::saga::{Saga, Step};
use crate::catalog::service::{Call, Service};
use crate::catalog::shelf::{Filed, Shelves};
use crate::catalog::table::{Key, Table};
use crate::catalog::topic::Topic;
use crate::catalog::{Broker, Catalog, Domain, Envelope, Store, Team};
use crate::document::either::OrNone;
use crate::document::kinds;
use crate::document::kinds::event::Status;
use crate::document::parts::Name;
use crate::document::schema::payload::PayloadValidator;
use crate::document::tree::{Entry, Node};
use crate::finding::{Finding, Level};
use crate::source::Sources;
use crate::source::span::Span;

/// What making rows needs, and the findings on the way.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// Every id.
    pub names: &'a Names,
    /// The schema files.
    pub fragments: &'a Fragments,
    /// What could not be resolved.
    pub findings: Vec<Finding>,
}

impl Rows<'_> {
    /// A catalog of all entities; what connects them by publishing and consuming comes later.
    pub fn all(&mut self, shelves: &Shelves) -> Catalog {
        let domains = self.domains(&shelves.domains);
        let envelope = self.envelope(&shelves.envelopes);
        let mut checked = BTreeSet::new();
        let schema = shelves
            .envelopes
            .first()
            .and_then(|filed| self.schema(filed.span, &filed.node, &mut checked))
            .map(|(_, validator)| validator);
        let shape = EnvelopeShape::of(envelope.as_ref(), schema);
        let events = shelves.events_by_id();
        let events: Vec<Event> =
            events.map(|versions| self.event(&domains, versions, &shape, &mut checked)).collect();
        Catalog {
            events: Table::new(events),
            services: Table::new(
                shelves.services.iter().map(|filed| self.service(&domains, filed)).collect(),
            ),
            topics: Table::new(
                shelves.topics.iter().map(|filed| self.topic(&domains, filed)).collect(),
            ),
            brokers: Table::new(shelves.brokers.iter().map(|filed| self.broker(filed)).collect()),
            stores: Table::new(shelves.stores.iter().map(|filed| self.store(filed)).collect()),
            teams: Table::new(shelves.teams.iter().map(team).collect()),
            sagas: Table::new(
                shelves.sagas.iter().map(|filed| self.saga(&domains, filed)).collect(),
            ),
            domains,
            envelope,
            ..Catalog::default()
        }
    }

    fn owner(&mut self, owner: &Option<Name>, of: &str) -> Option<Key<Team>> {
        let sentence =
            || format!("{of} is owned by `{}`", owner.as_ref().map_or("", |name| &name.value));
        self.names.resolve("team", owner.as_ref()?, sentence, &mut self.findings)
    }

    fn domain(&mut self, domain: &Option<Name>, of: &str) -> Option<Key<Domain>> {
        let sentence =
            || format!("{of} belongs to `{}`", domain.as_ref().map_or("", |name| &name.value));
        self.names.resolve("domain", domain.as_ref()?, sentence, &mut self.findings)
    }

    /// The domain, and the owner: the stated one, or else the domain's.
    fn belongs(
        &mut self,
        domains: &Table<Domain>,
        domain: &Option<Name>,
        owner: &Option<Name>,
        of: &str,
    ) -> (Option<Key<Domain>>, Option<Key<Team>>) {
        let domain = self.domain(domain, of);
        let own = self.owner(owner, of);
        let inherited = domain.and_then(|domain| domains[domain].owner);
        (domain, if owner.is_some() { own } else { inherited })
    }

    fn domains(&mut self, shelf: &[Filed<kinds::domain::Domain>]) -> Table<Domain> {
        let rows = shelf.iter().map(|filed| Domain {
            id: filed.id.clone(),
            span: filed.span,
            owner: self.owner(&filed.stated.owner, &format!("the domain `{}`", filed.id)),
            stated: filed.stated.clone(),
        });
        Table::new(rows.collect())
    }

    fn envelope(&mut self, shelf: &[Filed<kinds::envelope::Envelope>]) -> Option<Envelope> {
        let (first, more) = shelf.split_first()?;
        for second in more {
            let message = "a catalog has one envelope, and this is a second".to_owned();
            self.findings.push(
                Finding::new("duplicate-document", Level::Error, second.span, message)
                    .relate(first.span, "first here"),
            );
        }
        Some(Envelope { id: first.id.clone(), span: first.span, stated: first.stated.clone() })
    }

    fn broker(&mut self, filed: &Filed<kinds::broker::Broker>) -> Broker {
        Broker {
            id: filed.id.clone(),
            span: filed.span,
            owner: self.owner(&filed.stated.owner, &format!("the broker `{}`", filed.id)),
            stated: filed.stated.clone(),
        }
    }

    fn store(&mut self, filed: &Filed<kinds::store::Store>) -> Store {
        Store {
            id: filed.id.clone(),
            span: filed.span,
            owner: self.owner(&filed.stated.owner, &format!("the store `{}`", filed.id)),
            stated: filed.stated.clone(),
        }
    }

    fn service(
        &mut self,
        domains: &Table<Domain>,
        filed: &Filed<kinds::service::Service>,
    ) -> Service {
        let Filed { id, span, stated, .. } = filed;
        let of = format!("the service `{id}`");
        let (domain, owner) = self.belongs(domains, &stated.domain, &stated.owner, &of);
        let mut calls = Vec::new();
        for call in &stated.calls {
            let sentence = || format!("`{id}` calls `{}`", call.service.value);
            let service =
                self.names.resolve("service", &call.service, sentence, &mut self.findings);
            calls.extend(service.map(|service| Call { service, stated: call.clone() }));
        }
        let sentence = |store: &str| format!("`{id}` has the store `{store}`");
        let stores = self.names.resolve_all("store", &stated.stores, sentence, &mut self.findings);
        Service {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            stores,
            calls,
        }
    }

    fn topic(&mut self, domains: &Table<Domain>, filed: &Filed<kinds::topic::Topic>) -> Topic {
        let Filed { id, span, stated, node } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the topic `{id}`"));
        let broker = stated.broker.as_ref().and_then(|broker| {
            let sentence = || format!("`{id}` lies on `{}`", broker.value);
            self.names.resolve("broker", broker, sentence, &mut self.findings)
        });
        let feeds: Vec<Name> = stated.fed_by.iter().map(|feed| feed.topic.clone()).collect();
        let sentence = |topic: &str| format!("`{id}` is fed by `{topic}`");
        let fed_by = self.names.resolve_all("topic", &feeds, sentence, &mut self.findings);
        let replay = stated.replay.as_ref().and_then(|replay| OrNone::some(&replay.value));
        let replay_to = replay.and_then(|replay| replay.to.as_ref()).and_then(|to| {
            let sentence = || format!("`{id}` is replayed to `{}`", to.value);
            self.names.resolve("topic", to, sentence, &mut self.findings)
        });
        Topic {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            node: node.clone(),
            broker,
            domain,
            owner,
            fed_by,
            replay_to,
        }
    }

    fn saga(&mut self, domains: &Table<Domain>, filed: &Filed<kinds::saga::Saga>) -> Saga {
        let Filed { id, span, stated, .. } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the saga `{id}`"));
        let coordinator = stated.coordinator.as_ref().and_then(|coordinator| {
            let sentence = || format!("`{id}` is coordinated by `{}`", coordinator.service.value);
            self.names.resolve("service", &coordinator.service, sentence, &mut self.findings)
        });
        let steps = stated.steps.iter().filter_map(|step| self.step(id, step)).collect();
        Saga {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            coordinator,
            steps,
        }
    }

    fn step(
        &mut self,
        saga: &str,
        step: &crate::document::spanned::Spanned<kinds::saga::Step>,
    ) -> Option<Step> {
        let name = &step.step.value;
        let event = |rows: &mut Self, event: Option<&Name>| {
            let sentence =
                |event: &Name| format!("step `{name}` of `{saga}` names `{}`", event.value);
            event.and_then(|event| {
                rows.names.resolve("event", event, || sentence(event), &mut rows.findings)
            })
        };
        let undo = step.compensation.as_ref().and_then(|stated| OrNone::some(&stated.value));
        if let Some(calls) = undo.and_then(|undo| undo.calls.as_ref()) {
            let sentence = || format!("undoing `{name}` calls `{}`", calls.value);
            self.names.resolve::<Service>("service", calls, sentence, &mut self.findings);
        }
        let command = event(self, step.command.as_ref());
        let success = event(self, step.success.as_ref().map(|outcome| &outcome.event));
        let failure = event(self, step.failure.as_ref().map(|outcome| &outcome.event));
        let compensated = event(self, undo.and_then(|undo| undo.event.as_ref()));
        let sentence = || format!("step `{name}` of `{saga}` is done by `{}`", step.service.value);
        let service = self.names.resolve("service", &step.service, sentence, &mut self.findings)?;
        Some(Step {
            span: step.step.span,
            stated: step.value.clone(),
            service,
            command,
            success,
            failure,
            compensated,
        })
    }

    fn event(
        &mut self,
        domains: &Table<Domain>,
        versions: &[Filed<kinds::event::Event>],
        envelope: &EnvelopeShape,
        checked: &mut BTreeSet<String>,
    ) -> Event {
        let newest = versions.last().expect("a group of versions has at least one");
        let Filed { id, span, stated, .. } = newest;
        let of = format!("the event `{id}`");
        let (domain, owner) = self.belongs(domains, &stated.domain, &stated.owner, &of);
        let mut topics = Vec::new();
        for carrier in &stated.topics {
            let sentence = || format!("`{id}` is published to `{}`", carrier.topic.value);
            let topic = self.names.resolve("topic", &carrier.topic, sentence, &mut self.findings);
            topics.extend(topic.map(|topic| Carrier {
                topic,
                key: carrier.key.as_ref().map(|key| key.value.clone()),
                span: carrier.topic.span,
            }));
        }
        for filed in versions {
            if filed.stated.version != stated.version {
                self.findings.extend(misplaced(filed, newest));
            }
            let deprecation = filed.stated.deprecation.as_ref();
            if let Some(successor) = deprecation.and_then(|stated| stated.replaced_by.as_ref()) {
                let name = successor.value.split('@').next().unwrap_or_default().to_owned();
                let name = Name { value: name, span: successor.span };
                let sentence = || format!("`{id}` is replaced by `{}`", name.value);
                self.names.resolve::<Event>("event", &name, sentence, &mut self.findings);
            }
        }
        let versions =
            versions.iter().map(|filed| self.version(filed, envelope, checked)).collect();
        Event {
            id: id.clone(),
            span: *span,
            stated: stated.clone(),
            domain,
            owner,
            topics,
            versions,
        }
    }

    /// The schema that a document states.
    fn schema(
        &mut self,
        at: Span,
        document: &Node,
        checked: &mut BTreeSet<String>,
    ) -> Option<(Payload, PayloadValidator)> {
        let stated =
            Stated { path: &self.sources.file(at.file).path, node: document.get("schema")? };
        payload::read(self.sources, self.fragments, stated, checked, &mut self.findings)
    }

    fn version(
        &mut self,
        filed: &Filed<kinds::event::Event>,
        envelope: &EnvelopeShape,
        checked: &mut BTreeSet<String>,
    ) -> EventVersion {
        let payload = self.schema(filed.span, &filed.node, checked);
        let examples = filed.node.get("examples").map(Node::items).unwrap_or_default();
        if let Some((payload, validator)) = &payload {
            let judged = (payload, validator);
            let faults = examples.iter();
            let faults =
                faults.filter_map(|node| example::check(&filed.id, judged, envelope, node));
            self.findings.extend(faults);
        }
        EventVersion {
            version: filed.stated.version.value.clone(),
            status: filed.stated.status.as_ref().map_or(Status::Active, |status| status.value),
            stated: filed.stated.clone(),
            span: filed.span,
            payload: payload.map(|(payload, _)| payload),
            examples: examples.iter().map(example::printed).collect(),
        }
    }
}

/// The keys of an event that are not about one version's schema. They stand in the newest version.
const OF_ALL_VERSIONS: [&str; 9] =
    ["kind", "domain", "owner", "audience", "topics", "sla", "pii", "producers", "consumers"];

/// What an older version states otherwise than the newest, which alone is asked for it.
fn misplaced(
    older: &Filed<kinds::event::Event>,
    newest: &Filed<kinds::event::Event>,
) -> Option<Finding> {
    let mut entries = older.node.entries().iter();
    let differs = |entry: &&Entry| {
        let counted = newest.node.get(&entry.key).map(Node::json);
        OF_ALL_VERSIONS.contains(&entry.key.as_str()) && counted != Some(entry.value.json())
    };
    let entry = entries.find(differs)?;
    let (key, id) = (&entry.key, &older.id);
    let message = format!("`{key}` of `{id}` is read from its newest version alone, not from here");
    let finding = Finding::new("misplaced-fact", Level::Error, entry.key_span, message);
    Some(finding.label("move it there, or remove it").relate(newest.span, "the newest version"))
}

fn team(filed: &Filed<kinds::team::Team>) -> Team {
    Team { id: filed.id.clone(), span: filed.span, stated: filed.stated.clone() }
}
