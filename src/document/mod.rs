//! Sources to documents: spanned trees, their kinds, their shapes. Nothing here fails; a bad file
//! costs its own findings, not the run.

pub mod body;
pub mod either;
pub mod faulty;
pub mod ignore;
pub mod kind;
pub mod kinds;
pub mod parse;
pub mod parts;
pub mod read;
pub mod schema;
pub mod spanned;
pub mod tree;
pub mod values;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::document::body::Body;
use crate::document::faulty::Faulty;
use crate::document::kind::Kind;
use crate::document::kinds::KINDS;
use crate::document::tree::{Node, Scalar};
use crate::finding::{Finding, Level, Subject, did_you_mean};
use crate::source::span::{FileId, Span};
use crate::source::{LARGEST_FILE, ReadFault, SourceFile, Sources};

/// All documents of a catalog, in the order of their files.
#[derive(Debug, Default)]
pub struct Documents {
    /// Documents that say what they are.
    pub documents: Vec<Document>,
    /// Files that hold one tree without a kind: schema fragments, if a reference reaches them.
    pub fragments: BTreeMap<FileId, Node>,
    /// Names that are declared, but whose documents could not be read: no reference to them is at
    /// fault.
    pub broken: Vec<Broken>,
    /// What could not be read as it is meant.
    pub faulty: Faulty,
}

impl Documents {
    /// What each part of the files is about: the span, the kind's name and the id of every document.
    pub fn outline(&self) -> Vec<(Span, Subject)> {
        let subject = |document: &Document| Subject::new(document.kind.name, &document.id);
        self.documents.iter().map(|document| (document.node.span, subject(document))).collect()
    }

    /// The places of all documents, in order.
    pub fn places(&self) -> Vec<Span> {
        self.documents.iter().map(|document| document.node.span).collect()
    }

    /// Whether no file says anything.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.fragments.is_empty() && self.broken.is_empty()
    }
}

/// A document that says what it is.
#[derive(Debug)]
pub struct Document {
    /// Its kind, by its first key.
    pub kind: &'static Kind,
    /// The value of its first key.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// The whole document.
    pub node: Node,
    /// Its typed form.
    pub body: Body,
}

