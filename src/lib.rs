//! eventbook
pub mod catalog;
pub mod config;
pub mod document;
pub mod draw;
pub mod finding;
pub mod graph;
pub mod lint;
pub mod source;
pub mod study;
pub mod transport;
