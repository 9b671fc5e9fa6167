//! Themes and templates of a catalog: what takes the place of what, how mistakes in them are told,
//! and the laws of the built-in style sheets.

mod faults;
mod layers;
pub(crate) mod sheets;

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::support::{catalog, eventbook};

/// A catalog of one team, with these files besides.
fn with(files: &[(&str, &str)]) -> TempDir {
    let mut all = vec![("eventbook.yaml", "title: A & B\n"), ("team.yaml", "team: a-team\n")];
    all.extend(files);
    catalog(&all)
}

/// The output of `build` into the folder `site`.
fn build(folder: &Path) -> Output {
    eventbook().arg("build").arg(folder).output().unwrap()
}

/// A file of the site that was built there.
fn file(folder: &Path, path: &str) -> String {
    let path = folder.join("site").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
