//! A repository and the commits of it that a person can name.

use std::path::Path;

use crate::source::error::Error;
use crate::source::git::plumbing::{Answer, Git};
use crate::source::git::tree::Tree;

/// Where a branch most likely began, in this order.
const USUAL_BASES: [&str; 5] = [
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
];

/// The repository that a folder lies in.
#[derive(Debug)]
pub struct Repository {
    pub(super) git: Git,
    /// The folder's place in the repository: `docs/events`; empty for the top.
    pub prefix: String,
    /// Whether it has no work tree.
    pub is_bare: bool,
    is_shallow: bool,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// What a person calls it: `main`.
    pub name: String,
    /// Its id.
    pub id: String,
}

impl Repository {
    /// The repository around a folder. Fails where there is none, or git does not trust it.
    pub fn around(folder: &Path) -> Result<Repository, Error> {
        let git = Git { folder: folder.to_path_buf() };
        let questions = ["--is-bare-repository", "--is-shallow-repository", "--show-prefix"];
        let answer = git.ask(&[&["rev-parse"], &questions[..]].concat())?;
        if !answer.done {
            return Err(Error::new("open the repository of", folder, why_closed(&answer)));
        }
        let text = String::from_utf8(answer.printed);
        let text = text.map_err(|_| Error::new("name", folder, "its name is not UTF-8"))?;
        let mut lines = text.splitn(3, '\n');
        let mut next = || lines.next().unwrap_or_default();
        let (bare, shallow, prefix) = (next(), next(), next());
        let prefix = prefix.strip_suffix('\n').unwrap_or(prefix).trim_end_matches('/').to_owned();
        Ok(Repository { git, prefix, is_bare: bare == "true", is_shallow: shallow == "true" })
    }

    /// The commit that a name stands for: a branch, a tag, or anything else that git understands.
    pub fn commit(&self, name: &str) -> Result<Commit, Error> {
        self.find(name)?
            .ok_or_else(|| Error::new("find the commit", Path::new(name), self.unknown(name)))
    }

    /// The commit that the work tree began as.
    pub fn head(&self) -> Result<Commit, Error> {
        let unborn = "the branch has no commit yet, so nothing can be compared with one; commit \
                      first, or compare two folders: eventbook diff OLD NEW";
        self.find("HEAD")?.ok_or_else(|| Error::new("find the commit", Path::new("HEAD"), unborn))
    }

    /// The commit that a branch most likely began at: the default branch of `origin`, or else a
    /// branch that is called as default branches are.
    pub fn usual_base(&self) -> Result<Commit, Error> {
        for name in USUAL_BASES {
            if let Some(commit) = self.find(name)? {
                let short =
                    name.trim_start_matches("refs/remotes/").trim_start_matches("refs/heads/");
                return Ok(Commit { name: short.to_owned(), ..commit });
            }
        }
        let cause = format!(
            "there is no origin/HEAD, main or master here; say what to compare with: eventbook diff \
             BASE{}",
            self.fetch_more()
        );
        Err(Error::new("find a base in", &self.git.folder, cause))
    }

    /// The commit at which the histories of two parted.
    pub fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Commit, Error> {
        let answer = self.git.ask(&["merge-base", &one.id, &other.id])?;
        match id(&answer) {
            Some(id) if answer.done => Ok(Commit { name: one.name.clone(), id }),
            _ => {
                let cause = match self.is_shallow {
                    true => format!(
                        "it has no common history with `{}`{}",
                        other.name,
                        self.fetch_more()
                    ),
                    false => format!(
                        "it has no common history with `{}`; name both sides to compare them as they \
                         are: eventbook diff BASE HEAD",
                        other.name
                    ),
                };
                Err(Error::new("find where the work tree parted from", Path::new(&one.name), cause))
            }
        }
    }

    /// The catalog of a commit, in the folder of the repository that it lies in here; none where
    /// the commit does not have it.
    pub fn catalog(&self, commit: &Commit) -> Result<Option<Tree>, Error> {
        Tree::of(self, commit, &self.prefix)
    }

    /// Turns to the nearest folder upward from here that is a catalog in one of the commits.
    pub fn find_root(&mut self, commits: &[Commit]) -> Result<(), Error> {
        let start = self.prefix.clone();
        let mut folder = start.as_str();
        loop {
            for commit in commits {
                if Tree::of(self, commit, folder)?.is_some() {
                    self.prefix = folder.to_owned();
                    return Ok(());
                }
            }
            if folder.is_empty() {
                let cause = "neither it nor a folder above it has an eventbook.yaml, here or there";
                return Err(Error::new("find a catalog in", &self.git.folder, cause));
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    fn find(&self, name: &str) -> Result<Option<Commit>, Error> {
        // git takes a line break for a part of the name, and no name has one.
        if name.is_empty() || name.contains(['\0', '\n']) {
            return Ok(None);
        }
        let wanted = format!("{name}^{{commit}}");
        let answer =
            self.git.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        let found = id(&answer).filter(|_| answer.done);
        Ok(found.map(|id| Commit { name: name.to_owned(), id }))
    }

    fn unknown(&self, name: &str) -> String {
        // git takes no name with two dots for a commit: it is how other commands name two of them.
        if let Some((base, head)) = name.split_once("..") {
            let head = head.trim_start_matches('.');
            // Only what a shell takes as it stands is put into a command to type.
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "._/-".contains(c);
            if name.starts_with('-') || head.starts_with('-') || !name.chars().all(is_plain) {
                return "it names two; write them apart: eventbook diff BASE HEAD".to_owned();
            }
            let or = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
            let (base, head) = (or(base), or(head));
            return format!("it names two; write eventbook diff {base} {head}");
        }
        let branch = name.trim_start_matches("refs/heads/").trim_start_matches("refs/remotes/");
        let branch = branch.trim_start_matches("origin/");
        // Only what a shell takes as it stands is put into a command to type.
        let plain = |c: char| c.is_ascii_alphanumeric() || "._/-".contains(c);
        let is_plain = !branch.is_empty() && !branch.starts_with('-') && branch.chars().all(plain);
        let fetch = match is_plain {
            true => format!("; if it is a branch of origin, fetch it: git fetch origin {branch}"),
            false => "; `git branch --all` and `git tag` list what there is".to_owned(),
        };
        format!("no branch, tag or commit is called so{fetch}{}", self.fetch_more())
    }

    /// What to do in a clone that has only the newest commits.
    fn fetch_more(&self) -> &'static str {
        match self.is_shallow {
            true => {
                "\nthis clone is shallow: it has only the newest commits. Fetch the others: git fetch \
                 --unshallow, or `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab CI"
            }
            false => "",
        }
    }
}

impl Commit {
    /// The beginning of its id, enough for a person.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

/// The id that a command printed: nothing but hexadecimal digits.
fn id(answer: &Answer) -> Option<String> {
    let text = std::str::from_utf8(&answer.printed).ok()?;
    let first = text.lines().next()?;
    let is_id = first.len() >= 40 && first.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| first.to_owned())
}

/// Why git would not open a repository, with what helps.
fn why_closed(answer: &Answer) -> String {
    let complaint = &answer.complaint;
    if complaint.contains("not a git repository") {
        return "no git repository is around it; two folders are compared without one: eventbook diff \
                OLD NEW"
            .to_owned();
    }
    if complaint.contains("dubious ownership") {
        return "git does not trust the repository, because its folder belongs to somebody else; if \
                you do: git config --global --add safe.directory PATH"
            .to_owned();
    }
    complaint.trim_start_matches("fatal: ").to_owned()
}
