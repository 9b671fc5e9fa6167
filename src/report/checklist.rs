//! The contract of a format for the readiness checklist, and what every such format prints.

use crate::config::UNTITLED;
use crate::lint::assess;
use crate::lint::readiness::{Counts, LineAnswer, Readiness};
use crate::lint::verdict::Judgement;
use crate::study::Study;

/// A way to print the checklist.
#[derive(Debug, Clone, Copy)]
pub struct ChecklistFormat {
    /// The word behind `--format`.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub sentence: &'static str,
    /// The whole report, with its last line break.
    pub print: fn(&ChecklistReport) -> String,
}

/// What is to be printed.
#[derive(Debug, Clone)]
pub struct ChecklistReport {
    /// What the catalog is called.
    pub title: String,
    /// How ready all of it is.
    pub catalog: Readiness,
    /// Each service of our own, by id.
    pub services: Vec<ServiceReadiness>,
    /// Whether a person looks at it in a terminal with colours.
    pub styled: bool,
}

/// How ready a service is.
#[derive(Debug, Clone)]
pub struct ServiceReadiness {
    /// The id of the service.
    pub id: String,
    /// The answers.
    pub readiness: Readiness,
}

impl ChecklistReport {
    /// The checklist of a judged catalog. Systems that others run are not asked.
    pub fn of(study: &Study, judgement: &Judgement) -> Self {
        let services = study.catalog.services.iter();
        let services = services.filter(|(_, service)| !service.is_external());
        let services = services.map(|(key, service)| ServiceReadiness {
            id: service.id.clone(),
            readiness: assess::of_service(study, judgement, key),
        });
        ChecklistReport {
            title: study.config.title.clone().unwrap_or_else(|| UNTITLED.to_owned()),
            catalog: assess::of_catalog(judgement),
            services: services.collect(),
            styled: false,
        }
    }

    /// The same for a terminal with colours.
    pub fn styled(self, styled: bool) -> Self {
        ChecklistReport { styled, ..self }
    }

    /// The line that sums up: "readiness: 9/12 lines pass, 1 fails; 2 of 14 services fail a line".
    pub fn summary(&self) -> String {
        let counts = self.catalog.counts();
        let mut parts = vec![format!("{} of {} lines pass", counts.pass, counts.applicable())];
        for (count, words) in told(counts) {
            parts.push(format!("{count} {words}"));
        }
        let failing = self.services.iter().filter(|row| row.readiness.counts().fail > 0).count();
        let services = match (failing, self.services.len()) {
            (_, 0) => "no service".to_owned(),
            (0, 1) => "1 service, without a failing line".to_owned(),
            (0, all) => format!("{all} services, none with a failing line"),
            (some, all) => format!("{some} of {all} services with a failing line"),
        };
        format!("readiness: {}; {services}", parts.join(", "))
    }
}

/// The counts that are not zero, with what they count.
fn told(counts: Counts) -> impl Iterator<Item = (usize, &'static str)> {
    let all = [
        (counts.fail, "failing"),
        (counts.allowed, "allowed"),
        (counts.unknown, "unknown"),
        (counts.not_applicable, "not applicable"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0)
}

/// A failing line in a few words: "Consistency: warn (dual-write)".
pub fn fault(row: &LineAnswer) -> String {
    format!("{}: {} ({})", row.line.title, row.answer.word(), row.rules.join(", "))
}
