//! What changed from version to version of every event: facts with their proofs, no verdicts.

pub mod edits;

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::catalog::event::{Event, EventVersion};
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::changes::edits::Edit;
use crate::compat;
use crate::compat::answer::Comparison;

use crate::compat::policy::Policy;
use crate::document::kinds::event::Status;
use crate::document::parts::compatibility::Mode;

/// How the events of a catalog changed.
#[derive(Debug, Default)]
pub struct Changes {
    of: BTreeMap<Key<Event>, Evolution>,
}

/// How one event changed, and what is asked of its changes.
#[derive(Debug)]
pub struct Evolution {
    /// What is asked.
    pub terms: Terms,
    /// Every pair of versions with a schema that was compared, by the newer and then the older.
    pub steps: Vec<Step>,
}

/// What is asked of the versions of an event.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Between which versions, and in which direction.
    pub mode: Mode,
    /// How writers write and readers read.
    pub policy: Policy,
    /// Who says so.
    pub origin: Origin,
}

/// Who says what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it is what every catalog has.
    Default,
    /// Nobody, but this topic keeps events for a year or longer, or compacts them.
    LongKept(Key<Topic>),
    /// The event.
    Event,
    /// A topic that it is published to.
    Topic(Key<Topic>),
    /// Its domain.
    Domain,
    /// The settings.
    Settings,
}

/// Two versions of an event compared.
#[derive(Debug)]
pub struct Step {
    /// The older version: its index in the event's versions.
    pub older: usize,
    /// The newer version.
    pub newer: usize,
    /// Who reads what the other writes.
    pub comparison: Comparison,
    /// What changed, field by field.
    pub edits: Vec<Edit>,
    /// Whether both schemas are the same, word for word.
    pub same: bool,
}

impl Changes {
    /// How an event changed; none where it has one version.
    pub fn of(&self, event: Key<Event>) -> Option<&Evolution> {
        self.of.get(&event)
    }

    /// Every event that has several versions.
    pub fn iter(&self) -> impl Iterator<Item = (Key<Event>, &Evolution)> {
        self.of.iter().map(|(key, evolution)| (*key, evolution))
    }
}

impl Evolution {
    /// The comparison of two versions, by their indices.
    pub fn step(&self, older: usize, newer: usize) -> Option<&Step> {
        self.steps.iter().find(|step| (step.older, step.newer) == (older, newer))
    }

    /// The comparison of a version with the nearest one before it that was compared.
    pub fn before(&self, newer: usize) -> Option<&Step> {
        self.steps.iter().filter(|step| step.newer == newer).max_by_key(|step| step.older)
    }
}

/// Compares the versions of every event that has several. Retired versions are not compared.
pub fn compare(catalog: &Catalog) -> Changes {
    let several = catalog.events.iter().filter(|(_, event)| event.versions.len() > 1);
    Changes { of: several.map(|(key, event)| (key, evolution(event))).collect() }
}

fn evolution(event: &Event) -> Evolution {
    let terms = Terms { mode: Mode::Full, policy: Policy::EVENTS, origin: Origin::Default };
    let mut steps = Vec::new();
    for (newer, version) in event.versions.iter().enumerate() {
        for (older, before) in event.versions[..newer].iter().enumerate() {
            steps.extend(step((older, before), (newer, version), terms.policy));
        }
    }
    Evolution { terms, steps }
}

fn step(
    (older, before): (usize, &EventVersion),
    (newer, version): (usize, &EventVersion),
    policy: Policy,
) -> Option<Step> {
    let is_compared = |version: &EventVersion| version.status != Status::Retired;
    if !is_compared(before) || !is_compared(version) {
        return None;
    }
    let (old, new) = (before.payload.as_ref()?, version.payload.as_ref()?);
    let comparison = compat::compare(&old.contract, &new.contract, policy);
    let edits = edits::between(&old.fields, &new.fields);
    let same = old.contract.is_same(&new.contract);
    Some(Step { older, newer, comparison, edits, same })
}
