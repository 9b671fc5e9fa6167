//! # What it finds
//! Money as a number with a fraction, and an id that may be larger than 2^53 as a number. `price`,
//! `cost`, `fee` and `salary` are money; `amount`, `total` and their like are where the payload has
//! a currency.
//!
//! # Why it matters
//! JSON readers hold numbers as IEEE 754 doubles: 0.1 + 0.2 is not 0.3, and the id 9007199254740993
//! arrives as 9007199254740992, which is another order.
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
//!   properties: { orderId: { type: string }, amount: { type: number }, currency: { type: string } }
//! examples: [{ orderId: A-1, amount: 12.5, currency: EUR }]
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
//!   properties: { orderId: { type: string }, amount: { type: string }, currency: { type: string } }
//! examples: [{ orderId: A-1, amount: "12.50", currency: EUR }]
//! ```
//!
//! # When to allow it
//! All clients read numbers into decimals, and this is tested.
//!
//! # Source
//! RFC 8259, section 6, on the range and precision that readers of JSON can be relied on for;
//! Martin Fowler, *Patterns of Enterprise Application Architecture*, Money.

use crate::catalog::event::Event;
use crate::catalog::field::{self, Field};
use crate::catalog::place;
use crate::compat::answer::{Place, Spot};
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{scope, words};
use crate::pointer;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "inexact-number",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("inexact_number.rs"),
    check: Check::Event(check),
};

/// Last words of names that are money in any payload.
const MONEY: [&str; 5] = ["price", "cost", "fee", "salary", "wage"];

/// Last words of names that are money beside a currency.
const MONEY_BESIDE_CURRENCY: [&str; 8] =
    ["amount", "total", "subtotal", "tax", "discount", "balance", "charge", "refund"];

/// 2^53: from here on doubles leave integers out.
const LARGEST_EXACT: u64 = 1 << 53;

fn check(study: &Study) -> Each<'_, Event> {
    Each::by(|event| judge(study, scope::live(event)?))
}

fn judge(study: &Study, event: &Event) -> Option<Opinion> {
    let version = event.newest();
    let payload = version.payload.as_ref()?;
    // Few fields are numbers that may be rounded, and only their names are read.
    if !field::all(&payload.fields).any(|field| is_fraction(field) || is_large(field)) {
        return None;
    }
    let fields: Vec<&Field> = field::all(&payload.fields).collect();
    let last = |field: &Field| words::words(&field.name).pop().unwrap_or_default();
    let currency = fields.iter().any(|field| last(field) == "currency");
    let is_json = payload.contract.language.name == "json-schema";
    let found: Vec<(&str, Reason)> = fields
        .iter()
        .filter_map(|field| {
            let (path, last) = (field.path.as_str(), last(field));
            let word = last.as_str();
            let money = MONEY.contains(&word) || currency && MONEY_BESIDE_CURRENCY.contains(&word);
            if money && is_fraction(field) {
                Some((path, Reason::Money))
            } else {
                (is_json && word == "id" && is_large(field)).then_some((path, Reason::Large))
            }
        })
        .collect();
    let (path, _) = found.first()?;
    let message = message(&event.id, &found);
    let language = payload.contract.language.name;
    // A field of an Avro record is found by its number, not by its name: the file is the place.
    let at = if is_json { Spot::Pointer(pointer_to(path)) } else { Spot::default() };
    let schema = place::span(&study.sources, payload, &Place { file: String::new(), at });
    let finding = RULE.fault(version.span, message).relate(schema, "its schema");
    let finding = finding.help(match language {
        "avro" => "write it as `bytes` with `logicalType: decimal`, in the next major version",
        "protobuf" => "write it as a `string`, in the next major version",
        _ => "write it as text: `type: string`, in the next major version",
    });
    Some(fault(finding, event.subjects()))
}

/// Why readers round a number.
#[derive(Clone, Copy, PartialEq)]
enum Reason {
    Money,
    Large,
}

/// Names all fields, those that are rounded for the same reason together.
fn message(event: &str, found: &[(&str, Reason)]) -> String {
    if let [(path, reason)] = found {
        let why = match reason {
            Reason::Money => "which is money",
            Reason::Large => "which may be over 2^53",
        };
        return format!("`{event}` has `{path}` as a number, {why}: readers round it");
    }
    let mut told = Vec::new();
    for (reason, why) in [(Reason::Money, "money"), (Reason::Large, "may be over 2^53")] {
        let fields = found.iter().filter(|(_, why)| *why == reason);
        let names: Vec<String> = fields.map(|(path, _)| format!("`{path}`")).collect();
        if !names.is_empty() {
            told.push(format!("{} ({why})", names.join(", ")));
        }
    }
    format!("`{event}` has numbers that readers round: {}", told.join("; "))
}

/// Where a field of JSON Schema stands if no reference leads there: else the nearest place is shown.
fn pointer_to(path: &str) -> String {
    let steps = path.split('.').map(|name| {
        let lists = name.matches("[]").count();
        let name = pointer::escaped(name.trim_end_matches("[]"));
        format!("/properties/{name}{}", "/items".repeat(lists))
    });
    steps.collect()
}

fn is_fraction(field: &Field) -> bool {
    let mut kinds = field.kinds();
    let is_number = |kind: &str| kind.starts_with("number") || kind.starts_with("list of number");
    // What may be written as text too is written as text by those who care.
    field.values.is_empty()
        && kinds.clone().any(is_number)
        && !kinds.any(|kind| kind.starts_with("string"))
}

fn is_large(field: &Field) -> bool {
    let long = ["integer (int64)", "integer (uint64)"].contains(&field.kind.as_str());
    let most = || {
        let most = field.limits.iter().find_map(|limit| limit.strip_prefix("at most "));
        most.and_then(|most| most.parse::<u64>().ok())
    };
    let is_integer = field.kind == "integer";
    long || is_integer && most().is_some_and(|most| most > LARGEST_EXACT)
}
