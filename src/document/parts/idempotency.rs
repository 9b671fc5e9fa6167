//! How a message that arrives twice has its effect once.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::TextOr;
use crate::document::parts::Name;
use crate::document::spanned::Spanned;
use crate::document::values::retention::Retention;

/// How a message that arrives twice has its effect once.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Spanned<TextOr<Strategy, LongIdempotency>>")]
pub struct Idempotency {
    /// The strategy.
    pub strategy: Spanned<Strategy>,
    /// The field by which a duplicate is known: of the payload, or of the envelope.
    pub key: Option<Spanned<String>>,
    /// The store that remembers.
    pub store: Option<Name>,
    /// The table that remembers.
    pub table: Option<String>,
    /// How long it is remembered.
    pub window: Option<Spanned<Retention>>,
    /// Why this is enough.
    pub why: Option<String>,
}

impl From<Spanned<TextOr<Strategy, LongIdempotency>>> for Idempotency {
    fn from(stated: Spanned<TextOr<Strategy, LongIdempotency>>) -> Self {
        let span = stated.span;
        match stated.value {
            TextOr::Text(strategy) => Idempotency {
                strategy: Spanned { value: strategy, span },
                key: None,
                store: None,
                table: None,
                window: None,
                why: None,
            },
            TextOr::Long(LongIdempotency { strategy, key, store, table, window, why }) => {
                Idempotency { strategy, key, store, table, window, why }
            }
        }
    }
}

/// The long form of an idempotency strategy.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LongIdempotency {
    /// The strategy.
    pub strategy: Spanned<Strategy>,
    /// The field by which a duplicate is known: of the payload, or of the envelope.
    pub key: Option<Spanned<String>>,
    /// The store that remembers.
    pub store: Option<Name>,
    /// The table that remembers.
    pub table: Option<String>,
    /// How long it is remembered: as long as a message can come back, or `forever`.
    pub window: Option<Spanned<Retention>>,
    /// Why this is enough. A `natural` strategy says it.
    pub why: Option<String>,
}

/// The strategies of idempotency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Strategy {
    /// A table of the keys that were handled, written in the transaction of the effect.
    DedupTable,
    /// Handling twice has the effect of handling once by itself.
    Natural,
    /// A key that the callee refuses to take twice.
    IdempotencyKey,
    /// The sequence number of the event in its stream.
    Sequence,
    /// A cache of keys, which forgets.
    Cache,
    /// Known to be missing.
    None,
}

impl Strategy {
    /// The strategy in words.
    pub fn words(self) -> &'static str {
        match self {
            Strategy::DedupTable => "deduplication table",
            Strategy::Natural => "natural idempotency",
            Strategy::IdempotencyKey => "idempotency key",
            Strategy::Sequence => "sequence number",
            Strategy::Cache => "cache",
            Strategy::None => "none",
        }
    }
}
