//! Patterns over the paths of a catalog, in the manner of `.gitignore`: `**` crosses folders, `*`
//! does not.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

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
pub struct Pattern(GlobSet);

impl Pattern {
    /// The pattern of a text.
    pub fn new(pattern: &str) -> Result<Self, PatternFault> {
        Ok(Pattern(set(&[pattern.to_owned()])?))
    }

    /// Whether it takes a path.
    pub fn takes(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

fn set(patterns: &[String]) -> Result<GlobSet, PatternFault> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        for glob in globs(pattern)? {
            set.add(glob);
        }
    }
    set.build()
        .map_err(|error| PatternFault { pattern: patterns.join(", "), reason: error.to_string() })
}

/// The part of a pattern behind a leading `/` or `./`, which both say what holds anyway: it begins at
/// the root.
pub fn from_root(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    pattern.strip_prefix('/').unwrap_or(pattern)
}

/// What a pattern takes: the files that it describes, and where its last part is a plain name, which
/// may be that of a folder, all files below it.
fn globs(pattern: &str) -> Result<Vec<Glob>, PatternFault> {
    let glob = |text: &str| {
        let built = GlobBuilder::new(text).literal_separator(true).build();
        built.map_err(|error| PatternFault {
            pattern: pattern.to_owned(),
            reason: error.kind().to_string(),
        })
    };
    let inside = from_root(pattern);
    let folder = inside.strip_suffix('/').unwrap_or(inside);
    let name = folder.rsplit('/').next().unwrap_or_default();
    let mut globs = Vec::new();
    if folder == inside {
        globs.push(glob(inside)?);
    }
    if folder != inside || !(name.is_empty() || name.contains(['*', '?', '[', '{', '}'])) {
        globs.push(glob(&format!("{folder}/**"))?);
    }
    Ok(globs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_all_below_it() {
        for pattern in ["drafts", "drafts/", "/drafts", "./drafts/", "/drafts/**", "./drafts/**"] {
            let pattern = Pattern::new(pattern).expect("it is a pattern");
            assert!(pattern.takes("drafts/deep/a.yaml"), "{pattern:?}");
            assert!(!pattern.takes("events/drafts/a.yaml"), "{pattern:?}");
            assert!(!pattern.takes("drafts.yaml"), "{pattern:?}");
        }
        let pattern = Pattern::new("events/*").expect("it is a pattern");
        assert!(pattern.takes("events/a.yaml") && !pattern.takes("events/deep/a.yaml"));
        assert!(Pattern::new("a.yaml").is_ok_and(|pattern| pattern.takes("a.yaml")));
    }
}
