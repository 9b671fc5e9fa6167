//! What the grid of a saga is made of: boxes, labels, and the tracks on which failures run.

use crate::draw::diagram::Area;
use crate::draw::diagrams::saga::machine::{Machine, Role, Transition};
use crate::draw::measure::{HEAD, SMALL, fit, width, wrap};
use crate::draw::shape::widest;

/// Room between two runs of failures under the first row.
pub const TRACK: i32 = 28;
/// From a row to the first run under it.
pub const DROP: i32 = 34;
/// The box of one state.
#[derive(Debug, Clone, Default)]
pub struct StateBox {
    /// The outline.
    pub area: Area,
    /// The name in one line or two.
    pub name: Vec<String>,
    /// The second line, cut to fit; may be empty.
    pub sub: String,
}

/// Measures the box of a state; `badge` says that it carries one on its upper edge.
pub fn state_box(name: &str, detail: &str, role: Role, badge: bool) -> StateBox {
    let name = wrap(name, HEAD, 170, 2);
    let sub = fit(detail, SMALL, 180);
    let text = widest(&name, HEAD).max(width(&sub, SMALL));
    let (least, padding) = if role.is_end() { (124, 44) } else { (148, 28) };
    let least = if badge { least + 20 } else { least };
    let width = (text + padding + 1).max(least) & !1;
    let below = if sub.is_empty() { 0 } else { SMALL.pitch };
    let rows = i32::try_from(name.len()).unwrap_or(2);
    let height = (rows * HEAD.pitch + below + 19).max(50) & !1;
    StateBox { area: Area { x: 0, y: 0, width, height }, name, sub }
}

/// The label of a transition as it is drawn: cut to fit.
pub fn drawn_label(transition: &Transition) -> String {
    fit(&transition.label(), SMALL, 280)
}

/// The label of a step's success: which of the event's messages are meant stands on a line of its
/// own, so that a long condition does not push the boxes apart.
pub fn success_label(transition: &Transition) -> Vec<String> {
    let label = transition.label();
    let (event, condition) = label.find(" (").map_or((&*label, ""), |at| label.split_at(at));
    let lines = [event, condition.trim_start()].into_iter().filter(|line| !line.is_empty());
    lines.map(|line| fit(line, SMALL, 200)).collect()
}

/// The label of a failure that leads to an end, its timeout on a line of its own.
pub fn stacked_label(transition: &Transition) -> Vec<String> {
    let timeout = match &transition.timeout {
        Some(timeout) if transition.cause.is_empty() => Some(format!("timeout {timeout}")),
        Some(timeout) => Some(format!("or timeout {timeout}")),
        None => None,
    };
    let cause = Some(transition.cause.clone()).filter(|cause| !cause.is_empty());
    cause.into_iter().chain(timeout).map(|line| fit(&line, SMALL, 200)).collect()
}

/// The track of every failure that leads to a compensation, counted from above. Later steps run
/// below earlier ones where they overlap, so that no two of them cross.
pub fn tracks(machine: &Machine) -> Vec<Option<i32>> {
    let mut tracks: Vec<Option<i32>> = Vec::new();
    let mut placed: Vec<(usize, usize, i32)> = Vec::new();
    for transition in &machine.transitions {
        let roles = (machine.states[transition.from].role, machine.states[transition.to].role);
        let (Role::Step(from), Role::Undo(to)) = roles else {
            tracks.push(None);
            continue;
        };
        let under = placed.iter().filter(|(left, right, _)| to < *right && *left < from);
        let track = under.map(|(_, _, track)| track + 1).max().unwrap_or(0);
        placed.push((to, from, track));
        tracks.push(Some(track));
    }
    tracks
}
