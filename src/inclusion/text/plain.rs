//! A text where no pattern is asked for: only lengths, and texts that it is not.

use std::collections::BTreeSet;

use crate::inclusion::found::Found;
use crate::inclusion::text::{Goal, LONGEST, characters, too_long};

/// A shortest text that is not excluded.
pub(super) fn find(goal: &Goal<'_>) -> Found<String> {
    if goal.min > LONGEST {
        return too_long();
    }
    let excluded: BTreeSet<&str> = goal.excluded.iter().copied().collect();
    if goal.min == 0 && !excluded.contains("") {
        return Found::Value(String::new());
    }
    if goal.max == Some(0) {
        return Found::Empty;
    }
    // There are more characters than texts that are excluded, so the last one alone can differ.
    let beginning: String = (1..goal.min).map(|_| 'a').collect();
    let others = '\u{a1}'..=char::MAX;
    let mut last = characters::READABLE.chars().chain(others);
    let found = last.find_map(|last| {
        let text = format!("{beginning}{last}");
        (!excluded.contains(text.as_str())).then_some(text)
    });
    match found {
        Some(text) => Found::Value(text),
        None => Found::Unknown("more texts excluded than there are characters".to_owned()),
    }
}
