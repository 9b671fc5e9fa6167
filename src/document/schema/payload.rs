//! Payload schemas that teams write: compiled with their local references, never a request.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, Retrieve, Uri, ValidationError, Validator};
use serde_json::Value;

use crate::document::schema::well_formed::is_well_formed;

/// Most steps that a pattern may take on one text before it is given up.
const BACKTRACK_LIMIT: usize = 100_000;

/// Largest compiled size of a pattern, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

/// The base of the addresses under which the catalog's files are known to the validator.
const BASE: &str = "eventbook:///";

/// A payload schema that is ready to judge messages.
#[derive(Debug)]
pub struct PayloadValidator(Validator);

/// What a schema does not say right, or a message does not hold to.
#[derive(Debug, Clone)]
pub struct PayloadFault {
    /// Where, as a JSON pointer into the schema or the message.
    pub path: String,
    /// What, in the validator's words.
    pub message: String,
}

/// Where a message is rejected, and by which keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The place in the message, as a JSON pointer.
    pub at: String,
    /// The way through the schema to the keyword, over each `$ref` on it.
    pub way: String,
}

/// Compiles a schema that stands in the file `path`. `files` are all files that a reference of it
/// reaches, by their paths from the root.
///
/// Fails where it is no valid JSON Schema, with a pointer into the schema.
pub fn compile(
    schema: &Value,
    path: &str,
    files: BTreeMap<String, Arc<Value>>,
) -> Result<PayloadValidator, PayloadFault> {
    let options = jsonschema::options()
        .with_base_uri(uri(path))
        .with_retriever(Files(files))
        .with_pattern_options(patterns())
        .should_validate_formats(true);
    options.build(schema).map(PayloadValidator).map_err(|error| PayloadFault {
        path: error.instance_path().as_str().to_owned(),
        message: error.to_string(),
    })
}

/// Compiles a schema that stands alone: all that it refers to lies within it. Where `formats` is
/// set, `format` rejects; it is an annotation otherwise.
///
/// Fails where it is no valid JSON Schema, with a pointer into the schema.
pub fn standing(schema: &Value, formats: bool) -> Result<PayloadValidator, PayloadFault> {
    let options = jsonschema::options()
        .with_retriever(Files(BTreeMap::new()))
        .with_pattern_options(patterns())
        .should_validate_formats(formats);
    options.build(schema).map(PayloadValidator).map_err(|error| PayloadFault {
        path: error.instance_path().as_str().to_owned(),
        message: error.to_string(),
    })
}

/// The draft of schemas that state none and list the items of a tuple under `items`, which the
/// newest draft does not know.
const OF_TUPLES: &str = "https://json-schema.org/draft/2019-09/schema";

/// A schema that states its draft where the newest cannot be meant.
pub fn stated(mut schema: Value) -> Value {
    let unstated = schema.as_object().is_some_and(|object| !object.contains_key("$schema"));
    if unstated
        && lists_items(&schema)
        && let Some(object) = schema.as_object_mut()
    {
        object.insert("$schema".to_owned(), Value::String(OF_TUPLES.to_owned()));
    }
    schema
}

fn lists_items(schema: &Value) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| match key.as_str() {
            "items" if value.is_array() => true,
            "const" | "enum" | "default" | "examples" | "example" => false,
            _ => lists_items(value),
        }),
        Value::Array(items) => items.iter().any(lists_items),
        _ => false,
    }
}

/// What is wrong with a schema by the rules of its draft; none where it is a schema, or where its
/// draft is not known.
pub fn fault(schema: &Value) -> Option<PayloadFault> {
    if is_well_formed(schema) {
        return None;
    }
    let error = jsonschema::meta::validate(schema).err();
    let is_known =
        |error: &ValidationError<'_>| !matches!(error.kind(), ValidationErrorKind::Referencing(_));
    error.filter(is_known).map(|error| PayloadFault {
        path: error.instance_path().as_str().to_owned(),
        message: error.to_string(),
    })
}

fn patterns() -> PatternOptions<jsonschema::FancyRegex> {
    PatternOptions::fancy_regex()
        .backtrack_limit(BACKTRACK_LIMIT)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
}

impl PayloadValidator {
    /// Whether a message is valid.
    pub fn accepts(&self, message: &Value) -> bool {
        self.0.is_valid(message)
    }

    /// Where a message is rejected, and by which keyword; empty where it is valid.
    pub fn rejections(&self, message: &Value) -> Vec<Rejection> {
        let errors = self.0.iter_errors(message);
        errors
            .map(|error| Rejection {
                at: error.instance_path().as_str().to_owned(),
                way: error.evaluation_path().as_str().to_owned(),
            })
            .collect()
    }

    /// What is wrong with a message; empty where it is valid.
    pub fn faults(&self, message: &Value) -> Vec<PayloadFault> {
        let errors = self.0.iter_errors(message);
        errors
            .map(|error| PayloadFault {
                path: error.instance_path().as_str().to_owned(),
                message: error.to_string(),
            })
            .collect()
    }
}

/// The files of the catalog are all that a reference can reach.
struct Files(BTreeMap<String, Arc<Value>>);

impl Retrieve for Files {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let known = self.0.iter().find(|(path, _)| self::uri(path) == uri.as_str());
        known.map(|(_, value)| (**value).clone()).ok_or_else(|| "not a file of the catalog".into())
    }
}

/// The address of a file of the catalog.
pub fn uri(path: &str) -> String {
    format!("{BASE}{}", address(path))
}

/// The address of a schema that stands inside the file at this path: beside it, so that relative
/// references mean what they mean in the file, and not its own.
pub fn inline_uri(path: &str) -> String {
    format!("{BASE}{}.schema", address(path))
}

/// A path as a part of an address: all but the plainest characters are escaped. A step upward, as a
/// path that was typed may begin with, becomes a name, because addresses drop such steps.
pub fn address(path: &str) -> String {
    if let Some(rest) = path.strip_prefix("../") {
        return format!("..%20/{}", address(rest));
    }
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            address.push(byte as char);
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}
