//! What changed from version to version of every event: facts with their proofs, no verdicts.

pub mod causes;
pub mod edits;
pub mod readers;
pub mod shape;
pub mod terms;
pub mod told;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::event::{Event, EventVersion};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::changes::edits::Edit;
use crate::compat;
use crate::compat::answer::{Comparison, Remark};
use crate::compat::policy::Policy;
use crate::config::Config;
use crate::document::kinds::event::Status;
use crate::document::parts::compatibility::Mode;

/// Up to so many versions every pair is compared, for a matrix that can be looked at.
const MOST_PAIRED: usize = 12;

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
    /// Who says the mode.
    pub origin: Origin,
    /// Who says the policy.
    pub policy_origin: Origin,
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
    /// What the change does besides.
    pub remarks: Vec<Remark>,
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

    /// The comparisons that the mode asks for: each version with the one before it, and with every
    /// earlier one where the mode is transitive. By the newer version, its nearest first.
    pub fn asked(&self) -> Vec<&Step> {
        let mode = self.terms.mode;
        let asked = self
            .steps
            .iter()
            .filter(|step| mode != Mode::None && (mode.is_transitive() || self.follows(step)));
        let mut asked: Vec<&Step> = asked.collect();
        asked.sort_by_key(|step| (step.newer, std::cmp::Reverse(step.older)));
        asked
    }

    /// Whether a comparison is that of a version with the one before it.
    pub fn follows(&self, step: &Step) -> bool {
        self.before(step.newer).is_some_and(|before| before.older == step.older)
    }
}

/// Compares the versions of every event that has several.
///
/// Retired versions are not compared: nobody writes them. Nor is a draft with what came after it:
/// nobody ever wrote it.
pub fn compare(catalog: &Catalog, config: &Config) -> Changes {
    let mut read: BTreeMap<Key<Event>, Vec<&Subscription>> = BTreeMap::new();
    for subscription in catalog.subscriptions.rows() {
        read.entry(subscription.event).or_default().push(subscription);
    }
    let several = catalog.events.iter().filter(|(_, event)| event.versions.len() > 1);
    let several: Vec<(Key<Event>, &Event)> = several.collect();
    let compared = several.into_par_iter().map(|(key, event)| {
        let read = read.get(&key).map(Vec::as_slice).unwrap_or_default();
        (key, evolution(event, terms::of(catalog, config, event, read)))
    });
    Changes { of: compared.collect() }
}

fn evolution(event: &Event, terms: Terms) -> Evolution {
    let versions: Vec<(usize, &EventVersion)> = event.versions.iter().enumerate().collect();
    let compared = versions.iter().filter(|(_, version)| is_compared(version));
    let compared: Vec<(usize, &EventVersion)> = compared.copied().collect();
    let all = compared.len() <= MOST_PAIRED || terms.mode.is_transitive();
    let mut steps = Vec::new();
    for (place, newer) in compared.iter().enumerate() {
        let earlier = compared.iter().take(place);
        let earlier = earlier
            .filter(|older| newer.1.status == Status::Draft || older.1.status != Status::Draft);
        let is_newest = place + 1 == compared.len();
        let asked = if all || is_newest { usize::MAX } else { 1 };
        let mut paired: Vec<_> = earlier.rev().take(asked).collect();
        paired.reverse();
        steps.extend(paired.into_iter().filter_map(|older| step(*older, *newer, terms.policy)));
    }
    Evolution { terms, steps }
}

/// Whether a version takes part: it has a schema, and somebody may still write it.
pub fn is_compared(version: &EventVersion) -> bool {
    version.status != Status::Retired && version.payload.is_some()
}

/// Two versions compared, each with its index among those of its event; none where one of them has
/// no schema. Both may come from different catalogs, and be the same version.
pub fn step(
    (older, before): (usize, &EventVersion),
    (newer, version): (usize, &EventVersion),
    policy: Policy,
) -> Option<Step> {
    let (old, new) = (before.payload.as_ref()?, version.payload.as_ref()?);
    let comparison = compat::compare(&old.contract, &new.contract, policy);
    let edits = edits::between(&old.fields, &new.fields);
    let remarks = compat::remarks(&old.contract, &new.contract);
    let same = old.contract.is_same(&new.contract);
    Some(Step { older, newer, comparison, edits, remarks, same })
}
