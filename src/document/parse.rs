//! Text to spanned trees, the only door to the YAML parser. It never fails: what is wrong with a
//! file is a finding, and the limits on depth, aliases and size are findings too.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Tag};

use crate::document::tree::{Data, Entry, Node};
use crate::finding::{Finding, Level};
use crate::source::span::{FileId, Span};

/// How deep collections may nest.
pub const DEEPEST: usize = 128;

/// How many nodes aliases may expand to in one file, at most.
const MOST_EXPANDED: u32 = 100_000;

/// What a file holds: the documents before the first fault, and the faults.
#[derive(Debug, Default)]
pub struct Parsed {
    /// One tree for each document that is whole.
    pub documents: Vec<Node>,
    /// What is wrong with the text.
    pub findings: Vec<Finding>,
    /// Whether the text could not be read to its end.
    pub is_cut: bool,
}

/// Reads all YAML documents of a text. JSON is YAML too.
pub fn parse(file: FileId, text: &str) -> Parsed {
    if let Some(finding) = control_character(file, text) {
        return Parsed { documents: Vec::new(), findings: vec![finding], is_cut: true };
    }
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut reader = Reader {
        parser: Parser::new_from_str_with_options(text, options),
        file,
        text,
        anchors: BTreeMap::new(),
        budget: MOST_EXPANDED.min((text.len() as u32 / 2).saturating_mul(10)),
        tag: None,
        findings: Vec::new(),
    };
    let mut documents = Vec::new();
    let is_cut = loop {
        match reader.document() {
            Ok(Some(node)) => documents.push(node),
            Ok(None) => break false,
            Err(finding) => {
                reader.findings.push(*finding);
                break true;
            }
        }
    };
    Parsed { documents, findings: reader.findings, is_cut }
}

/// The comments of a text, each from its `#` to the end of its line, as far as the text can be read.
/// What stands in quotes or in a block of text is none.
pub fn comments(file: FileId, text: &str) -> Vec<Span> {
    let mut options = Options::default();
    options.set_emit_comments(true);
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut comments = Vec::new();
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::StreamEnd => break,
            Event::Comment(..) => {
                let range = span.byte_range().unwrap_or_default();
                comments.push(Span::new(file, range.start as u32, range.end as u32));
            }
            _ => {}
        }
    }
    comments
}

/// A control character in the text could drive a terminal or end a page; YAML allows none raw.
fn control_character(file: FileId, text: &str) -> Option<Finding> {
    let (offset, found) = text.char_indices().find(|(_, c)| is_forbidden(*c))?;
    let span = Span::new(file, offset as u32, (offset + found.len_utf8()) as u32);
    let message = format!("the file holds the control character U+{:04X}", found as u32);
    Some(Finding::new("control-character", Level::Error, span, message).label("remove it"))
}

fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}')
}

type Step<T> = Result<T, Box<Finding>>;

