//! The page of a domain: what belongs to it.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::{Domain, title_or_id};
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::group::{self, Group, Members, members};
use crate::site::view::owner::owner;
use crate::site::view::piece::{Fact, Link, Place};

/// The pages of domains.
pub const PAGE: PageKind =
    PageKind { name: "domain", sentence: "A bounded context and what belongs to it.", plan };

/// A domain.
#[derive(Debug, Serialize)]
struct DomainView {
    id: String,
    title: String,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    description: Option<Prose>,
    members: Vec<Group>,
    links: Vec<Link>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |(_, domain): (Key<Domain>, &Domain)| url::folder("domains", &domain.id);
    let page = move |folder: &str, (key, domain): (Key<Domain>, &Domain)| {
        let at = at.at(folder);
        let view = view(at, key);
        let described = view.summary.clone().unwrap_or_default();
        let name = view.title.clone();
        let page = Page::new("domain", at.folder, format!("{} domain", view.title), view)
            .described(described)
            .called(name)
            .below("domains", at.above("Domains", "domains"))
            .found(at.entry(at.domain(key), &domain.id, domain.owner, None));
        let name = format!("the {} domain", at.domain(key).title);
        let rest = group::rest(at, &page, &name, &|at| owned(at, key));
        std::iter::once(page).chain(rest)
    };
    drafts(at.catalog().domains.iter(), folder, page)
}

fn view(at: Standpoint<'_>, key: Key<Domain>) -> DomainView {
    let domain = &at.catalog().domains[key];
    DomainView {
        id: domain.id.clone(),
        title: title_or_id(&domain.stated.title, &domain.id).to_owned(),
        summary: domain.stated.summary.clone(),
        facts: owner(at, domain.owner),
        place: at.place(domain.span),
        description: domain.stated.description.as_ref().map(|text| prose(text, "")),
        members: Group::filled(at, owned(at, key)),
        links: outside(&domain.stated.links),
    }
}

fn owned(at: Standpoint<'_>, key: Key<Domain>) -> Vec<Members> {
    members(at, |_, domain| domain == Some(key))
}
