//! Laws of the built-in style sheets: every colour, font and size of text is a token, every token
//! says what it is for, and each is used.

use std::collections::BTreeSet;
use std::fs;

use crate::support::repository;

/// Words of CSS for colours that the reader's system chooses, or for none.
const NEUTRAL: [&str; 9] = [
    "Canvas",
    "CanvasText",
    "LinkText",
    "GrayText",
    "Highlight",
    "HighlightText",
    "transparent",
    "currentColor",
    "none",
];

/// Words that stand beside colours in a `background`.
const PLACES: [&str; 8] =
    ["inherit", "left", "right", "local", "scroll", "no-repeat", "to", "linear-gradient"];

/// Properties whose value is a colour and little else.
const COLOURED: [&str; 9] = [
    "color",
    "background",
    "background-color",
    "fill",
    "stroke",
    "border-color",
    "outline-color",
    "border-left-color",
    "text-decoration-color",
];

fn sheet(name: &str) -> String {
    fs::read_to_string(repository("themes/default").join(name)).unwrap()
}

/// The declarations of a sheet, without comments and without what stands in `url(…)`.
fn declarations(css: &str) -> Vec<(String, String)> {
    let without = |text: &str, from: &str, to: &str| {
        let mut parts = text.split(from);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| kept + part.split_once(to).map_or("", |(_, rest)| rest))
    };
    let css = without(&without(css, "/*", "*/"), "url(\"", "\")");
    let parts = css.split(['{', '}', ';']).filter_map(|part| part.split_once(':'));
    let parts = parts.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    parts.filter(|(name, _)| !name.contains([' ', '.', '#', '@', '&', '>', ','])).collect()
}

/// What is no token in a declaration, though it should be.
fn literal(name: &str, value: &str) -> Option<String> {
    let fault = || Some(format!("{name}: {value}"));
    let colour = [
        "#",
        "rgb(",
        "rgba(",
        "hsl(",
        "hsla(",
        "hwb(",
        "lab(",
        "lch(",
        "oklab(",
        "oklch(",
        "color(",
        "light-dark(",
    ];
    if colour.iter().any(|start| value.contains(start)) {
        return fault();
    }
    let words = || value.split([' ', '/', ',', '(', ')', '\n']).filter(|word| !word.is_empty());
    let plain = |word: &&str| {
        !word.starts_with("--")
            && *word != "var"
            && word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-')
    };
    if COLOURED.contains(&name) {
        let known = |word: &&str| NEUTRAL.contains(word) || PLACES.contains(word);
        return words().find(|word| plain(word) && !known(word)).and_then(|_| fault());
    }
    match name {
        "font-family" | "font-size" => {
            (!value.starts_with("var(") && value != "inherit").then(fault).flatten()
        }
        "font" => (!value.contains("var(--") && value != "inherit").then(fault).flatten(),
        "border" | "border-left" | "border-right" | "border-top" | "border-bottom" | "outline" => {
            let style = ["solid", "dashed", "dotted"];
            let known = |word: &&str| style.contains(word) || NEUTRAL.contains(word);
            words().find(|word| plain(word) && !known(word)).and_then(|_| fault())
        }
        _ => None,
    }
}

#[test]
fn every_colour_and_font_is_a_token() {
    let mut faults = Vec::new();
    for name in ["site.css", "diagram.css"] {
        let found = declarations(&sheet(name));
        assert!(found.len() > 100, "{name} has {} declarations", found.len());
        let found = found.iter().filter_map(|(property, value)| literal(property, value));
        // The sizes of texts in diagrams are measured at build time and cannot be a theme's.
        let found = found.filter(|fault| name != "diagram.css" || !fault.starts_with("font-size"));
        faults.extend(found.map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "make these tokens, in tokens.css:\n{}", faults.join("\n"));
}

#[test]
fn every_literal_is_found() {
    let planted = ".a { color: #fff } .b { background: white; } .c:hover { font-family: Arial, sans-serif }\n\
        .d { font: 500 1rem/1 Arial } .e { border: 1px solid red; } .f { font-size: 12px }\n\
        .g { box-shadow: 0 1px rgb(0 0 0 / 0.5) } .h { --x: oklch(1 0 0) }";
    let found: Vec<(String, String)> = declarations(planted);
    assert_eq!(found.len(), 8, "{found:?}");
    for (name, value) in found {
        assert!(literal(&name, &value).is_some(), "{name}: {value}");
    }
    let fine = ".a { color: var(--x); fill: none; border: 1px solid var(--line); --i: url(\"data:#000\"); font: inherit }";
    for (name, value) in declarations(fine) {
        assert_eq!(literal(&name, &value), None);
    }
}

/// The tokens: name, value, and what the comment behind it says.
pub(crate) fn tokens() -> Vec<(String, String, String)> {
    let sheet = sheet("tokens.css");
    let lines = sheet.lines().filter_map(|line| line.trim_start().strip_prefix("--"));
    let told = lines.map(|line| {
        let (name, rest) = line.split_once(": ").expect("a token has a value");
        let (value, comment) = rest.split_once("; /* ").unwrap_or((rest, ""));
        let comment = comment.trim_end_matches(" */");
        (format!("--{name}"), value.to_owned(), comment.to_owned())
    });
    told.collect()
}

#[test]
fn every_token_is_told_once_and_used() {
    let tokens = tokens();
    let names: BTreeSet<&str> = tokens.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names.len(), tokens.len(), "a token stands twice");
    let sheets = [sheet("site.css"), sheet("diagram.css")].concat();
    for (name, _, comment) in &tokens {
        assert!(!comment.is_empty(), "{name} does not say what it is for");
        assert!(sheets.contains(&format!("var({name})")), "{name} is used nowhere");
    }
    let mut own: BTreeSet<String> = BTreeSet::new();
    own.extend(declarations(&sheets).into_iter().map(|(name, _)| name));
    for used in sheets.split("var(").skip(1).filter_map(|rest| rest.split([')', ',']).next()) {
        assert!(names.contains(used) || own.contains(used), "{used} is no token");
    }
}
