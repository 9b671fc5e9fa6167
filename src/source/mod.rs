//! Everything that was read from disk or from git, in memory: the first value of the pipeline.
//!
//! Later stages name a place by [`Span`] and never touch the disk themselves.

mod content;
pub mod disk;
pub mod error;
pub mod git;
pub mod pattern;
pub mod role;
pub mod span;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::source::span::{FileId, LineTable, Position, Span};

/// The name of the file that marks the root of a catalog and holds its settings.
pub const SETTINGS: &str = "eventbook.yaml";

/// The largest file that is read, in bytes. Larger ones cost a finding, not the memory.
pub const LARGEST_FILE: u64 = 10 * 1024 * 1024;

/// All files of a catalog, sorted by path; the settings file comes first.
#[derive(Debug, Default)]
pub struct Sources {
    /// The canonical folder that the paths are relative to.
    pub root: PathBuf,
    files: Vec<SourceFile>,
}

impl Sources {
    /// Sources from files in memory; the first is taken for the settings.
    pub fn new(root: PathBuf, files: Vec<SourceFile>) -> Self {
        Sources { root, files }
    }

    /// The files of two, the second's behind the first's, each of their paths with a name before it.
    pub fn joined(first: &Sources, second: &Sources, name: &str) -> Self {
        let renamed = second
            .files
            .iter()
            .map(|file| SourceFile { path: format!("{name}:{}", file.path), ..file.clone() });
        let files = first.files.iter().cloned().chain(renamed).collect();
        Sources { root: first.root.clone(), files }
    }

    /// The same without what lies below some folders.
    pub fn without(mut self, folders: &[String]) -> Self {
        let is_below = |path: &str, folder: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        self.files.retain(|file| !folders.iter().any(|folder| is_below(&file.path, folder)));
        self
    }

    /// The same with these texts in the place of those of their paths.
    pub fn over(self, texts: &BTreeMap<String, String>) -> Self {
        let files = self.files.into_iter().map(|file| file.over(texts)).collect();
        Sources { files, ..self }
    }

    /// Every file with its id, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// The file that an id of these sources names.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at a path relative to the root, with `/` between its parts.
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        self.iter().find(|(_, file)| file.path == path)
    }

    /// The line and column at which a span begins.
    pub fn position(&self, span: Span) -> Position {
        self.at(span.file, span.start)
    }

    /// The line and column behind the end of a span.
    pub fn end(&self, span: Span) -> Position {
        self.at(span.file, span.end)
    }

    fn at(&self, file: FileId, offset: u32) -> Position {
        let file = self.file(file);
        file.lines.position(&file.text, offset)
    }
}

/// One file: its path, its text and what was wrong with reading it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative to the root, with `/` between its parts on every system.
    pub path: String,
    /// The text without a byte-order mark; what could be decoded where there is a fault. Empty for
    /// a file that is taken byte for byte.
    pub text: String,
    /// What such a file holds; empty for all others.
    pub bytes: Vec<u8>,
    /// Whether a byte-order mark stands before the text.
    pub marked: bool,
    /// Whether the settings' `documents` patterns select it. Others are only targets of `$ref`.
    pub selected: bool,
    /// Why the text cannot be used, if it cannot.
    pub fault: Option<ReadFault>,
    lines: LineTable,
}

impl SourceFile {
    /// A file as it was read.
    pub fn new(path: String, text: String, selected: bool, fault: Option<ReadFault>) -> Self {
        let lines = LineTable::of(&text);
        SourceFile { path, text, bytes: Vec::new(), marked: false, selected, fault, lines }
    }

    /// A file that is no text to us and is taken byte for byte.
    pub fn of_bytes(path: String, bytes: Vec<u8>) -> Self {
        SourceFile { bytes, ..SourceFile::new(path, String::new(), false, None) }
    }

    /// Where a character stands, in bytes, by its 1-based line and column. What lies behind the end
    /// of its line stands at that end.
    pub fn offset(&self, line: u32, column: u32) -> u32 {
        let start = self.lines.start(line);
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let rest = rest.split('\n').next().unwrap_or_default();
        let before = rest.char_indices().nth(column.saturating_sub(1) as usize);
        start + before.map_or(rest.len(), |(at, _)| at) as u32
    }

    /// The same with the text that these paths have instead, where its own is among them.
    pub fn over(self, texts: &BTreeMap<String, String>) -> Self {
        match texts.get(&self.path) {
            Some(text) => {
                let (lines, text) = (LineTable::of(text), text.clone());
                SourceFile { text, lines, ..self }
            }
            None => self,
        }
    }

    /// The same by another path.
    pub fn named(self, path: &str) -> Self {
        SourceFile { path: path.to_owned(), ..self }
    }

    /// Where the line with this 1-based number begins, in bytes.
    pub fn line_start(&self, line: u32) -> u32 {
        self.lines.start(line)
    }
}

/// Why a file's text cannot be used. It costs its own finding; all other files are still read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// A byte that is no UTF-8, at this offset of the text.
    InvalidUtf8 {
        /// Bytes from the start of the text.
        offset: u32,
        /// Whether the file looks like UTF-16, the usual reason.
        utf16: bool,
    },
    /// More than [`LARGEST_FILE`] bytes.
    TooLarge {
        /// The file's size in bytes.
        bytes: u64,
    },
    /// A symbolic link whose target lies outside the root, or nowhere.
    SymlinkEscape,
    /// A pipe, a socket, a device, or a folder with a document's ending.
    NotAFile,
    /// The system refused; its own words.
    Unreadable(String),
}
