//! From what is known to models of diagrams, each node and message with the address of its page.

pub mod excerpt;
pub mod machine;
pub mod neighbourhood;
pub mod sequence;
pub mod stored;
