//! The placed saga as SVG.

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::diagrams::saga::grid::StateBox;
use crate::draw::diagrams::saga::layout::{Layout, RETRIED};
use crate::draw::diagrams::saga::machine::{Course, Machine, Role, State, Transition};
use crate::draw::diagrams::saga::model::{Saga, SagaStep};
use crate::draw::diagrams::saga::routes::Route;
use crate::draw::diagrams::saga::words::{sentence, state_words};
use crate::draw::frame::{self, part, picture};
use crate::draw::measure::{HEAD, SMALL, fit, width};
use crate::draw::path::{Path, rounded};
use crate::draw::shape::{self, Direction, NodeKind, arrowhead, rectangle};
use crate::draw::svg::Element;

/// Writes the picture.
pub fn paint(model: &Saga, machine: &Machine, layout: &Layout) -> String {
    let undone = model.steps.iter().filter(|step| step.compensation.is_some()).count();
    let ends = machine.states.iter().filter(|state| state.role.is_end()).count();
    let description = format!(
        "{} steps, {undone} compensations, {ends} terminal states. A text version follows.",
        model.steps.len()
    );
    let frame = frame::Frame {
        id: &model.id,
        title: &model.title,
        description: &description,
        width: layout.width,
        height: layout.height,
    };
    picture(&frame, |svg| {
        let title = fit(&model.title, HEAD, 600);
        svg.child("text").set("class", "bold").set("x", 24).set("y", 30).text(&title);
        if !layout.caption.is_empty() {
            let mut caption = svg.child("text");
            caption.set("class", "remark mute").set("x", 24).set("y", 48).text(&layout.caption);
        }
        start(svg, layout);
        for (transition, route) in machine.transitions.iter().zip(&layout.routes) {
            paint_route(svg, machine, transition, route);
        }
        for (index, (state, placed)) in machine.states.iter().zip(&layout.boxes).enumerate() {
            let step = match state.role {
                Role::Step(step) => model.steps.get(step),
                _ => None,
            };
            paint_state(svg, state, placed, step, &state_words(machine, index));
        }
    })
}

fn start(svg: &mut Element<'_>, layout: &Layout) {
    let (x, y) = layout.start;
    let mut group = svg.child("g");
    group.set("class", "k-event").set("aria-hidden", "true");
    group.child("circle").set("class", "start").set("cx", x).set("cy", y).set("r", 7);
    let tip = x + 38;
    shape::line(&mut group, ArrowKind::Event, Path::from((x + 7, y)).line((tip, y)));
    arrowhead(&mut group, ArrowKind::Event, (tip, y), Direction::Right);
}

fn paint_route(svg: &mut Element<'_>, machine: &Machine, transition: &Transition, route: &Route) {
    let kind = match transition.course {
        Course::Forward | Course::Back => ArrowKind::Event,
        Course::Failure | Course::BackFailure => ArrowKind::DeadLetter,
    };
    let from = &machine.states[transition.from].name;
    let says = format!("{from}: {}", sentence(machine, transition));
    let class = format!("msg k-{}", kind.word());
    let mut group = part(svg, &class, None, &says);
    group.inline("title").text(&says);
    let path = rounded(&route.points, 8);
    shape::grip(&mut group, &path);
    shape::line(&mut group, kind, path);
    if let (Some(direction), Some(tip)) = (route.direction, route.points.last()) {
        arrowhead(&mut group, kind, *tip, direction);
    }
    if let Some(area) = route.text() {
        for (line, y) in route.label.iter().zip((area.y + 11..).step_by(14)) {
            let mut text = group.child("text");
            text.set("class", "small halo").set("x", area.x).set("y", y).text(line);
        }
    }
}

fn paint_state(
    svg: &mut Element<'_>,
    state: &State,
    placed: &StateBox,
    step: Option<&SagaStep>,
    words: &str,
) {
    let class = match state.role {
        Role::Step(_) if step.is_some_and(|step| step.pivot) => "node service pivot",
        Role::Step(_) => "node service",
        Role::Undo(_) => "node undo",
        Role::Completed => "node end completed",
        Role::Compensated => "node end compensated",
        Role::Failed => "node end failed-end",
        Role::Undeclared => "node end open-end",
    };
    let mut link = part(svg, class, state.href.as_ref(), words);
    link.inline("title").text(words);
    let radius = if state.role.is_end() { placed.area.height / 2 } else { 8 };
    rectangle(&mut link, "hd", placed.area, radius);
    shape::names(&mut link, NodeKind::Service, placed.area, &placed.name, &placed.sub);
    if let Some(timeout) = step.and_then(SagaStep::time) {
        badge(&mut link, placed.area, &timeout);
    }
    if step.is_some_and(|step| step.retriable) {
        retried(&mut link, placed.area);
    }
}

/// A pill on the upper edge: a clock and the time that the step has.
fn badge(link: &mut Element<'_>, area: Area, timeout: &str) {
    let words = fit(timeout, SMALL, 72);
    let size = width(&words, SMALL) + 26;
    let pill = Area { x: area.right() - 10 - size, y: area.y - 9, width: size, height: 18 };
    rectangle(link, "badge", pill, 9);
    let (x, y) = (pill.x + 10, area.y);
    link.child("circle").set("class", "clock").set("cx", x).set("cy", y).set("r", 5);
    let hands = Path::from((x, y - 3)).line((x, y)).line((x + 2, y + 1));
    link.child("path").set("class", "clock").set("d", hands);
    let mut text = link.child("text");
    text.set("class", "small").set("x", x + 9).set("y", y + 4).text(&words);
}

/// A loop on the upper edge: the step is taken again until it succeeds.
fn retried(link: &mut Element<'_>, area: Area) {
    let mut group = link.child("g");
    group.set("class", "k-own");
    let (left, right, top) = (area.x + 16, area.x + 44, area.y - 17);
    let points = [(left, area.y), (left, top), (right, top), (right, area.y - 1)];
    shape::line(&mut group, ArrowKind::Event, rounded(&points, 6));
    arrowhead(&mut group, ArrowKind::Event, (right, area.y - 1), Direction::Down);
    let mut text = group.child("text");
    text.set("class", "small mute").set("x", area.x + 8).set("y", area.y - 23).text(RETRIED);
}
