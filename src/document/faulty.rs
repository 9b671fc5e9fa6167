//! Where documents could not be read as they are meant: what they leave out may only be misspelt.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::source::span::{FileId, Span};

/// Findings that leave all readable that a document states: what does not match, is doubtful, or
/// stands in a schema, of which the rest of the document says nothing.
pub const HIDES_NOTHING: [&str; 7] = [
    "control-character",
    "example-mismatch",
    "invalid-schema",
    "ref-cycle",
    "ref-outside-root",
    "remote-ref",
    "unresolved-ref",
];

/// Findings that hide who owns, keeps or replaces a thing, and never who publishes or consumes. A
/// rule that judges by such a name asks whether one is stated.
pub const HIDES_NO_FLOW: [&str; 4] =
    ["unknown-domain", "unknown-store", "unknown-team", "unknown-version"];

/// References that hide who takes part in a flow, and nothing else of their documents.
pub const HIDES_A_NAME: [&str; 6] = [
    "unknown-aggregate",
    "unknown-broker",
    "unknown-envelope",
    "unknown-event",
    "unknown-service",
    "unknown-topic",
];

/// The parts of a catalog that could not be read as they are meant.
#[derive(Debug, Default)]
pub struct Faulty {
    /// Files that could not be read to their end.
    files: BTreeSet<FileId>,
    /// Documents in which something cannot be read as it is meant.
    documents: BTreeSet<Span>,
    /// Whether something that is hidden may take part in a flow.
    hides_flow: bool,
    /// Whether anything was found.
    any: bool,
}

impl Faulty {
    /// Notes that a file could not be read to its end.
    pub fn cut(&mut self, file: FileId) {
        self.files.insert(file);
        self.hides_flow = true;
        self.any = true;
    }

    /// Notes what is hidden by findings. `documents` are the places of all documents, in order.
    pub fn note(&mut self, documents: &[Span], findings: &[Finding]) {
        self.any |= !findings.is_empty();
        let hiding = findings.iter().filter(|finding| {
            !HIDES_NOTHING.contains(&finding.rule) && !HIDES_NO_FLOW.contains(&finding.rule)
        });
        for finding in hiding {
            self.hides_flow = true;
            if HIDES_A_NAME.contains(&finding.rule) {
                continue;
            }
            // A document that is said twice, or a fact in the wrong one, hides what both are to say.
            for place in std::iter::once(&finding.primary).chain(&finding.related) {
                self.documents.extend(around(documents, place.span));
            }
        }
    }

    /// Whether what stands at a place belongs to something that could not be read as it is meant.
    pub fn holds(&self, place: Span) -> bool {
        let upto = ..=Span { end: u32::MAX, ..place };
        let before = self.documents.range(upto).next_back();
        self.files.contains(&place.file) || before.is_some_and(|document| holds(*document, place))
    }

    /// Whether all was read that may say who publishes or consumes what.
    pub fn shows_all_flows(&self) -> bool {
        !self.hides_flow
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        !self.any
    }
}

/// The document that a place stands in.
fn around(documents: &[Span], place: Span) -> Option<Span> {
    let begun = documents
        .partition_point(|document| (document.file, document.start) <= (place.file, place.start));
    documents[..begun].last().copied().filter(|document| holds(*document, place))
}

fn holds(document: Span, place: Span) -> bool {
    document.file == place.file && document.start <= place.start && place.start <= document.end
}
