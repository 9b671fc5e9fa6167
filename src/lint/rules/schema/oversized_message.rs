//! # What it finds
//! A message that its topic would refuse: the largest example and half as much again is larger than the
//! topic takes, or the schema allows a text that alone is. Sizes are bytes of JSON without blanks;
//! events whose schema is Avro or Protocol Buffers are not judged.
//!
//! # Why it matters
//! The publish fails, and only for the largest orders, customers or files: rarely, and never in a test.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema:
//!   type: object
//!   required: [orderId, invoice]
//!   properties:
//!     orderId: { type: string }
//!     invoice: { type: string, maxLength: 5000000 }
//! examples: [{ orderId: A-1001, invoice: A-1 }]
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
//! schema:
//!   type: object
//!   required: [orderId, invoiceUrl]
//!   properties:
//!     orderId: { type: string }
//!     invoiceUrl: { type: string, maxLength: 2000 }
//! examples: [{ orderId: A-1001, invoiceUrl: A-1 }]
//! ```
//!
//! # When to allow it
//! The producer compresses what it sends, and it is known how much that saves.
//!
//! # Source
//! The topic settings of Apache Kafka and the quotas of each broker. The remedy is the claim check of
//! Hohpe and Woolf's *Enterprise Integration Patterns*.

use serde_json::Value;

use crate::catalog::Catalog;
use crate::catalog::event::{Event, EventVersion};
use crate::catalog::setting::{self, Known};
use crate::catalog::topic::Topic;
use crate::document::kinds::event::Status;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "oversized-message",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("oversized_message.rs"),
    check: Check::Event(check),
};

/// How deep a schema is searched.
const DEEPEST: usize = 12;

fn check(study: &Study) -> Each<'_, Event> {
    let catalog = &study.catalog;
    // Many events share a topic, so each topic's limit is asked for once.
    let topics = catalog.topics.rows().iter();
    let limits: Vec<Option<Known>> = topics.map(|topic| limit(catalog, topic)).collect();
    Each::by(move |event| {
        let version = scope::live(event)?.newest();
        let tightest = event.topics.iter().filter_map(|carrier| {
            let known = limits[carrier.topic.index()].as_ref()?;
            Some((known.amount, known, &catalog.topics[carrier.topic]))
        });
        let (_, known, topic) = tightest.min_by_key(|(amount, ..)| *amount)?;
        let is_draft = version.status == Status::Draft;
        judge(event, version, topic, known).filter(|_| !is_draft)
    })
}

/// The smallest of what bounds a message of the topic.
fn limit(catalog: &Catalog, topic: &Topic) -> Option<Known> {
    let settings = catalog.product(topic)?.largest;
    let known = settings.iter().filter_map(|one| setting::of_topic(catalog, topic, one));
    known.min_by_key(|known| known.amount)
}

fn judge(event: &Event, version: &EventVersion, topic: &Topic, known: &Known) -> Option<Opinion> {
    let most = known.amount.number()?;
    let payload = version.payload.as_ref()?;
    if payload.contract.language.name != "json-schema" {
        return None;
    }
    let subjects = vec![event.subject(), topic.subject()];
    let takes = || format!("`{}` takes {} (`{}`)", topic.id, known.words(), known.setting.name);
    let told = |message: String, label: String| {
        let finding = Finding { level: Level::Warn, ..RULE.fault(version.span, message) };
        let help = "store the large part, and publish a reference to it (a claim check)";
        let finding = finding.label(label).help(match known.reached() {
            Some(_) => help.to_owned(),
            None => format!("{help}; or raise the topic's limit"),
        });
        match known.stated() {
            Some(span) => finding.relate(span, "so much it takes"),
            None => finding,
        }
    };
    if let Some((length, path)) = longest(&payload.schema, most, 1, 0) {
        let message = format!(
            "`{}` v{} allows {length} characters in `{path}`, and {}",
            event.id,
            version.version,
            takes()
        );
        return Some(fault(
            told(message, "its schema allows what is refused".to_owned()),
            subjects,
        ));
    }
    let Some(largest) = version.examples.iter().map(|example| size(example, most)).max() else {
        let what = "no example shows how large a message is";
        return Some(RULE.unknown(subjects, version.span, what));
    };
    let expected = largest.saturating_add(largest / 2);
    if expected > most {
        let message = format!(
            "`{}` v{} has an example of {largest} bytes, which leaves no room for one half as \
             large again, and {}",
            event.id,
            version.version,
            takes()
        );
        return Some(fault(told(message, format!("{largest} bytes of JSON")), subjects));
    }
    let evidence = "examples with room below the limit of their topic";
    let detail = format!("{largest} of {most} bytes");
    Some(RULE.pass_with(subjects, version.span, evidence, detail))
}

/// The bytes of an example without blanks between them. One that is small enough with them is not
/// read again.
fn size(example: &str, most: u64) -> u64 {
    let written = example.len() as u64;
    if written.saturating_add(written / 2) <= most {
        return written;
    }
    let value: Option<Value> = serde_json::from_str(example).ok();
    value.map_or(written, |value| value.to_string().len() as u64)
}

/// The longest text over a limit that the schema surely allows in one place, and its path. What is
/// combined or referred to, and texts of a certain form, may be shorter than they seem, so they do
/// not count.
fn longest(schema: &Value, most: u64, times: u64, depth: usize) -> Option<(u64, String)> {
    const NARROWER: [&str; 12] = [
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "enum",
        "const",
        "pattern",
        "format",
        "dependentSchemas",
        "contentEncoding",
    ];
    let schema = schema.as_object()?;
    if depth > DEEPEST {
        return None;
    }
    // A schema has few keywords: to compare them is faster than to look one up.
    let get =
        |keyword: &str| schema.iter().find(|(key, _)| *key == keyword).map(|(_, value)| value);
    let number = |keyword: &str| get(keyword).and_then(Value::as_u64);
    let own = match get("type").and_then(Value::as_str) {
        Some("string") => number("maxLength").map(|length| length.saturating_mul(times)),
        _ => None,
    };
    let own = own.filter(|length| *length > most).map(|length| (length, String::new()));
    let items = get("items").and_then(|items| {
        let times = times.saturating_mul(number("maxItems").unwrap_or(1));
        let (length, path) = longest(items, most, times, depth + 1)?;
        Some((length, format!("[]{path}")))
    });
    let fields = get("properties").and_then(Value::as_object);
    let fields = fields.into_iter().flatten().filter_map(|(name, field)| {
        let (length, path) = longest(field, most, times, depth + 1)?;
        let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        Some((length, format!("{name}{dot}{path}")))
    });
    let longest = own.into_iter().chain(items).chain(fields).max_by_key(|(length, _)| *length);
    longest.filter(|_| !schema.keys().any(|key| NARROWER.contains(&key.as_str())))
}
