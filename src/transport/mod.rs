//! Facts about message brokers: what they call things, which names they take, how they route, and
//! their defaults.
//!
//! A broker knows no catalog. What is said here is true of the product, whoever uses it.

pub mod answer;
pub mod broker;
pub mod brokers;
pub mod channel;
pub mod filter;
pub mod pattern;
