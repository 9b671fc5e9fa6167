//! Two schema files outside of any catalog, read to be compared, with the files that they refer to
//! in their own folders and below.

use std::collections::BTreeSet;
use std::path::Path;

use crate::catalog::import;
use crate::catalog::payload::{self, Stated};
use crate::catalog::place;
use crate::catalog::reference::{self, Fragments};
use crate::compat::answer::Place;
use crate::compat::contract::Contract;
use crate::compat::languages;
use crate::document::tree::{Data, Entry, Node};
use crate::document::{self, Documents};
use crate::finding::{Finding, Level};
use crate::source::error::Error;
use crate::source::span::{FileId, Span};
use crate::source::{SourceFile, Sources, disk};

/// How many files a schema may reach.
const MOST_FILES: usize = 1_000;

/// Two schemas that can be compared.
#[derive(Debug)]
pub struct Pair {
    /// The files of both.
    pub sources: Sources,
    /// The old schema.
    pub old: Side,
    /// The new schema.
    pub new: Side,
}

/// One schema of a pair.
#[derive(Debug)]
pub struct Side {
    /// The schema with all that it refers to.
    pub contract: Contract,
    /// Its file's path, as it was typed.
    pub path: String,
}

/// What came of reading two files.
#[derive(Debug)]
pub enum Reading {
    /// Both can be compared.
    Pair(Box<Pair>),
    /// Something is wrong with them.
    Faulty {
        /// The files.
        sources: Sources,
        /// What is wrong.
        findings: Vec<Finding>,
    },
}

/// Reads two schema files. `message` names the one that is meant in files that declare several.
///
/// Fails where a file cannot be read at all.
pub fn read(old: &Path, new: &Path, message: Option<&str>) -> Result<Reading, Error> {
    let mut files = Vec::new();
    let mut findings = Vec::new();
    let mut paths = Vec::new();
    for typed in [old, new] {
        let file = disk::read_named(typed)?;
        paths.push(file.path.clone());
        gather(file, &mut files, &mut findings);
    }
    let sources = Sources::new(Path::new("").to_path_buf(), files);
    if !findings.is_empty() {
        return Ok(Reading::Faulty { sources, findings });
    }
    let mut sides = paths.iter().map(|path| side(&sources, path, message, &mut findings));
    let (old, new) = (sides.next().flatten(), sides.next().flatten());
    drop(sides);
    match (old, new) {
        (Some(old), Some(new)) => Ok(Reading::Pair(Box::new(Pair { sources, old, new }))),
        _ => Ok(Reading::Faulty { sources, findings }),
    }
}

/// Adds a file and all that it reaches, or what is wrong with its references.
fn gather(file: SourceFile, files: &mut Vec<SourceFile>, findings: &mut Vec<Finding>) {
    let folder = folder(&file.path).to_owned();
    let mut waiting = vec![file];
    let mut asked = BTreeSet::new();
    while let Some(file) = waiting.pop() {
        if files.iter().any(|known| known.path == file.path) || files.len() >= MOST_FILES {
            continue;
        }
        let id = FileId(files.len() as u32);
        for path in named(id, &file, &folder, findings) {
            if asked.insert(path.clone()) {
                waiting.extend(disk::read_below(Path::new(&folder), &path));
            }
        }
        files.push(file);
    }
}

/// The folder of a path, with its `/`; empty for the folder that one stands in.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

