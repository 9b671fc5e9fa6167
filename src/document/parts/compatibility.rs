//! What is asked of the versions of an event: between which of them, in which direction, and how
//! producers write and consumers read.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::TextOr;
use crate::document::spanned::Spanned;

/// What is asked of the versions of an event. The nearest says it: the event, then the topics that
/// it is published to, then its domain, then the settings; each key by itself.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Compatibility {
    /// Between which versions, and in which direction, readers must read what is written. `full`
    /// unless stated; `full-transitive` where a topic keeps the event for a year or longer, or
    /// compacts it.
    pub mode: Option<Spanned<Mode>>,
    /// How producers write and consumers read: `events`, `exact`, or each part by itself. `events`
    /// unless stated.
    pub policy: Option<Spanned<TextOr<PolicyWord, LongPolicy>>>,
}

/// The policies that have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum PolicyWord {
    /// Producers write only what their schema declares, consumers ignore what they do not know.
    Events,
    /// The bare words of the schemas, as a validator reads them.
    Exact,
}

/// A policy, each part by itself. What is left out is as in `events`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LongPolicy {
    /// What a producer writes.
    pub writer: Option<Writer>,
    /// What a consumer does with fields that it does not know.
    pub reader: Option<Reader>,
    /// Who fills a field that is not there.
    pub defaults: Option<Defaults>,
    /// Whether `format` rejects.
    pub formats: Option<Formats>,
}

/// What a producer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Writer {
    /// Only the fields that its schema declares.
    DeclaredOnly,
    /// Whatever its schema allows.
    Anything,
}

/// What a consumer does with fields that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Reader {
    /// It ignores them.
    IgnoresUnknown,
    /// It does as its schema says.
    Strict,
}

/// Who fills a field that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Defaults {
    /// A default only tells people what its absence means.
    Annotation,
    /// The consumer puts the default in its place before it validates.
    AppliedByReader,
}

/// Whether `format` rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Formats {
    /// It only tells people what is meant.
    Annotation,
    /// It rejects.
    Assert,
}

/// Between which versions, and in which direction, readers must read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Mode {
    /// Nothing is asked.
    None,
    /// New readers read what the version before wrote: consumers are upgraded first.
    Backward,
    /// Old readers read what the new version writes: producers are upgraded first.
    Forward,
    /// Both, so that producers and consumers are upgraded in any order.
    Full,
    /// Backward, against every earlier version.
    BackwardTransitive,
    /// Forward, against every earlier version.
    ForwardTransitive,
    /// Full, against every earlier version.
    FullTransitive,
}

impl Mode {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Mode::None => "none",
            Mode::Backward => "backward",
            Mode::Forward => "forward",
            Mode::Full => "full",
            Mode::BackwardTransitive => "backward-transitive",
            Mode::ForwardTransitive => "forward-transitive",
            Mode::FullTransitive => "full-transitive",
        }
    }

    /// The mode that asks all that two modes ask.
    pub fn and(self, other: Mode) -> Mode {
        let backward = self.asks_backward() || other.asks_backward();
        let forward = self.asks_forward() || other.asks_forward();
        match (backward, forward, self.is_transitive() || other.is_transitive()) {
            (false, false, _) => Mode::None,
            (true, false, false) => Mode::Backward,
            (true, false, true) => Mode::BackwardTransitive,
            (false, true, false) => Mode::Forward,
            (false, true, true) => Mode::ForwardTransitive,
            (true, true, false) => Mode::Full,
            (true, true, true) => Mode::FullTransitive,
        }
    }

    /// Whether new readers must read old messages.
    pub fn asks_backward(self) -> bool {
        use Mode::{Backward, BackwardTransitive, Full, FullTransitive};
        matches!(self, Backward | BackwardTransitive | Full | FullTransitive)
    }

    /// Whether old readers must read new messages.
    pub fn asks_forward(self) -> bool {
        use Mode::{Forward, ForwardTransitive, Full, FullTransitive};
        matches!(self, Forward | ForwardTransitive | Full | FullTransitive)
    }

    /// Whether every earlier version counts, not only the one before.
    pub fn is_transitive(self) -> bool {
        use Mode::{BackwardTransitive, ForwardTransitive, FullTransitive};
        matches!(self, BackwardTransitive | ForwardTransitive | FullTransitive)
    }
}
