//! What a setting is for a consumer or a topic, and where that comes from: a document, or the
//! product's default for a version that is known.
//!
//! The subscription says it first, then the broker's document for the client, then the topic's
//! block. Where none does, the one default that can hold is the answer, or there is none.

use std::fmt;

use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::catalog::{Broker, Catalog};
use crate::document::kinds::broker::BrokerVersion;
use crate::document::parts::subscription::Setting as Written;
use crate::document::spanned::Spanned;
use crate::document::values::duration::{self, Duration};
use crate::source::span::Span;
use crate::transport::broker::Default;
use crate::transport::client::Client;
use crate::transport::setting::{Amount, Holder, Limit, Setting, Unit};

/// A setting's value that is known.
#[derive(Debug, Clone)]
pub struct Known {
    /// The setting.
    pub setting: Setting,
    /// Its value, times in milliseconds.
    pub amount: Amount,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A document says it here.
    Stated(Span),
    /// Nobody says it: it is the default of this product.
    Default(Product),
}

/// A product, by its name, and by its version where its default depends on that: "KafkaJS 2".
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    title: &'static str,
    version: Option<BrokerVersion>,
}

impl fmt::Display for Product {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(formatter, "{} {}", self.title, version.0),
            None => formatter.write_str(self.title),
        }
    }
}

impl Known {
    /// The value for a message: "30 s", "30 s by default (KafkaJS 2)".
    pub fn words(&self) -> String {
        let value = self.value();
        match &self.origin {
            Origin::Stated(_) => value,
            Origin::Default(product) => format!("{value} by default ({product})"),
        }
    }

    /// The value alone: "30 s", "1048588 bytes", "5".
    pub fn value(&self) -> String {
        match (self.amount, self.setting.unit) {
            (Amount::Endless, _) => "without limit".to_owned(),
            (Amount::Of(time), Unit::Time | Unit::Milliseconds | Unit::Seconds) => {
                duration::words(time)
            }
            (Amount::Of(bytes), Unit::Bytes) => format!("{bytes} bytes"),
            (Amount::Of(count), Unit::Count) => count.to_string(),
            (Amount::Of(_), Unit::Text) => "stated".to_owned(),
        }
    }

    /// The product's largest value, where this is it, or beyond.
    pub fn reached(&self) -> Option<u64> {
        self.setting.most.filter(|most| self.amount >= Amount::Of(*most))
    }

    /// Where a document says it.
    pub fn stated(&self) -> Option<Span> {
        match self.origin {
            Origin::Stated(span) => Some(span),
            Origin::Default(_) => None,
        }
    }
}

/// What a setting is for a consumer that reads this topic.
pub fn of_consumer(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
    setting: &Setting,
) -> Option<Known> {
    let topic = &catalog.topics[topic];
    let broker = &catalog.brokers[topic.broker?];
    let name = subscription.stated.client.as_ref().map(|client| client.value.as_str());
    let client = name.and_then(|name| broker.stated.clients.get(name));
    let written = written(setting, |name| subscription.stated.settings.get(name))
        .or_else(|| written(setting, |name| client?.settings.get(name)));
    if let Some(found) = written {
        // What cannot be read is said, so no default holds.
        return known(setting, found.value.as_str(), found.span);
    }
    // What a consumer leaves out may only be misspelt.
    let places = [subscription.span, broker.span, catalog.services[subscription.service].span];
    if !places.iter().all(|place| catalog.is_sound(*place)) {
        return None;
    }
    if setting.held_by == Holder::Broker {
        return of_topic(catalog, topic, setting);
    }
    let facts = self::client(subscription)?;
    let version = client?.version.as_ref()?;
    default(setting, facts.defaults, Some(version), facts.title)
}

/// What a setting is for a topic, whoever reads it.
pub fn of_topic(catalog: &Catalog, topic: &Topic, setting: &Setting) -> Option<Known> {
    let broker = &catalog.brokers[topic.broker?];
    let product = catalog.product(topic)?;
    if !may_be_set(setting, broker) {
        return None;
    }
    let block = topic.node.get(product.name);
    if let Some(node) = setting.key.and_then(|key| block?.get(key)) {
        return known(setting, node.text()?, node.span);
    }
    let elsewhere = setting.unless.is_some_and(|key| topic.block.get(key).is_some());
    let sound = catalog.is_sound(topic.span) && catalog.is_sound(broker.span);
    if elsewhere || !sound || setting.held_by == Holder::Client {
        return None;
    }
    let version = broker.stated.version.as_ref().map(|version| &version.value);
    match product.hosted {
        true => default(setting, product.defaults, None, product.title),
        false => default(setting, product.defaults, Some(version?), product.title),
    }
}

