//! Protocol Buffers as a language of payloads: how its schemas are read, laid out and compared.

mod faults;
mod page;
mod pairs;
mod random;
mod sample;
mod schemas;
mod survival;

use std::collections::BTreeMap;
use std::sync::Arc;

use eventbook::compat::answer::{Place, Spot};
use eventbook::compat::contract::Contract;
use eventbook::compat::languages;
use serde_json::Value;

/// A contract of a text, with the texts that it may import.
fn contract(path: &str, text: &str, files: &[(&str, &str)], message: Option<&str>) -> Contract {
    let value = |text: &str| Arc::new(Value::from(text));
    let files: BTreeMap<_, _> =
        files.iter().map(|(path, text)| ((*path).to_owned(), value(text))).collect();
    Contract {
        language: languages::of(path),
        path: path.to_owned(),
        schema: value(text),
        files,
        message: message.map(str::to_owned),
    }
}

/// A place as `file:line:column`, of the schema's own file without its name.
fn place(place: &Place) -> String {
    match &place.at {
        Spot::Line(line, column) => {
            let place = format!("{}:{line}:{column}", place.file);
            place.trim_start_matches(':').to_owned()
        }
        Spot::Pointer(pointer) => format!("{}#{pointer}", place.file),
    }
}
