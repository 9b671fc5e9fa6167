//! What is asked of the versions of an event, in words: the mode, the policy, and who says so.

use crate::catalog::event::Event;
use crate::changes::{Origin, Terms};
use crate::compat::policy::{Defaults, Formats, Policy, Reader, Writer};
use crate::document::parts::compatibility::Mode;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Fact;

/// What is asked of an event.
pub fn terms(at: Standpoint<'_>, event: &Event, terms: &Terms) -> Vec<Fact> {
    let asked = Fact::new("Asked").code(terms.mode.word()).text(format!(": {}", asked(terms.mode)));
    let policy = Fact::new("Policy");
    let policy = match named(&terms.policy) {
        Some(name) => policy.code(name).text(": "),
        None => policy,
    };
    vec![asked, policy.text(words(&terms.policy)), origin(at, event, terms.origin)]
}

/// What a mode asks for.
pub fn asked(mode: Mode) -> &'static str {
    match mode {
        Mode::None => "nothing",
        Mode::Backward => "consumers of a version read what the version before it wrote",
        Mode::Forward => "consumers of the version before read what a version writes",
        Mode::Full => "a version and the one before it read what the other writes",
        Mode::BackwardTransitive => "consumers of a version read what every earlier one wrote",
        Mode::ForwardTransitive => "consumers of every earlier version read what a version writes",
        Mode::FullTransitive => "a version and every earlier one read what the other writes",
    }
}

fn named(policy: &Policy) -> Option<&'static str> {
    let known = [("events", Policy::EVENTS), ("exact", Policy::EXACT)];
    known.into_iter().find(|(_, known)| known == policy).map(|(name, _)| name)
}

/// What a policy takes for granted. What only tells people something is not worth a word.
fn words(policy: &Policy) -> String {
    let writer = match policy.writer {
        Writer::DeclaredOnly => "producers write only the fields that they declare",
        Writer::Anything => "producers write whatever their schema allows",
    };
    let reader = match policy.reader {
        Reader::IgnoresUnknown => "consumers ignore fields that they do not know",
        Reader::Strict => "consumers are as strict as their schema",
    };
    let defaults =
        (policy.defaults == Defaults::AppliedByReader).then_some("consumers fill in defaults");
    let formats = (policy.formats == Formats::Assert).then_some("formats are enforced");
    let all = [writer, reader].into_iter().chain(defaults).chain(formats);
    all.collect::<Vec<_>>().join(", ")
}

fn origin(at: Standpoint<'_>, event: &Event, origin: Origin) -> Fact {
    let fact = Fact::new("Said by");
    match origin {
        Origin::Default => fact.text("nobody: it is the default"),
        Origin::LongKept(topic) => {
            fact.text("nobody: it is the default for what ").link(at.topic(topic)).text(" keeps")
        }
        Origin::Event => fact.text("this event, in ").code(at.place(event.span).text),
        Origin::Topic(topic) => fact.link(at.topic(topic)),
        Origin::Domain => match event.domain {
            Some(domain) => fact.link(at.domain(domain)),
            None => fact.text("its domain"),
        },
        Origin::Settings => fact.text("the settings of the catalog"),
    }
}
