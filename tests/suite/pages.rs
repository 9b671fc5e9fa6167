//! The pages: what they say, that they hold no markup but ours, and that every address in them
//! leads somewhere. `UPDATE=1` writes the expected pages anew.

mod feed;
mod fixtures;
mod laws;
mod links;
mod markup;
mod search;
mod size;

use std::path::Path;

use eventbook::output::File;

use crate::checked::files;
use crate::support::repository;

/// The files of a catalog's site.
fn built(catalog: &Path) -> Vec<File> {
    let today = "2026-11-21".parse().expect("this is a date");
    let checked = eventbook::check(catalog, today).expect("the catalog can be read");
    files(&checked)
}

/// The files of the example's site.
fn example() -> Vec<File> {
    built(&repository("catalog-example"))
}

/// The files of the site of a catalog with a document of every kind.
fn kinds() -> Vec<File> {
    built(&repository("tests/suite/pages/kinds"))
}

/// The files of the site of a catalog whose events have several versions.
fn versions() -> Vec<File> {
    built(&repository("tests/suite/pages/versions"))
}

/// The text of a file of a site.
fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("the site has no {path}"));
    std::str::from_utf8(&file.bytes).expect("files are UTF-8")
}

/// The pages of a site: path and text.
fn pages(files: &[File]) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter(|file| file.path.ends_with(".html")).map(|file| {
        (file.path.as_str(), std::str::from_utf8(&file.bytes).expect("pages are UTF-8"))
    })
}
