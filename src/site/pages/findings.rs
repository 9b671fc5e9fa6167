//! The page of all findings: what is wrong, what is tolerated, what is well, and what is unknown.

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::lint::group::GROUPS;
use crate::lint::rules::RULES;
use crate::site::listing::{self, Part, Row};
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::view::finding::{FindingView, VerdictView, finding, verdict};
use crate::site::view::piece::{Fact, Link};
use crate::site::view::tally::{Tally, tallies};

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
    /// What the rules say, a group a row; a page of its own has every rule.
    groups: Vec<GroupRow>,
    /// That page.
    rules: Link,
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

/// What the rules of a group say.
#[derive(Debug, Serialize)]
struct GroupRow {
    group: Link,
    sentence: &'static str,
    /// How many rules there are.
    rules: usize,
    #[serde(flatten)]
    tally: Tally,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new("findings/", move |folder: &str| pages(at.at(folder)))]
}

fn pages(at: Standpoint<'_>) -> Vec<Page> {
    let view = view(at);
    let described = "What the rules find in this catalog, what passes, and what is unknown.";
    let parts =
        [(true, "findings", "Findings"), (true, "verdicts", "Verdicts"), (true, "rules", "Rules")];
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
        groups: by_group(at),
        rules: at.link(&format!("All {} rules", RULES.len()), "rules/", ""),
    }
}

fn by_group(at: Standpoint<'_>) -> Vec<GroupRow> {
    let tallies = tallies(at.judgement);
    let page = at.link("Rules", "rules/", "").href;
    let rows = GROUPS.iter().map(|group| {
        let rules = RULES.iter().filter(|rule| rule.group == *group);
        let said = rules.clone().filter_map(|rule| tallies.get(rule.name));
        GroupRow {
            group: Link {
                title: group.title().to_owned(),
                href: format!("{page}#{}", group.name()),
                kind: "rule",
            },
            sentence: group.sentence(),
            rules: rules.count(),
            tally: said.fold(Tally::default(), |sum, one| sum.plus(*one)),
        }
    });
    rows.filter(|row| row.rules > 0).collect()
}
