//! The tree of steps as one list from top to bottom, numbered, and without steps that cannot be
//! drawn: those between participants that do not exist, and fragments without a branch.

use crate::draw::diagrams::sequence::model::{Branch, Message, Operator, Sequence, Step};

/// One row of the picture, or an edge of a frame.
#[derive(Debug, Clone, Copy)]
pub enum Entry<'a> {
    /// A message with its number, which begins at one.
    Message(usize, &'a Message),
    /// A note beside a participant.
    Note(usize, &'a str),
    /// The upper edge of a fragment with its first branch.
    Open(Operator, &'a Branch),
    /// The line between two branches, and the branch below it.
    Next(&'a Branch),
    /// The lower edge of a fragment.
    Close,
}

/// All entries of a sequence.
pub fn entries(model: &Sequence) -> Vec<Entry<'_>> {
    let mut list = Vec::new();
    let mut number = 0;
    flatten(&model.steps, model.participants.len(), &mut number, &mut list);
    list
}

fn flatten<'a>(
    steps: &'a [Step],
    participants: usize,
    number: &mut usize,
    list: &mut Vec<Entry<'a>>,
) {
    for step in steps {
        match step {
            Step::Message(message) if message.from.max(message.to) < participants => {
                *number += 1;
                list.push(Entry::Message(*number, message));
            }
            Step::Note { at, text } if *at < participants => list.push(Entry::Note(*at, text)),
            Step::Message(_) | Step::Note { .. } => {}
            Step::Fragment { operator, branches } => {
                for (index, branch) in branches.iter().enumerate() {
                    let edge = if index == 0 {
                        Entry::Open(*operator, branch)
                    } else {
                        Entry::Next(branch)
                    };
                    list.push(edge);
                    flatten(&branch.steps, participants, number, list);
                }
                if !branches.is_empty() {
                    list.push(Entry::Close);
                }
            }
        }
    }
}
