//! `schema`: the JSON Schemas that documents, settings and reports hold to.

use clap::Args;
use eventbook::document::kinds::KINDS;
use eventbook::document::schema::{Shape, any, shape};
use eventbook::finding::did_you_mean;
use eventbook::lint::baseline::Baseline;
use eventbook::lint::settings;
use eventbook::report::checklists::json::ReadinessOutput;
use eventbook::report::compared;
use eventbook::report::diffs::json::DiffOutput;
use eventbook::report::formats::gitlab::GitlabOutput;
use eventbook::report::formats::json::Output;
use eventbook::report::formats::sarif::shape::SarifOutput;

use crate::command::exit::Exit;
use crate::command::print;
use crate::command::rules::RulesOutput;

/// The names of schemas that are not document kinds.
const OTHERS: [&str; 11] = [
    "document",
    "config",
    "baseline",
    "json-output",
    "readiness-output",
    "sarif-output",
    "gitlab-output",
    "rules-output",
    "compat-output",
    "compat-pair-output",
    "diff-output",
];

/// Print the JSON Schema of a document kind, of the settings or of a report.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// A document kind, `document` for all kinds in one, `config` or one of the outputs. Without it, all names are listed.
    name: Option<String>,
}

/// Prints a schema, or the names of all.
pub(crate) fn run(command: &Schema) -> Exit {
    let names = || KINDS.iter().map(|kind| kind.name).chain(OTHERS);
    let Some(name) = command.name.as_deref() else {
        let list: String = names().map(|name| format!("{name}\n")).collect();
        return print::result(&list, Exit::Clean);
    };
    let kind = KINDS.iter().find(|kind| kind.name == name);
    let schema = match (kind, name) {
        (Some(kind), _) => shape(kind).schema.clone(),
        (None, "document") => any::any(),
        (None, "config") => settings::schema(),
        (None, "baseline") => Shape::of::<Baseline>().schema,
        (None, "json-output") => Shape::of::<Output<'static>>().schema,
        (None, "sarif-output") => Shape::of::<SarifOutput<'static>>().schema,
        (None, "gitlab-output") => Shape::of::<GitlabOutput<'static>>().schema,
        (None, "rules-output") => Shape::of::<RulesOutput>().schema,
        (None, "readiness-output") => Shape::of::<ReadinessOutput<'static>>().schema,
        (None, "compat-output") => Shape::of::<compared::json::Output>().schema,
        (None, "compat-pair-output") => Shape::of::<compared::pairs::PairOutput>().schema,
        (None, "diff-output") => Shape::of::<DiffOutput<'static>>().schema,
        (None, _) => {
            let near = did_you_mean(name, names());
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let name = name.escape_debug();
            print::notice(&format!("error: there is no schema `{name}`{near}\n"));
            return Exit::Failed;
        }
    };
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    print::result(&format!("{text}\n"), Exit::Clean)
}
