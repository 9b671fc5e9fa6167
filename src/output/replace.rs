//! One file in the place of another, whole or not at all: written beside it and renamed.

use std::ffi::{OsStr, OsString};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::source::error::Error;

/// Writes a file, new or in the place of one that is there, whose permissions it keeps.
///
/// Fails, with the old file as it was, where something else than a file stands there, which a symbolic
/// link is too, or where the disk refuses.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let refuse = |cause: &str| Err(Error::new("write", path, cause));
    let old = match fs::symlink_metadata(path) {
        Ok(data) if data.is_symlink() => return refuse("it is a symbolic link"),
        Ok(data) if !data.is_file() => return refuse("it is not a file"),
        Ok(data) => Some(data.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Error::new("look at", path, error)),
    };
    let Some(name) = path.file_name() else { return refuse("it has no name") };
    let fresh = path.with_file_name(hidden(name));
    let written = fill(&fresh, bytes).and_then(|()| match old {
        Some(permissions) => fs::set_permissions(&fresh, permissions),
        None => Ok(()),
    });
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    let moved = written.and_then(|()| fs::rename(&fresh, path));
    moved.map_err(|error| {
        // There is an error to tell already; a second one would only hide it.
        #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
        let _ = fs::remove_file(&fresh);
        Error::new("write", path, error)
    })
}

/// The name under which a file is made before it takes its place. Each is another one, so that runs at
/// the same time do not write through each other.
pub(super) fn hidden(name: &OsStr) -> OsString {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let (process, number) = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{process}-{number}.eventbook-new"));
    hidden
}

/// Fills a new file. What a killed run left under its name, which is ours, goes first.
fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
