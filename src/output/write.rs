//! The only writer: a whole site beside the old one, then one swap. The old site survives any
//! failure, a kill or a full disk, and nothing that we did not write is ever lost.

use std::collections::BTreeSet;
use std::fs::{self, File as Handle};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::output::File;
use crate::output::place::{self, Place};
use crate::output::swap;
use crate::source::disk::SITE_MANIFEST;
use crate::source::error::Error;

/// What a write did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder of the site.
    pub folder: PathBuf,
    /// How many files the site has.
    pub files: usize,
    /// How many of them are as they were, and keep their modification time.
    pub unchanged: usize,
    /// Files in the folder that are not ours. They were kept.
    pub foreign: Vec<String>,
}

/// Marks a folder as ours and names what in it is ours.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    generator: String,
    files: BTreeSet<String>,
}

/// What makes the files of a site: it gives each to the function that it is handed, which may be
/// called from several threads at once.
pub trait Files: FnOnce(Take<'_>) -> Result<(), Error> {}

impl<F: FnOnce(Take<'_>) -> Result<(), Error>> Files for F {}

/// Takes a file.
pub type Take<'a> = &'a (dyn Fn(File) -> Result<(), Error> + Sync);

/// Writes a site into `out`. `root` is the folder of the catalog, which must not be overwritten.
///
/// Fails, with the old site untouched, where `out` is no place for a site, the disk refuses, or a
/// file cannot be made.
pub fn write(out: &Path, root: &Path, files: impl Files) -> Result<Written, Error> {
    let place = Place::of(out, root)?;
    // The lock dies with its owner. Where a system has none, two builds at once are not excluded.
    let lock =
        Handle::open(&place.parent).map_err(|error| Error::new("open", &place.parent, error))?;
    let _locked = lock.lock();
    swap::mend(&place)?;
    let old = read_manifest(&place)?;
    let foreign = place::foreign(&place, |path| old.files.contains(path) || path == SITE_MANIFEST)?;
    let result = fill(&place, files, &foreign).and_then(|filled| {
        swap::swap(&place)?;
        Ok(filled)
    });
    match result {
        Ok(Filled { files, unchanged, .. }) => {
            Ok(Written { folder: place.target, files: files.len(), unchanged, foreign })
        }
        Err(error) => {
            // What is half written is of no use; the first error is the one to tell.
            let _ = swap::remove(&place.fresh);
            Err(error)
        }
    }
}

fn read_manifest(place: &Place) -> Result<Manifest, Error> {
    let path = place.target.join(SITE_MANIFEST);
    #[expect(clippy::disallowed_methods, reason = "output reads only what it wrote itself")]
    match fs::read(&path) {
        Ok(bytes) => {
            serde_json::from_slice(&bytes).map_err(|error| Error::new("read", &path, error))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Manifest::default()),
        Err(error) => Err(Error::new("read", &path, error)),
    }
}

/// What stands in the fresh folder so far.
#[derive(Debug, Default)]
struct Filled {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
    unchanged: usize,
}

/// Fills the fresh folder: what has not changed is linked from the old site, what is not ours too.
fn fill(place: &Place, files: impl Files, foreign: &[String]) -> Result<Filled, Error> {
    let filled = Mutex::new(Filled::default());
    folder(place, "", &filled)?;
    foreign.par_iter().try_for_each(|path| {
        folder(place, path, &filled)?;
        keep(place, path)
    })?;
    let kept: BTreeSet<&str> = foreign.iter().map(String::as_str).collect();
    files(&|file: File| {
        if kept.contains(file.path.as_str()) {
            let path = place.target.join(&file.path);
            return Err(Error::new(
                "replace",
                &path,
                "it is not ours, and a page would stand there",
            ));
        }
        folder(place, &file.path, &filled)?;
        let unchanged = put(place, &file)?;
        let mut filled = locked(&filled);
        filled.unchanged += usize::from(unchanged);
        filled.files.insert(file.path);
        Ok(())
    })?;
    let filled = filled.into_inner().unwrap_or_else(PoisonError::into_inner);
    let generator = concat!("eventbook ", env!("CARGO_PKG_VERSION")).to_owned();
    let manifest = Manifest { generator, files: filled.files };
    let bytes =
        serde_json::to_vec_pretty(&manifest).expect("a manifest has only text, which JSON can say");
    put(place, &File { path: SITE_MANIFEST.to_owned(), bytes })?;
    Ok(Filled { files: manifest.files, ..filled })
}

/// What is filled so far. No thread leaves it half changed, so a panic elsewhere does not spoil it.
fn locked(filled: &Mutex<Filled>) -> MutexGuard<'_, Filled> {
    filled.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the folder of a file, once.
fn folder(place: &Place, file: &str, filled: &Mutex<Filled>) -> Result<(), Error> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    if locked(filled).folders.contains(folder) {
        return Ok(());
    }
    let path = place.fresh.join(folder);
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    fs::create_dir_all(&path).map_err(|error| Error::new("create", &path, error))?;
    locked(filled).folders.insert(folder.to_owned());
    Ok(())
}

/// Writes one file, or links the old one where its bytes are the same. Says which.
fn put(place: &Place, file: &File) -> Result<bool, Error> {
    let (old, new) = (place.target.join(&file.path), place.fresh.join(&file.path));
    if is_same(&old, &file.bytes) && fs::hard_link(&old, &new).is_ok() {
        return Ok(true);
    }
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    fs::write(&new, &file.bytes).map_err(|error| Error::new("write", &new, error))?;
    Ok(false)
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    // The length is cheap to ask and nearly always tells a change.
    let same_length = fs::symlink_metadata(path)
        .is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
    #[expect(clippy::disallowed_methods, reason = "output reads only what it wrote itself")]
    let same = same_length && fs::read(path).is_ok_and(|old| old == bytes);
    same
}

/// Takes a file that is not ours into the fresh folder.
fn keep(place: &Place, path: &str) -> Result<(), Error> {
    let (old, new) = (place.target.join(path), place.fresh.join(path));
    let kept = fs::hard_link(&old, &new).or_else(|_| fs::copy(&old, &new).map(drop));
    kept.map_err(|error| Error::new("keep", &old, error))
}
