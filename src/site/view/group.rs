//! Things of one kind, each with its summary.

use serde::Serialize;

use crate::site::listing::{self, Part, Row, SHOWN};
use crate::site::page::Page;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;

/// What is of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub items: Vec<Item>,
    /// The list of all, where not all are shown.
    pub rest: Option<Link>,
}

/// A page and its summary.
#[derive(Debug, Serialize)]
pub struct Item {
    /// The page.
    pub link: Link,
    /// Its summary.
    pub summary: Option<String>,
}

impl Group {
    /// Groups without those that are empty.
    pub fn filled(at: Standpoint<'_>, groups: Vec<(&'static str, Vec<Item>)>) -> Vec<Group> {
        let group = |(title, mut items): (&'static str, Vec<Item>)| {
            let count = items.len();
            items.truncate(SHOWN);
            let list = listing::rest_folder(at.folder, &title.to_lowercase());
            let all = format!("All {count} {}", title.to_lowercase());
            let rest = (count > SHOWN).then(|| at.link(&all, &list, ""));
            Group { title, count, items, rest }
        };
        groups.into_iter().filter(|(_, items)| !items.is_empty()).map(group).collect()
    }
}

/// The lists of the groups that a page shows only in part. `all` gives the groups as they are seen
/// from a folder.
pub fn rest(
    at: Standpoint<'_>,
    page: &Page,
    name: &str,
    all: &dyn Fn(Standpoint<'_>) -> Vec<(&'static str, Vec<Item>)>,
) -> Vec<Page> {
    let groups = all(at).into_iter().filter(|(_, items)| items.len() > SHOWN);
    let list = |(title, items): (&'static str, Vec<Item>)| {
        let rows = |at: Standpoint<'_>| {
            let same = all(at).into_iter().filter(|(known, _)| *known == title);
            let items = same.flat_map(|(_, items)| items);
            items.map(|item| Row::new(item.link, item.summary, Vec::new())).collect()
        };
        let part = Part {
            id: &title.to_lowercase(),
            title: format!("{title} of {name}"),
            kind: items.first().map_or("", |item| item.link.kind),
            count: items.len(),
            columns: &[title],
            rows: &rows,
        };
        listing::rest(at, page, part)
    };
    groups.flat_map(list).collect()
}

/// A page and its summary.
pub fn item(link: Link, summary: &Option<String>) -> Item {
    Item { link, summary: summary.clone() }
}
