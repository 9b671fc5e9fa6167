//! The names of flows: what is derived from triggers gets the id and the title of the document that
//! names it.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::graph::trace::Trace;

/// The flows under the names that documents give them: one that a document names has its id and
/// title, the others keep the id of their first event. A number tells apart what would be the same.
pub fn named(catalog: &Catalog, mut traces: Vec<Trace>) -> Vec<Trace> {
    for (key, flow) in catalog.flows.iter() {
        let begins = |trace: &&mut Trace| {
            let service = catalog.producers[trace.producer].service;
            trace.named.is_none()
                && Some(trace.event) == flow.event
                && flow.service.is_none_or(|stated| stated == service)
        };
        if let Some(trace) = traces.iter_mut().find(begins) {
            trace.id = flow.id.clone();
            trace.named = Some(key);
            if flow.stated.title.is_some() {
                trace.title = flow.title().to_owned();
            }
        }
    }
    let mut taken: BTreeSet<String> = traces
        .iter()
        .filter(|trace| trace.named.is_some())
        .map(|trace| trace.id.to_lowercase())
        .collect();
    for trace in traces.iter_mut().filter(|trace| trace.named.is_none()) {
        let numbers = (2..).map(|number| format!("{}.{number}", trace.id));
        let mut ids = std::iter::once(trace.id.clone()).chain(numbers);
        trace.id = ids
            .find(|id| !taken.contains(&id.to_lowercase()))
            .expect("there is a number that nobody has");
        taken.insert(trace.id.to_lowercase());
    }
    traces
}
