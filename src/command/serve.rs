//! `serve`: a catalog shown in the browser while it is written.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use eventbook::Failure;
use eventbook::document::values::date::Date;
use eventbook::serve::{self, News, Options, Refusal, Tell};

use crate::command::exit::Exit;
use crate::command::judge;
use crate::command::print;

/// Show the site of a catalog in the browser, and follow every change.
///
/// Nothing is written to the disk. Stop it with Ctrl-C.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The folder of the catalog, or one below it.
    #[arg(value_name = "DIR", default_value = ".", env = "EVENTBOOK_DIR")]
    dir: PathBuf,

    /// The address to listen on. Others than the default let other machines read the catalog.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1", env = "EVENTBOOK_HOST")]
    host: String,

    /// The port to listen on; 0 for any. Default: 4000, or the next that is free.
    #[arg(long, value_name = "PORT", env = "EVENTBOOK_PORT")]
    port: Option<u16>,

    /// Look at the files every half second, where the system does not tell of changes: on network
    /// drives and in some containers.
    #[arg(long, env = "EVENTBOOK_POLL")]
    poll: bool,

    /// The day on which allowances are judged: year-month-day. Default: today.
    #[arg(long, value_name = "DATE", env = "EVENTBOOK_TODAY")]
    today: Option<Date>,
}

/// Serves until it is stopped, which is a clean end.
pub(crate) fn run(command: &Serve) -> Exit {
    let options = Options {
        dir: command.dir.clone(),
        host: command.host.clone(),
        port: command.port,
        poll: command.poll,
        today: command.today,
    };
    let tell: Tell = Arc::new(|news| match news {
        News::Ready(url) => drop(print::result(&format!("{url}\n"), Exit::Clean)),
        News::Note(text) => print::notice(&text),
    });
    match serve::serve(&options, &tell) {
        Ok(()) => Exit::Clean,
        Err(Refusal::Broken(error)) => judge::failed(Failure::Broken(error)),
        Err(Refusal::Door(words)) => {
            print::notice(&format!("error: {words}\n"));
            Exit::Failed
        }
    }
}
