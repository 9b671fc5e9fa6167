<<<<<<< HEAD
//! eventbook
pub mod catalog;
pub mod config;
pub mod document;
pub mod finding;
pub mod graph;
pub mod source;
pub mod study;
pub mod transport;
=======
//! x
pub mod draw;
>>>>>>> draw
