//! One thing and its neighbours: columns from what feeds it to what it feeds, one node in focus.
//! `model` is what comes in; `view` gathers what is too many and `order` untangles it; `columns`,
//! `layout` and `routes` place it; `paint` draws it and `words` says it.

use crate::draw::diagram::{Diagram, Drawing};
use crate::draw::diagrams::neighbourhood::layout::lay_out;
use crate::draw::diagrams::neighbourhood::model::{Neighbourhood, sound};
use crate::draw::diagrams::neighbourhood::order::untangle;
use crate::draw::diagrams::neighbourhood::paint::paint;
use crate::draw::diagrams::neighbourhood::view::view;
use crate::draw::diagrams::neighbourhood::words::{plain, text_steps};

pub mod columns;
pub mod layout;
pub mod model;
pub mod order;
pub mod paint;
pub mod routes;
pub mod view;
pub mod words;

/// The neighbourhood of a service, an event or a topic.
pub const DIAGRAM: Diagram = Diagram {
    name: "neighbourhood",
    sentence: "What feeds one service, event or topic, and what it feeds.",
    from_json: |json| {
        let model: Neighbourhood = serde_json::from_str(json)?;
        sound(&model).map_err(serde::de::Error::custom)?;
        Ok(draw(&model))
    },
};

/// Draws a neighbourhood. Edges of nodes that do not exist are left out.
pub fn draw(model: &Neighbourhood) -> Drawing {
    let view = untangle(view(model), model.focus.0);
    let layout = lay_out(model, &view);
    Drawing {
        svg: paint(model, &view, &layout),
        text: plain(model),
        steps: text_steps(model),
        width: layout.width,
        height: layout.height,
    }
}
