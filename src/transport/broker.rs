//! The contract of a broker: static facts and a few functions over plain text.

use schemars::{Schema, SchemaGenerator};

use crate::transport::answer::Answer;
use crate::transport::channel::{Channel, Sharing};
use crate::transport::setting::{Limit, Setting};

/// A product that carries messages.
#[derive(Debug, Clone, Copy)]
pub struct Broker {
    /// The word that documents use, as the broker's `type` and as the key of a topic's block.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The JSON Schema of the block in a topic's document that only this broker has.
    pub topic_block: fn(&mut SchemaGenerator) -> Schema,
    /// Whether the broker takes the topic's address; fails with a phrase that completes
    /// "`address` …". Placeholders in braces are already filled.
    pub address: fn(&Channel<'_>) -> Result<(), String>,
    /// Whether a message can be published to the topic under this key; fails with a phrase that
    /// completes "`key` …".
    pub key: fn(&Channel<'_>, &str) -> Result<(), String>,
    /// Whether the topic can pass on by this pattern; fails with a phrase that completes
    /// "`pattern` …".
    pub pattern: fn(&Channel<'_>, &str) -> Result<(), String>,
    /// The key of a message that is published to the topic and states none.
    pub own_key: for<'a> fn(&Channel<'a>) -> Option<&'a str>,
    /// Whether a topic passes a message with this key on to one that it feeds by this pattern.
    pub passes: fn(&Hop<'_>) -> Answer,
    /// The field of what is published that a field of a filter means; none where the product
    /// compares something else, such as attributes beside the message.
    pub filtered: for<'a> fn(&'a str) -> Option<&'a str>,
    /// How those who read a topic share its messages, where that is known.
    pub sharing: fn(&Channel<'_>) -> Option<Sharing>,
    /// Whether the newest message of each key stays for ever, whatever the retention.
    pub compacts: fn(&Channel<'_>) -> bool,
    /// How long a handler may take, where the broker decides it whichever client is used.
    pub handler: fn(&Channel<'_>) -> Option<Limit>,
    /// How often a message is delivered before the broker itself gives it up.
    pub deliveries: fn(&Channel<'_>) -> Option<Setting>,
    /// How long a message is kept, where the topic's `retention` does not say it.
    pub kept: fn(&Channel<'_>) -> Option<Setting>,
    /// What bounds how much the topic keeps, where it keeps until something trims it.
    pub bounds: fn(&Channel<'_>) -> &'static [Setting],
    /// What bounds the size of a message: the smallest of these counts.
    pub largest: &'static [Setting],
    /// Whether its maker runs it, so that it has one version for everybody.
    pub hosted: bool,
    /// What the broker does where nothing is said, each with its source in the product.
    pub defaults: &'static [Default],
}

/// A message at a topic that feeds another.
#[derive(Debug, Clone, Copy)]
pub struct Hop<'a> {
    /// The topic that passes on.
    pub from: Channel<'a>,
    /// The topic that it feeds.
    pub to: Channel<'a>,
    /// The pattern that is stated.
    pub pattern: Option<&'a str>,
    /// The message's key, where it is known.
    pub key: Option<&'a str>,
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
    /// The first version, as major and minor number, where an older one has another value.
    pub since: Option<(u32, u32)>,
    /// The first version that no longer has it.
    pub until: Option<(u32, u32)>,
}

impl Default {
    /// A default that all versions have which are still supported.
    pub const fn new(setting: &'static str, value: &'static str, meaning: &'static str) -> Self {
        Default { setting, value, meaning, since: None, until: None }
    }

    /// The same from a version on.
    pub const fn since(self, major: u32, minor: u32) -> Self {
        Default { since: Some((major, minor)), ..self }
    }

    /// The same before a version.
    pub const fn until(self, major: u32, minor: u32) -> Self {
        Default { until: Some((major, minor)), ..self }
    }

    /// Whether it may hold for a version, as exact as that is known: `3`, `3.13.7`. What is no number
    /// excludes nothing.
    pub fn may_hold(&self, version: &str) -> bool {
        let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
        let Some(major) = numbers.next() else { return true };
        let minor = numbers.next();
        let before = |(first, second)| {
            major < first || major == first && minor.is_some_and(|minor| minor < second)
        };
        let from = |(first, second)| {
            major > first || major == first && (second == 0 || minor >= Some(second))
        };
        !self.since.is_some_and(before) && !self.until.is_some_and(from)
    }

    /// The versions that it holds for, in words; none where it holds for all.
    pub fn versions(&self) -> Option<String> {
        match (self.since, self.until) {
            (None, None) => None,
            (Some((major, minor)), None) => Some(format!("from {major}.{minor}")),
            (None, Some((major, minor))) => Some(format!("before {major}.{minor}")),
            (Some((from, first)), Some((to, last))) => {
                Some(format!("from {from}.{first}, before {to}.{last}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_holds_for_versions() {
        let default = Default::new("delivery-limit", "20", "20 deliveries");
        let newer = default.since(4, 1);
        let older = default.until(4, 1);
        for (version, is_newer, is_older) in [
            ("3", false, true),
            ("3.13.7", false, true),
            ("4.0", false, true),
            ("4", true, true),
            ("4.1", true, false),
            ("5", true, false),
            ("latest", true, true),
        ] {
            assert_eq!(newer.may_hold(version), is_newer, "{version}");
            assert_eq!(older.may_hold(version), is_older, "{version}");
        }
        assert!(!default.until(4, 0).may_hold("4"));
    }
}
