//! Texts drawn: of the lengths, patterns and formats that are asked for, and beyond those of others.

use serde_json::Value;

use crate::compat::search::facets::{Facet, Facets};
use crate::compat::search::sample::Sampler;
use crate::inclusion::found::Found;
use crate::inclusion::text::{self, Goal, Pattern};

/// Texts that fit anywhere.
pub(super) const PLAIN: &[&str] =
    &["", "a", "A", "0", "-", "1.5", "abc", "a b", "ä", "x1", "日本", "😀"];

/// What texts are composed of.
const CHARACTERS: &[&str] =
    &["a", "b", "z", "A", "Z", "0", "9", "-", "_", ".", " ", "\n", "é", "😀"];

/// Longest text that is made only to have its length.
const LONGEST: u64 = 2_000;

/// Texts that are of a format, by its name in JSON Schema.
const FORMATS: [(&str, &[&str]); 19] = [
    ("date-time", &["2026-01-31T12:00:00Z", "1999-12-31T23:59:59.5+02:00"]),
    ("date", &["2026-01-31", "2024-02-29"]),
    ("time", &["12:00:00Z", "23:59:59.5+02:00"]),
    ("duration", &["P1D", "PT1H30M", "P2W"]),
    ("email", &["a@example.com", "first.last@example.org"]),
    ("idn-email", &["a@example.com", "ä@example.com"]),
    ("hostname", &["example.com", "a"]),
    ("idn-hostname", &["example.com", "bücher.example"]),
    ("ipv4", &["127.0.0.1", "10.0.0.255"]),
    ("ipv6", &["::1", "2001:db8::ff00:42:8329"]),
    ("uri", &["https://example.com/a?b=c#d", "urn:example:a"]),
    ("uri-reference", &["/a/b", "https://example.com", ""]),
    ("iri", &["https://example.com/ä"]),
    ("iri-reference", &["/ä"]),
    ("uri-template", &["https://example.com/{id}"]),
    ("uuid", &["00000000-0000-4000-8000-000000000000", "123e4567-e89b-12d3-a456-426614174000"]),
    ("json-pointer", &["", "/a/0"]),
    ("relative-json-pointer", &["0", "1/a"]),
    ("regex", &["^a$", "[0-9]+"]),
];

/// A text that is typical of a format; none where the format is not known.
pub fn typical(format: &str) -> Option<&'static str> {
    let (_, texts) = FORMATS.iter().find(|(name, _)| *name == format)?;
    texts.iter().copied().find(|text| !text.is_empty())
}

impl<'a> Sampler<'a> {
    /// A text.
    pub(super) fn text(&mut self, facets: &Facets<'a>, lines: &Facets<'a>, aims: bool) -> String {
        let asked = Asked::of(facets);
        if let Some(text) = self.of_format(facets, &asked) {
            return text;
        }
        let mut tries = Vec::new();
        if aims {
            let beyond = asked.beyond(lines);
            tries.extend(self.random.one_of(&beyond).cloned());
        }
        let mut longer = asked.clone();
        longer.min = longer.min.saturating_add(self.random.below(5));
        if self.random.once_in(2) {
            tries.push(longer);
        }
        tries.push(asked.clone());
        for asked in tries {
            if let Some(text) = self.asked(&asked) {
                return self.varied(text, &asked);
            }
        }
        self.random.one_of(PLAIN).map(|text| (*text).to_owned()).unwrap_or_default()
    }

    fn of_format(&mut self, facets: &Facets<'a>, asked: &Asked<'a>) -> Option<String> {
        let format = facets.values("format").filter_map(Value::as_str).next()?;
        let (_, texts) = FORMATS.iter().find(|(name, _)| *name == format)?;
        let text = *self.random.one_of(texts)?;
        // Where a format is only an annotation any other text will do as well.
        (self.holds(text, asked) && !self.random.once_in(6)).then(|| text.to_owned())
    }

