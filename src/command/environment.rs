//! What the environment says where the command line says nothing.

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command};
use eventbook::report::{checklists, formats};

/// Options of which another option is the opposite. What is typed wins over a variable.
const OVERRULED: [&str; 2] = ["fail_on", "mode"];

/// The option that means several things: each command knows formats of its own.
const FORMAT: &str = "format";

/// The arguments of this run. Ends the program where they cannot be understood.
pub(crate) fn arguments(command: Command) -> ArgMatches {
    let command = heard(command, says_something);
    let again = |hears: fn(&Arg) -> bool| heard(command.clone(), hears).try_get_matches();
    let parsed = match again(|_| true) {
        Err(error) if error.kind() == ErrorKind::ArgumentConflict => {
            again(|arg| !OVERRULED.contains(&arg.get_id().as_str()))
        }
        Ok(matches) if !can_show(&matches) => again(|arg| arg.get_id() != FORMAT),
        parsed => parsed,
    };
    parsed.unwrap_or_else(|error| error.exit())
}

/// The command without the variables that are not to be heard.
fn heard(command: Command, hears: fn(&Arg) -> bool) -> Command {
    let heard = move |arg: Arg| if hears(&arg) { arg } else { arg.env(None) };
    command.mut_args(heard).mut_subcommands(|command| command.mut_args(heard))
}

/// Whether the variable of an option says something to its command: an empty one is what a job has
/// for an input that nobody gave, and a format may be one that only other commands know.
fn says_something(arg: &Arg) -> bool {
    let Some(value) = arg.get_env().and_then(std::env::var_os) else { return true };
    let foreign = || {
        let known = arg.get_possible_values();
        let knows = |format: &str| known.iter().any(|known| known.get_name() == format);
        arg.get_id() == FORMAT
            && value.to_str().is_some_and(|name| formats::find(name).is_some() && !knows(name))
    };
    !value.is_empty() && !foreign()
}

/// Whether `check --readiness` can be shown in the format of the environment.
fn can_show(matches: &ArgMatches) -> bool {
    let Some(check) = matches.subcommand_matches("check") else { return true };
    let heard = check.value_source(FORMAT) == Some(clap::parser::ValueSource::EnvVariable);
    let name = check.get_one::<String>(FORMAT);
    !heard || !check.get_flag("readiness") || name.is_some_and(|it| checklists::find(it).is_some())
}
