//! What the state machine of a saga is drawn from.

use serde::Deserialize;

use crate::draw::measure::one_line;

/// A saga: its steps in order and its terminal states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saga {
    /// The prefix of ids, unique on the page.
    pub id: String,
    /// The accessible name of the picture, also written above it.
    pub title: String,
    /// The steps in the order in which they are taken.
    #[serde(default)]
    pub steps: Vec<SagaStep>,
    /// The name of the state after the last step.
    pub completed: String,
    /// The name of the state after all compensations.
    #[serde(default)]
    pub compensated: Option<String>,
    /// The name of the state that nothing leads out of, neither forward nor back.
    #[serde(default)]
    pub failed: Option<String>,
    /// How long the whole saga may take, in words.
    #[serde(default)]
    pub timeout: Option<String>,
    /// The field by which an instance is traced.
    #[serde(default)]
    pub correlation: Option<String>,
}

/// One step of a saga.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SagaStep {
    /// What is done.
    pub name: String,
    /// Who does it.
    #[serde(default)]
    pub service: String,
    /// The page of the step or of its service.
    #[serde(default)]
    pub href: Option<String>,
    /// What tells that it succeeded.
    #[serde(default)]
    pub outcome: String,
    /// What tells that it failed.
    #[serde(default)]
    pub failure: Option<String>,
    /// How long it may take, in words; running out of it is a failure.
    #[serde(default)]
    pub timeout: Option<String>,
    /// The step changes nothing, so that nothing is to be undone.
    #[serde(default)]
    pub read_only: bool,
    /// The step is retried until it succeeds, so that it never fails.
    #[serde(default)]
    pub retriable: bool,
    /// Nothing after this step can fail.
    #[serde(default)]
    pub pivot: bool,
    /// What undoes the step.
    #[serde(default)]
    pub compensation: Option<Compensation>,
}

impl SagaStep {
    /// How long the step may take, where it says so.
    pub fn time(&self) -> Option<String> {
        self.timeout.as_deref().map(one_line).filter(|timeout| !timeout.is_empty())
    }
}

/// The action that undoes a step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compensation {
    /// What is done.
    pub action: String,
    /// Who does it.
    #[serde(default)]
    pub service: String,
    /// The page of the action or of its service.
    #[serde(default)]
    pub href: Option<String>,
    /// What tells that it is done.
    #[serde(default)]
    pub event: Option<String>,
}
