//! Things of one kind, each with its summary.

use serde::Serialize;

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

/// The most things of a kind that one page shows: no page holds the whole catalog.
const SHOWN: usize = 40;

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
            let list = format!("{}/", title.to_lowercase());
            let more = count - items.len();
            let rest = (more > 0).then(|| at.link(&format!("{more} more in the list"), &list, ""));
            Group { title, count, items, rest }
        };
        groups.into_iter().filter(|(_, items)| !items.is_empty()).map(group).collect()
    }
}

/// A page and its summary.
pub fn item(link: Link, summary: &Option<String>) -> Item {
    Item { link, summary: summary.clone() }
}
