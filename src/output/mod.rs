//! A planned site to files: every page as HTML, as JSON and as Markdown, and what they share.
//! Also the files that a catalog or a document begins with: nothing else writes.

pub mod add;
pub mod assets;
pub mod begin;
pub mod draft;
pub mod place;
pub mod plain;
pub mod render;
pub mod swap;
pub mod template;
pub mod write;

use rayon::prelude::*;

use crate::output::template::Templates;
use crate::site::Site;
use crate::source::error::Error;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path from the site's root, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        File { path: path.into(), bytes: text.into().into_bytes() }
    }
}

/// Every file of a site, in a fixed order. Fails only where a template of ours is wrong.
pub fn files(site: &Site) -> Result<Vec<File>, Error> {
    let templates = Templates::embedded()?;
    let pages: Result<Vec<Vec<File>>, Error> =
        site.pages.par_iter().map(|page| render::render(site, page, &templates)).collect();
    let mut files: Vec<File> = pages?.into_iter().flatten().collect();
    files.extend(site.texts.iter().map(|(path, text)| File::text(path, text.as_str())));
    files.extend(assets::files());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
