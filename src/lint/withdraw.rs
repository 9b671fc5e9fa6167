//! How an allowance that covers nothing is taken back: what to remove of its file so that all else
//! stays as it is.

use crate::document::ignore::{Ignore, line_start};
use crate::finding::Edit;
use crate::source::span::Span;
use crate::study::Study;

/// The edit that removes an entry of `allow`; none where it stands neither on lines of its own nor
/// among others between brackets.
pub fn entry(study: &Study, number: usize) -> Option<Edit> {
    let list = study.settings.as_ref()?.entry("allow")?;
    let node = list.value.items().get(number)?;
    let text = &study.sources.file(node.span.file).text;
    if text.get(list.value.span.start as usize..)?.starts_with('[') {
        return bracketed(text, node.span);
    }
    let first = dashed(text, node.span.start)?;
    let end = line_end(text, closed(text, node.span)?)?;
    let (start, kept) = match list.value.items() {
        // A list without entries would be a key without a value.
        [_] => {
            let key = line_start(text, list.key_span.start);
            let between = text.get(list.key_span.end as usize..first)?;
            let said = between.lines().map(|line| line.split(" #").next().unwrap_or_default());
            let said: String = said.map(str::trim).filter(|line| !line.starts_with('#')).collect();
            let comments = between.split_inclusive('\n').filter(|it| it.trim().starts_with('#'));
            let is_alone = key == list.key_span.start as usize && said == ":";
            is_alone.then(|| (key, comments.collect()))?
        }
        _ => (first, String::new()),
    };
    Some(Edit { span: Span::new(node.span.file, start as u32, end as u32), text: kept })
}

/// Where the line of an entry's dash begins: that of the entry, or the one above it.
fn dashed(text: &str, at: u32) -> Option<usize> {
    let first = line_start(text, at);
    match text.get(first..at as usize)?.trim() {
        "-" => Some(first),
        "" => {
            let above = line_start(text, first.checked_sub(1)? as u32);
            (text.get(above..first)?.trim() == "-").then_some(above)
        }
        _ => None,
    }
}

/// The edit that removes an entry between brackets, with the comma that parts it from the others.
fn bracketed(text: &str, span: Span) -> Option<Edit> {
    let (start, end) = (span.start as usize, closed(text, span)? as usize);
    if !text.get(start..)?.starts_with('{') {
        return None;
    }
    let (before, behind) = (text.get(..start)?.trim_end(), text.get(end..)?);
    let (start, end) = match behind.trim_start().strip_prefix(',') {
        Some(rest) => (start, text.len() - rest.trim_start().len()),
        None if before.ends_with(',') => (before.len() - 1, end),
        None => (start, end),
    };
    Some(Edit { span: Span::new(span.file, start as u32, end as u32), text: String::new() })
}

/// The edit that removes a rule of a comment, and with its last rule the comment.
pub fn comment(study: &Study, ignore: &Ignore, place: usize) -> Edit {
    let file = ignore.span.file;
    let remove = |start: usize, end: usize| Edit {
        span: Span::new(file, start as u32, end as u32),
        text: String::new(),
    };
    let rule = ignore.rules[place].span;
    if let Some(next) = ignore.rules.get(place + 1) {
        return remove(rule.start as usize, next.span.start as usize);
    }
    if let Some(before) = place.checked_sub(1).and_then(|before| ignore.rules.get(before)) {
        return remove(before.span.end as usize, rule.end as usize);
    }
    whole(study, ignore)
}

/// The edit that removes a comment, and its line where nothing else stands on it.
pub fn whole(study: &Study, ignore: &Ignore) -> Edit {
    let file = ignore.span.file;
    let text = &study.sources.file(file).text;
    let remove = |start: usize, end: usize| Edit {
        span: Span::new(file, start as u32, end as u32),
        text: String::new(),
    };
    let (start, end) = (ignore.span.start as usize, ignore.span.end as usize);
    if ignore.alone {
        let newline = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
        return remove(line_start(text, ignore.span.start), newline);
    }
    remove(text[..start].trim_end_matches([' ', '\t']).len(), end)
}

/// Where a mapping ends, with the bracket that closes it where one opens it.
fn closed(text: &str, span: Span) -> Option<u32> {
    if !text.get(span.start as usize..)?.starts_with('{') {
        return Some(span.end);
    }
    let rest = text.get(span.end as usize..)?;
    let before = rest.find('}')?;
    let nothing = rest[..before].chars().all(|it| it.is_whitespace() || it == ',');
    nothing.then_some(span.end + before as u32 + 1)
}

/// Where the line ends that a value ends on, its line break included; none where something else
/// stands behind it.
fn line_end(text: &str, end: u32) -> Option<usize> {
    let end = end as usize;
    if text.get(..end)?.ends_with('\n') {
        return Some(end);
    }
    let rest = text.get(end..)?.split_inclusive('\n').next().unwrap_or_default();
    let said = rest.trim();
    (said.is_empty() || said.starts_with('#')).then_some(end + rest.len())
}
