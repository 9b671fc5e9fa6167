//! A saga in words: its states, numbered, each with the transitions that leave it.

use crate::draw::diagram::TextStep;
use crate::draw::diagrams::saga::machine::{Course, Machine, Role, Transition};
use crate::draw::diagrams::saga::model::Saga;
use crate::draw::measure::one_line;

/// The plain text version.
pub fn plain(model: &Saga, machine: &Machine) -> String {
    let mut text = one_line(&model.title);
    text.push('\n');
    if let Some(correlation) = &model.correlation {
        text.push_str(&format!("correlation id: {}\n", one_line(correlation)));
    }
    if let Some(timeout) = &model.timeout {
        text.push_str(&format!("timeout in all: {}\n", one_line(timeout)));
    }
    for (index, item) in text_steps(machine).iter().enumerate() {
        text.push_str(&format!("{}. {}\n", index + 1, item.text));
        for transition in &item.children {
            text.push_str(&format!("   {}\n", transition.text));
        }
    }
    text
}

/// The states with their transitions, in the order of the machine.
pub fn text_steps(machine: &Machine) -> Vec<TextStep> {
    let list = machine.states.iter().enumerate();
    list.map(|(index, state)| {
        let leaving = machine.transitions.iter().filter(|transition| transition.from == index);
        let children =
            leaving.map(|transition| TextStep::leaf(sentence(machine, transition), None));
        TextStep {
            text: state_words(machine, index),
            href: state.href.clone(),
            children: children.collect(),
        }
    })
    .collect()
}

/// One state: its name, what it is, who is at work in it.
pub fn state_words(machine: &Machine, index: usize) -> String {
    let state = &machine.states[index];
    let detail = |words: &str| match state.detail.as_str() {
        "" => format!("{}{words}", state.name),
        detail => format!("{}{words} ({detail})", state.name),
    };
    match state.role {
        Role::Undo(step) => {
            let step = machine.find(Role::Step(step)).map_or("", |step| &machine.states[step].name);
            detail(&format!(", compensates {step}"))
        }
        Role::Step(_) | Role::Completed | Role::Compensated | Role::Failed => detail(""),
        Role::Undeclared => state.name.clone(),
    }
}

/// One transition: what causes it and where it leads, by number and name.
pub fn sentence(machine: &Machine, transition: &Transition) -> String {
    let cause = match (transition.label(), transition.course) {
        (label, _) if !label.is_empty() => label,
        (_, Course::Forward | Course::Back) => "done".to_owned(),
        (_, Course::Failure | Course::BackFailure) => "failure".to_owned(),
    };
    let target = &machine.states[transition.to].name;
    format!("{cause} -> {}. {target}", transition.to + 1)
}
