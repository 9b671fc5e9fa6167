//! Reports as files: all are made beside their places first, and each takes its place whole. What a
//! catalog is made of is never overwritten.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::output::replace::hidden;
use crate::source::error::Error;
use crate::source::{SourceFile, Sources, disk, role};

/// Where a report comes to lie, and where it is made; into a device or a pipe it is only written.
#[derive(Debug)]
struct Target {
    path: PathBuf,
    fresh: Option<PathBuf>,
}

/// Writes reports, each to its path. `sources` are the files of the catalog that they are about.
///
/// Fails, with nothing written, where a path is that of a part of the catalog or would be read as
/// one, where it is a folder or named twice, and where the disk refuses.
pub fn write(reports: &[(PathBuf, String)], sources: &Sources) -> Result<(), Error> {
    let mut targets = Vec::with_capacity(reports.len());
    let mut taken = BTreeSet::new();
    for (path, _) in reports {
        let target = target(path, sources)?;
        if !taken.insert(target.path.clone()) {
            return Err(Error::new("write", path, "two reports would stand there"));
        }
        targets.push(target);
    }
    let made = targets.iter().zip(reports).try_for_each(|(target, (_, text))| make(target, text));
    let placed = made.and_then(|()| {
        targets.iter().zip(reports).try_for_each(|(target, (_, text))| place(target, text))
    });
    if placed.is_err() {
        // The first error is the one to tell.
        targets.iter().filter_map(|one| one.fresh.as_ref()).for_each(|fresh| drop(remove(fresh)));
    }
    placed
}

/// Where a path leads, after links, and what is made beside a catalog may stand there. Fails where it is
/// a part of the catalog or would be read as one.
pub fn place_beside(typed: &Path, sources: &Sources) -> Result<PathBuf, Error> {
    target(typed, sources).map(|target| target.path)
}

/// Where a path leads, after links. Fails where a report must not stand there.
fn target(typed: &Path, sources: &Sources) -> Result<Target, Error> {
    let refuse = |cause: &str| Error::new("write", typed, cause);
    let absolute = std::path::absolute(typed).map_err(|error| Error::new("find", typed, error))?;
    if let Ok(data) = fs::metadata(&absolute) {
        if absolute.starts_with("/dev") && data.is_file() {
            return Err(refuse("it leads to a file; name that file itself"));
        }
        if data.is_dir() {
            return Err(refuse("it is a folder"));
        }
        if !data.is_file() {
            return Ok(Target { path: absolute, fresh: None });
        }
    } else if disk::is_link(&absolute) {
        return Err(refuse("it is a symbolic link that leads nowhere"));
    }
    let path = fs::canonicalize(&absolute).unwrap_or(absolute);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(refuse("it is the root of the file system"));
    };
    let folder = fs::canonicalize(folder).map_err(|error| Error::new("write", typed, error))?;
    let path = folder.join(name);
    if let Ok(inside) = path.strip_prefix(&sources.root) {
        let parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
        let inside = parts.collect::<Vec<_>>().join("/");
        let there = sources.find(&inside).map(|(_, file)| file);
        if there.is_some_and(|file| !is_report(file)) {
            return Err(refuse("it is a part of the catalog"));
        }
        if role::of(&inside).is_some() && !inside.ends_with(".json") {
            return Err(refuse("it would be read as a part of the catalog"));
        }
    }
    Ok(Target { fresh: Some(folder.join(hidden(name))), path })
}

/// Whether a file of the catalog's folder is the report of an earlier run: schemas lie there as JSON
/// too, and none of them looks like this.
fn is_report(file: &SourceFile) -> bool {
    let is = |value: Value| match value {
        Value::Array(_) => true,
        Value::Object(keys) => {
            keys.contains_key("version")
                && ["findings", "runs"].iter().any(|key| keys.contains_key(*key))
        }
        _ => false,
    };
    !file.selected && file.path.ends_with(".json") && serde_json::from_str(&file.text).is_ok_and(is)
}

fn make(target: &Target, text: &str) -> Result<(), Error> {
    let Some(fresh) = &target.fresh else { return Ok(()) };
    let fail = |error: io::Error| Error::new("write", &target.path, error);
    // One that was killed may have left it. A link is removed, and never written through.
    remove(fresh).map_err(fail)?;
    let opened = OpenOptions::new().write(true).create_new(true).open(fresh);
    let mut file = opened.map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    // Who could read the old one can read the new one.
    match fs::metadata(&target.path) {
        Ok(data) => fs::set_permissions(fresh, data.permissions()).map_err(fail),
        Err(_) => Ok(()),
    }
}

fn place(target: &Target, text: &str) -> Result<(), Error> {
    let placed = match &target.fresh {
        #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
        Some(fresh) => fs::rename(fresh, &target.path),
        None => {
            let opened = OpenOptions::new().append(true).open(&target.path);
            opened.and_then(|mut stream| stream.write_all(text.as_bytes()))
        }
    };
    placed.map_err(|error| Error::new("write", &target.path, error))
}

fn remove(path: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
