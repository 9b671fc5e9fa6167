//! What a comparison of two versions comes to: the word of a badge, a sentence, and whether it is
//! what the event is asked for.

use crate::catalog::event::Event;
use crate::changes::{Evolution, Step};
use crate::compat::answer::{Answer, Comparison};

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Each version reads what the other writes.
    Compatible,
    /// Only the newer one reads what the other writes.
    ConsumersFirst,
    /// Only the older one reads what the other writes.
    ProducersFirst,
    /// One does not read what the other writes, and no order is proved to help.
    Breaks,
    /// Nothing is known to break, and not all is proved.
    Undecided,
}

/// Whether a step is what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was asked.
    NotAsked,
    /// All that was asked is proved.
    Yes,
    /// Something that was asked breaks.
    No,
    /// Something that was asked breaks, and the version number says so.
    NewMajor,
    /// Nothing that was asked is known to break, and not all of it is proved.
    Undecided,
}

impl Verdict {
    /// What a comparison comes to.
    pub fn of(comparison: &Comparison) -> Self {
        use Answer::{Compatible, Incompatible};
        match (&comparison.backward, &comparison.forward) {
            (Compatible, Compatible) => Verdict::Compatible,
            (Compatible, Incompatible(_)) => Verdict::ConsumersFirst,
            (Incompatible(_), Compatible) => Verdict::ProducersFirst,
            (Incompatible(_), _) | (_, Incompatible(_)) => Verdict::Breaks,
            (Answer::Undecided(_), _) | (_, Answer::Undecided(_)) => Verdict::Undecided,
        }
    }

    /// The word of its badge.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Compatible => "compatible",
            Verdict::ConsumersFirst => "consumers first",
            Verdict::ProducersFirst => "producers first",
            Verdict::Breaks => "breaks",
            Verdict::Undecided => "undecided",
        }
    }
}

impl Kept {
    /// Whether a step of an event is what is asked of it.
    pub fn of(event: &Event, evolution: &Evolution, step: &Step) -> Self {
        let (mode, comparison) = (evolution.terms.mode, &step.comparison);
        let backward = mode.asks_backward().then_some(&comparison.backward);
        let forward = mode.asks_forward().then_some(&comparison.forward);
        let asked = || backward.into_iter().chain(forward);
        let (older, newer) = (&event.versions[step.older], &event.versions[step.newer]);
        if asked().next().is_none() {
            Kept::NotAsked
        } else if asked().all(Answer::is_compatible) {
            Kept::Yes
        } else if asked().all(|answer| answer.breaks().is_empty()) {
            Kept::Undecided
        } else if newer.version.is_new_major(&older.version) {
            Kept::NewMajor
        } else {
            Kept::No
        }
    }

    /// Whether something that was asked breaks.
    pub fn is_broken(self) -> bool {
        matches!(self, Kept::No | Kept::NewMajor)
    }

    /// The words after what is asked.
    pub fn words(self) -> &'static str {
        match self {
            Kept::NotAsked => "not judged",
            Kept::Yes => "kept",
            Kept::No => "not kept",
            Kept::NewMajor => "not kept, as a new major version says",
            Kept::Undecided => "undecided",
        }
    }
}

/// A verdict in plain words; `old` and `new` are the names of the two versions.
pub fn sentence(step: &Step, old: &str, new: &str) -> String {
    if step.same {
        return format!("The schema of {new} is that of {old}, word for word.");
    }
    let comparison = &step.comparison;
    match Verdict::of(comparison) {
        Verdict::Compatible => {
            "Compatible both ways: upgrade producers and consumers in any order.".to_owned()
        }
        Verdict::ConsumersFirst => format!(
            "Upgrade consumers first: consumers of {new} read all that {old} writes, but consumers \
             of {old} cannot read all that {new} writes."
        ),
        Verdict::ProducersFirst => format!(
            "Upgrade producers first: consumers of {old} read all that {new} writes, but consumers \
             of {new} cannot read all that {old} wrote."
        ),
        Verdict::Breaks => breaks(comparison, old, new),
        Verdict::Undecided => undecided(comparison, old, new),
    }
}

fn breaks(comparison: &Comparison, old: &str, new: &str) -> String {
    match (&comparison.backward, &comparison.forward) {
        (Answer::Incompatible(_), Answer::Incompatible(_)) => {
            "Breaks in both directions: no order of upgrades is safe.".to_owned()
        }
        (Answer::Incompatible(_), _) => format!(
            "Breaks: consumers of {new} cannot read all that {old} wrote. Whether consumers of \
             {old} read what {new} writes is undecided."
        ),
        _ => format!(
            "Breaks: consumers of {old} cannot read all that {new} writes. Whether consumers of \
             {new} read what {old} wrote is undecided."
        ),
    }
}

fn undecided(comparison: &Comparison, old: &str, new: &str) -> String {
    let open = "could not be decided";
    match (comparison.backward.is_compatible(), comparison.forward.is_compatible()) {
        (true, _) => format!(
            "Consumers of {new} read all that {old} wrote. Whether consumers of {old} read what \
             {new} writes {open}."
        ),
        (_, true) => format!(
            "Consumers of {old} read all that {new} writes. Whether consumers of {new} read what \
             {old} wrote {open}."
        ),
        _ => format!("Whether {old} and {new} read what the other writes {open}."),
    }
}
