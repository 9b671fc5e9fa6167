//! Documents resolved: every name is a key, every version in its order, every subscription one.
//!
//! References are resolved here, once. What cannot be resolved is a finding and is left out, so
//! that no later stage meets a name that means nothing.

pub mod aggregate;
pub mod build;
pub mod circle;
pub mod constraint;
pub mod dead_letters;
pub mod edges;
pub mod event;
pub mod example;
pub mod field;
pub mod flow;
pub mod foreign;
pub mod implied;
pub mod import;
pub mod meaning;
pub mod names;
pub mod numbers;
pub mod pair;
pub mod payload;
pub mod place;
pub mod producer;
pub mod projection;
pub mod reference;
pub mod rows;
pub mod saga;
pub mod schema_file;
pub mod service;
pub mod setting;
pub mod shelf;
pub mod subscription;
pub mod table;
pub mod topic;
pub mod unite;

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::flow::Flow;
use crate::catalog::payload::Payload;
use crate::catalog::producer::Producer;
use crate::catalog::projection::Projection;
use crate::catalog::saga::Saga;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::{Key, Table};
use crate::catalog::topic::Topic;
use crate::document::faulty::Faulty;
use crate::document::kinds::{broker, domain, envelope, store, team};
use crate::document::parts::Name;
use crate::document::parts::defaults::Defaults;
use crate::source::span::Span;
use crate::transport;

/// Everything that a catalog declares, sorted by id within each kind.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Events, each with all of its versions.
    pub events: Table<Event>,
    /// Services.
    pub services: Table<Service>,
    /// Topics.
    pub topics: Table<Topic>,
    /// Brokers.
    pub brokers: Table<Broker>,
    /// Stores.
    pub stores: Table<Store>,
    /// Teams.
    pub teams: Table<Team>,
    /// Domains.
    pub domains: Table<Domain>,
    /// Sagas.
    pub sagas: Table<Saga>,
    /// Flows that have a name and a story.
    pub flows: Table<Flow>,
    /// Aggregates.
    pub aggregates: Table<Aggregate>,
    /// Projections.
    pub projections: Table<Projection>,
    /// The envelope, where one is declared.
    pub envelope: Option<Envelope>,
    /// Who publishes what, in the order of the events.
    pub producers: Table<Producer>,
    /// Who receives what, in the order of the events.
    pub subscriptions: Table<Subscription>,
    /// Whether all could be read that may say who publishes or consumes what. Where not, that nobody
    /// does proves nothing.
    pub whole: bool,
    /// Whether nothing was found while documents were read and names resolved.
    pub faultless: bool,
    /// What could not be read as it is meant.
    pub faulty: Faulty,
}

impl Catalog {
    /// The product that a topic lies on, where its facts are known.
    pub fn product(&self, topic: &Topic) -> Option<&'static transport::broker::Broker> {
        self.brokers[topic.broker?].product
    }

    /// How those who read a topic share its messages, where that is known.
    pub fn sharing(&self, topic: &Topic) -> Option<transport::channel::Sharing> {
        (self.product(topic)?.sharing)(&topic.channel())
    }

    /// The product that decides what passes from one topic to another: the first one's, or where
    /// its broker is not stated the other's.
    pub fn router(&self, from: &Topic, to: &Topic) -> Option<&'static transport::broker::Broker> {
        self.product(if from.broker.is_some() { from } else { to })
    }

    /// Whether the document of a place could be read as it is meant. What another leaves out may only
    /// be misspelt, and one cause has one finding.
    pub fn is_sound(&self, place: Span) -> bool {
        !self.faulty.holds(place)
    }

    /// Whether an owner is stated that could not be read: a team that is not known, or a domain that
    /// is not, or whose own owner is not.
    pub fn hides_owner(
        &self,
        own: Option<&Name>,
        named: Option<&Name>,
        domain: Option<Key<Domain>>,
    ) -> bool {
        let of_domain = || match domain.map(|domain| &self.domains[domain]) {
            Some(domain) => domain.stated.owner.is_some() || !self.is_sound(domain.span),
            None => named.is_some(),
        };
        own.is_some() || of_domain()
    }
}

/// A broker.
#[derive(Debug)]
pub struct Broker {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: broker::Broker,
    /// The product that it is, where its facts are known.
    pub product: Option<&'static transport::broker::Broker>,
    /// The team that runs it.
    pub owner: Option<Key<Team>>,
    /// What subscriptions on it say where they say nothing else.
    pub defaults: Option<Defaults>,
}

/// A store.
#[derive(Debug)]
pub struct Store {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: store::Store,
    /// The team that owns it.
    pub owner: Option<Key<Team>>,
}

/// A team.
#[derive(Debug)]
pub struct Team {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: team::Team,
}

/// A domain.
#[derive(Debug)]
pub struct Domain {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: domain::Domain,
    /// The team that owns it.
    pub owner: Option<Key<Team>>,
}

/// The envelope.
#[derive(Debug)]
pub struct Envelope {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: envelope::Envelope,
    /// The schema of a whole message, where one is stated and could be read.
    pub schema: Option<Payload>,
}

/// The title that people read: the stated one, or else the id.
pub fn title_or_id<'a>(title: &'a Option<String>, id: &'a str) -> &'a str {
    title.as_deref().unwrap_or(id)
}
