//! Facts about message brokers: what they call things, which names they take, their defaults.
//!
//! A broker knows no catalog. What is said here is true of the product, whoever uses it.

pub mod broker;
pub mod brokers;
