//! Two schemas compared: what is answered, what is said, that every payload that is shown does what
//! is said of it, and whether what looks for payloads can be trusted.

mod bundles;
mod command;
mod policies;
mod readable;
mod sampler;
mod sentences;
mod shrinking;
