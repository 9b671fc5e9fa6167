//! What a sequence diagram is drawn from: participants from left to right, steps from above.

use serde::Deserialize;

use crate::draw::diagram::ArrowKind;
use crate::draw::shape::NodeKind;

/// A sequence of messages between participants.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// The prefix of ids, unique on the page.
    pub id: String,
    /// The accessible name of the picture.
    pub title: String,
    /// The lifelines, from left to right; steps name them by index.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// What happens, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// One lifeline.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The name; for a topic, the label of its broker if `channel` is given.
    pub name: String,
    /// The topic or queue, drawn as the head and printed as `Kafka[order-events]`.
    #[serde(default)]
    pub channel: Option<String>,
    /// The second line of the head, such as a domain or `Kafka topic`; may be empty.
    #[serde(default)]
    pub sub: String,
    /// What the participant is.
    #[serde(default)]
    pub kind: NodeKind,
    /// Its page.
    #[serde(default)]
    pub href: Option<String>,
}

impl Participant {
    /// The name under which the participant is drawn.
    pub fn shown(&self) -> &str {
        self.channel.as_deref().unwrap_or(&self.name)
    }
}

/// One thing that happens, or a frame around several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// A message from one participant to another, or to itself.
    Message(Message),
    /// A remark beside a lifeline.
    Note {
        /// The index of the participant.
        at: usize,
        /// The remark.
        text: String,
    },
    /// Branches under an operator.
    Fragment {
        /// How the branches relate.
        operator: Operator,
        /// The branches; a fragment without any is not drawn.
        branches: Vec<Branch>,
    },
}

/// One arrow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The index of the sender.
    pub from: usize,
    /// The index of the receiver; the sender itself for inner work.
    pub to: usize,
    /// What is sent or done.
    pub text: String,
    /// The version of the message as it is shown, such as `v1`.
    #[serde(default)]
    pub version: Option<String>,
    /// How it is drawn.
    #[serde(default)]
    pub kind: ArrowKind,
    /// The page of the message.
    #[serde(default)]
    pub href: Option<String>,
    /// What follows was shown before and is not repeated here, as in a cycle.
    #[serde(default)]
    pub cut: bool,
}

/// How the branches of a fragment relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operator {
    /// All branches, at the same time.
    Par,
    /// One of the branches.
    Alt,
    /// The branch, or nothing.
    Opt,
    /// The branch, again and again.
    Loop,
}

impl Operator {
    /// The keyword of the operator.
    pub fn word(self) -> &'static str {
        match self {
            Operator::Par => "par",
            Operator::Alt => "alt",
            Operator::Opt => "opt",
            Operator::Loop => "loop",
        }
    }
}

/// One branch of a fragment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// When the branch is taken, or whose it is; may be empty.
    #[serde(default)]
    pub guard: String,
    /// Whether the branch is a failure.
    #[serde(default)]
    pub failure: bool,
    /// What happens in it.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// Whether every step names participants that exist; else says which does not.
pub fn sound(model: &Sequence) -> Result<(), String> {
    sound_steps(&model.steps, model.participants.len())
}

fn sound_steps(steps: &[Step], participants: usize) -> Result<(), String> {
    for step in steps {
        let highest = match step {
            Step::Message(message) => message.from.max(message.to),
            Step::Note { at, .. } => *at,
            Step::Fragment { branches, .. } => {
                for branch in branches {
                    sound_steps(&branch.steps, participants)?;
                }
                continue;
            }
        };
        if highest >= participants {
            return Err(format!("participant {highest} does not exist: there are {participants}"));
        }
    }
    Ok(())
}
