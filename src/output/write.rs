//! The only writer: a whole site beside the old one, then one swap. The old site survives any
//! failure, a kill or a full disk, and nothing that we did not write is ever lost.

use std::collections::BTreeSet;
use std::fs::{self, File as Handle};
use std::io;
use std::path::{Path, PathBuf};

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

/// Writes a site into `out`. `root` is the folder of the catalog, which must not be overwritten.
///
/// Fails, with the old site untouched, where `out` is no place for a site or the disk refuses.
pub fn write(files: Vec<File>, out: &Path, root: &Path) -> Result<Written, Error> {
    let place = Place::of(out, root)?;
    // The lock dies with its owner. Where a system has none, two builds at once are not excluded.
    let lock =
        Handle::open(&place.parent).map_err(|error| Error::new("open", &place.parent, error))?;
    let _locked = lock.lock();
    swap::mend(&place)?;
    let old = read_manifest(&place)?;
    let foreign = place::foreign(&place, |path| old.files.contains(path) || path == SITE_MANIFEST)?;
    let result = fill(&place, &files, &foreign).and_then(|unchanged| {
        swap::swap(&place)?;
        Ok(unchanged)
    });
    match result {
        Ok(unchanged) => {
            let count = files.len();
            Ok(Written { folder: place.target, files: count, unchanged, foreign })
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

/// Fills the fresh folder: what has not changed is linked from the old site, what is not ours too.
fn fill(place: &Place, files: &[File], foreign: &[String]) -> Result<usize, Error> {
    let manifest = Manifest {
        generator: concat!("eventbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        files: files.iter().map(|file| file.path.clone()).collect(),
    };
    if let Some(clash) = foreign.iter().find(|path| manifest.files.contains(*path)) {
        let path = place.target.join(clash);
        return Err(Error::new("replace", &path, "it is not ours, and a page would stand there"));
    }
    folders(
        place,
        files.iter().map(|file| file.path.as_str()).chain(foreign.iter().map(String::as_str)),
    )?;
    foreign.par_iter().try_for_each(|path| keep(place, path))?;
    let unchanged: Vec<bool> =
        files.par_iter().map(|file| put(place, file)).collect::<Result<_, Error>>()?;
    let text =
        serde_json::to_vec_pretty(&manifest).expect("a manifest has only text, which JSON can say");
    let manifest = File { path: SITE_MANIFEST.to_owned(), bytes: text };
    put(place, &manifest)?;
    Ok(unchanged.into_iter().filter(|unchanged| *unchanged).count())
}

fn folders<'a>(place: &Place, paths: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let folders: BTreeSet<&str> =
        paths.map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
    for folder in folders {
        let path = place.fresh.join(folder);
        #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
        fs::create_dir_all(&path).map_err(|error| Error::new("create", &path, error))?;
    }
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
