//! The catalog that comes with eventbook: three worked examples and a small saga as one company.
//! Each has the verdicts that its story asks for, and the whole has no finding besides.

use std::path::PathBuf;

use eventbook::Checked;
use eventbook::finding::{Level, Subject};
use eventbook::lint::concern::Concern;
use eventbook::lint::verdict::{Outcome, Verdict};

use crate::checked::{TODAY, assert_snapshot, check, text};
use crate::rust_text::package_root;
use crate::support::eventbook;

/// Orders on Kafka.
const ORDERS: &[(&str, &[&str])] = &[
    (
        "event",
        &[
            "UserCreated",
            "UserUpdated",
            "OrderPlaced",
            "OrderConfirmed",
            "OrderShipped",
            "OrderCancelled",
            "PaymentProcessed",
            "StockReserved",
            "StockReservationFailed",
        ],
    ),
    (
        "topic",
        &[
            "user-events",
            "order-events",
            "payment-events",
            "inventory-events",
            "user-events.DLQ",
            "order-events.DLQ",
            "payment-events.DLQ",
            "inventory-events.DLQ",
        ],
    ),
    ("saga", &["OrderSaga"]),
];

/// Mails on RabbitMQ.
const MAILS: &[(&str, &[&str])] = &[
    (
        "event",
        &["notification.email.welcome", "notification.email.reset", "notification.email.invoice"],
    ),
    (
        "topic",
        &[
            "notifications",
            "notifications.retry",
            "email-notifications",
            "email-notifications.retry",
            "email-notifications.dlq",
        ],
    ),
    ("service", &["customer-portal", "email-service"]),
];

/// Stock as a ledger of events, on NATS JetStream.
const STOCK: &[(&str, &[&str])] = &[
    ("event", &["StockReceived", "StockAdjusted"]),
    ("topic", &["stock-subjects", "stock-events", "stock-events.dlq"]),
    ("service", &["stock-service", "replenishment-service"]),
    ("aggregate", &["StockItem"]),
    ("projection", &["inventory_read", "stock_levels"]),
];

/// The saga that nobody leads.
const RENTALS: &[(&str, &[&str])] = &[
    ("event", &["payment.requested", "payment.completed", "payment.failed", "order.cancelled"]),
    ("topic", &["rental-events", "rental-events.DLQ"]),
    ("service", &["rental-service"]),
    ("saga", &["RentalPayment"]),
];

fn catalog() -> PathBuf {
    package_root().join("catalog-example")
}

