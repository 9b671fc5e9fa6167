//! The page of a team: how to reach it, and what it owns.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::{Team, title_or_id};
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::search::Entry;
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::group::{self, Group, Members, members};
use crate::site::view::owner::contact;
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

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |(_, team): (Key<Team>, &Team)| url::folder("teams", &team.id);
    let page = move |folder: &str, (key, team): (Key<Team>, &Team)| {
        let at = at.at(folder);
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
    drafts(at.catalog().teams.iter(), folder, page)
}

fn view(at: Standpoint<'_>, key: Key<Team>) -> TeamView {
    let team = &at.catalog().teams[key];
    let people = &team.stated.members;
    let people = (!people.is_empty()).then(|| Fact::words("Members", people.join(", ")));
    TeamView {
        id: team.id.clone(),
        title: title_or_id(&team.stated.title, &team.id).to_owned(),
        summary: team.stated.summary.clone(),
        facts: contact(team).into_iter().chain(people).collect(),
        place: at.place(team.span),
        description: team.stated.description.as_ref().map(|text| prose(text, "")),
        members: Group::filled(at, owned(at, key)),
        links: outside(&team.stated.links),
    }
}

fn owned(at: Standpoint<'_>, key: Key<Team>) -> Vec<Members> {
    members(at, |owner, _| owner == Some(key))
}
