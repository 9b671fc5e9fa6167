//! `rules`: all rules, for people or for programs.

use clap::{Args, ValueEnum};
use eventbook::lint::rules::RULES;
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

#[derive(Debug, Serialize)]
struct RuleRow {
    id: &'static str,
    group: &'static str,
    concern: &'static str,
    level: &'static str,
    gate: bool,
    since: &'static str,
    sentence: String,
    link: String,
}

/// Prints the list.
pub(crate) fn run(command: &Rules) -> Exit {
    let rows = RULES.iter().map(|rule| RuleRow {
        id: rule.name,
        group: rule.group.name(),
        concern: rule.concern.name(),
        level: rule.level.word(),
        gate: rule.gate,
        since: rule.since,
        sentence: rule.sentence(),
        link: rule.page(),
    });
    let rows: Vec<RuleRow> = rows.collect();
    let text = match command.format {
        ListFormat::Json => {
            let text = serde_json::to_string_pretty(&rows).expect("rows have only text");
            format!("{text}\n")
        }
        ListFormat::Text => rows.iter().map(line).collect(),
    };
    print::result(&text, Exit::Clean)
}

fn line(row: &RuleRow) -> String {
    let gate = if row.gate { " (gate)" } else { "" };
    format!("{:32} {:8} {}{gate}\n", row.id, row.level, row.sentence)
}
