//! The beginning of a catalog: a starting set of files in a folder that holds none yet.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use crate::output::File;
use crate::output::add::add;
use crate::source::SETTINGS;
use crate::source::error::Error;

static COMPLETE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starters/complete");
static MINIMAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starters/minimal");

const IGNORE_FILE: &str = ".gitignore";

/// What keeps a built site out of a repository.
const IGNORED: &str = "# The site that `eventbook build` writes.\n/site/\n";

/// The spellings by which a `.gitignore` may name the folder of the site already.
const SPELLINGS: [&[u8]; 6] = [b"/site/", b"/site", b"site/", b"site", b"**/site/", b"**/site"];

/// What a catalog begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    /// A small catalog that shows what one can say.
    Complete,
    /// The least that has no findings.
    Minimal,
}

/// Begins a catalog in a folder, which is made where it is missing. Returns how many files it
/// wrote; a `.gitignore` that is there only gets one more line.
///
/// Fails, with nothing written, where the folder is or lies in a catalog, where a file would be
/// overwritten, or where the disk refuses.
pub fn begin(dir: &Path, starter: Starter) -> Result<usize, Error> {
    let folder = vacant(dir)?;
    let mut files = files(starter);
    let rest = match ignore_file(&folder)? {
        None => {
            files.push(File::text(IGNORE_FILE, IGNORED));
            None
        }
        Some(text) => missing_lines(&text),
    };
    let added = add(&folder, &files)?;
    if let Some(Err(error)) = rest.map(|rest| append(&folder.join(IGNORE_FILE), &rest)) {
        added.undo();
        return Err(error);
    }
    Ok(files.len())
}

/// The files of a starter. The settings come first: of two that begin a catalog in one folder at
/// once, the second fails there, with nothing written.
fn files(starter: Starter) -> Vec<File> {
    let mut files = Vec::new();
    let starter = match starter {
        Starter::Complete => &COMPLETE,
        Starter::Minimal => &MINIMAL,
    };
    collect(starter, &mut files);
    files.sort_by(|a, b| (a.path != SETTINGS, &a.path).cmp(&(b.path != SETTINGS, &b.path)));
    files
}

fn collect(folder: &'static Dir<'_>, files: &mut Vec<File>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.push(File { path, bytes: file.contents().to_vec() });
            }
        }
    }
}

/// The folder as a full path without links, if a catalog can begin there.
fn vacant(dir: &Path) -> Result<PathBuf, Error> {
    let refuse = |cause: &str| Error::new("begin a catalog in", dir, cause);
    let absolute = std::path::absolute(dir).map_err(|error| Error::new("find", dir, error))?;
    // Without a slash at its end, which would make the system look behind a link.
    let absolute: PathBuf = absolute.components().collect();
    match fs::symlink_metadata(&absolute) {
        Ok(data) if data.is_symlink() => {
            return Err(refuse("it is a symbolic link; name the folder that it leads to"));
        }
        Ok(data) if !data.is_dir() => return Err(refuse("it is not a folder")),
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::new("look at", dir, error));
        }
        _ => {}
    }
    let there = absolute.ancestors().find(|folder| folder.exists()).unwrap_or(&absolute);
    let rest = absolute.strip_prefix(there).unwrap_or(Path::new(""));
    if rest.components().any(|part| part == Component::ParentDir) {
        return Err(refuse("it goes up from a folder that is not there"));
    }
    let there = fs::canonicalize(there).map_err(|error| Error::new("find", there, error))?;
    let folder: PathBuf = there.join(rest).components().collect();
    let holds = |folder: &&Path| fs::symlink_metadata(folder.join(SETTINGS)).is_ok();
    match folder.ancestors().find(holds) {
        Some(root) if root == folder => {
            Err(refuse("it is a catalog already: it has an eventbook.yaml"))
        }
        Some(root) => {
            let cause = format!("it lies in the catalog {}", root.display());
            Err(refuse(&format!("{cause}, and a catalog cannot hold another")))
        }
        None => Ok(folder),
    }
}

/// The `.gitignore` of a folder, if it has one.
fn ignore_file(folder: &Path) -> Result<Option<Vec<u8>>, Error> {
    let path = folder.join(IGNORE_FILE);
    if fs::symlink_metadata(&path).is_ok_and(|data| data.is_symlink()) {
        return Err(Error::new("add a line to", &path, "it is a symbolic link"));
    }
    #[expect(clippy::disallowed_methods, reason = "output looks only where it will write")]
    match fs::read(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::new("read", &path, error)),
    }
}

/// What is to be added to a `.gitignore`; none where it names the folder of the site.
fn missing_lines(text: &[u8]) -> Option<String> {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    if lines.any(|line| SPELLINGS.contains(&line)) {
        return None;
    }
    let open = text.last().is_some_and(|last| *last != b'\n');
    Some(format!("{}{IGNORED}", if open { "\n" } else { "" }))
}

fn append(path: &Path, text: &str) -> Result<(), Error> {
    let opened = OpenOptions::new().append(true).open(path);
    let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Error::new("add a line to", path, error))
}
