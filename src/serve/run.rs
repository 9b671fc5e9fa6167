//! The line, run once: what was read becomes a site, or a reason why there is none.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::document::values::date::Date;
use crate::finding::{Finding, Level};
use crate::lint::rule::Check;
use crate::lint::rules;
use crate::output::press::Press;
use crate::report::format::Report;
use crate::report::formats::{self, text};
use crate::serve::told::Told;
use crate::source::Sources;
use crate::source::error::Error;
use crate::{Checked, Failure, Read};

/// What a run gave.
pub struct Outcome {
    /// The site, as far as there is one.
    pub press: Option<Press>,
    /// What browsers are told.
    pub told: Told,
    /// What the person at the terminal is told, with its last line break.
    pub report: String,
}

/// What tells one reading of a catalog from another: a number that changes with every byte of every
/// file, and with why it could not be read.
pub fn fingerprint(read: &Result<Read, Failure>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match read {
        Ok(read) => hash(&read.sources, &mut hasher),
        Err(Failure::Settings { sources, .. }) => hash(sources, &mut hasher),
        Err(Failure::Broken(error)) => error.to_string().hash(&mut hasher),
    }
    hasher.finish()
}

fn hash(sources: &Sources, hasher: &mut DefaultHasher) {
    for (_, file) in sources.iter() {
        (&file.path, &file.text, file.selected).hash(hasher);
        // The words of a fault are all that is known of bytes that are no text.
        format!("{:?}", file.fault).hash(hasher);
    }
}

/// Judges what was read and plans its site.
pub fn run(read: Result<Read, Failure>, today: Date) -> Outcome {
    match read.and_then(|read| crate::judge(read, today)) {
        Ok(checked) => planned(checked),
        Err(Failure::Broken(error)) => broken(&error),
        Err(Failure::Settings { sources, findings }) => Outcome {
            press: None,
            told: Told::faults(&sources, &findings.iter().collect::<Vec<_>>()),
            report: report(&sources, &findings),
        },
    }
}

fn planned(checked: Checked) -> Outcome {
    let Checked { study, judgement, theme } = checked;
    let press = Press::of(study, judgement, theme);
    let (sources, judgement) = press.judged();
    let faults: Vec<&Finding> =
        judgement.findings.iter().filter(|finding| is_fault(finding)).collect();
    let (told, report) = if faults.is_empty() {
        let whole = Report::of(sources, judgement);
        (Told::whole(&whole), format!("{}, {} pages\n", text::summary(&whole), press.pages()))
    } else {
        let findings: Vec<Finding> = faults.iter().map(|finding| (*finding).clone()).collect();
        (Told::faults(sources, &faults), report(sources, &findings))
    };
    Outcome { press: Some(press), told, report }
}

/// Whether a document could not be read as it was meant, so that a site made of what is left would
/// lack things that are there. What a rule says of the design is no such fault: pages show it.
fn is_fault(finding: &Finding) -> bool {
    let of_reading =
        rules::find(finding.rule).is_none_or(|rule| matches!(rule.check, Check::Reading));
    of_reading && finding.level >= Level::Error && finding.counts()
}

fn broken(error: &Error) -> Outcome {
    Outcome { press: None, told: Told::error(error), report: format!("error: {error}\n") }
}

fn report(sources: &Sources, findings: &[Finding]) -> String {
    (formats::FORMATS[0].print)(&Report::of_findings("catalog", sources, findings).styled(true))
}
