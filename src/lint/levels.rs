//! How grave findings are by the settings, and which rules judge at all: profiles, and levels for the
//! catalog or for a part of it.

use std::collections::BTreeMap;

use crate::config::{Config, LevelWord, Profile};
use crate::document::either::TextOr;
use crate::finding::{Finding, Level};
use crate::lint::group::Group;
use crate::lint::rule::Rule;
use crate::lint::rules;
use crate::source::pattern::{Pattern, from_root};

/// What the profile `minimal` keeps besides the gates, from level error on: what makes a catalog wrong
/// in itself, whatever is thought of its design.
const MINIMAL: [Group; 5] =
    [Group::Documents, Group::Schema, Group::Naming, Group::Lifecycle, Group::Topology];

/// Rules that a document cannot be read by, whole or in part. No comment, no level and no baseline
/// hides what they find: it would hide all that the document says, its gates too.
pub const UNREADABLE: [&str; 14] = [
    "yaml-syntax",
    "yaml-depth",
    "yaml-alias-limit",
    "yaml-tag",
    "control-character",
    "invalid-utf8",
    "file-too-large",
    "symlink-escape",
    "unreadable-file",
    "unknown-kind",
    "duplicate-key",
    "missing-key",
    "wrong-type",
    "invalid-value",
];

/// Whether a level would hide that a document cannot be read.
pub fn hides(rule: &str, word: LevelWord) -> bool {
    UNREADABLE.contains(&rule) && word.level() < Some(Level::Error)
}

/// The levels of the settings, ready to be asked.
#[derive(Debug)]
pub struct Levels<'a> {
    profile: Profile,
    /// The levels for all documents, by rule.
    everywhere: BTreeMap<&'a str, LevelWord>,
    /// The levels for a part of the catalog, the nearest part first.
    parts: Vec<(Pattern, &'a BTreeMap<String, LevelWord>)>,
}

impl<'a> Levels<'a> {
    /// The levels of settings. A pattern that is none takes no path: it is a finding of its own.
    pub fn of(config: &'a Config) -> Self {
        let mut everywhere = BTreeMap::new();
        let mut parts = Vec::new();
        for (key, level) in &config.levels {
            match level {
                TextOr::Text(level) => {
                    everywhere.insert(key.as_str(), *level);
                }
                TextOr::Long(levels) => {
                    parts.extend(Pattern::new(key).ok().map(|pattern| (key, pattern, levels)));
                }
            }
        }
        // The longer pattern speaks of the smaller part. Of two that are as long, the one in which
        // more is spelt out does.
        let spelt = |key: &str| key.chars().filter(|letter| !"*?{}[],".contains(*letter)).count();
        parts.sort_by_key(|(key, _, _)| std::cmp::Reverse((from_root(key).len(), spelt(key))));
        let parts = parts.into_iter().map(|(_, pattern, levels)| (pattern, levels)).collect();
        Levels { profile: config.profile, everywhere, parts }
    }

    /// Whether a rule may find something that is shown. One that the profile leaves out may where
    /// `levels` names it.
    pub fn judges(&self, rule: &Rule) -> bool {
        self.includes(rule, rule.level)
            || self.everywhere.contains_key(rule.name)
            || self.parts.iter().any(|(_, levels)| levels.contains_key(rule.name))
    }

    /// The finding, in the file of this path, at its level; none where its rule is off. A gate can be
    /// raised and not lowered, and what makes a document unreadable is an error at least.
    pub fn levelled(&self, path: &str, finding: Finding) -> Option<Finding> {
        let rule = rules::find(finding.rule);
        if rule.is_some_and(|rule| rule.gate) {
            let word = self.word(finding.rule, path).and_then(LevelWord::level);
            let level = word.map_or(finding.level, |level| level.max(finding.level));
            return Some(Finding { level, ..finding });
        }
        match self.word(finding.rule, path) {
            Some(word) if hides(finding.rule, word) => Some(finding),
            Some(LevelWord::Off) => None,
            Some(word) => word.level().map(|level| Finding { level, ..finding }),
            None => match rule {
                Some(rule) if !self.includes(rule, finding.level) => None,
                _ => Some(finding),
            },
        }
    }

    /// Whether a check that could not be made is a finding.
    pub fn asks_for_all(&self) -> bool {
        self.profile == Profile::Strict
    }

    fn includes(&self, rule: &Rule, level: Level) -> bool {
        match self.profile {
            Profile::Recommended | Profile::Strict => true,
            Profile::Minimal => rule.gate || MINIMAL.contains(&rule.group) && level >= Level::Error,
        }
    }

    /// What is said of a part of the catalog is nearer than what is said of all of it.
    fn word(&self, rule: &str, path: &str) -> Option<LevelWord> {
        let parts = self.parts.iter().filter(|(pattern, _)| pattern.takes(path));
        let mut nearest = parts.filter_map(|(_, levels)| levels.get(rule));
        nearest.next().or_else(|| self.everywhere.get(rule)).copied()
    }
}
