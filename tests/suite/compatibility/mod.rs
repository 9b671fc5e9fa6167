//! Two schemas compared: what says so, and whether it can be trusted.

mod sampler;
mod shrinking;
