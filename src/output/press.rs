//! A site whose files are made when somebody asks for them: the same bytes that a build writes.

use std::collections::BTreeMap;

use crate::output::{File, render, shared, with_room};
use crate::site::Site;
use crate::source::error::Error;
use crate::theme::Theme;

/// A planned site, ready to be printed file by file.
pub struct Press {
    site: Site,
    theme: Theme,
    /// The page that makes the file of a path.
    pages: BTreeMap<String, usize>,
    /// The files that no page makes.
    shared: BTreeMap<String, File>,
}

impl Press {
    /// The press of a site.
    pub fn of(site: Site, theme: Theme) -> Self {
        let numbered = site.pages.iter().enumerate();
        let paths = numbered
            .flat_map(|(number, page)| render::paths(page).into_iter().map(move |p| (p, number)));
        let pages = paths.collect();
        let shared =
            shared(&site, &theme).into_iter().map(|file| (file.path.clone(), file)).collect();
        Press { site, theme, pages, shared }
    }

    /// How many pages the site has.
    pub fn pages(&self) -> usize {
        self.site.pages.len()
    }

    /// Whether the site has a file of this path.
    pub fn has(&self, path: &str) -> bool {
        self.pages.contains_key(path) || self.shared.contains_key(path)
    }

    /// The file of a path; none where the site has no such file. Fails only where a template is
    /// wrong.
    pub fn file(&self, path: &str) -> Result<Option<File>, Error> {
        if let Some(file) = self.shared.get(path) {
            return Ok(Some(file.clone()));
        }
        let Some(number) = self.pages.get(path) else { return Ok(None) };
        let page = &self.site.pages[*number];
        let files = with_room(|| render::render(&self.site, page, &self.theme.templates))??;
        Ok(files.into_iter().find(|file| file.path == path))
    }

    /// The page for addresses that lead nowhere, as a server shows it at any depth below its root.
    pub fn lost(&self) -> Result<Option<File>, Error> {
        let page = self.site.pages.iter().find(|page| page.file == "404.html");
        let lost = |page| with_room(|| render::lost(&self.site, page, &self.theme.templates))?;
        page.map(lost).transpose()
    }

    /// The files that pages share.
    pub fn shared(&self) -> impl Iterator<Item = &File> {
        self.shared.values()
    }
}
