//! A planned site to files: every page as HTML, as JSON and as Markdown, and what they share.
//! Also the files that a catalog or a document begins with: nothing else writes.

pub mod add;
pub mod begin;
pub mod draft;
pub mod place;
pub mod plain;
pub mod press;
pub mod render;
pub mod swap;
pub mod write;

use std::path::Path;

use rayon::prelude::*;

use crate::site::Site;
use crate::source::error::Error;
use crate::theme::Theme;

/// The folder of the files that all pages share.
pub const ASSETS: &str = "assets/";

/// Bytes of stack for each thread that renders. Templates of a catalog may include each other and
/// call themselves, as deep as the engine lets them, and must not end the program by it.
const STACK: usize = 64 * 1024 * 1024;

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

/// Every file of a site, in a fixed order. Fails where a template does not fit its view, with the
/// first page that shows it.
pub fn files(site: &Site, theme: &Theme) -> Result<Vec<File>, Error> {
    let pages: Vec<Result<Vec<File>, Error>> = with_room(|| {
        site.pages.par_iter().map(|page| render::render(site, page, &theme.templates)).collect()
    })?;
    // Collected in order, so that of many failures always the same one is told.
    let pages: Result<Vec<Vec<File>>, Error> = pages.into_iter().collect();
    let mut files: Vec<File> = pages?.into_iter().flatten().collect();
    files.extend(shared(site, theme));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Does work on threads that have the stack that rendering may need. Fails where the system gives
/// no threads.
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Error> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    let pool = pool.map_err(|error| Error::new("start threads for", Path::new("pages"), error))?;
    Ok(pool.install(work))
}

/// The files that no page makes.
fn shared(site: &Site, theme: &Theme) -> Vec<File> {
    let texts = site.texts.iter().map(|(path, text)| File::text(path, text.as_str()));
    let assets = theme
        .assets
        .iter()
        .map(|asset| File { path: format!("{ASSETS}{}", asset.path), bytes: asset.bytes.clone() });
    texts.chain(assets).collect()
}
