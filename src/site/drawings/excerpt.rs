//! What of a long sequence is drawn. Nobody follows a hundred lifelines: the first are drawn, one
//! more stands for all others, and the page's tables have them whole.

use crate::draw::diagrams::sequence::model::{Branch, Participant, Sequence, Step};

/// The most lifelines that a reader can follow, the one that stands for the others included.
const LIFELINES: usize = 12;
/// The most messages that a reader follows down one picture.
const MESSAGES: usize = 60;

/// The sequence, or as much of it as can be read. A last lifeline and a note on it say how much is
/// left out; the lifeline leads to `all`, where everything is told.
pub fn excerpt(model: Sequence, all: &str) -> Sequence {
    let (participants, messages) = (model.participants.len(), count(&model.steps));
    if participants <= LIFELINES && messages <= MESSAGES {
        return model;
    }
    let shown = participants.min(LIFELINES - 1);
    let mut steps = some(model.steps, shown, &mut MESSAGES.clone());
    let left_out = messages - count(&steps);
    steps.push(Step::Note { at: shown, text: format!("{left_out} more steps are not drawn") });
    let rest = Participant {
        name: match participants - shown {
            0 => "…".to_owned(),
            hidden => format!("+{hidden} more"),
        },
        sub: "all in the table".to_owned(),
        href: Some(all.to_owned()),
        ..Participant::default()
    };
    let participants = model.participants.into_iter().take(shown).chain([rest]).collect();
    Sequence { participants, steps, ..model }
}

fn count(steps: &[Step]) -> usize {
    let of = |step: &Step| match step {
        Step::Message(_) => 1,
        Step::Note { .. } => 0,
        Step::Fragment { branches, .. } => branches.iter().map(|branch| count(&branch.steps)).sum(),
    };
    steps.iter().map(of).sum()
}

/// The steps between the first lifelines, as far as `left` messages go. A branch in which nothing is
/// left is left out too.
fn some(steps: Vec<Step>, shown: usize, left: &mut usize) -> Vec<Step> {
    let mut kept = Vec::new();
    for step in steps {
        match step {
            Step::Message(message) => {
                if *left > 0 && message.from.max(message.to) < shown {
                    *left -= 1;
                    kept.push(Step::Message(message));
                }
            }
            Step::Note { at, .. } if at >= shown => {}
            Step::Note { .. } => kept.push(step),
            Step::Fragment { operator, branches } => {
                let branches = branches.into_iter();
                let branches = branches
                    .map(|branch| Branch { steps: some(branch.steps, shown, left), ..branch });
                let branches: Vec<Branch> =
                    branches.filter(|branch| !branch.steps.is_empty()).collect();
                if !branches.is_empty() {
                    kept.push(Step::Fragment { operator, branches });
                }
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::diagrams::sequence::draw;
    use crate::draw::diagrams::sequence::model::{Message, Operator};

    /// A message from the first lifeline to each of the others, so many times over.
    fn fan(lifelines: usize, rounds: usize) -> Sequence {
        let name = |number: usize| format!("lifeline-{number}");
        let participants =
            (0..lifelines).map(|n| Participant { name: name(n), ..Participant::default() });
        let branch = |to: usize| Branch {
            guard: name(to),
            steps: vec![Step::Message(Message {
                to,
                text: "OrderPlaced".into(),
                ..Message::default()
            })],
            ..Branch::default()
        };
        let fragment = Step::Fragment {
            operator: Operator::Par,
            branches: (1..lifelines).map(branch).collect(),
        };
        let participants = participants.collect();
        Sequence { participants, steps: vec![fragment; rounds], ..Sequence::default() }
    }

    #[test]
    fn what_can_be_read_is_drawn_whole() {
        let small = fan(LIFELINES, 5);
        assert_eq!(excerpt(small.clone(), "#all"), small);
    }

    #[test]
    fn many_lifelines_become_one() {
        let part = excerpt(fan(202, 1), "#all");
        assert_eq!(part.participants.len(), LIFELINES);
        assert_eq!(part.participants[11].name, "+191 more");
        assert_eq!(part.participants[11].href.as_deref(), Some("#all"));
        let drawing = draw(&part);
        assert!(drawing.width < 3_000, "{}", drawing.width);
        assert!(drawing.text.contains("191 more steps are not drawn"), "{}", drawing.text);
    }

    #[test]
    fn many_messages_end_in_a_note() {
        let part = excerpt(fan(5, 50), "#all");
        assert_eq!(count(&part.steps), MESSAGES);
        assert_eq!(part.participants[5].name, "…");
        assert!(draw(&part).text.contains("140 more steps are not drawn"));
    }
}
