//! The vertical places of a neighbourhood, outward from the focus: every labelled edge beside it
//! has a lane of its own, so that chips never overlap, and each column follows the one before.

use std::collections::BTreeMap;

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::diagrams::neighbourhood::columns::{
    CHIP, Course, LANE, MARGIN, NodeBox, Stretch, boxes, chip_width, courses, stretches,
};
use crate::draw::diagrams::neighbourhood::model::Neighbourhood;
use crate::draw::diagrams::neighbourhood::routes::{Route, routes};
use crate::draw::diagrams::neighbourhood::view::View;
use crate::draw::legend::{self, LEGEND_HEIGHT};
use crate::draw::place::{Wish, settle};

/// Where the first box may begin, below the headings.
const TOP: i32 = 46;
/// The distance of two boxes in a column.
const GAP: i32 = 16;
/// What a box with an edge down to the next one needs below it.
const STEP: i32 = 44;

/// Everything with its place.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The boxes of every column.
    pub boxes: Vec<Vec<NodeBox>>,
    /// The columns.
    pub stretches: Vec<Stretch>,
    /// The routes, one for each link of the view.
    pub routes: Vec<Route>,
    /// The kinds of arrow that occur.
    pub kinds: Vec<ArrowKind>,
    /// Width of the picture.
    pub width: i32,
    /// Height of the picture.
    pub height: i32,
}

/// Places a neighbourhood.
pub fn lay_out(model: &Neighbourhood, view: &View) -> Layout {
    let courses = courses(view);
    let mut boxes = boxes(model, view, &courses);
    let stretches = stretches(model, view, &courses, &boxes);
    for (column, stretch) in boxes.iter_mut().zip(&stretches) {
        column.iter_mut().for_each(|slot| slot.area.x = stretch.left);
    }
    let mut lanes = rows(model, view, &courses, &mut boxes);
    let tops = boxes.iter().flatten().map(|slot| slot.area.y);
    let lane_tops = lanes.values().map(|lane| lane - CHIP / 2);
    let shift = TOP - tops.chain(lane_tops).min().unwrap_or(TOP);
    boxes.iter_mut().flatten().for_each(|slot| slot.area.y += shift);
    lanes.values_mut().for_each(|lane| *lane += shift);
    let bottoms = boxes.iter().flatten().map(|slot| slot.area.bottom());
    let floor = bottoms.chain(lanes.values().map(|lane| lane + CHIP / 2)).max().unwrap_or(TOP + 20);
    let routes = routes(view, &courses, &boxes, &stretches, &lanes, floor);
    let kinds: Vec<ArrowKind> = view.links.iter().map(|link| link.kind).collect();
    let chips = || routes.iter().filter_map(|route| route.chip);
    let points = || routes.iter().flat_map(|route| route.points.iter().copied());
    let right = stretches.iter().map(|stretch| stretch.right).max().unwrap_or(MARGIN);
    let right = chips()
        .map(|chip: Area| chip.right())
        .chain(points().map(|(x, _)| x))
        .fold(right, i32::max);
    let bottom =
        chips().map(|chip| chip.bottom()).chain(points().map(|(_, y)| y)).fold(floor, i32::max);
    let legend = legend::width(&kinds);
    Layout {
        width: right.max(legend + MARGIN) + MARGIN,
        height: bottom + 22 + if legend > 0 { LEGEND_HEIGHT } else { 0 },
        boxes,
        stretches,
        routes,
        kinds,
    }
}

/// Places all boxes around the focus at zero, and gives the height of every link that has a lane.
fn rows(
    model: &Neighbourhood,
    view: &View,
    courses: &[Course],
    boxes: &mut [Vec<NodeBox>],
) -> BTreeMap<usize, i32> {
    let mut lanes = BTreeMap::new();
    let focus = model.focus.0.min(boxes.len().saturating_sub(1));
    let Some(column) = boxes.get_mut(focus) else { return lanes };
    let wishes: Vec<Wish> =
        column.iter().map(|slot| Wish { centre: 0, size: slot.area.height }).collect();
    place(column, &wishes, &below(view, courses, focus));
    for right in focus + 1..boxes.len() {
        side(view, courses, boxes, &mut lanes, (right - 1, right));
    }
    for left in (0..focus).rev() {
        side(view, courses, boxes, &mut lanes, (left + 1, left));
    }
    lanes
}

/// Places the lanes between a column that has its place and its neighbour, then the neighbour.
fn side(
    view: &View,
    courses: &[Course],
    boxes: &mut [Vec<NodeBox>],
    lanes: &mut BTreeMap<usize, i32>,
    (known, next): (usize, usize),
) {
    let gutter = Course::Near(known.min(next));
    let inner = |index: usize| {
        let link = &view.links[index];
        if next > known { (link.from.1, link.to.1) } else { (link.to.1, link.from.1) }
    };
    let mut links: Vec<usize> =
        (0..view.links.len()).filter(|index| courses[*index] == gutter).collect();
    links.sort_by_key(|index| inner(*index));
    let centres: Vec<i32> = links
        .iter()
        .enumerate()
        .map(|(position, index)| {
            // Links of one node wish to lie evenly around its middle.
            let own = |other: &&usize| inner(**other).0 == inner(*index).0;
            let all = links.iter().filter(own).count();
            let before = links[..position].iter().filter(own).count();
            let offset =
                2 * i32::try_from(before).unwrap_or(0) - i32::try_from(all).unwrap_or(1) + 1;
            boxes[known][inner(*index).0].area.centre_y() + offset * LANE / 2
        })
        .collect();
    let wishes: Vec<Wish> =
        centres.iter().map(|centre| Wish { centre: *centre, size: CHIP }).collect();
    let tops = settle(&wishes, LANE - CHIP);
    // Where there are chips, lines without one keep to a lane as well, so as not to cross them.
    let chips = links.iter().any(|index| chip_width(&view.links[*index]) > 0);
    for (index, top) in links.iter().zip(tops) {
        if chips || view.columns[known][inner(*index).0].focus {
            lanes.insert(*index, top + CHIP / 2);
        }
    }
    let wish = |row: usize, slot: &NodeBox| {
        let near = links.iter().zip(&centres).filter(|(index, _)| inner(**index).1 == row);
        let heights: Vec<i32> =
            near.map(|(index, centre)| lanes.get(index).copied().unwrap_or(*centre)).collect();
        let count = i32::try_from(heights.len()).unwrap_or(1);
        let centre = if count == 0 { 0 } else { heights.iter().sum::<i32>() / count };
        Wish { centre, size: slot.area.height }
    };
    let wishes: Vec<Wish> =
        boxes[next].iter().enumerate().map(|(row, slot)| wish(row, slot)).collect();
    place(&mut boxes[next], &wishes, &below(view, courses, next));
}

/// What every box of a column needs below it besides the gap.
fn below(view: &View, courses: &[Course], column: usize) -> Vec<i32> {
    let mut below = vec![0; view.columns[column].len()];
    for (link, course) in view.links.iter().zip(courses) {
        if *course == Course::Down && link.from.0 == column {
            below[link.from.1] += if below[link.from.1] == 0 { STEP } else { LANE };
        }
    }
    below
}

fn place(column: &mut [NodeBox], wishes: &[Wish], below: &[i32]) {
    let wishes: Vec<Wish> = wishes
        .iter()
        .zip(below)
        .map(|(wish, below)| Wish { centre: wish.centre + below / 2, size: wish.size + below })
        .collect();
    for (slot, top) in column.iter_mut().zip(settle(&wishes, GAP)) {
        slot.area.y = top;
    }
}
