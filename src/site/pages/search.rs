//! The page of the search. With a script it finds by name, and `?q=` says what; without one it leads
//! to the lists.

use serde::Serialize;

use crate::site::nav;
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;

/// The page of the search.
pub const PAGE: PageKind = PageKind {
    name: "search",
    sentence: "Everything that has a name, and where to find it.",
    plan,
};

/// The ways in.
#[derive(Debug, Serialize)]
struct SearchView {
    title: &'static str,
    lists: Vec<ListLink>,
    /// The index as JSON.
    index: &'static str,
}

/// A list.
#[derive(Debug, Serialize)]
struct ListLink {
    link: Link,
    count: usize,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new("search/", move |folder: &str| page(at.at(folder)))]
}

fn page(at: Standpoint<'_>) -> Page {
    let sections = nav::sections(at.at("")).into_iter();
    let list = |section: nav::SiteSection| ListLink {
        link: at.link(section.title, &format!("{}/", section.id), section.kind),
        count: section.members.len(),
    };
    let lists = sections.filter(|section| !section.members.is_empty()).map(list).collect();
    let view = SearchView { title: "Search", lists, index: "names.json" };
    Page::new("search", at.folder, "Search", view)
        .described("Find an event, a service, a topic or a field by its name.")
        .below("search", at.above("", ""))
}
