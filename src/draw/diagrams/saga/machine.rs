//! A saga as states and transitions. The failure of a step leads to the compensation of the
//! nearest earlier step that has one, else to the compensated state, else to the failed one.
//! Compensations run in the reverse order of the steps.

use crate::draw::diagrams::saga::model::{Saga, SagaStep};
use crate::draw::measure::one_line;

/// What part a state plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The step of this index.
    Step(usize),
    /// The compensation of the step of this index.
    Undo(usize),
    /// The end of a saga that succeeded.
    Completed,
    /// The end of a saga that was undone.
    Compensated,
    /// The end of a saga that needs a person.
    Failed,
    /// An end that the saga needs and does not name.
    Undeclared,
}

impl Role {
    /// Whether nothing follows.
    pub fn is_end(self) -> bool {
        !matches!(self, Role::Step(_) | Role::Undo(_))
    }
}

/// One state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What part it plays.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// Who is at work in it, and what is special about it; may be empty.
    pub detail: String,
    /// Its page.
    pub href: Option<String>,
}

/// What kind of transition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// The step succeeded.
    Forward,
    /// The step failed or ran out of time.
    Failure,
    /// The compensation is done.
    Back,
    /// The compensation failed.
    BackFailure,
}

/// One transition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The index of the state that is left.
    pub from: usize,
    /// The index of the state that is entered.
    pub to: usize,
    /// What kind it is.
    pub course: Course,
    /// What causes it; may be empty.
    pub cause: String,
    /// The time after which it happens as well.
    pub timeout: Option<String>,
}

impl Transition {
    /// Cause and timeout in one line.
    pub fn label(&self) -> String {
        match &self.timeout {
            None => self.cause.clone(),
            Some(timeout) if self.cause.is_empty() => format!("timeout {timeout}"),
            Some(timeout) => format!("{} or timeout {timeout}", self.cause),
        }
    }
}

/// States and transitions, steps before compensations before ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Machine {
    /// All states.
    pub states: Vec<State>,
    /// All transitions, by the state that they leave.
    pub transitions: Vec<Transition>,
}

impl Machine {
    /// The index of the state with this role.
    pub fn find(&self, role: Role) -> Option<usize> {
        self.states.iter().position(|state| state.role == role)
    }
}

/// Resolves a saga.
pub fn resolve(model: &Saga) -> Machine {
    let mut machine = Machine { states: states(model), transitions: Vec::new() };
    let count = model.steps.len();
    for (index, step) in model.steps.iter().enumerate() {
        let next = if index + 1 < count { Role::Step(index + 1) } else { Role::Completed };
        connect(&mut machine, Role::Step(index), next, Course::Forward, &step.outcome, None);
        if !step.retriable {
            let target = undo_before(model, index);
            let timeout = step.time();
            let silent = if timeout.is_some() { "" } else { "failure" };
            let cause = step.failure.as_deref().filter(|cause| !one_line(cause).is_empty());
            let cause = cause.unwrap_or(silent);
            let course = Course::Failure;
            connect(&mut machine, Role::Step(index), target, course, cause, timeout);
        }
    }
    for (index, step) in model.steps.iter().enumerate().rev() {
        let Some(compensation) = &step.compensation else { continue };
        let target = undo_before(model, index);
        let event = compensation.event.as_deref().unwrap_or("");
        connect(&mut machine, Role::Undo(index), target, Course::Back, event, None);
        if model.compensated.is_some() && model.failed.is_some() {
            let (from, cause) = (Role::Undo(index), "compensation fails");
            connect(&mut machine, from, Role::Failed, Course::BackFailure, cause, None);
        }
    }
    machine
}

fn states(model: &Saga) -> Vec<State> {
    let mut states = Vec::new();
    for (index, step) in model.steps.iter().enumerate() {
        let (name, detail) = (one_line(&step.name), detail(step));
        states.push(State { role: Role::Step(index), name, detail, href: step.href.clone() });
    }
    for (index, step) in model.steps.iter().enumerate().rev() {
        if let Some(undo) = &step.compensation {
            let (name, detail) = (one_line(&undo.action), one_line(&undo.service));
            states.push(State { role: Role::Undo(index), name, detail, href: undo.href.clone() });
        }
    }
    let mut end = |role: Role, name: &str, detail: &str| {
        let (name, detail) = (one_line(name), detail.to_owned());
        states.push(State { role, name, detail, href: None });
    };
    end(Role::Completed, &model.completed, "completed");
    if let Some(name) = &model.compensated {
        end(Role::Compensated, name, "compensated");
    }
    if let Some(name) = &model.failed {
        end(Role::Failed, name, "failed");
    }
    let can_fail = model.steps.iter().any(|step| !step.retriable || step.compensation.is_some());
    if can_fail && model.compensated.is_none() && model.failed.is_none() {
        end(Role::Undeclared, "no end declared", "");
    }
    states
}

fn detail(step: &SagaStep) -> String {
    let flags = [(step.pivot, "pivot"), (step.read_only, "read only")];
    let words = flags.iter().filter(|(set, _)| *set).map(|(_, word)| (*word).to_owned());
    let service = Some(one_line(&step.service)).filter(|service| !service.is_empty());
    service.into_iter().chain(words).collect::<Vec<_>>().join(" · ")
}

/// Where the failure of a step leads, and where a compensation leads when it is done.
fn undo_before(model: &Saga, index: usize) -> Role {
    let earlier = model.steps[..index].iter().rposition(|step| step.compensation.is_some());
    match (earlier, &model.compensated, &model.failed) {
        (Some(earlier), _, _) => Role::Undo(earlier),
        (None, Some(_), _) => Role::Compensated,
        (None, None, Some(_)) => Role::Failed,
        (None, None, None) => Role::Undeclared,
    }
}

fn connect(
    machine: &mut Machine,
    from: Role,
    to: Role,
    course: Course,
    cause: &str,
    timeout: Option<String>,
) {
    if let (Some(from), Some(to)) = (machine.find(from), machine.find(to)) {
        let cause = one_line(cause);
        machine.transitions.push(Transition { from, to, course, cause, timeout });
    }
}
