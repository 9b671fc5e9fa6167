//! What all pages share: one style sheet, one small script and one for the search, one sign for the
//! browser's tab, and what a theme brings besides, such as a logo or a font.

use std::collections::BTreeMap;

use crate::embedded;
use crate::finding::{Finding, did_you_mean};
use crate::theme::layers::{Layers, Part};
use crate::theme::unused;

/// The style sheets of a theme, in the order in which later ones may overrule earlier ones.
const SHEETS: [&str; 4] = ["tokens.css", "site.css", "diagram.css", EXTRA];

/// The sheet whose own text follows the built-in one, so that a theme names only what it changes.
pub const TOKENS: &str = "tokens.css";

/// The sheet that the built-in theme does not have: rules that a theme adds.
const EXTRA: &str = "extra.css";

/// The files that are taken as they are, from the theme or from the binary.
const SINGLE: [&str; 2] = ["eventbook.js", "icon.svg"];

/// The parts of the script of the search: what ranks can be tested without what shows.
const SEARCH: [&str; 2] = ["rank.js", "search.js"];

/// The style sheet of the site, which is all sheets of the theme in one.
const SHEET: &str = "eventbook.css";

/// A file that pages share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path from the site's folder of assets.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The assets of a theme, and what of it cannot be published. The style sheets are one file, since
/// each request costs more than their size.
pub fn of(layers: &Layers<'_>) -> (Vec<Asset>, Vec<Finding>) {
    let own: BTreeMap<&str, &[u8]> = layers
        .parts
        .iter()
        .filter(|part| part.file.fault.is_none())
        .map(|part| (part.path, part.file.bytes.as_slice()))
        .collect();
    let mut assets = vec![Asset { path: SHEET.to_owned(), bytes: sheet(&own) }];
    for name in SINGLE {
        let bytes = own.get(name).copied().unwrap_or_else(|| text(name).as_bytes());
        assets.push(Asset { path: name.to_owned(), bytes: bytes.to_vec() });
    }
    let search = SEARCH.map(|name| own.get(name).copied().unwrap_or_else(|| text(name).as_bytes()));
    assets.push(Asset { path: SEARCH[1].to_owned(), bytes: search.concat() });
    let mut findings = Vec::new();
    // Some file systems do not tell `Logo.svg` from `logo.svg`.
    let mut taken: BTreeMap<String, &str> = [SHEET]
        .into_iter()
        .chain(SINGLE)
        .chain(SEARCH)
        .map(|name| (name.to_owned(), name))
        .collect();
    for part in &layers.parts {
        let known = SHEETS.into_iter().chain(SINGLE).chain(SEARCH).any(|name| name == part.path);
        if known || part.file.fault.is_some() {
            continue;
        }
        findings.extend(misspelt(part));
        match published(part, &mut taken) {
            Ok(()) => {
                let path = part.path.to_owned();
                assets.push(Asset { path, bytes: part.file.bytes.clone() });
            }
            Err(message) => findings.push(unused::finding(part.id, message)),
        }
    }
    (assets, findings)
}

/// All sheets in one. Ours lose their comments and indentation; a theme's are as they are.
fn sheet(own: &BTreeMap<&str, &[u8]>) -> Vec<u8> {
    let mut sheet = Vec::new();
    for name in SHEETS {
        let theirs = own.get(name).map(|bytes| without_mark(bytes));
        if theirs.is_none() || name == TOKENS {
            sheet.extend(lean(text(name)).into_bytes());
        }
        if let Some(theirs) = theirs {
            sheet.extend(theirs);
            sheet.push(b'\n');
        }
    }
    sheet
}

/// Whether a file can lie beside the others in every file system and on every server.
fn published<'a>(part: &Part<'a>, taken: &mut BTreeMap<String, &'a str>) -> Result<(), String> {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    if !part.path.chars().all(safe) {
        return Err(format!(
            "`{}` is not published: names of assets may have letters of ASCII, digits, `.`, `_` and `-`",
            part.path
        ));
    }
    match taken.insert(part.path.to_ascii_lowercase(), part.path) {
        None => Ok(()),
        Some(first) => {
            taken.insert(first.to_ascii_lowercase(), first);
            Err(format!("`{}` is not published: the site has a file `{first}`", part.path))
        }
    }
}

/// A file that is nearly called like one that would have taken effect.
fn misspelt(part: &Part<'_>) -> Option<Finding> {
    let known = SHEETS.into_iter().chain(SINGLE).chain(SEARCH);
    let near = did_you_mean(part.path, known)?;
    let message = format!("`{}` takes the place of no part of the theme", part.path);
    Some(unused::finding(part.id, message).label(format!("did you mean `{near}`?")))
}

/// A built-in part of the theme; empty for the one that only themes have.
fn text(name: &str) -> &'static str {
    embedded::THEME.text(name).unwrap_or_default()
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// A style sheet without comments and indentation.
fn lean(sheet: &str) -> String {
    let mut lean = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        lean.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    lean.push_str(rest);
    let lines = lean.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}
