//! A badge: a label and a message side by side, small enough for the first line of a README. It
//! stands alone, so its colours are its own, the same on any ground.

use crate::draw::measure::{Font, fit, width};
use crate::draw::svg;

/// A badge.
#[derive(Debug, Clone, Copy)]
pub struct Badge<'a> {
    /// What it tells of, at the left.
    pub label: &'a str,
    /// What is so, at the right.
    pub message: &'a str,
    /// Whose badge it is, for who does not see it.
    pub about: &'a str,
    /// The ground of the message.
    pub tone: Tone,
}

/// What a message means, as a colour. The words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All holds.
    Good,
    /// Something is open.
    Open,
    /// Something is at fault.
    Bad,
    /// Nothing is known.
    Mute,
}

/// The text of a badge, in the metrics of the one font that diagrams use.
const FONT: Font = Font { size: 11, bold: false, pitch: 14 };
/// The fonts, of which the first is measured and none is wider.
const FONTS: &str = "Arial,Liberation Sans,Helvetica,sans-serif";
/// The height, and where the text stands in it.
const HEIGHT: i32 = 20;
const BASELINE: i32 = 14;
/// The room beside each text.
const PADDING: i32 = 6;
/// The most that a text may take.
const WIDEST: i32 = 400;
/// The text, and the ground of the label.
const INK: &str = "#ffffff";
const LABEL: &str = "#39414f";

impl Tone {
    /// Its colour: white text on it has a contrast of 4.5 and more.
    pub fn colour(self) -> &'static str {
        match self {
            Tone::Good => "#0b6e4a",
            Tone::Open => "#8a5200",
            Tone::Bad => "#b4232f",
            Tone::Mute => "#596275",
        }
    }
}

/// The badge as an SVG document.
pub fn svg(badge: &Badge<'_>) -> String {
    let (label, message) = (fit(badge.label, FONT, WIDEST), fit(badge.message, FONT, WIDEST));
    let words = format!("{label} of {}: {message}", badge.about);
    let left = width(&label, FONT) + 2 * PADDING;
    let right = width(&message, FONT) + 2 * PADDING;
    svg::document("svg", |root| {
        root.set("xmlns", "http://www.w3.org/2000/svg");
        root.set("width", left + right).set("height", HEIGHT);
        root.set("viewBox", format!("0 0 {} {HEIGHT}", left + right));
        root.set("role", "img").set("aria-label", &words);
        root.child("title").text(&words);
        // The corners of the label show beside those of the message, which lies over the middle.
        let mut ground = |x: i32, width: i32, fill: &str, round: bool| {
            let mut rect = root.child("rect");
            rect.set("x", x).set("width", width).set("height", HEIGHT).set("fill", fill);
            if round {
                rect.set("rx", 3);
            }
        };
        ground(0, left + right, LABEL, true);
        ground(left, right, badge.tone.colour(), true);
        ground(left, PADDING, badge.tone.colour(), false);
        let mut group = root.child("g");
        group.set("fill", INK).set("font-family", FONTS).set("font-size", FONT.size);
        for (x, text) in [(PADDING, &label), (left + PADDING, &message)] {
            let mut words = group.child("text");
            words.set("x", x).set("y", BASELINE).set("textLength", width(text, FONT)).text(text);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.2, in ten thousandths.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let byte = u8::from_str_radix(&colour[at..at + 2], 16).expect("two digits");
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn every_ground_bears_white_text() {
        let tones = [Tone::Good, Tone::Open, Tone::Bad, Tone::Mute].map(Tone::colour);
        for ground in tones.into_iter().chain([LABEL]) {
            let contrast = (luminance(INK) + 0.05) / (luminance(ground) + 0.05);
            assert!(contrast >= 4.5, "{ground}: {contrast}");
        }
    }

    #[test]
    fn text_stays_text_and_has_room() {
        let about = "\"><script>alert(1)</script>&\u{1}";
        let badge = Badge { label: "readiness", message: "9/12 pass", about, tone: Tone::Open };
        let text = svg(&badge);
        assert!(!text.contains("<script") && !text.contains('\u{1}'), "{text}");
        assert!(text.contains("aria-label=\"readiness of &quot;&gt;&lt;script&gt;"), "{text}");
        let long = "x".repeat(10_000);
        let text = svg(&Badge { message: &long, ..badge });
        assert!(text.contains('…') && text.len() < 2_000, "{text}");
    }
}
