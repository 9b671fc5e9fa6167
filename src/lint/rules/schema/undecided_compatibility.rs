//! # What it finds
//! A version of an event of which it could be shown neither that it reads what the one before wrote, and
//! the other way round, nor a payload that it does not read. What is in the way is named with its place.
//!
//! # Why it matters
//! A proof that was not found is no proof. The change may break somebody, and somebody has to look.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1.0
//! schema:
//!   type: object
//!   properties:
//!     coupon: { type: string, pattern: "^[A-Z0-9]{8}(?<!X)$" }
//! ---
//! event: OrderPlaced
//! version: 1.1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema:
//!   type: object
//!   properties:
//!     coupon: { type: string, pattern: "^[0-9A-Z]{8}(?<!X)$" }
//! examples: [{ coupon: SPRING26 }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1.0
//! schema:
//!   type: object
//!   properties:
//!     coupon: { type: string, pattern: "^[A-Z0-9]{8}$" }
//! ---
//! event: OrderPlaced
//! version: 1.1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema:
//!   type: object
//!   properties:
//!     coupon: { type: string, pattern: "^[0-9A-Z]{8}$" }
//! examples: [{ coupon: SPRING26 }]
//! ```
//!
//! # When to allow it
//! Somebody has compared both schemas by hand, and the reason says what was found.
//!
//! # Source
//! The terms backward and forward are those of schema registries. That every message of the one schema
//! is one of the other is proved by schema inclusion, and a break is shown by a payload.

use crate::catalog::payload::Payload;
use crate::catalog::place;
use crate::changes::told;
use crate::compat::answer::Obstacle;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::steps::{self, Judged, Verdict};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "undecided-compatibility",
    concern: Concern::Compatibility,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("undecided_compatibility.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let judged = steps::judged(study);
    let undecided = judged.iter().filter_map(|judged| match judged.verdict {
        Verdict::Undecided { backward, forward } => undecided(study, judged, backward, forward),
        _ => None,
    });
    undecided.collect()
}

fn undecided(
    study: &Study,
    judged: &Judged<'_>,
    backward: Option<&Obstacle>,
    forward: Option<&Obstacle>,
) -> Option<Opinion> {
    let (older, newer) = (&judged.older.version, &judged.newer.version);
    let open = match (backward, forward) {
        (Some(_), Some(_)) => format!("{older} and {newer} read each other's messages"),
        (Some(_), None) => format!("{newer} reads what {older} wrote"),
        _ => format!("{older} reads what {newer} writes"),
    };
    // New code reads in one direction, old code in the other. What stands in the newer version can
    // still be changed.
    let sides = backward.map(|one| (one, one.in_reader)).into_iter();
    let sides = sides.chain(forward.map(|one| (one, !one.in_reader)));
    let (obstacle, in_newer) = sides.max_by_key(|(_, in_newer)| *in_newer)?;
    let event = &judged.event.id;
    let message = format!("whether `{event}` {open} is undecided: {}", obstacle.reason);
    let (old, new) = judged.older.payload.as_ref().zip(judged.newer.payload.as_ref())?;
    let there = place::span(&study.sources, if in_newer { new } else { old }, &obstacle.place);
    let start = |payload: &Payload| place::span(&study.sources, payload, &Default::default());
    let what = "this is in the way of a proof";
    let finding = match in_newer {
        true => RULE
            .fault(there, message)
            .label(what)
            .relate(start(old), format!("compared with {older}")),
        false => RULE.fault(start(new), message).relate(there, what),
    };
    let asked = told::asked(&study.catalog, &judged.evolution.terms);
    let help =
        format!("compare both by hand, or say it without what is in the way; asked is {asked}");
    Some(fault(finding.help(help), vec![judged.event.subject()]))
}
