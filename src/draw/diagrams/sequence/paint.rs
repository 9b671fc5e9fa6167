//! The placed sequence as SVG. What lies behind comes first; links come in reading order: heads
//! from left to right, then the steps.

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::diagrams::sequence::columns::{Head, Label};
use crate::draw::diagrams::sequence::model::{Message, Participant, Sequence};
use crate::draw::diagrams::sequence::placed::{BAND, Frame, Item, Layout};
use crate::draw::diagrams::sequence::words::sentence;
use crate::draw::frame::{self, part, picture};
use crate::draw::legend;
use crate::draw::measure::{LABEL, NOTE, SMALL};
use crate::draw::path::{Path, rounded};
use crate::draw::shape::{self, Direction, arrowhead, centred, cross, line, rectangle};
use crate::draw::svg::Element;

/// Half the width of the pipe of a channel.
const PIPE: i32 = 7;
/// Half the width of the bar of a working participant.
const BAR: i32 = 5;

/// Writes the picture.
pub fn paint(model: &Sequence, layout: &Layout<'_>) -> String {
    let messages = layout.kinds().len();
    let description = format!(
        "{} participants, {messages} messages. A text version follows.",
        layout.heads.len()
    );
    let frame = frame::Frame {
        id: &model.id,
        title: &model.title,
        description: &description,
        width: layout.width,
        height: layout.height,
    };
    picture(&frame, |svg| {
        {
            let mut back = svg.child("g");
            back.set("aria-hidden", "true");
            background(&mut back, model, layout);
        }
        for (participant, head) in model.participants.iter().zip(&layout.heads) {
            let label = format!("{} {}", participant.kind.label(), participant.shown());
            paint_head(svg, participant, head, &label);
        }
        for item in &layout.items {
            paint_item(svg, model, layout, item);
        }
        if layout.repeated {
            let mut foot = svg.child("g");
            foot.set("aria-hidden", "true");
            for (participant, head) in model.participants.iter().zip(&layout.heads) {
                let area = Area { y: layout.bottom, ..head.area };
                let mut group = foot.child("g");
                group.set("class", format_args!("node {}", participant.kind.word()));
                head_box(&mut group, participant, &Head { area, ..head.clone() });
            }
        }
        let top = layout.height - legend::LEGEND_HEIGHT - 6;
        legend::draw(svg, &layout.kinds(), (24, top));
    })
}

fn background(back: &mut Element<'_>, model: &Sequence, layout: &Layout<'_>) {
    for frame in &layout.frames {
        for band in frame.bands.iter().filter(|band| band.failure) {
            let height = band.bottom - band.top;
            rectangle(back, "failed", Area { y: band.top, height, ..frame.area }, 0);
        }
    }
    for (participant, head) in model.participants.iter().zip(&layout.heads) {
        lifeline(back, participant, head, layout.bottom);
    }
    for bar in &layout.bars {
        let x = layout.heads[bar.at].x - BAR;
        let area = Area { x, y: bar.top, width: 2 * BAR, height: bar.bottom - bar.top };
        rectangle(back, "bar", area, 2);
    }
    for frame in &layout.frames {
        paint_frame(back, frame);
    }
}

fn lifeline(back: &mut Element<'_>, participant: &Participant, head: &Head, bottom: i32) {
    let (top, kind) = (head.area.bottom(), participant.kind);
    if kind.is_channel() {
        // It begins behind the head, so that its round corners show at the lower end alone.
        let (y, height) = (top - 6, bottom - top + 6);
        let area = Area { x: head.x - PIPE, y, width: 2 * PIPE, height };
        let class = format!("pipe {}", kind.word());
        rectangle(back, &class, area, 3);
    } else {
        let path = Path::from((head.x, top)).line((head.x, bottom));
        back.child("path").set("class", "life").set("d", path);
    }
}

fn paint_frame(back: &mut Element<'_>, frame: &Frame) {
    let area = frame.area;
    for (index, band) in frame.bands.iter().enumerate() {
        let class = if band.failure { "band failure" } else { "band" };
        rectangle(back, class, Area { y: band.top, height: BAND, ..area }, 2);
        if index > 0 {
            let rule = Path::from((area.x, band.top)).line((area.right(), band.top));
            back.child("path").set("class", "rule").set("d", rule);
        }
        let indent = if index == 0 { frame.tab + 10 } else { 12 };
        if !band.guard.is_empty() {
            let mut text = back.child("text");
            text.set("class", "small guard").set("x", area.x + indent).set("y", band.top + 16);
            text.text(&band.guard);
        }
    }
    rectangle(back, "frame", area, 2);
    let (right, low) = (area.x + frame.tab, area.y + BAND);
    let tab = Path::from((area.x, area.y))
        .line((right, area.y))
        .line((right, low - 7))
        .line((right - 7, low))
        .line((area.x, low))
        .close();
    back.child("path").set("class", "tab").set("d", tab);
    let mut word = back.child("text");
    word.set("class", "small bold").set("x", area.x + 9).set("y", area.y + 16);
    word.text(frame.operator.word());
}

