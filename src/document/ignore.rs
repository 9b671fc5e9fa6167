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
    /// Whether nothing else stands on its own line.
    pub alone: bool,
}

/// All such comments, by place.
pub fn of(sources: &Sources) -> Vec<Ignore> {
    // Most catalogs have none, and most files: only those that hold the words are read for them.
    let holding = sources.iter().filter(|(_, file)| {
        file.fault.is_none() && role::is_yaml(&file.path) && file.text.contains(MARK)
    });
    let ignores = holding.flat_map(|(id, file)| {
        let comments = parse::comments(id, &file.text).into_iter();
        comments.filter_map(move |span| ignore(id, file, span))
    });
    ignores.collect()
}

fn ignore(id: FileId, file: &SourceFile, span: Span) -> Option<Ignore> {
    let comment = file.text.get(span.start as usize..span.end as usize)?;
    let comment = comment.trim_end();
    let said = comment.trim_start_matches('#').trim_start().strip_prefix(MARK)?;
    // `eventbook:ignored` is another word.
    if !(said.is_empty() || said.starts_with(char::is_whitespace)) {
        return None;
    }
    let (names, reason) = said.split_once(REASON).unwrap_or((said, ""));
    let mut at = span.start as usize + comment.len() - said.len();
    let mut rules = Vec::new();
    for part in names.split(',') {
        let name = part.trim();
        let start = at + part.len() - part.trim_start().len();
        if !name.is_empty() {
            let span = Span::new(id, start as u32, (start + name.len()) as u32);
            rules.push(Spanned { value: name.to_owned(), span });
        }
        at += part.len() + 1;
    }
    let start = line_start(&file.text, span.start);
    let alone = file.text[start..span.start as usize].trim().is_empty();
    let line = if alone { next_line(&file.text, span.end as usize) } else { start };
    let span = Span::new(id, span.start, span.start + comment.len() as u32);
    Some(Ignore { span, rules, reason: reason.trim().to_owned(), line: line as u32, alone })
}

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
