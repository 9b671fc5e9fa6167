//! Judgements and comparisons for people and for machines: one format a file.

pub mod checklist;
pub mod checklists;
pub mod compared;
pub mod diff;
pub mod diffs;
pub mod format;
pub mod formats;
pub mod markdown;
pub mod patch;
