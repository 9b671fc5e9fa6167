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
mod avro;
mod baseline;
mod book;
mod broker_page;
mod broker_rules;
mod changes;
mod checked;
mod cli;
mod compatibility;
mod diagrams;
mod diff;
mod documents;
mod evidence;
mod example;
mod faults;
mod fixing;
mod found;
mod generated;
mod ignoring;
mod inclusion;
mod init;
mod integrations;
mod limits;
mod matching;
mod mistakes;
mod mutants;
mod new;
mod output;
mod pages;
mod proofs;
mod protobuf;
mod readiness;
mod reading;
mod reference;
mod reports;
mod retrying;
mod routing;
mod rule_pages;
mod rules;
mod rust_text;
mod schema_text;
mod serve;
#[path = "../../examples/generate/shop/mod.rs"]
mod shop;
mod small_shop;
mod sound;
mod support;
mod themes;
mod tidy;
mod unestablished;
mod variants;
mod versions;
