//! JSON with its parts marked, at build time: names, strings, numbers and words each get a class.
//! What is no JSON keeps its text and gets no marks.

use crate::draw::svg;
use crate::site::html::Html;

/// A piece of text and its class; the empty class is for all that is not marked.
type Token<'a> = (&'static str, &'a str);

/// The content of a `<pre>`: one `<code>` element.
pub fn json(text: &str) -> Html {
    let markup = svg::document("code", |code| {
        for (class, piece) in tokens(text) {
            match class {
                "" => {
                    code.text(piece);
                }
                _ => {
                    code.inline("span").set("class", class).text(piece);
                }
            }
        }
    });
    // The writer of XML writes line feeds as references; a page reads better without.
    Html::written(markup.trim_end().replace("&#10;", "\n"))
}

/// The same without marks, for a text that is too long for so many elements.
pub fn plain(text: &str) -> Html {
    let markup = svg::document("code", |code| {
        code.text(text);
    });
    Html::written(markup.trim_end().replace("&#10;", "\n"))
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => run(rest, |c| c.is_ascii_alphanumeric() || "+-.".contains(c)),
            'a'..='z' => run(rest, |c| c.is_ascii_lowercase()),
            _ => run(rest, |c| !matches!(c, '"' | '-' | '0'..='9' | 'a'..='z')),
        };
        let (piece, after) = rest.split_at(length);
        let class = match first {
            '"' if after.trim_start().starts_with(':') => "tk",
            '"' => "ts",
            '-' | '0'..='9' => "tn",
            'a'..='z' if ["true", "false", "null"].contains(&piece) => "tw",
            _ => "",
        };
        tokens.push((class, piece));
        rest = after;
    }
    tokens
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.char_indices().find(|(_, c)| !belongs(*c)).map_or(text.len(), |(at, _)| at)
}

/// The length of the string that a text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_json_is_marked_and_escaped() {
        let html = json("{\n  \"a<\": [\"b\\\"\", -1.50e3, null]\n}");
        let expected = "<code>{\n  <span class=\"tk\">&quot;a&lt;&quot;</span>: [<span class=\"ts\">\
                        &quot;b\\&quot;&quot;</span>, <span class=\"tn\">-1.50e3</span>, \
                        <span class=\"tw\">null</span>]\n}</code>";
        assert_eq!(html.as_str(), expected);
    }

    #[test]
    fn what_is_no_json_loses_nothing() {
        for text in ["", "\"open", "-", "nul", "é\"\\", "a\"b\\\\\"c"] {
            let joined: String = tokens(text).iter().map(|(_, piece)| *piece).collect();
            assert_eq!(joined, text);
        }
    }
}
