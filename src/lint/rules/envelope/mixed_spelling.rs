//! # What it finds
//! One field that is spelt in two ways within a catalog: `orderId` in one payload and `order_id` in
//! another. Only payloads in one language of schemas are compared, and the names of a catalog are
//! one finding.
//!
//! # Why it matters
//! Consumers that join two events write the name twice, once of them wrong, and JSON says nothing:
//! the field is simply not there.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { orderId: { type: string } }
//! examples: [{ orderId: A-1 }]
//! ---
//! event: OrderPacked
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { order_id: { type: string } }
//! examples: [{ order_id: A-1 }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { orderId: { type: string } }
//! examples: [{ orderId: A-1 }]
//! ---
//! event: OrderPacked
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { orderId: { type: string } }
//! examples: [{ orderId: A-1 }]
//! ```
//!
//! # When to allow it
//! Some events are published by a product that spells otherwise.
//!
//! # Source
//! The property name guidelines of the Google JSON Style Guide and of the Zalando RESTful API and
//! Event Guidelines: one form for all names, whichever it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::event::Event;
use crate::catalog::field::{self, Field};
use crate::compat::languages::LANGUAGES;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{scope, words};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mixed-spelling",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("mixed_spelling.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for language in LANGUAGES {
        let mut names = Names::default();
        for event in study.catalog.events.rows().iter().filter(|event| scope::is_live(event)) {
            let payload = event.newest().payload.as_ref();
            let payload = payload.filter(|one| one.contract.language.name == language.name);
            payload.into_iter().for_each(|payload| count(&payload.fields, event, &mut names));
        }
        opinions.extend(judge(&names));
    }
    opinions
}

/// Each name as it is spelt, with the first event that has it and how many fields there are.
type Names<'a> = HashMap<&'a str, (&'a Event, usize)>;

fn count<'a>(fields: &'a [Field], event: &'a Event, names: &mut Names<'a>) {
    for field in field::all(fields) {
        names.entry(&field.name).or_insert((event, 0)).1 += 1;
    }
}

fn judge(names: &Names<'_>) -> Option<Opinion> {
    let mut fields: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    let sorted: BTreeSet<&str> = names.keys().copied().collect();
    for name in sorted {
        fields.entry(words::words(name)).or_default().push(name);
    }
    let several = fields.iter().filter(|(words, spelt)| words.len() > 1 && spelt.len() > 1);
    let several: Vec<&Vec<&str>> = several.map(|(_, spelt)| spelt).collect();
    let first = several.first()?;
    // Of two that are as frequent, the one that is written as most names are is the usual one.
    let alike = |name: &str| names.keys().filter(|one| is_snake(one) == is_snake(name)).count();
    let common = first.iter().max_by_key(|name| (names[*name].1, alike(name)))?;
    let rare = first.iter().rev().find(|name| *name != common)?;
    let ((usual, often), (other, seldom)) = (names[common], names[rare]);
    let more = match several.len() {
        1 => String::new(),
        count => format!(", and {} more fields are spelt in two ways", count - 1),
    };
    let message = format!(
        "`{rare}` of `{}` ({}) is `{common}` in `{}` ({}){more}",
        other.id,
        times(seldom),
        usual.id,
        times(often)
    );
    let finding = RULE.fault(other.newest().span, message);
    let finding = finding.relate(usual.newest().span, format!("here it is `{common}`"));
    let finding = finding.help("choose one spelling for all payloads, in their next major version");
    Some(fault(finding, vec![other.subject(), usual.subject()]))
}

fn is_snake(name: &str) -> bool {
    name.contains('_')
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}
