//! Things of one kind, each with its summary.

use serde::Serialize;

use crate::site::view::piece::Link;

/// What is of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// What there is.
    pub items: Vec<Item>,
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
    pub fn filled(groups: Vec<(&'static str, Vec<Item>)>) -> Vec<Group> {
        let filled = groups.into_iter().filter(|(_, items)| !items.is_empty());
        filled.map(|(title, items)| Group { title, items }).collect()
    }
}

/// A page and its summary.
pub fn item(link: Link, summary: &Option<String>) -> Item {
    Item { link, summary: summary.clone() }
}