/// The files that a file names, as far as they lie in the folder.
fn named(id: FileId, file: &SourceFile, folder: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    if languages::of(&file.path).name != languages::LANGUAGES[0].name {
        if !import::is_text(&file.path) {
            return Vec::new();
        }
        let imports = import::imports(&file.text).into_iter().map(|import| import.name);
        let imports: Vec<String> = imports.filter(|name| !name.starts_with('/')).collect();
        let near = imports.iter().filter_map(|import| reference::normal(&file.path, import));
        let far = imports.iter().map(|import| format!("{folder}{import}"));
        return near.chain(far).filter(|path| path.starts_with(folder)).collect();
    }
    let Ok(tree) = document::parse_fragment(id, file) else { return Vec::new() };
    let tree = without_own_address(tree);
    let mut paths = Vec::new();
    for reference in reference::references(&tree) {
        // What leads to another system is told when the schema is read.
        let Ok(target) = reference::target(&file.path, reference) else { continue };
        let Some(path) = target.path else { continue };
        if path.starts_with(folder) {
            paths.push(path);
            continue;
        }
        let message = format!("`{}` leads out of the schema's folder", reference.text);
        let finding = Finding::new("ref-outside-root", Level::Error, reference.span, message);
        findings.push(finding.label("only files beside the schema and below are read"));
    }
    paths
}

fn side(
    sources: &Sources,
    path: &str,
    message: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<Side> {
    let (id, file) = sources.find(path)?;
    let node = match languages::of(path).name == languages::LANGUAGES[0].name {
        true => match document::parse_fragment(id, file) {
            Ok(node) => without_own_address(node),
            Err(finding) => {
                findings.push(finding);
                return None;
            }
        },
        false => by_name(id, path, message),
    };
    let stated = Stated { path, node: &node };
    let root = payload::as_reference(stated);
    let documents = Documents::default();
    let schemas = std::iter::once((path, root));
    let fragments = Fragments::reached(sources, &documents, schemas, findings);
    let read = payload::read(sources, &fragments, stated, &mut Default::default(), findings);
    let (payload, _) = read?;
    Some(Side { contract: payload.contract, path: path.to_owned() })
}

/// The schema that a file in a language of its own has: `{ file: …, message: … }`.
fn by_name(id: FileId, path: &str, message: Option<&str>) -> Node {
    let span = Span::new(id, 0, 0);
    let name = path.rsplit('/').next().unwrap_or(path);
    let scalar = |text: &str| Node {
        data: Data::Scalar { text: text.to_owned(), plain: false },
        span,
        weight: 1,
    };
    // Only a text with imports declares several messages.
    let message = message.filter(|_| import::is_text(path));
    let stated = [("file", Some(name)), ("message", message)].into_iter();
    let entries = stated.filter_map(|(key, text)| {
        Some(Entry { key: key.to_owned(), key_span: span, value: scalar(text?) })
    });
    Node { data: Data::Mapping(entries.collect()), span, weight: 3 }
}

/// A schema whose references to its own address are to itself, and which has no other name than its
/// path.
fn without_own_address(mut root: Node) -> Node {
    let address = ["$id", "id"].into_iter().find_map(|key| root.get(key)?.text());
    let Some(address) = address.map(|address| address.trim_end_matches('#').to_owned()) else {
        return root;
    };
    if let Data::Mapping(entries) = &mut root.data {
        entries.retain(|entry| !matches!(entry.key.as_str(), "$id" | "id"));
    }
    if !address.is_empty() {
        localise(&mut root, &address);
    }
    root
}

/// Depth is bounded by the parser, so the recursion is.
fn localise(node: &mut Node, address: &str) {
    match &mut node.data {
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter_mut().for_each(|item| localise(item, address)),
        Data::Mapping(entries) => {
            for entry in entries {
                if let ("$ref", Data::Scalar { text, .. }) =
                    (entry.key.as_str(), &mut entry.value.data)
                {
                    let own = text.strip_prefix(address).filter(|rest| rest.starts_with('#'));
                    let own = own.map(str::to_owned);
                    let whole = *text == address;
                    *text = own.unwrap_or_else(|| if whole { "#".into() } else { text.clone() });
                } else {
                    localise(&mut entry.value, address);
                }
            }
        }
    }
}

impl Pair {
    /// Where a place of a side's schema is in its file.
    pub fn span(&self, side: &Side, place: &Place) -> Span {
        place::of_file(&self.sources, &side.path, place).unwrap_or_default()
    }
}