fn paint_head(svg: &mut Element<'_>, participant: &Participant, head: &Head, label: &str) {
    let class = format!("node {}", participant.kind.word());
    let mut link = part(svg, &class, participant.href.as_ref(), label);
    head_box(&mut link, participant, head);
}

fn head_box(link: &mut Element<'_>, participant: &Participant, head: &Head) {
    if head.name.iter().any(|line| line.ends_with('…')) {
        link.inline("title").text(participant.shown());
    }
    shape::outline(link, participant.kind, head.area);
    shape::names(link, participant.kind, head.area, &head.name, &head.sub);
}

fn paint_item(svg: &mut Element<'_>, model: &Sequence, layout: &Layout<'_>, item: &Item<'_>) {
    match item {
        Item::Message { number, message, y, label, area } => {
            let says = sentence(model, *number, message);
            let class = format!("msg k-{}", message.kind.word());
            let mut link = part(svg, &class, message.href.as_ref(), &says);
            link.inline("title").text(&says);
            if message.from == message.to {
                inner_arrow(&mut link, model, layout, message, *y);
            } else {
                arrow(&mut link, model, layout, message, *y);
            }
            paint_label(&mut link, *number, label, *area);
        }
        Item::Note { text, area, .. } => {
            let mut group = svg.child("g");
            group.set("class", "note");
            shape::cut_corner(&mut group, "paper", *area, 8);
            let mut y = area.y + 16;
            for line in &text.lines {
                let mut words = group.child("text");
                words.set("class", "remark").set("x", area.x + 9).set("y", y).text(line);
                y += NOTE.pitch;
            }
        }
    }
}

/// How far from the middle of its lifeline an arrow begins or ends at a height.
fn reach(model: &Sequence, layout: &Layout<'_>, at: usize, y: i32) -> i32 {
    if model.participants[at].kind.is_channel() {
        return PIPE;
    }
    let works = layout.bars.iter().any(|bar| bar.at == at && bar.top <= y && y <= bar.bottom);
    if works { BAR } else { 0 }
}

fn arrow(link: &mut Element<'_>, model: &Sequence, layout: &Layout<'_>, message: &Message, y: i32) {
    let (from, to) = (layout.heads[message.from].x, layout.heads[message.to].x);
    let sign = (to - from).signum();
    let start = from + sign * reach(model, layout, message.from, y);
    let tip = to - sign * (reach(model, layout, message.to, y) + 1);
    let (top, width) = (y - 26, (to - from).abs());
    rectangle(link, "hit", Area { x: from.min(to), y: top, width, height: 36 }, 0);
    let stop = if message.kind.filled() { tip - sign * 5 } else { tip };
    line(link, message.kind, Path::from((start, y)).line((stop, y)));
    let direction = if sign > 0 { Direction::Right } else { Direction::Left };
    arrowhead(link, message.kind, (tip, y), direction);
    if message.kind == ArrowKind::DeadLetter {
        cross(link, (start + sign * 8, y));
    }
}

fn inner_arrow(
    link: &mut Element<'_>,
    model: &Sequence,
    layout: &Layout<'_>,
    message: &Message,
    y: i32,
) {
    let x = layout.heads[message.from].x;
    let start = x + reach(model, layout, message.from, y);
    let (out, low) = (x + 26, y + 20);
    let stop = if message.kind.filled() { start + 6 } else { start + 1 };
    let path = rounded(&[(start, y), (out, y), (out, low), (stop, low)], 6);
    rectangle(link, "hit", Area { x: start, y: y - 4, width: 30, height: 28 }, 0);
    line(link, message.kind, path);
    arrowhead(link, message.kind, (start + 1, low), Direction::Left);
}

/// The pill with the number, the text beside it, and small behind it the version.
fn paint_label(link: &mut Element<'_>, number: usize, label: &Label, area: Area) {
    let middle = area.x + label.pill / 2;
    let pill = Area { x: area.x, y: area.y + 1, width: label.pill, height: 15 };
    rectangle(link, "num", pill, 7);
    let digits = [number.to_string()];
    centred(link, "digits", &digits, (middle, area.y + 12), SMALL);
    let mut y = area.y + 13;
    for (index, words) in label.lines.iter().enumerate() {
        let mut text = link.child("text");
        text.set("class", "says").set("x", area.x + label.pill + 6).set("y", y).text(words);
        if index + 1 == label.lines.len() && !label.tail.is_empty() {
            let mut tail = text.inline("tspan");
            tail.set("class", "small mute").set("dx", 6).text(&label.tail);
        }
        y += LABEL.pitch;
    }
}
