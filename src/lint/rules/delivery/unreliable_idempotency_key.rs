//! # What it finds
//! A consumer that knows a duplicate by a field that is not in every message: it is no field of the event,
//! it is not required, or the broker makes it anew (`offset`, `deliveryTag`, `receiptHandle`). That messages
//! have a field of the envelope, such as `eventId`, is known only where a document `envelope` says so.
//!
//! # Why it matters
//! A message without the key passes as new, or fails for ever. An offset is the place of a record and not
//! its name: replayed from a dead-letter queue, the same message has another one.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: orderNumber, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: orderId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # When to allow it
//! A layer below the handler adds the field, so that no schema of the catalog has it.
//!
//! # Source
//! The pattern Idempotent Receiver in Hohpe and Woolf, *Enterprise Integration Patterns*. The documentation
//! of Amazon SQS says of the receipt handle, and AMQP 0-9-1 of the delivery tag, that each delivery has its
//! own.

use crate::catalog::subscription::Subscription;
use crate::document::parts::idempotency::Strategy;
use crate::document::spanned::Spanned;
use crate::finding::Level;
use crate::finding::Subjects;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::fields::{self, Presence};
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope::{self, ConsumerWords};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreliable-idempotency-key",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unreliable_idempotency_key.rs"),
    check: Check::Consumer(check),
};

/// What brokers and clients make anew for each delivery, in lower case and without separators.
const MADE_ANEW: [&str; 3] = ["offset", "deliverytag", "receipthandle"];

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| {
        let consumer = scope::repeated(consumer)?;
        let stated = consumer.stated.idempotency.as_ref()?;
        let key = stated.key.as_ref().filter(|_| stated.strategy.value != Strategy::None)?;
        Some(judge(study, consumer, key))
    })
}

fn judge(study: &Study, consumer: &Subscription, key: &Spanned<String>) -> Opinion {
    let catalog = &study.catalog;
    let subjects = scope::consumer_subjects(consumer);
    let who = scope::consumer_words(catalog, consumer);
    let versions = fields::read_by(catalog, consumer);
    let presence = fields::presence(catalog, versions.iter().copied(), key);
    let is_field =
        matches!(presence, Presence::Certain | Presence::Declared | Presence::Uncertain(..));
    if is_made_anew(key) && !is_field {
        let message = format!(
            "{who} knows a duplicate by `{}`, which a replayed message has another one of",
            key.value
        );
        let finding =
            RULE.fault(key.span, message).label("use `eventId`, or a key of the business");
        return fault(finding, subjects);
    }
    if matches!(presence, Presence::Certain) && fields::is_assumed(catalog, &versions, key) {
        let what = format!("whether every message has `{}` (a document `envelope`)", key.value);
        return RULE.unknown(subjects, key.span, what);
    }
    let other = match catalog.envelope {
        Some(_) => "`eventId`",
        None => "a field of an envelope that a document `envelope` states",
    };
    lacking(presence, key, (who, other), subjects)
}

/// What is said of a key; `other` is what else a duplicate may be known by.
fn lacking(
    presence: Presence<'_>,
    key: &Spanned<String>,
    (who, other): (ConsumerWords<'_>, &str),
    subjects: Subjects,
) -> Opinion {
    let name = &key.value;
    match presence {
        Presence::Declared => {
            let evidence =
                "the key of a duplicate is declared, in a language that requires no field";
            RULE.pass_with(subjects, key.span, evidence, name)
        }
        Presence::Certain => {
            let evidence = "every message has the key of a duplicate";
            RULE.pass_with(subjects, key.span, evidence, name)
        }
        Presence::Unknown => {
            let what = format!("whether every message has `{name}` is not stated");
            RULE.unknown(subjects, key.span, what)
        }
        Presence::Uncertain(version, why) => {
            let message = format!("{who} knows a duplicate by `{name}`, which {why}");
            let label = format!("require it in the schema, or use {other}");
            let finding = RULE.fault(key.span, message).label(label);
            let what = format!("`{name}` {why} here");
            fault(finding.relate(version.span, what), subjects)
        }
        Presence::Absent(version) => {
            let (event, number) = (&version.stated.event.value, &version.version);
            let message = format!(
                "{who} knows a duplicate by `{name}`, which `{event}` {number} does not have"
            );
            let label = match fields::near(version, name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use a field of the payload, or {other}"),
            };
            let finding = RULE.fault(key.span, message).label(label);
            fault(finding.relate(version.span, "this event does not have it"), subjects)
        }
    }
}

fn is_made_anew(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name).to_lowercase();
    let plain: String = last.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    let plain = plain.strip_prefix('x').unwrap_or(&plain);
    MADE_ANEW.contains(&plain) || MADE_ANEW.contains(&plain.trim_start_matches("kafka"))
}
