//! What a neighbourhood is drawn from: columns of nodes from left to right, and edges between
//! any of them.

use serde::Deserialize;

use crate::draw::diagram::ArrowKind;
use crate::draw::shape::NodeKind;

/// One node of the model: its column and its place in it, both counted from zero.
pub type Spot = (usize, usize);

/// A node in focus with its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbourhood {
    /// The prefix of ids, unique on the page.
    pub id: String,
    /// The accessible name of the picture.
    pub title: String,
    /// The columns, from what feeds to what is fed.
    pub columns: Vec<Column>,
    /// The one node that the picture is about.
    pub focus: Spot,
    /// What flows from where to where.
    #[serde(default)]
    pub edges: Vec<Edge>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What its nodes are, such as `Producers`.
    pub heading: String,
    /// Its nodes from above.
    #[serde(default)]
    pub nodes: Vec<Node>,
    /// Where the nodes that are not drawn are listed.
    #[serde(default)]
    pub more_href: Option<String>,
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// A second line, such as a domain or `Kafka topic`; may be empty.
    #[serde(default)]
    pub sub: String,
    /// What it is.
    #[serde(default)]
    pub kind: NodeKind,
    /// Its page.
    #[serde(default)]
    pub href: Option<String>,
}

/// What flows between two nodes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// Where it comes from.
    pub from: Spot,
    /// Where it goes.
    pub to: Spot,
    /// What flows, drawn as a chip on the line.
    #[serde(default)]
    pub label: Option<String>,
    /// The version of what flows, as it is shown.
    #[serde(default)]
    pub version: Option<String>,
    /// How it is drawn.
    #[serde(default)]
    pub kind: ArrowKind,
    /// The page of what flows.
    #[serde(default)]
    pub href: Option<String>,
}

impl Neighbourhood {
    /// The node at a spot.
    pub fn node(&self, (column, row): Spot) -> Option<&Node> {
        self.columns.get(column)?.nodes.get(row)
    }
}

/// Whether focus and edges name nodes that exist; else says which does not.
pub fn sound(model: &Neighbourhood) -> Result<(), String> {
    let ends = model.edges.iter().flat_map(|edge| [edge.from, edge.to]);
    match std::iter::once(model.focus).chain(ends).find(|spot| model.node(*spot).is_none()) {
        Some((column, row)) => Err(format!("there is no node {row} in column {column}")),
        None => Ok(()),
    }
}
