//! What fills in where a subscription leaves something out.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::{ListOrNone, OrNone};
use crate::document::parts::Name;
use crate::document::parts::failure::{Poison, Retry};
use crate::document::parts::idempotency::Idempotency;
use crate::document::spanned::Spanned;

/// What fills in where a subscription leaves something out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Defaults {
    /// How a failed message is tried again.
    pub retry: Option<Spanned<OrNone<Retry>>>,
    /// How a message that arrives twice has its effect once.
    pub idempotency: Option<Spanned<Idempotency>>,
    /// The dead-letter queue.
    pub dlq: Option<Name>,
    /// Messages that can never succeed, and where they go.
    pub poison: Option<Spanned<OrNone<Poison>>>,
    /// What is logged of a failed message.
    pub failure_log: Option<Spanned<ListOrNone<String>>>,
}

/// The keys of [`Defaults`].
pub const DEFAULTED: [&str; 5] = ["retry", "idempotency", "dlq", "poison", "failure_log"];
