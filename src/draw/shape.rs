//! The shapes that all diagrams share: outlines of nodes, arrowheads, lines of text.
//! A shape draws into an element it is given; colours are left to the classes of the style sheet.

use serde::Deserialize;

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::measure::{Font, HEAD, SMALL, width};
use crate::draw::path::{Path, Point};
use crate::draw::svg::Element;

/// How far the end cap of a lying cylinder bulges, in CSS pixels.
pub const CAP: i32 = 7;

/// What a node stands for, which decides its outline and its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A person or a trigger outside: a pill.
    Actor,
    /// A service of the catalog: a rectangle.
    #[default]
    Service,
    /// A system that others own: a dashed rectangle.
    External,
    /// A topic or queue of a broker: a lying cylinder.
    Topic,
    /// A dead-letter queue: a lying cylinder in red.
    DeadLetter,
    /// A database: a standing cylinder.
    Store,
    /// A saga coordinator: a rectangle with double sides.
    Coordinator,
    /// An event: a rectangle with a cut corner.
    Event,
    /// A command: the same in the colour of commands.
    Command,
    /// An aggregate: a rectangle in the colour of decisions.
    Aggregate,
    /// A projection: a rectangle in the colour of answers.
    Projection,
}

impl NodeKind {
    /// The word for the kind, which is also its CSS class.
    pub fn word(self) -> &'static str {
        match self {
            NodeKind::Actor => "actor",
            NodeKind::Service => "service",
            NodeKind::External => "external",
            NodeKind::Topic => "topic",
            NodeKind::DeadLetter => "dead-letter",
            NodeKind::Store => "store",
            NodeKind::Coordinator => "coordinator",
            NodeKind::Event => "event",
            NodeKind::Command => "command",
            NodeKind::Aggregate => "aggregate",
            NodeKind::Projection => "projection",
        }
    }

    /// The kind as a reader would say it.
    pub fn label(self) -> &'static str {
        match self {
            NodeKind::External => "external system",
            NodeKind::DeadLetter => "dead-letter queue",
            NodeKind::Coordinator => "saga coordinator",
            other => other.word(),
        }
    }

    /// Whether the node is a channel of a broker.
    pub fn is_channel(self) -> bool {
        matches!(self, NodeKind::Topic | NodeKind::DeadLetter)
    }

    /// The room that the outline needs left and right of the text, both sides together.
    pub fn padding(self) -> i32 {
        match self {
            NodeKind::Topic | NodeKind::DeadLetter => 28 + 4 * CAP,
            NodeKind::Coordinator | NodeKind::Event | NodeKind::Command | NodeKind::Actor => 36,
            NodeKind::Service
            | NodeKind::External
            | NodeKind::Store
            | NodeKind::Aggregate
            | NodeKind::Projection => 28,
        }
    }
}

/// Draws the outline of a node into its area.
pub fn outline(parent: &mut Element<'_>, kind: NodeKind, area: Area) {
    match kind {
        NodeKind::Actor => rectangle(parent, "hd", area, area.height / 2),
        NodeKind::Service | NodeKind::External | NodeKind::Aggregate | NodeKind::Projection => {
            rectangle(parent, "hd", area, 6);
        }
        NodeKind::Topic | NodeKind::DeadLetter => lying_cylinder(parent, area),
        NodeKind::Store => standing_cylinder(parent, area),
        NodeKind::Coordinator => {
            rectangle(parent, "hd", area, 6);
            let sides = Path::from((area.x + 5, area.y))
                .line((area.x + 5, area.bottom()))
                .jump((area.right() - 5, area.y))
                .line((area.right() - 5, area.bottom()));
            parent.child("path").set("class", "hd edge").set("d", sides);
        }
        NodeKind::Event | NodeKind::Command => cut_corner(parent, "hd", area, 9),
    }
}

/// Draws a rectangle with round corners under a class.
pub fn rectangle(parent: &mut Element<'_>, class: &str, area: Area, radius: i32) {
    let mut shape = parent.child("rect");
    shape.set("class", class).set("x", area.x).set("y", area.y);
    shape.set("width", area.width).set("height", area.height);
    if radius > 0 {
        shape.set("rx", radius);
    }
}

/// Draws a rectangle whose upper right corner is folded, under a class.
pub fn cut_corner(parent: &mut Element<'_>, class: &str, area: Area, fold: i32) {
    let (right, bottom) = (area.right(), area.bottom());
    let body = Path::from((area.x, area.y))
        .line((right - fold, area.y))
        .line((right, area.y + fold))
        .line((right, bottom))
        .line((area.x, bottom))
        .close();
    parent.child("path").set("class", class).set("d", body);
    let corner = Path::from((right - fold, area.y))
        .line((right - fold, area.y + fold))
        .line((right, area.y + fold));
    parent.child("path").set("class", format_args!("{class} edge")).set("d", corner);
}

