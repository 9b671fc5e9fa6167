//! The vertical half of the layout: a walk down the rows. Each entry takes its height,
//! participants begin and end to work, frames open and close around what they hold. Every guard
//! stands on a band of its own that hides the lifelines behind it: no text lies on a pipe.

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::diagrams::sequence::columns::{heads, label, note};
use crate::draw::diagrams::sequence::entries::{Entry, entries};
use crate::draw::diagrams::sequence::model::{Branch, Message, Operator, Sequence};
use crate::draw::diagrams::sequence::placed::{BAND, Band, Bar, Frame, Item, Layout};
use crate::draw::legend::{self, LEGEND_HEIGHT};
use crate::draw::measure::{LABEL, SMALL, SMALL_BOLD, fit, width};
use crate::draw::shape::NodeKind;

/// The margin left and right of everything.
const MARGIN: i32 = 24;
/// From this many rows on, the heads are repeated at the foot.
const LONG: usize = 24;

/// Places a sequence.
pub fn lay_out(model: &Sequence) -> Layout<'_> {
    let list = entries(model);
    let heads = heads(model, &list);
    let (mut layout, reached) = walk(model, Layout { heads, ..Layout::default() }, &list);
    layout.bars.sort_by_key(|bar| (bar.top, bar.at));
    layout.bottom = reached + 12;
    layout.repeated = list.len() > LONG;
    frame_up(layout)
}

/// Moves everything so that the picture begins at the margin, and measures the picture.
fn frame_up(mut layout: Layout<'_>) -> Layout<'_> {
    let areas = || {
        let heads = layout.heads.iter().map(|head| head.area);
        let frames = layout.frames.iter().map(|frame| frame.area);
        heads.chain(frames).chain(layout.items.iter().map(Item::area))
    };
    let left = areas().map(|area| area.x).min().unwrap_or(0);
    let right = areas().map(|area| area.right()).max().unwrap_or(0);
    let shift = MARGIN - left;
    layout.heads.iter_mut().for_each(|head| {
        head.area.x += shift;
        head.x += shift;
    });
    layout.frames.iter_mut().for_each(|frame| frame.area.x += shift);
    layout.items.iter_mut().for_each(|item| item.move_by(shift));
    let foot = layout.heads.first().filter(|_| layout.repeated);
    let legend = legend::width(&layout.kinds());
    layout.width = (right + shift).max(MARGIN + legend) + MARGIN;
    layout.height = layout.bottom + foot.map_or(0, |head| head.area.height) + 16;
    if legend > 0 {
        layout.height += LEGEND_HEIGHT;
    }
    layout
}

/// Places all entries below the heads, which have their places already; gives the layout and the
/// height that was reached.
fn walk<'a>(model: &'a Sequence, layout: Layout<'a>, entries: &[Entry<'a>]) -> (Layout<'a>, i32) {
    let y = layout.heads.first().map_or(20, |head| head.area.bottom() + 8);
    let mut rows = Rows { model, layout, y, open: Vec::new(), working: Vec::new() };
    for entry in entries {
        match *entry {
            Entry::Message(number, message) => rows.message(number, message),
            Entry::Note(at, text) => rows.note(at, text),
            Entry::Open(operator, branch) => rows.open(operator, branch),
            Entry::Next(branch) => rows.next(branch),
            Entry::Close => rows.close(),
        }
    }
    rows.rest(|_| true);
    (rows.layout, rows.y)
}

/// A frame whose lower edge is not reached yet.
struct OpenFrame {
    index: usize,
    lifelines: Option<(i32, i32)>,
    content: Option<(i32, i32)>,
}

/// The state of the walk down the rows.
struct Rows<'a> {
    model: &'a Sequence,
    layout: Layout<'a>,
    y: i32,
    open: Vec<OpenFrame>,
    working: Vec<Bar>,
}

impl<'a> Rows<'a> {
    fn message(&mut self, number: usize, message: &'a Message) {
        let label = label(number, message);
        let rows = i32::try_from(label.lines.len()).unwrap_or(1);
        let (from, to) = (self.layout.heads[message.from].x, self.layout.heads[message.to].x);
        let height = rows * LABEL.pitch;
        let (y, area) = if message.from == message.to {
            let room = height.max(34);
            let (x, top) = (from + 38, self.y + 6 + (room - height) / 2);
            let y = self.y + 6 + room / 2 - 10;
            self.y += room + 10;
            (y, Area { x, y: top, width: label.width, height })
        } else {
            let next = if to > from { message.from + 1 } else { message.from - 1 };
            let centre = i32::midpoint(from, self.layout.heads[next].x);
            let area =
                Area { x: centre - label.width / 2, y: self.y + 5, width: label.width, height };
            self.y += 8 + height + 14;
            (self.y - 14, area)
        };
        self.work(message, y);
        self.use_lifelines(from.min(to), from.max(to));
        self.use_content(area.x, area.right());
        self.layout.items.push(Item::Message { number, message, y, label, area });
    }

