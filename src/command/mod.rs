//! The commands: one file each. They see only the public library.

mod baseline;
mod build;
mod check;
mod compat;
mod completions;
mod diff;
mod environment;
mod exit;
mod explain;
mod fix;
mod init;
mod judge;
mod new;
mod pairs;
mod print;
mod profile;
mod reports;
mod rules;
mod schema;
mod serve;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// An event catalog from YAML: validated, judged, drawn and published.
#[derive(Debug, Parser)]
#[command(name = "eventbook", version, about, after_help = exit::HELP)]
struct Arguments {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, env = "EVENTBOOK_COLOR")]
    color: print::Color,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a catalog, with documents to learn from.
    Init(init::Init),
    /// Begin a document, with its keys explained.
    New(new::New),
    /// Validate and judge a catalog: the gate of a pull request.
    Check(check::Check),
    /// Tell who reads what the other writes, of two schemas; no catalog is needed.
    Compat(compat::Compat),
    /// Say what a branch changes, and whom that breaks.
    Diff(diff::Diff),
    /// Build the site of a catalog.
    Build(build::Build),
    /// Show the site of a catalog in the browser, and follow every change.
    Serve(serve::Serve),
    /// Tell what a rule finds, why it matters and when to allow it.
    Explain(explain::Explain),
    /// List all rules.
    Rules(rules::Rules),
    /// Print the JSON Schema of a document kind, of the settings or of a report.
    Schema(schema::Schema),
    /// Print the completions for a shell.
    Completions(completions::Completions),
}

/// Runs the command of the arguments.
pub(crate) fn run() -> ExitCode {
    let matches = environment::arguments(Arguments::command());
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    arguments.color.apply();
    let exit = match arguments.command {
        Command::Init(command) => init::run(&command),
        Command::New(command) => new::run(&command),
        Command::Check(command) => check::run(&command),
        Command::Compat(command) => compat::run(&command),
        Command::Diff(command) => diff::run(&command),
        Command::Build(command) => build::run(&command),
        Command::Serve(command) => serve::run(&command),
        Command::Explain(command) => explain::run(&command),
        Command::Rules(command) => rules::run(&command),
        Command::Schema(command) => schema::run(&command),
        Command::Completions(command) => completions::run(&command, Arguments::command()),
    };
    exit.into()
}
