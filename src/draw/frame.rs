//! The `<svg>` element around every diagram: its size, its names for assistive technology, its
//! links. Ids are built from the caller's prefix alone, so two diagrams with different prefixes
//! never share one.

use std::fmt::Write;

use crate::draw::svg::{Element, document};

/// What the outermost element says about a picture.
pub struct Frame<'a> {
    /// The prefix of all ids, unique on the page; any text will do.
    pub id: &'a str,
    /// The accessible name.
    pub title: &'a str,
    /// The accessible description.
    pub description: &'a str,
    /// Width in CSS pixels.
    pub width: i32,
    /// Height in CSS pixels.
    pub height: i32,
}

/// Writes the picture: the frame, and inside what `fill` draws.
pub fn picture(frame: &Frame<'_>, fill: impl FnOnce(&mut Element<'_>)) -> String {
    document("svg", |svg| {
        let prefix = id_prefix(frame.id);
        svg.set("xmlns", "http://www.w3.org/2000/svg");
        svg.set("class", size_class(frame.width));
        svg.set("viewBox", format_args!("0 0 {} {}", frame.width, frame.height));
        svg.set("width", frame.width).set("height", frame.height);
        svg.set("role", "graphics-document document").set("aria-roledescription", "diagram");
        svg.set("aria-labelledby", format_args!("{prefix}-title"));
        svg.set("aria-describedby", format_args!("{prefix}-desc"));
        svg.child("title").set("id", format_args!("{prefix}-title")).text(frame.title);
        svg.child("desc").set("id", format_args!("{prefix}-desc")).text(frame.description);
        fill(svg);
    })
}

/// Opens a part of the picture that stands for one thing: a link where there is a page for it,
/// else a named group. A link is named by its own title or words, which is what a person sees and
/// may say to it; a name beside them could differ.
pub fn part<'a>(
    parent: &'a mut Element<'_>,
    class: &str,
    href: Option<&String>,
    label: &str,
) -> Element<'a> {
    let mut element = match href {
        Some(_) => parent.child("a"),
        None => parent.child("g"),
    };
    element.set("class", class);
    match href {
        Some(href) => element.set("href", href),
        None => element.set("role", "graphics-symbol").set("aria-label", label),
    };
    element
}

/// A prefix for ids in which every other character than ASCII letters, digits and `-` is written
/// by its code point. Different texts give different prefixes, for `_` itself is written so too.
fn id_prefix(id: &str) -> String {
    let mut prefix = String::from("evd-");
    for character in id.chars() {
        if character.is_ascii_alphanumeric() || character == '-' {
            prefix.push(character);
        } else {
            // Writing into a string cannot fail.
            let _ = write!(prefix, "_{:x}_", character as u32);
        }
    }
    prefix
}

/// How far a picture may shrink on a narrow screen is a matter of its width, and without inline
/// styles a class has to say so.
fn size_class(width: i32) -> &'static str {
    match width {
        ..600 => "evd",
        600..900 => "evd evd-m",
        900..1300 => "evd evd-l",
        1300..1800 => "evd evd-xl",
        _ => "evd evd-huge",
    }
}
