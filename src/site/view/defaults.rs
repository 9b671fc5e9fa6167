//! What a broker's or a topic's document fills in for its subscriptions.

use crate::document::either::OrNone;
use crate::document::parts::defaults::Defaults;
use crate::finding::Subject;
use crate::site::standpoint::Standpoint;
use crate::site::view::consumer::{idempotency_fact, retry_words};
use crate::site::view::piece::{Fact, Link};

/// What subscriptions say where they say nothing else.
pub fn defaults(at: Standpoint<'_>, stated: &Defaults) -> Vec<Fact> {
    // A name that nothing bears is a finding of the subscriptions that the default reaches.
    let topic = |name: &str| -> Option<Link> { at.subject(&Subject::new("topic", name)) };
    let idempotency = stated.idempotency.as_ref().map(|found| {
        let store = found.value.store.as_ref();
        let store = store.and_then(|name| at.subject(&Subject::new("store", &name.value)));
        idempotency_fact(&found.value, store)
    });
    let retry = stated.retry.as_ref().map(|retry| match &retry.value {
        OrNone::None => Fact::missing("Retry"),
        OrNone::Some(retry) => Fact::words("Retry", retry_words(retry)),
    });
    let dlq = stated.dlq.as_ref().map(|name| match topic(&name.value) {
        Some(link) => Fact::new("Dead letters").text("to ").link(link),
        None if name.value == "none" => Fact::missing("Dead letters"),
        None => Fact::new("Dead letters").text("to ").code(&name.value),
    });
    let poison = stated.poison.as_ref().map(|poison| match &poison.value {
        OrNone::None => Fact::missing("Poison messages"),
        OrNone::Some(poison) => {
            let fact = Fact::words("Poison messages", poison.detect.join(", "));
            let to = poison.to.as_ref().and_then(|name| topic(&name.value));
            to.map_or(fact.clone(), |to| fact.text(" to ").link(to))
        }
    });
    let log = stated.failure_log.as_ref().map(|log| match log.value.0.is_empty() {
        true => Fact::missing("Logged on failure"),
        false => Fact::new("Logged on failure").codes(log.value.0.clone()),
    });
    [idempotency, retry, dlq, poison, log].into_iter().flatten().collect()
}
