//! A saga on its grid: steps in the first row, each compensation under its step in the second,
//! the ends of undoing in the third. Gaps are as wide as the texts that stand in them.

use crate::draw::diagrams::saga::grid::{
    DROP, StateBox, TRACK, drawn_label, stacked_label, state_box, success_label, tracks,
};
use crate::draw::diagrams::saga::machine::{Course, Machine, Role};
use crate::draw::diagrams::saga::model::Saga;
use crate::draw::diagrams::saga::routes::{Route, routes};
use crate::draw::measure::{self, HEAD, NOTE, SMALL, fit, width};
use crate::draw::shape::widest;

const MARGIN: i32 = 24;
/// From the left end of the first row to the first step: the start and its arrow.
const START: i32 = 46;
/// The least distance of two columns.
const GAP: i32 = 64;
/// From the second row to the third.
const FALL: i32 = 74;

/// Everything with its place.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The boxes, one for each state of the machine.
    pub boxes: Vec<StateBox>,
    /// The routes, one for each transition of the machine.
    pub routes: Vec<Route>,
    /// The middle of the start.
    pub start: (i32, i32),
    /// What is written above the picture under its title; may be empty.
    pub caption: String,
    /// Width of the picture.
    pub width: i32,
    /// Height of the picture.
    pub height: i32,
}

/// Places a saga.
pub fn lay_out(model: &Saga, machine: &Machine) -> Layout {
    let mut boxes: Vec<StateBox> = machine
        .states
        .iter()
        .map(|state| {
            let role = state.role;
            let badge = matches!(role, Role::Step(index) if model.steps[index].time().is_some());
            state_box(&state.name, &state.detail, role, badge)
        })
        .collect();
    let caption = caption(model);
    let raised = model.steps.iter().any(|step| step.retriable);
    let top = if caption.is_empty() { 58 } else { 74 } + if raised { 28 } else { 6 };
    columns(model, machine, &mut boxes);
    rows(machine, &mut boxes, top);
    ends(model, machine, &mut boxes);
    let routes = routes(machine, &boxes);
    let first = machine.find(Role::Step(0)).or(machine.find(Role::Completed));
    let area = first.map(|index| boxes[index].area).unwrap_or_default();
    let areas =
        || boxes.iter().map(|state| state.area).chain(routes.iter().filter_map(Route::text));
    let retried = if raised { retried_right(model, &boxes) } else { 0 };
    let right = areas().map(|area| area.right()).max().unwrap_or(0).max(retried);
    let bottom = areas().map(|area| area.bottom()).max().unwrap_or(0);
    let title = width(&fit(&model.title, HEAD, 600), HEAD).max(width(&caption, NOTE));
    Layout {
        start: (area.x - START + 8, area.centre_y()),
        width: right.max(title + MARGIN) + MARGIN,
        height: bottom + 24,
        boxes,
        routes,
        caption,
    }
}

/// The remark above a step that is retried may be wider than the step.
fn retried_right(model: &Saga, boxes: &[StateBox]) -> i32 {
    let steps = model.steps.iter().zip(boxes).filter(|(step, _)| step.retriable);
    steps.map(|(_, state)| state.area.x + 8 + width(RETRIED, SMALL)).max().unwrap_or(0)
}

/// What is written above a step that is retried until it succeeds.
pub const RETRIED: &str = "retried until it succeeds";

fn caption(model: &Saga) -> String {
    let timeout = model.timeout.as_ref().map(|timeout| format!("times out after {timeout} in all"));
    let correlation = model.correlation.as_ref().map(|field| format!("traced by {field}"));
    let words: Vec<String> = correlation.into_iter().chain(timeout).collect();
    fit(&words.join(" · "), NOTE, 600)
}

