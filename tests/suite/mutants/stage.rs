//! How far a mutant came, by what eventbook said of it.

use eventbook::lint::rule::Check;
use eventbook::lint::rules::RULES;

/// How far a catalog came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The settings mean nothing, or nothing is declared: no site.
    Refused,
    /// A file could not be parsed; a site of the rest.
    Unreadable,
    /// Something does not fit its shape, or a name leads nowhere; a site of the rest.
    Flawed,
    /// Every document was read and every name resolved; a site of all of it.
    Whole,
}

impl Stage {
    /// The stage that an exit code and what was said on stderr tell; none for any other exit.
    pub(crate) fn of(code: Option<i32>, said: &str) -> Option<Stage> {
        let names = |rule: &str| said.contains(&format!("[{rule}]"));
        let reading = RULES.iter().filter(|rule| matches!(rule.check, Check::Reading));
        match code? {
            0 => Some(Stage::Whole),
            1 if UNREADABLE.into_iter().any(names) => Some(Stage::Unreadable),
            1 if reading.map(|rule| rule.name).any(names) => Some(Stage::Flawed),
            1 => Some(Stage::Whole),
            2 => Some(Stage::Refused),
            _ => None,
        }
    }
}

const UNREADABLE: [&str; 8] = [
    "control-character",
    "file-too-large",
    "invalid-utf8",
    "symlink-escape",
    "unreadable-file",
    "yaml-alias-limit",
    "yaml-depth",
    "yaml-syntax",
];
