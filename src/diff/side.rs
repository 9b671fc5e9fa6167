//! The documents of both states, found by kind and id.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::body::Body;
use crate::document::values::version::Version;
use crate::document::{Document, Documents};
use crate::source::Sources;

/// The documents of both states.
#[derive(Debug)]
pub struct Sides {
    /// The older state.
    pub base: Side,
    /// The newer state.
    pub head: Side,
}

/// The documents of one state.
#[derive(Debug)]
pub struct Side {
    documents: Documents,
    /// The numbers of the documents of each kind and id; those of an event are its versions, the
    /// newest last.
    places: BTreeMap<&'static str, BTreeMap<String, Vec<usize>>>,
    /// What is declared by documents that could not be read.
    broken: BTreeSet<(&'static str, String)>,
}

impl Sides {
    /// The documents of both.
    pub fn of(base: Documents, head: Documents) -> Self {
        Sides { base: Side::of(base), head: Side::of(head) }
    }
}

impl Side {
    fn of(documents: Documents) -> Self {
        let mut places: BTreeMap<&'static str, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        for (number, document) in documents.documents.iter().enumerate() {
            let ids = places.entry(document.kind.name).or_default();
            ids.entry(document.id.clone()).or_default().push(number);
        }
        for numbers in places.values_mut().flat_map(BTreeMap::values_mut) {
            numbers
                .sort_by_key(|number| documents.documents.get(*number).and_then(version).cloned());
        }
        let broken = documents.broken.iter().filter_map(|broken| broken.declares.clone()).collect();
        Side { documents, places, broken }
    }

    /// The ids of a kind, in order.
    pub fn ids(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.places.get(kind).into_iter().flat_map(BTreeMap::keys).map(String::as_str)
    }

    /// The documents of an id: all versions of an event, one of all else.
    pub fn all(&self, kind: &str, id: &str) -> impl Iterator<Item = &Document> {
        let numbers = self.places.get(kind).and_then(|ids| ids.get(id)).into_iter().flatten();
        numbers.filter_map(|number| self.documents.documents.get(*number))
    }

    /// The document of an id; of an event that of its newest version.
    pub fn newest(&self, kind: &str, id: &str) -> Option<&Document> {
        self.all(kind, id).last()
    }

    /// The document of one version of an event.
    pub fn version(&self, id: &str, wanted: &Version) -> Option<&Document> {
        self.all("event", id).find(|document| version(document) == Some(wanted))
    }

    /// Whether a document may be there and could not be read. `path` is where it was.
    pub fn may_hide(&self, kind: &'static str, id: &str, sources: &Sources, path: &str) -> bool {
        let here = |file| sources.file(file).path == path;
        self.broken.contains(&(kind, id.to_owned()))
            || self.documents.broken.iter().any(|one| one.declares.is_none() && here(one.file))
    }
}

fn version(document: &Document) -> Option<&Version> {
    match &document.body {
        Body::Event(event) => Some(&event.version.value),
        _ => None,
    }
}
