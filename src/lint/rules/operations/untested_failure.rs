//! # What it finds
//! A service of which it is known that nobody has seen how it behaves while others fail:
//! `chaos_tests: none`, or tests that are more than a year old.
//!
//! # Why it matters
//! Retries, timeouts and circuit breakers are written for a day that seldom comes. Code that has
//! never run does not work, and code changes: what was seen a year ago was seen of another program.
//!
//! # Bad
//! ```yaml
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! chaos_tests: { date: 2025-11-20 }
//! ```
//!
//! # Good
//! ```yaml
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! chaos_tests: { date: 2026-06-30 }
//! ```
//!
//! # When to allow it
//! The service can be down for a day without harm.
//!
//! # Source
//! The Principles of Chaos Engineering, which ask for experiments that run again and again, and
//! *Chaos Engineering* by Rosenthal and Jones.

use crate::catalog::service::Service;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "untested-failure",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("untested_failure.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let services = study.catalog.services.rows().iter().filter(|service| !service.is_external());
    services.map(|service| judge(study, service)).collect()
}

fn judge(study: &Study, service: &Service) -> Opinion {
    let subjects = vec![service.subject()];
    let Some(stated) = &service.stated.chaos_tests else {
        let what =
            "when it was last seen how the service behaves while others fail (`chaos_tests`)";
        return RULE.unknown(subjects, service.span, what);
    };
    let help = "let a broker, a database and a called service fail while it runs, and state the day: `chaos_tests: { date: … }`";
    let Some(tests) = stated.value.some() else {
        let message = format!("nobody has seen how `{}` behaves while others fail", service.id);
        let finding = RULE.fault(stated.span, message).label("known to be missing");
        return fault(finding.help(help), subjects);
    };
    let date = &tests.date;
    if date.value.is_over_a_year_before(study.today) {
        let message = format!(
            "how `{}` behaves while others fail was last seen on {}, more than a year before {}",
            service.id, date.value, study.today
        );
        return fault(RULE.fault(date.span, message).help(help), subjects);
    }
    if date.value > study.today {
        let what = "how the service behaves while others fail: the stated day is yet to come";
        return RULE.unknown(subjects, date.span, what);
    }
    let detail = format!("{} on {}", service.id, date.value);
    RULE.pass_with(subjects, date.span, "others were made to fail within a year", detail)
}
