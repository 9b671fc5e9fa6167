//! How deep templates stand in each other. The engine renders what a template includes or extends
//! by recursion, and it looks for circles of each of the two alone.

use std::collections::BTreeMap;

use crate::theme::layers::{BUILT_IN, CATALOG, Layers, Override, THEME};
use crate::theme::tags::named_in;
use crate::theme::template::built_in;

/// The longest chain of templates that include or extend each other.
pub const DEEPEST: usize = 12;

/// The templates that begin a longer chain, or one without an end.
pub fn too_deep<'a>(layers: &'a Layers<'_>) -> impl Iterator<Item = &'a Override<'a>> {
    let ours = built_in().into_iter().map(|(path, text)| (format!("{BUILT_IN}{path}"), text));
    let own = layers.templates.iter().map(|own| (own.name(), own.file.text.as_str()));
    let texts: BTreeMap<String, &str> = ours.chain(own).collect();
    let named: BTreeMap<&str, Vec<&str>> = texts
        .iter()
        .map(|(name, text)| {
            (name.as_str(), named_in(text).filter_map(|named| resolved(&texts, named)).collect())
        })
        .collect();
    let mut depths: BTreeMap<&str, usize> = named.keys().map(|name| (*name, 1)).collect();
    // Each round follows all chains one step further; a circle grows in each of them.
    for _ in 0..DEEPEST {
        depths = named
            .iter()
            .map(|(name, inner)| {
                (*name, 1 + inner.iter().map(|name| depths[name]).max().unwrap_or(0))
            })
            .collect();
    }
    let deep: Vec<String> = depths
        .into_iter()
        .filter(|(_, depth)| *depth > DEEPEST)
        .map(|(name, _)| name.to_owned())
        .collect();
    layers.templates.iter().filter(move |own| deep.contains(&own.name()))
}

/// The template that a name stands for, from the nearest layer, as the engine finds it.
fn resolved<'a>(texts: &'a BTreeMap<String, &str>, name: &str) -> Option<&'a str> {
    let names = ["", CATALOG, THEME, BUILT_IN].iter().map(|layer| format!("{layer}{name}"));
    names.filter_map(|name| texts.get_key_value(&name)).map(|(name, _)| name.as_str()).next()
}
