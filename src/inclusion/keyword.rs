//! What each keyword says, as nodes.

use serde_json::{Map, Value};

use crate::inclusion::address;
use crate::inclusion::dialect::Dialect;
use crate::inclusion::load::{Loader, types_of};
use crate::inclusion::node::{ANY, Lit, Node, STRING};
use crate::inclusion::resource::Resource;
use crate::pointer;

/// Values of `const` and `enum` that are deeper than this are not taken apart.
const DEEPEST_VALUE: usize = 60;

/// The formats that validators know. A name that they do not know rejects nothing.
const FORMATS: [&str; 20] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
    "color",
];

impl<'a> Loader<'a, '_> {
    /// Puts what one keyword says to what the others of its schema say.
    pub(crate) fn keyword_into(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        resource: &Resource<'a>,
        parts: &mut Vec<Lit>,
    ) {
        let Some(dialect) = resource.dialect else { return };
        let Some((key, value)) = members.get_key_value(key) else { return };
        if !is_keyword(key) || !dialect.knows(key) {
            return;
        }
        let before = self.memory.at.len();
        pointer::push(&mut self.memory.at, key);
        let count = parts.len();
        let done = match subject_of(key) {
            Subject::Object => self.object_keyword(members, key, value, resource, parts),
            Subject::Array => self.array_keyword(members, key, value, resource, parts),
            Subject::Scalar => self.scalar_keyword(members, key, value, dialect, parts),
            Subject::Any => self.other_keyword(members, key, value, resource, parts),
        };
        if done.is_none() {
            parts.truncate(count);
            let unread = self.unread("a keyword whose value is malformed", ANY);
            parts.push(unread);
        }
        self.memory.at.truncate(before);
    }

    fn scalar_keyword(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        value: &'a Value,
        dialect: Dialect,
        parts: &mut Vec<Lit>,
    ) -> Option<()> {
        let node = match key {
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                let at = self.arena.amount(value.as_number()?);
                let lower = key.ends_with("inimum");
                let open = if dialect == Dialect::Draft4 {
                    let beside = if lower { "exclusiveMinimum" } else { "exclusiveMaximum" };
                    members.get(beside) == Some(&Value::Bool(true))
                } else {
                    key.starts_with("exclusive")
                };
                if lower { Node::Least { at, open } } else { Node::Most { at, open } }
            }
            "multipleOf" => {
                let number = value.as_number()?;
                if number.as_f64().is_none_or(|number| number <= 0.0) {
                    return None;
                }
                Node::Multiple(self.arena.amount(number))
            }
            "minLength" => match count_of(value)? {
                0 => return Some(()),
                count => Node::MinLength(count),
            },
            "maxLength" => Node::MaxLength(count_of(value)?),
            "pattern" => {
                let source = value.as_str()?;
                match self.arena.pattern(source) {
                    Ok(pattern) => Node::Pattern(pattern),
                    Err(reason) => {
                        let opaque = self.opaque(format!("pattern {source}"), &reason, STRING);
                        parts.push(opaque);
                        return Some(());
                    }
                }
            }
            "format" => {
                let name = value.as_str()?;
                if self.memory.reading.formats && FORMATS.contains(&name) {
                    let reason = format!("the format `{name}`");
                    let opaque = self.opaque(format!("{name} {dialect:?}"), &reason, STRING);
                    parts.push(opaque);
                }
                return Some(());
            }
            _ => {
                let key = format!("{key} {value}");
                let opaque = self.opaque(key, "an encoding of content", STRING);
                parts.push(opaque);
                return Some(());
            }
        };
        let lit = self.arena.lit(node);
        let reason = match key {
            "pattern" => "this pattern, with what else is asked of the string",
            "multipleOf" => "this multiple, with what else is asked of the number",
            _ => "",
        };
        if !reason.is_empty() && self.arena.place(lit).is_none() {
            let place = self.place(reason);
            self.arena.mark(lit, || place);
        }
        parts.push(lit);
        Some(())
    }

    fn other_keyword(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        value: &'a Value,
        resource: &Resource<'a>,
        parts: &mut Vec<Lit>,
    ) -> Option<()> {
        let lit = match key {
            "type" => {
                let (types, whole) = types_of(value)?;
                parts.push(self.arena.types(types));
                if !whole {
                    return Some(());
                }
                if resource.dialect == Some(Dialect::Draft4) {
                    parts.push(self.arena.lit(Node::Plain));
                }
                let one = self.arena.amount(&1.into());
                self.arena.lit(Node::Multiple(one))
            }
            "const" if is_deep(value, DEEPEST_VALUE) => self.unread("a value of great depth", ANY),
            "enum" if is_deep(value, DEEPEST_VALUE) => self.unread("a value of great depth", ANY),
            "const" => self.arena.equals(value),
            "enum" => self.arena.one_of_values(value.as_array()?),
            "not" => {
                let inner = self.schema(value, resource);
                self.arena.not(inner)
            }
            "allOf" | "anyOf" | "oneOf" => {
                let mut branches = Vec::new();
                for (index, branch) in value.as_array()?.iter().enumerate() {
                    branches.push(self.below(branch, &[&index.to_string()], resource));
                }
                match key {
                    "allOf" => self.arena.all(branches),
                    "anyOf" => self.arena.any(branches),
                    _ => {
                        let one = self.arena.one(branches);
                        let place = self.place("this union, with what else is asked of the value");
                        self.arena.mark(one, || place);
                        one
                    }
                }
            }
            "if" => self.condition(members, value, resource),
            _ => self.reference(key, value.as_str()?, resource),
        };
        parts.push(lit);
        Some(())
    }

    fn condition(
        &mut self,
        members: &'a Map<String, Value>,
        value: &'a Value,
        resource: &Resource<'a>,
    ) -> Lit {
        let (then, otherwise) = (members.get("then"), members.get("else"));
        if then.is_none() && otherwise.is_none() {
            return Lit::TRUE;
        }
        let asked = self.schema(value, resource);
        let denied = self.arena.not(asked);
        let mut parts = Vec::new();
        for (word, branch, when) in [("then", then, asked), ("else", otherwise, denied)] {
            if let Some(branch) = branch {
                self.memory.at.truncate(self.memory.at.len() - "/if".len());
                let said = self.below(branch, &[word], resource);
                self.memory.at.push_str("/if");
                parts.push(self.arena.implies(when, said));
            }
        }
        self.arena.all(parts)
    }

    fn reference(&mut self, key: &str, reference: &str, resource: &Resource<'a>) -> Lit {
        let target = self.resolve(reference, resource);
        let is_static = match key {
            "$recursiveRef" => self.index().recursive <= 1 && resource.at.is_empty(),
            "$dynamicRef" => {
                let anchor = address::split(reference).1.unwrap_or("");
                anchor.is_empty() || anchor.starts_with('/') || self.index().is_static(anchor)
            }
            _ => true,
        };
        match target {
            _ if !is_static => self.unread("a reference that depends on the way to it", ANY),
            Some(target) => self.target(&target),
            None => self.unread("a reference to what is not there", ANY),
        }
    }
}

