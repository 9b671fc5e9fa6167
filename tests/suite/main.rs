//! All tests of eventbook in one binary, so that they link once: each module is one suite.
#![allow(
    clippy::disallowed_methods,
    reason = "tests read fixtures and the tree itself; the one-reader law is for the program"
)]
#![allow(
    clippy::unwrap_used,
    reason = "a test says what it expects by what it unwraps; that law too is for the program"
)]

mod architecture;
mod book;
mod checked;
mod cli;
mod diagrams;
mod example;
mod faults;
mod generated;
mod mutants;
mod output;
mod pages;
mod reading;
mod rules;
mod rust_text;
#[path = "../../examples/generate/shop/mod.rs"]
mod shop;
mod support;
mod tidy;
