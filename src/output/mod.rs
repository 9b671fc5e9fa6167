//! A planned site to files: every page as HTML, as JSON and as Markdown, and what they share.
//! Also what a catalog or a document begins with, what an editor and continuous integration need,
//! and reports: nothing else writes.

pub mod add;
pub mod amend;
pub mod begin;
pub mod draft;
pub mod integration;
pub mod integrations;
pub mod place;
pub mod plain;
pub mod press;
pub mod render;
pub mod replace;
pub mod report;
pub mod schemas;
pub mod search;
pub mod swap;
pub mod write;

use std::path::Path;

use rayon::prelude::*;

use crate::site::page::{Draft, Mention};
use crate::site::search::index;
use crate::site::{Site, feed, sitemap};
use crate::source::error::Error;
use crate::theme::Theme;

/// The folder of the files that all pages share.
pub const ASSETS: &str = "assets/";

/// The file that lists all pages for search engines.
const SITE_MAP: &str = "sitemap.xml";

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

/// Makes every file of a site and gives it away, several at a time and in no order: a page is gone
/// before the next one is made. Fails where a template does not fit its view, with the first page
/// that shows it, or where `take` does.
pub fn each_file(
    site: &Site<'_>,
    theme: &Theme,
    take: &(dyn Fn(File) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    let print = |draft: &Draft<'_>| {
        let pages = draft.pages().into_iter();
        let pages = pages.map(|page| {
            render::render(site, &page, &theme.templates)?.into_iter().try_for_each(take)?;
            Ok(Mention::from(page))
        });
        pages.collect()
    };
    // Collected in order, so that of many failures always the same one is told.
    let mentions: Vec<Result<Vec<Mention>, Error>> =
        with_room(|| site.drafts.par_iter().map(print).collect())?;
    let mentions: Vec<Vec<Mention>> = mentions.into_iter().collect::<Result<_, Error>>()?;
    let mentions: Vec<Mention> = mentions.into_iter().flatten().collect();
    let files = shared(site, theme).into_iter().chain(of_all(site, &mentions));
    files.into_iter().try_for_each(take)
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

/// The paths of the files that are made of all pages together.
fn paths_of_all(site: &Site<'_>) -> Vec<&'static str> {
    let map = site.base_url.as_ref().map(|_| SITE_MAP);
    let feed = site.feed.as_ref().map(|_| feed::PATH);
    search::PATHS.into_iter().chain(map).chain(feed).collect()
}

/// These files.
fn of_all(site: &Site<'_>, mentions: &[Mention]) -> Vec<File> {
    let mut files = search::files(&index(&site.sections, mentions));
    let base = site.base_url.as_ref();
    files.extend(base.map(|base| File::text(SITE_MAP, sitemap::text(base, mentions))));
    files.extend(site.feed.as_ref().map(|feed| File::text(feed::PATH, feed.text())));
    files
}
