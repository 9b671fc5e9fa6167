//! A sequence with every part in its place: what the layout hands to the painter.

use crate::draw::diagram::{Area, ArrowKind};
use crate::draw::diagrams::sequence::columns::{Head, Label, NoteText};
use crate::draw::diagrams::sequence::model::{Message, Operator};

/// The height of the band that carries a guard.
pub const BAND: i32 = 24;

/// Everything with its place.
#[derive(Debug, Clone, Default)]
pub struct Layout<'a> {
    /// The heads of the lifelines.
    pub heads: Vec<Head>,
    /// Where the lifelines end.
    pub bottom: i32,
    /// Whether the heads are drawn once more below the lifelines.
    pub repeated: bool,
    /// The times in which participants work.
    pub bars: Vec<Bar>,
    /// The frames, outer ones before those inside them.
    pub frames: Vec<Frame>,
    /// Messages and notes in reading order.
    pub items: Vec<Item<'a>>,
    /// Width of the picture.
    pub width: i32,
    /// Height of the picture.
    pub height: i32,
}

/// A time in which a participant works.
#[derive(Debug, Clone)]
pub struct Bar {
    /// The index of the participant.
    pub at: usize,
    /// Where it begins.
    pub top: i32,
    /// Where it ends.
    pub bottom: i32,
    /// How many frames were open where it began.
    pub depth: usize,
}

/// The frame of a fragment.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The whole frame.
    pub area: Area,
    /// The keyword in the tab.
    pub operator: Operator,
    /// The width of the tab.
    pub tab: i32,
    /// The branches from above.
    pub bands: Vec<Band>,
}

/// One branch of a frame.
#[derive(Debug, Clone)]
pub struct Band {
    /// Upper edge of the band, which is as wide as its frame.
    pub top: i32,
    /// Where the branch ends.
    pub bottom: i32,
    /// The guard, cut to fit.
    pub guard: String,
    /// Whether the branch is a failure.
    pub failure: bool,
}

/// A message or a note.
#[derive(Debug, Clone)]
pub enum Item<'a> {
    /// An arrow and its label.
    Message {
        /// The number of the step.
        number: usize,
        /// What is sent.
        message: &'a Message,
        /// Where the arrow runs; for a message to oneself, where it starts.
        y: i32,
        /// The label.
        label: Label,
        /// The box of the label.
        area: Area,
    },
    /// A note beside a lifeline.
    Note {
        /// The index of the participant.
        at: usize,
        /// The text in lines.
        text: NoteText,
        /// The box.
        area: Area,
    },
}

impl Layout<'_> {
    /// The kinds of arrow that occur.
    pub fn kinds(&self) -> Vec<ArrowKind> {
        let of = |item: &Item<'_>| match item {
            Item::Message { message, .. } => Some(message.kind),
            Item::Note { .. } => None,
        };
        self.items.iter().filter_map(of).collect()
    }
}

impl Item<'_> {
    /// The box of the label or of the note.
    pub fn area(&self) -> Area {
        match self {
            Item::Message { area, .. } | Item::Note { area, .. } => *area,
        }
    }

    /// Moves the box to the right.
    pub fn move_by(&mut self, shift: i32) {
        match self {
            Item::Message { area, .. } | Item::Note { area, .. } => area.x += shift,
        }
    }
}
