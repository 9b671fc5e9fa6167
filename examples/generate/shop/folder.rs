//! Files to a folder that held nothing before.

use std::fs;
use std::io;
use std::path::Path;

use crate::shop::File;

/// Writes files into a folder. Fails, with nothing written, where the folder holds anything.
#[expect(clippy::disallowed_methods, reason = "a program of its own, outside of the pipeline")]
pub(crate) fn write(folder: &Path, files: &[File]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::Error::other("it is not empty"));
    }
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}