    /// A shortest text that is as asked. Asked again, it is not looked for again.
    fn asked(&mut self, asked: &Asked<'a>) -> Option<String> {
        if asked.min > LONGEST {
            return None;
        }
        let key = format!("{asked:?}");
        if let Some(known) = self.texts.get(&key) {
            return known.clone();
        }
        let goal = Goal {
            min: asked.min,
            max: asked.max,
            patterns: self.patterns(&asked.patterns),
            not_patterns: self.patterns(&asked.not_patterns),
            excluded: Vec::new(),
        };
        let found = match text::find(&goal) {
            Found::Value(text) => Some(text),
            Found::Empty | Found::Unknown(_) => None,
        };
        self.texts.insert(key, found.clone());
        found
    }

    fn patterns(&self, sources: &[(usize, &'a str)]) -> Vec<&Pattern> {
        let pattern =
            |&(document, source): &(usize, &str)| self.documents.get(document)?.pattern(source);
        sources.iter().filter_map(pattern).collect()
    }

    /// The text with some characters drawn anew, as far as it stays as asked.
    fn varied(&mut self, text: String, asked: &Asked<'a>) -> String {
        let mut text = text;
        let plain = self.random.one_of(PLAIN).copied().unwrap_or_default();
        if self.random.once_in(3) && self.holds(plain, asked) {
            return plain.to_owned();
        }
        for _ in 0..self.random.below(4) {
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            let place = usize::try_from(self.random.below(length.saturating_add(1)));
            let place = place.unwrap_or_default();
            let drawn = self.random.one_of(CHARACTERS).copied().unwrap_or_default();
            let skipped = place + usize::from(self.random.once_in(2));
            let before: String = text.chars().take(place).collect();
            let after: String = text.chars().skip(skipped).collect();
            let changed = format!("{before}{drawn}{after}");
            if self.holds(&changed, asked) {
                text = changed;
            }
        }
        text
    }

    fn holds(&self, text: &str, asked: &Asked<'a>) -> bool {
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        length >= asked.min
            && asked.max.is_none_or(|max| length <= max)
            && self.patterns(&asked.patterns).iter().all(|pattern| pattern.matches(text))
            && !self.patterns(&asked.not_patterns).iter().any(|pattern| pattern.matches(text))
    }

    /// A text that a pattern matches, for a key.
    pub(super) fn matching(&mut self, document: usize, source: &'a str) -> Option<String> {
        let asked = Asked { patterns: vec![(document, source)], ..Asked::default() };
        let text = self.asked(&asked)?;
        Some(self.varied(text, &asked))
    }
}

/// What is asked of a text; patterns by the number of their document.
#[derive(Debug, Clone, Default)]
struct Asked<'a> {
    min: u64,
    max: Option<u64>,
    patterns: Vec<(usize, &'a str)>,
    not_patterns: Vec<(usize, &'a str)>,
}

impl<'a> Asked<'a> {
    fn of(facets: &Facets<'a>) -> Asked<'a> {
        Asked {
            min: facets.counts("minLength").max().unwrap_or(0),
            max: facets.counts("maxLength").min(),
            patterns: patterns(facets),
            not_patterns: Vec::new(),
        }
    }

    /// The same with one keyword of the others broken, for each that can be.
    fn beyond(&self, lines: &Facets<'a>) -> Vec<Asked<'a>> {
        let mut all = Vec::new();
        for least in lines.counts("minLength").filter_map(|least| least.checked_sub(1)) {
            let max = Some(self.max.map_or(least, |max| max.min(least)));
            all.push(Asked { max, ..self.clone() });
        }
        for most in lines.counts("maxLength") {
            all.push(Asked { min: self.min.max(most.saturating_add(1)), ..self.clone() });
        }
        for pattern in patterns(lines) {
            all.push(Asked { not_patterns: vec![pattern], ..self.clone() });
        }
        all
    }
}

fn patterns<'a>(facets: &Facets<'a>) -> Vec<(usize, &'a str)> {
    let pattern = |facet: &Facet<'a>| Some((facet.document, facet.get("pattern")?.as_str()?));
    facets.all.iter().filter_map(pattern).collect()
}
