//! Where a place in a schema stands in the files that it was read from.
//!
//! A payload keeps no tree: it would cost more memory than all else that is known of an event, and
//! only what is reported needs it. So the file is parsed again for each place that is told.

use crate::catalog::payload::Payload;
use crate::compat::answer::{Place, Spot};
use crate::document::parse;
use crate::document::tree::{Data, Entry, Node};
use crate::pointer;
use crate::source::Sources;
use crate::source::span::{FileId, Span};

/// The span of a place in a payload's schema: the value at a pointer where it is one line, else its
/// key; the word at a line and column. What cannot be found there is pointed at from the nearest
/// place above it.
pub fn span(sources: &Sources, payload: &Payload, place: &Place) -> Span {
    // The schema itself stands in the document, or in a file of another language.
    let path = if place.file.is_empty() { &payload.contract.path } else { &place.file };
    let Some((file, _)) = sources.find(path) else { return payload.span };
    let is_inline = file == payload.span.file && place.file.is_empty();
    let inline = is_inline.then_some(payload.span);
    found(sources, file, &place.at, inline).map_or(payload.span, |found| found.value)
}

/// The same in a schema that is a file of its own, of this path, but its key, with the value where
/// that is one word; none where there is no such file.
pub fn of_file(sources: &Sources, path: &str, place: &Place) -> Option<Span> {
    let path = if place.file.is_empty() { path } else { &place.file };
    let (file, _) = sources.find(path)?;
    let whole = Span::new(file, 0, 0);
    Some(found(sources, file, &place.at, None).map_or(whole, |found| found.keyword))
}

/// What is found at a place.
struct Found {
    /// The value, or its key where the value is longer than a line.
    value: Span,
    /// The key, with its value where that is one word.
    keyword: Span,
}

/// A place in a file, which is the schema or has it at `inline`.
fn found(sources: &Sources, file: FileId, at: &Spot, inline: Option<Span>) -> Option<Found> {
    match at {
        Spot::Line(line, column) => {
            let word = word(sources, file, *line, *column);
            Some(Found { value: word, keyword: word })
        }
        Spot::Pointer(pointer) => {
            let parsed = parse::parse(file, &sources.file(file).text).documents;
            let root = match inline {
                Some(span) => parsed.iter().find_map(|document| stated(document, span)),
                None => parsed.first(),
            };
            root.map(|root| pointed(sources, root, pointer))
        }
    }
}

/// The schema that stands at this place of a document.
fn stated(document: &Node, span: Span) -> Option<&Node> {
    document.get("schema").filter(|schema| schema.span == span)
}

/// What a pointer leads to, as far as it leads.
fn pointed(sources: &Sources, root: &Node, pointer: &str) -> Found {
    let (mut node, mut value) = (root, first_key(sources, root));
    let mut keyword = beginning(root);
    for step in pointer::steps(pointer) {
        // `{ file: … }` is read as the reference that it stands for.
        let step = match node.entries() {
            [only] if only.key == "file" && step == "$ref" => "file".to_owned(),
            _ => step,
        };
        let Some(next) = node.step(&step) else {
            keyword = beginning(node);
            break;
        };
        let entry = node.entry(&step);
        value = match entry {
            Some(entry) if !is_one_line(sources, next) => entry.key_span,
            _ => first_key(sources, next),
        };
        keyword = match (entry, &next.data) {
            (Some(Entry { key_span, .. }), Data::Scalar { .. }) => {
                Span { end: next.span.end, ..*key_span }
            }
            (Some(entry), _) => entry.key_span,
            (None, _) => beginning(next),
        };
        node = next;
    }
    Found { value, keyword }
}

/// The first key of a node, or all of it where it has none.
fn beginning(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |first| first.key_span)
}

/// The node, or where it is longer than a line its first key.
fn first_key(sources: &Sources, node: &Node) -> Span {
    match &node.data {
        Data::Mapping(entries) if !is_one_line(sources, node) => {
            entries.first().map_or(node.span, |entry| entry.key_span)
        }
        _ => node.span,
    }
}

fn is_one_line(sources: &Sources, node: &Node) -> bool {
    sources.position(node.span).line == sources.end(node.span).line
}

/// The word that begins at a line and a column, both from 1.
fn word(sources: &Sources, file: FileId, line: u32, column: u32) -> Span {
    let source = sources.file(file);
    let start = source.line_start(line) as usize;
    let rest = source.text.get(start..).unwrap_or_default();
    let rest = rest.split('\n').next().unwrap_or_default();
    let before = column.saturating_sub(1) as usize;
    let offset = rest.char_indices().nth(before).map_or(rest.len(), |(at, _)| at);
    let word = rest.get(offset..).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || ";,{}[]()=".contains(c);
    let length = word.find(ends).unwrap_or(word.len()).max(usize::from(!word.is_empty()));
    let at = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Span::new(file, at(start + offset), at(start + offset + length))
}
