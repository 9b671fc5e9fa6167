//! The contract of an integration: what a service for continuous integration or an editor needs to
//! know a catalog, as files of the repository that the catalog lies in.
//!
//! Nothing is overwritten. A file that is there already is its authors': what it lacks is told, and
//! they put it in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::embedded;
use crate::output::File;
use crate::output::add::{add, obstacle};
use crate::output::schemas;
use crate::source::error::Error;

/// Something that works with catalogs.
#[derive(Debug, Clone, Copy)]
pub struct Integration {
    /// The word behind `init --ci` or `init --editor`.
    pub name: &'static str,
    /// Which of the two it is for.
    pub task: Task,
    /// The files that it reads, of the repository's root: the path of each, and its template.
    pub files: &'static [(&'static str, &'static str)],
    /// How it writes a path that it takes as it is. Fails with why it cannot.
    pub literal: fn(&str) -> Result<String, &'static str>,
    /// Whether it reads the schemas that lie in the catalog.
    pub reads_schemas: bool,
    /// What else somebody has to do; empty where nothing is left.
    pub rest: &'static str,
}

/// What an integration is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Judging every change.
    Ci,
    /// Writing documents.
    Editor,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// It was written.
    Written(PathBuf),
    /// It was there already, and this belongs into it.
    Kept(PathBuf, String),
}

/// Writes the files of an integration for the catalog with this root.
///
/// Fails where the path of the catalog means something else than itself there, where the way to a file
/// leads through a symbolic link, or where the disk refuses. Files that were written before the failure
/// stay: each of them is of use by itself.
pub fn place(root: &Path, integration: &Integration) -> Result<Vec<Placed>, Error> {
    let repository = repository(root);
    let refuse = |cause: &str| Error::new("write its path into a file", root, cause);
    let below = below(&repository, root);
    if below.contains(char::is_control) {
        return Err(refuse("it holds a control character"));
    }
    let below = (integration.literal)(&below).map_err(refuse)?;
    if integration.reads_schemas {
        for schema in schemas::all() {
            schemas::renew(root, schema)?;
        }
    }
    let mut placed = Vec::new();
    for (path, template) in integration.files {
        let text = embedded::INTEGRATIONS.text(template);
        let text =
            filled(text.expect("each integration has its templates, as a test sees"), &below);
        let full = repository.join(path);
        let there = obstacle(&repository, path)?.is_some_and(|part| part == *path);
        if !there {
            add(&repository, &[File::text(*path, text)])?;
            placed.push(Placed::Written(full));
        } else if !holds(&full, &text)? {
            placed.push(Placed::Kept(full, text));
        }
    }
    Ok(placed)
}

/// Whether a file is already as it would be written.
fn holds(path: &Path, text: &str) -> Result<bool, Error> {
    if !fs::symlink_metadata(path).is_ok_and(|data| data.is_file()) {
        return Ok(false);
    }
    #[expect(clippy::disallowed_methods, reason = "output looks only where it would write")]
    let old = fs::read(path).map_err(|error| Error::new("read", path, error))?;
    Ok(old == text.as_bytes())
}

/// The folder whose `.git` a catalog is kept in; the catalog's own where there is none.
fn repository(root: &Path) -> PathBuf {
    let holds = |folder: &&Path| fs::symlink_metadata(folder.join(".git")).is_ok();
    root.ancestors().find(holds).unwrap_or(root).to_path_buf()
}

/// The way from the repository to the catalog, with `/` between its parts; empty where they are one.
fn below(repository: &Path, root: &Path) -> String {
    let way = root.strip_prefix(repository).unwrap_or(Path::new(""));
    let parts = way.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

/// The folders in which documents of each kind lie, as one pattern.
const KINDS: &str = "{aggregates,brokers,domains,envelopes,events,flows,projections,sagas,services,stores,teams,topics}";

/// A template with what it leaves open. What it is filled with stands between double quotes there.
fn filled(template: &str, below: &str) -> String {
    let folder = |empty: &str, end: &str| match below.is_empty() {
        true => empty.to_owned(),
        false => format!("{}{end}", quoted(below)),
    };
    let text = template.replace("{kinds}", KINDS).replace("{version}", env!("CARGO_PKG_VERSION"));
    text.replace("{catalog}", &folder(".", "")).replace("{below}", &folder("", "/"))
}

/// A path as it stands between the double quotes of YAML and of JSON, which agree on these.
fn quoted(path: &str) -> String {
    let quoted = serde_json::Value::from(path).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_may_be_the_repository_or_lie_in_it() {
        assert_eq!(filled("a: \"{catalog}\" {below}x", ""), "a: \".\" x");
        assert_eq!(filled("a: \"{catalog}\" {below}x", "docs/b"), "a: \"docs/b\" docs/b/x");
        assert_eq!(filled("a: \"{catalog}\"", "a\"b\\c"), "a: \"a\\\"b\\\\c\"");
    }

    #[test]
    fn the_patterns_name_the_folder_of_each_kind() {
        let kinds = crate::document::kinds::KINDS.iter().map(|kind| format!("{}s", kind.name));
        let mut kinds: Vec<String> = kinds.collect();
        kinds.sort();
        assert_eq!(KINDS, format!("{{{}}}", kinds.join(",")));
    }
}
