//! What of a neighbourhood is drawn: of more than eight nodes in a column, or of more than eight
//! edges between the same two nodes, seven are shown and the rest becomes one `+n more`.

use crate::draw::diagram::ArrowKind;
use crate::draw::diagrams::neighbourhood::model::{Neighbourhood, Spot};
use crate::draw::measure::one_line;
use crate::draw::shape::NodeKind;

/// The most that is drawn one by one.
const MOST: usize = 8;

/// One node as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The name, or `+n more`.
    pub name: String,
    /// The second line; may be empty.
    pub sub: String,
    /// The kind; none for what stands for several nodes.
    pub kind: Option<NodeKind>,
    /// The page of the node, or of the list of nodes.
    pub href: Option<String>,
    /// Whether this is the node that the picture is about.
    pub focus: bool,
}

/// One edge as it is drawn, between slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it comes from.
    pub from: Spot,
    /// Where it goes.
    pub to: Spot,
    /// What flows; may be empty.
    pub label: String,
    /// Its version; may be empty.
    pub version: String,
    /// How it is drawn.
    pub kind: ArrowKind,
    /// Its page.
    pub href: Option<String>,
}

/// All slots and links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The slots of every column.
    pub columns: Vec<Vec<Slot>>,
    /// The links, in the order of the edges.
    pub links: Vec<Link>,
}

/// Gathers a model. Edges of nodes that do not exist, or from a node to itself, are left out.
pub fn view(model: &Neighbourhood) -> View {
    let mut places: Vec<Vec<usize>> = Vec::new();
    let mut columns = Vec::new();
    for (index, column) in model.columns.iter().enumerate() {
        let focus = (model.focus.0 == index).then_some(model.focus.1);
        let shown = shown(column.nodes.len(), focus);
        let mut slots: Vec<Slot> = shown.iter().map(|row| slot(model, (index, *row))).collect();
        let hidden = column.nodes.len() - shown.len();
        if hidden > 0 {
            slots.push(Slot {
                name: format!("+{hidden} more"),
                sub: String::new(),
                kind: None,
                href: column.more_href.clone(),
                focus: false,
            });
        }
        // A node that is not shown is drawn at the last slot.
        let place = |row| shown.iter().position(|shown| *shown == row).unwrap_or(shown.len());
        places.push((0..column.nodes.len()).map(place).collect());
        columns.push(slots);
    }
    let links = merge(model, &columns, links(model, &places));
    View { columns, links }
}

/// The rows of a column that are drawn; the focus is always among them.
fn shown(count: usize, focus: Option<usize>) -> Vec<usize> {
    if count <= MOST {
        return (0..count).collect();
    }
    let mut rows: Vec<usize> = (0..MOST - 1).collect();
    if let Some(focus) = focus.filter(|focus| (MOST - 1..count).contains(focus)) {
        rows[MOST - 2] = focus;
    }
    rows
}

fn slot(model: &Neighbourhood, spot: Spot) -> Slot {
    let node = &model.columns[spot.0].nodes[spot.1];
    Slot {
        name: one_line(&node.name),
        sub: one_line(&node.sub),
        kind: Some(node.kind),
        href: node.href.clone(),
        focus: spot == model.focus,
    }
}

fn links(model: &Neighbourhood, places: &[Vec<usize>]) -> Vec<Link> {
    let place = |(column, row): Spot| Some((column, *places.get(column)?.get(row)?));
    let of = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
    let edges = model.edges.iter().filter_map(|edge| {
        let (from, to) = (place(edge.from)?, place(edge.to)?);
        let (label, version) = (of(&edge.label), of(&edge.version));
        Some(Link { from, to, label, version, kind: edge.kind, href: edge.href.clone() })
    });
    edges.filter(|link| link.from != link.to).collect()
}

/// Merges what runs between the same two slots where it is too much or tells nothing apart.
fn merge(model: &Neighbourhood, columns: &[Vec<Slot>], links: Vec<Link>) -> Vec<Link> {
    let gathers = |(column, row): Spot| columns[column][row].kind.is_none();
    let mut merged: Vec<Link> = Vec::new();
    for link in &links {
        let same = |other: &&Link| (other.from, other.to) == (link.from, link.to);
        let all = links.iter().filter(same).count();
        let drawn = merged.iter().filter(same).count();
        let mut link = link.clone();
        if all > 1 && (gathers(link.from) || gathers(link.to)) {
            (link.label, link.version, link.href) = (String::new(), String::new(), None);
        } else if all > MOST && drawn == MOST - 1 {
            let end = if link.from == model.focus { link.to } else { link.from };
            link.label = format!("+{} more", all - drawn);
            (link.version, link.href) = (String::new(), model.columns[end.0].more_href.clone());
        } else if all > MOST && drawn >= MOST {
            continue;
        }
        // Edges without a label that join the same slots in the same way look like one.
        if !link.label.is_empty() || !merged.contains(&link) {
            merged.push(link);
        }
    }
    merged
}
