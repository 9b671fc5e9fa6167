//! Results on stdout, all else on stderr. A closed pipe ends the printing, not the program.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::command::exit::Exit;

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless NO_COLOR says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes the choice hold for all that is printed.
    pub(crate) fn apply(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Prints a result and gives the exit of the command. Colours are dropped where the reader cannot
/// show them.
pub(crate) fn result(text: &str, exit: Exit) -> Exit {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => exit,
        // A reader that stops early, such as `head`, is no failure of ours.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => exit,
        Err(error) => {
            notice(&format!("error: failed to write the result: {error}\n"));
            Exit::Failed
        }
    }
}

/// Tells the person at the terminal something that is not the result.
pub(crate) fn notice(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The path as the person at the terminal would type it.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(PathBuf::from));
    below.unwrap_or_else(|| path.to_path_buf()).display().to_string()
}
