//! Messages that share the time that a client has for one: a batch, a poll, or what was sent ahead.

use crate::catalog::Catalog;
use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::lint::fifo;
use crate::source::span::Span;
use crate::transport::brokers::nats;
use crate::transport::setting::{Amount, Clock};

/// Messages that share one clock.
#[derive(Debug)]
pub struct Ahead {
    /// How many, at least two.
    pub count: u64,
    /// What they are: "a batch of 20".
    pub words: String,
    /// What to do about their number: "let a batch be smaller (`batch.size`)".
    pub fewer: String,
    /// Where a document says so.
    pub span: Option<Span>,
    /// Whether each is known to wait for those before it.
    pub wait: bool,
}

/// What the clock runs for beside the message itself; none where that is nothing, or not known.
pub fn ahead(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
    clock: &Clock,
) -> Option<Ahead> {
    let stated = &subscription.stated;
    let batch = stated.batch.as_ref().and_then(|batch| Some((batch.size?, batch.span)));
    let ahead = match (clock, batch) {
        (Clock::Message, _) => return None,
        (Clock::Poll(_), Some((size, span))) => {
            let words = format!("a batch of {size}");
            let fewer = "let a batch be smaller (`batch.size`)".to_owned();
            Ahead { count: u64::from(size), words, fewer, span: Some(span), wait: true }
        }
        (Clock::Poll(setting), None) => {
            let known = setting::of_consumer(catalog, subscription, topic, setting.as_ref()?)?;
            let words = format!("a poll (`{}`: {})", known.setting.name, known.words());
            let fewer = format!("let a poll bring fewer (`{}`)", known.setting.name);
            Ahead { count: known.amount.number()?, words, fewer, span: known.stated(), wait: true }
        }
        (Clock::Delivery, batch) => {
            let prefetch = stated.prefetch.as_ref().map(|stated| (stated.value, stated.span));
            let (count, span) = batch.or(prefetch)?;
            let (count, span) = sent(catalog, subscription, topic, (u64::from(count), span));
            let key = if batch.is_some() { "batch.size" } else { "prefetch" };
            let fewer = format!("let fewer be sent ahead (`{key}`)");
            let words = format!("{count} messages that were sent ahead");
            // Whether they wait for each other is known only where it is said how many are handled
            // at once: many clients start all that they get.
            match &stated.concurrency {
                Some(at_once) => Ahead {
                    count: count.div_ceil(u64::from(at_once.value).max(1)),
                    words: format!("{words}, {} at once", at_once.value),
                    fewer,
                    span: Some(span),
                    wait: true,
                },
                None => Ahead { count, words, fewer, span: Some(span), wait: false },
            }
        }
    };
    (ahead.count > 1).then_some(ahead)
}

/// How many messages are sent ahead where a client asks for so many: JetStream sends no more than it
/// lets wait for their acknowledgements.
fn sent(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
    (count, span): (u64, Span),
) -> (u64, Span) {
    let is_nats = fifo::is_on(catalog, &catalog.topics[topic], "nats");
    let pending = setting::of_consumer(catalog, subscription, topic, &nats::PENDING);
    let pending = pending.filter(|known| is_nats && known.amount < Amount::Of(count));
    match pending.and_then(|known| Some((known.amount.number()?, known.stated().unwrap_or(span)))) {
        Some(fewer) => fewer,
        None => (count, span),
    }
}
