//! What each list tells of its members.

use crate::catalog::aggregate::Aggregate;
use crate::catalog::projection::Projection;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::{Broker, Domain, Store, Team};
use crate::finding::{Level, Subject};
use crate::site::drawings::sequence::topic_word;
use crate::site::listing::Row;
use crate::site::pages::flow;
use crate::site::pages::projection::lag_words;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link, Piece};
use crate::transport::brokers::BROKERS;

/// The gravest finding that counts.
fn gravest(at: Standpoint<'_>, subject: &Subject) -> Option<&'static str> {
    at.judgement.findings_about(subject).map(|finding| finding.level).max().map(Level::word)
}

fn words(count: usize) -> Vec<Piece> {
    Fact::words("", count.to_string()).value
}

fn owner(at: Standpoint<'_>, key: Option<Key<Team>>) -> Vec<Piece> {
    Fact::new("").links(key.map(|key| at.team(key))).value
}

fn domain(at: Standpoint<'_>, key: Option<Key<Domain>>) -> Vec<Piece> {
    Fact::new("").links(key.map(|key| at.domain(key))).value
}

/// Links, each once and at most three.
fn few(links: impl Iterator<Item = Link>) -> Vec<Piece> {
    let mut known: Vec<Link> = Vec::new();
    for link in links {
        if !known.contains(&link) {
            known.push(link);
        }
    }
    let hidden = known.len().saturating_sub(3);
    let fact = Fact::new("").links(known.into_iter().take(3));
    if hidden > 0 { fact.text(format!(" and {hidden} more")).value } else { fact.value }
}

/// Every event.
pub(super) fn events(at: Standpoint<'_>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, event): (_, &crate::catalog::event::Event)| {
        let producers = graph.producers_of(key).iter().map(|key| &catalog.producers[*key]);
        let consumers = graph.subscriptions_of(key).iter().map(|key| &catalog.subscriptions[*key]);
        Row {
            link: at.event(key),
            summary: event.stated.summary.clone(),
            mark: Some(format!("v{}", event.newest().version)),
            status: Some(event.newest().status.word()).filter(|word| *word != "active"),
            level: gravest(at, &event.subject()),
            cells: vec![
                few(producers.map(|row| at.service(row.service))),
                few(consumers.map(|row| at.service(row.service))),
                domain(at, event.domain),
                owner(at, event.owner),
            ],
        }
    };
    catalog.events.iter().map(row).collect()
}

/// Every service of our own.
pub(super) fn services(at: Standpoint<'_>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, service): (_, &Service)| {
        let produced = graph.produced_by(key).iter().map(|key| catalog.producers[*key].event);
        let consumed = graph.consumed_by(key).iter().map(|key| catalog.subscriptions[*key].event);
        Row {
            link: at.service(key),
            summary: service.stated.summary.clone(),
            mark: service.stated.gateway.as_ref().map(|_| "gateway".to_owned()),
            status: None,
            level: gravest(at, &service.subject()),
            cells: vec![
                few(produced.map(|key| at.event(key))),
                few(consumed.map(|key| at.event(key))),
                domain(at, service.domain),
                owner(at, service.owner),
            ],
        }
    };
    catalog.services.iter().filter(|(_, row)| !row.is_external()).map(row).collect()
}

/// Every topic.
pub(super) fn topics(at: Standpoint<'_>) -> Vec<Row> {
    let row = |(key, topic): (_, &crate::catalog::topic::Topic)| {
        let stated = &topic.stated;
        let partitions = stated.partitions.as_ref().map(|count| count.value.to_string());
        let retention = stated.retention.as_ref().map(|time| time.value.to_string());
        Row {
            link: at.topic(key),
            summary: stated.summary.clone(),
            mark: topic.role().map(|_| topic_word(topic).to_owned()),
            status: None,
            level: gravest(at, &topic.subject()),
            cells: vec![
                Fact::words("", partitions.unwrap_or_default()).value,
                Fact::words("", retention.unwrap_or_default()).value,
                domain(at, topic.domain),
                owner(at, topic.owner),
            ],
        }
    };
    at.catalog().topics.iter().map(row).collect()
}

/// Every flow.
pub(super) fn flows(at: Standpoint<'_>) -> Vec<Row> {
    let row = |flow: &crate::graph::trace::Trace| {
        let (events, services) = (flow.events(at.catalog()), flow::services(at, flow));
        let named = flow.named.map(|key| &at.catalog().flows[key]);
        let summary = named.and_then(|named| named.stated.summary.clone());
        Row {
            link: at.flow(flow),
            summary: summary.or_else(|| at.catalog().events[flow.event].stated.summary.clone()),
            mark: named.filter(|named| named.stated.critical).map(|_| "critical".to_owned()),
            status: None,
            level: named.and_then(|named| gravest(at, &named.subject())),
            cells: vec![
                Fact::new("").link(at.event(flow.event)).value,
                words(events.len()),
                few(services.into_iter()),
            ],
        }
    };
    at.study.flows.iter().map(row).collect()
}

/// Every saga.
pub(super) fn sagas(at: Standpoint<'_>) -> Vec<Row> {
    let row = |(key, saga): (_, &crate::catalog::saga::Saga)| Row {
        link: at.saga(key),
        summary: saga.stated.summary.clone(),
        mark: None,
        status: None,
        level: gravest(at, &saga.subject()),
        cells: vec![
            Fact::words("", saga.stated.style.value.word()).value,
            words(saga.steps.len()),
            domain(at, saga.domain),
            owner(at, saga.owner),
        ],
    };
    at.catalog().sagas.iter().map(row).collect()
}

