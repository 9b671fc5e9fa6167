//! The page of all findings: what is wrong, what is tolerated, what is well, and what is unknown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::lint::rules::RULES;
use crate::site::listing::{self, Part, Row};
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::view::finding::{FindingView, VerdictView, finding, verdict};
use crate::site::view::piece::{Fact, Link};

/// The page of all findings.
pub const PAGE: PageKind = PageKind {
    name: "findings",
    sentence: "Every finding, every pass and every unknown of the catalog.",
    plan,
};

/// How many findings of a level are shown; a list has them all.
const SHOWN: usize = 8;

/// All findings.
#[derive(Debug, Serialize)]
struct FindingsView {
    /// How many there are, allowed ones included.
    count: usize,
    verdicts: Vec<VerdictView>,
    /// Gravest first, those without findings left out.
    levels: Vec<LevelGroup>,
    /// Every rule with its passes and unknowns.
    rules: Vec<RuleRow>,
}

/// The findings of one level.
#[derive(Debug, Serialize)]
struct LevelGroup {
    level: &'static str,
    title: &'static str,
    count: usize,
    findings: Vec<FindingView>,
    /// How many more there are than are shown.
    hidden: usize,
}

/// What one rule says.
#[derive(Debug, Serialize)]
struct RuleRow {
    rule: Link,
    sentence: String,
    level: &'static str,
    findings: usize,
    passes: usize,
    unknowns: usize,
    /// Why it does not apply.
    inapplicable: Option<String>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new("findings/", move |folder: &str| pages(at.at(folder)))]
}

fn pages(at: Standpoint<'_>) -> Vec<Page> {
    let view = view(at);
    let described = "What the rules find in this catalog, what passes, and what is unknown.";
    let parts =
        [(true, "verdicts", "Verdicts"), (true, "findings", "Findings"), (true, "rules", "Rules")];
    let cut = view.levels.iter().any(|group| group.hidden > 0);
    let page = Page::new("findings", at.folder, "Findings", view)
        .described(described)
        .below("findings", at.above("", ""))
        .parts(&parts);
    let rest = if cut { rest(at, &page) } else { Vec::new() };
    std::iter::once(page).chain(rest).collect()
}

/// The list of all findings, where the page has no room for them.
fn rest(at: Standpoint<'_>, page: &Page) -> Vec<Page> {
    let findings = &at.judgement.findings;
    let rows = |at: Standpoint<'_>| {
        let row = |finding: &Finding| {
            let about = finding.subjects.iter().find_map(|subject| at.subject(subject));
            let rule = at.rule(finding.rule);
            let link = about.or_else(|| rule.clone());
            let link = link.unwrap_or_else(|| at.link("Findings", "findings/", "finding"));
            let said = Fact::words("", finding.rule);
            let rule = rule.map_or(said, |rule| Fact::new("").link(rule));
            let place = Fact::new("").code(at.place(finding.primary.span).text);
            let cells = vec![rule.value, place.value];
            let level = Some(finding.level.word());
            Row { level, ..Row::new(link, Some(finding.message.clone()), cells) }
        };
        findings.iter().map(row).collect()
    };
    let columns = &["About", "Rule", "Place"];
    let part = Part {
        id: "all",
        title: "All findings".to_owned(),
        kind: "finding",
        count: findings.len(),
        columns,
        rows: &rows,
    };
    listing::list_of(at, page, part)
}

fn view(at: Standpoint<'_>) -> FindingsView {
    let judgement = at.judgement;
    let titles = [
        (Level::Critical, "Critical"),
        (Level::Error, "Errors"),
        (Level::Warn, "Warnings"),
        (Level::Info, "For information"),
    ];
    let groups = titles.into_iter().map(|(level, title)| {
        let found: Vec<&Finding> =
            judgement.findings.iter().filter(|finding| finding.level == level).collect();
        LevelGroup {
            level: level.word(),
            title,
            count: found.len(),
            findings: found.iter().take(SHOWN).map(|found| finding(at, found)).collect(),
            hidden: found.len().saturating_sub(SHOWN),
        }
    });
    FindingsView {
        count: judgement.findings.len(),
        verdicts: judgement.verdicts.iter().map(verdict).collect(),
        levels: groups.filter(|group| group.count > 0).collect(),
        rules: rules(at),
    }
}

fn rules(at: Standpoint<'_>) -> Vec<RuleRow> {
    let judgement = at.judgement;
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut passes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unknowns: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &judgement.findings {
        *findings.entry(finding.rule).or_default() += 1;
    }
    for pass in &judgement.passes {
        *passes.entry(pass.rule).or_default() += 1;
    }
    for unknown in &judgement.unknowns {
        *unknowns.entry(unknown.rule).or_default() += 1;
    }
    let of = |table: &BTreeMap<&str, usize>, name: &str| table.get(name).copied().unwrap_or(0);
    let rows = RULES.iter().filter_map(|rule| {
        let inapplicable = judgement.inapplicable.iter().find(|row| row.rule == rule.name);
        Some(RuleRow {
            rule: at.rule(rule.name)?,
            sentence: rule.sentence(),
            level: rule.level.word(),
            findings: of(&findings, rule.name),
            passes: of(&passes, rule.name),
            unknowns: of(&unknowns, rule.name),
            inapplicable: inapplicable.map(|row| row.reason.clone()),
        })
    });
    rows.collect()
}
