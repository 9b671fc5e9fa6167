//! The legend under a picture: what the lines mean, for the kinds that occur in it. A picture
//! with one kind of line needs none.

use crate::draw::diagram::ArrowKind;
use crate::draw::measure::{self, SMALL};
use crate::draw::path::Path;
use crate::draw::shape::{Direction, arrowhead, cross, line};
use crate::draw::svg::Element;

/// The height of the legend in CSS pixels.
pub const LEGEND_HEIGHT: i32 = 28;
/// The length of a sample line.
const SAMPLE: i32 = 30;
/// The distance of two samples.
const GAP: i32 = 22;

/// The kinds that a legend explains, in its order; none where there is nothing to tell apart.
fn shown(kinds: &[ArrowKind]) -> Vec<ArrowKind> {
    let shown: Vec<ArrowKind> =
        ArrowKind::ALL.into_iter().filter(|kind| kinds.contains(kind)).collect();
    if shown.len() > 1 { shown } else { Vec::new() }
}

/// The width of the legend for these kinds, zero where it is not drawn.
pub fn width(kinds: &[ArrowKind]) -> i32 {
    let sample = |kind: ArrowKind| SAMPLE + 8 + measure::width(label(kind), SMALL) + GAP;
    shown(kinds).into_iter().map(sample).sum::<i32>().max(GAP) - GAP
}

/// Draws the legend with its upper left corner at a point.
pub fn draw(parent: &mut Element<'_>, kinds: &[ArrowKind], (x, y): (i32, i32)) {
    let shown = shown(kinds);
    if shown.is_empty() {
        return;
    }
    let mut group = parent.child("g");
    group.set("class", "legend").set("aria-hidden", "true");
    let middle = y + 14;
    let mut left = x;
    for kind in shown {
        let mut sample = group.child("g");
        sample.set("class", format_args!("k-{}", kind.word()));
        let end = left + SAMPLE;
        let stop = if kind.filled() { end - 5 } else { end };
        line(&mut sample, kind, Path::from((left, middle)).line((stop, middle)));
        arrowhead(&mut sample, kind, (end, middle), Direction::Right);
        if kind == ArrowKind::DeadLetter {
            cross(&mut sample, (left + 5, middle));
        }
        let mut text = sample.child("text");
        text.set("class", "small mute").set("x", end + 8).set("y", middle + 4).text(label(kind));
        left = end + 8 + measure::width(label(kind), SMALL) + GAP;
    }
}

fn label(kind: ArrowKind) -> &'static str {
    match kind {
        ArrowKind::DeadLetter => "dead letter",
        other => other.word(),
    }
}
