//! The fixed texts of documents, each in the place of the old one.

use crate::output::add::obstacle;
use crate::output::replace::replace;
use crate::report::patch::Patch;
use crate::source::disk;
use crate::source::error::Error;
use std::path::Path;

/// What an editor of some systems puts before a text.
const MARK: &str = "\u{feff}";

/// Writes the changed files of a catalog, each whole or not at all.
///
/// Fails, with nothing written, where a file is not what it was when it was read, where it is
/// read-only, or where it, or a folder on the way to it, is a symbolic link; and with the file at which the disk refused.
pub fn amend(root: &Path, patches: &[Patch]) -> Result<(), Error> {
    for patch in patches {
        let path = root.join(&patch.path);
        obstacle(root, &patch.path)?;
        let there = disk::read_named(&path)?;
        if there.text != patch.before || there.marked != patch.marked {
            return Err(Error::new("fix", &path, "somebody else has changed it meanwhile"));
        }
        if disk::is_link(&path) {
            return Err(Error::new("fix", &path, "it is a symbolic link"));
        }
        if disk::is_read_only(&path) {
            return Err(Error::new("fix", &path, "it is read-only"));
        }
    }
    for patch in patches {
        let mark = if patch.marked { MARK } else { "" };
        replace(&root.join(&patch.path), format!("{mark}{}", patch.after).as_bytes())?;
    }
    Ok(())
}
