//! New files among those that are there: all of them or none, and never over one that exists.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::output::File;
use crate::source::error::Error;

/// What was added, so that it can be taken back.
#[derive(Debug, Default)]
pub struct Added {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Added {
    /// Takes back what was added. What others have put into the new folders meanwhile stays.
    pub fn undo(self) {
        // Whoever undoes has an error to tell already; a second one would only hide it.
        for file in self.files.iter().rev() {
            #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }

    fn add(&mut self, root: &Path, file: &File) -> Result<(), Error> {
        let path = root.join(&file.path);
        if let Some(folder) = path.parent() {
            self.folder(folder)?;
        }
        // A file that somebody else makes in this very moment is refused by the system.
        let opened = OpenOptions::new().write(true).create_new(true).open(&path);
        let mut opened = opened.map_err(|error| Error::new("create", &path, error))?;
        self.files.push(path.clone());
        opened.write_all(&file.bytes).map_err(|error| Error::new("write", &path, error))
    }

    fn folder(&mut self, path: &Path) -> Result<(), Error> {
        if path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.folder(parent)?;
        }
        match fs::create_dir(path) {
            Ok(()) => self.folders.push(path.to_path_buf()),
            Err(_) if path.is_dir() => {}
            Err(error) => return Err(Error::new("create", path, error)),
        }
        Ok(())
    }
}

/// Adds files below a folder, which is made where it is missing.
///
/// Fails, with nothing added, where one of them exists, where the way to one leads through a
/// symbolic link, or where the disk refuses.
pub fn add(root: &Path, files: &[File]) -> Result<Added, Error> {
    let mut obstacles = BTreeSet::new();
    for file in files {
        obstacles.extend(obstacle(root, &file.path)?);
    }
    if !obstacles.is_empty() {
        let list: String = obstacles.iter().map(|path| format!("\n  {path}")).collect();
        let cause = format!("nothing was written, because these are there already:{list}");
        return Err(Error::new("write to", root, cause));
    }
    let mut added = Added::default();
    for file in files {
        if let Err(error) = added.add(root, file) {
            added.undo();
            return Err(error);
        }
    }
    Ok(added)
}

/// What stands where a file would: the file itself, or a file in place of a folder above it.
///
/// Fails where a folder on the way is a symbolic link: what is written behind it would lie
/// elsewhere.
pub fn obstacle(root: &Path, path: &str) -> Result<Option<String>, Error> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    for end in ends {
        let part = &path[..end];
        let full = root.join(part);
        match fs::symlink_metadata(&full) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::new("look at", &full, error)),
            Ok(data) if data.is_symlink() && part != path => {
                return Err(Error::new("write below", &full, "it is a symbolic link"));
            }
            Ok(data) if data.is_dir() && part != path => {}
            Ok(_) => return Ok(Some(part.to_owned())),
        }
    }
    Ok(None)
}
