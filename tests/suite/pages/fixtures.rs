//! One page of each kind, whole: what a reader finds in its `<main>`, beside it its Markdown.

use std::env;
use std::fs;

use eventbook::site::pages::PAGES;

use super::{example, kinds, text, versions};
use crate::support::repository;

/// Pages that show what the example does not: the name of the fixture, and the folder of the page
/// after the name of its catalog. `kinds` has a document of every kind and states nearly every key;
/// `versions` has events whose versions differ in every way.
const MORE: [(&str, &str); 15] = [
    ("command", "kinds:events/ReserveStock/"),
    ("reply", "kinds:events/StockReservationAnswered/"),
    ("shared", "kinds:events/StockReleased/"),
    ("untraced", "kinds:services/report-service/"),
    ("replaced", "kinds:events/StockReserved/1/"),
    ("gateway", "kinds:services/api-gateway/"),
    ("external", "kinds:services/scanner-cloud/"),
    ("environments", "kinds:topics/stock-events/"),
    ("named-flow", "kinds:flows/reservation/"),
    ("unwatched", "kinds:projections/stock_history/"),
    ("bare", "kinds:aggregates/Pallet/"),
    ("changes", "versions:changes/"),
    ("widened", "versions:events/OrderPlaced/compare/2.1.0..2.2.0/"),
    ("retired", "versions:events/OrderLost/changes/"),
    ("newest", "versions:events/OrderPlaced/"),
];

/// The folder of the page that stands for each kind, in the example or, after `kinds:`, in the
/// catalog of that name.
const SHOWN: [(&str, &str); 22] = [
    ("home", ""),
    ("list", "events/"),
    ("event", "events/OrderPlaced/"),
    ("changelog", "versions:events/OrderPlaced/changes/"),
    ("comparison", "versions:events/OrderPlaced/compare/1.0.0..2.0.0/"),
    ("service", "services/order-service/"),
    ("topic", "topics/order-events.DLQ/"),
    ("saga", "sagas/OrderSaga/"),
    ("flow", "flows/checkout/"),
    ("aggregate", "kinds:aggregates/StockItem/"),
    ("projection", "kinds:projections/stock_levels/"),
    ("broker", "kinds:brokers/main-kafka/"),
    ("store", "kinds:stores/views-db/"),
    ("envelope", "kinds:envelopes/house-envelope/"),
    ("domain", "domains/ordering/"),
    ("team", "teams/checkout-team/"),
    ("readiness", "readiness/"),
    ("findings", "findings/"),
    ("rules", "rules/"),
    ("rule", "rules/dual-write/"),
    ("search", "search/"),
    ("not_found", "404.html"),
];

#[test]
fn every_kind_of_page_is_as_expected() {
    let (example, kinds, versions) = (example(), kinds(), versions());
    let mut changed = Vec::new();
    for (kind, place) in SHOWN.into_iter().chain(MORE) {
        let (folder, files) = match place.split_once(':') {
            Some(("kinds", folder)) => (folder, &kinds),
            Some((_, folder)) => (folder, &versions),
            None => (place, &example),
        };
        let (page, plain) = match folder.ends_with(".html") {
            true => (folder.to_owned(), None),
            false => (format!("{folder}index.html"), Some(format!("{folder}page.md"))),
        };
        changed.extend(differs(kind, "expected.html", main_of(text(files, &page))));
        if let Some(plain) = plain {
            changed.extend(differs(kind, "expected.md", text(files, &plain)));
        }
    }
    assert!(changed.is_empty(), "these pages changed; UPDATE=1 accepts them: {changed:?}");
}

#[test]
fn every_kind_has_a_fixture() {
    let shown: Vec<&str> = SHOWN.iter().map(|(kind, _)| *kind).collect();
    let kinds: Vec<&str> = PAGES.iter().map(|kind| kind.name).collect();
    assert_eq!(shown, kinds);
}

fn main_of(page: &str) -> &str {
    let start = page.find("<main").expect("a page has a main part");
    let end = page.find("</main>").expect("a page's main part ends");
    &page[start..end + "</main>".len()]
}

/// The path of a fixture that does not hold this text.
fn differs(kind: &str, name: &str, found: &str) -> Option<String> {
    let path = repository(&format!("tests/suite/pages/{kind}/{name}"));
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a fixture lies in a folder"))
            .expect("the tree and the pages are as they should be");
        fs::write(&path, found).expect("the tree and the pages are as they should be");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != found).then(|| format!("{kind}/{name}"))
}
