//! Where a site may be written: a folder that is new, empty or ours, and never one that holds what
//! its owner would miss.

use std::fs;
use std::path::{Path, PathBuf};

use crate::source::disk::{self, SITE_MANIFEST};
use crate::source::error::Error;

/// The folders of a write.
#[derive(Debug)]
pub struct Place {
    /// Where the site will be.
    pub target: PathBuf,
    /// The folder that holds it.
    pub parent: PathBuf,
    /// Where the new site is filled.
    pub fresh: PathBuf,
    /// Where the old site waits, on systems that cannot exchange two folders at once.
    pub old: PathBuf,
}

impl Place {
    /// The place that `out` names. Makes the folder above it.
    ///
    /// Fails where a site there would replace something that is not ours.
    pub fn of(out: &Path, root: &Path) -> Result<Self, Error> {
        let refuse = |cause: &str| Error::new("write a site to", out, cause);
        let absolute = std::path::absolute(out).map_err(|error| Error::new("find", out, error))?;
        // A link is followed once, here, so that what is refused is what would be written.
        let target = fs::canonicalize(&absolute).unwrap_or(absolute);
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(refuse("it is the root of the file system"));
        };
        #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
        fs::create_dir_all(parent).map_err(|error| Error::new("create", parent, error))?;
        let parent = fs::canonicalize(parent).map_err(|error| Error::new("find", parent, error))?;
        let target = parent.join(name);
        if root.starts_with(&target) {
            return Err(refuse("it holds the catalog itself"));
        }
        let home = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok());
        if home.is_some_and(|home| home.starts_with(&target)) {
            return Err(refuse("it holds your home folder"));
        }
        if let Ok(data) = fs::symlink_metadata(&target) {
            if !data.is_dir() {
                return Err(refuse("it is not a folder"));
            }
            if target.join(".git").exists() {
                return Err(refuse("it holds a git repository"));
            }
            let ours = target.join(SITE_MANIFEST).is_file();
            if !ours && !is_empty(&target)? {
                return Err(refuse(
                    "it is not empty and holds no site of eventbook; name an empty folder, or remove it yourself",
                ));
            }
        }
        let beside = |ending: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(ending);
            parent.join(hidden)
        };
        let (fresh, old) = (beside(".eventbook-new"), beside(".eventbook-old"));
        Ok(Place { target, parent, fresh, old })
    }
}

fn is_empty(folder: &Path) -> Result<bool, Error> {
    #[expect(clippy::disallowed_methods, reason = "output looks only where it will write")]
    let mut entries = fs::read_dir(folder).map_err(|error| Error::new("list", folder, error))?;
    Ok(entries.next().is_none())
}

/// The files of the old site that are not ours, by their paths from its folder.
pub fn foreign(place: &Place, is_ours: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
    if !place.target.is_dir() {
        return Ok(Vec::new());
    }
    let files = disk::files_below(&place.target)?;
    Ok(files.into_iter().filter(|path| !is_ours(path)).collect())
}