/// Every domain.
pub(super) fn domains(at: Standpoint<'_>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, domain): (_, &crate::catalog::Domain)| {
        let here = Some(key);
        Row {
            link: at.domain(key),
            summary: domain.stated.summary.clone(),
            mark: None,
            status: None,
            level: None,
            cells: vec![
                words(catalog.events.rows().iter().filter(|row| row.domain == here).count()),
                words(catalog.services.rows().iter().filter(|row| row.domain == here).count()),
                owner(at, domain.owner),
            ],
        }
    };
    catalog.domains.iter().map(row).collect()
}

/// Every team.
pub(super) fn teams(at: Standpoint<'_>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, team): (_, &crate::catalog::Team)| {
        let here = Some(key);
        Row {
            link: at.team(key),
            summary: team.stated.summary.clone(),
            mark: None,
            status: None,
            level: None,
            cells: vec![
                words(catalog.events.rows().iter().filter(|row| row.owner == here).count()),
                words(catalog.services.rows().iter().filter(|row| row.owner == here).count()),
                words(catalog.topics.rows().iter().filter(|row| row.owner == here).count()),
            ],
        }
    };
    catalog.teams.iter().map(row).collect()
}

/// Every system that others run.
pub(super) fn external_systems(at: Standpoint<'_>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, service): (Key<Service>, &Service)| {
        let produced = graph.produced_by(key).iter().map(|key| catalog.producers[*key].event);
        let consumed = graph.consumed_by(key).iter().map(|key| catalog.subscriptions[*key].event);
        let calls = |other: &Service| other.calls.iter().any(|call| call.service == key);
        let callers = catalog.services.iter().filter(|(_, other)| calls(other));
        Row {
            link: at.service(key),
            summary: service.stated.summary.clone(),
            mark: None,
            status: None,
            level: gravest(at, &service.subject()),
            cells: vec![
                few(produced.map(|key| at.event(key))),
                few(consumed.map(|key| at.event(key))),
                few(callers.map(|(key, _)| at.service(key))),
            ],
        }
    };
    catalog.services.iter().filter(|(_, row)| row.is_external()).map(row).collect()
}

/// Every aggregate.
pub(super) fn aggregates(at: Standpoint<'_>) -> Vec<Row> {
    let row = |(key, aggregate): (Key<Aggregate>, &Aggregate)| {
        let every = aggregate.snapshot().map(|snapshot| snapshot.every.value);
        let snapshot = match (every, &aggregate.stated.snapshot) {
            (Some(every), _) => format!("every {every} events"),
            (None, Some(_)) => "none".to_owned(),
            (None, None) => "not stated".to_owned(),
        };
        Row {
            link: at.aggregate(key),
            summary: aggregate.stated.summary.clone(),
            mark: None,
            status: None,
            level: gravest(at, &aggregate.subject()),
            cells: vec![
                few(aggregate.events.iter().map(|key| at.event(*key))),
                Fact::new("").links(aggregate.store.map(|key| at.store(key))).value,
                Fact::words("", snapshot).value,
                domain(at, aggregate.domain),
                owner(at, aggregate.owner),
            ],
        }
    };
    at.catalog().aggregates.iter().map(row).collect()
}

/// Every projection.
pub(super) fn projections(at: Standpoint<'_>) -> Vec<Row> {
    let row = |(key, projection): (Key<Projection>, &Projection)| Row {
        link: at.projection(key),
        summary: projection.stated.summary.clone(),
        mark: None,
        status: None,
        level: gravest(at, &projection.subject()),
        cells: vec![
            Fact::new("").links(projection.aggregate.map(|key| at.aggregate(key))).value,
            Fact::words("", lag_words(projection)).value,
            Fact::new("").links(projection.store.map(|key| at.store(key))).value,
            domain(at, projection.domain),
            owner(at, projection.owner),
        ],
    };
    at.catalog().projections.iter().map(row).collect()
}

/// Every broker.
pub(super) fn brokers(at: Standpoint<'_>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, broker): (Key<Broker>, &Broker)| {
        let product = &broker.stated.product.value;
        let known = BROKERS.iter().find(|known| known.name == *product);
        let version = broker.stated.version.as_ref();
        let topics = catalog.topics.rows().iter().filter(|row| row.broker == Some(key));
        Row {
            link: at.broker(key),
            summary: broker.stated.summary.clone(),
            mark: version.map(|version| version.value.0.clone()),
            status: None,
            level: gravest(at, &Subject::new("broker", &broker.id)),
            cells: vec![
                Fact::words("", known.map_or(product.as_str(), |known| known.title)).value,
                words(topics.count()),
                owner(at, broker.owner),
            ],
        }
    };
    catalog.brokers.iter().map(row).collect()
}

/// Every store.
pub(super) fn stores(at: Standpoint<'_>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, store): (Key<Store>, &Store)| {
        let services = catalog.services.iter().filter(|(_, row)| row.stores.contains(&key));
        Row {
            link: at.store(key),
            summary: store.stated.summary.clone(),
            mark: None,
            status: None,
            level: gravest(at, &Subject::new("store", &store.id)),
            cells: vec![
                Fact::words("", &store.stated.kind.value).value,
                few(services.map(|(key, _)| at.service(key))),
                owner(at, store.owner),
            ],
        }
    };
    catalog.stores.iter().map(row).collect()
}

/// The envelope.
pub(super) fn envelopes(at: Standpoint<'_>) -> Vec<Row> {
    let row = |envelope: &crate::catalog::Envelope| {
        let standard = envelope.stated.standard.map_or("no standard", |standard| standard.title());
        Row {
            link: at.envelope(envelope),
            summary: envelope.stated.summary.clone(),
            mark: None,
            status: None,
            level: gravest(at, &Subject::new("envelope", &envelope.id)),
            cells: vec![Fact::words("", standard).value],
        }
    };
    at.catalog().envelope.iter().map(row).collect()
}
