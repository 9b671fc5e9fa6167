//! The sizes of a neighbourhood: boxes, chips, the widths of columns and of the gutters between.

use crate::draw::diagram::Area;
use crate::draw::diagrams::neighbourhood::model::{Neighbourhood, Spot};
use crate::draw::diagrams::neighbourhood::view::{Link, Slot, View};
use crate::draw::measure::{HEAD, NOTE, SMALL, SMALL_BOLD, fit, width, wrap};
use crate::draw::shape::{NodeKind, widest};

/// The margin left and right of everything.
pub const MARGIN: i32 = 24;
/// The height of a chip.
pub const CHIP: i32 = 20;
/// The distance of two chips beside the same node.
pub const LANE: i32 = 26;
/// The distance of two lines where they touch the same box, so that their heads stay apart.
pub const PORT: i32 = 11;
/// The width of a gutter without chips.
const GUTTER: i32 = 70;
/// The distance of two lines that go around, where they run beside one another.
pub const STRAND: i32 = 8;

/// The box of one slot.
#[derive(Debug, Clone, Default)]
pub struct NodeBox {
    /// The outline.
    pub area: Area,
    /// The name in one line or two.
    pub name: Vec<String>,
    /// The second line, cut to fit; may be empty.
    pub sub: String,
}

/// How a link runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// To the next column on the right, through the gutter of this number.
    Near(usize),
    /// Straight down to the slot below.
    Down,
    /// Around below everything, on the run of this number.
    Around(i32),
}

/// One column with its place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stretch {
    /// The left edge of its boxes.
    pub left: i32,
    /// The right edge of its boxes.
    pub right: i32,
    /// How many lines that go around pass the gutter on its left.
    pub strands_left: i32,
    /// How many of them pass the gutter on its right.
    pub strands_right: i32,
}

/// The courses of all links.
pub fn courses(view: &View) -> Vec<Course> {
    let mut around = 0;
    let course = |link: &Link| {
        if link.to.0 == link.from.0 + 1 {
            Course::Near(link.from.0)
        } else if link.to == (link.from.0, link.from.1 + 1) {
            Course::Down
        } else {
            around += 1;
            Course::Around(around - 1)
        }
    };
    view.links.iter().map(course).collect()
}

/// The width of the chip of a link, zero where it has none.
pub fn chip_width(link: &Link) -> i32 {
    if link.label.is_empty() && link.version.is_empty() {
        return 0;
    }
    let (label, version) = chip_texts(link);
    let gap = if label.is_empty() || version.is_empty() { 0 } else { 5 };
    width(&label, NOTE) + gap + width(&version, SMALL) + 20
}

/// Label and version of a chip, cut to fit.
pub fn chip_texts(link: &Link) -> (String, String) {
    (fit(&link.label, NOTE, 200), fit(&link.version, SMALL, 60))
}

/// Measures the boxes of every column; all boxes of a column are equally wide.
pub fn boxes(model: &Neighbourhood, view: &View, courses: &[Course]) -> Vec<Vec<NodeBox>> {
    let mut columns: Vec<Vec<NodeBox>> =
        view.columns.iter().map(|slots| slots.iter().map(measure).collect()).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        let wide = column.iter().map(|slot| slot.area.width).max().unwrap_or(0);
        let heading = width(&heading(model, index), SMALL_BOLD) + 20;
        column.iter_mut().for_each(|slot| slot.area.width = wide.max(heading) & !1);
        for (row, slot) in column.iter_mut().enumerate() {
            let beside = beside(view, courses, (index, row));
            let needs = if view.columns[index][row].focus {
                (beside * LANE + 8).max(58)
            } else {
                beside * PORT + 12
            };
            slot.area.height = slot.area.height.max(needs);
        }
    }
    columns
}

/// How many links touch the fuller of the two sides of a slot.
fn beside(view: &View, courses: &[Course], spot: Spot) -> i32 {
    let near = view.links.iter().zip(courses);
    let near = near.filter(|(_, course)| matches!(course, Course::Near(_)));
    let (left, right) = near.fold((0, 0), |(left, right), (link, _)| {
        (left + i32::from(link.to == spot), right + i32::from(link.from == spot))
    });
    left.max(right)
}

/// The heading of a column, cut to fit.
pub fn heading(model: &Neighbourhood, column: usize) -> String {
    fit(&model.columns[column].heading, SMALL_BOLD, 200)
}

fn measure(slot: &Slot) -> NodeBox {
    let name = wrap(&slot.name, HEAD, 180, 2);
    let sub = fit(&slot.sub, SMALL, 180);
    let text = widest(&name, HEAD).max(width(&sub, SMALL));
    let padding = slot.kind.map_or(28, |kind| kind.padding());
    let rows = i32::try_from(name.len()).unwrap_or(2);
    let below = if sub.is_empty() { 0 } else { SMALL.pitch };
    // The lid of a standing cylinder takes room that its text must not have.
    let lid = if slot.kind == Some(NodeKind::Store) { 8 } else { 0 };
    let height = rows * HEAD.pitch + below + lid + if sub.is_empty() { 19 } else { 11 };
    let width = (text + padding + 1).max(92) & !1;
    NodeBox { area: Area { x: 0, y: 0, width, height }, name, sub }
}

/// Places the columns from left to right.
pub fn stretches(
    model: &Neighbourhood,
    view: &View,
    courses: &[Course],
    boxes: &[Vec<NodeBox>],
) -> Vec<Stretch> {
    let count = model.columns.len();
    let mut stretches = vec![Stretch::default(); count];
    let mut gutters = vec![GUTTER; count];
    for (link, course) in view.links.iter().zip(courses) {
        match course {
            Course::Near(gutter) => {
                let chip = chip_width(link);
                let room = if chip == 0 { GUTTER } else { chip + 76 };
                gutters[*gutter] = gutters[*gutter].max(room);
            }
            Course::Around(_) => {
                stretches[link.from.0].strands_right += 1;
                stretches[link.to.0].strands_left += 1;
            }
            Course::Down => {}
        }
    }
    let mut x = MARGIN + 2 * STRAND;
    for (index, column) in boxes.iter().enumerate() {
        let stretch = &mut stretches[index];
        let heading = width(&heading(model, index), SMALL_BOLD) + 20;
        x += STRAND * stretch.strands_left;
        stretch.left = x;
        stretch.right = x + column.first().map_or(heading, |slot| slot.area.width);
        x = stretch.right + gutters[index] + STRAND * stretch.strands_right;
    }
    stretches
}
