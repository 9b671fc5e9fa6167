//! What the references of a document can lead to: resources by their address, anchors by their name.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::address;
use crate::inclusion::dialect::Dialect;
use crate::pointer::{self, percent_decoded};

/// Beyond this depth a document is not searched for addresses.
const DEEPEST: usize = 200;

/// The resource that a schema belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Resource<'a> {
    /// Its root.
    pub(crate) root: &'a Value,
    /// Where that stands in the document.
    pub(crate) at: Rc<str>,
    /// Its draft; none where that is not known.
    pub(crate) dialect: Option<Dialect>,
}

/// A schema that a reference leads to.
#[derive(Clone)]
pub(crate) struct Target<'a> {
    pub(crate) schema: &'a Value,
    pub(crate) at: String,
    pub(crate) resource: Resource<'a>,
}

/// What the references of a document can lead to.
#[derive(Default)]
pub(crate) struct Index<'a> {
    resources: BTreeMap<String, Resource<'a>>,
    /// By the address of the resource and the name.
    anchors: BTreeMap<(String, String), (&'a Value, String)>,
    /// The address of each resource, by where it stands.
    addresses: BTreeMap<Rc<str>, String>,
    /// How often each dynamic anchor is set.
    dynamic: BTreeMap<String, usize>,
    /// How many resources say `$recursiveAnchor`.
    pub(crate) recursive: usize,
    /// Whether a part lies too deep to be searched.
    pub(crate) cut: bool,
}

impl<'a> Resource<'a> {
    /// The resource that a schema inside this one begins, or this one.
    pub(crate) fn enter(&self, schema: &'a Value, at: &str) -> Resource<'a> {
        if std::ptr::eq(schema, self.root) || own_address(schema, self.dialect).is_none() {
            return self.clone();
        }
        let dialect = Dialect::stated(schema).unwrap_or(self.dialect);
        Resource { root: schema, at: at.into(), dialect }
    }

    /// The resource that a document is.
    pub(crate) fn whole(document: &'a Value) -> Resource<'a> {
        let dialect = Dialect::stated(document).unwrap_or(Some(Dialect::Draft202012));
        Resource { root: document, at: "".into(), dialect }
    }

    /// What a JSON pointer leads to.
    pub(crate) fn walk(&self, pointer: &str) -> Option<Target<'a>> {
        let mut schema = self.root;
        let mut at = self.at.to_string();
        let mut resource = self.clone();
        for part in pointer::steps(pointer) {
            schema = match schema {
                Value::Object(members) => members.get(&part)?,
                Value::Array(items) => items.get(part.parse::<usize>().ok()?)?,
                _ => return None,
            };
            pointer::push(&mut at, &part);
            resource = resource.enter(schema, &at);
        }
        Some(Target { schema, at, resource })
    }
}

impl<'a> Index<'a> {
    /// Searches a document.
    pub(crate) fn of(document: &'a Value) -> Index<'a> {
        let mut index = Index::default();
        let whole = Resource::whole(document);
        let own = own_address(document, whole.dialect).map(|own| address::resolve("", own));
        index.schema(document, &mut String::new(), &whole, own.unwrap_or_default(), 0);
        index
    }

    /// What a reference leads to that stands in a resource.
    pub(crate) fn find(&self, from: &Resource<'a>, reference: &str) -> Option<Target<'a>> {
        let (asked, fragment) = address::split(reference);
        let base = self.addresses.get(&from.at)?;
        let whole = address::resolve(base, asked);
        let resource = self.resources.get(&whole)?;
        let fragment = percent_decoded(fragment.unwrap_or(""));
        if fragment.is_empty() || fragment.starts_with('/') {
            return resource.walk(&fragment);
        }
        let (schema, at) = self.anchors.get(&(whole, fragment))?;
        Some(Target { schema, at: at.clone(), resource: resource.clone() })
    }

    /// Whether a dynamic reference to this anchor can lead to one place only.
    pub(crate) fn is_static(&self, anchor: &str) -> bool {
        !self.cut && self.dynamic.get(anchor).copied().unwrap_or(0) <= 1
    }

    fn schema(
        &mut self,
        schema: &'a Value,
        at: &mut String,
        outer: &Resource<'a>,
        base: String,
        depth: usize,
    ) {
        if depth > DEEPEST {
            self.cut = true;
            return;
        }
        let Value::Object(members) = schema else { return };
        let mut resource = outer.enter(schema, at);
        let mut base = base;
        if depth == 0 {
            resource = outer.clone();
        } else if let Some(own) = own_address(schema, outer.dialect) {
            base = address::resolve(&base, own);
        }
        self.addresses.entry(resource.at.clone()).or_insert_with(|| base.clone());
        self.resources.entry(base.clone()).or_insert_with(|| resource.clone());
        self.anchors_of(schema, at, &resource, &base);
        for (key, value) in members {
            let before = at.len();
            pointer::push(at, key);
            match key.as_str() {
                "properties" | "patternProperties" | "$defs" | "definitions"
                | "dependentSchemas" | "dependencies" => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        let before = at.len();
                        pointer::push(at, name);
                        self.schema(value, at, &resource, base.clone(), depth + 1);
                        at.truncate(before);
                    }
                }
                "items"
                | "additionalItems"
                | "prefixItems"
                | "contains"
                | "unevaluatedItems"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "propertyNames"
                | "allOf"
                | "anyOf"
                | "oneOf"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contentSchema" => {
                    self.schema(value, at, &resource, base.clone(), depth + 1);
                    for (item, value) in value.as_array().into_iter().flatten().enumerate() {
                        let before = at.len();
                        pointer::push(at, &item.to_string());
                        self.schema(value, at, &resource, base.clone(), depth + 1);
                        at.truncate(before);
                    }
                }
                // What stands in any other keyword is data, whatever it looks like.
                _ => {}
            }
            at.truncate(before);
        }
    }

    fn anchors_of(&mut self, schema: &'a Value, at: &str, resource: &Resource<'a>, base: &str) {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let old = resource.dialect.and_then(|dialect| text(dialect.id_keyword()));
        let plain = old.and_then(|id| id.strip_prefix('#'));
        for name in plain.into_iter().chain(text("$anchor")).chain(text("$dynamicAnchor")) {
            let key = (base.to_owned(), name.to_owned());
            self.anchors.entry(key).or_insert_with(|| (schema, at.to_owned()));
        }
        if let Some(name) = text("$dynamicAnchor") {
            *self.dynamic.entry(name.to_owned()).or_default() += 1;
        }
        if schema.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
            self.recursive += 1;
        }
    }
}

/// The address that a schema gives itself, without a fragment; none where it gives none.
fn own_address(schema: &Value, outer: Option<Dialect>) -> Option<&str> {
    let dialect = Dialect::stated(schema).unwrap_or(outer)?;
    if dialect.ref_stands_alone() && schema.get("$ref").is_some() {
        return None;
    }
    let id = schema.get(dialect.id_keyword())?.as_str()?;
    let (address, _) = address::split(id);
    (!address.is_empty()).then_some(address)
}
