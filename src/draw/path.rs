//! Path data: an outline built step by step in whole pixels, and polylines with round corners.

use std::fmt::{Display, Formatter, Result, Write};

/// A point of the picture, in CSS pixels.
pub type Point = (i32, i32);

/// The data of a `<path>`, written as its `d` attribute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    data: String,
}

impl Path {
    /// A path that begins at a point.
    pub fn from(start: Point) -> Path {
        Path::default().step('M', &[start.0, start.1])
    }

    /// Lifts the pen and sets it down at a point.
    pub fn jump(self, to: Point) -> Path {
        self.step('M', &[to.0, to.1])
    }

    /// A straight line to a point.
    pub fn line(self, to: Point) -> Path {
        self.step('L', &[to.0, to.1])
    }

    /// An elliptic arc of at most half a turn to a point; clockwise on the screen if `sweep`.
    pub fn arc(self, radii: Point, sweep: bool, to: Point) -> Path {
        self.step('A', &[radii.0, radii.1, 0, 0, i32::from(sweep), to.0, to.1])
    }

    /// A quadratic curve to a point.
    pub fn bend(self, control: Point, to: Point) -> Path {
        self.step('Q', &[control.0, control.1, to.0, to.1])
    }

    /// A cubic curve to a point that leaves and arrives horizontally.
    pub fn swing(self, from: Point, to: Point) -> Path {
        let middle = i32::midpoint(from.0, to.0);
        self.step('C', &[middle, from.1, middle, to.1, to.0, to.1])
    }

    /// Closes the outline.
    pub fn close(mut self) -> Path {
        self.data.push('Z');
        self
    }

    fn step(mut self, letter: char, numbers: &[i32]) -> Path {
        self.data.push(letter);
        for (index, number) in numbers.iter().enumerate() {
            let space = if index == 0 || *number < 0 { "" } else { " " };
            // Writing into a string cannot fail.
            let _ = write!(self.data, "{space}{number}");
        }
        self
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(&self.data)
    }
}

/// A line through points along the axes, its corners rounded by `radius` where there is room.
/// Points that repeat the one before are left out.
pub fn rounded(points: &[Point], radius: i32) -> Path {
    let mut corners: Vec<Point> = Vec::new();
    for point in points {
        if corners.last() != Some(point) {
            corners.push(*point);
        }
    }
    let Some(first) = corners.first() else { return Path::default() };
    let mut path = Path::from(*first);
    for window in corners.windows(3) {
        let (before, corner, after) = (window[0], window[1], window[2]);
        let room = (distance(before, corner) / 2).min(distance(corner, after) / 2).min(radius);
        path = path.line(toward(corner, before, room)).bend(corner, toward(corner, after, room));
    }
    match corners.last() {
        Some(last) if corners.len() > 1 => path.line(*last),
        _ => path,
    }
}

/// The distance of two points along the axes.
fn distance(a: Point, b: Point) -> i32 {
    (a.0 - b.0).abs() + (a.1 - b.1).abs()
}

/// The point `steps` away from `from` in the direction of `to`, on an axis.
fn toward(from: Point, to: Point, steps: i32) -> Point {
    (from.0 + (to.0 - from.0).signum() * steps, from.1 + (to.1 - from.1).signum() * steps)
}
