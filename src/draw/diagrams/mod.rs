//! The members: one file or folder for each kind of diagram, listed in the order of the docs.

use crate::draw::diagram::Diagram;

pub mod neighbourhood;
pub mod saga;
pub mod sequence;

/// Every kind of diagram.
pub const DIAGRAMS: &[Diagram] = &[sequence::DIAGRAM, saga::DIAGRAM, neighbourhood::DIAGRAM];