/// What is known of a document that could not be read.
#[derive(Debug)]
pub struct Broken {
    /// The file.
    pub file: FileId,
    /// Its kind's name and its id, as far as its first lines tell.
    pub declares: Option<(&'static str, String)>,
}

/// Reads every selected file. The settings file is the first of the sources and is not a document.
pub fn parse(sources: &Sources) -> (Documents, Vec<Finding>) {
    let files: Vec<(FileId, &SourceFile)> =
        sources.iter().skip(1).filter(|(_, file)| file.selected).collect();
    let read: Vec<FileDocuments> =
        files.into_par_iter().map(|(id, file)| read_file(id, file)).collect();
    let mut documents = Documents::default();
    let mut findings = Vec::new();
    for file in read {
        documents.documents.extend(file.documents);
        documents.fragments.extend(file.fragment);
        documents.broken.extend(file.broken);
        file.cut.into_iter().for_each(|id| documents.faulty.cut(id));
        findings.extend(file.findings);
    }
    let places = documents.places();
    documents.faulty.note(&places, &findings);
    (documents, findings)
}

/// The tree of a file that a reference reaches, where it is no document.
pub fn parse_fragment(id: FileId, file: &SourceFile) -> Result<Node, Finding> {
    if let Some(fault) = &file.fault {
        return Err(unreadable(id, file, fault));
    }
    let parsed = parse::parse(id, &file.text);
    match (parsed.findings.into_iter().next(), parsed.documents.into_iter().next()) {
        (Some(finding), _) => Err(finding),
        (None, Some(node)) => Ok(node),
        (None, None) => {
            let message = format!("`{}` is empty", file.path);
            Err(Finding::new("invalid-schema", Level::Error, Span::new(id, 0, 0), message))
        }
    }
}

#[derive(Default)]
struct FileDocuments {
    documents: Vec<Document>,
    fragment: Option<(FileId, Node)>,
    broken: Vec<Broken>,
    findings: Vec<Finding>,
    /// The file, where it could not be read to its end.
    cut: Option<FileId>,
}

fn read_file(id: FileId, file: &SourceFile) -> FileDocuments {
    let mut read = FileDocuments::default();
    if let Some(fault) = &file.fault {
        read.findings.push(unreadable(id, file, fault));
        read.broken.extend(declared_by_text(id, &file.text));
        read.cut = Some(id);
        return read;
    }
    let parsed = parse::parse(id, &file.text);
    if parsed.is_cut {
        read.cut = Some(id);
        read.broken.extend(declared_by_text(id, &file.text));
    }
    read.findings.extend(parsed.findings);
    let alone = parsed.documents.len() == 1;
    for node in parsed.documents {
        read_document(id, node, alone, &mut read);
    }
    read
}

fn read_document(file: FileId, node: Node, alone: bool, read: &mut FileDocuments) {
    let Some(first) = node.entries().first() else {
        // Comments alone are no fault: a file may be waiting for its document.
        if node.scalar() != Some(Scalar::Null) {
            read.findings.push(unknown_kind(&node));
        }
        return;
    };
    let Some(kind) = KINDS.iter().find(|kind| kind.name == first.key) else {
        if alone {
            read.fragment = Some((file, node));
        } else {
            read.findings.push(unknown_kind(&node));
            read.broken.extend(meant(&node));
        }
        return;
    };
    let id = first.value.text().unwrap_or_default().to_owned();
    let span = first.value.span;
    let faults = schema::shape(kind).check(&node).into_iter();
    let mut faults: Vec<Finding> = faults.map(|fault| fault.about(kind.name, &*id)).collect();
    match body::read(kind, &node) {
        Ok(body) => read.documents.push(Document { kind, id, span, node, body }),
        Err(error) => {
            // The schema has said what is wrong; this speaks only where it could not.
            if faults.is_empty() {
                let span = error.span.unwrap_or(span);
                faults.push(Finding::new("invalid-value", Level::Error, span, error.message));
            }
            read.broken.push(Broken { file, declares: Some((kind.name, id)) });
        }
    }
    read.findings.extend(faults);
}

/// The finding for a tree that is of no kind and that no reference reaches.
pub fn unknown_kind(node: &Node) -> Finding {
    let Some(first) = node.entries().first() else {
        let message = format!("a document must be a mapping, not {}", node.shape());
        return Finding::new("unknown-kind", Level::Error, node.span, message);
    };
    let message =
        format!("`{}` is no kind of document, and no `$ref` reaches this file", first.key);
    let finding = Finding::new("unknown-kind", Level::Error, first.key_span, message);
    let known = KINDS.iter().map(|kind| kind.name);
    let later = node.entries().iter().find(|entry| known.clone().any(|name| name == entry.key));
    match (later, did_you_mean(&first.key, known.clone())) {
        (Some(entry), _) => finding
            .label("the first key says what a document is")
            .relate(entry.key_span, format!("move `{}` to the top", entry.key)),
        (None, Some(near)) => finding.label(format!("did you mean `{near}`?")),
        (None, None) => finding
            .label(format!("the first key must be one of {}", known.collect::<Vec<_>>().join(", ")))
            .help(
                "name the file under `ignore` or `schemas` in eventbook.yaml if it is no document",
            ),
    }
}

/// What a document of no kind was most likely meant to declare.
pub fn meant(node: &Node) -> Option<Broken> {
    let first = node.entries().first()?;
    let near = did_you_mean(&first.key, KINDS.iter().map(|kind| kind.name))?;
    let kind = KINDS.iter().find(|kind| kind.name == near)?;
    let id = first.value.text()?.to_owned();
    Some(Broken { file: node.span.file, declares: Some((kind.name, id)) })
}

/// What a text declares, as far as the first lines of its documents tell, for a file that cannot
/// be parsed. A text that tells nothing is broken all the same.
fn declared_by_text(file: FileId, text: &str) -> Vec<Broken> {
    let documents = text.split("\n---");
    let declares = documents.map(|document| {
        let lines = document.lines().filter(|line| !line.trim_start().starts_with('#'));
        let (key, value) = lines.filter_map(|line| line.split_once(':')).next()?;
        let kind = KINDS.iter().find(|kind| kind.name == key.trim())?;
        Some((kind.name, value.trim().trim_matches(['"', '\'']).to_owned()))
    });
    declares.map(|declares| Broken { file, declares }).collect()
}

/// The finding for a file whose text cannot be used.
pub fn unreadable(id: FileId, file: &SourceFile, fault: &ReadFault) -> Finding {
    let start = Span::new(id, 0, 0);
    let finding = |rule, span, message| Finding::new(rule, Level::Error, span, message);
    match fault {
        ReadFault::InvalidUtf8 { utf16: true, .. } => {
            finding("invalid-utf8", start, "the file is not UTF-8; it looks like UTF-16".to_owned())
                .label("save it as UTF-8")
        }
        ReadFault::InvalidUtf8 { offset, .. } => {
            let length = file.text[*offset as usize..].chars().next().map_or(0, char::len_utf8);
            let span = Span::new(id, *offset, offset + length as u32);
            finding("invalid-utf8", span, format!("the byte at offset {offset} is not UTF-8"))
                .label("save the file as UTF-8")
        }
        ReadFault::TooLarge { bytes } => {
            let message = format!("the file has {bytes} bytes; at most {LARGEST_FILE} are read");
            finding("file-too-large", start, message)
        }
        ReadFault::SymlinkEscape => {
            let message = "the symbolic link leads out of the catalog, or nowhere".to_owned();
            finding("symlink-escape", start, message)
        }
        ReadFault::NotAFile => {
            finding("unreadable-file", start, "this is not a regular file".to_owned())
        }
        ReadFault::Unreadable(cause) => {
            finding("unreadable-file", start, format!("the file cannot be read: {cause}"))
        }
    }
}
