//! A site whose files are made when somebody asks for them: the same bytes that a build writes.

use std::collections::BTreeMap;

use crate::output::template::Templates;
use crate::output::{File, render, shared};
use crate::site::Site;
use crate::source::error::Error;

/// A planned site, ready to be printed file by file.
pub struct Press {
    site: Site,
    templates: Templates,
    /// The page that makes the file of a path.
    pages: BTreeMap<String, usize>,
    /// The files that no page makes.
    shared: BTreeMap<String, File>,
}

impl Press {
    /// The press of a site. Fails only where a template is wrong.
    pub fn of(site: Site) -> Result<Self, Error> {
        let templates = Templates::embedded()?;
        let numbered = site.pages.iter().enumerate();
        let paths = numbered
            .flat_map(|(number, page)| render::paths(page).into_iter().map(move |p| (p, number)));
        let pages = paths.collect();
        let shared = shared(&site).into_iter().map(|file| (file.path.clone(), file)).collect();
        Ok(Press { site, templates, pages, shared })
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
        let files = render::render(&self.site, &self.site.pages[*number], &self.templates)?;
        Ok(files.into_iter().find(|file| file.path == path))
    }

    /// The page for addresses that lead nowhere, as a server shows it at any depth below its root.
    pub fn lost(&self) -> Result<Option<File>, Error> {
        let page = self.site.pages.iter().find(|page| page.file == "404.html");
        page.map(|page| render::lost(&self.site, page, &self.templates)).transpose()
    }

    /// The files that pages share.
    pub fn shared(&self) -> impl Iterator<Item = &File> {
        self.shared.values()
    }
}
