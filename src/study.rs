//! All that is known of a catalog before anyone judges: the waist of the pipeline.

use crate::catalog::Catalog;
use crate::config::{Config, Settings};
use crate::document::tree::Node;
use crate::document::values::date::Date;
use crate::graph::FlowGraph;
use crate::graph::trace::Trace;
use crate::graph::{build, trace};
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
    /// Who feeds whom.
    pub graph: FlowGraph,
    /// Every flow, in order.
    pub flows: Vec<Trace>,
    /// The day on which allowances and sunsets are judged.
    pub today: Date,
}

/// What follows from a catalog, and the catalog itself.
pub fn of(sources: Sources, settings: Settings, catalog: Catalog, today: Date) -> Study {
    let graph = build::build(&catalog);
    let flows = trace::traces(&catalog, &graph);
    Study {
        sources,
        config: settings.config,
        settings: settings.node,
        catalog,
        graph,
        flows,
        today,
    }
}
