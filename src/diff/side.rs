//! The documents of both states, found by kind and id.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::body::Body;
use crate::document::values::id::Id;
use crate::document::values::version::Version;
use crate::document::{self, Broken, Document, Documents};
use crate::source::Sources;
use crate::source::span::FileId;

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
        let declares = documents.broken.iter().filter_map(|broken| broken.declares.clone());
        // A first key that is misspelt makes a file one that could be a schema.
        let meant = documents.fragments.values().filter_map(document::meant);
        let broken = declares.chain(meant.filter_map(|broken| broken.declares)).collect();
        Side { documents, places, broken }
    }

    /// The files that hold a document which could not be read, each once.
    pub fn unread(&self) -> BTreeSet<FileId> {
        self.documents.broken.iter().map(|broken| broken.file).collect()
    }

    /// Whether a version of an event may be there and could not be read.
    pub fn may_hide_version(&self, id: &str) -> bool {
        self.broken.contains(&("event", id.to_owned()))
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

    /// Whether a document of the other state may be there and could not be read. `path` is where the
    /// other state has it. What does not tell what it declares may be any document of its file, and of
    /// any file where the other state does not have its own: files are moved.
    pub fn may_hide(
        &self,
        kind: &'static str,
        id: &str,
        path: &str,
        (own, other): (&Sources, &Sources),
    ) -> bool {
        let could_be = |broken: &Broken| match &broken.declares {
            Some((of, id)) => *of == kind && id.parse::<Id>().is_err(),
            None => true,
        };
        let near = |broken: &Broken| {
            let here = &own.file(broken.file).path;
            here == path || other.iter().all(|(_, file)| file.path != *here)
        };
        self.broken.contains(&(kind, id.to_owned()))
            || self.documents.broken.iter().any(|one| could_be(one) && near(one))
    }
}

fn version(document: &Document) -> Option<&Version> {
    match &document.body {
        Body::Event(event) => Some(&event.version.value),
        _ => None,
    }
}
