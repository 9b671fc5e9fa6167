//! The questions that a catalog is asked. Each rule helps to answer one; the answer is a verdict.

use serde::Serialize;

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each question says itself what it asks")]
pub enum Concern {
    Idempotency,
    LostEvents,
    ErrorHandling,
    DeadLetters,
    ThunderingHerd,
    Compatibility,
    CircularFlows,
    Ordering,
    Timing,
    Sagas,
    EventSourcing,
    Contracts,
    Ownership,
    Lifecycle,
    Operations,
    Documents,
}

/// All questions, in the order in which reports and pages answer them.
pub const CONCERNS: &[Concern] = &[
    Concern::Idempotency,
    Concern::LostEvents,
    Concern::ErrorHandling,
    Concern::DeadLetters,
    Concern::ThunderingHerd,
    Concern::Compatibility,
    Concern::CircularFlows,
    Concern::Ordering,
    Concern::Timing,
    Concern::Sagas,
    Concern::EventSourcing,
    Concern::Contracts,
    Concern::Ownership,
    Concern::Lifecycle,
    Concern::Operations,
    Concern::Documents,
];

impl Concern {
    /// The word of machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Concern::Idempotency => "idempotency",
            Concern::LostEvents => "lost-events",
            Concern::ErrorHandling => "error-handling",
            Concern::DeadLetters => "dead-letters",
            Concern::ThunderingHerd => "thundering-herd",
            Concern::Compatibility => "compatibility",
            Concern::CircularFlows => "circular-flows",
            Concern::Sagas => "sagas",
            Concern::EventSourcing => "event-sourcing",
            Concern::Ownership => "ownership",
            Concern::Lifecycle => "lifecycle",
            Concern::Ordering => "ordering",
            Concern::Timing => "timing",
            Concern::Contracts => "contracts",
            Concern::Operations => "operations",
            Concern::Documents => "documents",
        }
    }

    /// What people read.
    pub fn title(self) -> &'static str {
        match self {
            Concern::Idempotency => "Idempotency",
            Concern::LostEvents => "Lost events",
            Concern::ErrorHandling => "Error handling",
            Concern::DeadLetters => "Dead letters",
            Concern::ThunderingHerd => "Thundering herd",
            Concern::Compatibility => "Schema compatibility",
            Concern::CircularFlows => "Circular flows",
            Concern::Sagas => "Sagas",
            Concern::EventSourcing => "Event sourcing",
            Concern::Ownership => "Ownership",
            Concern::Lifecycle => "Producers and consumers",
            Concern::Ordering => "Ordering",
            Concern::Timing => "Handler time",
            Concern::Contracts => "Contracts",
            Concern::Operations => "Operations",
            Concern::Documents => "Documents",
        }
    }

    /// What is asked.
    pub fn question(self) -> &'static str {
        match self {
            Concern::Idempotency => "Does a message that arrives twice have its effect once?",
            Concern::LostEvents => "Is every change published, and nothing that did not happen?",
            Concern::ErrorHandling => {
                "Does a message that fails end somewhere, soon and with a trace?"
            }
            Concern::DeadLetters => "Does somebody notice dead letters, and can they be replayed?",
            Concern::ThunderingHerd => "Can one event overload what its consumers share?",
            Concern::Compatibility => "Can old and new code read each other's messages?",
            Concern::CircularFlows => "Does every flow end?",
            Concern::Sagas => "Is every saga finished or undone?",
            Concern::EventSourcing => {
                "Can stored events be read for ever, soon, and into models that keep up?"
            }
            Concern::Ownership => "Is there somebody to ask for everything?",
            Concern::Lifecycle => "Does every event have a producer and somebody who needs it?",
            Concern::Ordering => "Does a consumer that needs order get it?",
            Concern::Timing => "Is a message handled before its broker or client gives up on it?",
            Concern::Contracts => "Does a message say what it is, in fields that all can rely on?",
            Concern::Operations => "Does somebody see what fails, and is it known what to do then?",
            Concern::Documents => "Do the documents hold together?",
        }
    }
}
