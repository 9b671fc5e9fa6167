//! # What it finds
//! A request behind which more than three services call each other one after the other, each waiting for
//! the next.
//!
//! # Why it matters
//! The request takes as long as all of them together, and fails when any of them fails. An event at one of
//! the steps sets the rest free of it.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers:
//!   - service: order-service
//!     trigger: { actor: Customer, action: POST /orders }
//!     writes: [orders-db]
//!     publish: outbox
//! ---
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! calls: [{ service: payment-service }]
//! ---
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! calls: [{ service: stock-service }]
//! ---
//! service: stock-service
//! owner: shop-team
//! stores: [stock-db]
//! calls: [{ service: price-service }]
//! ---
//! service: price-service
//! owner: shop-team
//! calls: [{ service: tax-service }]
//! ---
//! service: tax-service
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers:
//!   - service: order-service
//!     trigger: { actor: Customer, action: POST /orders }
//!     writes: [orders-db]
//!     publish: outbox
//! ---
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! calls: [{ service: payment-service }]
//! ---
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! calls: [{ service: stock-service }]
//! ---
//! service: stock-service
//! owner: shop-team
//! stores: [stock-db]
//! calls: [{ service: price-service }]
//! ---
//! service: price-service
//! owner: shop-team
//! ---
//! service: tax-service
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! The calls are not all made for one request.
//!
//! # Source
//! Nygard, *Release It!*, on the stability antipatterns Integration Points and Cascading Failures. The limit of
//! three is this catalog's own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::catalog::Catalog;
use crate::catalog::producer::Trigger;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "synchronous-chain",
    concern: Concern::ThunderingHerd,
    group: Group::Load,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("synchronous_chain.rs"),
    check: Check::Design(check),
};

/// So many calls may stand behind a request, one after the other.
const LONGEST: usize = 3;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let starts = starts(catalog);
    let chains: Vec<Vec<Key<Service>>> =
        starts.iter().filter_map(|start| chain(catalog, *start)).collect();
    // A chain that begins within another one is a part of it.
    let within: BTreeSet<Key<Service>> =
        chains.iter().flat_map(|chain| chain.iter().skip(1)).copied().collect();
    let own = chains.iter().filter(|chain| !within.contains(&chain[0]));
    own.map(|chain| finding(catalog, chain)).collect()
}

/// The services that requests from outside come to: those that somebody's action makes publish, and
/// gateways.
fn starts(catalog: &Catalog) -> BTreeSet<Key<Service>> {
    let is_asked =
        |triggers: &[Trigger]| triggers.iter().any(|one| matches!(one, Trigger::Actor { .. }));
    let producers = catalog.producers.rows().iter();
    let asked = producers.filter(|one| is_asked(&one.triggers)).map(|one| one.service);
    let gateways = catalog.services.iter().filter(|(_, service)| !service.routes.is_empty());
    asked.chain(gateways.map(|(key, _)| key)).collect()
}

/// A way from a service to the nearest one that is too far behind it: no shorter way leads there.
fn chain(catalog: &Catalog, start: Key<Service>) -> Option<Vec<Key<Service>>> {
    let mut came_from: BTreeMap<Key<Service>, Key<Service>> = BTreeMap::new();
    let mut waiting = VecDeque::from([(start, 0)]);
    while let Some((here, depth)) = waiting.pop_front() {
        if depth > LONGEST {
            let mut chain = vec![here];
            let mut at = here;
            while let Some(before) = came_from.get(&at) {
                chain.push(*before);
                at = *before;
            }
            chain.reverse();
            return Some(chain);
        }
        let service = &catalog.services[here];
        let called = service.calls.iter().map(|call| call.service);
        for next in called.chain(service.routes.iter().map(|(_, to)| *to)) {
            if next != start && !came_from.contains_key(&next) {
                came_from.insert(next, here);
                waiting.push_back((next, depth + 1));
            }
        }
    }
    None
}

fn finding(catalog: &Catalog, chain: &[Key<Service>]) -> Opinion {
    let services: Vec<&Service> = chain.iter().map(|key| &catalog.services[*key]).collect();
    let names: Vec<&str> = services.iter().map(|service| service.id.as_str()).collect();
    let message = format!(
        "a request to `{}` may wait for {} calls one behind another: {}",
        names[0],
        names.len() - 1,
        names.join(" -> ")
    );
    let finding = RULE
        .fault(services[0].span, message)
        .label("answer before all is done, and let an event set off the rest");
    let pairs = services.iter().zip(chain.iter().skip(1));
    let calls = pairs.filter_map(|(from, to)| from.calls.iter().find(|call| call.service == *to));
    let finding = calls.fold(finding, |finding, call| {
        finding.relate(call.stated.service.span, "waits for this one")
    });
    fault(finding, services.iter().map(|service| service.subject()).collect::<Vec<_>>())
}
