//! The moment in which the new site takes the place of the old one.
//!
//! Linux and macOS exchange two folders in one step. Elsewhere it takes two renames; a kill between
//! them is mended at the next start.

use std::fs;
use std::io;
use std::path::Path;

use crate::output::place::Place;
use crate::source::error::Error;

/// Clears what a killed build left behind, and finishes a swap that was cut in two.
pub fn mend(place: &Place) -> Result<(), Error> {
    if !place.target.exists() && place.old.exists() {
        rename(&place.old, &place.target)?;
    }
    remove(&place.fresh)?;
    remove(&place.old)
}

/// Puts the fresh folder in the place of the target, and removes what stood there.
pub fn swap(place: &Place) -> Result<(), Error> {
    if !place.target.exists() {
        return rename(&place.fresh, &place.target);
    }
    if exchange(&place.fresh, &place.target).is_ok() {
        return remove(&place.fresh);
    }
    rename(&place.target, &place.old)?;
    rename(&place.fresh, &place.target)?;
    remove(&place.old)
}

/// Removes a folder that bears a name of ours, if it is there.
pub fn remove(folder: &Path) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::new("remove", folder, error))
        }
        _ => Ok(()),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
    fs::rename(from, to).map_err(|error| Error::new("rename", from, error))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
