//! Names, by the specification's section "Names": what one is, and what namespace it has.

use serde_json::Value;

use crate::compat::languages::avro::parse::Wrong;

/// How many aliases one thing may have: the library keeps a copy of a type for each.
const MOST_ALIASES: usize = 64;

/// What a name is, in words.
pub(super) const NAME: &str = "a name has letters, digits and `_`, and does not begin with a digit";

/// Whether a text is a name without namespace.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A name with its namespace: its own, or else the one around it.
pub(super) fn qualified(name: &str, namespace: &str) -> String {
    match name.strip_prefix('.') {
        Some(bare) => bare.to_owned(),
        None if name.contains('.') || namespace.is_empty() => name.to_owned(),
        None => format!("{namespace}.{name}"),
    }
}

/// The other names that a declaration states.
pub(super) fn aliases(json: &Value, pointer: &str) -> Result<Vec<String>, Wrong> {
    let Some(stated) = json.get("aliases") else { return Ok(Vec::new()) };
    let at = || format!("{pointer}/aliases");
    let list = stated.as_array().filter(|list| list.len() <= MOST_ALIASES);
    let Some(list) = list else {
        return Err((at(), format!("`aliases` is a list of at most {MOST_ALIASES} names")));
    };
    let name = |alias: &Value| {
        let alias = alias
            .as_str()
            .filter(|alias| alias.strip_prefix('.').unwrap_or(alias).split('.').all(is_name));
        alias.map(str::to_owned).ok_or_else(|| (at(), format!("an alias is no name: {NAME}")))
    };
    list.iter().map(name).collect()
}
