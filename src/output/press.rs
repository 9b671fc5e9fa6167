//! A site whose files are made when somebody asks for them: the same bytes that a build writes.

use std::collections::BTreeMap;

use crate::lint::verdict::Judgement;
use crate::output::{File, render, shared, with_room};
use crate::site::page::LOST;
use crate::site::{self, Site};
use crate::source::Sources;
use crate::source::error::Error;
use crate::study::Study;
use crate::theme::Theme;

/// A site that is not made yet, ready to be printed file by file.
///
/// It holds what pages are made of, and plans them anew for each file: a plan is cheap, and a page
/// sees nothing else.
pub struct Press {
    study: Study,
    judgement: Judgement,
    theme: Theme,
    /// The number of the page that makes the file of a path.
    pages: BTreeMap<String, usize>,
    /// How many pages there are.
    count: usize,
    /// The files that no page makes.
    shared: BTreeMap<String, File>,
}

impl Press {
    /// The press of a judged catalog and what its pages are to look like.
    pub fn of(study: Study, judgement: Judgement, theme: Theme) -> Self {
        let site = site::plan(&study, &judgement);
        let numbered = site.drafts.iter().enumerate();
        let paths = numbered.flat_map(|(number, draft)| {
            render::paths(draft).into_iter().map(move |path| (path, number))
        });
        let pages = paths.collect();
        let count = site.drafts.len();
        let shared = shared(&site, &theme).into_iter();
        let shared = shared.map(|file| (file.path.clone(), file)).collect();
        drop(site);
        Press { study, judgement, theme, pages, count, shared }
    }

    /// How many pages the site has.
    pub fn pages(&self) -> usize {
        self.count
    }

    /// The files that the site is made of, and what is to be said of them.
    pub fn judged(&self) -> (&Sources, &Judgement) {
        (&self.study.sources, &self.judgement)
    }

    fn site(&self) -> Site<'_> {
        site::plan(&self.study, &self.judgement)
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
        let site = self.site();
        let print = || render::render(&site, &site.drafts[*number].page(), &self.theme.templates);
        let files = with_room(print)??;
        Ok(files.into_iter().find(|file| file.path == path))
    }

    /// The page for addresses that lead nowhere, as a server shows it at any depth below its root.
    pub fn lost(&self) -> Result<Option<File>, Error> {
        let site = self.site();
        let Some(draft) = site.drafts.iter().find(|draft| draft.file == LOST) else {
            return Ok(None);
        };
        with_room(|| render::lost(&site, &draft.page(), &self.theme.templates))?.map(Some)
    }

    /// The files that pages share.
    pub fn shared(&self) -> impl Iterator<Item = &File> {
        self.shared.values()
    }
}
