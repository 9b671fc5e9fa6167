//! What happens to a message that fails: how it is tried again, and how a message is known that can
//! never succeed.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::parts::Name;
use crate::document::spanned::Spanned;
use crate::document::values::attempts::Attempts;
use crate::document::values::duration::Duration;

/// How a failed message is tried again.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Retry {
    /// All tries, the first included, or `unlimited`.
    pub attempts: Option<Spanned<Attempts>>,
    /// How the delay grows.
    pub backoff: Option<Backoff>,
    /// The first delay.
    pub initial: Option<Duration>,
    /// The longest delay.
    pub max: Option<Duration>,
    /// Whether delays are spread by chance, so that instances do not retry in step.
    pub jitter: Option<bool>,
    /// Every delay by itself, instead of a backoff: one fewer than the attempts.
    #[serde(default)]
    pub delays: Vec<Duration>,
    /// The delay queue that a retried message waits in.
    pub via: Option<Name>,
}

impl Retry {
    /// The number of tries, from `attempts` or else from the delays; `None` where neither is said.
    pub fn tries(&self) -> Option<Attempts> {
        match (&self.attempts, self.delays.len()) {
            (Some(attempts), _) => Some(attempts.value),
            (None, 0) => None,
            (None, delays) => Some(Attempts::Limited(delays as u32 + 1)),
        }
    }
}

/// How the delay between tries grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Backoff {
    /// It does not.
    Fixed,
    /// By the first delay each time: once, twice, three times as long.
    Linear,
    /// It doubles each time. Another factor is written as `delays`.
    Exponential,
}

impl Backoff {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Backoff::Fixed => "fixed",
            Backoff::Linear => "linear",
            Backoff::Exponential => "exponential",
        }
    }
}

/// Messages that can never succeed, and where they go.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Poison {
    /// The failures by which such a message is known: `deserialization`, `validation`, …
    #[serde(default)]
    pub detect: Vec<String>,
    /// The topic that takes them, without a retry. Default: the dead-letter queue.
    pub to: Option<Name>,
}
