//! What is asked of the versions of an event, in words: the mode, the policy, and who says so.

use crate::catalog::event::Event;
use crate::changes::{Origin, Terms, told};
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Fact;

/// What is asked of an event.
pub fn terms(at: Standpoint<'_>, event: &Event, terms: &Terms) -> Vec<Fact> {
    let asked = Fact::new("Asked").code(terms.mode.word());
    let asked = asked.text(format!(": {}", told::mode(terms.mode)));
    let policy = told::policy(terms.policy);
    let policy = match policy.split_once(": ") {
        Some((name, words)) => {
            let fact = Fact::new("Policy");
            let name = name.trim_start_matches("policy").trim_start();
            let fact = if name.is_empty() { fact } else { fact.code(name).text(": ") };
            fact.text(words)
        }
        None => Fact::words("Policy", policy),
    };
    let mut facts = vec![asked, policy];
    if terms.origin == terms.policy_origin {
        facts.push(said(at, event, "Said by", terms.origin));
    } else {
        facts.push(said(at, event, "Asked by", terms.origin));
        facts.push(said(at, event, "Policy of", terms.policy_origin));
    }
    facts
}

/// Who says something, as a link where it has a page.
fn said(at: Standpoint<'_>, event: &Event, term: &'static str, origin: Origin) -> Fact {
    let fact = Fact::new(term);
    match origin {
        Origin::Default => fact.text("nobody: it is the default"),
        Origin::LongKept(topic) => fact
            .text("nobody: it is the default where a topic, here ")
            .link(at.topic(topic))
            .text(", keeps events for a year or longer, or compacts them"),
        Origin::Event => fact.text("this event, in ").code(at.place(event.span).text),
        Origin::Topic(topic) => fact.text("the topic ").link(at.topic(topic)),
        Origin::Domain => match event.domain {
            Some(domain) => fact.text("the domain ").link(at.domain(domain)),
            None => fact.text("its domain"),
        },
        Origin::Settings => fact.text("the settings of the catalog"),
    }
}
