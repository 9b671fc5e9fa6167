//! Diagrams: finished models in, SVG and its plain text version out.
//! `diagram` is the contract, `diagrams` holds the members; below them stand the text measure
//! with its table of advances, the SVG writer, the paths and the shapes that members share.

pub mod diagram;
pub mod diagrams;

pub mod advances;
pub mod badge;
pub mod frame;
pub mod legend;
pub mod measure;
pub mod path;
pub mod place;
pub mod shape;
pub mod svg;
