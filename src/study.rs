//! All that is known of a catalog before anyone judges: the waist of the pipeline.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::changes::{self, Changes};
use crate::config::{Config, Settings};
use crate::document::ignore::{self, Ignore};
use crate::document::tree::Node;
use crate::document::values::date::Date;
use crate::graph::FlowGraph;
use crate::graph::trace::Trace;
use crate::graph::{build, follow, named};
use crate::source::Sources;

/// A catalog with all that follows from it.
#[derive(Debug)]
pub struct Study {
    /// The files.
    pub sources: Sources,
    /// The settings.
    pub config: Config,
    /// The settings' tree, for the places of their keys.
    pub settings: Option<Node>,
    /// The documents, resolved.
    pub catalog: Catalog,
    /// What changed from version to version.
    pub changes: Changes,
    /// Who feeds whom.
    pub graph: FlowGraph,
    /// Every flow, in order.
    pub flows: Vec<Trace>,
    /// The consumers that answer for themselves.
    answering: Vec<Key<Subscription>>,
    /// The numbers of the flows that publish or deliver each event.
    flows_of: BTreeMap<Key<Event>, Vec<usize>>,
    /// The comments that tolerate findings, by place.
    pub ignores: Vec<Ignore>,
    /// The day on which allowances and sunsets are judged.
    pub today: Date,
}

impl Study {
    /// The flows that publish or deliver an event.
    pub fn flows_of(&self, event: Key<Event>) -> impl Iterator<Item = &Trace> {
        self.flows_of.get(&event).into_iter().flatten().map(|number| &self.flows[*number])
    }

    /// The consumers that answer for themselves: those of the catalog's own services that read a
    /// normal flow, of events that are in use.
    pub fn answering(&self) -> impl Iterator<Item = &Subscription> {
        self.answering.iter().map(|key| &self.catalog.subscriptions[*key])
    }

    /// The consumers of an event, those outside the catalog's own services too; not those that only
    /// replay dead letters.
    pub fn consumers(&self, event: Key<Event>) -> impl Iterator<Item = &Subscription> {
        let all = self.graph.subscriptions_of(event).iter();
        let all = all.map(|key| &self.catalog.subscriptions[*key]);
        all.filter(|one| !one.reads_only_roles(&self.catalog))
    }
}

/// What follows from a catalog, and the catalog itself.
pub fn of(sources: Sources, settings: Settings, catalog: Catalog, today: Date) -> Study {
    let changes = changes::compare(&catalog, &settings.config);
    let graph = build::build(&catalog);
    let flows = named::named(&catalog, follow::traces(&catalog, &graph));
    let mut flows_of: BTreeMap<Key<Event>, Vec<usize>> = BTreeMap::new();
    for (number, flow) in flows.iter().enumerate() {
        for event in flow.events(&catalog) {
            flows_of.entry(event).or_default().push(number);
        }
    }
    let answering = answering(&catalog);
    let ignores = ignore::of(&sources);
    let Settings { config, node: settings, .. } = settings;
    Study {
        sources,
        config,
        settings,
        catalog,
        changes,
        graph,
        flows,
        answering,
        flows_of,
        ignores,
        today,
    }
}

fn answering(catalog: &Catalog) -> Vec<Key<Subscription>> {
    let answering = catalog.subscriptions.iter().filter(|(_, subscription)| {
        !catalog.services[subscription.service].is_external()
            && !subscription.reads_only_roles(catalog)
            && catalog.events[subscription.event].is_live()
    });
    answering.map(|(key, _)| key).collect()
}