    fn note(&mut self, at: usize, text: &'a str) {
        let text = note(text);
        let x = self.layout.heads[at].x;
        let area = Area { x: x + 14, y: self.y + 4, width: text.width, height: text.height };
        self.y = area.bottom() + 6;
        self.use_lifelines(x, x);
        self.use_content(area.x, area.right());
        self.layout.items.push(Item::Note { at, text, area });
    }

    /// A participant works from the message that it receives to the last one that it sends.
    fn work(&mut self, message: &Message, y: i32) {
        let inner = message.from == message.to;
        let reply = message.kind == ArrowKind::Reply;
        let end = if inner { y + 20 } else { y };
        if let Some(bar) = self.working.iter_mut().find(|bar| bar.at == message.from) {
            bar.bottom = bar.bottom.max(end);
        }
        if inner {
            return;
        }
        if reply {
            self.rest(|bar| bar.at == message.from);
            if let Some(bar) = self.working.iter_mut().find(|bar| bar.at == message.to) {
                bar.bottom = bar.bottom.max(y);
            }
            return;
        }
        let kind = self.model.participants[message.to].kind;
        if matches!(kind, NodeKind::Service | NodeKind::External | NodeKind::Coordinator) {
            self.rest(|bar| bar.at == message.to);
            let depth = self.open.len();
            self.working.push(Bar { at: message.to, top: y, bottom: y + 12, depth });
        }
    }

    /// Ends the bars that `done` tells.
    fn rest(&mut self, done: impl Fn(&Bar) -> bool) {
        let ended = self.working.extract_if(.., |bar| done(bar));
        self.layout.bars.extend(ended);
    }

    fn open(&mut self, operator: Operator, branch: &Branch) {
        self.y += 6;
        let index = self.layout.frames.len();
        let tab = width(operator.word(), SMALL_BOLD) + 24;
        let area = Area { y: self.y, ..Area::default() };
        self.layout.frames.push(Frame { area, operator, tab, bands: Vec::new() });
        self.open.push(OpenFrame { index, lifelines: None, content: None });
        self.band(branch);
    }

    fn next(&mut self, branch: &Branch) {
        self.end_branch();
        self.band(branch);
    }

    fn band(&mut self, branch: &Branch) {
        let Some(index) = self.open.last().map(|open| open.index) else { return };
        let guard = fit(&branch.guard, SMALL, 420);
        let band = Band { top: self.y, bottom: self.y, guard, failure: branch.failure };
        self.layout.frames[index].bands.push(band);
        self.y += BAND + 2;
    }

    fn end_branch(&mut self) {
        self.y += 8;
        let depth = self.open.len();
        self.rest(|bar| bar.depth >= depth);
        let Some(index) = self.open.last().map(|open| open.index) else { return };
        if let Some(band) = self.layout.frames[index].bands.last_mut() {
            band.bottom = self.y;
        }
    }

    fn close(&mut self) {
        self.end_branch();
        let Some(open) = self.open.pop() else { return };
        let ends = self.layout.heads.first().zip(self.layout.heads.last());
        let whole = ends.map_or((0, 0), |(first, last)| (first.x, last.x));
        let (low, high) = open.lifelines.unwrap_or(whole);
        let content = open.content.unwrap_or((low, high));
        let frame = &mut self.layout.frames[open.index];
        let left = (low - 28).min(content.0 - 10);
        let guards = frame.bands.iter().map(|band| width(&band.guard, SMALL)).max().unwrap_or(0);
        let room = left + frame.tab + 10 + guards + 14;
        let right = (high + 28).max(content.1 + 10).max(room);
        frame.area =
            Area { x: left, y: frame.area.y, width: right - left, height: self.y - frame.area.y };
        self.use_lifelines(low, high);
        self.use_content(left, right);
        self.y += 10;
    }

    fn use_lifelines(&mut self, low: i32, high: i32) {
        if let Some(open) = self.open.last_mut() {
            open.lifelines = Some(join(open.lifelines, (low, high)));
        }
    }

    fn use_content(&mut self, low: i32, high: i32) {
        if let Some(open) = self.open.last_mut() {
            open.content = Some(join(open.content, (low, high)));
        }
    }
}

fn join(range: Option<(i32, i32)>, (low, high): (i32, i32)) -> (i32, i32) {
    range.map_or((low, high), |(least, most)| (least.min(low), most.max(high)))
}
