//! The page of a team: how to reach it, and what it owns.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::{Team, title_or_id};
use crate::document::values::link::is_safe;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Page, PageKind};
use crate::site::search::Entry;
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::group::{self, Group, Item, item};
use crate::site::view::piece::{Fact, Link, Place};

/// The pages of teams.
pub const PAGE: PageKind =
    PageKind { name: "team", sentence: "Who answers for what, and how to reach them.", plan };

/// A team.
#[derive(Debug, Serialize)]
struct TeamView {
    id: String,
    title: String,
    summary: Option<String>,
    /// How to reach it.
    facts: Vec<Fact>,
    place: Place,
    description: Option<Prose>,
    /// What it owns.
    members: Vec<Group>,
    links: Vec<Link>,
}

fn plan(at: Standpoint<'_>) -> Vec<Page> {
    let page = |(key, team): (Key<Team>, &Team)| {
        let folder = url::folder("teams", &team.id);
        let at = at.at(&folder);
        let view = view(at, key);
        let described = view.summary.clone().unwrap_or_default();
        let name = view.title.clone();
        let page = Page::new("team", at.folder, format!("{} team", view.title), view)
            .described(described)
            .called(name)
            .below("teams", at.above("Teams", "teams"))
            .found(Entry::new(at.team(key), &team.id));
        let name = format!("the {} team", at.team(key).title);
        let rest = group::rest(at, &page, &name, &|at| owned(at, key));
        std::iter::once(page).chain(rest)
    };
    at.catalog().teams.iter().flat_map(page).collect()
}

fn view(at: Standpoint<'_>, key: Key<Team>) -> TeamView {
    let team = &at.catalog().teams[key];
    TeamView {
        id: team.id.clone(),
        title: title_or_id(&team.stated.title, &team.id).to_owned(),
        summary: team.stated.summary.clone(),
        facts: contact(team),
        place: at.place(team.span),
        description: team.stated.description.as_ref().map(|text| prose(text, "")),
        members: Group::filled(at, owned(at, key)),
        links: outside(&team.stated.links),
    }
}

fn owned(at: Standpoint<'_>, key: Key<Team>) -> Vec<(&'static str, Vec<Item>)> {
    let catalog = at.catalog();
    let team = Some(key);
    let domains = catalog.domains.iter().filter(|(_, row)| row.owner == team);
    let events = catalog.events.iter().filter(|(_, row)| row.owner == team);
    let services = catalog.services.iter().filter(|(_, row)| row.owner == team);
    let topics = catalog.topics.iter().filter(|(_, row)| row.owner == team);
    let sagas = catalog.sagas.iter().filter(|(_, row)| row.owner == team);
    vec![
        ("Domains", domains.map(|(key, row)| item(at.domain(key), &row.stated.summary)).collect()),
        ("Events", events.map(|(key, row)| item(at.event(key), &row.stated.summary)).collect()),
        (
            "Services",
            services.map(|(key, row)| item(at.service(key), &row.stated.summary)).collect(),
        ),
        ("Topics", topics.map(|(key, row)| item(at.topic(key), &row.stated.summary)).collect()),
        ("Sagas", sagas.map(|(key, row)| item(at.saga(key), &row.stated.summary)).collect()),
    ]
}

fn contact(team: &Team) -> Vec<Fact> {
    let contact = team.stated.contact.as_ref();
    let reach = |text: &String, address: String| match is_safe(&address) {
        true => Fact::new("").link(Link { title: text.clone(), href: address, kind: "" }).value,
        false => Fact::words("", text).value,
    };
    let fact = |term, value| Fact { value, ..Fact::new(term) };
    let facts = [
        contact
            .and_then(|contact| contact.oncall.as_ref())
            .map(|text| fact("On call", reach(text, text.clone()))),
        contact.and_then(|contact| contact.slack.as_ref()).map(|text| Fact::words("Chat", text)),
        contact
            .and_then(|contact| contact.email.as_ref())
            .map(|text| fact("Mail", reach(text, format!("mailto:{text}")))),
        (!team.stated.members.is_empty())
            .then(|| Fact::words("Members", team.stated.members.join(", "))),
    ];
    facts.into_iter().flatten().collect()
}
