//! Which version reads what another writes: a table with a row for each writer and a column for
//! each reader.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::changes::Evolution;
use crate::compat::answer::Answer;
use crate::document::kinds::event::Status;
use crate::site::standpoint::Standpoint;
use crate::site::view::step::has_page;

/// The most versions that the table has; there may be more than fit on a page.
const SHOWN: usize = 12;

/// Which version reads what another writes.
#[derive(Debug, Serialize)]
pub struct Matrix {
    /// The versions that read, newest first.
    pub readers: Vec<String>,
    /// The versions that write, newest first.
    pub rows: Vec<Row>,
}

/// What one version writes.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The version.
    pub writer: String,
    /// The answer of each reader.
    pub cells: Vec<Cell>,
}

/// Whether one version reads what another writes.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// `yes`, `breaks`, `undecided`, `itself`, or `not compared`.
    pub answer: &'static str,
    /// The same in a sentence, for who does not see the table.
    pub sentence: String,
    /// The page that compares the two.
    pub href: Option<String>,
}

/// The table of an event's newest versions; none where two versions say it all.
pub fn matrix(at: Standpoint<'_>, event: &Event, evolution: &Evolution) -> Option<Matrix> {
    let compared =
        |version: &EventVersion| version.status != Status::Retired && version.payload.is_some();
    let all = event.versions.iter().enumerate().rev();
    let shown: Vec<(usize, String)> = all
        .filter(|(_, version)| compared(version))
        .map(|(index, version)| (index, version.version.to_string()))
        .take(SHOWN)
        .collect();
    let row = |(writer, name): &(usize, String)| {
        let cells = shown
            .iter()
            .map(|(reader, by)| cell(at, event, evolution, (*writer, name), (*reader, by)));
        Row { writer: name.clone(), cells: cells.collect() }
    };
    (shown.len() > 2).then(|| Matrix {
        readers: shown.iter().map(|(_, name)| name.clone()).collect(),
        rows: shown.iter().map(row).collect(),
    })
}

fn cell(
    at: Standpoint<'_>,
    event: &Event,
    evolution: &Evolution,
    (writer, written): (usize, &str),
    (reader, read): (usize, &str),
) -> Cell {
    if writer == reader {
        let sentence = format!("{read} is what it reads");
        return Cell { answer: "itself", sentence, href: None };
    }
    let step = evolution.step(writer.min(reader), writer.max(reader));
    let answer = match step.map(|step| (step, &step.comparison)) {
        None => "not compared",
        Some((_, both)) => {
            let answer = if writer < reader { &both.backward } else { &both.forward };
            match answer {
                Answer::Compatible => "yes",
                Answer::Incompatible(_) => "breaks",
                Answer::Undecided(_) => "undecided",
            }
        }
    };
    let step = step.filter(|step| has_page(event, evolution, step));
    Cell {
        answer,
        sentence: format!("{read} reads what {written} writes: {answer}"),
        href: step.map(|step| at.comparison(event, step).href),
    }
}
