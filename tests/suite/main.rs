//! All tests of eventbook in one binary, so that they link once: each module is one suite.
#![allow(
    clippy::disallowed_methods,
    reason = "tests read fixtures and the tree itself; the one-reader law is for the program"
)]

mod architecture;
mod book;
mod cli;
mod diagrams;
mod output;
mod reading;
mod rust_text;
mod support;
mod tidy;
