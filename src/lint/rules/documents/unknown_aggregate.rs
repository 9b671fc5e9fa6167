//! # What it finds
//! A projection that is made from the events of an aggregate that no document defines.
//!
//! # Why it matters
//! Nobody can see which events the read model hangs on, nor whether it may be behind them.
//!
//! # Bad
//! ```yaml
//! projection: stock_levels
//! owner: shop-team
//! source: { aggregate: StokItem, by: polling }
//! store: stock-db
//! ```
//!
//! # Good
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! ---
//! projection: stock_levels
//! owner: shop-team
//! source: { aggregate: StockItem, by: polling }
//! store: stock-db
//! ```
//!
//! # When to allow it
//! Never for long: an aggregate is declared by its id alone.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-aggregate",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_aggregate.rs"),
    check: Check::Reading,
};
