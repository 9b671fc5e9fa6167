//! How wide a text is, without a browser: sums of advances from the checked-in font table.
//! Kerning is left out, so a text is never wider than measured in the fonts of the stack.
//! Wrapping and cutting work on grapheme clusters and never split one.

use unicode_segmentation::UnicodeSegmentation;

use crate::draw::advances::RUNS;

/// Units to the em in the advance table.
const UNITS: i64 = 2048;

/// A size and a weight of the one font family that diagrams use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Font {
    /// Size in CSS pixels.
    pub size: i32,
    /// Weight 700 instead of 400.
    pub bold: bool,
    /// The distance between two baselines, in CSS pixels.
    pub pitch: i32,
}

/// Names of participants, states and nodes.
pub const HEAD: Font = Font { size: 13, bold: true, pitch: 17 };
/// Texts on arrows.
pub const LABEL: Font = Font { size: 13, bold: false, pitch: 17 };
/// Notes and captions.
pub const NOTE: Font = Font { size: 12, bold: false, pitch: 16 };
/// Second lines, guards and versions.
pub const SMALL: Font = Font { size: 11, bold: false, pitch: 14 };
/// Operators and column headings.
pub const SMALL_BOLD: Font = Font { size: 11, bold: true, pitch: 14 };
/// Numbers of steps.
pub const NUMBER: Font = Font { size: 10, bold: true, pitch: 13 };

/// The width of one line in CSS pixels, rounded up.
pub fn width(text: &str, font: Font) -> i32 {
    let units: i64 = text.chars().map(|character| advance(character, font.bold)).sum();
    let pixels = (units * i64::from(font.size) + UNITS - 1) / UNITS;
    i32::try_from(pixels.min(1_000_000)).unwrap_or(1_000_000)
}

/// The text as it can be drawn: every run of white space is one space, other controls are gone.
pub fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !character.is_control() && !is_noncharacter(*character))
        .collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// One line no wider than `limit`, cut at its end by an ellipsis where it has to be.
pub fn fit(text: &str, font: Font, limit: i32) -> String {
    let text = one_line(text);
    if width(&text, font) <= limit { text } else { cut(&text, font, limit) }
}

/// The text in at most `lines` lines no wider than `limit`; the last one is cut where more is
/// left. Lines break at spaces, else after `.`, `-`, `_`, `/` and before a capital, else
/// anywhere between two clusters. The answer has one line at least, which may be empty.
pub fn wrap(text: &str, font: Font, limit: i32, lines: usize) -> Vec<String> {
    let mut rest = one_line(text);
    let mut answer = Vec::new();
    while width(&rest, font) > limit && answer.len() + 1 < lines {
        let at = break_at(&rest, font, limit);
        answer.push(rest[..at].trim_end().to_owned());
        rest = rest[at..].trim_start().to_owned();
    }
    answer.push(fit(&rest, font, limit));
    answer
}

/// The advance of one character in font units: from the table, else by its kind.
fn advance(character: char, bold: bool) -> i64 {
    let code = character as u32;
    let index = RUNS.partition_point(|run| run.first <= code);
    let listed = index.checked_sub(1).and_then(|index| {
        let run = &RUNS[index];
        let list = if bold { run.bold } else { run.regular };
        list.get((code - run.first) as usize).copied()
    });
    match listed {
        Some(units) if units > 0 => i64::from(units),
        _ => fallback(code),
    }
}

/// The advance of a character that the font does not have. Whichever font stands in for it, wide
/// scripts take an em, symbols and emoji a little more, marks and controls nothing.
fn fallback(code: u32) -> i64 {
    match code {
        0x00..=0x1f | 0x7f..=0x9f => 0,
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f => 0,
        0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff => 0,
        0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff => 0,
        0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xe0000..=0xe0fff => 0,
        0xfdfd => UNITS * 8,
        0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff => UNITS * 5 / 4,
        0x12000..=0x1254f => UNITS * 2,
        0x2e80.. => UNITS,
        0x900..=0x1fff => UNITS,
        _ => UNITS * 3 / 5,
    }
}

/// Code points that Unicode keeps for no character; XML forbids two of them.
fn is_noncharacter(character: char) -> bool {
    let code = character as u32;
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// The longest beginning that still leaves room for an ellipsis, with the ellipsis.
fn cut(text: &str, font: Font, limit: i32) -> String {
    let room = limit - width("…", font);
    let end = longest(text, font, room);
    format!("{}…", text[..end].trim_end())
}

/// The byte length of the longest run of whole clusters that is no wider than `limit`.
fn longest(text: &str, font: Font, limit: i32) -> usize {
    let budget = i64::from(limit) * UNITS / i64::from(font.size);
    let mut used = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        used += cluster.chars().map(|character| advance(character, font.bold)).sum::<i64>();
        if used > budget {
            return start;
        }
    }
    text.len()
}

/// Where the first line of a too long text ends, as a byte index above zero.
fn break_at(text: &str, font: Font, limit: i32) -> usize {
    let first = text.graphemes(true).next().map_or(text.len(), str::len);
    let hard = longest(text, font, limit).max(first);
    if text[hard..].starts_with(' ') {
        return hard;
    }
    let head = &text[..hard];
    if let Some(space) = head.rfind(' ').filter(|space| *space > 0) {
        return space + 1;
    }
    soft_break(text, hard).unwrap_or(hard)
}

/// The last place up to `hard` where a name may break: after a joint, or before a capital.
fn soft_break(text: &str, hard: usize) -> Option<usize> {
    let mut best = None;
    let mut before = None;
    for (index, character) in text.char_indices().take_while(|(index, _)| *index <= hard) {
        if let Some(last) = before {
            let joint = matches!(last, '.' | '-' | '_' | '/');
            let hump = char::is_lowercase(last) && character.is_uppercase();
            if joint || hump {
                best = Some(index);
            }
        }
        before = Some(character);
    }
    best.filter(|index| *index > 0 && text.is_char_boundary(*index))
}
