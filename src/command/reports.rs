//! Where reports go: one to the standard output, as many as are asked for into files.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValue;
use eventbook::Failure;
use eventbook::output;
use eventbook::report::format::{Format, Report, Ways};
use eventbook::report::formats::{self, FORMATS};
use eventbook::source::disk;

use crate::command::exit::Exit;
use crate::command::{judge, print};

/// How the report is printed, and where it is written besides.
#[derive(Debug, Args)]
pub(crate) struct Reports {
    /// How the report is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "EVENTBOOK_FORMAT",
          value_parser = FORMATS.iter().map(possible).collect::<Vec<_>>())]
    format: String,

    /// Writes the report to a file besides, such as `sarif=report.sarif`. May be given several times.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = asked)]
    output: Vec<(&'static Format, PathBuf)>,

    /// Prints no report; the exit code and the files of `--output` tell it.
    #[arg(long, short)]
    quiet: bool,
}

/// A format as the help shows it.
fn possible(format: &Format) -> PossibleValue {
    PossibleValue::new(format.name).help(format.sentence)
}

/// What `--output` asks for.
fn asked(typed: &str) -> Result<(&'static Format, PathBuf), String> {
    let names = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    let Some((name, path)) = typed.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        return Err("a format and a file are needed, such as json=report.json".to_owned());
    };
    let format = formats::find(name);
    let format = format.ok_or_else(|| format!("there is no such format; there are {}", names()))?;
    Ok((format, PathBuf::from(path)))
}

impl Reports {
    /// The name of the format that is printed.
    pub(crate) fn format(&self) -> &str {
        &self.format
    }

    /// The files that reports are written to.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.output.iter().map(|(_, path)| path.as_path())
    }

    /// Writes the files, then prints. Gives the exit of the command: that of the report, unless a
    /// file could not be written.
    pub(crate) fn tell(&self, report: &Report<'_>, exit: Exit) -> Exit {
        let root = &report.sources.root;
        let (here, repository) = (way_from_here(root), way_from_repository(root));
        let report = report.reached_by(Ways { here: &here, repository: &repository });
        let files =
            self.output.iter().map(|(format, path)| (path.clone(), (format.print)(&report)));
        let files: Vec<(PathBuf, String)> = files.collect();
        let exit = match output::report::write(&files, report.sources) {
            Ok(()) => exit,
            Err(error) => judge::failed(Failure::Broken(error)),
        };
        if self.quiet {
            return exit;
        }
        let format = formats::find(&self.format).expect("the parser takes only known formats");
        print::result(&(format.print)(&report.styled(true)), exit)
    }
}

/// What leads from the folder that the person stands in to the root.
fn way_from_here(root: &Path) -> String {
    let Ok(here) = std::env::current_dir() else { return String::new() };
    match (root.strip_prefix(&here), here.strip_prefix(root)) {
        (Ok(down), _) => way(down),
        (_, Ok(below)) => "../".repeat(below.components().count()),
        _ => way(root),
    }
}

/// What leads from the top of the repository to the root. Where there is no repository, the person
/// stands where its top would be, as the jobs of a forge do.
fn way_from_repository(root: &Path) -> String {
    let here = std::env::current_dir().ok();
    let top = disk::repository_top(root).or(here.as_deref());
    top.and_then(|top| root.strip_prefix(top).ok()).map(way).unwrap_or_default()
}

/// A folder as the beginning of a path, with `/` between its parts on every system.
fn way(folder: &Path) -> String {
    let text = folder.to_string_lossy();
    let text =
        if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") };
    if text.is_empty() || text.ends_with('/') { text } else { format!("{text}/") }
}
