//! # What it finds
//! A consumer of which it is known that nobody is told when it falls behind: `alerts: none`, or
//! alerts of which each is about something else, such as errors.
//!
//! # Why it matters
//! A consumer that hangs raises no error. Messages wait, and the first to see it is a customer. Of
//! a broker that deletes what is too old it is worse: what was not read in time is lost.
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
//!     alerts: none
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
//!     alerts: [{ on: lag, over: 1000, for: 5m }]
//! ```
//!
//! # When to allow it
//! A message that is late for a day harms nobody, and the reason says so.
//!
//! # Source
//! The monitoring sections of the brokers' own documentation: consumer lag in that of Kafka,
//! `messages_ready` in that of RabbitMQ, `ApproximateAgeOfOldestMessage` in that of SQS,
//! `num_pending` in that of NATS JetStream.

use crate::catalog::subscription::Subscription;
use crate::catalog::topic::Topic;
use crate::document::parts::monitor::Monitor;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unmonitored-lag",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unmonitored_lag.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    let topics = study.catalog.topics.rows().iter();
    let by_topic: Vec<Option<&Monitor>> = topics.map(watching).collect();
    Each::by(move |consumer: &Subscription| {
        // Whoever watches the topic that is read sees the same.
        let watched = consumer.topics.iter().find_map(|key| by_topic[key.index()]);
        Some(judge(study, consumer, watched))
    })
}

fn judge(study: &Study, subscription: &Subscription, watched: Option<&Monitor>) -> Opinion {
    let subjects = scope::consumer_subjects(subscription);
    let Some(alerts) = &subscription.stated.alerts else {
        return match watched {
            Some(monitor) => passed(subjects, monitor),
            None => {
                let what = "whether somebody is told when the consumer falls behind (`alerts`)";
                RULE.unknown(subjects, subscription.span, what)
            }
        };
    };
    let own = alerts.value.0.iter().find(|monitor| shows_lag(monitor));
    if let Some(monitor) = own.or(watched) {
        return passed(subjects, monitor);
    }
    if let Some(other) = alerts.value.0.iter().find(|monitor| !is_of_failures(monitor)) {
        let what = format!("whether an alert on `{}` shows that it is behind", other.on.value);
        return RULE.unknown(subjects, other.on.span, what);
    }
    let who = scope::consumer_words(&study.catalog, subscription);
    let on: Vec<String> =
        alerts.value.0.iter().map(|monitor| format!("`{}`", monitor.on.value)).collect();
    let rest = match on.is_empty() {
        true => "may fall behind, and no alert tells anybody".to_owned(),
        false => format!("may fall behind: its alerts are on {} alone", on.join(" and ")),
    };
    let finding = RULE
            .fault(alerts.span, format!("{who} {rest}"))
            .label("known to be missing")
            .help("alert on the lag, or better on the age of the oldest message: `{ on: lag, over: 1000, for: 5m }`");
    fault(finding, subjects)
}

/// The monitor of a topic that shows how many messages wait.
fn watching(topic: &Topic) -> Option<&Monitor> {
    let mut monitors = topic.stated.monitor.iter().flat_map(|stated| &stated.value.0);
    monitors.find(|monitor| shows_lag(monitor))
}

fn passed(subjects: Subjects, monitor: &Monitor) -> Opinion {
    let over = monitor.over.as_ref().map(|over| format!(" over {}", over.0));
    let detail = format!("{}{}", monitor.on.value, over.unwrap_or_default());
    RULE.pass_with(subjects, monitor.on.span, "an alert when it falls behind", detail)
}

/// The words of metrics by which it is seen that messages wait.
const WAITING: [&str; 24] = [
    "age",
    "available",
    "backlog",
    "behind",
    "delay",
    "delayed",
    "depth",
    "lag",
    "late",
    "latency",
    "length",
    "messages",
    "offset",
    "oldest",
    "outstanding",
    "pending",
    "queue",
    "ready",
    "size",
    "stuck",
    "unacked",
    "undelivered",
    "unprocessed",
    "waiting",
];

/// The words of metrics that a consumer which hangs does not move.
const FAILING: [&str; 13] = [
    "cpu",
    "crashes",
    "dead",
    "dlq",
    "error",
    "errors",
    "exception",
    "exceptions",
    "failed",
    "failure",
    "failures",
    "memory",
    "restarts",
];

fn shows_lag(monitor: &Monitor) -> bool {
    let words = words(&monitor.on.value);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    has(&WAITING) && !has(&FAILING)
}

fn is_of_failures(monitor: &Monitor) -> bool {
    words(&monitor.on.value).iter().any(|word| FAILING.contains(&word.as_str()))
}

/// The words of a metric's name: `records-lag-max`, `num_pending`, `ApproximateAgeOfOldestMessage`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_is_small = false;
    for character in name.chars() {
        if !character.is_alphanumeric() || character.is_uppercase() && before_is_small {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
        before_is_small = character.is_lowercase();
    }
    words
}
