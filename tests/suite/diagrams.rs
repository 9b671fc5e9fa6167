//! Diagrams: every fixture folder holds a model and the drawing that is expected of it; models
//! made at random are held to the laws of the layout.

mod details;
mod fixtures;
mod laws;
mod xml;
