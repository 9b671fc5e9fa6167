//! Fixes made: the texts that files have afterwards. Only the places of the fixes are replaced, so
//! comments, order and line ends stay.

use std::collections::BTreeMap;

use crate::document::parse;
use crate::document::tree::{Data, Node};
use crate::finding::{Edit, Finding, Fix};
use crate::source::Sources;
use crate::source::span::{FileId, Span};

/// Which fixes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Those that keep what the documents mean.
    Safe,
    /// Those too that guess what was meant.
    Likely,
}

/// A file after its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// How many fixes were made in it.
    pub fixes: usize,
}

/// The files that fixes of these findings change. Of two fixes that touch the same place the first is
/// made. None is made of what is tolerated, none that would break a file, and none in what an alias
/// repeats: there it would change what nobody has found fault with.
pub fn mend(sources: &Sources, findings: &[Finding], choice: Choice) -> Vec<Mended> {
    let mut files: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.is_tolerated()) {
        let Some(fix) = finding.fix.as_deref() else { continue };
        let (Some(edit), true) = (fix.edits.first(), fix.safe || choice == Choice::Likely) else {
            continue;
        };
        files.entry(edit.span.file).or_default().push(fix);
    }
    let mended = files.into_iter().filter_map(|(id, fixes)| file(sources, id, &apart(&fixes)));
    mended.collect()
}

/// The fixes that do not touch a place of one before them.
fn apart<'a>(fixes: &[&'a Fix]) -> Vec<&'a Fix> {
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    let mut kept = Vec::new();
    for fix in fixes {
        let touches = |edit: &Edit| {
            let before = taken.range(..=edit.span.start).next_back();
            let overlaps = before
                .is_some_and(|(start, end)| *end > edit.span.start || *start == edit.span.start);
            overlaps || taken.range(edit.span.start..edit.span.end).next().is_some()
        };
        if !fix.edits.iter().any(touches) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            kept.push(*fix);
        }
    }
    kept
}

fn file(sources: &Sources, id: FileId, fixes: &[&Fix]) -> Option<Mended> {
    let file = sources.file(id);
    let faults = |text: &str| parse::parse(id, text).findings.len();
    let parsed = parse::parse(id, &file.text);
    let repeated = repeated(&parsed.documents);
    let alone = |edit: &Edit| !repeated.iter().any(|span| touches(*span, edit.span));
    let fixes: Vec<&Fix> =
        fixes.iter().copied().filter(|fix| fix.edits.iter().all(alone)).collect();
    let before = parsed.findings.len();
    let holds = |fixes: &[&Fix]| {
        edited(&file.text, fixes).filter(|text| *text != file.text && faults(text) <= before)
    };
    let mended = |text, fixes| Mended { path: file.path.clone(), text, fixes };
    if let Some(text) = holds(&fixes) {
        return Some(mended(text, fixes.len()));
    }
    // One of them would break the file: each is tried with those before it.
    let mut kept: Vec<&Fix> = Vec::new();
    for fix in fixes {
        kept.push(fix);
        if holds(&kept).is_none() {
            kept.pop();
        }
    }
    holds(&kept).map(|text| mended(text, kept.len()))
}

/// The values that stand in several places, by aliases: each is in the tree once for every place.
fn repeated(documents: &[Node]) -> Vec<Span> {
    let mut spans = Vec::new();
    documents.iter().for_each(|document| place(document, &mut spans));
    spans.sort();
    let pairs = spans.windows(2).filter(|pair| pair[0] == pair[1]);
    let mut repeated: Vec<Span> = pairs.map(|pair| pair[0]).collect();
    repeated.dedup();
    repeated
}

fn place(node: &Node, spans: &mut Vec<Span>) {
    // A value that is left out has no place of its own.
    if node.span.start < node.span.end {
        spans.push(node.span);
    }
    match &node.data {
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| place(item, spans)),
        Data::Mapping(entries) => entries.iter().for_each(|entry| place(&entry.value, spans)),
    }
}

fn touches(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// A text with fixes made that do not touch each other; none where a place is not in it.
fn edited(text: &str, fixes: &[&Fix]) -> Option<String> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        made.push_str(text.get(at..edit.span.start as usize)?);
        made.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    made.push_str(text.get(at..)?);
    Some(made)
}
