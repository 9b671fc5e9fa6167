//! What is asked of the versions of an event: between which of them, and in which direction.

use schemars::JsonSchema;
use serde::Deserialize;

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
