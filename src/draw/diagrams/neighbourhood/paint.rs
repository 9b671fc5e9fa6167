//! The placed neighbourhood as SVG: column by column, then what flows between them.

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::diagrams::neighbourhood::columns::{NodeBox, chip_texts, heading};
use crate::draw::diagrams::neighbourhood::layout::Layout;
use crate::draw::diagrams::neighbourhood::model::{Neighbourhood, Spot};
use crate::draw::diagrams::neighbourhood::routes::Route;
use crate::draw::diagrams::neighbourhood::view::{Link, Slot, View};
use crate::draw::frame::{self, part, picture};
use crate::draw::legend;
use crate::draw::measure::{NOTE, SMALL_BOLD, width};
use crate::draw::path::{Path, rounded};
use crate::draw::shape::{self, Direction, NodeKind, arrowhead, centred, cross, rectangle};
use crate::draw::svg::Element;

/// Writes the picture.
pub fn paint(model: &Neighbourhood, view: &View, layout: &Layout) -> String {
    let nodes: usize = model.columns.iter().map(|column| column.nodes.len()).sum();
    let description =
        format!("{nodes} nodes, {} connections. A text version follows.", model.edges.len());
    let frame = frame::Frame {
        id: &model.id,
        title: &model.title,
        description: &description,
        width: layout.width,
        height: layout.height,
    };
    picture(&frame, |svg| {
        for (index, stretch) in layout.stretches.iter().enumerate() {
            let middle = i32::midpoint(stretch.left, stretch.right);
            centred(svg, "head", &[heading(model, index)], (middle, 28), SMALL_BOLD);
            if view.columns[index].is_empty() {
                let none = ["none".to_owned()];
                let y = i32::midpoint(layout.height, 0);
                centred(svg, "small mute", &none, (middle, y), SMALL_BOLD);
            }
            for (slot, placed) in view.columns[index].iter().zip(&layout.boxes[index]) {
                paint_node(svg, slot, placed);
            }
        }
        for (link, route) in view.links.iter().zip(&layout.routes) {
            paint_link(svg, view, link, route);
        }
        let top = layout.height - legend::LEGEND_HEIGHT - 6;
        legend::draw(svg, &layout.kinds, (24, top));
    })
}

fn paint_node(svg: &mut Element<'_>, slot: &Slot, placed: &NodeBox) {
    let word = slot.kind.map_or("more", |kind| kind.word());
    let class = if slot.focus { format!("node {word} focus") } else { format!("node {word}") };
    let label = match slot.kind {
        Some(kind) => format!("{} {}", kind.label(), slot.name),
        None => slot.name.clone(),
    };
    let mut link = part(svg, &class, slot.href.as_ref(), &label);
    if slot.focus {
        link.set("aria-current", "true");
    }
    if placed.name.last().is_some_and(|line| line.ends_with('…')) {
        link.inline("title").text(&slot.name);
    }
    match slot.kind {
        Some(kind) => shape::outline(&mut link, kind, placed.area),
        None => rectangle(&mut link, "hd", placed.area, 6),
    }
    let kind = slot.kind.unwrap_or(NodeKind::Service);
    shape::names(&mut link, kind, placed.area, &placed.name, &placed.sub);
}

fn paint_link(svg: &mut Element<'_>, view: &View, link: &Link, route: &Route) {
    let name = |(column, row): Spot| &view.columns[column][row].name;
    let mut says = format!("{} to {}", name(link.from), name(link.to));
    for part in [&link.label, &link.version] {
        if !part.is_empty() {
            says.push_str(if says.contains(": ") { " " } else { ": " });
            says.push_str(part);
        }
    }
    let class = format!("msg k-{}", link.kind.word());
    let mut group = part(svg, &class, link.href.as_ref(), &says);
    group.inline("title").text(&says);
    let Some(tip) = route.points.last().copied() else { return };
    let path = path(link, route);
    shape::grip(&mut group, &path);
    shape::line(&mut group, link.kind, path);
    arrowhead(&mut group, link.kind, tip, route.direction);
    if link.kind == ArrowKind::DeadLetter {
        let (x, y) = route.points[0];
        let down = route.direction == Direction::Down;
        cross(&mut group, if down { (x, y + 7) } else { (x + 8, y) });
    }
    if let Some(area) = route.chip {
        chip(&mut group, link, area);
    }
}

/// The line of a route; under a filled head it stops short of the tip.
fn path(link: &Link, route: &Route) -> Path {
    let mut points = route.points.clone();
    if let Some(last) = points.last_mut().filter(|_| link.kind.filled()) {
        match route.direction {
            Direction::Right => last.0 -= 5,
            Direction::Left => last.0 += 5,
            Direction::Down => last.1 -= 5,
            Direction::Up => last.1 += 5,
        }
    }
    if !route.curved {
        return rounded(&points, 8);
    }
    let mut path = Path::from(points[0]);
    for pair in points.windows(2) {
        path =
            if pair[0].1 == pair[1].1 { path.line(pair[1]) } else { path.swing(pair[0], pair[1]) };
    }
    path
}

fn chip(group: &mut Element<'_>, link: &Link, area: Area) {
    rectangle(group, "chip", area, area.height / 2);
    let (label, version) = chip_texts(link);
    let (mut x, y) = (area.x + 10, area.y + 14);
    if !label.is_empty() {
        group.child("text").set("class", "remark t").set("x", x).set("y", y).text(&label);
        x += width(&label, NOTE) + 5;
    }
    if !version.is_empty() {
        group.child("text").set("class", "small mute").set("x", x).set("y", y).text(&version);
    }
}
