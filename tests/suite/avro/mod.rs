//! Avro: schemas read, told as JSON Schema and compared, and the road of payload schemas in other
//! languages into the catalog.

mod catalogs;
mod hostile;
mod page;
mod pairs;
mod random;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use eventbook::compat::contract::Contract;
use eventbook::compat::languages;
use serde_json::Value;

/// The contract of a schema.
fn contract(path: &str, schema: Value) -> Contract {
    Contract {
        language: languages::of(path),
        path: path.to_owned(),
        schema: Arc::new(schema),
        files: BTreeMap::new(),
        message: None,
    }
}

/// Compares a text with the file that holds what it should be; `UPDATE=1` writes it.
fn assert_text(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(expected, text, "{}; UPDATE=1 writes it", path.display());
}
