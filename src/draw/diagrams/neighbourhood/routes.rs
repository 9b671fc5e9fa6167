//! How the links of a neighbourhood run: level through their chip, in a curve to the other end;
//! straight down to the next box of the column; or around below everything.

use std::collections::BTreeMap;

use crate::draw::diagram::Area;
use crate::draw::diagrams::neighbourhood::columns::{
    CHIP, Course, LANE, MARGIN, NodeBox, PORT, STRAND, Stretch, chip_width,
};
use crate::draw::diagrams::neighbourhood::model::Spot;
use crate::draw::diagrams::neighbourhood::view::{Link, View};
use crate::draw::path::Point;
use crate::draw::shape::Direction;

/// One link with its place.
#[derive(Debug, Clone)]
pub struct Route {
    /// The points of the line. Two neighbours at different heights are joined by a curve where
    /// `curved`, else the line turns at right angles.
    pub points: Vec<Point>,
    /// Whether the line swings.
    pub curved: bool,
    /// Where the arrow points to.
    pub direction: Direction,
    /// The chip with the label.
    pub chip: Option<Area>,
}

/// The routes of all links, in their order; `floor` is the lowest edge of all boxes.
pub fn routes(
    view: &View,
    courses: &[Course],
    boxes: &[Vec<NodeBox>],
    stretches: &[Stretch],
    lanes: &BTreeMap<usize, i32>,
    floor: i32,
) -> Vec<Route> {
    let at = |(column, row): Spot| boxes[column][row].area;
    let ports = Ports { view, courses, boxes, lanes };
    let mut strands = Strands { left: vec![0; boxes.len()], right: vec![0; boxes.len()] };
    let mut drops: BTreeMap<Spot, i32> = BTreeMap::new();
    let list = view.links.iter().zip(courses).enumerate();
    list.map(|(index, (link, course))| match course {
        Course::Near(gutter) => {
            let (from, to) = (stretches[*gutter], stretches[gutter + 1]);
            near(&ports, index, link, (from, to), lanes.get(&index).copied())
        }
        Course::Down => {
            let turn = drops.entry(link.from).or_insert(0);
            *turn += 1;
            down(at(link.from), at(link.to), link, *turn - 1)
        }
        Course::Around(number) => {
            let start = stretches[link.from.0].right + 6 + STRAND * strands.right[link.from.0];
            let end = stretches[link.to.0].left - 16 - STRAND * strands.left[link.to.0];
            strands.right[link.from.0] += 1;
            strands.left[link.to.0] += 1;
            around(at(link.from), at(link.to), link, (start, end), floor + 24 + number * 30)
        }
    })
    .collect()
}

/// How many lines that go around have passed each gutter yet.
struct Strands {
    left: Vec<i32>,
    right: Vec<i32>,
}

/// What decides where on a box its links end.
struct Ports<'a> {
    view: &'a View,
    courses: &'a [Course],
    boxes: &'a [Vec<NodeBox>],
    lanes: &'a BTreeMap<usize, i32>,
}

impl Ports<'_> {
    /// The height at which a link touches the box at one of its ends.
    fn height(&self, index: usize, arriving: bool) -> i32 {
        let end = |link: &Link| if arriving { link.to } else { link.from };
        let spot = end(&self.view.links[index]);
        let area = self.boxes[spot.0][spot.1].area;
        let level = |index: usize| {
            let link = &self.view.links[index];
            let other = if arriving { link.from } else { link.to };
            let there = self.boxes[other.0][other.1].area.centre_y();
            self.lanes.get(&index).copied().unwrap_or(there)
        };
        if self.view.columns[spot.0][spot.1].focus {
            return level(index).clamp(area.y + 8, area.bottom() - 8);
        }
        let mut beside: Vec<usize> = (0..self.view.links.len())
            .filter(|other| matches!(self.courses[*other], Course::Near(_)))
            .filter(|other| end(&self.view.links[*other]) == spot)
            .collect();
        beside.sort_by_key(|other| (level(*other), *other));
        let rank = beside.iter().position(|other| *other == index).unwrap_or(0);
        let (rank, count) = (narrow(rank), narrow(beside.len()));
        area.centre_y() + (2 * rank - count + 1) * PORT / 2
    }
}

fn narrow(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX / 64)
}

/// From one column to the next. The level part reaches over the widest chip of the gutter, so
/// that no curve meets a foreign chip.
fn near(
    ports: &Ports<'_>,
    index: usize,
    link: &Link,
    (from, to): (Stretch, Stretch),
    lane: Option<i32>,
) -> Route {
    let (start, end) = (ports.height(index, false), ports.height(index, true));
    let left = (from.right, start);
    let tip = (to.left - 1, end);
    let direction = Direction::Right;
    let Some(lane) = lane else {
        return Route { points: vec![left, tip], curved: true, direction, chip: None };
    };
    let column = |column: usize| &ports.view.columns[column];
    let leaves_focus = column(link.from.0)[link.from.1].focus;
    let enters_focus = column(link.to.0)[link.to.1].focus;
    let width = chip_width(link);
    let widest = |gutter: usize| {
        let links = ports.view.links.iter().filter(|other| other.from.0 == gutter);
        links.filter(|other| other.to.0 == gutter + 1).map(chip_width).max().unwrap_or(0)
    };
    let widest = widest(link.from.0);
    let inset = 16 + STRAND * from.strands_right;
    let outset = 20 + STRAND * to.strands_left;
    let (begin, finish, x) = if leaves_focus {
        let begin = from.right + inset;
        (begin, begin + widest, begin)
    } else if enters_focus {
        let finish = to.left - outset;
        (finish - widest, finish, finish - width)
    } else {
        let middle = i32::midpoint(from.right + inset, to.left - outset);
        (middle - widest / 2, middle + widest / 2, middle - width / 2)
    };
    let chip = Area { x, y: lane - CHIP / 2, width, height: CHIP };
    let chip = Some(chip).filter(|_| width > 0);
    let points = vec![left, (begin, lane), (finish, lane), tip];
    Route { points, curved: true, direction, chip }
}

/// Straight down; several links between the same boxes share the line, one chip below another.
fn down(from: Area, to: Area, link: &Link, turn: i32) -> Route {
    let x = from.centre_x();
    let width = chip_width(link);
    let y = from.bottom() + 14 + turn * LANE;
    let chip = Area { x: x - width / 2, y, width, height: CHIP };
    Route {
        points: vec![(x, from.bottom()), (x, to.y - 1)],
        curved: false,
        direction: Direction::Down,
        chip: Some(chip).filter(|_| width > 0),
    }
}

/// Out to the right, down, along below everything, up, and in from the left.
fn around(from: Area, to: Area, link: &Link, (start, end): (i32, i32), run: i32) -> Route {
    let (leave, enter) = (from.bottom() - 8, to.bottom() - 8);
    let points = vec![
        (from.right(), leave),
        (start, leave),
        (start, run),
        (end, run),
        (end, enter),
        (to.x - 1, enter),
    ];
    let width = chip_width(link);
    let x = (i32::midpoint(start, end) - width / 2).max(MARGIN);
    let chip = Area { x, y: run - CHIP / 2, width, height: CHIP };
    let chip = Some(chip).filter(|_| width > 0);
    Route { points, curved: false, direction: Direction::Right, chip }
}
