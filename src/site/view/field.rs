//! The fields of a payload as a flat list, each with its depth and its own anchor.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::catalog::field::Field;
use crate::catalog::payload::Payload;
use crate::document::kinds::event::Pii;
use crate::site::url::slug;

/// A field of a payload.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    /// The path from the payload's root.
    pub path: String,
    /// The id of its element.
    pub anchor: String,
    /// Its own name.
    pub name: String,
    /// How many fields it lies in.
    pub depth: usize,
    /// What it holds, in words.
    pub kind: String,
    /// Whether a message must have it.
    pub required: bool,
    /// What limits its values.
    pub limits: Vec<String>,
    /// What the schema says of it.
    pub description: Option<String>,
    /// An example.
    pub example: Option<String>,
    /// Whether it is given up.
    pub deprecated: bool,
    /// Whether its fields are those above.
    pub recursive: bool,
    /// How it is protected, where it says something about a person or is a secret.
    pub protection: Option<&'static str>,
}

/// The fields of a schema, in its order; `pii` says which of them speak of a person.
pub fn fields(schema: Option<&Payload>, pii: &[Pii]) -> Vec<FieldView> {
    let mut rows = Vec::new();
    let mut anchors = BTreeSet::new();
    if let Some(schema) = schema {
        add(&schema.fields, 0, pii, &mut anchors, &mut rows);
    }
    rows
}

fn add(
    fields: &[Field],
    depth: usize,
    pii: &[Pii],
    anchors: &mut BTreeSet<String>,
    rows: &mut Vec<FieldView>,
) {
    for field in fields {
        let anchor = anchor(&field.path, anchors);
        let personal = pii.iter().find(|pii| pii.field.value == field.path);
        rows.push(FieldView {
            path: field.path.clone(),
            anchor,
            name: field.name.clone(),
            depth,
            kind: field.kind.clone(),
            required: field.required,
            limits: field.limits.clone(),
            description: field.description.clone(),
            example: field.example.clone(),
            deprecated: field.deprecated,
            recursive: field.recursive,
            protection: personal
                .map(|pii| pii.protection.map_or("protection not stated", |kind| kind.word())),
        });
        add(&field.children, depth + 1, pii, anchors, rows);
    }
}

/// `items[].sku` becomes `field-items.sku`; a second one of the same name gets a number.
pub(super) fn anchor(path: &str, taken: &mut BTreeSet<String>) -> String {
    let base = format!("field-{}", slug(&path.replace("[]", "")));
    let mut anchor = base.clone();
    let mut count = 1;
    while !taken.insert(anchor.clone()) {
        count += 1;
        anchor = format!("{base}-{count}");
    }
    anchor
}
