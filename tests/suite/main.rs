//! The one test binary.
mod diagrams;
