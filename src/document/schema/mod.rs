//! JSON Schema, the only door to the validator: the shapes of our own documents, and payloads.

pub mod any;
pub mod covers;
pub mod instance;
pub mod payload;
pub mod violation;
mod well_formed;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use crate::document::kind::Kind;
use crate::document::kinds::KINDS;
use crate::document::tree::Node;
use crate::document::values::FORMATS;
use crate::finding::Finding;

/// The JSON Schema of a type of ours, ready to validate trees.
#[derive(Debug)]
pub struct Shape {
    /// The schema, as it is printed and published.
    pub schema: Value,
    validator: Validator,
}

impl Shape {
    /// The shape of a type.
    pub fn of<T: JsonSchema>() -> Self {
        Shape::new(|generator| generator.root_schema_for::<T>())
    }

    /// The shape that a function makes from a generator of JSON Schema 2020-12.
    pub fn new(schema: impl FnOnce(&mut SchemaGenerator) -> Schema) -> Self {
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        let mut schema = schema(&mut generator).to_value();
        // A block of a topic may have added definitions after the root was made.
        let definitions = generator.take_definitions(true);
        if let Some(root) = schema.as_object_mut().filter(|_| !definitions.is_empty()) {
            root.insert("$defs".to_owned(), Value::Object(definitions));
        }
        let mut options = jsonschema::options().offline().should_validate_formats(true);
        for format in FORMATS {
            options = options.with_format(format.name, |text: &str| (format.check)(text).is_ok());
        }
        let validator = options.build(&schema).expect("a schema made from a Rust type is valid");
        Shape { schema, validator }
    }

    /// What is wrong with a document, every fault at its own place.
    pub fn check(&self, document: &Node) -> Vec<Finding> {
        let value = instance::instance(document, &self.schema);
        if self.validator.is_valid(&value) {
            return Vec::new();
        }
        violation::findings(&self.schema, document, self.validator.iter_errors(&value))
    }
}

/// The shape of a document kind. Made once: generating and compiling is dearer than validating.
pub fn shape(kind: &Kind) -> &'static Shape {
    static SHAPES: LazyLock<BTreeMap<&'static str, Shape>> =
        LazyLock::new(|| KINDS.iter().map(|kind| (kind.name, Shape::new(kind.schema))).collect());
    SHAPES.get(kind.name).expect("every kind of the list has a shape")
}

/// The JSON Schema of a document kind as a file that an editor can read.
pub fn text(kind: &Kind) -> String {
    format!("{:#}\n", shape(kind).schema)
}

/// The part of a schema that a JSON pointer names, following a `$ref` into the same schema.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut current = schema;
    // Our own schemas nest references one or two deep; the bound only keeps a mistake finite.
    for _ in 0..16 {
        let Some(reference) = current.get("$ref").and_then(Value::as_str) else { break };
        let Some(target) = reference.strip_prefix('#').and_then(|path| root.pointer(path)) else {
            break;
        };
        current = target;
    }
    current
}
