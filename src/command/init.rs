//! `init`: the beginning of a catalog.

use std::path::{Path, PathBuf};

use clap::Args;
use eventbook::Failure;
use eventbook::output::begin::Starter;
use eventbook::output::integration::{Integration, Placed, Task};
use eventbook::output::integrations::INTEGRATIONS;

use crate::command::exit::Exit;
use crate::command::judge;
use crate::command::print;

/// Begin a catalog, with documents to learn from, or prepare one for continuous integration and for
/// an editor. Nothing is overwritten.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the new catalog. It is made where it is missing.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,

    /// Write the least that has no findings, instead of a catalog to learn from.
    #[arg(long)]
    minimal: bool,

    /// Write what checks every change there. Works in a catalog that is there already, too.
    #[arg(long, value_name = "SERVICE", value_parser = names(Task::Ci))]
    ci: Option<String>,

    /// Write what completes and checks documents there. Works in a catalog that is there already, too.
    #[arg(long, value_name = "EDITOR", value_parser = names(Task::Editor))]
    editor: Option<String>,
}

fn names(task: Task) -> Vec<&'static str> {
    let all = INTEGRATIONS.iter().filter(|integration| integration.task == task);
    all.map(|integration| integration.name).collect()
}

/// Writes the starting files where there is no catalog, and what was asked for besides.
pub(crate) fn run(command: &Init) -> Exit {
    let named = [(Task::Ci, &command.ci), (Task::Editor, &command.editor)];
    let wanted: Vec<&Integration> = named
        .into_iter()
        .filter_map(|(task, name)| {
            let mut all = INTEGRATIONS.iter().filter(|one| one.task == task);
            all.find(|one| Some(one.name) == name.as_deref())
        })
        .collect();
    let there = !wanted.is_empty() && eventbook::is_in_catalog(&command.dir);
    let begun = if there { Exit::Clean } else { begin(command) };
    match begun {
        Exit::Clean => integrate(command, &wanted),
        exit => exit,
    }
}

/// Writes what the integrations need, and says what is left to do.
fn integrate(command: &Init, wanted: &[&Integration]) -> Exit {
    let mut text = String::new();
    for integration in wanted {
        let placed = match eventbook::integrate(&command.dir, integration) {
            Ok(placed) => placed,
            Err(error) => return judge::failed(Failure::Broken(error)),
        };
        for placed in placed {
            text.push_str(&match placed {
                Placed::Written(path) => format!("wrote {}\n", print::shown(&path)),
                Placed::Kept(path, text) => {
                    format!(
                        "{} is there already; put this into it:\n\n{text}\n",
                        print::shown(&path)
                    )
                }
            });
        }
        if !integration.rest.is_empty() {
            text.push_str(&format!("{}\n", integration.rest));
        }
    }
    print::result(&text, Exit::Clean)
}

/// Writes the starting files, and says what to type next.
fn begin(command: &Init) -> Exit {
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
