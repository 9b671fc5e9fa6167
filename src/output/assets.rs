//! What all pages share: one style sheet, one small script and one for the search, one sign for the
//! browser's tab.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use crate::output::File;

static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The style sheets of the theme, in the order in which later ones may overrule earlier ones.
const SHEETS: [&str; 3] = ["tokens.css", "site.css", "diagram.css"];

/// The parts of the script of the search: what ranks can be tested without what shows.
const SEARCH: [&str; 2] = ["rank.js", "search.js"];

/// The shared files. The style sheets are one file, since each request costs more than their size.
pub fn files() -> Vec<File> {
    static SHEET: LazyLock<String> =
        LazyLock::new(|| SHEETS.iter().map(|name| lean(text(name))).collect());
    vec![
        File::text("assets/eventbook.css", SHEET.as_str()),
        File::text("assets/eventbook.js", text("eventbook.js")),
        File::text("assets/search.js", SEARCH.map(text).concat()),
        File::text("assets/icon.svg", text("icon.svg")),
    ]
}

fn text(name: &str) -> &'static str {
    let file = THEME.get_file(name).and_then(|file| file.contents_utf8());
    file.unwrap_or_else(|| unreachable!("the theme holds {name}, which a test checks"))
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