/// How long a topic keeps a message: what its broker's block says, since that is what the broker gets,
/// its `retention`, or the broker's default. None where a bound by count or size may end it before.
pub fn retention(catalog: &Catalog, topic: &Topic) -> Option<Known> {
    let product = catalog.product(topic);
    let setting = product.and_then(|product| (product.kept)(&topic.channel()));
    let of_broker = setting.as_ref().and_then(|setting| of_topic(catalog, topic, setting));
    let kept = match (stated_retention(topic, setting), of_broker) {
        (Some(stated), Some(got)) if got.stated().is_some() && got.amount != stated.amount => got,
        (Some(stated), _) => stated,
        (None, got) => got?,
    };
    let bounds = product.map(|product| (product.bounds)(&topic.channel())).unwrap_or_default();
    let mut others = bounds.iter().filter(|bound| Some(bound.name) != setting.map(|one| one.name));
    let is_bounded = |bound: &Setting| {
        let bound = of_topic(catalog, topic, bound);
        bound.is_some_and(|bound| bound.stated().is_some() && bound.amount != Amount::Endless)
    };
    let for_ever = kept.amount == Amount::Endless;
    (!for_ever || !others.any(is_bounded)).then_some(kept)
}

/// The `retention` of a topic, which is bounded as the setting of its broker is.
fn stated_retention(topic: &Topic, of_broker: Option<Setting>) -> Option<Known> {
    let stated = topic.stated.retention.as_ref()?;
    let most = of_broker.and_then(|setting| setting.most);
    let amount = match stated.value.milliseconds() {
        u64::MAX => Amount::Endless,
        time => Amount::Of(time),
    };
    let setting = Setting { most, ..Setting::of_broker("retention", Unit::Milliseconds) };
    Some(Known { setting, amount, origin: Origin::Stated(stated.span) })
}

/// How long a handler may take: the client's limit, or else the broker's. None where neither the
/// client nor the broker decides it, or where the client asks for more time by itself.
pub fn handler_limit(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
) -> Option<Limit> {
    let row = &catalog.topics[topic];
    let product = catalog.product(row)?;
    match client(subscription).filter(|client| client.broker == product.name) {
        Some(client) if client.extends => None,
        Some(client) => client.handler.or_else(|| (product.handler)(&row.channel())),
        None => (product.handler)(&row.channel()),
    }
}

/// The facts of the library that a subscription names.
pub fn client(subscription: &Subscription) -> Option<&'static Client> {
    subscription.client
}

/// What is written under any name of a setting.
fn written<'a>(
    setting: &Setting,
    find: impl Fn(&str) -> Option<&'a Written>,
) -> Option<&'a Spanned<String>> {
    let mut names = std::iter::once(&setting.name).chain(setting.aliases).chain(&setting.key);
    names.find_map(|name| find(name)).map(|written| &written.0)
}

fn known(setting: &Setting, text: &str, span: Span) -> Option<Known> {
    let amount = amount(setting, text)?;
    Some(Known { setting: *setting, amount, origin: Origin::Stated(span) })
}

/// Whether the setting still means something in the broker's version. A version that leaves it open
/// says no.
fn may_be_set(setting: &Setting, broker: &Broker) -> bool {
    let Some((major, minor)) = setting.until else { return true };
    let later = Default::new("", "", "").since(major, minor);
    broker.stated.version.as_ref().is_some_and(|version| !later.may_hold(&version.value.0))
}

/// The only default that can hold for a version; without one, the only default there is.
fn default(
    setting: &Setting,
    defaults: &[Default],
    version: Option<&BrokerVersion>,
    title: &'static str,
) -> Option<Known> {
    let mut rows = defaults.iter().filter(|row| {
        row.setting == setting.name && version.is_none_or(|version| row.may_hold(&version.0))
    });
    let (row, others) = (rows.next()?, rows.next());
    let amount = amount(setting, row.value).filter(|_| others.is_none())?;
    let product = Product { title, version: version.cloned() };
    Some(Known { setting: *setting, amount, origin: Origin::Default(product) })
}

/// A text as a setting's value: a number in the setting's unit, a duration, or no limit.
fn amount(setting: &Setting, text: &str) -> Option<Amount> {
    if setting.endless.contains(&text) {
        return Some(Amount::Endless);
    }
    if setting.unit == Unit::Text {
        return Some(Amount::Of(0));
    }
    let scale = if setting.unit == Unit::Seconds { 1000 } else { 1 };
    match text.parse::<u64>() {
        Ok(_) if setting.unit == Unit::Time => None,
        Ok(number) => Some(Amount::Of(number.checked_mul(scale)?)),
        Err(_) if matches!(setting.unit, Unit::Time | Unit::Milliseconds | Unit::Seconds) => {
            Some(Amount::Of(text.parse::<Duration>().ok()?.milliseconds))
        }
        Err(_) => None,
    }
}
