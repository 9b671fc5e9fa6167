//! Which two states of a catalog are compared, and both of them read and judged.
//!
//! A state is a commit, a folder, or the work tree as it lies on the disk. Where one name is given, or
//! none, the work tree is compared with the commit that it began from, as a pull request is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::document::values::date::Date;
use crate::finding::{Finding, Subject};
use crate::source::disk;
use crate::source::error::Error;
use crate::source::git::repository::{Commit, Repository};
use crate::source::{SETTINGS, SourceFile, Sources};
use crate::{Checked, Failure, Read, judge_any};

/// What the state on the disk is called.
const WORK_TREE: &str = "work tree";

/// A state of a catalog.
#[derive(Debug)]
pub struct State {
    /// What a person calls it: `main`, `work tree`, a folder.
    pub name: String,
    /// The id of the commit, where it is one.
    pub commit: Option<String>,
    /// All that is known and judged of it. A commit without the catalog is an empty one.
    pub checked: Checked,
}

/// Two states of a catalog.
#[derive(Debug)]
pub struct States {
    /// The older one.
    pub base: State,
    /// The newer one.
    pub head: State,
}

/// Which states are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// The work tree, and the commit at which it parted from the default branch.
    Branch,
    /// The work tree, and a folder or the commit at which it parted from another.
    Since(&'a str),
    /// Two commits or folders as they are.
    Between(&'a str, &'a str),
}

/// The states that are asked for. A name is a folder where it has an eventbook.yaml, and a commit
/// otherwise; `dir` is or lies in the catalog whose commits are meant.
pub fn of(dir: &Path, asked: Asked<'_>, today: Date) -> Result<States, Failure> {
    let (base, head) = match asked {
        Asked::Branch => since(&disk::find_root(dir)?, None)?,
        Asked::Since(base) => match folder(base) {
            Some(base) => (on_disk(&base)?, work_tree(&disk::find_root(dir)?, &[])?),
            None => since(&disk::find_root(dir)?, Some(base))?,
        },
        Asked::Between(base, head) => between(dir, base, head)?,
    };
    let judge =
        |(name, commit, read): Named| State { name, commit, checked: judge_any(read, today) };
    Ok(States { base: judge(base), head: judge(head) })
}

impl States {
    /// How many findings of the head are not in the base: the same rule says something else, or of
    /// something else.
    pub fn new_findings(&self) -> usize {
        let key = |finding: &Finding| -> (&'static str, String, Vec<Subject>) {
            (finding.rule, finding.message.clone(), finding.subjects.clone())
        };
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        for finding in &self.base.checked.judgement.findings {
            *known.entry(key(finding)).or_default() += 1;
        }
        let counted = self.head.checked.judgement.findings.iter().filter(|one| one.counts());
        let new = counted.filter(|finding| match known.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        new.count()
    }
}

/// A state's name, its commit, and what was read of it.
type Named = (String, Option<String>, Read);

fn folder(name: &str) -> Option<PathBuf> {
    disk::is_root(Path::new(name)).then(|| PathBuf::from(name))
}

/// Two commits or folders.
fn between(dir: &Path, base: &str, head: &str) -> Result<(Named, Named), Failure> {
    let names: Vec<&str> = [base, head].into_iter().filter(|name| folder(name).is_none()).collect();
    let place = if names.is_empty() { None } else { Some(Place::of(dir, &names)?) };
    let read = |name: &str| match (folder(name), &place) {
        (None, Some(place)) => {
            in_commit(&place.repository, &place.root, &place.repository.commit(name)?)
        }
        (Some(folder), _) => on_disk(&folder),
        (None, None) => on_disk(Path::new(name)),
    };
    Ok((read(base)?, read(head)?))
}

/// Where a catalog lies, here and in a repository.
struct Place {
    root: PathBuf,
    repository: Repository,
}

impl Place {
    /// The place of the catalog around a folder: as it is on the disk, or where no commit has it
    /// there, the nearest folder upward that is a catalog in one of them.
    fn of(dir: &Path, names: &[&str]) -> Result<Place, Failure> {
        let root = disk::find_root(dir).unwrap_or_else(|_| dir.to_path_buf());
        let mut repository = Repository::around(&root)?;
        let commits: Result<Vec<Commit>, Error> =
            names.iter().map(|name| repository.commit(name)).collect();
        repository.find_root(&commits?)?;
        Ok(Place { root, repository })
    }
}

/// The work tree, and the commit at which it parted from another.
fn since(root: &Path, base: Option<&str>) -> Result<(Named, Named), Failure> {
    let repository = Repository::around(root)?;
    let head = repository.head()?;
    let base = match base {
        Some(name) => repository.commit(name)?,
        None => repository.usual_base()?,
    };
    let base = repository.merge_base(&base, &head)?;
    // What another repository holds is not a part of the commits, so it is none of the work tree.
    let mut submodules = Vec::new();
    for commit in [&base, &head] {
        submodules.extend(repository.catalog(commit)?.into_iter().flat_map(|tree| tree.submodules));
    }
    Ok((in_commit(&repository, root, &base)?, work_tree(root, &submodules)?))
}

fn work_tree(root: &Path, submodules: &[String]) -> Result<Named, Failure> {
    let Read { sources, settings } = crate::read(root)?;
    let read = Read { sources: sources.without(submodules), settings };
    let (documents, findings) = crate::document::parse(&read.sources);
    if documents.is_empty() && findings.is_empty() {
        return Err(Error::new("find documents in", root, "no file declares anything").into());
    }
    Ok((WORK_TREE.to_owned(), None, read))
}

fn on_disk(folder: &Path) -> Result<Named, Failure> {
    let read = crate::read(&disk::find_root(folder)?)?;
    Ok((folder.display().to_string(), None, read))
}

fn in_commit(repository: &Repository, root: &Path, commit: &Commit) -> Result<Named, Failure> {
    let read = match repository.catalog(commit)? {
        Some(tree) => crate::read_commit(&tree, root, &commit.name)?,
        None => {
            let file = SourceFile::new(SETTINGS.to_owned(), String::new(), true, None);
            let (file, settings) = crate::settings(root, file, "")?;
            Read { sources: Sources::new(root.to_path_buf(), vec![file]), settings }
        }
    };
    Ok((commit.name.clone(), Some(commit.id.clone()), read))
}
