//! Stub.
use crate::draw::diagram::Diagram;
/// Stub.
pub const DIAGRAM: Diagram = Diagram { name: "saga", sentence: "", from_json: |j| Err(serde_json::from_str::<()>(j).unwrap_err()) };
