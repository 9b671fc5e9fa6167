//! One line a finding, as editors and `grep` read it: `path:line:column: level[rule] message`.
//! Nothing is printed where nothing was found.

use crate::finding::Finding;
use crate::report::format::{Format, Report, tame};

/// The format.
pub const FORMAT: Format =
    Format { name: "concise", sentence: "one line a finding, for editors and grep", print };

fn print(report: &Report<'_>) -> String {
    report.findings.iter().map(|finding| line(report, finding)).collect()
}

fn line(report: &Report<'_>, finding: &Finding) -> String {
    let spot = report.spot(finding.primary.span);
    let path = format!("{}{}", report.ways.here, spot.path);
    // A line that begins with two colons is a command to some who read the logs of a job.
    let here = if path.starts_with([':', ' ', '\t', '\n']) { "./" } else { "" };
    let allowed = match (finding.counts(), finding.known) {
        (true, _) => "",
        (false, true) => " (known)",
        (false, false) => " (allowed)",
    };
    format!(
        "{here}{}:{}:{}: {}[{}]{allowed} {}\n",
        tame(&path),
        spot.start.line,
        spot.start.column,
        finding.level,
        finding.rule,
        tame(&finding.told())
    )
}
