//! A report that no rule had to find: the same texts in every place that a report has.

use std::path::PathBuf;

use eventbook::finding::{Allowance, Edit, Finding, Level, Subject};
use eventbook::lint::concern::Concern;
use eventbook::lint::rule::{Pass, Unknown};
use eventbook::lint::verdict::{Outcome, Verdict};
use eventbook::report::format::{Report, Ways};
use eventbook::source::span::{FileId, Span};
use eventbook::source::{SourceFile, Sources};

/// What a report is made of.
pub(crate) struct Parts {
    sources: Sources,
    pub(crate) findings: Vec<Finding>,
    verdicts: Vec<Verdict>,
    passes: Vec<Pass>,
    unknowns: Vec<Unknown>,
}

impl Parts {
    /// Four findings of four levels, a pass and an unknown, with a text in every place. `path` is
    /// that of the file that they point into.
    pub(crate) fn of(path: &str, text: &str) -> Parts {
        let file = SourceFile::new(path.to_owned(), "event: A\nöwner: b\n".to_owned(), true, None);
        let (first, second) = (Span::new(FileId(0), 7, 8), Span::new(FileId(0), 9, 15));
        let finding = |rule, level, span| {
            Finding::new(rule, level, span, text).label(text).relate(second, text).help(text)
        };
        let edit = Edit { span: second, text: text.to_owned() };
        let reason = text.to_owned();
        let allowance =
            Allowance { reason, until: Some("2027-01-31".to_owned()), lowered_from: None };
        let allowed = finding("missing-dlq", Level::Error, first);
        let findings = vec![
            finding("thundering-herd", Level::Info, second).about("topic", text),
            finding("missing-snapshot", Level::Warn, second).likely_fix(text, vec![edit.clone()]),
            finding("dual-write", Level::Error, first)
                .about("event", text)
                .about("service", text)
                .safe_fix(text, vec![edit]),
            Finding { allowance: Some(allowance), ..allowed.about("event", text) },
            finding("undetected-projection-lag", Level::Critical, Span::new(FileId(0), 0, 20)),
        ];
        let subjects = vec![Subject::new("event", text)];
        let (evidence, detail) = (text.to_owned(), text.to_owned());
        let pass = Pass {
            rule: "dual-write",
            subjects: subjects.clone().into(),
            span: first,
            evidence: evidence.into(),
            detail,
        };
        let what = text.to_owned();
        let unknown = Unknown {
            rule: "missing-dlq",
            subjects: subjects.into(),
            span: first,
            what: what.into(),
        };
        let outcome = Outcome::Level(Level::Error);
        let verdict = Verdict { concern: Concern::LostEvents, outcome, evidence: text.to_owned() };
        Parts {
            sources: Sources::new(PathBuf::from("/nowhere"), vec![file]),
            findings,
            verdicts: vec![verdict],
            passes: vec![pass.clone(), pass],
            unknowns: vec![unknown],
        }
    }

    /// The report, of a catalog that lies in a folder of its repository.
    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            verdicts: &self.verdicts,
            passes: &self.passes,
            unknowns: &self.unknowns,
            ways: Ways { here: "../", repository: "docs/" },
            ..Report::of_findings("catalog", &self.sources, &self.findings)
        }
    }
}
