//! `check` beside a baseline: what was there before anybody looked is told and not counted.

use std::path::{Path, PathBuf};

use clap::Args;
use eventbook::Checked;
use eventbook::lint::baseline;
use eventbook::lint::verdict::Judgement;
use eventbook::output::{replace, report};
use eventbook::source::disk;
use eventbook::source::error::Error;

use crate::command::exit::Exit;
use crate::command::print;

/// The baseline of a run.
#[derive(Debug, Args)]
pub(crate) struct BaselineOptions {
    /// Count only findings that are not in this baseline. Without FILE: `.eventbook-baseline.json`
    /// beside eventbook.yaml.
    #[arg(long, value_name = "FILE", num_args = 0..=1, env = "EVENTBOOK_BASELINE")]
    baseline: Option<Option<PathBuf>>,

    /// Write all findings that count into a baseline, and print no report. Without FILE: the one that
    /// `--baseline` names, or `.eventbook-baseline.json` beside eventbook.yaml.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    write_baseline: Option<Option<PathBuf>>,
}

impl BaselineOptions {
    /// Whether a baseline is to be written.
    pub(crate) fn writes(&self) -> bool {
        self.write_baseline.is_some()
    }

    /// Writes the baseline of a judged catalog.
    pub(crate) fn write(&self, checked: &Checked) -> Exit {
        let named = self.write_baseline.as_ref().filter(|named| named.is_some());
        let file = path(checked, named.or(self.baseline.as_ref()));
        let baseline = baseline::of(&checked.study.sources, &checked.judgement.findings);
        let free = own(&file).and_then(|()| report::place_beside(&file, &checked.study.sources));
        match free.and_then(|_| replace::replace(&file, baseline.text().as_bytes())) {
            Ok(()) => {
                let count = counted(baseline.len(), "finding");
                print::notice(&format!("wrote {count} to {}\n", print::shown(&file)));
                Exit::Clean
            }
            Err(error) => failed(&error),
        }
    }

    /// Fails where one of these files, to which reports go, is the baseline.
    pub(crate) fn spared<'a>(
        &self,
        checked: &Checked,
        mut files: impl Iterator<Item = &'a Path>,
    ) -> Result<(), Exit> {
        let Some(named) = &self.baseline else { return Ok(()) };
        let Ok(own) = path(checked, Some(named)).canonicalize() else { return Ok(()) };
        match files.find(|file| file.canonicalize().is_ok_and(|file| file == own)) {
            Some(file) => Err(failed(&Error::new("write", file, "the baseline stands there"))),
            None => Ok(()),
        }
    }

    /// The judgement, with what the baseline knows marked; as it is where none is named.
    pub(crate) fn judgement(&self, checked: &'static Checked) -> Result<&'static Judgement, Exit> {
        let Some(named) = &self.baseline else { return Ok(&checked.judgement) };
        let read = disk::read_named(&path(checked, Some(named)));
        let read = read.and_then(|file| baseline::read(&file)).map_err(|error| failed(&error))?;
        let weighed = read.weigh(&checked.study.sources, &checked.judgement);
        if weighed.gone > 0 {
            print::notice(&format!("{} fixed: run --write-baseline\n", weighed.gone));
        }
        // As with what is known of the catalog: the program ends soon after.
        Ok(Box::leak(Box::new(weighed.judgement)))
    }
}

/// The file that is named, or the one beside the settings.
fn path(checked: &Checked, named: Option<&Option<PathBuf>>) -> PathBuf {
    let beside = || checked.study.sources.root.join(baseline::FILE);
    named.cloned().flatten().unwrap_or_else(beside)
}

/// Fails where something stands there that is no baseline: a name that was meant for another
/// argument must not cost a document.
fn own(file: &Path) -> Result<(), Error> {
    if !disk::is_there(file) {
        return Ok(());
    }
    let read = disk::read_named(file).and_then(|there| baseline::read(&there));
    read.map(drop).map_err(|_| {
        let cause = "what stands there is no baseline; name another file, or remove it yourself";
        Error::new("write a baseline to", file, cause)
    })
}

/// A number of things in words.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

fn failed(error: &Error) -> Exit {
    print::notice(&format!("error: {error}\n"));
    Exit::Failed
}
