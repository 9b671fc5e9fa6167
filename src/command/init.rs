//! `init`: the beginning of a catalog.

use std::path::{Path, PathBuf};

use clap::Args;
use eventbook::Failure;
use eventbook::output::begin::Starter;

use crate::command::exit::Exit;
use crate::command::judge;
use crate::command::print;

/// Begin a catalog, with documents to learn from. Nothing is overwritten.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the new catalog. It is made where it is missing.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,

    /// Write the least that has no findings, instead of a catalog to learn from.
    #[arg(long)]
    minimal: bool,
}

/// Writes the starting files, and says what to type next.
pub(crate) fn run(command: &Init) -> Exit {
    let starter = if command.minimal { Starter::Minimal } else { Starter::Complete };
    match eventbook::init(&command.dir, starter) {
        Ok(files) => {
            let dir = typed(&command.dir);
            let next =
                ["check", "build", "serve"].map(|next| format!("  eventbook {next} {dir}\n"));
            let text = format!("wrote {files} files to {dir}; next:\n{}", next.concat());
            print::result(&text, Exit::Clean)
        }
        Err(error) => judge::failed(Failure::Broken(error)),
    }
}

/// A path as it can be typed into a shell: in quotes where it holds what shells read otherwise.
fn typed(path: &Path) -> String {
    let text: String = path.display().to_string();
    let text: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    // A path that begins like a flag would be taken for one.
    let text = if text.starts_with('-') { format!("./{text}") } else { text };
    let safe =
        |c: char| c.is_alphanumeric() || "/._-+,@%:".contains(c) || cfg!(windows) && c == '\\';
    match text.chars().all(safe) {
        true => text,
        false if cfg!(windows) => format!("\"{text}\""),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}
