//! # What it finds
//! An event of kind `event` whose name asks for something instead of saying what happened: it
//! begins with a verb such as `Create` or `Send`, and no word of it is in the past tense or a
//! state. `naming.past_tense` in `eventbook.yaml` lists names that are facts all the same.
//!
//! # Why it matters
//! Who is asked to do something is one, and may refuse; what happened concerns anybody, and cannot
//! be undone by not listening. Under the name of a request, producers rely on the one consumer that
//! they have in mind.
//!
//! # Bad
//! ```yaml
//! event: CreateOrder
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderCreated
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # When to allow it
//! The name is on the wire for years, and everybody knows what is meant.
//!
//! # Source
//! Adam Bellemare, *Building Event-Driven Microservices*; the *Command Message* and *Event Message*
//! of Hohpe and Woolf, *Enterprise Integration Patterns*.

use crate::catalog::event::Event;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{scope, words};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "imperative-event",
    concern: Concern::Contracts,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("imperative_event.rs"),
    check: Check::Event(check),
};

/// Verbs that no name ends with unless it asks for something: `payment.create`.
const LAST: [&str; 10] = [
    "approve", "cancel", "create", "delete", "generate", "register", "reject", "remove", "send",
    "submit",
];

fn check(study: &Study) -> Each<'_, Event> {
    let settings = study.config.naming.as_ref();
    let allowed: Vec<Vec<String>> = settings
        .map(|naming| naming.past_tense.iter().map(|name| words::said(name)).collect())
        .unwrap_or_default();
    Each::by(move |event| {
        let fact = scope::live(event).filter(|event| event.kind() == EventKind::Event);
        judge(fact?, &allowed)
    })
}

fn judge(event: &Event, allowed: &[Vec<String>]) -> Option<Opinion> {
    let (said, subjects) = (words::said(&event.id), event.subjects());
    if allowed.contains(&said) || words::state_a_fact(&said) {
        let evidence = "names that say what happened";
        return Some(RULE.pass_with(subjects, event.span, evidence, &*event.id));
    }
    let (first, last) = (said.first()?, said.last()?);
    let verb = if words::is_imperative(first) { first } else { last };
    let asks = words::is_imperative(first) || LAST.contains(&last.as_str());
    // One word alone may be a noun, and a name in no known tense may be a good one.
    // With a reply it was meant as a command: that is another fault.
    if said.len() < 2 || !asks || event.stated.reply.is_some() {
        return None;
    }
    let message =
        format!("`{}` is an event and asks for something: `{verb}` is no past tense", event.id);
    let finding = RULE.fault(event.span, message);
    Some(fault(finding.label("name what happened, or say `kind: command`"), subjects))
}
