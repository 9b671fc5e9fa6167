//! What is kept: an aggregate with its event store and what is made from it, a projection with what
//! changes it, a store with who writes and who reads it.

use crate::catalog::Store;
use crate::catalog::aggregate::Aggregate;
use crate::catalog::projection::Projection;
use crate::catalog::table::Key;
use crate::draw::diagram::ArrowKind;
use crate::site::drawings::neighbourhood::{Plan, Thing};
use crate::site::standpoint::Standpoint;
use crate::site::view::picture::Picture;

/// The service, the aggregate, its event store, what is made from its events and where that lies.
pub fn of_aggregate(at: Standpoint<'_>, key: Key<Aggregate>) -> Option<Picture> {
    let catalog = at.catalog();
    let aggregate = &catalog.aggregates[key];
    let headings = ["SERVICE", "AGGREGATE", "EVENT STORE", "PROJECTIONS", "LIE IN"];
    let mut plan = Plan::new(at, &headings);
    let focus = plan.put(1, Thing::Aggregate(key));
    if let Some(service) = aggregate.service {
        let from = plan.put(0, Thing::Service(service));
        plan.edge(from, focus, ArrowKind::Command);
    }
    let source = match aggregate.store {
        Some(store) => {
            let store = plan.put(2, Thing::Store(store));
            plan.edge(focus, store, ArrowKind::Event);
            store
        }
        None => focus,
    };
    for projection in at.study.graph.projections_of(key) {
        let made = plan.put(3, Thing::Projection(*projection));
        plan.edge(source, made, ArrowKind::Event);
        if let Some(store) = catalog.projections[*projection].store {
            let store = plan.put(4, Thing::Store(store));
            plan.edge(made, store, ArrowKind::Event);
        }
    }
    let (plan, focus) = plan.filled(focus);
    plan.draw(&aggregate.id, aggregate.title(), focus)
}

/// The events that change a projection, their aggregate, the projection, where it lies and who
/// serves it.
pub fn of_projection(at: Standpoint<'_>, key: Key<Projection>) -> Option<Picture> {
    let catalog = at.catalog();
    let projection = &catalog.projections[key];
    let headings = ["EVENTS", "AGGREGATE", "PROJECTION", "LIES IN", "SERVED BY"];
    let mut plan = Plan::new(at, &headings);
    let focus = plan.put(2, Thing::Projection(key));
    if let Some(source) = projection.aggregate {
        let aggregate = plan.put(1, Thing::Aggregate(source));
        plan.edge(aggregate, focus, ArrowKind::Event);
        for event in &catalog.aggregates[source].events {
            let event = plan.put(0, Thing::Event(*event));
            plan.edge(event, aggregate, ArrowKind::Event);
        }
    }
    let mut last = focus;
    if let Some(store) = projection.store {
        last = plan.put(3, Thing::Store(store));
        plan.edge(focus, last, ArrowKind::Event);
    }
    if let Some(service) = projection.service {
        let service = plan.put(4, Thing::Service(service));
        plan.edge(last, service, ArrowKind::Query);
    }
    let (plan, focus) = plan.filled(focus);
    plan.draw(&projection.id, projection.title(), focus)
}

/// Who writes a store and who reads it.
pub fn of_store(at: Standpoint<'_>, key: Key<Store>) -> Option<Picture> {
    let catalog = at.catalog();
    let mut plan = Plan::new(at, &["WRITE", "STORE", "READ"]);
    let focus = plan.put(1, Thing::Store(key));
    for (aggregate, row) in catalog.aggregates.iter().filter(|(_, row)| row.store == Some(key)) {
        let from = plan.put(0, Thing::Aggregate(aggregate));
        plan.edge(from, focus, ArrowKind::Event);
        for projection in at.study.graph.projections_of(aggregate) {
            // A projection that lies in its own event store stands among those that write.
            if catalog.projections[*projection].store != row.store {
                let to = plan.put(2, Thing::Projection(*projection));
                plan.edge(focus, to, ArrowKind::Event);
            }
        }
    }
    for (projection, row) in catalog.projections.iter().filter(|(_, row)| row.store == Some(key)) {
        let from = plan.put(0, Thing::Projection(projection));
        plan.edge(from, focus, ArrowKind::Event);
        if let Some(service) = row.service {
            let to = plan.put(2, Thing::Service(service));
            plan.edge(focus, to, ArrowKind::Query);
        }
    }
    for row in catalog.producers.rows().iter().filter(|row| row.writes.contains(&key)) {
        let from = plan.put(0, Thing::Service(row.service));
        plan.edge(from, focus, ArrowKind::Command);
    }
    for row in catalog.subscriptions.rows() {
        if row.writes.contains(&key) || row.dedup_store == Some(key) {
            let from = plan.put(0, Thing::Service(row.service));
            plan.edge(from, focus, ArrowKind::Command);
        }
        if row.reads.contains(&key) {
            let to = plan.put(2, Thing::Service(row.service));
            plan.edge(focus, to, ArrowKind::Query);
        }
    }
    let store = &catalog.stores[key];
    let (plan, focus) = plan.filled(focus);
    plan.draw(&store.id, &store.id, focus)
}
