//! Documents sorted by kind and id, before their names are resolved.

use crate::document::Document;
use crate::document::body::Body;
use crate::document::kinds::{
    aggregate, broker, domain, envelope, event, flow, projection, saga, service, store, team, topic,
};
use crate::document::tree::Node;
use crate::source::span::Span;

/// A document with its typed form.
#[derive(Debug)]
pub struct Filed<T> {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// The whole document.
    pub node: Node,
    /// What it states.
    pub stated: T,
}

/// The documents of each kind, by id; versions of one event from the oldest to the newest.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each shelf holds the kind that it is named after")]
pub struct Shelves {
    pub events: Vec<Filed<event::Event>>,
    pub services: Vec<Filed<service::Service>>,
    pub topics: Vec<Filed<topic::Topic>>,
    pub brokers: Vec<Filed<broker::Broker>>,
    pub stores: Vec<Filed<store::Store>>,
    pub teams: Vec<Filed<team::Team>>,
    pub domains: Vec<Filed<domain::Domain>>,
    pub sagas: Vec<Filed<saga::Saga>>,
    pub flows: Vec<Filed<flow::Flow>>,
    pub aggregates: Vec<Filed<aggregate::Aggregate>>,
    pub projections: Vec<Filed<projection::Projection>>,
    pub envelopes: Vec<Filed<envelope::Envelope>>,
}

impl Shelves {
    /// Sorts documents, of which no two have one kind, id and version.
    pub fn of(documents: Vec<Document>) -> Self {
        let mut shelves = Shelves::default();
        for Document { id, span, node, body, .. } in documents {
            match body {
                Body::Event(stated) => put(&mut shelves.events, id, span, node, *stated),
                Body::Service(stated) => put(&mut shelves.services, id, span, node, *stated),
                Body::Topic(stated) => put(&mut shelves.topics, id, span, node, *stated),
                Body::Broker(stated) => put(&mut shelves.brokers, id, span, node, *stated),
                Body::Store(stated) => put(&mut shelves.stores, id, span, node, *stated),
                Body::Team(stated) => put(&mut shelves.teams, id, span, node, *stated),
                Body::Domain(stated) => put(&mut shelves.domains, id, span, node, *stated),
                Body::Saga(stated) => put(&mut shelves.sagas, id, span, node, *stated),
                Body::Flow(stated) => put(&mut shelves.flows, id, span, node, *stated),
                Body::Aggregate(stated) => put(&mut shelves.aggregates, id, span, node, *stated),
                Body::Projection(stated) => {
                    put(&mut shelves.projections, id, span, node, *stated);
                }
                Body::Envelope(stated) => put(&mut shelves.envelopes, id, span, node, *stated),
            }
        }
        by_id(&mut shelves.services);
        by_id(&mut shelves.topics);
        by_id(&mut shelves.brokers);
        by_id(&mut shelves.stores);
        by_id(&mut shelves.teams);
        by_id(&mut shelves.domains);
        by_id(&mut shelves.sagas);
        by_id(&mut shelves.flows);
        by_id(&mut shelves.aggregates);
        by_id(&mut shelves.projections);
        by_id(&mut shelves.envelopes);
        shelves.events.sort_by(|a, b| {
            (&a.id, &a.stated.version.value).cmp(&(&b.id, &b.stated.version.value))
        });
        shelves
    }

    /// The versions of each event, oldest first.
    pub fn events_by_id(&self) -> impl Iterator<Item = &[Filed<event::Event>]> {
        self.events.chunk_by(|a, b| a.id == b.id)
    }
}

fn put<T>(shelf: &mut Vec<Filed<T>>, id: String, span: Span, node: Node, stated: T) {
    shelf.push(Filed { id, span, node, stated });
}

fn by_id<T>(shelf: &mut [Filed<T>]) {
    shelf.sort_by(|a, b| a.id.cmp(&b.id));
}
