//! Comments that tolerate findings: `# eventbook:ignore dual-write -- reason`, at the end of a line or
//! on lines of its own above it.

use crate::document::parse;
use crate::document::spanned::Spanned;
use crate::source::span::{FileId, Span};
use crate::source::{SourceFile, Sources, role};

/// What such a comment begins with, behind its `#`.
const MARK: &str = "eventbook:ignore";

/// What stands between the rules and the reason.
const REASON: &str = "--";

/// A comment that tolerates findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Ignore {
    /// The comment, from its `#`.
    pub span: Span,
    /// The ids of the rules whose findings it tolerates.
    pub rules: Vec<Spanned<String>>,
    /// Why; empty where it does not say.
    pub reason: String,
    /// Where the line begins that it speaks of. It covers what is found at a place that begins there.
    pub line: u32,
    /// Where the line below begins, where its own only opens what stands there: a key whose value
    /// follows, or a dash.
    pub line_below: Option<u32>,
    /// Whether its first word has other capitals. Such a comment has no rules and tolerates nothing.
    pub is_misspelt: bool,
    /// Whether nothing else stands on its own line.
    pub alone: bool,
}

/// All such comments, by place.
pub fn of(sources: &Sources) -> Vec<Ignore> {
    // Most catalogs have none, and most files: only those that hold the words are read for them.
    let holding = sources.iter().filter(|(_, file)| {
        file.fault.is_none() && role::is_yaml(&file.path) && mentions(&file.text)
    });
    let ignores = holding.flat_map(|(id, file)| {
        let comments = parse::comments(id, &file.text).into_iter();
        comments.filter_map(move |span| ignore(id, file, span))
    });
    ignores.collect()
}

/// Whether a text holds the mark, in any capitals.
fn mentions(text: &str) -> bool {
    let colon = MARK.find(':').unwrap_or_default();
    text.match_indices(':').any(|(at, _)| {
        let place = at.checked_sub(colon).and_then(|start| text.get(start..start + MARK.len()));
        place.is_some_and(|place| place.eq_ignore_ascii_case(MARK))
    })
}

fn ignore(id: FileId, file: &SourceFile, span: Span) -> Option<Ignore> {
    let comment = file.text.get(span.start as usize..span.end as usize)?;
    let comment = comment.trim_end();
    let said = comment.trim_start_matches('#').trim_start();
    let mark = said.get(..MARK.len()).filter(|mark| mark.eq_ignore_ascii_case(MARK))?;
    let said = &said[MARK.len()..];
    // `eventbook:ignored` is another word.
    if !(said.is_empty() || said.starts_with(char::is_whitespace)) {
        return None;
    }
    let is_misspelt = mark != MARK;
    let (names, reason) = said.split_once(REASON).unwrap_or((said, ""));
    let mut at = span.start as usize + comment.len() - said.len();
    let mut rules = Vec::new();
    for part in names.split(',') {
        let name = part.trim();
        let start = at + part.len() - part.trim_start().len();
        if !name.is_empty() && !is_misspelt {
            let span = Span::new(id, start as u32, (start + name.len()) as u32);
            rules.push(Spanned { value: name.to_owned(), span });
        }
        at += part.len() + 1;
    }
    let start = line_start(&file.text, span.start);
    let alone = file.text[start..span.start as usize].trim().is_empty();
    let opens = opens(&file.text[start..span.start as usize]);
    let below = next_line(&file.text, span.end as usize);
    let line = if alone { below } else { start };
    let line_below = (opens && !alone).then_some(below as u32);
    let span = Span::new(id, span.start, span.start + comment.len() as u32);
    let reason = if reason.chars().all(is_unseen) { "" } else { reason.trim() };
    let reason = reason.to_owned();
    Some(Ignore { span, rules, reason, line: line as u32, line_below, is_misspelt, alone })
}

/// Whether a line goes on below: it ends with a key without its value, or with a dash alone.
fn opens(before: &str) -> bool {
    let said = before.trim();
    said.ends_with(':') || said == "-" || said.ends_with(" -")
}

