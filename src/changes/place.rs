//! Where a place in a schema stands in the files of its catalog.
//!
//! A payload keeps no tree: it would cost more memory than all else that is known of an event, and
//! only what is reported needs it. So the file is parsed again for each place that is told.

use crate::catalog::payload::Payload;
use crate::compat::answer::{Place, Spot};
use crate::document::parse;
use crate::document::tree::{Data, Node};
use crate::source::Sources;
use crate::source::span::{FileId, Span};

/// The span of a place in a payload's schema: the value at a pointer where it is one line, else its
/// key; the word at a line and column. What cannot be found there is pointed at from the nearest
/// place above it.
pub fn span(sources: &Sources, payload: &Payload, place: &Place) -> Span {
    // The schema itself stands in the document, or in a file of another language.
    let path = if place.file.is_empty() { &payload.contract.path } else { &place.file };
    let Some((file, _)) = sources.find(path) else { return payload.span };
    match &place.at {
        Spot::Line(line, column) => word(sources, file, *line, *column),
        Spot::Pointer(pointer) => {
            let parsed = parse::parse(file, &sources.file(file).text).documents;
            let root = match file == payload.span.file && place.file.is_empty() {
                true => parsed.iter().find_map(|root| stated(root, payload.span)),
                false => parsed.first(),
            };
            root.map_or(payload.span, |root| pointed(sources, root, pointer))
        }
    }
}

/// The schema that stands at this place of a document.
fn stated(document: &Node, span: Span) -> Option<&Node> {
    document.get("schema").filter(|schema| schema.span == span)
}

/// What a pointer leads to, as far as it leads.
fn pointed(sources: &Sources, root: &Node, pointer: &str) -> Span {
    let (mut node, mut place) = (root, first_key(sources, root));
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        // `{ file: … }` is read as the reference that it stands for.
        let segment = match node.entries() {
            [only] if only.key == "file" && segment == "$ref" => "file".to_owned(),
            _ => segment,
        };
        let Some(next) = node.step(&segment) else { break };
        place = match node.entry(&segment) {
            Some(entry) if !is_one_line(sources, next) => entry.key_span,
            _ => first_key(sources, next),
        };
        node = next;
    }
    place
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
