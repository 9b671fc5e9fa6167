//! Markdown that forges show as a comment or a summary: how text stays text in it, and how it stays
//! short enough to be taken.

use crate::report::diff::counted;
use crate::report::format::tame;

/// By which a program finds its comment again.
pub const MARKER: &str = "<!-- eventbook:report -->";

/// The longest report, in bytes. GitHub takes 65,536 characters.
pub const LONGEST: usize = 65_000;

/// What is left for the lines behind what was dropped.
const RESERVE: usize = 600;

/// Adds parts up to a length of the whole, and how many there was no room for.
pub fn fill(text: &mut String, parts: impl Iterator<Item = String>, what: &str, end: usize) {
    let mut dropped = 0_usize;
    for part in parts {
        if dropped == 0 && text.len() + part.len() + RESERVE <= end {
            text.push_str(&part);
        } else {
            dropped += 1;
        }
    }
    if dropped > 0 {
        text.push_str(&format!("\n… and {} that found no room here\n", counted(dropped, what)));
    }
}

/// The same parts behind a line that unfolds them.
pub fn fold(
    text: &mut String,
    summary: &str,
    parts: impl Iterator<Item = String>,
    what: &str,
    end: usize,
) {
    text.push_str(&format!("\n<details><summary>{summary}</summary>\n\n"));
    fill(text, parts, what, end);
    text.push_str("\n</details>\n");
}

/// A text that means nothing to Markdown, to HTML, or to those who look for names and addresses in
/// what is rendered. What stands in backticks is shown as code. Code is written as HTML: there a
/// backtick of a name ends nothing, and a `|` can be escaped in a table.
pub fn escaped(text: &str) -> String {
    let text = tame(text);
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('`') {
        plain(before, false, &mut escaped);
        match after.split_once('`') {
            Some((name, behind)) if !name.is_empty() => {
                escaped.push_str("<code>");
                plain(name, true, &mut escaped);
                escaped.push_str("</code>");
                rest = behind;
            }
            _ => {
                escaped.push_str("\\`");
                rest = after;
            }
        }
    }
    plain(rest, false, &mut escaped);
    escaped
}

/// A whole text as code, as [`escaped`] writes it.
pub fn code(text: &str) -> String {
    let mut escaped = "<code>".to_owned();
    for (number, part) in tame(text).split('`').enumerate() {
        if number > 0 {
            escaped.push_str("\\`");
        }
        plain(part, true, &mut escaped);
    }
    format!("{escaped}</code>")
}

/// The fewest hexadecimal digits that GitHub takes for the id of a commit.
const SHORTEST_ID: usize = 7;

/// Adds a text without backticks. In code no id is looked for, and it is there to be copied.
fn plain(text: &str, in_code: bool, escaped: &mut String) {
    let (mut last, mut before) = (' ', ' ');
    let mut digits = 0_usize;
    for c in text.chars() {
        digits = if c.is_ascii_hexdigit() { digits + 1 } else { 0 };
        if digits == SHORTEST_ID && !in_code {
            escaped.push_str(NO_WIDTH);
            digits = 1;
        }
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // No width, but no name, number or address begins behind it.
            '@' => escaped.push_str("@&#8203;"),
            '#' => escaped.push_str("\\#&#8203;"),
            '/' if last == ':' => escaped.push_str("&#8203;/"),
            '.' if last == 'w' || last == 'W' => escaped.push_str("&#8203;."),
            '-' if !in_code && matches!((before, last), ('g' | 'G', 'h' | 'H')) => {
                escaped.push_str("-&#8203;");
            }
            '\\' | '*' | '_' | '[' | ']' | '(' | ')' | '~' | '|' | '!' | '$' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        (before, last) = (last, c);
    }
}

/// What has no width and keeps apart what stands around it.
const NO_WIDTH: &str = "&#8203;";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a | `b`"), "a \\| <code>b</code>");
        assert_eq!(escaped("@org/team #1"), "@&#8203;org/team \\#&#8203;1");
        assert_eq!(escaped("</details><img src=x>"), "&lt;/details&gt;&lt;img src=x&gt;");
        assert_eq!(escaped("a\n\n```\n"), "a  \\`\\`\\` ");
        assert_eq!(escaped("[x](https://e.example)"), "\\[x\\]\\(https:&#8203;//e.example\\)");
        assert_eq!(escaped("www.e.example"), "www&#8203;.e.example");
        assert_eq!(escaped("&lt;"), "&amp;lt;");
        assert_eq!(escaped("`a|b` `<i>` `c"), "<code>a\\|b</code> <code>&lt;i&gt;</code> \\`c");
        assert_eq!(escaped("GH-12 a-1"), "GH-&#8203;12 a-1");
        assert_eq!(escaped("1234567 abcdef"), "123456&#8203;7 abcdef");
        assert_eq!(escaped("`GH-12 1234567`"), "<code>GH-12 1234567</code>");
        assert_eq!(code("a`b"), "<code>a\\`b</code>");
    }
}
