//! eventbook
pub mod catalog;
pub mod config;
pub mod document;
pub mod finding;
pub mod source;
pub mod transport;
