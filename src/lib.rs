//! x
pub mod draw;