/// Places the columns: steps with their compensations, then the end of success.
fn columns(model: &Saga, machine: &Machine, boxes: &mut [StateBox]) {
    let count = model.steps.len();
    let column = |role: Role| match role {
        Role::Step(index) | Role::Undo(index) => Some(index),
        Role::Completed => Some(count),
        _ => None,
    };
    let mut widths = vec![0; count + 1];
    for (state, placed) in machine.states.iter().zip(boxes.iter()) {
        if let Some(column) = column(state.role) {
            widths[column] = placed.area.width.max(widths[column]);
        }
    }
    // Gap number i lies left of column i; the first holds the start.
    let mut gaps = vec![GAP; count + 1];
    gaps[0] = START;
    for transition in &machine.transitions {
        let role = machine.states[transition.from].role;
        let (Role::Step(index) | Role::Undo(index)) = role else { continue };
        let label = width(&drawn_label(transition), SMALL);
        let to = machine.states[transition.to].role;
        let (gap, room) = match transition.course {
            Course::Forward => (index + 1, widest(&success_label(transition), SMALL) + 36),
            Course::Back if index > 0 && !to.is_end() => (index, label + 36),
            Course::Failure if to.is_end() => {
                (index, widest(&stacked_label(transition), SMALL) + 48)
            }
            Course::Failure => (index, label + 40 - widths[index] / 2 - widths[index - 1] / 2),
            Course::Back | Course::BackFailure => continue,
        };
        gaps[gap] = gaps[gap].max(room);
    }
    let mut x = MARGIN;
    let mut lefts = Vec::new();
    for (gap, width) in gaps.iter().zip(&widths) {
        x += gap;
        lefts.push(x);
        x += width;
    }
    for (state, placed) in machine.states.iter().zip(boxes.iter_mut()) {
        if let Some(column) = column(state.role) {
            placed.area.x = lefts[column] + (widths[column] - placed.area.width) / 2;
        }
    }
}

/// Places the first two rows; the space between them holds a track for each nested failure.
fn rows(machine: &Machine, boxes: &mut [StateBox], top: i32) {
    let is_first = |role: Role| matches!(role, Role::Step(_) | Role::Completed);
    let height = |boxes: &[StateBox], first: bool| {
        let states = machine.states.iter().zip(boxes);
        let row = states.filter(|(state, _)| match state.role {
            Role::Undo(_) => !first,
            role => first && is_first(role),
        });
        row.map(|(_, placed)| placed.area.height).max().unwrap_or(0)
    };
    let (first, second) = (height(boxes, true), height(boxes, false));
    let tracks = tracks(machine).into_iter().flatten().max().map_or(0, |last| last + 1);
    let below = top + first + DROP + tracks.max(1) * TRACK;
    for (state, placed) in machine.states.iter().zip(boxes.iter_mut()) {
        let area = &mut placed.area;
        match state.role {
            Role::Undo(_) => (area.y, area.height) = (below, second),
            role if is_first(role) => (area.y, area.height) = (top, first),
            _ => area.y = if second == 0 { below } else { below + second + FALL },
        }
    }
}

/// Places the ends of undoing: under the first compensation, and the failed one to its right.
fn ends(model: &Saga, machine: &Machine, boxes: &mut [StateBox]) {
    let first = model.steps.iter().position(|step| step.compensation.is_some());
    let column = first.map_or(Role::Step(0), Role::Undo);
    let anchor = machine.find(column).or(machine.find(Role::Completed));
    let centre = anchor.map_or(MARGIN, |index| boxes[index].area.centre_x());
    let mut left = None;
    for role in [Role::Compensated, Role::Failed, Role::Undeclared] {
        let Some(index) = machine.find(role) else { continue };
        let width = boxes[index].area.width;
        let x = left.unwrap_or(centre - width / 2);
        boxes[index].area.x = x;
        let back = machine.transitions.iter().filter(|transition| transition.to == index);
        let label = back.map(|transition| measure::width(&drawn_label(transition), SMALL));
        left = Some(x + width + 90.max(label.max().unwrap_or(0)));
    }
}
