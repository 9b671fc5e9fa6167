//! `rules`: all rules, for people or for programs.

use clap::{Args, ValueEnum};
use eventbook::lint::group::{GROUPS, Group};
use eventbook::lint::rules::RULES;
use schemars::JsonSchema;
use serde::Serialize;

use crate::command::exit::Exit;
use crate::command::print;

/// List all rules.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// How the list is printed.
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// For a person.
    #[default]
    Text,
    /// For a program.
    Json,
}

/// All rules, by group.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct RulesOutput {
    rules: Vec<RuleRow>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleRow {
    /// Its id, which names the fault.
    id: &'static str,
    /// The group that it stands in.
    group: &'static str,
    /// The question that it helps to answer.
    concern: &'static str,
    /// How grave its findings usually are: `critical`, `error`, `warn` or `info`.
    level: &'static str,
    /// Whether levels cannot lower it: only an allowance with a reason can.
    gate: bool,
    /// The first version that has it.
    since: &'static str,
    /// What it finds, in the first paragraph of its documentation.
    sentence: String,
    /// Its page, from the book's first folder or from that of a site.
    link: String,
}

/// Prints the list.
pub(crate) fn run(command: &Rules) -> Exit {
    let text = match command.format {
        ListFormat::Json => {
            let rules = GROUPS.iter().flat_map(|group| rows(*group)).collect();
            let text = serde_json::to_string_pretty(&RulesOutput { rules });
            format!("{}\n", text.expect("rows have only text"))
        }
        ListFormat::Text => {
            let parts: Vec<String> = GROUPS.iter().filter_map(|group| part(*group)).collect();
            parts.join("\n")
        }
    };
    print::result(&text, Exit::Clean)
}

/// The rules of a group, in the order in which they are listed.
fn rows(group: Group) -> impl Iterator<Item = RuleRow> {
    RULES.iter().filter(move |rule| rule.group == group).map(|rule| RuleRow {
        id: rule.name,
        group: rule.group.name(),
        concern: rule.concern.name(),
        level: rule.level.word(),
        gate: rule.gate,
        since: rule.since,
        sentence: rule.sentence(),
        link: rule.page(),
    })
}

/// A group as people read it; nothing where no rule stands in it.
fn part(group: Group) -> Option<String> {
    let rows: String = rows(group).map(|row| line(&row)).collect();
    let heading = format!("{}: {}\n", group.title(), group.sentence());
    (!rows.is_empty()).then(|| format!("{heading}{rows}"))
}

fn line(row: &RuleRow) -> String {
    let gate = if row.gate { " (gate)" } else { "" };
    format!("  {:32} {:8} {}{gate}\n", row.id, row.level, row.sentence)
}
