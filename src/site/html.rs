//! Markup that may stand in a page as it is. Only the writers of this crate make it: Markdown, the
//! highlighter of code and the diagrams. Templates print it with `| safe`, and only fields named
//! `…_html` or `svg` hold it, so that a test can see that nothing else is printed so.

use serde::Serialize;

/// Finished, escaped markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Markup from one of the writers of this crate, which have escaped every text in it.
    pub(in crate::site) fn written(markup: String) -> Self {
        Html(markup)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Text as it stands in markup or in a quoted attribute.
pub(in crate::site) fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            _ => markup.push(character),
        }
    }
    markup
}
