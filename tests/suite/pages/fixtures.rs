//! One page of each kind, whole: what a reader finds in its `<main>`, beside it its Markdown.

use std::env;
use std::fs;

use eventbook::site::pages::PAGES;

use super::{example, kinds, text};
use crate::support::repository;

/// Pages that show what the example does not: the name of the fixture, and the folder of the page in
/// the catalog `kinds`, which has a document of every kind and states nearly every key.
const MORE: [(&str, &str); 9] = [
    ("command", "events/ReserveStock/"),
    ("reply", "events/StockReservationAnswered/"),
    ("replaced", "events/StockReserved/1/"),
    ("gateway", "services/api-gateway/"),
    ("external", "services/scanner-cloud/"),
    ("environments", "topics/stock-events/"),
    ("named-flow", "flows/reservation/"),
    ("unwatched", "projections/stock_history/"),
    ("bare", "aggregates/Pallet/"),
];

/// The folder of the page that stands for each kind, in the example or, after `kinds:`, in the
/// catalog of that name.
const SHOWN: [(&str, &str); 18] = [
    ("home", ""),
    ("list", "events/"),
    ("event", "events/OrderPlaced/"),
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
    ("findings", "findings/"),
    ("rule", "rules/dual-write/"),
    ("search", "search/"),
    ("not_found", "404.html"),
];

#[test]
fn every_kind_of_page_is_as_expected() {
    let (example, kinds) = (example(), kinds());
    let mut changed = Vec::new();
    let more = MORE.map(|(name, folder)| (name, folder, &kinds));
    let shown = SHOWN.map(|(kind, folder)| match folder.strip_prefix("kinds:") {
        Some(folder) => (kind, folder, &kinds),
        None => (kind, folder, &example),
    });
    for (kind, folder, files) in shown.into_iter().chain(more) {
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
