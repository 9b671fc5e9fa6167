//! A writer of SVG whose elements close themselves: an `Element` is open as long as it lives.
//! Here alone text and attribute values are escaped, and characters that XML forbids dropped.

use std::fmt::{Display, Write};

/// An element that is being written; dropping it closes it.
pub struct Element<'a> {
    out: &'a mut String,
    name: &'static str,
    has_content: bool,
}

/// Writes one root element and all that `fill` puts inside it.
pub fn document(name: &'static str, fill: impl FnOnce(&mut Element<'_>)) -> String {
    let mut out = String::new();
    let mut root = Element::open(&mut out, name);
    fill(&mut root);
    drop(root);
    out.push('\n');
    out
}

impl<'a> Element<'a> {
    fn open(out: &'a mut String, name: &'static str) -> Element<'a> {
        out.push('<');
        out.push_str(name);
        Element { out, name, has_content: false }
    }

    /// Adds an attribute; it must come before text and children, and later ones are dropped.
    pub fn set(&mut self, name: &str, value: impl Display) -> &mut Self {
        debug_assert!(!self.has_content, "attribute `{name}` after the content of an element");
        if !self.has_content {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            // Writing into a string through `Escape` cannot fail.
            let _ = write!(Escape(self.out), "{value}");
            self.out.push('"');
        }
        self
    }

    /// Adds text content.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.start_content();
        let _ = Escape(self.out).write_str(text);
        self
    }

    /// Opens a child on a line of its own.
    pub fn child(&mut self, name: &'static str) -> Element<'_> {
        self.start_content();
        self.out.push('\n');
        Element::open(self.out, name)
    }

    /// Opens a child within running text.
    pub fn inline(&mut self, name: &'static str) -> Element<'_> {
        self.start_content();
        Element::open(self.out, name)
    }

    fn start_content(&mut self) {
        if !self.has_content {
            self.out.push('>');
            self.has_content = true;
        }
    }
}

impl Drop for Element<'_> {
    fn drop(&mut self) {
        if self.has_content {
            self.out.push_str("</");
            self.out.push_str(self.name);
            self.out.push('>');
        } else {
            self.out.push_str("/>");
        }
    }
}

/// Escapes what is written through it, for text and for quoted attribute values alike.
struct Escape<'a>(&'a mut String);

impl Write for Escape<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Of the controls XML 1.0 allows these three, and as such only in references.
                '\t' => self.0.push_str("&#9;"),
                '\n' => self.0.push_str("&#10;"),
                '\r' => self.0.push_str("&#13;"),
                '\u{fffe}' | '\u{ffff}' => {}
                _ if character.is_control() => {}
                _ => self.0.push(character),
            }
        }
        Ok(())
    }
}
