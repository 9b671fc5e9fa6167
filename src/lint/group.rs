//! The shelves that rules stand on: a rule's group says what kind of thing it is about, so that the
//! book, the list of rules and the settings show what belongs together side by side.

use serde::Serialize;

/// A group of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each group says itself what stands in it")]
pub enum Group {
    Documents,
    Envelope,
    Schema,
    Naming,
    Ownership,
    Lifecycle,
    Topology,
    Delivery,
    Time,
    Load,
    Sagas,
    EventSourcing,
    Operations,
    Allowances,
}

/// All groups, in the order in which lists show them.
pub const GROUPS: &[Group] = &[
    Group::Documents,
    Group::Envelope,
    Group::Schema,
    Group::Naming,
    Group::Ownership,
    Group::Lifecycle,
    Group::Topology,
    Group::Delivery,
    Group::Time,
    Group::Load,
    Group::Sagas,
    Group::EventSourcing,
    Group::Operations,
    Group::Allowances,
];

impl Group {
    /// The word of machine formats, and the name of its page.
    pub fn name(self) -> &'static str {
        match self {
            Group::Documents => "documents",
            Group::Envelope => "envelope",
            Group::Schema => "schema",
            Group::Naming => "naming",
            Group::Ownership => "ownership",
            Group::Lifecycle => "lifecycle",
            Group::Topology => "topology",
            Group::Delivery => "delivery",
            Group::Time => "time",
            Group::Load => "load",
            Group::Sagas => "sagas",
            Group::EventSourcing => "event-sourcing",
            Group::Operations => "operations",
            Group::Allowances => "allowances",
        }
    }

    /// What people read.
    pub fn title(self) -> &'static str {
        match self {
            Group::Documents => "Documents",
            Group::Envelope => "Envelope",
            Group::Schema => "Schema",
            Group::Naming => "Naming",
            Group::Ownership => "Ownership",
            Group::Lifecycle => "Lifecycle",
            Group::Topology => "Topology",
            Group::Delivery => "Delivery",
            Group::Time => "Time",
            Group::Load => "Load",
            Group::Sagas => "Sagas",
            Group::EventSourcing => "Event sourcing",
            Group::Operations => "Operations",
            Group::Allowances => "Allowances",
        }
    }

    /// What its rules are about.
    pub fn sentence(self) -> &'static str {
        match self {
            Group::Documents => "Whether the files can be read and mean what they say.",
            Group::Envelope => "The fields around every payload, by which a message is known.",
            Group::Schema => "What a payload is, and what its versions do to each other.",
            Group::Naming => "What things are called, here and by their brokers.",
            Group::Ownership => "Who answers for a thing, and that it is one.",
            Group::Lifecycle => "Who publishes, who receives, and how an event is given up.",
            Group::Topology => "Topics, keys, bindings, and the order that they give.",
            Group::Delivery => "Idempotency, retries, dead letters, and what a crash can lose.",
            Group::Time => "Handlers against the limits of their brokers and clients.",
            Group::Load => "What one event sets in motion, and what its consumers share.",
            Group::Sagas => "Work over several services that is finished, or undone.",
            Group::EventSourcing => "Stored events, snapshots, upcasters and projections.",
            Group::Operations => "What is watched, and what can be done at three in the morning.",
            Group::Allowances => "Findings that are tolerated, each with its reason.",
        }
    }
}
