//! Who sends what to whom, in order: participants as lifelines, steps as numbered arrows.
//! `model` is what comes in; `entries` flattens it, `columns` and `layout` make it `placed`,
//! `paint` draws it; `words` and `plain` say the same in text, and `parse` reads that back.

use crate::draw::diagram::{Diagram, Drawing};
use crate::draw::diagrams::sequence::layout::lay_out;
use crate::draw::diagrams::sequence::model::{Sequence, sound};
use crate::draw::diagrams::sequence::paint::paint;
use crate::draw::diagrams::sequence::plain::Script;
use crate::draw::diagrams::sequence::words::text_steps;

pub mod columns;
pub mod entries;
pub mod layout;
pub mod model;
pub mod paint;
pub mod parse;
pub mod placed;
pub mod plain;
pub mod words;

/// The sequence diagram.
pub const DIAGRAM: Diagram = Diagram {
    name: "sequence",
    sentence: "Who sends what to whom, and in which order.",
    from_json: |json| {
        let model: Sequence = serde_json::from_str(json)?;
        sound(&model).map_err(serde::de::Error::custom)?;
        Ok(draw(&model))
    },
};

/// Draws a sequence. Steps whose participants do not exist are left out.
pub fn draw(model: &Sequence) -> Drawing {
    let layout = lay_out(model);
    Drawing {
        svg: paint(model, &layout),
        text: Script::of(model).print(),
        steps: text_steps(model),
        width: layout.width,
        height: layout.height,
    }
}
