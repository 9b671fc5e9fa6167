//! The contract of a broker: static facts and a few functions over plain text.

use schemars::{Schema, SchemaGenerator};

/// A product that carries messages.
#[derive(Debug, Clone, Copy)]
pub struct Broker {
    /// The word that documents use, as the broker's `type` and as the key of a topic's block.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The JSON Schema of the block in a topic's document that only this broker has.
    pub topic_block: fn(&mut SchemaGenerator) -> Schema,
    /// Whether the broker takes this name for a topic; fails with a phrase that completes
    /// "`name` …". Placeholders in braces are already filled.
    pub address: fn(&str) -> Result<(), String>,
    /// What the broker does where nothing is said, each with its source in the product.
    pub defaults: &'static [Default],
    /// Whether every consumer group of a topic gets every record of it.
    pub every_group_gets_every_record: bool,
}

/// A setting's value where nothing is said.
#[derive(Debug, Clone, Copy)]
pub struct Default {
    /// The setting, by the product's own name.
    pub setting: &'static str,
    /// Its value, in the product's own unit.
    pub value: &'static str,
    /// The value for a person.
    pub meaning: &'static str,
}
