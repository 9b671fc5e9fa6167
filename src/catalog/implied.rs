//! What a consumer publishes in turn although only another document says so: the producer that its
//! event triggers, or the command that it answers.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::producer::{Producer, Trigger};
use crate::catalog::subscription::{Emit, Subscription};
use crate::catalog::table::Key;

/// A producer that is triggered by an event and a consumer that emits it are one edge: where only
/// the producer says so, the consumer's entry gets it too.
pub fn with_triggers(
    producers: &[Producer],
    mut subscriptions: Vec<Subscription>,
) -> Vec<Subscription> {
    for producer in producers {
        for trigger in &producer.triggers {
            let Trigger::Event(cause) = trigger else { continue };
            let handles =
                |known: &Subscription| known.event == *cause && known.service == producer.service;
            let said = |known: &Subscription| handles(known) && known.emits_event(producer.event);
            if subscriptions.iter().any(said) {
                continue;
            }
            if let Some(handler) = subscriptions.iter_mut().find(|known| handles(known)) {
                let (event, span) = (producer.event, producer.span);
                handler.emits.push(Emit { event, when: None, terminates: None, span });
            }
        }
    }
    subscriptions
}

/// Whoever handles a command publishes its reply: where only the command says so, the handler's
/// entry gets it too. Where one of several handlers says that it answers, the others do not.
pub fn with_replies(catalog: &Catalog, mut subscriptions: Vec<Subscription>) -> Vec<Subscription> {
    let answers = |handler: &Subscription| {
        let reply = catalog.events[handler.event].reply.as_ref();
        let outcomes = reply.map(|reply| [reply.success, reply.failure]);
        outcomes.into_iter().flatten().flatten().any(|outcome| handler.emits_event(outcome))
    };
    let answered: BTreeSet<Key<Event>> =
        subscriptions.iter().filter(|one| answers(one)).map(|handler| handler.event).collect();
    for handler in &mut subscriptions {
        let command = &catalog.events[handler.event];
        let (Some(reply), Some(stated)) = (&command.reply, &command.stated.reply) else { continue };
        if answered.contains(&handler.event) && !answers(handler) {
            continue;
        }
        let both = reply.success.is_some() && reply.failure.is_some();
        for (event, when) in [(reply.success, "it was done"), (reply.failure, "it was not done")] {
            let Some(event) = event.filter(|event| !handler.emits_event(*event)) else { continue };
            let when = both.then(|| when.to_owned());
            handler.emits.push(Emit { event, when, terminates: None, span: stated.span });
        }
    }
    subscriptions
}
