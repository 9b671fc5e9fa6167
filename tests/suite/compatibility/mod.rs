//! Two schemas compared: what is answered, what is said, and that every payload that is shown does
//! what is said of it.

mod command;
mod policies;
mod sentences;
