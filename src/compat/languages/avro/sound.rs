//! Whether anything can be written by a schema: a record that cannot be without itself has no end.

use std::collections::BTreeSet;

use crate::compat::languages::avro::parse::Wrong;
use crate::compat::languages::avro::schema::{Id, Kind, Schema};

/// Fails at a record that always contains itself.
pub(super) fn check(schema: &Schema) -> Result<(), Wrong> {
    let finite = finite(schema);
    let endless = schema.iter().find_map(|(id, of)| match &of.kind {
        Kind::Record(named, _) if !finite.contains(&id) => Some((of, named)),
        _ => None,
    });
    match endless {
        None => Ok(()),
        Some((of, named)) => {
            let message = format!("`{}` always contains itself, so it never ends", named.full);
            Err((of.pointer.clone(), message))
        }
    }
}

/// The types that have a value: the least set that is closed under the rules of the kinds. Inner
/// types stand behind outer ones, so that going backwards most are found at once.
fn finite(schema: &Schema) -> BTreeSet<Id> {
    let mut finite = BTreeSet::new();
    loop {
        let before = finite.len();
        for (id, of) in schema.iter().rev() {
            let ends = match &of.kind {
                Kind::Primitive(_) | Kind::Array(_) | Kind::Map(_) => true,
                Kind::Enum(..) | Kind::Fixed(..) => true,
                Kind::Union(branches) => branches.iter().any(|branch| finite.contains(branch)),
                Kind::Record(_, fields) => fields.iter().all(|field| finite.contains(&field.of)),
            };
            if ends {
                finite.insert(id);
            }
        }
        if finite.len() == before {
            return finite;
        }
    }
}
