//! Judgements for people and for machines: one format a file.

pub mod compared;
pub mod format;
pub mod formats;
