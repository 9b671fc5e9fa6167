//! The contract of a diagram: a name, a sentence, and a function from a model to a `Drawing`.
//! A model is plain data and complete; nothing here looks anything up or knows of catalogs.

use serde::Deserialize;

/// One kind of diagram, as data.
pub struct Diagram {
    /// The name of the kind, which is also the stem of its file.
    pub name: &'static str,
    /// What the picture answers, in one sentence.
    pub sentence: &'static str,
    /// Reads a model from JSON and draws it; fails where the JSON is not such a model.
    pub from_json: fn(&str) -> Result<Drawing, serde_json::Error>,
}

/// A finished drawing: the picture, and the same content for those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// One `<svg>` element, to be written inline; its colours come from `diagram.css`.
    pub svg: String,
    /// The plain text version, line by line; every line ends with a line feed.
    pub text: String,
    /// The content in reading order, for nested ordered lists.
    pub steps: Vec<TextStep>,
    /// The natural width of the picture in CSS pixels.
    pub width: i32,
    /// The natural height of the picture in CSS pixels.
    pub height: i32,
}

/// One item of the text version as a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextStep {
    /// What the item says, as unescaped text.
    pub text: String,
    /// The page that the item is about.
    pub href: Option<String>,
    /// Items that belong under this one, such as the branches of a fragment.
    pub children: Vec<TextStep>,
}

impl TextStep {
    /// An item without children.
    pub fn leaf(text: impl Into<String>, href: Option<&String>) -> TextStep {
        TextStep { text: text.into(), href: href.cloned(), children: Vec::new() }
    }
}

/// Which language of colour, arrowhead and dash an arrow speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArrowKind {
    /// A request that something be done: blue, filled head.
    Command,
    /// A fact that happened: amber, open head.
    #[default]
    Event,
    /// A question that wants an answer: green, filled head.
    Query,
    /// The answer to a command or a query: grey, dashed, open head.
    Reply,
    /// A message that could not be processed: red, dashed, a cross at its tail.
    DeadLetter,
}

impl ArrowKind {
    /// Every kind, in the order of a legend.
    pub const ALL: [ArrowKind; 5] = [
        ArrowKind::Command,
        ArrowKind::Event,
        ArrowKind::Query,
        ArrowKind::Reply,
        ArrowKind::DeadLetter,
    ];

    /// The word for the kind, which is also its CSS class.
    pub fn word(self) -> &'static str {
        match self {
            ArrowKind::Command => "command",
            ArrowKind::Event => "event",
            ArrowKind::Query => "query",
            ArrowKind::Reply => "reply",
            ArrowKind::DeadLetter => "dead-letter",
        }
    }

    /// Whether the line of this kind is dashed.
    pub fn dashed(self) -> bool {
        matches!(self, ArrowKind::Reply | ArrowKind::DeadLetter)
    }

    /// Whether the head of this kind is a filled triangle instead of two open strokes.
    pub fn filled(self) -> bool {
        matches!(self, ArrowKind::Command | ArrowKind::Query)
    }
}

/// A rectangle of the picture in CSS pixels, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width, never negative.
    pub width: i32,
    /// Height, never negative.
    pub height: i32,
}

impl Area {
    /// The right edge.
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// The middle between left and right, rounded down.
    pub fn centre_x(&self) -> i32 {
        self.x + self.width / 2
    }

    /// The middle between top and bottom, rounded down.
    pub fn centre_y(&self) -> i32 {
        self.y + self.height / 2
    }

    /// Whether the two rectangles share more than an edge.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}
