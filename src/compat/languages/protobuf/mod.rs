//! Protocol Buffers: proto2 and proto3.
//!
//! A payload is written in two ways: as bytes, and as JSON, which is what people read and examples
//! show. A break belongs to one level, `wire` or `json`, and both count. What changes only the code
//! that is generated from a schema is a remark.
//!
//! What holds a descriptor here has no `Debug`: that of the library does not end where messages
//! contain themselves.

mod comment;
mod enums;
mod fields;
mod files;
mod json_schema;
mod keeps;
mod message;
mod names;
mod place;
mod presence;
mod probes;
mod remarks;
mod reserved;
mod same;
mod sentence;
mod show;
mod trial;
mod values;
mod walk;
mod well_known;
mod witness;

use serde_json::Value;

use crate::compat::answer::{Answer, Direction, Obstacle, Remark};
use crate::compat::contract::Contract;
use crate::compat::language::{Fault, Language};
use crate::compat::policy::Policy;

/// The language.
pub(super) const LANGUAGE: Language = Language {
    name: "protobuf",
    title: "Protocol Buffers",
    endings: &["proto"],
    requires: false,
    as_json_schema,
    reads,
    remarks,
};

fn as_json_schema(contract: &Contract) -> Result<Value, Fault> {
    message::read(contract).map(|schema| json_schema::of(&schema.root))
}

fn reads(writer: &Contract, reader: &Contract, policy: Policy, direction: Direction) -> Answer {
    let unread = |fault: Fault, in_reader| {
        Answer::Undecided(Obstacle { reason: fault.message, place: fault.place, in_reader })
    };
    match (message::read(writer), message::read(reader)) {
        (Err(fault), _) => unread(fault, false),
        (_, Err(fault)) => unread(fault, true),
        (Ok(writer), Ok(reader)) => walk::compare(&writer, &reader, policy, direction),
    }
}

fn remarks(old: &Contract, new: &Contract) -> Vec<Remark> {
    match (message::read(old), message::read(new)) {
        (Ok(old), Ok(new)) => remarks::of(&old, &new),
        // What cannot be read is told by the answer.
        _ => Vec::new(),
    }
}
