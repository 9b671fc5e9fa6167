//! Envelopes: the fields that every message carries around its payload.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::Unread;
use crate::document::kind::Kind;
use crate::document::parts::PageLink;
use crate::document::parts::payload_schema::PayloadSchema;
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `envelope`.
pub const KIND: Kind = Kind {
    name: "envelope",
    sentence: "The fields that every message carries around its payload.",
    schema: |generator| generator.root_schema_for::<Envelope>(),
};

/// The fields around every payload. Without one, the fields are eventId, eventType, version,
/// timestamp, correlationId, causationId, aggregateId and payload, under these names.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Envelope {
    /// The envelope's id.
    pub envelope: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence.
    pub summary: Option<String>,
    /// What this envelope calls each field: `eventId: id`, `payload: data`.
    #[serde(default)]
    pub fields: BTreeMap<String, Spanned<String>>,
    /// The whole message as JSON Schema, for what a mapping cannot say.
    pub schema: Option<Unread<PayloadSchema>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// The fields of a message, by the names that the documents use for them.
pub const FIELDS: [&str; 8] = [
    "eventId",
    "eventType",
    "version",
    "timestamp",
    "correlationId",
    "causationId",
    "aggregateId",
    "payload",
];
