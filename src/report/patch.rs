//! What fixes change, as a unified diff that `git apply` and `patch` take.

use similar::TextDiff;

use crate::report::format::tame;

/// A file before and after its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Its path from the root of the catalog.
    pub path: String,
    /// Its text before.
    pub before: String,
    /// Its text afterwards.
    pub after: String,
    /// Whether a byte-order mark stands before its text, and stays there.
    pub marked: bool,
}

/// How many unchanged lines stand around a change.
const AROUND: usize = 3;

/// The diff of all files.
pub fn unified(patches: &[Patch]) -> String {
    let each = patches.iter().map(|patch| {
        let mark = if patch.marked { "\u{feff}" } else { "" };
        let texts = [&patch.before, &patch.after].map(|text| format!("{mark}{text}"));
        let path = tame(&patch.path);
        let diff = TextDiff::from_lines(&texts[0], &texts[1]);
        let (old, new) = (format!("a/{path}"), format!("b/{path}"));
        diff.unified_diff().context_radius(AROUND).header(&old, &new).to_string()
    });
    each.collect()
}