fn subjects(example: &[(&'static str, &[&str])]) -> Vec<Subject> {
    let of_kind = |(kind, names): &(&'static str, &[&str])| -> Vec<Subject> {
        names.iter().map(|name| Subject::new(kind, *name)).collect()
    };
    example.iter().flat_map(of_kind).collect()
}

/// The findings about an example: rule, level, what it is about.
fn findings<'a>(
    checked: &'a Checked,
    example: &[(&'static str, &[&str])],
) -> Vec<(&'a str, Level, &'a str)> {
    let subjects = subjects(example);
    let findings = checked.judgement.findings.iter();
    let about =
        findings.filter(|finding| finding.subjects.iter().any(|one| subjects.contains(one)));
    about.map(|finding| (finding.rule, finding.level, finding.subjects[0].name.as_str())).collect()
}

fn verdict(checked: &Checked, example: &[(&'static str, &[&str])], concern: Concern) -> Verdict {
    let verdicts = checked.judgement.verdicts_on(&subjects(example));
    verdicts
        .into_iter()
        .find(|verdict| verdict.concern == concern)
        .expect("every question is answered")
}

/// The evidence of a rule's passes about an example.
fn held<'a>(checked: &'a Checked, example: &[(&'static str, &[&str])], rule: &str) -> Vec<&'a str> {
    let subjects = subjects(example);
    let passes = checked.judgement.passes.iter();
    let about = passes
        .filter(|pass| pass.rule == rule && pass.subjects.iter().any(|one| subjects.contains(one)));
    about.map(|pass| &*pass.evidence).collect()
}

fn assert_verdicts(
    checked: &Checked,
    example: &[(&'static str, &[&str])],
    expected: &[(Concern, Outcome)],
) {
    for (concern, outcome) in expected {
        let verdict = verdict(checked, example, *concern);
        assert_eq!(verdict.outcome, *outcome, "{}: {}", concern.name(), verdict.evidence);
    }
}

#[test]
fn every_document_of_an_example_is_there() {
    let checked = check(&catalog());
    for subject in [ORDERS, MAILS, STOCK, RENTALS].into_iter().flat_map(subjects) {
        let known = match subject.kind {
            // Nothing is judged of a topic that only keeps what waits for its retry.
            "topic" => checked.study.catalog.topics.rows().iter().any(|row| row.id == subject.name),
            _ => !checked.judgement.verdicts_about(&subject).is_empty(),
        };
        assert!(known, "{} {}", subject.kind, subject.name);
    }
}

#[test]
fn the_whole_has_no_finding_besides() {
    let checked = check(&catalog());
    let mut all = findings(&checked, ORDERS);
    all.extend(findings(&checked, STOCK));
    assert_eq!(checked.judgement.findings.len(), all.len(), "{}", text(&checked));
    assert_eq!(all.len(), 5);
}

#[test]
fn orders_get_their_verdicts() {
    let checked = check(&catalog());
    assert_eq!(
        findings(&checked, ORDERS),
        [
            ("dual-write", Level::Warn, "OrderPlaced"),
            ("thundering-herd", Level::Info, "order-events"),
        ]
    );
    assert_verdicts(
        &checked,
        ORDERS,
        &[
            (Concern::Idempotency, Outcome::Pass),
            (Concern::LostEvents, Outcome::Level(Level::Warn)),
            (Concern::ErrorHandling, Outcome::Pass),
            (Concern::ThunderingHerd, Outcome::Level(Level::Info)),
            (Concern::Compatibility, Outcome::NotApplicable),
        ],
    );
    let findings = &checked.judgement.findings;
    let dual_write = findings.iter().find(|finding| finding.rule == "dual-write").unwrap();
    let allowance = dual_write.allowance.as_ref().expect("the dual write is allowed");
    assert_eq!(
        (allowance.until.as_deref(), allowance.lowered_from),
        (Some("never"), Some(Level::Error))
    );
    let herd = verdict(&checked, ORDERS, Concern::ThunderingHerd).evidence;
    assert!(herd.contains("3 groups") && herd.contains("different databases"), "{herd}");
    assert_eq!(
        held(&checked, ORDERS, "unbounded-retry"),
        vec!["3 retries with exponential backoff"; 8]
    );
    assert_eq!(
        held(&checked, ORDERS, "missing-idempotency"),
        vec!["deduplication table on eventId"; 8]
    );
}

#[test]
fn mails_get_their_verdicts() {
    let checked = check(&catalog());
    assert_eq!(findings(&checked, MAILS), []);
    for (concern, words) in [
        (Concern::Idempotency, "email-db.sent_emails"),
        (Concern::LostEvents, "publisher confirms if more is needed"),
        (Concern::ErrorHandling, "3 retries with exponential backoff"),
        (Concern::DeadLetters, "watched: depth"),
    ] {
        let verdict = verdict(&checked, MAILS, concern);
        assert_eq!(verdict.outcome, Outcome::Pass, "{}: {}", concern.name(), verdict.evidence);
        assert!(verdict.evidence.contains(words), "{}: {}", concern.name(), verdict.evidence);
    }
}

#[test]
fn stock_gets_its_verdicts() {
    let checked = check(&catalog());
    assert_eq!(
        findings(&checked, STOCK),
        [
            ("missing-snapshot", Level::Warn, "StockItem"),
            ("inline-upcasting", Level::Warn, "StockItem"),
            ("undetected-projection-lag", Level::Critical, "inventory_read"),
        ]
    );
    assert_verdicts(
        &checked,
        STOCK,
        &[
            (Concern::Idempotency, Outcome::Pass),
            (Concern::EventSourcing, Outcome::Level(Level::Critical)),
        ],
    );
    let idempotency = verdict(&checked, STOCK, Concern::Idempotency).evidence;
    assert!(idempotency.contains("stock-ledger.events.sequence"), "{idempotency}");
    assert_eq!(held(&checked, STOCK, "unrebuildable-projection"), ["a documented rebuild"; 2]);
    let findings = &checked.judgement.findings;
    let critical = findings.iter().find(|finding| finding.level == Level::Critical).unwrap();
    let allowance = critical.allowance.as_ref().expect("the critical finding is allowed");
    assert_eq!((allowance.until.as_deref(), allowance.lowered_from), (Some("never"), None));
}

#[test]
fn rentals_have_no_finding() {
    let checked = check(&catalog());
    assert_eq!(findings(&checked, RENTALS), []);
    assert_verdicts(&checked, RENTALS, &[(Concern::Sagas, Outcome::Pass)]);
}

#[test]
fn the_whole_report() {
    let expected = package_root().join("tests/suite/example.txt");
    assert_snapshot(&text(&check(&catalog())), &expected);
    let output = eventbook()
        .args(["check", "--today", TODAY])
        .arg(catalog())
        .output()
        .expect("the program that was built with this test can be started");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_snapshot(&String::from_utf8_lossy(&output.stdout), &expected);
}
