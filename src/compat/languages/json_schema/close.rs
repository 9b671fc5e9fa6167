//! `writer: declared-only`: a producer writes only the fields that its schema declares.
//!
//! The schema itself is left as it is. Beside it stands a second one, made here, that knows only
//! names: at every place at which a value begins, the fields that any schema of that place declares
//! are all there are. A place is left open where a schema says itself which other fields there are
//! (`additionalProperties` or `unevaluatedProperties` that is not `false`, `propertyNames`), where
//! nothing is declared, and where a reference cannot be followed.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::compat::languages::json_schema::bundle::{Bundle, definitions, free_name, roomy};
use crate::compat::languages::json_schema::dialect::Dialect;
use crate::compat::languages::json_schema::places::{Place, PlaceId, Places, places};

/// The document with what a producer of this schema writes; none where it is too large to tell.
pub(super) fn closed(bundle: Bundle) -> Option<Bundle> {
    let document = {
        let places = places(&bundle)?;
        let closing = closing(&places);
        match closing.first() {
            Some(true) => Some(with_names(&bundle, &places, &closing)),
            _ => None,
        }
    };
    Some(match document {
        Some(document) => bundle.with(Arc::new(document)),
        None => bundle,
    })
}

/// Whether the declared fields of a place are all there are.
fn is_closed(place: &Place<'_>) -> bool {
    let declares = !place.fields.is_empty() || !place.patterns.is_empty();
    declares && !place.names_others && !place.parts.is_opaque
}

/// For each place, whether it or a place below it is closed.
fn closing(places: &Places<'_>) -> Vec<bool> {
    let mut closing: Vec<bool> = places.list.iter().map(is_closed).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (id, place) in places.list.iter().enumerate().rev() {
            let below = !place.parts.is_opaque
                && below(place).any(|below| closing.get(below).copied().unwrap_or(false));
            if let Some(own) = closing.get_mut(id).filter(|own| below && !**own) {
                *own = true;
                changed = true;
            }
        }
    }
    closing
}

fn below(place: &Place<'_>) -> impl Iterator<Item = PlaceId> {
    let named = place.fields.iter().chain(&place.patterns).filter_map(|(_, of)| *of);
    let items = place.prefix.iter().copied().flatten().chain(place.items);
    named.chain(place.rest).chain(items)
}

/// The document with a schema of names beside it for each place that is closed.
fn with_names(bundle: &Bundle, places: &Places<'_>, closing: &[bool]) -> Value {
    let mut root = roomy(&bundle.document, bundle.dialect);
    let held = definitions(&mut root, bundle.dialect);
    let prefix = free_prefix(held);
    let writer = Names { dialect: bundle.dialect, prefix, closing };
    for (id, place) in places.list.iter().enumerate().filter(|(id, _)| writer.closes(*id)) {
        let name = free_name(held, &format!("{}{id}", writer.prefix));
        held.insert(name, writer.schema(place));
    }
    let mut names = writer.reference(0);
    if places.list.iter().any(|place| place.asks_evaluated) {
        // Two negations keep `unevaluatedProperties` from seeing the names (Core, section 11.3).
        names = json!({ "not": { "not": names } });
    }
    let all = root.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
    match all.as_array_mut() {
        Some(all) => all.push(names),
        None => *all = Value::Array(vec![names]),
    }
    Value::Object(root)
}

/// A beginning that no name of a definition has.
fn free_prefix(held: &Map<String, Value>) -> String {
    let mut prefix = "declared-".to_owned();
    while held.keys().any(|name| name.starts_with(&prefix)) {
        prefix.push('-');
    }
    prefix
}

/// How the schemas of names are written.
struct Names<'a> {
    dialect: Dialect,
    prefix: String,
    closing: &'a [bool],
}

impl Names<'_> {
    fn closes(&self, id: PlaceId) -> bool {
        self.closing.get(id).copied().unwrap_or(false)
    }

    fn reference(&self, id: PlaceId) -> Value {
        let definitions = self.dialect.definitions();
        json!({ "$ref": format!("#/{definitions}/{}{id}", self.prefix) })
    }

    /// The schema of what is at a place: the names below it, or anything.
    fn at(&self, place: Option<PlaceId>) -> Value {
        match place.filter(|id| self.closes(*id)) {
            Some(id) => self.reference(id),
            None => json!({}),
        }
    }

    fn schema(&self, place: &Place<'_>) -> Value {
        let mut schema = Map::new();
        let closed = is_closed(place);
        let says = |of: &Option<PlaceId>| of.is_some_and(|id| self.closes(id));
        let rest = says(&place.rest);
        let listed = |held: &[(&str, Option<PlaceId>)]| -> Map<String, Value> {
            let told = held.iter().filter(|(_, of)| closed || rest || says(of));
            told.map(|(name, of)| ((*name).to_owned(), self.at(*of))).collect()
        };
        let named = [("properties", &place.fields), ("patternProperties", &place.patterns)];
        for (key, held) in named {
            let held = listed(held);
            if !held.is_empty() {
                schema.insert(key.to_owned(), Value::Object(held));
            }
        }
        if closed {
            schema.insert("additionalProperties".to_owned(), Value::Bool(false));
        } else if rest {
            schema.insert("additionalProperties".to_owned(), self.at(place.rest));
        }
        let tail = says(&place.items).then(|| self.at(place.items));
        let first: Vec<Value> = place.prefix.iter().map(|of| self.at(*of)).collect();
        let (tuple, others) = match self.dialect {
            Dialect::Draft2020 => ("prefixItems", "items"),
            _ => ("items", "additionalItems"),
        };
        match (first.is_empty(), tail) {
            (true, Some(tail)) => drop(schema.insert("items".to_owned(), tail)),
            (true, None) => {}
            (false, tail) => {
                schema.insert(tuple.to_owned(), Value::Array(first));
                schema.extend(tail.map(|tail| (others.to_owned(), tail)));
            }
        }
        Value::Object(schema)
    }
}
