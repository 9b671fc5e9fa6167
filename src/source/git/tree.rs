//! The catalog of a commit: which files there are, and their contents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::source::content;
use crate::source::disk::{SITE_MANIFEST, is_passed_over};
use crate::source::error::Error;
use crate::source::git::plumbing::{Content, Git};
use crate::source::git::repository::{Commit, Repository};
use crate::source::pattern::Selection;
use crate::source::role;
use crate::source::{ReadFault, SETTINGS, SourceFile, Sources};

/// The most links that are followed from one to the next, as many as Linux follows.
const MOST_LINKS: usize = 40;

/// The longest target of a link. No system takes a longer path.
const LONGEST_TARGET: usize = 4_096;

/// A catalog's folder in a commit.
#[derive(Debug)]
pub struct Tree {
    git: Git,
    commit: Commit,
    /// What lies in it, by path from there. Submodules are left out.
    entries: BTreeMap<String, Entry>,
    /// Where the symbolic links lead.
    links: BTreeMap<String, String>,
    /// The folders that hold another repository.
    pub submodules: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    is_link: bool,
    id: String,
}

impl Tree {
    /// The folder of a commit; none where it is not a catalog there.
    pub(super) fn of(
        repository: &Repository,
        commit: &Commit,
        folder: &str,
    ) -> Result<Option<Tree>, Error> {
        let git = repository.git.clone();
        let mut tree = commit.id.clone();
        for name in folder.split('/').filter(|name| !name.is_empty()) {
            let below = listed(&git, commit, &["ls-tree", "-z", "--full-tree", &tree])?;
            match below.into_iter().find(|(mode, _, path)| mode == "040000" && path == name) {
                Some((_, id, _)) => tree = id,
                None => return Ok(None),
            }
        }
        let (mut entries, mut submodules) = (BTreeMap::new(), Vec::new());
        for (mode, id, path) in
            listed(&git, commit, &["ls-tree", "-r", "-z", "--full-tree", &tree])?
        {
            match mode.as_str() {
                "160000" => submodules.push(path),
                _ => drop(entries.insert(path, Entry { is_link: mode == "120000", id })),
            }
        }
        if !entries.contains_key(SETTINGS) {
            return Ok(None);
        }
        let commit = commit.clone();
        let mut tree = Tree { git, commit, entries, links: BTreeMap::new(), submodules };
        tree.pass_over();
        tree.links = tree.read_links()?;
        Ok(Some(tree))
    }

    /// The settings file.
    pub fn settings(&self) -> Result<SourceFile, Error> {
        let path = match self.links.get(SETTINGS) {
            None => Some(SETTINGS.to_owned()),
            Some(_) => self.followed(SETTINGS),
        };
        let wrong = |cause: &str| Error::new("read", Path::new(&self.shown(SETTINGS)), cause);
        let entry = path.and_then(|path| self.entries.get(&path));
        let entry = entry.ok_or_else(|| wrong("the link leads out of the catalog, or nowhere"))?;
        let mut contents = self.git.contents(&[&entry.id])?.into_iter();
        match contents.next() {
            Some(Content::Bytes(bytes)) => Ok(content::text(SETTINGS.to_owned(), bytes, true)),
            Some(Content::TooLarge(bytes)) => {
                Ok(faulty(SETTINGS, true, ReadFault::TooLarge { bytes }))
            }
            Some(Content::Missing) | None => Err(self.missing(SETTINGS)),
        }
    }

