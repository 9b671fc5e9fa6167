//! Arrays drawn: of lengths and items as asked, and beyond what others ask.

use serde_json::Value;

use crate::compat::search::facets::{Facets, Node};
use crate::compat::search::sample::Sampler;

/// Longest array that is made.
const LONGEST: u64 = 600;

/// How often an item is drawn anew that is there already.
const REDRAWS: usize = 12;

impl<'a> Sampler<'a> {
    /// An array.
    pub(super) fn array(
        &mut self,
        facets: &Facets<'a>,
        lines: &Facets<'a>,
        aims: bool,
        depth: usize,
    ) -> Value {
        let length = self.length(facets, lines, aims, depth);
        let unique = facets.values("uniqueItems").any(|value| *value == Value::Bool(true));
        let mut contained = contained(facets);
        // What others want contained is put in too often, or never.
        let sought: Vec<Node<'a>> =
            lines.all.iter().filter_map(|facet| facet.inner("contains")).collect();
        let sought = if aims { self.random.one_of(&sought).copied() } else { None };
        let everywhere = sought.filter(|_| self.random.once_in(2));
        let mut items: Vec<Value> = Vec::new();
        for at in 0..length {
            let mut own = at_place(facets, at);
            let mut other = at_place(lines, at);
            let left = length.saturating_sub(at);
            let due = u64::try_from(contained.len()).unwrap_or(u64::MAX);
            if due >= left || self.random.once_in(3) {
                own.extend(contained.pop());
            }
            own.extend(everywhere);
            other.extend(sought.filter(|_| everywhere.is_none()));
            if own.iter().any(|node| *node.schema == Value::Bool(false)) {
                break;
            }
            let mut item = self.value(&own, &other, depth + 1);
            for _ in 0..REDRAWS {
                if !unique || !items.contains(&item) {
                    break;
                }
                item = self.value(&own, &[], depth + 1);
            }
            items.push(item);
        }
        let doubles = lines.values("uniqueItems").any(|value| *value == Value::Bool(true));
        if aims && doubles && !unique && !self.random.once_in(3) {
            let twin = self.random.one_of(&items).cloned();
            if let Some((last, twin)) = items.last_mut().zip(twin) {
                *last = twin;
            }
        }
        Value::Array(items)
    }

    /// A length: few, or just beyond what others allow.
    fn length(&mut self, facets: &Facets<'a>, lines: &Facets<'a>, aims: bool, depth: usize) -> u64 {
        let contained = u64::try_from(contained(facets).len()).unwrap_or(LONGEST);
        // An array that cannot be made as long as asked may as well be short.
        let least = facets.counts("minItems").max().unwrap_or(0).max(contained);
        let least = if least > LONGEST { 0 } else { least };
        let most = facets.counts("maxItems").min().unwrap_or(LONGEST).clamp(least, LONGEST);
        let mut lengths = vec![least];
        if !self.is_sparse(depth) {
            lengths.push(least + self.random.below(4));
        }
        if aims {
            lengths.extend(lines.counts("minItems").filter_map(|count| count.checked_sub(1)));
            let more = ["maxItems", "minItems", "minContains", "maxContains"];
            let more = more.iter().flat_map(|keyword| lines.counts(keyword));
            // A long array is dear, and one in some samples is enough.
            lengths.extend(more.filter(|count| *count < 40).map(|count| count.saturating_add(1)));
            if self.random.once_in(16) {
                lengths.extend(lines.counts("maxItems").map(|count| count.saturating_add(1)));
            }
            lengths.extend(prefix(lines).map(|prefix| prefix.saturating_add(1)));
        }
        lengths.extend(prefix(facets));
        self.random.one_of(&lengths).copied().unwrap_or(least).clamp(least, most)
    }
}

/// The schemas that items must fulfil, as often as each is asked for.
fn contained<'a>(facets: &Facets<'a>) -> Vec<Node<'a>> {
    let each = facets.all.iter().filter_map(|facet| {
        let times = facet.get("minContains").and_then(Value::as_u64).unwrap_or(1).min(20);
        Some((0..times).map({
            let node = facet.inner("contains")?;
            move |_| node
        }))
    });
    each.flatten().collect()
}

/// The most items that a list of schemas stands for, place by place.
fn prefix(facets: &Facets<'_>) -> Option<u64> {
    let lists = ["prefixItems", "items"].into_iter();
    let lists = lists.flat_map(|keyword| facets.values(keyword)).filter_map(Value::as_array);
    lists.map(|list| u64::try_from(list.len()).unwrap_or(LONGEST)).max()
}

/// The schemas that the item at a place must fulfil.
fn at_place<'a>(facets: &Facets<'a>, at: u64) -> Vec<Node<'a>> {
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    let mut nodes = Vec::new();
    for facet in &facets.all {
        let listed =
            ["prefixItems", "items"].into_iter().find_map(|key| facet.get(key)?.as_array());
        let rest = match facet.get("items") {
            Some(Value::Array(_)) => "additionalItems",
            _ => "items",
        };
        match listed.and_then(|list| list.get(at)) {
            Some(schema) => nodes.push(facet.node(schema)),
            None => nodes.extend(facet.inner(rest).or_else(|| facet.inner("unevaluatedItems"))),
        }
    }
    nodes
}
