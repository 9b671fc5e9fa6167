//! For programs: the answers of one comparison as one JSON object. Its own schema is printed by
//! `eventbook schema compat-output`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::catalog::pair::Side;
use crate::changes::told;
use crate::compat::answer::{Answer, Break, Direction, Place, Remark};
use crate::report::compared::{Compared, Outcome};
use crate::report::format;
use crate::source::span::Span;

/// The version of this format. It grows when a key is removed or changes its meaning.
const VERSION: u32 = 1;

/// What came of a comparison.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// The version of this format.
    version: u32,
    /// `compatible`, `incompatible` or `undecided`: all answers that were asked for together.
    outcome: &'static str,
    /// Who must be upgraded first: `in any order`, `consumers first`, `producers first`; none where
    /// no order helps or it is not known.
    upgrade: Option<&'static str>,
    /// How writers write and readers read.
    policy: PolicyOutput,
    /// Whether readers of the new schema read what was written with the old one; none where it was
    /// not asked.
    backward: Option<AnswerOutput>,
    /// Whether readers of the old schema read what is written with the new one; none where it was
    /// not asked.
    forward: Option<AnswerOutput>,
    /// What the change does besides what is written and read; no part of the outcome.
    remarks: Vec<RemarkOutput>,
}

/// How writers write and readers read.
#[derive(Debug, Serialize, JsonSchema)]
struct PolicyOutput {
    /// `events`, `exact` or `custom`.
    name: &'static str,
    /// The same in words.
    words: String,
}

/// One answer.
#[derive(Debug, Serialize, JsonSchema)]
struct AnswerOutput {
    /// `compatible`, `incompatible` or `undecided`.
    answer: &'static str,
    /// Every independent cause; empty unless incompatible.
    breaks: Vec<BreakOutput>,
    /// What is in the way of a proof; only where undecided.
    obstacle: Option<ObstacleOutput>,
}

/// One reason why a reader cannot read what a writer writes.
#[derive(Debug, Serialize, JsonSchema)]
struct BreakOutput {
    /// The field, such as `items[].quantity`; empty for the payload as a whole.
    field: String,
    /// What a person would say.
    sentence: String,
    /// A payload that the writer's schema allows and the reader's rejects.
    witness: Value,
    /// Where the writer's schema speaks of the field.
    writer: PlaceOutput,
    /// Where the reader's schema rejects.
    reader: PlaceOutput,
}

/// What is in the way of a proof.
#[derive(Debug, Serialize, JsonSchema)]
struct ObstacleOutput {
    /// The construct, in words.
    reason: String,
    /// Where it stands.
    place: PlaceOutput,
}

/// What a change does besides what is written and read.
#[derive(Debug, Serialize, JsonSchema)]
struct RemarkOutput {
    /// The field, such as `items[].quantity`; empty for the payload as a whole.
    field: String,
    /// What a person would say.
    sentence: String,
    /// What it touches: `source` for generated code, `meaning` for what an absent field means,
    /// `reuse` for what a later change could break.
    level: &'static str,
    /// Where, in the new schema.
    place: PlaceOutput,
}

/// A place in a file. Lines and columns begin at 1; columns count characters.
#[derive(Debug, Serialize, JsonSchema)]
struct PlaceOutput {
    /// The file, as it was typed.
    path: String,
    /// The line.
    line: u32,
    /// The column.
    column: u32,
}

/// The whole report, with its last line break.
pub fn print(compared: &Compared) -> String {
    let asked = |wanted: Direction| {
        let answers = compared.answers();
        let found = answers.into_iter().find(|(direction, _)| *direction == wanted);
        found.map(|(direction, answer)| answer_of(compared, direction, answer))
    };
    let output = Output {
        version: VERSION,
        outcome: match compared.outcome() {
            Outcome::Compatible => "compatible",
            Outcome::Incompatible => "incompatible",
            Outcome::Undecided => "undecided",
        },
        upgrade: compared.order(),
        policy: PolicyOutput {
            name: told::policy_name(compared.policy).unwrap_or("custom"),
            words: told::policy(compared.policy),
        },
        backward: asked(Direction::Backward),
        forward: asked(Direction::Forward),
        remarks: compared.remarks.iter().map(|found| remark(compared, found)).collect(),
    };
    format::json(&output)
}

fn answer_of(compared: &Compared, direction: Direction, answer: &Answer) -> AnswerOutput {
    let (writer, reader) = compared.sides(direction);
    let place = |side: &Side, place: &Place| place_of(compared, compared.pair.span(side, place));
    let broken = |found: &Break| BreakOutput {
        field: found.field.clone(),
        sentence: found.sentence.clone(),
        witness: found.witness.clone(),
        writer: place(writer, &found.writer),
        reader: place(reader, &found.reader),
    };
    let obstacle = match answer {
        Answer::Undecided(obstacle) => Some(ObstacleOutput {
            reason: obstacle.reason.clone(),
            place: place(if obstacle.in_reader { reader } else { writer }, &obstacle.place),
        }),
        _ => None,
    };
    let breaks = answer.breaks().iter().map(broken).collect();
    AnswerOutput { answer: answer.word(), breaks, obstacle }
}

fn remark(compared: &Compared, found: &Remark) -> RemarkOutput {
    RemarkOutput {
        field: found.field.clone(),
        sentence: found.sentence.clone(),
        level: found.level,
        place: place_of(compared, compared.pair.span(&compared.pair.new, &found.place)),
    }
}

fn place_of(compared: &Compared, span: Span) -> PlaceOutput {
    let sources = &compared.pair.sources;
    let position = sources.position(span);
    let path = sources.file(span.file).path.clone();
    PlaceOutput { path, line: position.line, column: position.column }
}
