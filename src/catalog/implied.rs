//! What a consumer publishes in turn although only another document says so: the producer that its
//! event triggers, or the command that it answers.

use crate::catalog::Catalog;
use crate::catalog::producer::{Producer, Trigger};
use crate::catalog::subscription::{Emit, Subscription};

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
/// entry gets it too.
pub fn with_replies(catalog: &Catalog, mut subscriptions: Vec<Subscription>) -> Vec<Subscription> {
    for handler in &mut subscriptions {
        let command = &catalog.events[handler.event];
        let (Some(reply), Some(stated)) = (&command.reply, &command.stated.reply) else { continue };
        let both = reply.success.is_some() && reply.failure.is_some();
        for (event, when) in [(reply.success, "it was done"), (reply.failure, "it was not done")] {
            let Some(event) = event.filter(|event| !handler.emits_event(*event)) else { continue };
            let when = both.then(|| when.to_owned());
            handler.emits.push(Emit { event, when, terminates: None, span: stated.span });
        }
    }
    subscriptions
}
