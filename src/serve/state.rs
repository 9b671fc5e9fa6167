//! What is shown at a moment: the last good site, and what is told beside it. Immutable; a change
//! makes the next one.

use std::sync::Arc;

use serde::Serialize;

use crate::serve::run::Outcome;
use crate::serve::site::Shown;
use crate::serve::told::Told;

/// What is shown at a moment.
#[derive(Clone, Default)]
pub struct State {
    /// The site, as soon as there is one.
    pub site: Option<Arc<Shown>>,
    /// What browsers are told, as JSON without a line break; empty before the first run.
    pub event: String,
    /// How many states there were before, so that a reader can tell them apart.
    number: u64,
    /// Whether the site was made of a catalog that was not broken.
    good: bool,
}

/// The event as browsers read it.
#[derive(Serialize)]
struct Event<'a> {
    number: u64,
    #[serde(flatten)]
    told: &'a Told,
}

impl State {
    /// Whether anything was shown yet.
    pub fn is_posted(&self) -> bool {
        self.number > 0
    }

    /// What is shown after a run. A broken catalog does not take the place of a good site; but
    /// something is better than nothing.
    pub fn next(&self, outcome: Outcome) -> State {
        let Outcome { press, told, .. } = outcome;
        let whole = !told.broken;
        let new = press.filter(|_| whole || !self.good).map(|press| Arc::new(Shown::of(press)));
        let number = self.number + 1;
        let event = serde_json::to_string(&Event { number, told: &told })
            .expect("what is told has only text and numbers, which JSON can say");
        let good = self.good || whole;
        State { site: new.or_else(|| self.site.clone()), event, number, good }
    }
}
