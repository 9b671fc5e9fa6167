//! A site whose files are made when somebody asks for them: the same bytes that a build writes.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::lint::verdict::Judgement;
use crate::output::{File, of_all, paths_of_all, render, shared, with_room};
use crate::site::page::{Draft, LOST, Mention, Page};
use crate::site::{self, Site, url};
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
    /// The number of the draft of a folder.
    drafts: BTreeMap<String, usize>,
    /// The paths of the files that are made of all pages together.
    paths_of_all: Vec<&'static str>,
    /// These files, made when the first of them is asked for: they cost as much as all pages.
    of_all: OnceLock<Vec<File>>,
    /// How many pages there are, without those that go on.
    count: usize,
    /// The files that no page makes.
    shared: BTreeMap<String, File>,
}

impl Press {
    /// The press of a judged catalog and what its pages are to look like.
    pub fn of(study: Study, judgement: Judgement, theme: Theme) -> Self {
        let site = site::plan(&study, &judgement);
        let numbered = site.drafts.iter().enumerate();
        let pages = numbered.filter(|(_, draft)| draft.file != LOST);
        let drafts = pages.map(|(number, draft)| (draft.folder.clone(), number)).collect();
        let paths_of_all = paths_of_all(&site);
        let count = site.drafts.len();
        let shared = shared(&site, &theme).into_iter();
        let shared = shared.map(|file| (file.path.clone(), file)).collect();
        drop(site);
        let of_all = OnceLock::new();
        Press { study, judgement, theme, drafts, paths_of_all, of_all, count, shared }
    }

    /// How many pages the site has, not counting those that go on where one has no room.
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

    /// The file of a path; none where the site has no such file. Fails only where a template is
    /// wrong.
    pub fn file(&self, path: &str) -> Result<Option<File>, Error> {
        if let Some(file) = self.shared.get(path) {
            return Ok(Some(file.clone()));
        }
        let site = self.site();
        if self.paths_of_all.contains(&path) {
            let files = self.of_all.get_or_init(|| {
                let pages = site.drafts.par_iter().flat_map(Draft::pages);
                of_all(&site, &pages.map(Mention::from).collect::<Vec<_>>())
            });
            return Ok(files.iter().find(|file| file.path == path).cloned());
        }
        let Some(page) = self.page(&site, path) else { return Ok(None) };
        let files = with_room(|| render::render(&site, &page, &self.theme.templates))??;
        Ok(files.into_iter().find(|file| file.path == path))
    }

    /// Whether the site has a page in this folder.
    pub fn has(&self, folder: &str) -> bool {
        self.drafts.contains_key(folder) || self.page(&self.site(), &url::page(folder)).is_some()
    }

    /// The page that a file belongs to: that of its folder, or one that goes on below another.
    fn page(&self, site: &Site<'_>, path: &str) -> Option<Page> {
        if path == LOST {
            let draft = site.drafts.iter().find(|draft| draft.file == LOST)?;
            return draft.pages().into_iter().next();
        }
        let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
        let above = folder.match_indices('/').rev().map(|(slash, _)| &folder[..=slash]);
        let number = above.chain([""]).find_map(|folder| self.drafts.get(folder))?;
        site.drafts[*number].pages().into_iter().find(|page| page.folder == folder)
    }

    /// The page for addresses that lead nowhere, as a server shows it at any depth below its root.
    pub fn lost(&self) -> Result<Option<File>, Error> {
        let site = self.site();
        let page = self.page(&site, LOST);
        let print = |page: Page| with_room(|| render::lost(&site, &page, &self.theme.templates))?;
        page.map(print).transpose()
    }

    /// The files that pages share.
    pub fn shared(&self) -> impl Iterator<Item = &File> {
        self.shared.values()
    }
}
