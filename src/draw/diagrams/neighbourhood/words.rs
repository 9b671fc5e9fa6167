//! A neighbourhood in words: one line for each edge, and all of them grouped by where they start.

use crate::draw::diagram::TextStep;
use crate::draw::diagrams::neighbourhood::model::{Edge, Neighbourhood, Spot};
use crate::draw::measure::one_line;

/// The plain text version: `from -> to: label version`; a node without edges is a line alone.
pub fn plain(model: &Neighbourhood) -> String {
    let mut text = String::new();
    for edge in &model.edges {
        let (Some(from), Some(to)) = (name(model, edge.from), name(model, edge.to)) else {
            continue;
        };
        text.push_str(&format!("{from} -> {to}"));
        let flows = flows(edge);
        if !flows.is_empty() {
            text.push_str(": ");
            text.push_str(&flows);
        }
        text.push('\n');
    }
    for spot in spots(model).filter(|spot| is_alone(model, *spot)) {
        text.push_str(&name(model, spot).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// Every node from left to right with what leaves it.
pub fn text_steps(model: &Neighbourhood) -> Vec<TextStep> {
    let nodes = spots(model).filter_map(|spot| {
        let node = model.node(spot)?;
        let leaving = model.edges.iter().filter(|edge| edge.from == spot);
        let children: Vec<TextStep> = leaving
            .filter_map(|edge| Some(TextStep::leaf(sentence(model, edge)?, edge.href.as_ref())))
            .collect();
        let text = format!("{} {}", node.kind.label(), one_line(&node.name));
        let wanted = !children.is_empty() || is_alone(model, spot) || spot == model.focus;
        wanted.then(|| TextStep { text, href: node.href.clone(), children })
    });
    nodes.collect()
}

fn sentence(model: &Neighbourhood, edge: &Edge) -> Option<String> {
    let to = name(model, edge.to)?;
    let flows = flows(edge);
    Some(if flows.is_empty() { format!("to {to}") } else { format!("{flows} to {to}") })
}

/// What flows over an edge, with its version; may be empty.
fn flows(edge: &Edge) -> String {
    let parts = [&edge.label, &edge.version].into_iter().flatten().map(|part| one_line(part));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn name(model: &Neighbourhood, spot: Spot) -> Option<String> {
    model.node(spot).map(|node| one_line(&node.name))
}

fn spots(model: &Neighbourhood) -> impl Iterator<Item = Spot> {
    let columns = model.columns.iter().enumerate();
    columns.flat_map(|(index, column)| (0..column.nodes.len()).map(move |row| (index, row)))
}

fn is_alone(model: &Neighbourhood, spot: Spot) -> bool {
    !model.edges.iter().any(|edge| edge.from == spot || edge.to == spot)
}
