//! The index of the search: every page that has a name is in it, and every row leads to a page.

use std::collections::BTreeSet;

use eventbook::output::File;
use serde_json::Value;

use super::{built, example, pages, text};
use crate::support::repository;

/// The index as programs read it.
fn index(files: &[File]) -> Value {
    serde_json::from_str(text(files, "search/names.json")).expect("the index is JSON")
}

fn words(value: &Value) -> Vec<&str> {
    let items = value.as_array().expect("a column is a list").iter();
    items.map(|item| item.as_str().expect("names are text")).collect()
}

/// The folder of each row's page.
fn folders(index: &Value) -> Vec<String> {
    let rows = &index["rows"];
    let folder = |(row, id): (usize, &str)| {
        let kind = rows["kind"][row].as_u64().expect("a kind is a number") as usize;
        let parent = index["kinds"][kind]["folder"].as_str().expect("a kind has a folder");
        match rows["folder"][row].as_str() {
            Some(folder) => folder.to_owned(),
            None => format!("{parent}{id}/"),
        }
    };
    words(&rows["id"]).into_iter().enumerate().map(folder).collect()
}

/// The ids of the rows that a word of a facet leads to.
fn led(index: &Value, facet: &str, word: &str) -> BTreeSet<String> {
    let facets = index["facets"].as_array().expect("facets are a list");
    let facet = facets.iter().find(|column| column["name"] == facet).expect("the facet is there");
    let at = words(&facet["words"]).iter().position(|known| *known == word).expect("it is there");
    let steps = facet["rows"][at].as_array().expect("rows are a list").iter();
    let ids = words(&index["rows"]["id"]);
    let rows = steps.scan(0, |row, step| {
        *row += step.as_u64().expect("a step is a number") as usize;
        Some(*row)
    });
    rows.map(|row| ids[row].to_owned()).collect()
}

#[test]
fn every_name_leads_to_a_page_and_every_page_of_a_section_has_a_name() {
    for files in [example(), built(&repository("tests/suite/pages/nasty"))] {
        let found: BTreeSet<String> = folders(&index(&files)).into_iter().collect();
        for folder in &found {
            text(&files, &format!("{folder}index.html"));
        }
        // A folder in a folder of the root is a thing; what is below it, or begins with `_`, is a part.
        let things = pages(&files)
            .filter_map(|(path, _)| path.strip_suffix("index.html"))
            .filter(|folder| folder.matches('/').count() == 2 && !folder.contains("/_"))
            .map(str::to_owned);
        // The list of what changed is found by its name, since it is a way of its own to look at events.
        let changes = pages(&files).any(|(path, _)| path == "changes/index.html");
        let changes = changes.then(|| "changes/".to_owned());
        assert_eq!(things.chain(changes).collect::<BTreeSet<String>>(), found);
    }
}

#[test]
fn fields_and_those_who_read_them_are_found() {
    let index = index(&example());
    assert!(led(&index, "field", "items[].sku").contains("OrderPlaced"));
    assert!(led(&index, "reads", "orderId").contains("payment-service"));
    assert!(led(&index, "topic", "order-events").contains("OrderShipped"));
    assert!(led(&index, "owner", "checkout-team").contains("order-events.DLQ"));
    assert!(led(&index, "consumer group", "payment-service-group").contains("payment-service"));
}

#[test]
fn the_script_says_what_the_data_says() {
    let files = example();
    let script = text(&files, "search/names.js").strip_prefix("window.__EVENTBOOK_INDEX = ");
    let script = script.and_then(|rest| rest.strip_suffix(";\n")).expect("it is one assignment");
    assert_eq!(script, text(&files, "search/names.json").trim_end());
}
