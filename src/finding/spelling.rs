//! What a word was meant to be: a known one that is spelt otherwise, and the edit that puts it in place.

use crate::finding::Edit;
use crate::source::span::Span;

/// The known word that differs from what was typed in nothing but capitals, dashes and underscores;
/// none where there are several.
pub fn respelt<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = folded(typed);
    let mut same = known.into_iter().filter(|word| folded(word) == typed);
    let word = same.next()?;
    same.all(|other| other == word).then_some(word)
}

/// A word without what spellings differ in.
pub fn folded(word: &str) -> String {
    let letters = word.chars().filter(|letter| !matches!(letter, '-' | '_'));
    letters.flat_map(char::to_lowercase).collect()
}

/// The edit that puts a word in the place of what was typed, in quotes as it was; none where the place
/// holds more than that, or where the word could be taken for something else.
pub fn replacement(place: Span, typed: &str, word: &str) -> Option<Edit> {
    let is_word = |text: &str| {
        let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
        text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.chars().all(plain)
    };
    let of_yaml = ["true", "false", "null"].iter().any(|other| other.eq_ignore_ascii_case(word));
    if !is_word(typed) || !is_word(word) || of_yaml {
        return None;
    }
    // Neither escapes nor line breaks are in such a word, so what is longer by two has quotes.
    let quote = match (place.end - place.start).checked_sub(typed.len() as u32)? {
        0 => 0,
        2 => 1,
        _ => return None,
    };
    let span = Span::new(place.file, place.start + quote, place.end - quote);
    Some(Edit { span, text: word.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::span::FileId;

    #[test]
    fn spellings_are_one_word() {
        let known = ["partition_key", "key", "Key", "at-least-once"];
        assert_eq!(respelt("partitionKey", known), Some("partition_key"));
        assert_eq!(respelt("PARTITION-KEY", known), Some("partition_key"));
        assert_eq!(respelt("at_least_once", known), Some("at-least-once"));
        assert_eq!(respelt("KEY", known), None);
        assert_eq!(respelt("partition_keys", known), None);
    }

    #[test]
    fn quotes_stay() {
        let span = |length: u32| Span::new(FileId(0), 10, 10 + length);
        let place = |length| {
            let edit = replacement(span(length), "aB", "a_b")?;
            Some((edit.span.start, edit.span.end))
        };
        assert_eq!(place(2), Some((10, 12)));
        assert_eq!(place(4), Some((11, 13)));
        assert_eq!(place(3), None);
        assert_eq!(place(9), None);
        assert_eq!(replacement(span(4), "nULL", "null"), None);
        assert_eq!(replacement(span(3), "a b", "a_b"), None);
    }
}
