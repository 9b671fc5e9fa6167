//! How pages are found by name: a page says what it is called and what else leads to it, and the
//! index is what all pages say, in columns, so that ten thousand of them are a small file.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::nav::SiteSection;
use crate::site::page::Mention;
use crate::site::url;
use crate::site::view::piece::Link;

/// The version of the index's form, raised when a program that reads it must change.
const VERSION: u32 = 1;

/// How a page is found.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The sign of what the page is about.
    kind: &'static str,
    /// What documents call it.
    id: String,
    /// What people read.
    title: String,
    /// What else leads to it.
    facts: Vec<(Facet, String)>,
}

/// A way to a page other than by its name, in the order in which hits name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Its title, where people know it by its id.
    Title,
    /// What its broker calls it.
    Address,
    /// A consumer group of it.
    Group,
    /// A field of its payload.
    Field,
    /// A field that only older versions have.
    OlderField,
    /// A field that its code depends on.
    Reads,
    /// The event that it begins with.
    Begins,
    /// A topic that carries it.
    Topic,
    /// The broker that it lies on.
    Broker,
    /// A store of it.
    Store,
    /// The team that answers for it.
    Owner,
    /// Its bounded context.
    Domain,
}

/// Every page that can be found. It goes out as JSON, so its keys are ours and never a document's:
/// what a document calls something stands in lists only.
#[derive(Debug, Serialize)]
pub struct Index {
    /// The version of this form.
    pub version: u32,
    /// The lists, in the order in which hits of equal rank stand, those that are empty left out.
    pub sections: Vec<Section>,
    /// The kinds of things.
    pub kinds: Vec<Kind>,
    /// The pages, by kind and name, one column for each thing that is known of all of them.
    pub rows: Rows,
    /// What else leads to them.
    pub facets: Vec<FacetColumn>,
}

/// A list of pages.
#[derive(Debug, Serialize)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// Its sign.
    pub sign: &'static str,
    /// The folder of its first page.
    pub folder: String,
    /// How many pages it has.
    pub count: usize,
}

/// A kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// Where it stands among hits of equal rank.
    #[serde(skip)]
    order: usize,
    /// Its sign.
    pub sign: &'static str,
    /// What to call it.
    pub word: &'static str,
    /// The folder that holds the folders of its pages.
    pub folder: String,
}

/// The columns that every page has.
#[derive(Debug, Default, Serialize)]
pub struct Rows {
    /// The number of its kind.
    pub kind: Vec<usize>,
    /// Its id.
    pub id: Vec<String>,
    /// Its title, where that is not its id.
    pub title: Vec<Option<String>>,
    /// Its folder as an address, where that is not its kind's and its id.
    pub folder: Vec<Option<String>>,
}

/// The words of one facet, sorted, and the pages that each leads to.
#[derive(Debug, Serialize)]
pub struct FacetColumn {
    /// What it is, in a word.
    pub name: &'static str,
    /// Whether such a word is as good as a name.
    pub names: bool,
    /// How the ids of elements begin that such a word names on the page.
    pub anchor: Option<&'static str>,
    /// The words, each once.
    pub words: Vec<String>,
    /// For each word the numbers of its rows, each less the one before: small numbers pack well.
    pub rows: Vec<Vec<usize>>,
}

impl Entry {
    /// What a link leads to, found by its title and its id.
    pub fn new(link: Link, id: &str) -> Self {
        Entry { kind: link.kind, id: id.to_owned(), title: link.title, facts: Vec::new() }
    }

    /// The same, found by these words too.
    pub fn by(mut self, facet: Facet, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.facts.extend(words.into_iter().map(|word| (facet, word.into())));
        self
    }
}

impl Facet {
    fn name(self) -> &'static str {
        match self {
            Facet::Title => "title",
            Facet::Address => "address",
            Facet::Group => "consumer group",
            Facet::Field => "field",
            Facet::OlderField => "field of an older version",
            Facet::Reads => "reads",
            Facet::Begins => "begins with",
            Facet::Topic => "topic",
            Facet::Broker => "broker",
            Facet::Store => "store",
            Facet::Owner => "owner",
            Facet::Domain => "domain",
        }
    }
}

/// The index of a site's pages.
pub fn index(sections: &[SiteSection], pages: &[Mention]) -> Index {
    let mut found: Vec<(Kind, &Entry, &Mention)> = pages
        .iter()
        .filter_map(|page| {
            let entry = page.entry.as_ref()?;
            Some((kind(sections, entry, page), entry, page))
        })
        .collect();
    found.sort_by_cached_key(|(kind, entry, _)| {
        (kind.order, entry.title.to_lowercase(), entry.id.clone())
    });
    let mut rows = Rows::default();
    let mut facts: BTreeMap<Facet, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    let mut kinds: Vec<Kind> = Vec::new();
    for (row, (kind, entry, page)) in found.iter().enumerate() {
        let known = kinds.iter().position(|known| known == kind);
        rows.kind.push(known.unwrap_or(kinds.len()));
        if known.is_none() {
            kinds.push(kind.clone());
        }
        rows.id.push(entry.id.clone());
        rows.title.push((entry.title != entry.id).then(|| entry.title.clone()));
        let usual = format!("{}{}/", kind.folder, entry.id);
        rows.folder.push((page.folder != usual).then(|| url::path(&page.folder)));
        for (facet, word) in &entry.facts {
            let rows = facts.entry(*facet).or_default().entry(word).or_default();
            if rows.last() != Some(&row) {
                rows.push(row);
            }
        }
    }
    Index {
        version: VERSION,
        sections: sections.iter().filter(|list| !list.members.is_empty()).map(section).collect(),
        kinds,
        rows,
        facets: facts.into_iter().map(|(facet, words)| column(facet, words)).collect(),
    }
}

fn kind(sections: &[SiteSection], entry: &Entry, page: &Mention) -> Kind {
    // What is in no section of the navigation, such as a rule, comes last.
    let order = sections.iter().position(|section| section.id == page.section);
    let folder = page.folder.trim_end_matches('/');
    Kind {
        order: order.unwrap_or(sections.len()),
        folder: folder.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned() + "/",
        sign: entry.kind,
        word: word(entry.kind),
    }
}

fn section(section: &SiteSection) -> Section {
    Section {
        title: section.title,
        sign: section.kind,
        folder: format!("{}/", section.id),
        count: section.members.len(),
    }
}

fn column(facet: Facet, words: BTreeMap<&str, Vec<usize>>) -> FacetColumn {
    let steps = |rows: &Vec<usize>| {
        let before = std::iter::once(&0).chain(rows);
        rows.iter().zip(before).map(|(row, before)| row - before).collect()
    };
    FacetColumn {
        name: facet.name(),
        names: matches!(facet, Facet::Title | Facet::Address | Facet::Group),
        anchor: (facet == Facet::Field).then_some("field-"),
        rows: words.values().map(steps).collect(),
        words: words.into_keys().map(str::to_owned).collect(),
    }
}

/// What a sign stands for.
fn word(sign: &'static str) -> &'static str {
    match sign {
        "dlq" => "dead-letter queue",
        "external" => "external system",
        "change" => "list",
        sign => sign,
    }
}
