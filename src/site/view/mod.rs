//! What the views of several pages are made of: plain data, ready to be laid out or printed.

pub mod binding;
pub mod consumer;
pub mod field;
pub mod finding;
pub mod group;
pub mod picture;
pub mod piece;
pub mod producer;
