//! The steps of a sequence in sentences: names for assistive technology, and a nested list.

use crate::draw::diagram::{ArrowKind, TextStep};
use crate::draw::diagrams::sequence::model::{Branch, Message, Operator, Sequence, Step};
use crate::draw::measure::one_line;

/// One message as a sentence.
pub fn sentence(model: &Sequence, number: usize, message: &Message) -> String {
    let name = |index: usize| one_line(model.participants[index].shown());
    let mut sentence = if message.from == message.to {
        format!("Step {number}: {}: {}", name(message.from), one_line(&message.text))
    } else {
        let (from, to) = (name(message.from), name(message.to));
        format!("Step {number}: {from} to {to}: {}", one_line(&message.text))
    };
    if let Some(version) = &message.version {
        sentence.push(' ');
        sentence.push_str(&one_line(version));
    }
    match message.kind {
        ArrowKind::Reply => sentence.push_str(", a reply"),
        ArrowKind::DeadLetter => sentence.push_str(", a dead letter"),
        ArrowKind::Query => sentence.push_str(", a query"),
        ArrowKind::Command | ArrowKind::Event => {}
    }
    if message.cut {
        sentence.push_str(" (what follows is already shown)");
    }
    sentence
}

/// All steps as nested lists.
pub fn text_steps(model: &Sequence) -> Vec<TextStep> {
    items(model, &model.steps, &mut 0)
}

fn items(model: &Sequence, steps: &[Step], number: &mut usize) -> Vec<TextStep> {
    let count = model.participants.len();
    let mut list = Vec::new();
    for step in steps {
        match step {
            Step::Message(message) if message.from.max(message.to) < count => {
                *number += 1;
                let text = sentence(model, *number, message);
                list.push(TextStep::leaf(text, message.href.as_ref()));
            }
            Step::Note { at, text } if *at < count => {
                let name = one_line(model.participants[*at].shown());
                list.push(TextStep::leaf(format!("Note on {name}: {}", one_line(text)), None));
            }
            Step::Message(_) | Step::Note { .. } => {}
            Step::Fragment { branches, .. } if branches.is_empty() => {}
            Step::Fragment { operator, branches } => {
                let branch = |branch: &Branch| TextStep {
                    text: branch_title(branch),
                    href: None,
                    children: items(model, &branch.steps, number),
                };
                let children = branches.iter().map(branch).collect();
                let text = operator_title(*operator).to_owned();
                list.push(TextStep { text, href: None, children });
            }
        }
    }
    list
}

fn branch_title(branch: &Branch) -> String {
    let guard = one_line(&branch.guard);
    match (guard.is_empty(), branch.failure) {
        (true, false) => "Branch".to_owned(),
        (true, true) => "Failure".to_owned(),
        (false, false) => guard,
        (false, true) => format!("{guard} (failure)"),
    }
}

fn operator_title(operator: Operator) -> &'static str {
    match operator {
        Operator::Par => "At the same time",
        Operator::Alt => "One of",
        Operator::Opt => "Perhaps",
        Operator::Loop => "Repeatedly",
    }
}
