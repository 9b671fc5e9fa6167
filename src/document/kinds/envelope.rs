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
use crate::source::span::Span;

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
    /// The published envelope that it follows, which names the fields that `fields` does not.
    pub standard: Option<Standard>,
    /// What this envelope calls each field: `eventId: id`, `payload: data`. `none` says that messages
    /// have no such field.
    #[serde(default)]
    pub fields: BTreeMap<String, Spanned<String>>,
    /// The schema of the whole message, for what a mapping cannot say: JSON Schema that stands here,
    /// or `{ file: … }`.
    pub schema: Option<Unread<PayloadSchema>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// A published envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Standard {
    /// CloudEvents 1.0. Its core has no correlation and no causation; these are extensions here.
    #[serde(rename = "cloudevents")]
    CloudEvents,
}

impl Standard {
    /// What people read.
    pub fn title(self) -> &'static str {
        match self {
            Standard::CloudEvents => "CloudEvents 1.0",
        }
    }

    /// What it requires of every message: CloudEvents, version 1.0.2, "Required Attributes".
    pub fn required(self) -> [&'static str; 4] {
        match self {
            Standard::CloudEvents => ["id", "source", "specversion", "type"],
        }
    }

    /// What the standard calls a field of ours. The names are the context attributes of the
    /// CloudEvents specification, version 1.0.2; extension names there are lower case.
    fn name(self, field: &str) -> Option<&'static str> {
        match (self, field) {
            (Standard::CloudEvents, "eventId") => Some("id"),
            (Standard::CloudEvents, "eventType") => Some("type"),
            (Standard::CloudEvents, "version") => Some("dataschema"),
            (Standard::CloudEvents, "timestamp") => Some("time"),
            (Standard::CloudEvents, "correlationId") => Some("correlationid"),
            (Standard::CloudEvents, "causationId") => Some("causationid"),
            (Standard::CloudEvents, "aggregateId") => Some("subject"),
            (Standard::CloudEvents, "payload") => Some("data"),
            _ => None,
        }
    }
}

impl Envelope {
    /// Whether it says that messages have no such field, and where.
    pub fn lacks(&self, field: &str) -> Option<Span> {
        let name = self.fields.get(field)?;
        (name.value == "none").then_some(name.span)
    }

    /// What a message calls one of [`FIELDS`]: as `fields` says, else as the standard does, else
    /// by that name.
    pub fn name<'a>(&'a self, field: &'a str) -> &'a str {
        let stated = self.fields.get(field).map(|name| name.value.as_str());
        let standard = || self.standard.and_then(|standard| standard.name(field));
        stated.or_else(standard).unwrap_or(field)
    }
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
