//! What is asked of the versions of an event, and who says so: the event, then the topics that it is
//! published to, then its domain, then the settings; each key by itself.

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::changes::{Origin, Terms};
use crate::compat::policy::{Defaults, Formats, Policy, Reader, Writer};
use crate::config::Config;
use crate::document::either::TextOr;
use crate::document::parts::compatibility::{Compatibility, Mode, PolicyWord};

/// From here on a topic keeps events so long that those of every earlier version are met again:
/// 365 days, in milliseconds.
const LONG: u64 = 365 * 24 * 60 * 60 * 1000;

/// What is asked of an event that these subscriptions read.
pub fn of(catalog: &Catalog, config: &Config, event: &Event, read: &[&Subscription]) -> Terms {
    let (mode, origin) = nearest(catalog, config, event, mode, Mode::and)
        .or_else(|| {
            Some((Mode::FullTransitive, Origin::LongKept(long_kept(catalog, event, read)?)))
        })
        .unwrap_or((Mode::Full, Origin::Default));
    let (policy, policy_origin) = nearest(catalog, config, event, policy, stricter)
        .unwrap_or((Policy::EVENTS, Origin::Default));
    Terms { mode, policy, origin, policy_origin }
}

fn mode(stated: &Compatibility) -> Option<Mode> {
    stated.mode.as_ref().map(|mode| mode.value)
}

fn policy(stated: &Compatibility) -> Option<Policy> {
    let long = match &stated.policy.as_ref()?.value {
        TextOr::Text(PolicyWord::Events) => return Some(Policy::EVENTS),
        TextOr::Text(PolicyWord::Exact) => return Some(Policy::EXACT),
        TextOr::Long(long) => long,
    };
    Some(Policy {
        writer: long.writer.unwrap_or(Policy::EVENTS.writer),
        reader: long.reader.unwrap_or(Policy::EVENTS.reader),
        defaults: long.defaults.unwrap_or(Policy::EVENTS.defaults),
        formats: long.formats.unwrap_or(Policy::EVENTS.formats),
    })
}

/// What the nearest document that says something says. Topics are equally near: where several say
/// something, all of it is asked.
fn nearest<T: Copy + PartialEq>(
    catalog: &Catalog,
    config: &Config,
    event: &Event,
    said: fn(&Compatibility) -> Option<T>,
    both: fn(T, T) -> T,
) -> Option<(T, Origin)> {
    let said = |stated: &Option<Compatibility>| stated.as_ref().and_then(said);
    let domain = || said(&catalog.domains[event.domain?].stated.compatibility);
    let of_topics = || {
        let topics = event.topics.iter().map(|carrier| carrier.topic);
        let topics =
            topics.filter_map(|key| Some((said(&catalog.topics[key].stated.compatibility)?, key)));
        let topics: Vec<(T, Key<Topic>)> = topics.collect();
        let asked = topics.iter().map(|(value, _)| *value).reduce(both)?;
        // The one that asks all of it by itself is named; where none does, the first.
        let whole = topics.iter().find(|(value, _)| *value == asked).or(topics.first())?;
        Some((asked, Origin::Topic(whole.1)))
    };
    let of_event = said(&event.stated.compatibility).map(|value| (value, Origin::Event));
    of_event
        .or_else(of_topics)
        .or_else(|| domain().map(|value| (value, Origin::Domain)))
        .or_else(|| said(&config.compatibility).map(|value| (value, Origin::Settings)))
}

/// The policy that lets nothing pass which one of two policies does not.
fn stricter(one: Policy, other: Policy) -> Policy {
    let any = |asks: fn(&Policy) -> bool| asks(&one) || asks(&other);
    let pick = |any: bool| if any { Policy::EXACT } else { Policy::EVENTS };
    let unfilled = any(|policy| policy.defaults == Defaults::Annotation);
    Policy {
        writer: pick(any(|policy| policy.writer == Writer::Anything)).writer,
        reader: pick(any(|policy| policy.reader == Reader::Strict)).reader,
        defaults: if unfilled { Defaults::Annotation } else { Defaults::AppliedByReader },
        formats: match any(|policy| policy.formats == Formats::Assert) {
            true => Formats::Assert,
            false => Formats::Annotation,
        },
    }
}

/// A topic on the way of an event, from where it is published to where it is read, that keeps
/// messages for a year or longer, or compacts them.
fn long_kept(catalog: &Catalog, event: &Event, read: &[&Subscription]) -> Option<Key<Topic>> {
    let published = event.topics.iter().map(|carrier| carrier.topic);
    let read = read.iter().flat_map(|subscription| subscription.topics.iter().copied());
    published.chain(read).find(|key| {
        let topic = &catalog.topics[*key];
        let retention = topic.stated.retention.as_ref();
        let long = retention.is_some_and(|retention| retention.milliseconds() >= LONG);
        let compacts =
            || catalog.product(topic).is_some_and(|product| (product.compacts)(&topic.channel()));
        topic.role().is_none() && (long || compacts())
    })
}
