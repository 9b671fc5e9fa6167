//! The horizontal half of the layout: heads, and the spacing of their lifelines in one pass.
//! A label stands in the gap next to its source, so a message over many gaps widens only one.

use crate::draw::diagram::Area;
use crate::draw::diagrams::sequence::entries::Entry;
use crate::draw::diagrams::sequence::model::{Message, Participant, Sequence};
use crate::draw::measure::{HEAD, LABEL, NOTE, SMALL, fit, width, wrap};
use crate::draw::shape::widest;

/// The upper edge of the heads.
const TOP: i32 = 20;
/// The least distance of two lifelines.
const GAP: i32 = 112;

/// The head of a lifeline.
#[derive(Debug, Clone)]
pub struct Head {
    /// The box around the names.
    pub area: Area,
    /// Where the lifeline runs.
    pub x: i32,
    /// The name in one line or two.
    pub name: Vec<String>,
    /// The second line of the head, cut to fit; may be empty.
    pub sub: String,
}

/// The text on an arrow, before it has a place.
#[derive(Debug, Clone)]
pub struct Label {
    /// The text in up to three lines.
    pub lines: Vec<String>,
    /// What is written small behind the last line: the version, the mark of a cut; may be empty.
    pub tail: String,
    /// The width of the pill with the number.
    pub pill: i32,
    /// The width of pill, text and tail together.
    pub width: i32,
}

/// A note, before it has a place.
#[derive(Debug, Clone)]
pub struct NoteText {
    /// The text in up to six lines.
    pub lines: Vec<String>,
    /// The width of the box.
    pub width: i32,
    /// The height of the box.
    pub height: i32,
}

/// Measures the label of a message.
pub fn label(number: usize, message: &Message) -> Label {
    let lines = wrap(&message.text, LABEL, 300, 3);
    let version = message.version.as_deref().map(|version| fit(version, SMALL, 90));
    let version = version.filter(|version| !version.is_empty());
    let cut = message.cut.then(|| "already shown".to_owned());
    let tail = version.into_iter().chain(cut).collect::<Vec<_>>().join(" · ");
    let last = lines.last().map_or(0, |line| width(line, LABEL));
    let tail_width = if tail.is_empty() { 0 } else { 6 + width(&tail, SMALL) };
    let pill = if number < 100 { 20 } else { 28 };
    let text = widest(&lines, LABEL).max(last + tail_width);
    Label { lines, tail, pill, width: pill + 6 + text }
}

/// Measures a note.
pub fn note(text: &str) -> NoteText {
    let lines = wrap(text, NOTE, 168, 6);
    let rows = i32::try_from(lines.len()).unwrap_or(6);
    NoteText { width: widest(&lines, NOTE) + 24, height: rows * NOTE.pitch + 10, lines }
}

/// Places all heads, the first at the left edge; `entries` say how far lifelines must be apart.
pub fn heads(model: &Sequence, entries: &[Entry<'_>]) -> Vec<Head> {
    let mut heads: Vec<Head> = model.participants.iter().map(head).collect();
    let height = heads.iter().map(|head| head.area.height).max().unwrap_or(0);
    let gaps = gaps(&heads, entries);
    let mut x = heads.first().map_or(0, |head| head.area.width / 2);
    for (index, head) in heads.iter_mut().enumerate() {
        head.x = x;
        head.area.x = x - head.area.width / 2;
        head.area.y = TOP;
        head.area.height = height;
        x += gaps.get(index).copied().unwrap_or(0);
    }
    heads
}

fn head(participant: &Participant) -> Head {
    let name = wrap(participant.shown(), HEAD, 170, 2);
    let sub = fit(&participant.sub, SMALL, 170);
    let text = widest(&name, HEAD).max(width(&sub, SMALL));
    let lines = i32::try_from(name.len()).unwrap_or(2);
    // Even widths keep the centre on a whole pixel.
    let width = (text + participant.kind.padding() + 1).max(92) & !1;
    let height = 44 + (lines - 1) * HEAD.pitch;
    Head { area: Area { x: 0, y: 0, width, height }, x: 0, name, sub }
}

/// The distance from each lifeline to the next one.
fn gaps(heads: &[Head], entries: &[Entry<'_>]) -> Vec<i32> {
    let mut gaps: Vec<i32> = heads
        .windows(2)
        .map(|pair| GAP.max((pair[0].area.width + pair[1].area.width) / 2 + 20))
        .collect();
    for entry in entries {
        let (gap, room) = match entry {
            Entry::Message(number, message) => {
                let label = label(*number, message);
                match message.to.cmp(&message.from) {
                    std::cmp::Ordering::Equal => (message.from, label.width + 62),
                    std::cmp::Ordering::Greater => (message.from, label.width + 40),
                    std::cmp::Ordering::Less => (message.from - 1, label.width + 40),
                }
            }
            Entry::Note(at, text) => (*at, note(text).width + 34),
            Entry::Open(..) | Entry::Next(_) | Entry::Close => continue,
        };
        if let Some(width) = gaps.get_mut(gap) {
            *width = room.max(*width);
        }
    }
    gaps
}
