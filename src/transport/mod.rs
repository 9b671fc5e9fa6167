//! Facts about message brokers and their client libraries: what they call things, which names they
//! take, how they route, their limits and their defaults.
//!
//! A broker knows no catalog. What is said here is true of the product, whoever uses it.

pub mod answer;
pub mod aws;
pub mod broker;
pub mod brokers;
pub mod channel;
pub mod client;
pub mod clients;
pub mod filter;
pub mod pattern;
pub mod setting;
