//! What the views of several pages are made of: plain data, ready to be laid out or printed.

pub mod binding;
pub mod compatibility;
pub mod consumer;
pub mod defaults;
pub mod edge;
pub mod edit;
pub mod event;
pub mod field;
pub mod finding;
pub mod group;
pub mod matrix;
pub mod owner;
pub mod picture;
pub mod piece;
pub mod producer;
pub mod reach;
pub mod readiness;
pub mod sides;
pub mod step;
pub mod stored;
pub mod tally;
pub mod terms;
pub mod verdict;
pub mod version;