fn lying_cylinder(parent: &mut Element<'_>, area: Area) {
    let radii = (CAP, area.height / 2);
    let (left, right) = (area.x + CAP, area.right() - CAP);
    let body = Path::from((left, area.y))
        .line((right, area.y))
        .arc(radii, true, (right, area.bottom()))
        .line((left, area.bottom()))
        .arc(radii, true, (left, area.y))
        .close();
    parent.child("path").set("class", "hd").set("d", body);
    let cap = Path::from((right, area.y)).arc(radii, false, (right, area.bottom()));
    parent.child("path").set("class", "hd edge").set("d", cap);
}

fn standing_cylinder(parent: &mut Element<'_>, area: Area) {
    let radii = (area.width / 2, 4);
    let (top, bottom) = (area.y + 4, area.bottom() - 4);
    let body = Path::from((area.x, top))
        .arc(radii, true, (area.right(), top))
        .line((area.right(), bottom))
        .arc(radii, true, (area.x, bottom))
        .close();
    parent.child("path").set("class", "hd").set("d", body);
    let lid = Path::from((area.x, top)).arc(radii, false, (area.right(), top));
    parent.child("path").set("class", "hd edge").set("d", lid);
}

/// Where an arrow points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upward.
    Up,
    /// Downward.
    Down,
}

/// Draws the head of an arrow whose tip is at a point.
pub fn arrowhead(parent: &mut Element<'_>, kind: ArrowKind, tip: Point, direction: Direction) {
    let back = if kind.filled() { 9 } else { 7 };
    let at = |along: i32, across: i32| match direction {
        Direction::Right => (tip.0 - along, tip.1 + across),
        Direction::Left => (tip.0 + along, tip.1 + across),
        Direction::Down => (tip.0 + across, tip.1 - along),
        Direction::Up => (tip.0 + across, tip.1 + along),
    };
    let strokes = Path::from(at(back, -4)).line(tip).line(at(back, 4));
    if kind.filled() {
        parent.child("path").set("class", "ah").set("d", strokes.close());
    } else {
        parent.child("path").set("class", "ah open").set("d", strokes);
    }
}

/// Draws the cross at the tail of a message that failed, around a point.
pub fn cross(parent: &mut Element<'_>, (x, y): Point) {
    let strokes =
        Path::from((x - 4, y - 4)).line((x + 4, y + 4)).jump((x - 4, y + 4)).line((x + 4, y - 4));
    parent.child("path").set("class", "ah open").set("d", strokes);
}

/// Draws the line of an arrow; its class says whether it is dashed.
pub fn line(parent: &mut Element<'_>, kind: ArrowKind, path: Path) {
    let class = if kind.dashed() { "ln dash" } else { "ln" };
    parent.child("path").set("class", class).set("d", path);
}

/// Draws what the pointer may hit of a thin line: the same path, wide and unseen.
pub fn grip(parent: &mut Element<'_>, path: &Path) {
    parent.child("path").set("class", "grip").set("d", path);
}

/// Writes lines of text around a centre, the first baseline at `y`.
pub fn centred(parent: &mut Element<'_>, class: &str, lines: &[String], (x, y): Point, font: Font) {
    let mut baseline = y;
    for line in lines {
        let mut text = parent.child("text");
        text.set("class", format_args!("{class} mid")).set("x", x).set("y", baseline).text(line);
        baseline += font.pitch;
    }
}

/// Writes the name of a node and its second line into the middle of the area, or of what the
/// outline leaves free of it.
pub fn names(parent: &mut Element<'_>, kind: NodeKind, area: Area, name: &[String], sub: &str) {
    let (x, middle) = match kind {
        NodeKind::Topic | NodeKind::DeadLetter => (area.centre_x() - CAP / 2, area.centre_y()),
        NodeKind::Store => (area.centre_x(), area.centre_y() + 3),
        _ => (area.centre_x(), area.centre_y()),
    };
    let rows = i32::try_from(name.len()).unwrap_or(1);
    let below = if sub.is_empty() { 0 } else { SMALL.pitch + 1 };
    let height = rows * HEAD.pitch + below;
    let top = middle - height / 2;
    centred(parent, "says bold", name, (x, top + 13), HEAD);
    if !sub.is_empty() {
        let sub = [sub.to_owned()];
        centred(parent, "small mute", &sub, (x, top + rows * HEAD.pitch + 11), SMALL);
    }
}

/// The width of the widest line.
pub fn widest(lines: &[String], font: Font) -> i32 {
    lines.iter().map(|line| width(line, font)).max().unwrap_or(0)
}
