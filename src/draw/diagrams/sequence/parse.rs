//! Reads the plain text of a sequence back. Besides `->` it takes `->>`, `-->`, `-->>` and `-x`
//! for an arrow; blank lines do not count. It is a recursive descent over lines.

use crate::draw::diagrams::sequence::model::Operator;
use crate::draw::diagrams::sequence::plain::{KEYWORDS, Line, Name, Script, joins_words};

/// How deep fragments may nest; deeper text is refused rather than followed.
const DEEPEST: usize = 200;

/// Why a text is no sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The line of the text, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub message: &'static str,
}

/// Reads a script; fails at the first line that is none.
pub fn parse_plain(text: &str) -> Result<Script, ParseError> {
    let mut reader = Reader { lines: text.split('\n').enumerate().collect(), at: 0 };
    let lines = reader.block(0)?;
    match reader.peek() {
        None => Ok(Script { lines }),
        Some((number, _)) => fail(number, "this closes nothing"),
    }
}

fn fail<T>(number: usize, message: &'static str) -> Result<T, ParseError> {
    Err(ParseError { line: number + 1, message })
}

struct Reader<'a> {
    lines: Vec<(usize, &'a str)>,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next line that is not blank, without the white space around it.
    fn peek(&mut self) -> Option<(usize, &'a str)> {
        while let Some((number, line)) = self.lines.get(self.at) {
            let line = line.trim();
            if !line.is_empty() {
                return Some((*number, line));
            }
            self.at += 1;
        }
        None
    }

    /// Lines up to the end of the text or a line that ends a branch.
    fn block(&mut self, depth: usize) -> Result<Vec<Line>, ParseError> {
        let mut lines = Vec::new();
        while let Some((number, line)) = self.peek() {
            let (word, rest) = keyword(line);
            let read = match word {
                "end" | "and" | "else" => return Ok(lines),
                "par" => self.fragment(Operator::Par, rest, depth)?,
                "alt" => self.fragment(Operator::Alt, rest, depth)?,
                "opt" => self.fragment(Operator::Opt, rest, depth)?,
                "loop" => self.fragment(Operator::Loop, rest, depth)?,
                "note" => read_note(rest).ok_or(ParseError {
                    line: number + 1,
                    message: "a note reads `note over NAME: text`",
                })?,
                _ => read_message(line).ok_or(ParseError {
                    line: number + 1,
                    message: "a message reads `NAME -> NAME: text`",
                })?,
            };
            if !matches!(read, Line::Fragment { .. }) {
                self.at += 1;
            }
            lines.push(read);
        }
        Ok(lines)
    }

    /// A fragment from its first line to its `end`.
    fn fragment(
        &mut self,
        operator: Operator,
        guard: &str,
        depth: usize,
    ) -> Result<Line, ParseError> {
        let opened = self.peek().map_or(0, |(number, _)| number);
        if depth >= DEEPEST {
            return fail(opened, "fragments nest too deep");
        }
        let joint = if operator == Operator::Par { "and" } else { "else" };
        let first = (self.guard(opened, guard)?, self.block(depth + 1)?);
        let mut rest = Vec::new();
        loop {
            let Some((number, line)) = self.peek() else {
                return fail(opened, "this fragment has no `end`");
            };
            let (word, guard) = keyword(line);
            if word == "end" && guard.is_empty() {
                self.at += 1;
                return Ok(Line::Fragment { operator, first, rest });
            }
            if word != joint {
                return fail(number, "this does not continue the fragment that it stands in");
            }
            rest.push((self.guard(number, guard)?, self.block(depth + 1)?));
        }
    }

    fn guard(&mut self, number: usize, guard: &str) -> Result<String, ParseError> {
        self.at += 1;
        match read_text(guard) {
            Some(guard) => Ok(guard),
            None => fail(number, "this quotation does not end with its line"),
        }
    }
}

/// The keyword that a line begins with and what follows it; no keyword is an empty word.
fn keyword(line: &str) -> (&str, &str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    if KEYWORDS.contains(&word) { (word, rest.trim_start()) } else { ("", line) }
}

fn read_note(rest: &str) -> Option<Line> {
    let rest = rest.strip_prefix("over ")?;
    let (over, rest) = read_name(rest)?;
    let text = read_text(rest.trim_start().strip_prefix(':')?.trim_start())?;
    Some(Line::Note { over, text })
}

fn read_message(line: &str) -> Option<Line> {
    let (from, rest) = read_name(line)?;
    let rest = rest.trim_start();
    let arrow =
        ["-->>", "-->", "->>", "->", "-x"].iter().find(|arrow| rest.starts_with(**arrow))?;
    let (to, rest) = read_name(rest[arrow.len()..].trim_start())?;
    let text = read_text(rest.trim_start().strip_prefix(':')?.trim_start())?;
    Some(Line::Message { from, to, text })
}

/// A name at the beginning of a line, and what follows it.
fn read_name(line: &str) -> Option<(Name, &str)> {
    let (name, rest) = if line.starts_with('"') {
        unquote(line)?
    } else {
        let ends = |at: usize, character: char| match character {
            '[' | ':' | '>' | '"' | ']' => true,
            '-' => !joins_words(line, at),
            _ => false,
        };
        let end = line.char_indices().find(|(at, character)| ends(*at, *character));
        let end = end.map_or(line.len(), |(at, _)| at);
        let name = line[..end].trim_end();
        (name.to_owned(), &line[name.len()..])
    };
    let quoted = line.starts_with('"');
    if name.is_empty() && !quoted {
        return None;
    }
    let Some(inner) = rest.strip_prefix('[') else {
        return Some((Name { name, channel: None }, rest));
    };
    let (channel, rest) = if inner.starts_with('"') {
        let (channel, rest) = unquote(inner)?;
        (channel, rest.strip_prefix(']')?)
    } else {
        let (channel, rest) = inner.split_once(']')?;
        (channel.trim().to_owned(), rest)
    };
    Some((Name { name, channel: Some(channel) }, rest))
}

/// A text at the end of a line: bare, or one quotation that ends with it.
fn read_text(text: &str) -> Option<String> {
    if !text.starts_with('"') {
        return Some(text.to_owned());
    }
    let (text, rest) = unquote(text)?;
    rest.trim().is_empty().then_some(text)
}

/// The quotation that a text begins with, and what follows it.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut content = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((content, &text[at + 1..])),
            '\\' => match characters.next()?.1 {
                'n' => content.push('\n'),
                'r' => content.push('\r'),
                other => content.push(other),
            },
            _ => content.push(character),
        }
    }
    None
}
