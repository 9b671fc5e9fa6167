//! Every id that a catalog declares, and how a reference finds its row.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::table::{Key, Table};
use crate::document::body::Body;
use crate::document::parts::Name;
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;
use crate::document::values::version::Version;
use crate::document::{Broken, Document};
use crate::finding::spelling::replacement;
use crate::finding::{Finding, Level, did_you_mean};
use crate::source::Sources;
use crate::source::span::Span;

/// The ids of each kind, with the number of the row that each will have.
#[derive(Debug, Default)]
pub struct Names {
    rows: BTreeMap<&'static str, BTreeMap<String, Declared>>,
    broken: BTreeSet<(&'static str, String)>,
    versions: BTreeMap<String, Vec<Version>>,
}

#[derive(Debug)]
struct Declared {
    row: usize,
    place: String,
}

impl Names {
    /// The names of all documents. Rows are numbered in the order of the ids.
    pub fn of(sources: &Sources, documents: &[Document], broken: &[Broken]) -> Self {
        let mut names = Names::default();
        for document in documents {
            let position = sources.position(document.span);
            let place = format!("{}:{}", sources.file(document.span.file).path, position.line);
            let ids = names.rows.entry(document.kind.name).or_default();
            ids.entry(document.id.clone()).or_insert(Declared { row: 0, place });
            if let Body::Event(event) = &document.body {
                let versions = names.versions.entry(document.id.clone()).or_default();
                versions.push(event.version.value.clone());
            }
        }
        for ids in names.rows.values_mut() {
            for (row, declared) in ids.values_mut().enumerate() {
                declared.row = row;
            }
        }
        names.broken = broken.iter().filter_map(|broken| broken.declares.clone()).collect();
        names
    }

    /// The ids of a kind, in order.
    pub fn ids(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.rows.get(kind).into_iter().flat_map(|ids| ids.keys().map(String::as_str))
    }

    /// The row that an id names.
    pub fn find<T>(&self, kind: &str, id: &str) -> Option<Key<T>> {
        self.rows.get(kind)?.get(id).map(|declared| Table::key(declared.row))
    }

    /// The row that a reference names. `sentence` says who refers, with the name in backticks.
    ///
    /// Adds a finding where nothing has that name, unless its document is there but broken: then
    /// the broken document is the root cause.
    pub fn resolve<T>(
        &self,
        kind: &'static str,
        name: &Name,
        sentence: impl FnOnce() -> String,
        findings: &mut Vec<Finding>,
    ) -> Option<Key<T>> {
        let found = self.find(kind, name);
        if found.is_none() && !self.is_broken(kind, &name.value) {
            findings.push(self.unknown(kind, &name.value, name.span, sentence()));
        }
        found
    }

    /// The rows that a list of references names.
    pub fn resolve_all<T>(
        &self,
        kind: &'static str,
        names: &[Name],
        sentence: impl Fn(&str) -> String,
        findings: &mut Vec<Finding>,
    ) -> Vec<Key<T>> {
        let mut keys = Vec::with_capacity(names.len());
        for name in names {
            let key = self.resolve(kind, name, || sentence(&name.value), findings);
            keys.extend(key.filter(|key| !keys.contains(key)));
        }
        keys
    }

    /// Adds a finding where an event has no document of this version. `sentence` says who names it.
    pub fn expect_version(
        &self,
        event: &str,
        version: &Spanned<Version>,
        sentence: impl FnOnce() -> String,
        findings: &mut Vec<Finding>,
    ) {
        let Some(versions) = self.versions.get(event) else { return };
        if versions.contains(&version.value) || self.is_broken("event", event) {
            return;
        }
        let mut known: Vec<&Version> = versions.iter().collect();
        known.sort();
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let message = format!("{}, which no document defines", sentence());
        findings.push(
            Finding::new("unknown-version", Level::Error, version.span, message)
                .label(format!("`{event}` has version {}", known.join(", "))),
        );
    }

    /// Whether a broken document declares this id, or one that was most likely meant to be it.
    fn is_broken(&self, kind: &'static str, name: &str) -> bool {
        let broken = self.broken.iter().filter(|(of, _)| *of == kind);
        // What has no legal id may have been meant to have any.
        broken.clone().any(|(_, id)| id.parse::<Id>().is_err())
            || did_you_mean(name, broken.map(|(_, id)| id.as_str())).is_some()
    }

    fn unknown(&self, kind: &'static str, name: &str, span: Span, sentence: String) -> Finding {
        let message = format!("{sentence}, which no document defines");
        let finding = Finding::new(rule(kind), Level::Error, span, message);
        let near = did_you_mean(name, self.ids(kind));
        let place = near.and_then(|near| Some(&self.rows.get(kind)?.get(near)?.place));
        match (near, place) {
            (Some(near), Some(place)) => {
                let finding = finding.label(format!("did you mean `{near}` ({place})?"));
                let same = |id: &&str| id.eq_ignore_ascii_case(name);
                let is_safe = same(&near) && self.ids(kind).filter(same).count() == 1;
                match replacement(span, name, near) {
                    Some(edit) => finding.respell(format!("name `{near}`"), edit, is_safe),
                    None => finding,
                }
            }
            _ => finding.label(format!("no {kind} has this id")),
        }
    }
}

/// The rule of a reference to a document of this kind that does not exist.
fn rule(kind: &'static str) -> &'static str {
    match kind {
        "event" => "unknown-event",
        "service" => "unknown-service",
        "topic" => "unknown-topic",
        "broker" => "unknown-broker",
        "store" => "unknown-store",
        "team" => "unknown-team",
        "aggregate" => "unknown-aggregate",
        "envelope" => "unknown-envelope",
        _ => "unknown-domain",
    }
}
