//! How the transitions of a saga run between its boxes. Failures leave a step at its lower edge
//! and enter the compensation to their left; those with nothing to undo go down to the end.

use crate::draw::diagram::Area;
use crate::draw::diagrams::saga::grid::{
    DROP, StateBox, TRACK, drawn_label, stacked_label, success_label, tracks,
};
use crate::draw::diagrams::saga::machine::{Course, Machine, Role, Transition};
use crate::draw::measure::{SMALL, width};
use crate::draw::path::Point;
use crate::draw::shape::{Direction, widest};

/// One transition with its place.
#[derive(Debug, Clone)]
pub struct Route {
    /// The corners of the line, the tip of the arrow last.
    pub points: Vec<Point>,
    /// Where the arrow points to; none where the line joins another one.
    pub direction: Option<Direction>,
    /// The text on the line, none or some lines of it.
    pub label: Vec<String>,
    /// The box around that text.
    area: Area,
}

impl Route {
    fn new(points: Vec<Point>, direction: Direction) -> Route {
        let (label, area) = (Vec::new(), Area::default());
        Route { points, direction: Some(direction), label, area }
    }

    /// Writes a label of one line with its left end and baseline at a point.
    fn says(self, label: String, at: Point) -> Route {
        self.says_all(if label.is_empty() { Vec::new() } else { vec![label] }, at)
    }

    /// Writes a label with its left end and the baseline of its first line at a point.
    fn says_all(mut self, label: Vec<String>, (x, y): Point) -> Route {
        let rows = i32::try_from(label.len()).unwrap_or(2);
        let width = widest(&label, SMALL);
        self.area = Area { x, y: y - 11, width, height: rows * SMALL.pitch };
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
    let list = machine.transitions.iter().enumerate();
    let mut routes: Vec<Route> = list
        .map(|(index, transition)| {
            let (from, to) = (boxes[transition.from].area, boxes[transition.to].area);
            let label = drawn_label(transition);
            match (transition.course, tracks[index]) {
                (Course::Forward, _) => {
                    along(from, to, success_label(transition), Direction::Right)
                }
                (Course::Back, _) if machine.states[transition.to].role.is_end() => {
                    let x = from.centre_x();
                    let points = vec![(x, from.bottom()), (x, to.y)];
                    Route::new(points, Direction::Down).says(label, (x + 8, to.y - 24))
                }
                (Course::Back, _) => along(from, to, vec![label], Direction::Left),
                (Course::BackFailure, _) => failed_undo(from, to),
                (Course::Failure, Some(track)) => {
                    let turn = entries_before(machine, &tracks, index);
                    to_undo(from, to, label, track, turn)
                }
                (Course::Failure, None) => to_end(machine, boxes, transition),
            }
        })
        .collect();
    join(machine, &mut routes);
    label_failed_undo(machine, boxes, &mut routes);
    routes
}

/// Straight from one box to the next, the label above the middle of the line.
fn along(from: Area, to: Area, label: Vec<String>, direction: Direction) -> Route {
    let y = from.centre_y();
    let (start, tip) =
        if direction == Direction::Right { (from.right(), to.x) } else { (from.x, to.right()) };
    let x = i32::midpoint(start, tip) - widest(&label, SMALL) / 2;
    let above = i32::try_from(label.len()).unwrap_or(1).max(1) - 1;
    let label = if label.iter().all(String::is_empty) { Vec::new() } else { label };
    let baseline = y - 7 - above * SMALL.pitch;
    Route::new(vec![(start, y), (tip, y)], direction).says_all(label, (x, baseline))
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
fn to_end(machine: &Machine, boxes: &[StateBox], transition: &Transition) -> Route {
    let (from, to) = (boxes[transition.from].area, boxes[transition.to].area);
    let undo = match machine.states[transition.from].role {
        Role::Step(index) => machine.find(Role::Undo(index)).map(|index| boxes[index].area),
        _ => None,
    };
    let (centre, level) = (from.centre_x(), to.centre_y());
    let label = stacked_label(transition);
    let Some(undo) = undo else {
        let (points, direction) = if (to.x..=to.right()).contains(&centre) {
            (vec![(centre, from.bottom()), (centre, to.y)], Direction::Down)
        } else if centre < to.x {
            (vec![(centre, from.bottom()), (centre, level), (to.x, level)], Direction::Right)
        } else {
            (vec![(centre, from.bottom()), (centre, level), (to.right(), level)], Direction::Left)
        };
        return Route::new(points, direction).says_all(label, (centre + 8, from.bottom() + 20));
    };
    let (exit, y) = (centre - 16, from.bottom() + DROP - 12);
    let aisle = from.x.min(undo.x).min(to.x) - 22;
    let x = aisle - 8 - widest(&label, SMALL);
    let points = vec![(exit, from.bottom()), (exit, y), (aisle, y), (aisle, level), (to.x, level)];
    Route::new(points, Direction::Right).says_all(label, (x, undo.y + 12))
}

/// Down from a compensation that failed, along under its row, and down into the failed end.
fn failed_undo(from: Area, to: Area) -> Route {
    let (exit, y, entry) = (from.right() - 18, from.bottom() + 20, to.centre_x());
    let points = vec![(exit, from.bottom()), (exit, y), (entry, y), (entry, to.y)];
    Route::new(points, Direction::Down)
}

/// The run that leads to the failed end is labelled once, beside its arrow.
fn label_failed_undo(machine: &Machine, boxes: &[StateBox], routes: &mut [Route]) {
    let failed = |transition: &Transition| transition.course == Course::BackFailure;
    if let Some(index) = machine.transitions.iter().position(failed) {
        let transition = &machine.transitions[index];
        let to = boxes[transition.to].area;
        let at = (to.centre_x() + 8, to.y - 12);
        let route = std::mem::replace(&mut routes[index], Route::new(Vec::new(), Direction::Down));
        routes[index] = route.says(drawn_label(transition), at);
    }
}

/// Ends a line where it meets one that started further away and leads to the same place: two
/// dashed lines on top of one another would look like a solid one.
fn join(machine: &Machine, routes: &mut [Route]) {
    let whole: Vec<Vec<Point>> = routes.iter().map(|route| route.points.clone()).collect();
    let failure = |index: usize| {
        matches!(machine.transitions[index].course, Course::Failure | Course::BackFailure)
    };
    for index in 0..routes.len() {
        let points = &whole[index];
        // The last level run of a line, by the number of its second corner.
        let Some(end) = (1..points.len()).rfind(|at| points[*at].1 == points[at - 1].1) else {
            continue;
        };
        let (corner, goal) = (points[end - 1], points[end]);
        let joins = |other: &usize| {
            let line = &whole[*other];
            let level = (1..line.len()).rfind(|at| line[*at].1 == line[at - 1].1);
            let Some(level) = level.filter(|_| *other != index && failure(*other)) else {
                return false;
            };
            let (start, finish) = (line[level - 1], line[level]);
            let same_side = (corner.0 - goal.0).signum() == (start.0 - finish.0).signum();
            let farther = (start.0 - goal.0).abs() > (corner.0 - goal.0).abs();
            finish == goal && same_side && farther
        };
        if failure(index) && (0..routes.len()).any(|other| joins(&other)) {
            routes[index].points.truncate(end);
            routes[index].direction = None;
        }
    }
}
