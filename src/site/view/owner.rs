//! Who answers for a thing, and how to reach them: the first thing that whoever is on call needs.

use crate::catalog::Team;
use crate::catalog::table::Key;
use crate::document::values::link::is_safe;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link};

/// The owning team with its ways to be reached at once; nothing where nobody owns the thing.
pub fn owner(at: Standpoint<'_>, team: Option<Key<Team>>) -> Vec<Fact> {
    let Some(key) = team else { return Vec::new() };
    let team = &at.catalog().teams[key];
    let mut facts = vec![Fact::new("Owner").link(at.team(key))];
    facts.extend(contact(team).into_iter().filter(|fact| ["On call", "Chat"].contains(&fact.term)));
    facts
}

/// Every way to reach a team.
pub fn contact(team: &Team) -> Vec<Fact> {
    let Some(contact) = &team.stated.contact else { return Vec::new() };
    let facts = [
        contact.oncall.as_ref().map(|text| reached("On call", text, text.clone())),
        contact.slack.as_ref().map(|text| Fact::words("Chat", text)),
        contact.email.as_ref().map(|text| reached("Mail", text, format!("mailto:{text}"))),
    ];
    facts.into_iter().flatten().collect()
}

/// A text that is a link where its address is one that a browser may open.
fn reached(term: &'static str, text: &str, href: String) -> Fact {
    match is_safe(&href) {
        true => {
            let title = text.trim_start_matches("https://").to_owned();
            Fact::new(term).link(Link { title, href, kind: "" })
        }
        false => Fact::words(term, text),
    }
}