    /// All files of the catalog, as [`disk::read`](crate::source::disk::read) would read them of a
    /// checkout. `settings` becomes the first; `root` is where the catalog lies here.
    pub fn read(
        &self,
        root: &Path,
        settings: SourceFile,
        selection: &Selection,
    ) -> Result<Sources, Error> {
        let mut files = vec![settings];
        let mut wanted = Vec::new();
        for (path, entry) in &self.entries {
            if path == SETTINGS || selection.is_ignored(path) {
                continue;
            }
            let is_read = role::of(path).is_some();
            let selected = selection.is_document(path) && role::may_be_document(path);
            if !entry.is_link {
                wanted.extend(is_read.then_some((path, entry, selected)));
            } else if is_read && self.followed(path).is_none() {
                files.push(faulty(path, selected, ReadFault::SymlinkEscape));
            }
        }
        let ids: Vec<&str> = wanted.iter().map(|(_, entry, _)| entry.id.as_str()).collect();
        for (content, (path, _, selected)) in self.git.contents(&ids)?.into_iter().zip(wanted) {
            files.push(match content {
                Content::Bytes(bytes) => content::file(path.clone(), bytes, selected),
                Content::TooLarge(bytes) => faulty(path, selected, ReadFault::TooLarge { bytes }),
                Content::Missing => return Err(self.missing(path)),
            });
        }
        if let Some((_, files)) = files.split_first_mut() {
            files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        Ok(Sources::new(root.to_path_buf(), files))
    }

    /// Leaves out what is never read: dot folders and the like, and built sites.
    fn pass_over(&mut self) {
        let manifest = format!("/{SITE_MANIFEST}");
        let sites: BTreeSet<String> = self
            .entries
            .keys()
            .filter_map(|path| path.strip_suffix(&manifest))
            .map(str::to_owned)
            .collect();
        self.entries.retain(|path, _| {
            let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
            let in_site = folders.into_iter().any(|folder| sites.contains(folder));
            !in_site && !path.split('/').any(is_passed_over)
        });
    }

    fn read_links(&self) -> Result<BTreeMap<String, String>, Error> {
        let links: Vec<(&String, &Entry)> =
            self.entries.iter().filter(|(_, entry)| entry.is_link).collect();
        if links.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<&str> = links.iter().map(|(_, entry)| entry.id.as_str()).collect();
        let mut targets = BTreeMap::new();
        for (content, (path, _)) in self.git.contents(&ids)?.into_iter().zip(links) {
            let target = match content {
                Content::Bytes(bytes) if bytes.len() <= LONGEST_TARGET => {
                    String::from_utf8(bytes).ok()
                }
                Content::Bytes(_) | Content::TooLarge(_) => None,
                Content::Missing => return Err(self.missing(path)),
            };
            // A link without a target that could be followed leads nowhere.
            targets.insert(path.clone(), target.unwrap_or_default());
        }
        Ok(targets)
    }

    /// What a link leads to, through other links; none where it leads out of the catalog or nowhere.
    fn followed(&self, link: &str) -> Option<String> {
        let mut waiting: Vec<&str> = link.split('/').rev().collect();
        let mut at: Vec<&str> = Vec::new();
        let mut followed = 0;
        while let Some(part) = waiting.pop() {
            match part {
                "" | "." => continue,
                ".." => drop(at.pop()?),
                name => at.push(name),
            }
            let path = at.join("/");
            if let Some(target) = self.links.get(&path) {
                followed += 1;
                if followed > MOST_LINKS || target.is_empty() || target.starts_with('/') {
                    return None;
                }
                at.pop();
                waiting.extend(target.split('/').rev());
            } else if !self.exists(&path) {
                return None;
            }
        }
        Some(at.join("/"))
    }

    fn exists(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let mut within = self.entries.range(below.clone()..);
        path.is_empty()
            || self.entries.contains_key(path)
            || within.next().is_some_and(|(first, _)| first.starts_with(&below))
    }

    fn shown(&self, path: &str) -> String {
        format!("{}:{path}", self.commit.name)
    }

    fn missing(&self, path: &str) -> Error {
        let cause = "the repository does not have it: a partial clone leaves out what it was not asked \
                     for, and nothing is fetched here; fetch all: git fetch --refetch --no-filter origin";
        Error::new("read", Path::new(&self.shown(path)), cause)
    }
}

fn faulty(path: &str, selected: bool, fault: ReadFault) -> SourceFile {
    SourceFile::new(path.to_owned(), String::new(), selected, Some(fault))
}

/// What `ls-tree -z` lists: mode, id and path of each entry. What is not UTF-8 is left out, because
/// no path could name it.
fn listed(
    git: &Git,
    commit: &Commit,
    arguments: &[&str],
) -> Result<Vec<(String, String, String)>, Error> {
    let answer = git.ask(arguments)?;
    if !answer.done {
        let cause = format!(
            "{}; if this is a partial clone, fetch all: git fetch --refetch --no-filter origin",
            answer.complaint.trim_start_matches("fatal: ")
        );
        return Err(Error::new("list the files of", Path::new(&commit.name), cause));
    }
    let entries = answer.printed.split(|byte| *byte == 0).filter_map(|entry| {
        let (head, path) = std::str::from_utf8(entry).ok()?.split_once('\t')?;
        let mut words = head.split(' ');
        let (mode, _, id) = (words.next()?, words.next()?, words.next()?);
        Some((mode.to_owned(), id.to_owned(), path.to_owned()))
    });
    Ok(entries.collect())
}
