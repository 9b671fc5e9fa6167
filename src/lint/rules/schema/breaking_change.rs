//! # What it finds
//! A version of an event that breaks the one before it: new code cannot read old messages, or old
//! code cannot read new ones, whichever the mode asks for, and a payload shows it. An error where a
//! consumer reads both versions and depends on what breaks, by its `versions` and its `fields`; a
//! warning where none does. A new major version may break, unless a consumer reads every version.
//!
//! # Why it matters
//! Producers and consumers are deployed at different times, and old events are replayed. Both sides must
//! read what the other writes.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1.0
//! schema:
//!   type: object
//!   properties:
//!     orderId: { type: string }
//!     items: { type: array, items: { type: string } }
//! ---
//! event: OrderPlaced
//! version: 1.1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   properties:
//!     orderId: { type: string }
//!     items: { type: array, items: { type: object, properties: { sku: { type: string } } } }
//! examples: [{ orderId: A-1, items: [{ sku: TNT-20411 }] }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1.0
//! status: deprecated
//! deprecation: { since: 2026-11-01, sunset: 2027-03-01, replaced_by: OrderPlaced@2.0 }
//! schema:
//!   type: object
//!   properties:
//!     orderId: { type: string }
//!     items: { type: array, items: { type: string } }
//! ---
//! event: OrderPlaced
//! version: 2.0
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     versions: ^1
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   properties:
//!     orderId: { type: string }
//!     items: { type: array, items: { type: object, properties: { sku: { type: string } } } }
//! examples: [{ orderId: A-1, items: [{ sku: TNT-20411 }] }]
//! ```
//!
//! # When to allow it
//! All consumers are known, and all of them are deployed in one step with the producer.
//!
//! # Source
//! The terms backward and forward are those of schema registries. That every message of the one schema
//! is one of the other is proved by schema inclusion, and a break is shown by a payload.

use crate::catalog::event::EventVersion;
use crate::catalog::place;
use crate::catalog::subscription::Subscription;
use crate::changes::{is_compared, shape, told};
use crate::compat::answer::Direction;
use crate::document::kinds::event::Status;
use crate::document::parts::compatibility::Mode;
use crate::finding::{Finding, Level, Subject, Subjects};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::steps::{self, Breaks, Judged, Verdict};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "breaking-change",
    concern: Concern::Compatibility,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("breaking_change.rs"),
    check: Check::Design(check),
};

/// So many causes of one step are shown; the others are counted.
const MOST_SHOWN: usize = 5;

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions: Vec<Opinion> = Vec::new();
    for judged in steps::judged(study) {
        let pass = |evidence: &'static str| {
            let (event, older, newer) =
                (judged.event, &judged.older.version, &judged.newer.version);
            let detail = format!("{} {older} and {newer}", event.id);
            RULE.pass_with(event.subjects(), judged.newer.span, evidence, detail)
        };
        match &judged.verdict {
            Verdict::Compatible => opinions.push(pass(told::held(judged.evolution.terms.mode))),
            Verdict::NewMajor => opinions.push(pass("a new major version")),
            Verdict::Breaks(breaks) => opinions.push(broken(study, &judged, breaks)),
            Verdict::Told | Verdict::Undecided { .. } => {}
        }
    }
    opinions.extend(not_compared(study));
    if opinions.is_empty() {
        let several = study.catalog.events.rows().iter().any(|event| event.versions.len() > 1);
        let reason =
            if several { "nothing is asked of versions" } else { "every event has one version" };
        opinions.push(Opinion::NotApplicable { reason: reason.to_owned() });
    }
    opinions
}

/// Events whose versions could not be compared: each is counted, or has nobody to break.
fn not_compared(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, evolution) in study.changes.iter() {
        let event = &study.catalog.events[key];
        if evolution.terms.mode == Mode::None {
            continue;
        }
        let in_use = |version: &&EventVersion| version.status != Status::Retired;
        let silent = event.versions.iter().filter(in_use).find(|version| !is_compared(version));
        if event.versions.iter().filter(in_use).count() < 2 {
            let evidence = "one version in use";
            opinions.push(RULE.pass(event.subjects(), event.span, evidence));
        } else if let Some(silent) = silent {
            let what = "the schema of a version";
            opinions.push(RULE.unknown(event.subjects(), silent.span, what));
        }
    }
    opinions
}

fn broken(study: &Study, judged: &Judged<'_>, breaks: &Breaks<'_>) -> Opinion {
    let consumers = services(study, breaks);
    let readers = readers(study, judged, breaks, &consumers);
    let level = match consumers.is_empty() || judged.is_draft() {
        true => Level::Warn,
        false => Level::Error,
    };
    let mut finding =
        Finding { level, ..RULE.fault(Span::default(), message(judged, breaks, &readers)) };
    let mut labels = labels(study, judged, breaks).into_iter();
    if let Some((span, text)) = labels.next() {
        finding.primary.span = span;
        finding = finding.label(text);
    }
    for (span, text) in labels {
        finding = finding.relate(span, text);
    }
    let services = consumers.into_iter().map(|name| Subject::new("service", name));
    let subjects: Subjects = [judged.event.subject()].into_iter().chain(services).collect();
    fault(finding.help(help(study, judged, breaks)), subjects)
}

/// The services of the consumers that break, each once.
fn services<'a>(study: &'a Study, breaks: &Breaks<'_>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for consumer in &breaks.consumers {
        let name = study.catalog.services[consumer.service].id.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// These services as a message names them: those that read the event in several groups with the
