//! A broken machine: what was being done, with which path, and why it failed.
//!
//! What a user wrote wrongly is a finding instead; the two never mix.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why the job could not be done. Ends the program with exit code 2.
#[derive(Debug)]
pub struct Error {
    operation: &'static str,
    path: PathBuf,
    cause: String,
}

impl Error {
    /// `operation` completes "failed to …"; the cause is a sentence without its full stop.
    pub fn new(operation: &'static str, path: &Path, cause: impl fmt::Display) -> Self {
        Error { operation, path: path.to_path_buf(), cause: cause.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A path or a template may hold control characters; printed raw they could drive the
        // terminal. A cause may be a list, so it keeps its lines.
        let plain = |text: &str, kept: &[char]| -> String {
            let shown = |c: char| if c.is_control() && !kept.contains(&c) { '\u{fffd}' } else { c };
            text.chars().map(shown).collect()
        };
        let path = plain(&self.path.display().to_string(), &[]);
        let cause = plain(&self.cause, &['\n']);
        write!(formatter, "failed to {} `{path}`: {cause}", self.operation)
    }
}
