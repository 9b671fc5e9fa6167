//! Documents to rows: every entity with the names that it states resolved.

mod aggregate;
mod event;
mod flow;
mod projection;
mod saga;

use crate::catalog::event::Event;
use crate::catalog::example::EnvelopeShape;
use crate::catalog::names::Names;
use crate::catalog::payload::Seen;
use crate::catalog::reference::Fragments;
use crate::catalog::service::{Call, Service};
use crate::catalog::shelf::{Filed, Shelves};
use crate::catalog::table::{Key, Table};
use crate::catalog::topic::{Feed, Topic};
use crate::catalog::{Broker, Catalog, Domain, Envelope, Store, Team};
use crate::config::Config;
use crate::document::either::OrNone;
use crate::document::kinds;
use crate::document::parts::Name;
use crate::document::read;
use crate::document::schema::payload::PayloadValidator;
use crate::document::spanned::Spanned;
use crate::document::tree::Node;
use crate::finding::{Finding, Level, Subject, did_you_mean};
use crate::source::Sources;
use crate::transport;
use crate::transport::brokers::BROKERS;

/// What making rows needs, and the findings on the way.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// The settings.
    pub config: &'a Config,
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
        let mut seen = Seen::default();
        let (envelope, schema) = self.envelope(&shelves.envelopes, &mut seen).unzip();
        let shape = EnvelopeShape::of(envelope.as_ref(), schema.flatten());
        let brokers = Table::new(shelves.brokers.iter().map(|filed| self.broker(filed)).collect());
        let events = shelves.events_by_id();
        let events: Vec<Event> =
            events.map(|versions| self.event(&domains, versions, &shape, &mut seen)).collect();
        Catalog {
            events: Table::new(events),
            services: Table::new(
                shelves.services.iter().map(|filed| self.service(&domains, filed)).collect(),
            ),
            topics: Table::new(
                shelves.topics.iter().map(|filed| self.topic(&domains, &brokers, filed)).collect(),
            ),
            brokers,
            stores: Table::new(shelves.stores.iter().map(|filed| self.store(filed)).collect()),
            teams: Table::new(shelves.teams.iter().map(team).collect()),
            sagas: Table::new(
                shelves.sagas.iter().map(|filed| self.saga(&domains, filed)).collect(),
            ),
            flows: Table::new(
                shelves.flows.iter().map(|filed| self.flow(&domains, filed)).collect(),
            ),
            aggregates: Table::new(
                shelves.aggregates.iter().map(|filed| self.aggregate(&domains, filed)).collect(),
            ),
            projections: Table::new(
                shelves.projections.iter().map(|filed| self.projection(&domains, filed)).collect(),
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

    /// The envelope that the settings name, or else the only one.
    fn envelope(
        &mut self,
        shelf: &[Filed<kinds::envelope::Envelope>],
        seen: &mut Seen,
    ) -> Option<(Envelope, Option<PayloadValidator>)> {
        let filed = self.chosen_envelope(shelf)?;
        let (schema, validator) = self.schema(filed.span, &filed.node, seen).unzip();
        let Filed { id, span, stated, .. } = filed;
        let envelope = Envelope { id: id.clone(), span: *span, stated: stated.clone(), schema };
        Some((envelope, validator))
    }

    fn chosen_envelope<'a>(
        &mut self,
        shelf: &'a [Filed<kinds::envelope::Envelope>],
    ) -> Option<&'a Filed<kinds::envelope::Envelope>> {
        if let Some(name) = &self.config.envelope {
            let sentence = || format!("`envelope` is `{}`", name.value);
            let key: Key<Envelope> =
                self.names.resolve("envelope", name, sentence, &mut self.findings)?;
            return shelf.get(key.index());
        }
        let (first, more) = shelf.split_first()?;
        for second in more {
            let message = "a catalog has one envelope, and this is a second".to_owned();
            self.findings.push(
                Finding::new("duplicate-document", Level::Error, second.span, message)
                    .relate(first.span, "first here")
                    .help("say which one counts with `envelope` in eventbook.yaml"),
            );
        }
        Some(first)
    }

    fn broker(&mut self, filed: &Filed<kinds::broker::Broker>) -> Broker {
        let mut stated = filed.stated.clone();
        // Whoever writes `Kafka` means the product; a name of no product may be one of their own.
        let typed = &stated.product.value;
        let same = BROKERS.iter().find(|known| known.name.eq_ignore_ascii_case(typed));
        match same {
            Some(known) => stated.product.value = known.name.to_owned(),
            None => self.findings.extend(misspelt_product(&stated.product)),
        }
        Broker {
            id: filed.id.clone(),
            span: filed.span,
            product: transport::brokers::find(&stated.product),
            owner: self.owner(&filed.stated.owner, &format!("the broker `{}`", filed.id)),
            stated,
            // What cannot be read is told where the schema of the kind judges it.
            defaults: filed.node.get("defaults").and_then(|node| read::read(node).ok()),
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
        let mut routes = Vec::new();
        for route in stated.gateway.iter().flat_map(|gateway| &gateway.routes) {
            let sentence = || format!("`{id}` routes to `{}`", route.service.value);
            let service =
                self.names.resolve("service", &route.service, sentence, &mut self.findings);
            routes.extend(service.map(|service| (route.path.clone(), service)));
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
            routes,
        }
    }

    fn topic(
        &mut self,
        domains: &Table<Domain>,
        brokers: &Table<Broker>,
        filed: &Filed<kinds::topic::Topic>,
    ) -> Topic {
        let Filed { id, span, stated, node } = filed;
        let (domain, owner) =
            self.belongs(domains, &stated.domain, &stated.owner, &format!("the topic `{id}`"));
        let broker = stated.broker.as_ref().and_then(|broker| {
            let sentence = || format!("`{id}` lies on `{}`", broker.value);
            self.names.resolve("broker", broker, sentence, &mut self.findings)
        });
        let block = broker.and_then(|key| node.get(&brokers[key].stated.product));
        let fed_by = stated.fed_by.iter().filter_map(|feed| {
            let sentence = || format!("`{id}` is fed by `{}`", feed.topic.value);
            let topic = self.names.resolve("topic", &feed.topic, sentence, &mut self.findings)?;
            Some(Feed { topic, stated: feed.clone() })
        });
        let fed_by = fed_by.collect();
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
            block: block.map(Node::json).unwrap_or_default(),
            broker,
            domain,
            owner,
            fed_by,
            replay_to,
            alone: [Subject::new("topic", id)].into(),
        }
    }
}

fn team(filed: &Filed<kinds::team::Team>) -> Team {
    Team { id: filed.id.clone(), span: filed.span, stated: filed.stated.clone() }
}

/// What to say of a product that is spelt almost like one whose facts are known.
fn misspelt_product(product: &Spanned<String>) -> Option<Finding> {
    let near = did_you_mean(product, BROKERS.iter().map(|known| known.name))?;
    let message = format!("`{}` is no product whose facts are known", product.value);
    let finding = Finding::new("invalid-value", Level::Info, product.span, message);
    Some(finding.label(format!("did you mean `{near}`?")))
}
