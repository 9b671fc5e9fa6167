//! A planned site to files: every page as HTML, as JSON and as Markdown, and what they share.

pub mod assets;
pub mod place;
pub mod plain;
pub mod render;
pub mod swap;
pub mod template;
pub mod write;

use rayon::prelude::*;

use crate::output::template::Templates;
use crate::site::{Site, sitemap};
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

/// Makes every file of a site and gives it away, several at a time and in no order: a page is gone
/// before the next one is made. Fails where a template of ours is wrong, or where `take` does.
pub fn each_file(
    site: &Site<'_>,
    take: &(dyn Fn(File) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    let templates = Templates::embedded()?;
    let listed = site.drafts.par_iter().map(|draft| {
        let page = draft.page();
        render::render(site, &page, &templates)?.into_iter().try_for_each(take)?;
        Ok(sitemap::listed(&page))
    });
    let listed: Vec<Option<String>> = listed.collect::<Result<_, Error>>()?;
    if let Some(base) = &site.base_url {
        let folders: Vec<String> = listed.into_iter().flatten().collect();
        take(File::text("sitemap.xml", sitemap::text(base, &folders)))?;
    }
    let texts = site.texts.iter().map(|(path, text)| File::text(path, text.as_str()));
    texts.chain(assets::files()).try_for_each(take)
}
