//! `explain`: the documentation of a rule.

use clap::Args;
use eventbook::finding::did_you_mean;
use eventbook::lint::rules;

use crate::command::exit::Exit;
use crate::command::print;

/// Tell what a rule finds, why it matters and when to allow it.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The id of the rule, as findings show it in brackets.
    rule: String,
}

/// Prints the rule's own documentation.
pub(crate) fn run(command: &Explain) -> Exit {
    let Some(rule) = rules::find(&command.rule) else {
        let near = did_you_mean(&command.rule, rules::RULES.iter().map(|rule| rule.name));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        print::notice(&format!(
            "error: `{}` is no rule{near}\n  `eventbook rules` lists all rules\n",
            command.rule.escape_debug()
        ));
        return Exit::Failed;
    };
    let gate = if rule.gate { ", a gate" } else { "" };
    let text = format!(
        "{} ({}{gate}, since {}): {}\n\n{}\n",
        rule.name,
        rule.level,
        rule.since,
        rule.concern.title(),
        rule.documentation()
    );
    print::result(&text, Exit::Clean)
}
