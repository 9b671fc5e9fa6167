//! Sagas: work over several services that is finished, or undone step by step.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::{OrNone, TextOr};
use crate::document::kind::Kind;
use crate::document::parts::subscription::Setting;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;

use crate::document::values::id::Id;
use crate::document::values::time_limit::TimeLimit;

/// The kind `saga`.
pub const KIND: Kind = Kind {
    name: "saga",
    sentence: "Work over several services that is finished, or undone step by step.",
    schema: |generator| generator.root_schema_for::<Saga>(),
};

/// A saga.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Saga {
    /// The saga's id.
    pub saga: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it brings about.
    pub summary: Option<String>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// Whether one service tells the others what to do, or each listens for itself.
    pub style: Spanned<Style>,
    /// Why this style.
    pub why: Option<String>,
    /// Who tells the others what to do.
    pub coordinator: Option<Coordinator>,
    /// The field that finds the instance that a message belongs to.
    pub correlation: Option<Spanned<String>>,
    /// How long all of it may take.
    pub timeout: Option<Spanned<TimeLimit>>,
    /// The steps, in order.
    pub steps: Vec<Spanned<Step>>,
    /// The states in which it ends.
    pub terminal: Option<Spanned<Terminal>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// Who decides what happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Style {
    /// One service, the coordinator.
    Orchestration,
    /// Every service for itself, by the events it hears.
    Choreography,
}

impl Style {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Style::Orchestration => "orchestration",
            Style::Choreography => "choreography",
        }
    }
}

/// Who tells the others what to do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Coordinator {
    /// The service.
    pub service: Name,
    /// The consumer group that hears the outcomes.
    pub group: Option<String>,
}

/// One step of a saga.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// What is done: "reserve stock".
    pub step: Spanned<String>,
    /// The service that does it.
    pub service: Name,
    /// The command that asks for it.
    pub command: Option<Name>,
    /// The event that says it is done.
    pub success: Option<Outcome>,
    /// The event that says it failed.
    pub failure: Option<Outcome>,
    /// How long it may take. A timeout counts as a failure.
    pub timeout: Option<Spanned<TimeLimit>>,
    /// What undoes it; `none` where nothing does.
    pub compensation: Option<Spanned<OrNone<Compensation>>>,
    /// Whether the saga is decided by it: after it nothing can fail.
    #[serde(default)]
    pub pivot: bool,
    /// Whether it is retried until it succeeds.
    #[serde(default)]
    pub retriable: bool,
    /// Whether it changes nothing.
    #[serde(default)]
    pub read_only: bool,
}

/// An event that tells how a step ended. Short form: the event's name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(from = "Spanned<TextOr<String, LongOutcome>>")]
pub struct Outcome {
    /// The event.
    pub event: Name,
    /// Which of its messages, in words or by the values of fields.
    pub when: Option<When>,
}

/// The long form of an outcome.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LongOutcome {
    /// The event.
    pub event: Name,
    /// Which of its messages: text, or `{ status: failed }`.
    pub when: Option<When>,
}

impl From<Spanned<TextOr<String, LongOutcome>>> for Outcome {
    fn from(stated: Spanned<TextOr<String, LongOutcome>>) -> Self {
        match stated.value {
            TextOr::Text(event) => {
                Outcome { event: Spanned { value: event, span: stated.span }, when: None }
            }
            TextOr::Long(long) => Outcome { event: long.event, when: long.when },
        }
    }
}

/// Which messages of an event are meant: words, or the values of payload fields.
pub type When = TextOr<String, BTreeMap<String, Setting>>;

/// A condition in words: "status = failed".
pub fn condition(when: &When) -> String {
    match when {
        TextOr::Text(words) => words.clone(),
        TextOr::Long(fields) => {
            let equal = fields.iter().map(|(field, value)| format!("{field} = {}", value.0.value));
            equal.collect::<Vec<_>>().join(", ")
        }
    }
}

/// What undoes a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Compensation {
    /// What is done: "release the stock reservation".
    pub action: Spanned<String>,
    /// The event that says it is undone.
    pub event: Option<Name>,
    /// The service that is called to do it, where it is not the step's own.
    pub calls: Option<Name>,
}

/// The states in which a saga ends.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Terminal {
    /// All steps are done.
    pub completed: Option<String>,
    /// All that was done is undone.
    pub compensated: Option<String>,
    /// It could neither be finished nor undone: somebody must look.
    pub failed: Option<String>,
}
