//! # What it finds
//! A type that a schema prescribes and that is not the event: a `const` or `enum` of `eventType` in
//! a payload that does not name its own event, or one of the envelope that leaves out events of the
//! catalog. Capital letters, separators, a namespace before the name, and a version or an assembly of
//! .NET after it, make no difference.
//!
//! # Why it matters
//! A schema that was copied from its neighbour refuses every message of its own event, or lets
//! consumers take it for the other one.
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
//!   properties: { eventType: { const: OrderCreated }, orderId: { type: string } }
//! examples: [{ eventType: OrderCreated, orderId: A-1 }]
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
//!   properties: { eventType: { const: shop.order-placed.v1 }, orderId: { type: string } }
//! examples: [{ eventType: shop.order-placed.v1, orderId: A-1 }]
//! ```
//!
//! # When to allow it
//! The type on the wire is older than the name in the catalog and cannot change.
//!
//! # Source
//! CloudEvents 1.0.2, attribute `type`; JSON Schema 2020-12, Validation, section 6.1, `const` and
//! `enum`.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::meaning::{self, Meaning};
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{carried, scope, words};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "wrong-event-type",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("wrong_event_type.rs"),
    check: Check::Design(check),
};

/// Names of a field of a payload that can only say which event it is.
const NAMES: [&str; 3] = ["eventType", "event_type", "eventName"];

/// Whether a name is that of an event, however it is spelt.
type IsId<'a> = dyn Fn(&str) -> bool + 'a;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let events = catalog.events.rows().iter().filter(|event| scope::is_live(event));
    // Few schemas say which types there are, so the ids are only made ready where one does.
    let all = events.clone();
    let ids: LazyCell<BTreeSet<String>, _> =
        LazyCell::new(move || all.map(|event| plain(&event.id)).collect());
    let is_id = |name: &str| ids.contains(&plain(name));
    let mut opinions: Vec<Opinion> = of_envelope(study, &is_id).into_iter().collect();
    for event in events {
        opinions.extend(event.versions.iter().filter_map(|version| judge(event, version, &is_id)));
    }
    opinions
}

fn judge(event: &Event, version: &EventVersion, is_id: &IsId<'_>) -> Option<Opinion> {
    let payload = version.payload.as_ref()?;
    let field = payload.fields.iter().find(|field| {
        let name = field.name.as_str();
        let certain = NAMES.contains(&name)
            || name == "type" && field.values.iter().any(|value| is_id(value));
        certain && !field.values.is_empty()
    })?;
    let subjects = event.subjects();
    if field.values.iter().any(|value| names(value, &event.id)) {
        let evidence = "types that name their event";
        return Some(RULE.pass_with(subjects, version.span, evidence, &*event.id));
    }
    let message = format!(
        "`{}` of `{}` can only be `{}`, which is another name",
        field.path,
        event.id,
        field.values.join("` or `")
    );
    let finding = RULE.fault(version.span, message).relate(payload.span, "its schema");
    Some(fault(finding.help(format!("write `const: {}`", event.id)), subjects))
}

/// What the envelope's schema says of the types that there are.
fn of_envelope(study: &Study, is_id: &IsId<'_>) -> Option<Opinion> {
    let envelope = study.catalog.envelope.as_ref()?;
    let schema = envelope.schema.as_ref()?;
    let Meaning::Payload(field) =
        meaning::in_payload(Some(schema), envelope.stated.name("eventType"))
    else {
        return None;
    };
    // Types in another spelling than the ids of the catalog prove nothing.
    if !field.values.iter().any(|value| is_id(value)) {
        return None;
    }
    let events = study.catalog.events.rows().iter().filter(|event| scope::is_live(event));
    let missing: Vec<&Event> =
        events.filter(|event| !field.values.iter().any(|value| names(value, &event.id))).collect();
    let mut subjects = vec![carried::subject(envelope)];
    let place = carried::place(envelope, "eventType");
    let first = match missing.as_slice() {
        [] => return Some(RULE.pass(subjects, place, "types that name their event")),
        [first, ..] => first,
    };
    let more = match missing.len() {
        1 => String::new(),
        count => format!(" nor {} more", count - 1),
    };
    let message = format!(
        "the envelope `{}` knows all types by name, and not `{}`{more}",
        envelope.id, first.id
    );
    let finding = RULE.fault(place, message).relate(schema.span, "the schema of a whole message");
    let finding = finding.relate(first.span, "not among its values");
    subjects.extend(missing.iter().map(|event| event.subject()));
    Some(fault(finding.label("add it to the `enum`"), subjects))
}

/// Whether a type names an event: one may say more than the other in front of the same words.
fn names(value: &str, id: &str) -> bool {
    // .NET writes the assembly behind a type: "Acme.Orders.OrderRated, Acme.Orders".
    let value = value.split(',').next().unwrap_or(value);
    let (value, id) = (plain(value), plain(id));
    !value.is_empty() && !id.is_empty() && (value.ends_with(&id) || id.ends_with(&value))
}

fn plain(name: &str) -> String {
    words::said(name).concat()
}
