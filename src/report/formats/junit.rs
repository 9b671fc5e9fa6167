//! For the test reports of build servers: a suite for each question, and in it a test for each
//! check. What counts fails, what holds passes, and what is unknown or allowed is skipped.

use std::collections::BTreeMap;

use crate::draw::svg::{self, Element};
use crate::finding::{Finding, Subject};
use crate::lint::concern::{CONCERNS, Concern};
use crate::lint::rules;
use crate::report::format::{Format, Report, tame};
use crate::source::span::Span;

/// The format.
pub const FORMAT: Format =
    Format { name: "junit", sentence: "the test report of a build server", print };

/// The most documents that a test's name tells: the one that is judged, and by what it is known.
const MOST_SUBJECTS: usize = 3;

/// A check as a test.
#[derive(Debug)]
struct Case<'a> {
    rule: &'static str,
    subjects: &'a [Subject],
    span: Span,
    result: Outcome<'a>,
}

/// How a test ended.
#[derive(Debug)]
enum Outcome<'a> {
    Failed(&'a Finding),
    Passed(String),
    Skipped(String),
}

fn print(report: &Report<'_>) -> String {
    let mut suites: BTreeMap<&'static str, Vec<Case<'_>>> = BTreeMap::new();
    for case in cases(report) {
        // Each rule has a question; one that had none would still be told.
        let concern = rules::find(case.rule).map_or(Concern::Documents, |rule| rule.concern);
        suites.entry(concern.name()).or_default().push(case);
    }
    let all = || suites.values().flatten();
    let document = svg::document("testsuites", |root| {
        root.set("name", "eventbook");
        count(root, all());
        for concern in CONCERNS {
            let Some(cases) = suites.get(concern.name()) else { continue };
            let mut suite = root.child("testsuite");
            suite.set("name", concern.title());
            count(&mut suite, cases.iter());
            let mut names: BTreeMap<String, usize> = BTreeMap::new();
            for case in cases {
                write(report, &mut suite, *concern, case, &mut names);
            }
        }
    });
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}")
}

fn cases<'a>(report: &Report<'a>) -> Vec<Case<'a>> {
    let found = report.findings.iter().map(|finding| Case {
        rule: finding.rule,
        subjects: &finding.subjects,
        span: finding.primary.span,
        result: finding.excuse().map_or(Outcome::Failed(finding), Outcome::Skipped),
    });
    let passed = report.passes.iter().map(|pass| Case {
        rule: pass.rule,
        subjects: &pass.subjects,
        span: pass.span,
        result: Outcome::Passed(pass.words()),
    });
    let unknown = report.unknowns.iter().map(|unknown| Case {
        rule: unknown.rule,
        subjects: &unknown.subjects,
        span: unknown.span,
        result: Outcome::Skipped(format!("unknown: {}", unknown.what)),
    });
    found.chain(passed).chain(unknown).collect()
}

fn count<'a>(element: &mut Element<'_>, cases: impl Iterator<Item = &'a Case<'a>> + Clone) {
    let failed = cases.clone().filter(|case| matches!(case.result, Outcome::Failed(_))).count();
    let skipped = cases.clone().filter(|case| matches!(case.result, Outcome::Skipped(_))).count();
    element.set("tests", cases.count()).set("failures", failed).set("errors", 0);
    element.set("skipped", skipped).set("time", 0);
}

/// Writes a test. `names` counts those of the suite: a server takes two of one name for one.
fn write(
    report: &Report<'_>,
    suite: &mut Element<'_>,
    concern: Concern,
    case: &Case<'_>,
    names: &mut BTreeMap<String, usize>,
) {
    let spot = report.spot(case.span);
    let path = format!("{}{}", report.ways.repository, tame(spot.path));
    let things = case.subjects.iter().take(MOST_SUBJECTS).map(|subject| tame(&subject.to_string()));
    let things: Vec<String> = things.collect();
    let mut name = match things.as_slice() {
        [] => format!("{}: {path}", case.rule),
        things => format!("{}: {}", case.rule, things.join(", ")),
    };
    let before = names.entry(name.clone()).or_default();
    *before += 1;
    if *before > 1 {
        name = format!("{name} ({before})");
    }
    let mut test = suite.child("testcase");
    test.set("classname", format!("eventbook.{}", concern.name())).set("name", name);
    test.set("file", &path).set("line", spot.start.line).set("time", 0);
    match &case.result {
        Outcome::Failed(finding) => {
            let mut failure = test.child("failure");
            failure.set("message", tame(&finding.told())).set("type", finding.level);
            failure.text(&told(report, finding));
        }
        Outcome::Passed(evidence) => {
            test.child("system-out").text(&tame(evidence));
        }
        Outcome::Skipped(why) => {
            test.child("skipped").set("message", tame(why));
        }
    }
}

/// What a person reads who opens a failed test.
fn told(report: &Report<'_>, finding: &Finding) -> String {
    let at = |span: Span| {
        let spot = report.spot(span);
        let (line, column) = (spot.start.line, spot.start.column);
        format!("{}{}:{line}:{column}", report.ways.repository, tame(spot.path))
    };
    let mut lines = vec![format!("{}[{}]: {}", finding.level, finding.rule, tame(&finding.told()))];
    for label in [&finding.primary].into_iter().chain(&finding.related) {
        let (place, text) = (at(label.span), tame(&label.text));
        lines.push(if text.is_empty() { place } else { format!("{place}: {text}") });
    }
    lines.extend(finding.help.as_ref().map(|help| format!("help: {}", tame(help))));
    lines.push(format!("help: eventbook explain {}", finding.rule));
    lines.join("\n")
}