enum Subject {
    Any,
    Scalar,
    Array,
    Object,
}

fn is_keyword(key: &str) -> bool {
    matches!(
        key,
        "type"
            | "const"
            | "enum"
            | "not"
            | "allOf"
            | "anyOf"
            | "oneOf"
            | "if"
            | "$ref"
            | "$dynamicRef"
            | "$recursiveRef"
    ) || !matches!(subject_of(key), Subject::Any)
}

fn subject_of(key: &str) -> Subject {
    match key {
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
        | "minLength" | "maxLength" | "pattern" | "format" | "contentMediaType"
        | "contentEncoding" => Subject::Scalar,
        "items" | "prefixItems" | "additionalItems" | "contains" | "minItems" | "maxItems"
        | "uniqueItems" | "unevaluatedItems" => Subject::Array,
        "properties"
        | "patternProperties"
        | "additionalProperties"
        | "required"
        | "minProperties"
        | "maxProperties"
        | "propertyNames"
        | "dependencies"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedProperties" => Subject::Object,
        _ => Subject::Any,
    }
}

/// A count, which may be written as `2.0`. None for what is no count.
pub(crate) fn count_of(value: &Value) -> Option<u64> {
    let number = value.as_number()?;
    number.as_u64().or_else(|| {
        let number = number.as_f64().filter(|number| *number >= 0.0 && number.fract() == 0.0)?;
        // A cast saturates, and nothing has that many parts.
        Some(number as u64)
    })
}

fn is_deep(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(items) => left == 0 || items.iter().any(|item| is_deep(item, left - 1)),
        Value::Object(members) => left == 0 || members.values().any(|one| is_deep(one, left - 1)),
        _ => false,
    }
}
