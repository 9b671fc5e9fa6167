//! How the transitions of a saga run between its boxes. Failures leave a step at its lower edge
//! and enter the compensation to their left; those with nothing to undo go down to the end.

use crate::draw::diagram::Area;
use crate::draw::diagrams::saga::layout::{DROP, StateBox, TRACK, drawn_label, tracks};
use crate::draw::diagrams::saga::machine::{Course, Machine, Role, Transition};
use crate::draw::measure::{SMALL, width};
use crate::draw::path::Point;
use crate::draw::shape::Direction;

/// One transition with its place.
#[derive(Debug, Clone)]
pub struct Route {
    /// The corners of the line, the tip of the arrow last.
    pub points: Vec<Point>,
    /// Where the arrow points to; none where the line joins another one.
    pub direction: Option<Direction>,
    /// The text on the line; may be empty.
    pub label: String,
    /// The box around that text.
    area: Area,
}

impl Route {
    fn new(points: Vec<Point>, direction: Direction) -> Route {
        let (label, area) = (String::new(), Area::default());
        Route { points, direction: Some(direction), label, area }
    }

    /// Writes the label with its left end and baseline at a point.
    fn says(mut self, label: String, (x, y): Point) -> Route {
        self.area = Area { x, y: y - 11, width: width(&label, SMALL), height: SMALL.pitch };
        self.label = label;
        self
    }

    /// The box of the label, if there is one.
    pub fn text(&self) -> Option<Area> {
        Some(self.area).filter(|_| !self.label.is_empty())
    }
}

/// The routes of all transitions, in their order.
pub fn routes(machine: &Machine, boxes: &[StateBox]) -> Vec<Route> {
    let tracks = tracks(machine);
    let mut joined = Joined::default();
    let list = machine.transitions.iter().enumerate();
    list.map(|(index, transition)| {
        let (from, to) = (boxes[transition.from].area, boxes[transition.to].area);
        let label = drawn_label(transition);
        match transition.course {
            Course::Forward => along(from, to, label, Direction::Right),
            Course::Back if machine.states[transition.to].role.is_end() => {
                let x = from.centre_x();
                let points = vec![(x, from.bottom()), (x, to.y)];
                Route::new(points, Direction::Down).says(label, (x + 8, to.y - 24))
            }
            Course::Back => along(from, to, label, Direction::Left),
            Course::BackFailure => failed_undo(from, to, label, &mut joined),
            Course::Failure => match tracks[index] {
                Some(track) => {
                    let turn = entries_before(machine, &tracks, index);
                    to_undo(from, to, label, track, turn)
                }
                None => to_end(machine, boxes, transition, label),
            },
        }
    })
    .collect()
}

/// Straight from one box to the next, the label above the middle of the line.
fn along(from: Area, to: Area, label: String, direction: Direction) -> Route {
    let y = from.centre_y();
    let (start, tip) =
        if direction == Direction::Right { (from.right(), to.x) } else { (from.x, to.right()) };
    let x = i32::midpoint(start, tip) - width(&label, SMALL) / 2;
    Route::new(vec![(start, y), (tip, y)], direction).says(label, (x, y - 7))
}

/// Down, left on its track, and down into the compensation; `turn` counts those that enter the
/// same one further left.
fn to_undo(from: Area, to: Area, label: String, track: i32, turn: i32) -> Route {
    let (exit, y) = (from.centre_x() - 16, from.bottom() + DROP + track * TRACK);
    let entry = (to.centre_x() + 16 + 14 * turn).min(to.right() - 10);
    let x = i32::midpoint(exit, entry) - width(&label, SMALL) / 2;
    let points = vec![(exit, from.bottom()), (exit, y), (entry, y), (entry, to.y)];
    Route::new(points, Direction::Down).says(label, (x, y - 7))
}

/// How many earlier failures enter the same compensation.
fn entries_before(machine: &Machine, tracks: &[Option<i32>], index: usize) -> i32 {
    let target = machine.transitions[index].to;
    let earlier = machine.transitions[..index].iter().zip(tracks);
    let same = earlier.filter(|(other, track)| other.to == target && track.is_some());
    i32::try_from(same.count()).unwrap_or(i32::MAX / 64)
}

/// Down to an end: straight where nothing is below, else through the gap left of the column.
fn to_end(machine: &Machine, boxes: &[StateBox], transition: &Transition, label: String) -> Route {
    let (from, to) = (boxes[transition.from].area, boxes[transition.to].area);
    let undo = match machine.states[transition.from].role {
        Role::Step(index) => machine.find(Role::Undo(index)).map(|index| boxes[index].area),
        _ => None,
    };
    let (centre, level) = (from.centre_x(), to.centre_y());
    let Some(undo) = undo else {
        let words = (centre + 8, from.bottom() + 20);
        if (to.x..=to.right()).contains(&centre) {
            let points = vec![(centre, from.bottom()), (centre, to.y)];
            return Route::new(points, Direction::Down).says(label, words);
        }
        let (tip, direction) = if centre < to.x {
            (to.x, Direction::Right)
        } else {
            (to.right(), Direction::Left)
        };
        let points = vec![(centre, from.bottom()), (centre, level), (tip, level)];
        return Route::new(points, direction).says(label, words);
    };
    let (exit, y) = (centre - 16, from.bottom() + DROP - 12);
    let aisle = from.x.min(undo.x).min(to.x) - 22;
    let x = aisle - 8 - width(&label, SMALL);
    let points = vec![(exit, from.bottom()), (exit, y), (aisle, y), (aisle, level), (to.x, level)];
    Route::new(points, Direction::Right).says(label, (x, undo.centre_y() + 4))
}

/// What the failures of compensations share: one run to the failed end, labelled once.
#[derive(Default)]
struct Joined {
    said: bool,
}

fn failed_undo(from: Area, to: Area, label: String, joined: &mut Joined) -> Route {
    let (exit, y, entry) = (from.right() - 18, from.bottom() + 20, to.centre_x());
    let points = vec![(exit, from.bottom()), (exit, y), (entry, y), (entry, to.y)];
    let route = Route::new(points, Direction::Down);
    if joined.said {
        return route;
    }
    joined.said = true;
    route.says(label, (entry + 8, to.y - 10))
}
