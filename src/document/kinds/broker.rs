//! Brokers: the systems that topics lie on.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::Unread;
use crate::document::kind::Kind;
use crate::document::parts::defaults::Defaults;
use crate::document::parts::subscription::Setting;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `broker`.
pub const KIND: Kind = Kind {
    name: "broker",
    sentence: "A message broker: what it is, which version, how to reach it.",
    schema: |generator| generator.root_schema_for::<Broker>(),
};

/// A message broker.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Broker {
    /// The broker's id.
    pub broker: Spanned<Id>,
    /// What it is: `kafka`, `rabbitmq`, `nats`, `sqs`, …
    #[serde(rename = "type")]
    pub product: Spanned<String>,
    /// Its version, as exact as it is known: what it leaves open is unknown.
    pub version: Option<Spanned<BrokerVersion>>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it is for.
    pub summary: Option<String>,
    /// The team that runs it.
    pub owner: Option<Name>,
    /// What commands against it need to be filled with: `bootstrap: broker-1:9092`.
    #[serde(default)]
    pub connection: BTreeMap<String, String>,
    /// The client libraries that are used against it: their versions and settings.
    #[serde(default)]
    pub clients: BTreeMap<String, Client>,
    /// What subscriptions on it say where they say nothing else.
    pub defaults: Option<Unread<Defaults>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// A client library as the teams use it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Client {
    /// Its version, as exact as it is known.
    pub version: Option<BrokerVersion>,
    /// Its settings, by its own names, where a subscription says nothing else.
    #[serde(default)]
    pub settings: BTreeMap<String, Setting>,
}

/// A product's version as it was written: `3.7`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct BrokerVersion(pub String);

impl JsonSchema for BrokerVersion {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BrokerVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"], "examples": ["3.7", "4.1.0"] })
    }
}
