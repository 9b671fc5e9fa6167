//! The readiness checklist: the lines that a service, an event and the whole catalog are asked to
//! hold, and which rules answer each. A line is pure data, so the members stand here in one table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::Rule;
use crate::lint::rules::RULES;

/// A line of the checklist.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The word of machine formats and of addresses.
    pub name: &'static str,
    /// What people read, short enough for the head of a column.
    pub title: &'static str,
    /// What is asked.
    pub question: &'static str,
    /// Rules that answer it, whatever question of their own they stand under.
    pub rules: &'static [&'static str],
    /// The questions all of whose other rules answer it.
    pub concerns: &'static [Concern],
    /// What there is not, where nothing is judged.
    pub nothing: &'static str,
}

/// All lines, in the order in which reports and pages answer them.
pub const LINES: &[Line] = &[
    Line {
        name: "owners",
        title: "Owners",
        question: "Is it known who publishes, who receives and who answers for everything?",
        rules: &[],
        concerns: &[Concern::Ownership, Concern::Lifecycle],
        nothing: "nothing that needs an owner",
    },
    Line {
        name: "contracts",
        title: "Contracts",
        question: "Are messages versioned, described by a schema, and kept compatible?",
        rules: &["example-mismatch", "missing-example", "stranded-consumer"],
        concerns: &[Concern::Contracts, Concern::Compatibility],
        nothing: "no schema that could be judged",
    },
    Line {
        name: "idempotency",
        title: "Idempotency",
        question: "Does a message that arrives twice have its effect once?",
        rules: &[],
        concerns: &[Concern::Idempotency],
        nothing: "no consumer",
    },
    Line {
        name: "partitions",
        title: "Keys and order",
        question: "Are messages spread by a key that keeps the order which consumers need?",
        rules: &["key-not-required"],
        concerns: &[Concern::Ordering],
        nothing: "no key and no order that is asked for",
    },
    Line {
        name: "consistency",
        title: "Consistency",
        question: "Do a saga or an outbox hold together what must not come apart?",
        rules: &["unattended-outbox"],
        concerns: &[Concern::LostEvents, Concern::Sagas],
        nothing: "nothing that is written and published, and no step of a saga",
    },
    Line {
        name: "dead-letters",
        title: "Dead letters",
        question: "Does a message that cannot be handled end in a queue that somebody watches?",
        rules: &["missing-dlq"],
        concerns: &[Concern::DeadLetters],
        nothing: "no consumer and no dead-letter queue",
    },
    Line {
        name: "retries",
        title: "Retries",
        question: "Are retries bounded and in time, and are poison messages told apart?",
        rules: &[],
        concerns: &[Concern::ErrorHandling, Concern::Timing],
        nothing: "no consumer that retries",
    },
    Line {
        name: "tracing",
        title: "Tracing",
        question: "Can a message be followed from its trigger to its last effect?",
        rules: &["missing-correlation-id", "broken-trace"],
        concerns: &[],
        nothing: "no envelope or trace that could be judged",
    },
    Line {
        name: "replay",
        title: "Replay",
        question: "Is it written down how to replay dead letters and rebuild read models?",
        rules: &[
            "unreplayable-dlq",
            "unrebuildable-projection",
            "short-retention",
            "misfit-command",
            "missing-runbook",
            "effects-from-beginning",
        ],
        concerns: &[],
        nothing: "no dead-letter queue and no projection",
    },
    Line {
        name: "monitoring",
        title: "Monitoring",
        question: "Does somebody see when a consumer or a read model falls behind?",
        rules: &["undetected-projection-lag", "unmonitored-lag"],
        concerns: &[],
        nothing: "nothing whose lag could be judged",
    },
    Line {
        name: "circuit-breakers",
        title: "Circuit breakers",
        question: "Is a service that fails kept from taking those with it that call it?",
        rules: &["missing-circuit-breaker"],
        concerns: &[],
        nothing: "no call",
    },
    Line {
        name: "snapshots",
        title: "Snapshots",
        question: "Can stored events be read for ever, and soon?",
        rules: &[],
        concerns: &[Concern::EventSourcing],
        nothing: "nothing is stored as events",
    },
    Line {
        name: "boundaries",
        title: "Boundaries",
        question: "Has every event one owning context, which no other service speaks for?",
        rules: &["shared-event", "foreign-event"],
        concerns: &[],
        nothing: "no event whose boundary could be judged",
    },
    Line {
        name: "communication",
        title: "Communication",
        question: "Is each edge synchronous or asynchronous by declaration, and does each flow end?",
        rules: &["misplaced-reply", "synchronous-chain", "callback-to-producer"],
        concerns: &[Concern::CircularFlows],
        nothing: "no call and no flow",
    },
    Line {
        name: "chaos-tests",
        title: "Chaos tests",
        question: "Was it tried, not long ago, what happens when something fails?",
        rules: &["untested-failure"],
        concerns: &[],
        nothing: "no test of a failure that could be judged",
    },
];

/// Design rules that answer no line, each with the reason.
pub const OUTSIDE: &[(&str, &str)] = &[
    ("illegal-key", "a key that the broker refuses fails at the first message, not in operation"),
    ("thundering-herd", "load that is shared is weighed, not ticked off"),
    ("fan-out-chain", "load that is shared is weighed, not ticked off"),
    ("oversized-broker", "a broker that could do more is no fault in operation"),
    ("unbounded-stream", "memory is the broker's to watch, not a consumer's"),
    ("unfilled-placeholder", "it tells of the document, which is finished or not"),
];

/// Groups whose rules answer no line unless one names them, each with the reason.
pub const GROUPS_OUTSIDE: &[(Group, &str)] = &[
    (Group::Documents, "they tell whether the documents can be read, not what they say"),
    (Group::Naming, "a name makes nothing ready and nothing unready"),
    (Group::Allowances, "they judge the settings, not the design"),
];

/// The number of the line that each rule answers, by the rule.
static PLACES: LazyLock<BTreeMap<&'static str, usize>> = LazyLock::new(|| {
    let places = RULES.iter().filter_map(|rule| Some((rule.name, place(rule)?)));
    places.collect()
});

/// The number of the line that a rule answers: the one that names it, else the one that takes its
/// question. A rule answers one line at most, so that nothing is counted twice.
pub fn line_of(rule: &str) -> Option<usize> {
    PLACES.get(rule).copied()
}

/// The rules that answer a line, in the order of the list of rules.
pub fn rules_of(line: usize) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| line_of(rule.name) == Some(line))
}

fn place(rule: &Rule) -> Option<usize> {
    let named = LINES.iter().position(|line| line.rules.contains(&rule.name));
    let outside = OUTSIDE.iter().any(|(name, _)| *name == rule.name)
        || GROUPS_OUTSIDE.iter().any(|(group, _)| *group == rule.group);
    let asked = || LINES.iter().position(|line| line.concerns.contains(&rule.concern));
    named.or_else(|| if outside { None } else { asked() })
}
