//! The state machine of a saga: steps forward, compensating actions back, terminal states below.
//! `model` is what comes in; `machine` resolves where every failure leads; `grid`, `layout` and
//! `routes` place that; `paint` draws it and `words` says it.

use crate::draw::diagram::{Diagram, Drawing};
use crate::draw::diagrams::saga::layout::lay_out;
use crate::draw::diagrams::saga::machine::resolve;
use crate::draw::diagrams::saga::model::Saga;
use crate::draw::diagrams::saga::paint::paint;
use crate::draw::diagrams::saga::words::{plain, text_steps};

pub mod grid;
pub mod layout;
pub mod machine;
pub mod model;
pub mod paint;
pub mod routes;
pub mod words;

/// The state machine of a saga.
pub const DIAGRAM: Diagram = Diagram {
    name: "saga",
    sentence: "Which steps a saga takes, and what undoes them when one fails.",
    from_json: |json| Ok(draw(&serde_json::from_str(json)?)),
};

/// Draws a saga.
pub fn draw(model: &Saga) -> Drawing {
    let machine = resolve(model);
    let layout = lay_out(model, &machine);
    Drawing {
        svg: paint(model, &machine, &layout),
        text: plain(model, &machine),
        steps: text_steps(&machine),
        width: layout.width,
        height: layout.height,
    }
}
