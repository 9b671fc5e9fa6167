//! # What it finds
//! A consumer whose group begins at the beginning of the topic, or at a time that is past, and that
//! does something outside its stores with `idempotency_key: none`.
//!
//! # Why it matters
//! The group starts with everything that the topic still keeps. A mail is sent and a card is
//! charged for events of last week, which another group may have answered long ago.
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     start_from: beginning
//!     effects: [{ idempotency_key: none, description: sends a mail }]
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     start_from: now
//!     effects: [{ idempotency_key: none, description: sends a mail }]
//! ```
//!
//! # When to allow it
//! What the topic keeps has to have its effect, such as on the first day of a service that replaces
//! nothing.
//!
//! # Source
//! The setting `auto.offset.reset` of Kafka's consumer configuration and the deliver policy of NATS
//! JetStream consumers: both decide what a group that is new reads first.

use crate::catalog::subscription::Subscription;
use crate::document::parts::subscription::Effect;
use crate::document::values::date::Date;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "effects-from-beginning",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("effects_from_beginning.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    let acts = |consumer: &Subscription| !consumer.stated.effects.is_empty();
    Each::by(move |consumer| acts(consumer).then(|| judge(study, consumer)))
}

fn judge(study: &Study, subscription: &Subscription) -> Opinion {
    let catalog = &study.catalog;
    let subjects = scope::consumer_subjects(subscription);
    let effects = &subscription.stated.effects;
    let key = |effect: &Effect| effect.idempotency_key.as_ref().map(|key| key.value != "none");
    let bare = effects.iter().find(|effect| key(effect) == Some(false));
    let all_keyed = effects.iter().all(|effect| key(effect) == Some(true));
    let Some(from) = &subscription.stated.start_from else {
        return match all_keyed {
            true => keyed(subjects, subscription.span),
            false => {
                let what = "where a new group begins (`start_from`), whose handler acts outside its stores";
                RULE.unknown(subjects, subscription.span, what)
            }
        };
    };
    match (begins(&from.value, study.today), bare) {
        (Some(Begin::Now), _) => {
            let detail = from.value.clone();
            RULE.pass_with(subjects, from.span, "a new group does not act on what is past", detail)
        }
        (Some(Begin::Past), None) if all_keyed => keyed(subjects, from.span),
        (Some(Begin::Past), None) => {
            let what = "the key that tells whoever is called a repeated call is not stated";
            RULE.unknown(subjects, from.span, what)
        }
        (Some(Begin::Past), Some(effect)) => {
            let who = scope::consumer_words(catalog, subscription);
            let what = effect.description.as_deref().or(subscription.stated.action.as_deref());
            let what = what.map(|words| format!(" ({words})")).unwrap_or_default();
            let message = format!(
                "{who} begins at `{}`, and acts outside its stores without an idempotency key{what}",
                from.value
            );
            let finding = RULE.fault(from.span, message).label("all that is kept has its effect");
            let finding = match &effect.calls {
                Some(calls) => finding.relate(calls.span, "called for each message"),
                None => finding,
            };
            let help = "begin with `start_from: now`, or hand the callee a key by which it knows a repeated call";
            fault(finding.help(help), subjects)
        }
        (None, _) => {
            let what =
                format!("whether a group that begins at `{}` reads what is past", from.value);
            RULE.unknown(subjects, from.span, what)
        }
    }
}

fn keyed(subjects: Subjects, span: Span) -> Opinion {
    RULE.pass(subjects, span, "whoever is called knows a repeated call by its key")
}

/// Where a new group begins.
enum Begin {
    Now,
    Past,
}

/// Where a text says that a group begins; none where it cannot be told. Of a time the day counts.
fn begins(text: &str, today: Date) -> Option<Begin> {
    match text.trim() {
        "now" => Some(Begin::Now),
        "beginning" => Some(Begin::Past),
        time => {
            let day: Date = time.get(..10)?.parse().ok()?;
            Some(if day < today { Begin::Past } else { Begin::Now })
        }
    }
}
