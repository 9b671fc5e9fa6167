//! # What it finds
//! A consumer that acknowledges a message before its effect: `guarantee: at-most-once`, or a setting of the
//! client that does so, where the handler writes a store or has other effects and no `why` says that it may.
//!
//! # Why it matters
//! A crash between the acknowledgement and the effect loses the effect. The broker counts the message as
//! handled, and no log says otherwise.
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
//!     guarantee: at-most-once
//!     writes: [payments-db]
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
//!     guarantee: at-most-once
//!     writes: [payments-db]
//!     why: It counts visits, and a lost one is nothing.
//! ```
//!
//! # When to allow it
//! Say by `why` what a lost message is worth: then it is no finding.
//!
//! # Source
//! The documentation of RabbitMQ, "Consumer Acknowledgements and Publisher Confirms", on automatic
//! acknowledgement; the file `CONFIGURATION.md` of librdkafka on `enable.auto.offset.store`; AMQP 0-9-1 on
//! `no-ack`.

use crate::catalog::Catalog;
use crate::catalog::subscription::Subscription;
use crate::document::parts::subscription::{Guarantee, Setting};
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "early-acknowledgement",
    concern: Concern::LostEvents,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("early_acknowledgement.rs"),
    check: Check::Consumer(check),
};

/// Settings by which a broker forgets a message when it has sent it, in lower case and without
/// separators: of amqplib, lapin, pika, Bunny and the Java client.
const FORGETS_AT_ONCE: [&str; 2] = ["noack", "autoack"];

/// The clients on librdkafka: they note a record as handled when they hand it to the program.
const ON_LIBRDKAFKA: [&str; 5] =
    ["node-rdkafka", "confluent-kafka", "confluent-kafka-python", "rdkafka", "Confluent.Kafka"];

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let stated = &consumer.stated;
    if stated.writes.is_empty() && stated.effects.is_empty() {
        return None;
    }
    let (span, reason) = early(catalog, consumer)?;
    let subjects = scope::consumer_subjects(consumer);
    if let Some(why) = stated.why.as_ref().filter(|why| !why.trim().is_empty()) {
        let evidence = "a lost message is accepted, with its reason";
        return Some(RULE.pass_with(subjects, span, evidence, why.trim()));
    }
    let who = scope::consumer_words(catalog, consumer);
    let message = format!("{who} acknowledges a message before its effect: {reason}");
    let label = "acknowledge after the effect, or say by `why` that a lost message is nothing";
    let stores = stated.writes.iter().map(|store| store.span);
    let effects = stated.effects.iter().filter_map(|effect| Some(effect.calls.as_ref()?.span));
    let finding = RULE.fault(span, message).label(label);
    let finding = stores
        .chain(effects)
        .fold(finding, |finding, span| finding.relate(span, "lost where it crashes before this"));
    Some(fault(finding, subjects))
}

/// What says that a message is acknowledged before its effect, and in which words.
fn early(catalog: &Catalog, consumer: &Subscription) -> Option<(Span, String)> {
    if let Some(guarantee) = &consumer.stated.guarantee
        && guarantee.value == Guarantee::AtMostOnce
    {
        return Some((guarantee.span, "its guarantee is at-most-once".to_owned()));
    }
    let mut all = settings(catalog, consumer);
    let on = |name: &str| all.clone().find(|(known, _)| *known == name).map(|(_, setting)| setting);
    let commits = on("enable.auto.commit");
    let stores = on("enable.auto.offset.store").is_none_or(|setting| setting.0.value != "false");
    let forgets = all.find(|(name, setting)| {
        let letters = name.rsplit('.').next().unwrap_or(name).chars();
        let plain = || letters.filter(|c| c.is_alphanumeric()).collect::<String>();
        setting.0.value == "true" && FORGETS_AT_ONCE.contains(&plain().to_lowercase().as_str())
    });
    let client = consumer.stated.client.as_ref().map(|client| client.value.as_str());
    let commits =
        commits.filter(|_| stores && client.is_some_and(|client| ON_LIBRDKAFKA.contains(&client)));
    let commits = commits.map(|setting| ("enable.auto.commit", setting));
    let (name, setting) = forgets.or(commits)?;
    (setting.0.value == "true").then(|| (setting.0.span, format!("`{name}` is true")))
}

/// The settings of a consumer's client: its own, then those of the client on its broker.
fn settings<'a>(
    catalog: &'a Catalog,
    consumer: &'a Subscription,
) -> impl Iterator<Item = (&'a str, &'a Setting)> + Clone {
    let own = &consumer.stated.settings;
    let broker = consumer.topics.iter().find_map(|topic| catalog.topics[*topic].broker);
    let client = consumer.stated.client.as_ref();
    let shared = broker
        .zip(client)
        .and_then(|(broker, client)| catalog.brokers[broker].stated.clients.get(&client.value));
    let shared = shared.into_iter().flat_map(|client| &client.settings);
    let all = own.iter().chain(shared.filter(|(name, _)| !own.contains_key(*name)));
    all.map(|(name, setting)| (name.as_str(), setting))
}
