//! Documents to a catalog: the recipe. Each step reads what the steps before it made.

use std::collections::BTreeMap;

use crate::catalog::names::Names;
use crate::catalog::payload::{self, Stated};
use crate::catalog::reference::Fragments;
use crate::catalog::rows::Rows;
use crate::catalog::shelf::Shelves;
use crate::catalog::{Catalog, edges};
use crate::config::Config;
use crate::document::body::Body;
use crate::document::tree::Node;
use crate::document::{self, Broken, Document, Documents};
use crate::finding::{Finding, Level};
use crate::source::Sources;
use crate::source::span::Span;

/// Resolves every document. What is wrong between documents is a finding, and what it concerns is
/// left out.
pub fn build(sources: &Sources, config: &Config, documents: Documents) -> (Catalog, Vec<Finding>) {
    let mut findings = Vec::new();
    let fragments = reached(sources, &documents, &mut findings);
    let lost = unreached(sources, config, &documents, &fragments);
    findings.extend(lost.iter().map(|node| document::unknown_kind(node)));
    // What is most likely a misspelt document declares what it was meant to.
    let meant: Vec<Broken> = lost.iter().filter_map(|node| document::meant(node)).collect();
    let places = documents.places();
    let Documents { documents, mut broken, faulty, .. } = documents;
    broken.extend(meant);
    let documents = without_duplicates(sources, documents, &mut broken, &mut findings);
    let names = Names::of(sources, &documents, &broken);
    let shelves = Shelves::of(documents);
    let mut rows = Rows { sources, config, names: &names, fragments: &fragments, findings };
    let mut catalog = rows.all(&shelves);
    let mut findings = rows.findings;
    catalog.faulty = faulty;
    let (producers, subscriptions) = edges::unite(&catalog, &names, &shelves, &mut findings);
    catalog.producers = producers;
    catalog.subscriptions = subscriptions;
    catalog.faulty.note(&places, &findings);
    catalog.whole = catalog.faulty.shows_all_flows() && broken.is_empty();
    catalog.faultless = catalog.faulty.is_empty() && broken.is_empty();
    (catalog, findings)
}

/// The files that payload and envelope schemas reach.
fn reached(sources: &Sources, documents: &Documents, findings: &mut Vec<Finding>) -> Fragments {
    let stated = documents.documents.iter().filter_map(|document| {
        Some(Stated { path: path(sources, document), node: document.node.get("schema")? })
    });
    let schemas = stated.map(|stated| (stated.path, payload::as_reference(stated)));
    Fragments::reached(sources, documents, schemas, findings)
}

fn path<'a>(sources: &'a Sources, document: &Document) -> &'a str {
    &sources.file(document.span.file).path
}

/// Trees without a kind that nothing refers to: most likely misspelt documents.
fn unreached<'a>(
    sources: &Sources,
    config: &Config,
    documents: &'a Documents,
    fragments: &Fragments,
) -> Vec<&'a Node> {
    let lost = documents.fragments.iter().filter(|(file, _)| {
        !fragments.holds(sources, **file) && !config.schemas.contains(&sources.file(**file).path)
    });
    lost.map(|(_, node)| node).collect()
}

/// The documents without those that say again what another says, and a finding for each of them.
fn without_duplicates(
    sources: &Sources,
    documents: Vec<Document>,
    broken: &mut Vec<Broken>,
    findings: &mut Vec<Finding>,
) -> Vec<Document> {
    let mut seen: BTreeMap<(&str, String, Option<semver::Version>), Span> = BTreeMap::new();
    let mut spelled: BTreeMap<(&str, String), (String, Span)> = BTreeMap::new();
    let mut kept = Vec::with_capacity(documents.len());
    for document in documents {
        let kind = document.kind.name;
        let version = match &document.body {
            Body::Event(event) => Some(event.version.semantic.clone()),
            _ => None,
        };
        if let Some(first) = seen.get(&(kind, document.id.clone(), version.clone())) {
            findings.push(duplicate(sources, &document, *first));
            continue;
        }
        let lower = (kind, document.id.to_lowercase());
        let (first, place) = spelled.entry(lower).or_insert((document.id.clone(), document.span));
        if *first != document.id {
            let message = format!(
                "the ids `{}` and `{first}` differ only in case, so their pages would be one",
                document.id
            );
            findings.push(
                Finding::new("name-collision", Level::Error, document.span, message)
                    .label("rename one of them")
                    .relate(*place, "the other"),
            );
            broken.push(Broken { file: document.span.file, declares: Some((kind, document.id)) });
            continue;
        }
        seen.insert((kind, document.id.clone(), version), document.span);
        kept.push(document);
    }
    kept
}

fn duplicate(sources: &Sources, document: &Document, first: Span) -> Finding {
    let of = match &document.body {
        Body::Event(event) => {
            format!("version {} of the event `{}`", event.version.value, document.id)
        }
        _ => format!("the {} `{}`", document.kind.name, document.id),
    };
    let place = sources.position(first);
    let file = &sources.file(first.file).path;
    Finding::new(
        "duplicate-document",
        Level::Error,
        document.span,
        format!("{of} is declared twice"),
    )
    .label(format!("first declared in {file}:{}", place.line))
    .relate(first, "first here")
}
