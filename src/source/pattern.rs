//! Patterns over the paths of a catalog, in the manner of `.gitignore`: `**` crosses folders, `*`
//! does not.

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

/// A pattern that is none, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternFault {
    /// The pattern as it was written.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Which files are documents, as the settings say it.
#[derive(Debug)]
pub struct Selection {
    documents: GlobSet,
    ignore: GlobSet,
}

impl Selection {
    /// Patterns that are matched against paths from the root.
    pub fn new(documents: &[String], ignore: &[String]) -> Result<Self, PatternFault> {
        Ok(Selection { documents: set(documents)?, ignore: set(ignore)? })
    }

    /// Whether a file is a document.
    pub fn is_document(&self, path: &str) -> bool {
        self.documents.is_match(path)
    }

    /// Whether a file is not read at all.
    pub fn is_ignored(&self, path: &str) -> bool {
        self.ignore.is_match(path)
    }
}

/// One pattern.
#[derive(Debug)]
pub struct Pattern(GlobMatcher);

impl Pattern {
    /// The pattern of a text.
    pub fn new(pattern: &str) -> Result<Self, PatternFault> {
        Ok(Pattern(glob(pattern)?.compile_matcher()))
    }

    /// Whether it takes a path.
    pub fn takes(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

fn set(patterns: &[String]) -> Result<GlobSet, PatternFault> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(glob(pattern)?);
    }
    set.build()
        .map_err(|error| PatternFault { pattern: patterns.join(", "), reason: error.to_string() })
}

fn glob(pattern: &str) -> Result<Glob, PatternFault> {
    GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| PatternFault {
        pattern: pattern.to_owned(),
        reason: error.kind().to_string(),
    })
}
