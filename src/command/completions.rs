//! `completions`: what a shell needs to complete the commands.

use clap::Args;
use clap_complete::Shell;

use crate::command::exit::Exit;
use crate::command::print;

/// Print the completions for a shell.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell that will read them.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script. `arguments` is the command line that it completes.
pub(crate) fn run(command: &Completions, mut arguments: clap::Command) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut arguments, "eventbook", &mut script);
    let script = String::from_utf8(script).expect("the names of commands are UTF-8");
    print::result(&script, Exit::Clean)
}
