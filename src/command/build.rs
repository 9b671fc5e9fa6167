//! `build`: the site of a catalog.

use std::path::PathBuf;

use clap::Args;
use eventbook::Failure;
use eventbook::report::format::Report;
use eventbook::report::formats;

use crate::command::exit::Exit;
use crate::command::judge::{self, Judge};
use crate::command::print;

/// Build the site of a catalog.
#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    judge: Judge,

    /// The folder of the site. Default: `site` beside eventbook.yaml.
    #[arg(long, value_name = "DIR", env = "EVENTBOOK_OUT")]
    out: Option<PathBuf>,
}

/// Builds the site, findings or not: the pages show them. The exit code is that of `check`.
pub(crate) fn run(command: &Build) -> Exit {
    let checked = match command.judge.check() {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    let out = command.out.clone().unwrap_or_else(|| checked.study.sources.root.join("site"));
    let written = match eventbook::build(&checked, &out) {
        Ok(written) => written,
        Err(error) => return judge::failed(Failure::Broken(error)),
    };
    let exit = command.judge.exit(&checked);
    if exit != Exit::Clean {
        let report = Report::of(&checked.study.sources, &checked.judgement).styled(true);
        print::notice(&(formats::FORMATS[0].print)(&report));
    }
    for path in &written.foreign {
        print::notice(&format!("kept `{path}`, which is not a part of the site\n"));
    }
    let index = written.folder.join("index.html");
    let index = print::shown(&index);
    let (files, unchanged) = (written.files, written.unchanged);
    print::result(&format!("site: {files} files, {unchanged} unchanged\nopen {index}\n"), exit)
}