/// groups that break.
fn readers(
    study: &Study,
    judged: &Judged<'_>,
    breaks: &Breaks<'_>,
    services: &[&str],
) -> Vec<String> {
    let catalog = &study.catalog;
    let is_of = |consumer: &Subscription, service: &str| {
        catalog.services[consumer.service].id.as_str() == service
    };
    let name = |service: &&str| {
        let all = study.consumers(judged.key).filter(|consumer| is_of(consumer, service)).count();
        if all < 2 {
            return format!("`{service}`");
        }
        let broken = breaks.consumers.iter().filter(|consumer| is_of(consumer, service));
        let groups: Vec<&str> = broken.map(|consumer| consumer.group(catalog)).collect();
        let word = if groups.len() == 1 { "group" } else { "groups" };
        format!("`{service}` ({word} `{}`)", groups.join("`, `"))
    };
    services.iter().map(name).collect()
}

fn message(judged: &Judged<'_>, breaks: &Breaks<'_>, readers: &[String]) -> String {
    let (event, step) = (&judged.event.id, judged.step);
    let (older, newer) = (&judged.older.version, &judged.newer.version);
    let field = breaks.causes.first().map_or("", |cause| cause.field);
    let payloads = judged.older.payload.as_ref().zip(judged.newer.payload.as_ref());
    let cause = match payloads {
        Some((old, new)) => told::cause(event, old, new, step, field),
        None => format!("changing `{event}`"),
    };
    let what = if judged.evolution.follows(step) {
        format!("{} is a breaking change", capital(&cause))
    } else {
        let cause = told::came_back(judged.event, judged.evolution, step, field).unwrap_or(cause);
        match breaks.backward() {
            true => format!("Version {newer} of `{event}` cannot read what {older} wrote: {cause}"),
            false => {
                format!("Version {older} of `{event}` cannot read what {newer} writes: {cause}")
            }
        }
    };
    format!("{what}. {}", told::failing(&breaks.causes, &older.to_string(), readers))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The places of both schemas, the line to change first: what was done at each field, and for the
/// first of them the payload that shows it.
fn labels(study: &Study, judged: &Judged<'_>, breaks: &Breaks<'_>) -> Vec<(Span, String)> {
    let (older, newer) = (&judged.older.version, &judged.newer.version);
    let Some((old, new)) = judged.older.payload.as_ref().zip(judged.newer.payload.as_ref()) else {
        return Vec::new();
    };
    let mut labels = Vec::new();
    for (number, cause) in breaks.causes.iter().take(MOST_SHOWN).enumerate() {
        let Some((direction, broken)) = cause.shown() else { continue };
        let (at_old, at_new) = match direction {
            Direction::Forward => (&broken.reader, &broken.writer),
            Direction::Backward => (&broken.writer, &broken.reader),
        };
        let keyword = place::span(&study.sources, new, at_new);
        match shape::departure(new, cause.field) {
            // What a shared file says is no fault there; that it is used here may be.
            Some(away) => {
                let here = place::span(&study.sources, new, &away);
                labels.push((here, broken.sentence.clone()));
                labels.push((keyword, String::new()));
            }
            None => labels.push((keyword, broken.sentence.clone())),
        }
        if number == 0 {
            let text = told::shown(direction, broken, &older.to_string(), &newer.to_string());
            labels.push((place::span(&study.sources, old, at_old), text));
        }
    }
    labels
}

/// The first version in use behind the newer one that may break what both promised.
fn later_major<'a>(judged: &Judged<'a>) -> Option<&'a EventVersion> {
    let later = judged.event.versions.iter().skip(judged.step.newer + 1);
    let mut later = later.filter(|version| version.status != Status::Retired);
    later.find(|version| version.version.is_new_major(&judged.newer.version))
}

/// What to do instead.
fn help(study: &Study, judged: &Judged<'_>, breaks: &Breaks<'_>) -> String {
    let mut help = match judged.is_new_major() {
        false => match later_major(judged) {
            Some(later) => format!(
                "keep the change to {}, which is a new event version already, and run both \
                 versions in parallel {}",
                later.version,
                told::until(judged.older, study.today)
            ),
            None => told::migration(judged.event, judged.older, study.today),
        },
        true => {
            let until = told::until(judged.older, study.today);
            let (older, newer) = (&judged.older.version, &judged.newer.version);
            format!(
                "state `versions` for each of them: `{}` until its code reads {newer}, and run both \
                 versions in parallel {until}",
                older.range()
            )
        }
    };
    let mode = judged.evolution.terms.mode;
    let comparison = &judged.step.comparison;
    let proved = (comparison.backward.is_compatible(), comparison.forward.is_compatible());
    let (first, other) = match proved {
        (true, false) => ("consumers", "backward"),
        (false, true) => ("producers", "forward"),
        _ => ("", ""),
    };
    if !first.is_empty() && mode.asks_backward() && mode.asks_forward() {
        help.push_str(&format!(
            "; or upgrade {first} first, and ask for that alone: `mode: {other}`"
        ));
    }
    let more = breaks.causes.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        help.push_str(&format!("; {more} more break besides"));
    }
    let asked = told::asked(&study.catalog, &judged.evolution.terms);
    help.push_str(&format!("; asked is {asked}"));
    help
}
