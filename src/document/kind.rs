//! The contract of a document kind: what it is called, its JSON Schema and its typed form.

use schemars::{Schema, SchemaGenerator};

use crate::document::kinds::broker::Broker;
use crate::document::kinds::domain::Domain;
use crate::document::kinds::envelope::Envelope;
use crate::document::kinds::event::Event;
use crate::document::kinds::saga::Saga;
use crate::document::kinds::service::Service;
use crate::document::kinds::store::Store;
use crate::document::kinds::team::Team;
use crate::document::kinds::topic::Topic;
use crate::document::read::ReadError;
use crate::document::tree::Node;

/// A kind of document.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The first key of such a document.
    pub name: &'static str,
    /// What it declares, in a sentence.
    pub sentence: &'static str,
    /// Its JSON Schema, from its Rust type.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    /// Its typed form. Fails where the tree does not fit the type, which the schema finds first.
    pub read: fn(&Node) -> Result<Body, ReadError>,
}

/// A document's typed form. The set is closed on purpose: a new kind makes the compiler list all
/// places that must answer.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each variant is the kind that its type describes")]
pub enum Body {
    Event(Box<Event>),
    Service(Box<Service>),
    Topic(Box<Topic>),
    Broker(Box<Broker>),
    Store(Box<Store>),
    Team(Box<Team>),
    Domain(Box<Domain>),
    Saga(Box<Saga>),
    Envelope(Box<Envelope>),
}