struct Reader<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    file: FileId,
    text: &'a str,
    anchors: BTreeMap<usize, Node>,
    budget: u32,
    /// The tag of the event that was read last, where it has one.
    tag: Option<Span>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Step<Option<Node>> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(None),
                (Event::DocumentEnd | Event::StreamStart | Event::DocumentStart(..), _) => {}
                (event, span) => return self.node(event, span).map(Some),
            }
        }
    }

    fn next(&mut self) -> Step<(Event<'a>, Span)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                self.tag = span.tag_span().map(|tag| self.place(tag));
                Ok((event, self.place(span)))
            }
            Some(Err(error)) => Err(Box::new(syntax(self.file, self.text, &error))),
            None => Ok((Event::StreamEnd, Span::new(self.file, 0, 0))),
        }
    }

    fn place(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or_default();
        Span::new(self.file, range.start as u32, range.end as u32)
    }

    /// Depth is bounded by the parser's own limits, so the recursion is.
    fn node(&mut self, event: Event<'a>, span: Span) -> Step<Node> {
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && !self.is_text(tag.as_deref(), span);
                if let Some(found) = text.chars().find(|c| is_forbidden(*c)) {
                    self.findings.push(escaped_control(span, found));
                }
                let data = Data::Scalar { text: text.into_owned(), plain };
                (Node { data, span, weight: 1 }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.is_text(tag.as_deref(), span);
                (self.sequence(span)?, anchor)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.is_text(tag.as_deref(), span);
                (self.mapping(span)?, anchor)
            }
            Event::Alias(id) => return self.alias(id, span),
            // The parser emits nothing else where a node is due; an empty node keeps us whole.
            _ => (
                Node { data: Data::Scalar { text: String::new(), plain: true }, span, weight: 1 },
                0,
            ),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn sequence(&mut self, start: Span) -> Step<Node> {
        let mut items = Vec::new();
        let mut weight = 1u32;
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let end = items.last().map_or(span.end, |last: &Node| last.span.end.max(span.end));
                // Most collections are small, and a vector begins with room for more than they have.
                items.shrink_to_fit();
                return Ok(Node {
                    data: Data::Sequence(items),
                    span: Span::new(self.file, start.start, end),
                    weight,
                });
            }
            let item = self.node(event, span)?;
            weight = weight.saturating_add(item.weight);
            items.push(item);
        }
    }

    fn mapping(&mut self, start: Span) -> Step<Node> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut weight = 1u32;
        loop {
            let (event, key_span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let end = entries.last().map_or(key_span.end, |last| last.value.span.end);
                entries.shrink_to_fit();
                let span = Span::new(self.file, start.start, end);
                return Ok(Node { data: Data::Mapping(entries), span, weight });
            }
            let key = self.node(event, key_span)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            weight = weight.saturating_add(key.weight).saturating_add(value.weight);
            let Data::Scalar { text: key, .. } = key.data else {
                self.findings.push(collection_key(key.span));
                continue;
            };
            match seen.get(&key) {
                Some(first) => self.findings.push(duplicate(&key, key_span, *first)),
                None => {
                    seen.insert(key.clone(), key_span);
                    entries.push(Entry { key, key_span, value });
                }
            }
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Step<Node> {
        // An anchor is known only once its node is whole, so no alias can hold itself.
        let Some(node) = self.anchors.get(&id) else {
            let message = "an alias stands inside the value that it names";
            return Err(Box::new(Finding::new("yaml-syntax", Level::Error, span, message)));
        };
        match self.budget.checked_sub(node.weight) {
            Some(left) => {
                self.budget = left;
                Ok(node.clone())
            }
            None => Err(Box::new(
                Finding::new(
                    "yaml-alias-limit",
                    Level::Error,
                    span,
                    "the aliases of this file expand to more nodes than it may hold",
                )
                .label("the limit is passed here")
                .help("write the values out, or share them by `$ref`"),
            )),
        }
    }

    /// Whether a tag makes a plain scalar text. A tag outside YAML's core is a finding: it could
    /// only ask a program to do something, and nothing in a catalog does.
    fn is_text(&mut self, tag: Option<&Tag>, span: Span) -> bool {
        let Some(tag) = tag else { return false };
        match tag.core_suffix() {
            Some(suffix) => suffix == "str",
            None if tag.original() == "!" => true,
            None => {
                let message = format!("the tag `{}` has no meaning here", tag.original());
                let span = self.tag.unwrap_or(span);
                let finding = Finding::new("yaml-tag", Level::Error, span, message);
                self.findings.push(finding.label("remove the tag"));
                true
            }
        }
    }
}

fn escaped_control(span: Span, found: char) -> Finding {
    let message = format!("the text holds the control character U+{:04X}", found as u32);
    Finding::new("control-character", Level::Error, span, message)
}

fn collection_key(span: Span) -> Finding {
    Finding::new("yaml-syntax", Level::Error, span, "a key must be text, not a list or a mapping")
}

fn duplicate(key: &str, second: Span, first: Span) -> Finding {
    Finding::new("duplicate-key", Level::Error, second, format!("the key `{key}` stands twice"))
        .label("remove one of the two")
        .relate(first, "first here")
}

/// The parser's errors in words for someone who has never read the YAML specification.
fn syntax(file: FileId, text: &str, error: &ScanError) -> Finding {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let (rule, at, message, label) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => (
            "yaml-depth",
            at,
            format!("collections nest more than {DEEPEST} deep"),
            "this one is too deep",
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => (
            "yaml-syntax",
            tab_before(text, at),
            "a tab is used for indentation".to_owned(),
            "use spaces",
        ),
        // The parser stops where the text cannot go on any more, which is lines below the quote.
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "yaml-syntax",
            opening_quote(text, at),
            "a quote is never closed".to_owned(),
            "it opens here",
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            ("yaml-syntax", at, format!("a `{open}` is never closed"), "")
        }
        ErrorKind::UnknownAnchor => (
            "yaml-syntax",
            at,
            "an alias names an anchor that no node above defines".to_owned(),
            "text that begins with `*` needs quotes",
        ),
        ErrorKind::InvalidSimpleKey
        | ErrorKind::InvalidIndentation
        | ErrorKind::SimpleKeyExpected => (
            "yaml-syntax",
            at,
            "the line does not fit the indentation above it".to_owned(),
            "align it with its siblings; text with `: ` in it needs quotes",
        ),
        _ => ("yaml-syntax", at, format!("not valid YAML: {}", error.info()), ""),
    };
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    Finding::new(rule, Level::Error, Span::new(file, at as u32, end as u32), message).label(label)
}

/// The last quote before a place that can open a scalar: it stands first on its line, or behind
/// what introduces a value.
fn opening_quote(text: &str, at: usize) -> usize {
    let opens = |(offset, quote): &(usize, char)| {
        let before = text[..*offset].trim_end_matches([' ', '\t']);
        let introduced = before.len() < *offset && before.ends_with([':', '-', '?']);
        matches!(quote, '"' | '\'')
            && (introduced || before.is_empty() || before.ends_with(['\n', '[', '{', ',']))
    };
    text[..at].char_indices().rev().find(opens).map_or(at, |(offset, _)| offset)
}

/// The parser stops behind or before the tab; the finding points at it.
fn tab_before(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[line..].find('\n').map_or(text.len(), |length| line + length);
    text[line..end].find('\t').map_or(at, |offset| line + offset)
}
