//! # What it finds
//! A stream that nothing trims: a Redis stream whose `max_length` or `min_id` is `none` and whose other
//! bound is none either, or a NATS stream with a limit that is stated as unlimited and no other one.
//!
//! # Why it matters
//! It grows until the memory of Redis or the disk of the server is full. Then nobody can publish, to
//! any stream of it.
//!
//! # Bad
//! ```yaml
//! broker: redis
//! type: redis
//! version: "7.2"
//! owner: shop-team
//! ---
//! topic: clicks
//! broker: redis
//! kind: stream
//! owner: shop-team
//! redis: { max_length: none }
//! ```
//!
//! # Good
//! ```yaml
//! broker: redis
//! type: redis
//! version: "7.2"
//! owner: shop-team
//! ---
//! topic: clicks
//! broker: redis
//! kind: stream
//! owner: shop-team
//! redis: { max_length: 100000 }
//! ```
//!
//! # When to allow it
//! It is an event store that keeps everything on purpose: `retention: forever` says so, and is no
//! finding. Or a job trims it.
//!
//! # Source
//! The documentation of Redis' `XADD` and `XTRIM`, and of the limits of a NATS JetStream stream.

use crate::catalog::Catalog;
use crate::catalog::setting;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;
use crate::transport::broker::Broker;
use crate::transport::setting::{Amount, Setting};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unbounded-stream",
    concern: Concern::Operations,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unbounded_stream.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let topics = catalog.topics.rows().iter().filter(|topic| topic.stated.retention.is_none());
    let judged = topics.filter_map(|topic| {
        let product = catalog.product(topic)?;
        let bounds = (product.bounds)(&topic.channel());
        (!bounds.is_empty()).then(|| judge(catalog, topic, product, bounds))?
    });
    judged.collect()
}

fn judge(
    catalog: &Catalog,
    topic: &Topic,
    product: &Broker,
    bounds: &[Setting],
) -> Option<Opinion> {
    let subjects = topic.subjects();
    let known: Vec<_> =
        bounds.iter().map(|bound| setting::of_topic(catalog, topic, bound)).collect();
    let bound = known.iter().flatten().find(|known| known.amount != Amount::Endless);
    if let Some(bound) = bound {
        let evidence = "a stream with a bound";
        let detail = format!("{} of {}", bound.setting.name, topic.id);
        return Some(RULE.pass_with(
            subjects,
            bound.stated().unwrap_or(topic.span),
            evidence,
            detail,
        ));
    }
    // That nothing is written of a bound may only mean that nobody wrote it down.
    let stated = known.iter().flatten().find_map(|known| Some((known, known.stated()?)));
    let (Some((unlimited, span)), true) = (stated, known.iter().all(Option::is_some)) else {
        // A value in words of its own, `~ 1000`, is stated and cannot be compared.
        let unread = bounds.iter().find_map(|bound| {
            let node = topic.node.get(product.name)?.get(bound.key?)?;
            setting::of_topic(catalog, topic, bound).is_none().then_some(node.span)
        });
        if let Some(span) = unread {
            return Some(RULE.unknown(
                subjects,
                span,
                "what the stream's bound means cannot be read",
            ));
        }
        let what = "what bounds the stream is not stated";
        return Some(RULE.unknown(subjects, topic.span, what));
    };
    let keys: Vec<String> =
        bounds.iter().filter_map(|bound| Some(format!("`{}`", bound.key?))).collect();
    let message = format!(
        "nothing bounds `{}`: `{}` is stated as no limit, and there is no other",
        topic.id, unlimited.setting.name
    );
    let help = format!("state one of {} in the `{}` block", keys.join(", "), product.name);
    Some(fault(RULE.fault(span, message).label("grows for ever").help(help), subjects))
}
