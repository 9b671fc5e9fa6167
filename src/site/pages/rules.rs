//! The page of all rules, shelf by shelf: what each finds, and what it says of this catalog. It
//! stands apart from the findings, which few rules bring and which are read first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Level;
use crate::lint::group::{GROUPS, Group};
use crate::lint::rules::RULES;
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;
use crate::site::view::tally::{Tally, tallies};

/// The page of all rules.
pub const PAGE: PageKind = PageKind {
    name: "rules",
    sentence: "Every rule, group by group, and what it says of this catalog.",
    plan,
};

/// All rules.
#[derive(Debug, Serialize)]
struct RulesView {
    /// How many there are.
    count: usize,
    groups: Vec<Shelf>,
}

/// The rules of a group.
#[derive(Debug, Serialize)]
struct Shelf {
    name: &'static str,
    title: &'static str,
    sentence: &'static str,
    rules: Vec<RuleRow>,
    /// How many of them say nothing of this catalog.
    silent: usize,
}

/// What one rule says.
#[derive(Debug, Serialize)]
struct RuleRow {
    rule: Link,
    sentence: String,
    /// The level of its gravest finding here.
    level: Option<&'static str>,
    #[serde(flatten)]
    tally: Tally,
    /// What holds and what is unknown, in words.
    held: String,
    /// Whether it says nothing of this catalog.
    silent: bool,
    /// Why it does not apply.
    inapplicable: Option<String>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new("rules/", move |folder: &str| vec![page(at.at(folder))])]
}

fn page(at: Standpoint<'_>) -> Page {
    let groups = shelves(at);
    let parts: Vec<_> = groups.iter().map(|group| (true, group.name, group.title)).collect();
    let view = RulesView { count: groups.iter().map(|group| group.rules.len()).sum(), groups };
    Page::new("rules", at.folder, "Rules", view)
        .described("What each rule finds, and what it says of this catalog.")
        .below("findings", at.above("Findings", "findings"))
        .parts(&parts)
}

fn shelves(at: Standpoint<'_>) -> Vec<Shelf> {
    let judgement = at.judgement;
    let tallies = tallies(judgement);
    let rows = judgement.inapplicable.iter();
    let reasons: BTreeMap<&str, &str> = rows.map(|row| (row.rule, row.reason.as_str())).collect();
    let shelf = |group: &Group| {
        let rules = RULES.iter().filter(|rule| rule.group == *group);
        let rows = rules.filter_map(|rule| {
            let tally = tallies.get(rule.name).copied();
            Some(RuleRow {
                rule: at.rule(rule.name)?,
                sentence: rule.sentence(),
                level: tally.and_then(|tally| tally.gravest).map(Level::word),
                held: tally.map(held).unwrap_or_default(),
                silent: tally.is_none(),
                tally: tally.unwrap_or_default(),
                inapplicable: reasons.get(rule.name).map(|reason| (*reason).to_owned()),
            })
        });
        let rules: Vec<RuleRow> = rows.collect();
        Shelf {
            name: group.name(),
            title: group.title(),
            sentence: group.sentence(),
            silent: rules.iter().filter(|row| row.silent).count(),
            rules,
        }
    };
    GROUPS.iter().map(shelf).filter(|group| !group.rules.is_empty()).collect()
}

fn held(tally: Tally) -> String {
    let passes = if tally.passes == 1 { "pass" } else { "passes" };
    let passes = (tally.passes > 0).then(|| format!("{} {passes}", tally.passes));
    let unknowns = (tally.unknowns > 0).then(|| format!("{} unknown", tally.unknowns));
    passes.into_iter().chain(unknowns).collect::<Vec<_>>().join(", ")
}
