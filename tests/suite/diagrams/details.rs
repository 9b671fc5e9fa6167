//! What a fixture or a random model does not show: contrast, ids, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use eventbook::draw::diagrams::sequence::parse::parse_plain;
use eventbook::draw::diagrams::{neighbourhood, saga, sequence};

/// The colours of diagrams when it is light, and when it is dark.
fn colours(css: &str) -> [BTreeMap<String, String>; 2] {
    let tokens =
        css.lines().filter_map(|line| line.trim().strip_prefix("--evd-")?.split_once(": "));
    let pairs = tokens.filter_map(|(name, value)| {
        let (light, dark) = value.strip_prefix("light-dark(")?.split_once(", ")?;
        Some((name.to_owned(), light.to_owned(), dark.split(')').next()?.to_owned()))
    });
    let pairs: Vec<(String, String, String)> = pairs.collect();
    assert!(pairs.len() > 20, "{} colours", pairs.len());
    let light = pairs.iter().map(|(name, light, _)| (name.clone(), light.clone()));
    let dark = pairs.iter().map(|(name, _, dark)| (name.clone(), dark.clone()));
    [light.collect(), dark.collect()]
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the style sheet is what is tested")]
fn every_text_can_be_read_in_both_themes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/tokens.css");
    let css = std::fs::read_to_string(path).unwrap();
    for theme in colours(&css) {
        let grounds = ["bg", "soft", "svct", "evtt", "cmdt", "actt", "brkt", "badt", "okt"];
        for ground in grounds {
            for text in ["fg", "mute"] {
                let ratio = contrast(&theme[text], &theme[ground]);
                assert!(ratio >= 4.5, "{text} on {ground} is {ratio:.2}: {theme:?}");
            }
        }
        assert!(contrast(&theme["fg"], &theme["paper"]) >= 4.5);
        for kind in ["svc", "evt", "cmd", "qry", "act", "brk", "bad", "mute"] {
            let ratio = contrast(&theme["bg"], &theme[kind]);
            assert!(ratio >= 4.5, "a focus in {kind} gives {ratio:.2}");
        }
    }
}

#[test]
fn different_prefixes_never_share_an_id() {
    let names = ["a", "a-title", "a_b", "a b", "a_20_b", "", "é", "A"];
    let mut ids: Vec<String> = Vec::new();
    for name in names {
        let model = sequence::model::Sequence { id: name.to_owned(), ..Default::default() };
        let svg = sequence::draw(&model).svg;
        ids.extend(svg.split(" id=\"").skip(1).map(|rest| rest[..rest.find('"').unwrap()].into()));
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), count), (2 * names.len(), 2 * names.len()));
}

#[test]
fn models_that_name_what_is_not_there_are_refused() {
    let sequence = r#"{"id":"s","title":"","steps":[{"note":{"at":2,"text":""}}]}"#;
    let refused = (sequence::DIAGRAM.from_json)(sequence).unwrap_err().to_string();
    assert_eq!(refused, "participant 2 does not exist: there are 0");
    let neighbourhood = r#"{"id":"n","title":"","columns":[],"focus":[0,1]}"#;
    let refused = (neighbourhood::DIAGRAM.from_json)(neighbourhood).unwrap_err().to_string();
    assert_eq!(refused, "there is no node 1 in column 0");
    assert!((saga::DIAGRAM.from_json)(r#"{"id":"s","title":"","completed":"","x":1}"#).is_err());
}

#[test]
fn other_arrows_are_read_and_the_plain_one_is_written() {
    let text = "A->>B: one\nB --> A:two\n\n  A -x \"B-\"[\"c]\"]: \"\\\"three\\\"\"\n";
    let script = parse_plain(text).unwrap();
    let printed = "A -> B: one\nB -> A: two\nA -> \"B-\"[\"c]\"]: \"\\\"three\\\"\"\n";
    assert_eq!(script.print(), printed);
    assert_eq!(parse_plain("par\nA -> B:\nelse\nend").unwrap_err().line, 3);
    assert_eq!(parse_plain("A -> B:\nend").unwrap_err().line, 2);
    assert_eq!(parse_plain("alt x\nA -> B:").unwrap_err().line, 1);
    assert_eq!(
        parse_plain(&"opt\n".repeat(10_000)).unwrap_err().message,
        "fragments nest too deep"
    );
}
