//! The page of all findings: what is wrong, what is tolerated, what is well, and what is unknown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::lint::rules::RULES;
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::view::finding::{FindingView, VerdictView, finding, verdict};
use crate::site::view::piece::Link;

/// The page of all findings.
pub const PAGE: PageKind = PageKind {
    name: "findings",
    sentence: "Every finding, every pass and every unknown of the catalog.",
    plan,
};

/// How many findings of a level are shown; the command line tells them all.
const SHOWN: usize = 40;

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
    vec![Draft::new("findings/", move |folder: &str| page(at.at(folder)))]
}

fn page(at: Standpoint<'_>) -> Page {
    let view = view(at);
    let described = "What the rules find in this catalog, what passes, and what is unknown.";
    let parts =
        [(true, "verdicts", "Verdicts"), (true, "findings", "Findings"), (true, "rules", "Rules")];
    Page::new("findings", at.folder, "Findings", view)
        .described(described)
        .below("findings", at.above("", ""))
        .parts(&parts)
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
