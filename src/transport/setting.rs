//! Settings that rules compute with: what a product calls one, who holds it, and what its numbers
//! count. The text of a value is read by `catalog::setting`.

/// A setting of a product, by all of its names.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The product's own name, which messages and the list of defaults use.
    pub name: &'static str,
    /// What else it is called among a subscription's or a client's `settings`.
    pub aliases: &'static [&'static str],
    /// Its key in the topic's block.
    pub key: Option<&'static str>,
    /// A key of the block whose presence means that the value may be set elsewhere.
    pub unless: Option<&'static str>,
    /// What a number without a unit counts.
    pub unit: Unit,
    /// The values that mean that there is no limit.
    pub endless: &'static [&'static str],
    /// The largest value that the product takes, times in milliseconds.
    pub most: Option<u64>,
    /// Whose default holds where nothing is said.
    pub held_by: Holder,
    /// The first version of the broker in which it means nothing any more.
    pub until: Option<(u32, u32)>,
}

/// What a number without a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing: a time needs its unit, as clients of the product differ in what they count.
    Time,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Bytes.
    Bytes,
    /// Things: messages, deliveries, replicas.
    Count,
    /// Nothing: any text is a value, and all that is known is that there is one.
    Text,
}

/// Whose default holds where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The broker has it, whichever client is used.
    Broker,
    /// The client has it: without a known client nothing holds.
    Client,
}

impl Setting {
    /// A setting that the broker holds.
    pub const fn of_broker(name: &'static str, unit: Unit) -> Self {
        Setting {
            name,
            aliases: &[],
            key: None,
            unless: None,
            unit,
            endless: &[],
            most: None,
            held_by: Holder::Broker,
            until: None,
        }
    }

    /// A setting that the client holds.
    pub const fn of_client(name: &'static str, unit: Unit) -> Self {
        Setting { held_by: Holder::Client, ..Setting::of_broker(name, unit) }
    }

    /// The same with other names.
    pub const fn called(self, aliases: &'static [&'static str]) -> Self {
        Setting { aliases, ..self }
    }

    /// The same with a key of the topic's block.
    pub const fn key(self, key: &'static str) -> Self {
        Setting { key: Some(key), ..self }
    }

    /// The same where another key of the block means that the value may be set elsewhere.
    pub const fn unless(self, key: &'static str) -> Self {
        Setting { unless: Some(key), ..self }
    }

    /// The same with values that mean no limit.
    pub const fn endless(self, words: &'static [&'static str]) -> Self {
        Setting { endless: words, ..self }
    }

    /// The same with the largest value that the product takes, times in milliseconds.
    pub const fn at_most(self, most: u64) -> Self {
        Setting { most: Some(most), ..self }
    }

    /// The same before a version of the broker.
    pub const fn until(self, major: u32, minor: u32) -> Self {
        Setting { until: Some((major, minor)), ..self }
    }
}

/// A setting's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// So many milliseconds, bytes or things.
    Of(u64),
    /// There is no limit.
    Endless,
}

impl Amount {
    /// The number, where there is one.
    pub fn number(self) -> Option<u64> {
        match self {
            Amount::Of(number) => Some(number),
            Amount::Endless => None,
        }
    }
}

/// How long the handling of a message may take before it is taken from the consumer.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The setting that says how long.
    pub setting: Setting,
    /// What its clock runs for.
    pub clock: Clock,
    /// What happens then, behind "then": "the broker delivers the message again".
    pub then: &'static str,
}

/// What the clock of a limit runs for.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The handling of one message.
    Message,
    /// All that one poll brings, one message after another: `batch.size`, or else this setting.
    Poll(Option<Setting>),
    /// Each message from its delivery on, while those that came before it are handled.
    Delivery,
}
