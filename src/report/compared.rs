//! Two schemas compared, for people and for machines.

pub mod json;
mod lost;
pub mod pairs;
pub mod text;

use crate::catalog::pair::{Pair, Side};
use crate::changes::told;
use crate::compat::answer::{Answer, Break, Comparison, Direction, Remark};
use crate::compat::policy::Policy;
use crate::document::parts::compatibility::Mode;
use crate::finding::{Finding, Level};

/// Two schemas, and who reads what the other writes.
#[derive(Debug)]
pub struct Compared {
    /// The schemas.
    pub pair: Pair,
    /// The answers.
    pub comparison: Comparison,
    /// What the change does besides.
    pub remarks: Vec<Remark>,
    /// Which of the answers are asked for.
    pub mode: Mode,
    /// How writers write and readers read.
    pub policy: Policy,
}

/// What the answers that are asked for come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All are compatible.
    Compatible,
    /// At least one is not.
    Incompatible,
    /// None is incompatible, and at least one is undecided.
    Undecided,
}

impl Compared {
    /// The answers that are asked for, each with its direction.
    pub fn answers(&self) -> Vec<(Direction, &Answer)> {
        let backward = self.mode.asks_backward();
        let forward = self.mode.asks_forward();
        let backward = backward.then_some((Direction::Backward, &self.comparison.backward));
        let forward = forward.then_some((Direction::Forward, &self.comparison.forward));
        backward.into_iter().chain(forward).collect()
    }

    /// What they come to.
    pub fn outcome(&self) -> Outcome {
        let answers = self.answers();
        let any = |is: fn(&Answer) -> bool| answers.iter().any(|(_, answer)| is(answer));
        if any(|answer| !answer.breaks().is_empty()) {
            Outcome::Incompatible
        } else if any(|answer| !answer.is_compatible()) {
            Outcome::Undecided
        } else {
            Outcome::Compatible
        }
    }

    /// Every break and every obstacle as a finding at its places.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (direction, answer) in self.answers() {
            match answer {
                Answer::Compatible => {}
                Answer::Incompatible(breaks) => {
                    findings.extend(breaks.iter().map(|found| self.broken(direction, found)));
                }
                Answer::Undecided(obstacle) => {
                    let (writer, reader) = self.sides(direction);
                    let side = if obstacle.in_reader { reader } else { writer };
                    let span = self.pair.span(side, &obstacle.place);
                    let message = format!(
                        "whether {} cannot be decided: {}",
                        told::question(direction),
                        obstacle.reason
                    );
                    findings.push(Finding::new(UNDECIDED, Level::Warn, span, message));
                }
            }
        }
        findings
    }

    fn broken(&self, direction: Direction, found: &Break) -> Finding {
        let (writer, reader) = self.sides(direction);
        let rejects = self.pair.span(reader, &found.reader);
        let writes = self.pair.span(writer, &found.writer);
        let (rejected, written) = ("readers reject it by this", "writers are allowed it by this");
        // The new schema is what can still be changed, so it comes first.
        let finding = match direction {
            Direction::Backward => Finding::new(BREAK, Level::Error, rejects, &found.sentence)
                .label(rejected)
                .relate(writes, written),
            Direction::Forward => Finding::new(BREAK, Level::Error, writes, &found.sentence)
                .label(written)
                .relate(rejects, rejected),
        };
        let witness = &found.witness;
        finding.help(format!(
            "`{}` allows this payload, `{}` rejects it: {witness}",
            writer.path, reader.path
        ))
    }

    /// The writer's and the reader's side.
    fn sides(&self, direction: Direction) -> (&Side, &Side) {
        match direction {
            Direction::Backward => (&self.pair.old, &self.pair.new),
            Direction::Forward => (&self.pair.new, &self.pair.old),
        }
    }

    /// Who is upgraded first, as far as the answers that are asked for say it.
    pub fn order(&self) -> Option<&'static str> {
        match self.outcome() {
            Outcome::Undecided => None,
            _ => match self.mode {
                Mode::Backward if self.comparison.backward.is_compatible() => {
                    Some("consumers first")
                }
                Mode::Forward if self.comparison.forward.is_compatible() => Some("producers first"),
                Mode::Backward | Mode::Forward => None,
                _ => self.comparison.order(),
            },
        }
    }
}

/// The rule that explains a break.
const BREAK: &str = "breaking-change";

/// The rule that explains what is undecided.
const UNDECIDED: &str = "undecided-compatibility";
