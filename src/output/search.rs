//! The index of the search to its files: JSON for programs, and the same as a script, because a page
//! that is opened from a folder may load a script and may not read a file.

use serde_json::json;

use crate::output::File;
use crate::site::search::Index;

/// The files of the index.
pub const PATHS: [&str; 2] = ["search/names.json", "search/names.js"];

/// The index as two files.
pub fn files(index: &Index) -> Vec<File> {
    let names = json!(index);
    vec![
        File::text(PATHS[0], format!("{names}\n")),
        // JSON is an expression of JavaScript. A key `__proto__` would not mean the same in both, but
        // all keys are ours.
        File::text(PATHS[1], format!("window.__EVENTBOOK_INDEX = {names};\n")),
    ]
}