/// Whether nothing is seen of a character: blanks, and what has no width.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || INVISIBLE.iter().any(|range| range.contains(&c))
}

/// Characters without ink that are no white space.
const INVISIBLE: [std::ops::RangeInclusive<char>; 7] = [
    '\u{ad}'..='\u{ad}',
    '\u{180e}'..='\u{180e}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{2800}'..='\u{2800}',
    '\u{feff}'..='\u{feff}',
];

/// Where the line begins that a place stands on.
pub fn line_start(text: &str, at: u32) -> usize {
    let before = &text.as_bytes()[..(at as usize).min(text.len())];
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

/// The first line behind a place that says something; the end of the text where there is none.
fn next_line(text: &str, from: usize) -> usize {
    let mut at = text[from..].find('\n').map_or(text.len(), |newline| from + newline + 1);
    for line in text[at..].split_inclusive('\n') {
        let said = line.trim();
        if !(said.is_empty() || said.starts_with('#') || said == "---") {
            return at;
        }
        at += line.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn found(text: &str) -> Vec<Ignore> {
        let file = SourceFile::new("a.yaml".to_owned(), text.to_owned(), true, None);
        of(&Sources::new(PathBuf::new(), vec![file]))
    }

    fn told(text: &str) -> Vec<(Vec<String>, String, &str)> {
        let line = |ignore: &Ignore| text[ignore.line as usize..].lines().next().unwrap_or("");
        let rules = |ignore: &Ignore| ignore.rules.iter().map(|rule| rule.value.clone()).collect();
        found(text).iter().map(|one| (rules(one), one.reason.clone(), line(one))).collect()
    }

    #[test]
    fn a_comment_speaks_of_its_line_or_of_the_next() {
        let text = "a: 1 # eventbook:ignore x, y-z -- for now\r\n\
                    # eventbook:ignore w\n# more\n\n---\nb: 2\n";
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let end = "a: 1 # eventbook:ignore x, y-z -- for now";
        assert_eq!(
            told(text),
            [
                (names(&["x", "y-z"]), "for now".to_owned(), end),
                (names(&["w"]), String::new(), "b: 2"),
            ]
        );
        let rules = found(text).into_iter().flat_map(|one| one.rules);
        let places = rules.map(|rule| &text[rule.span.start as usize..rule.span.end as usize]);
        assert_eq!(places.collect::<Vec<_>>(), ["x", "y-z", "w"]);
    }

    #[test]
    fn behind_a_key_without_value_a_comment_speaks_of_the_line_below_too() {
        let text = "a: # eventbook:ignore x -- y\n  b\n- # eventbook:ignore x -- y\n";
        let below: Vec<Option<u32>> = found(text).iter().map(|one| one.line_below).collect();
        assert_eq!(below, [Some(29)]);
        assert_eq!(found("a: 1 # eventbook:ignore x -- y\nb: 2\n")[0].line_below, None);
    }

    #[test]
    fn a_reason_that_nobody_sees_is_none() {
        assert_eq!(found("a: 1 # eventbook:ignore x -- \u{200b}\u{a0}\n")[0].reason, "");
    }

    #[test]
    fn capitals_make_it_another_word_that_is_told() {
        let found = found("a: 1 # Eventbook:Ignore x -- y\n");
        assert!(found[0].is_misspelt && found[0].rules.is_empty());
    }

    #[test]
    fn text_is_no_comment() {
        for text in [
            "a: 'x # eventbook:ignore b -- c'\n",
            "a: \"x\n  # eventbook:ignore b -- c\"\n",
            "a: |\n  # eventbook:ignore b -- c\n",
            "a: >\n  x\n  # eventbook:ignore b -- c\n",
            "a: x#eventbook:ignore b -- c\n",
            "# eventbook:ignored b -- c\na: 1\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_broken_below_does_not_hide_what_stands_above() {
        assert_eq!(found("# eventbook:ignore b -- c\na: 1\nb: [\n").len(), 1);
    }
}
