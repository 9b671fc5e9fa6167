//! What is to be said of the steps from version to version, decided once: several rules tell a part
//! of it, and one cause has one finding.

use std::collections::BTreeSet;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::changes::causes::{self, Cause};
use crate::changes::readers;
use crate::changes::{Evolution, Step};
use crate::compat::answer::{Answer, Obstacle};
use crate::document::kinds::event::Status;
use crate::study::Study;

/// A step that the mode asks about, and what is to be said of it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The event.
    pub key: Key<Event>,
    /// The event.
    pub event: &'a Event,
    /// How it changed.
    pub evolution: &'a Evolution,
    /// The step.
    pub step: &'a Step,
    /// The older version.
    pub older: &'a EventVersion,
    /// The newer version.
    pub newer: &'a EventVersion,
    /// What is to be said.
    pub verdict: Verdict<'a>,
}

/// What is to be said of a step.
#[derive(Debug)]
pub enum Verdict<'a> {
    /// It holds in every direction that is asked.
    Compatible,
    /// It need not hold: nobody reads both versions who is not prepared for it.
    NewMajor,
    /// It breaks.
    Breaks(Breaks<'a>),
    /// A nearer step has told all that breaks here.
    Told,
    /// It could not be decided.
    Undecided {
        /// Whether the new version reads what the old one wrote, where that is open.
        backward: Option<&'a Obstacle>,
        /// Whether the old version reads what the new one writes, where that is open.
        forward: Option<&'a Obstacle>,
    },
}

/// What breaks, and for whom.
#[derive(Debug)]
pub struct Breaks<'a> {
    /// Each cause. There is at least one.
    pub causes: Vec<Cause<'a>>,
    /// The consumers that meet both versions and depend on what breaks.
    pub consumers: Vec<&'a Subscription>,
}

impl Breaks<'_> {
    /// Whether new code fails on old messages.
    pub fn backward(&self) -> bool {
        causes::any_backward(&self.causes)
    }

    /// Whether old code fails on new messages.
    pub fn forward(&self) -> bool {
        causes::any_forward(&self.causes)
    }
}

impl Judged<'_> {
    /// Whether the newer version may break what the older one promised.
    pub fn is_new_major(&self) -> bool {
        self.newer.version.is_new_major(&self.older.version)
    }

    /// Whether one of both versions is only planned.
    pub fn is_draft(&self) -> bool {
        self.newer.status == Status::Draft || self.older.status == Status::Draft
    }
}

/// Every step of every event that the modes ask about, judged.
pub fn judged(study: &Study) -> Vec<Judged<'_>> {
    let steps = study.changes.iter().flat_map(|(key, evolution)| of_event(study, key, evolution));
    steps.collect()
}

fn of_event<'a>(
    study: &'a Study,
    key: Key<Event>,
    evolution: &'a Evolution,
) -> impl Iterator<Item = Judged<'a>> {
    let event = &study.catalog.events[key];
    let consumers: Vec<&Subscription> = study.consumers(key).collect();
    // What breaks from one version to the next breaks from those before it to those after it too.
    let mut told: Vec<(usize, usize, BTreeSet<&str>)> = Vec::new();
    evolution.asked().into_iter().filter_map(move |step| {
        let older = event.versions.get(step.older)?;
        let newer = event.versions.get(step.newer)?;
        let lies_within = |from: usize, to: usize| step.older <= from && to <= step.newer;
        let known = told.iter().filter(|(from, to, _)| lies_within(*from, *to));
        let known: BTreeSet<&str> = known.flat_map(|(_, _, fields)| fields).copied().collect();
        let causes = causes::of(evolution.terms.mode, &step.comparison);
        told.push((step.older, step.newer, causes.iter().map(|cause| cause.field).collect()));
        let bare =
            Judged { key, event, evolution, step, older, newer, verdict: Verdict::Compatible };
        let verdict = verdict(evolution, &bare, causes, &known, &consumers);
        Some(Judged { verdict, ..bare })
    })
}

fn verdict<'a>(
    evolution: &Evolution,
    judged: &Judged<'a>,
    causes: Vec<Cause<'a>>,
    known: &BTreeSet<&str>,
    consumers: &[&'a Subscription],
) -> Verdict<'a> {
    let step = judged.step;
    let versions = (judged.older, judged.newer);
    let touched = |fields: &[&str]| readers::touched(consumers.iter().copied(), versions, fields);
    if !causes.is_empty() {
        let new = causes.into_iter().filter(|cause| !known.contains(cause.field));
        let causes: Vec<Cause<'_>> = new.collect();
        if causes.is_empty() {
            return Verdict::Told;
        }
        let fields: Vec<&str> = causes.iter().map(|cause| cause.field).collect();
        let consumers = touched(&fields);
        return match judged.is_new_major() && consumers.is_empty() {
            true => Verdict::NewMajor,
            false => Verdict::Breaks(Breaks { causes, consumers }),
        };
    }
    let mode = evolution.terms.mode;
    let open = |answer: &'a Answer, asked: bool| match answer {
        Answer::Undecided(obstacle) if asked => Some(obstacle),
        _ => None,
    };
    let backward = open(&step.comparison.backward, mode.asks_backward());
    let forward = open(&step.comparison.forward, mode.asks_forward());
    match (backward, forward) {
        (None, None) => Verdict::Compatible,
        // What is undecided may be anything in the payload.
        _ if judged.is_new_major() && touched(&[""]).is_empty() => Verdict::NewMajor,
        (backward, forward) => Verdict::Undecided { backward, forward },
    }
}
