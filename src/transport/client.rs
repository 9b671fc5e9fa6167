//! The contract of a client library: what it does where nothing is said, as far as rules need it.

use crate::transport::broker::Default;
use crate::transport::setting::Limit;

/// A library by which services speak to a broker.
#[derive(Debug, Clone, Copy)]
pub struct Client {
    /// The word that documents use, as a subscription's `client` and among a broker's `clients`.
    pub name: &'static str,
    /// What else documents may call it.
    pub aliases: &'static [&'static str],
    /// What people call it.
    pub title: &'static str,
    /// The broker that it speaks to, by its `type`.
    pub broker: &'static str,
    /// How long a handler may take, where the library decides it and not the broker.
    pub handler: Option<Limit>,
    /// Whether it asks for more time while a handler runs, so that the broker's limit does not count.
    pub extends: bool,
    /// What it does where nothing is said. It holds where a document states the library's version.
    pub defaults: &'static [Default],
}
