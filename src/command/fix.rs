//! `check --fix` and `check --diff`: what can be mended without a thought is mended, or shown.

use clap::Args;
use eventbook::lint::mend::Choice;
use eventbook::output::amend;
use eventbook::report::patch;
use eventbook::{Checked, Fixed};

use crate::command::baseline::counted;
use crate::command::exit::Exit;
use crate::command::judge::{Judge, failed};
use crate::command::print;

/// Which fixes are made.
#[derive(Debug, Args)]
pub(crate) struct FixOptions {
    /// Make the fixes that keep what the documents mean, then report what is left.
    #[arg(long)]
    fix: bool,

    /// Show these fixes as a diff, and write nothing. Fails where there are any.
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    diff: bool,

    /// With `--fix` or `--diff`: also those that guess what was meant.
    #[arg(long)]
    unsafe_fixes: bool,
}

impl FixOptions {
    /// Whether fixes are only shown.
    pub(crate) fn only_shows(&self) -> bool {
        self.diff
    }

    /// Shows what fixes would change.
    pub(crate) fn show(&self, judge: &Judge) -> Exit {
        match self.fixed(judge) {
            Ok(fixed) if fixed.patches.is_empty() => Exit::Clean,
            Ok(fixed) => {
                print::notice(&told("would fix", &fixed));
                print::result(&patch::unified(&fixed.patches), Exit::Findings)
            }
            Err(exit) => exit,
        }
    }

    /// Reads and judges the catalog, after its fixes where they are asked for.
    pub(crate) fn check(&self, judge: &Judge) -> Result<&'static Checked, Exit> {
        if self.unsafe_fixes && !self.fix {
            print::notice("error: `--unsafe-fixes` needs `--fix` or `--diff`\n");
            return Err(Exit::Failed);
        }
        if self.fix {
            let fixed = self.fixed(judge)?;
            if let Err(error) = amend::amend(&fixed.root, &fixed.patches) {
                print::notice(&format!("error: {error}\n"));
                return Err(Exit::Failed);
            }
            print::notice(&told("fixed", &fixed));
        }
        judge.check()
    }

    fn fixed(&self, judge: &Judge) -> Result<Fixed, Exit> {
        let choice = if self.unsafe_fixes { Choice::Likely } else { Choice::Safe };
        let profile = judge.profile.profile();
        eventbook::fix(&judge.dir, judge.gate.today(), profile, choice).map_err(failed)
    }
}

fn told(what: &str, fixed: &Fixed) -> String {
    let (findings, files) = (counted(fixed.fixes, "finding"), counted(fixed.patches.len(), "file"));
    match fixed.fixes {
        0 => "nothing to fix\n".to_owned(),
        _ => format!("{what} {findings} in {files}\n"),
    }
}
