//! The page of the book on payload languages: its catalog is clean, its sentences are said, and its
//! table says what the pairs show.

use std::fs;

use eventbook::compat;
use eventbook::compat::answer::Answer;
use eventbook::compat::policy::Policy;
use serde_json::Value;

use super::contract;
use super::pairs::pairs;
use crate::checked::check;
use crate::support::{catalog, repository};

/// The pair that shows each row.
const ROWS: [(&str, &str); 30] = [
    ("add a field with a default", "field-added-with-default"),
    ("add a field without a default", "field-added-without-default"),
    ("remove a field that has a default", "field-removed-with-default"),
    ("rename a field", "field-renamed"),
    ("rename a field, with an alias", "field-renamed-with-alias"),
    ("put fields in another order", "field-order"),
    ("`int` to `long`", "int-to-long"),
    ("`long` to `float`", "long-to-float"),
    ("`float` to `double`", "float-to-double"),
    ("`int` to `string`", "int-to-string"),
    ("`string` to `bytes`", "string-to-bytes"),
    ("an enum to `string`", "enum-to-string"),
    ("add a symbol to an enum", "enum-symbol-added"),
    ("add a symbol to an enum that has a default", "enum-symbol-added-with-default"),
    ("a type to a union of it and `null`", "nullable"),
    ("add a branch to a union", "union-branch-added"),
    ("put the branches of a union in another order", "union-order"),
    ("rename an enum", "enum-renamed"),
    ("rename a `fixed`", "fixed-renamed"),
    ("give a `fixed` another size", "fixed-size"),
    ("a `fixed` to `bytes`", "fixed-to-bytes"),
    ("rename a record", "record-renamed"),
    ("rename a record, with an alias", "record-renamed-with-alias"),
    ("move a record to another namespace", "namespace-moved"),
    ("a map to a record", "map-to-record"),
    ("say that a `long` is a timestamp", "logical-type-added"),
    ("milliseconds to microseconds", "timestamp-unit"),
    ("a `date` to a timestamp", "date-to-timestamp"),
    ("give a `decimal` another scale", "decimal-scale"),
    ("change the `doc`", "docs-only"),
];

fn page() -> String {
    fs::read_to_string(repository("book/src/payload-languages.md")).unwrap()
}

/// Every file that the page shows, by its path: YAML names its own, JSON is named above.
fn files(page: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut above = "";
    for (index, part) in page.split("\n```").enumerate() {
        if let Some(text) = part.strip_prefix("yaml\n# ").filter(|_| index % 2 == 1) {
            let (path, text) = text.split_once('\n').unwrap();
            files.push((path.to_owned(), text.to_owned()));
        }
        if let Some(text) = part.strip_prefix("json\n").filter(|_| index % 2 == 1) {
            let path = above.trim_end().lines().last().unwrap_or_default();
            let path = path.trim_start_matches('`').trim_end_matches("`:");
            files.push((path.to_owned(), text.to_owned()));
        }
        above = part;
    }
    files
}

#[test]
fn the_catalog_of_the_page_is_read() {
    let files = files(&page());
    assert_eq!(files.len(), 3, "{files:?}");
    let settings = ("shop/eventbook.yaml", "title: Shop\n");
    let team = ("shop/team.yaml", "team: shop-team\n");
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let all: Vec<(&str, &str)> = files.chain([settings, team]).collect();
    let folder = catalog(&all);
    let checked = check(&folder.path().join("shop"));
    let findings = checked.judgement.findings.iter();
    let told: Vec<_> = findings.map(|finding| (finding.rule, finding.message.clone())).collect();
    // The page shows no service and no topic, and says nothing of either.
    assert_eq!(told.iter().filter(|(rule, _)| *rule != "unproduced-event").count(), 0, "{told:?}");
    let catalog = &checked.study.catalog;
    let (_, event) = catalog.events.iter().next().expect("the page declares an event");
    let payload = event.newest().payload.as_ref().expect("its schema is read");
    assert_eq!(payload.contract.language.title, "Avro");
    assert_eq!(event.newest().examples.len(), 2);
}

#[test]
fn the_sentences_of_the_page_are_said() {
    let page = page();
    let schema = |name: &str| {
        let files = files(&page);
        let (_, text) = files.iter().find(|(path, _)| path.ends_with(name)).unwrap();
        contract(name, serde_json::from_str::<Value>(text).unwrap())
    };
    let (old, new) = (schema("order-placed.avsc"), schema("order-placed-2.avsc"));
    let comparison = compat::compare(&old, &new, Policy::EVENTS);
    let said: Vec<&str> =
        comparison.backward.breaks().iter().map(|one| one.sentence.as_str()).collect();
    let shown = page.split("\n```text\n").nth(1).and_then(|rest| rest.split("\n```").next());
    assert_eq!(shown.unwrap_or_default(), said.join("\n"));
}

#[test]
fn the_table_says_what_the_pairs_show() {
    let page = page();
    let rows: Vec<&str> = page
        .lines()
        .skip_while(|line| !line.starts_with("| change |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let pairs = pairs();
    let expected: Vec<String> = ROWS
        .iter()
        .map(|(change, name)| {
            let (_, old, new) =
                pairs.iter().find(|(folder, ..)| folder.ends_with(name)).expect("there is a pair");
            let comparison = compat::compare(old, new, Policy::EVENTS);
            let (backward, forward) = (word(&comparison.backward), word(&comparison.forward));
            format!("| {change} | {backward} | {forward} |")
        })
        .collect();
    assert_eq!(rows.join("\n"), expected.join("\n"));
}

fn word(answer: &Answer) -> &'static str {
    match answer.word() {
        "compatible" => "fine",
        "incompatible" => "breaks",
        other => other,
    }
}
