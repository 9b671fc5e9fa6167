//! # What it finds
//! An outbox of which it is known that a part is missing: nothing publishes what is in it (`relay:
//! none`), the relay keeps no order (`ordered_by: none`), nothing removes what is published
//! (`cleanup: none`), or nothing shows that the relay is behind (`monitor: none`).
//!
//! # Why it matters
//! The transaction keeps an event from being lost, and no more. Without a relay it is never
//! published; without an order a later change overtakes an earlier one; without a cleanup the table
//! grows until the database is slow; and a relay that hangs is seen by nobody.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ---
//! store: orders-db
//! kind: postgresql
//! owner: shop-team
//! outbox:
//!   table: outbox
//!   relay: polling
//!   ordered_by: position
//!   cleanup: none
//!   monitor: [{ on: age, over: 1m }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ---
//! store: orders-db
//! kind: postgresql
//! owner: shop-team
//! outbox:
//!   table: outbox
//!   relay: polling
//!   ordered_by: position
//!   cleanup: delete after 7d
//!   monitor: [{ on: age, over: 1m }]
//! ```
//!
//! # When to allow it
//! The part is being built, and the reason says by when.
//!
//! # Source
//! The patterns Transactional Outbox, Polling Publisher and Transaction Log Tailing of
//! *Microservices Patterns* by Richardson.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Store;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::document::kinds::store::{Outbox, Relay};
use crate::document::parts::producer::Publish;
use crate::document::spanned::Spanned;
use crate::finding::{Level, Subject, Subjects};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unattended-outbox",
    concern: Concern::LostEvents,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unattended_outbox.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    // Who publishes by the outbox of which store.
    let mut publishers: BTreeMap<Key<Store>, BTreeSet<Key<Service>>> = BTreeMap::new();
    for row in scope::producers(study) {
        if row.stated.publish.as_ref().is_some_and(|publish| publish.value == Publish::Outbox) {
            for store in &row.writes {
                publishers.entry(*store).or_default().insert(row.service);
            }
        }
    }
    let judged = catalog.stores.iter().filter_map(|(key, store)| {
        let services = publishers.get(&key);
        let services = services.into_iter().flatten().map(|key| catalog.services[*key].subject());
        let subjects: Vec<Subject> =
            [Subject::new("store", &store.id)].into_iter().chain(services).collect();
        match &store.stated.outbox {
            Some(outbox) => Some(judge(store, &outbox.value, outbox.span, subjects.into())),
            None if subjects.len() == 1 => None,
            None => {
                let what =
                    "what publishes the rows of the outbox, removes and watches them (`outbox`)";
                Some(RULE.unknown(subjects, store.span, what))
            }
        }
    });
    judged.collect()
}

fn judge(store: &Store, outbox: &Outbox, span: Span, subjects: Subjects) -> Opinion {
    let parts = parts(outbox);
    let missing: Vec<&Part> =
        parts.iter().filter(|part| matches!(part.state, State::Missing(_))).collect();
    let spans = missing.iter().filter_map(|part| match part.state {
        State::Missing(span) => Some(span),
        _ => None,
    });
    let spans: Vec<Span> = spans.collect();
    if let Some((first, more)) = spans.split_first() {
        let faults: Vec<&str> = missing.iter().map(|part| part.fault).collect();
        let message =
            format!("the outbox of `{}` is not attended to: {}", store.id, faults.join(", "));
        let helps: Vec<&str> = missing.iter().map(|part| part.help).collect();
        let start = RULE.fault(*first, message).label("known to be missing");
        let finding = more.iter().fold(start, |finding, span| finding.relate(*span, "so is this"));
        return fault(finding.help(helps.join("; ")), subjects);
    }
    let unsaid: Vec<&str> = parts
        .iter()
        .filter(|part| matches!(part.state, State::Unstated))
        .map(|part| part.key)
        .collect();
    if unsaid.is_empty() {
        let evidence = "an outbox that is published in order, cleaned and watched";
        return RULE.pass_with(subjects, span, evidence, store.id.clone());
    }
    let what = format!("what is not said of the outbox: `{}`", unsaid.join("`, `"));
    RULE.unknown(subjects, span, what)
}

/// One part of what an outbox needs.
struct Part {
    key: &'static str,
    fault: &'static str,
    help: &'static str,
    state: State,
}

enum State {
    Known,
    Missing(Span),
    Unstated,
}

fn parts(outbox: &Outbox) -> [Part; 4] {
    let words = |stated: &Option<Spanned<String>>| match stated {
        None => State::Unstated,
        Some(stated) if stated.value == "none" => State::Missing(stated.span),
        Some(_) => State::Known,
    };
    let relay = outbox.relay.as_ref();
    let publishes = relay.map_or(State::Unstated, |relay| match relay.value {
        Relay::None => State::Missing(relay.span),
        Relay::Polling | Relay::LogTailing => State::Known,
    });
    // A database's log has the order of the commits. Where nothing publishes there is none to keep.
    let order = match relay.map(|relay| relay.value) {
        Some(Relay::LogTailing | Relay::None) => State::Known,
        Some(Relay::Polling) | None => words(&outbox.ordered_by),
    };
    let watched = outbox.monitor.as_ref().map_or(State::Unstated, |watched| {
        if watched.value.0.is_empty() { State::Missing(watched.span) } else { State::Known }
    });
    [
        Part {
            key: "relay",
            fault: "nothing publishes what is in it",
            help: "run a polling publisher, or read the database's log",
            state: publishes,
        },
        Part {
            key: "ordered_by",
            fault: "the relay keeps no order",
            help: "publish in the order of a column that grows with each write",
            state: order,
        },
        Part {
            key: "cleanup",
            fault: "nothing removes what is published",
            help: "delete published rows, such as those older than 7 days",
            state: words(&outbox.cleanup),
        },
        Part {
            key: "monitor",
            fault: "nothing shows that the relay is behind",
            help: "alert on the age of the oldest row that is not published",
            state: watched,
        },
    ]
}
