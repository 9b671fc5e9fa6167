//! The table of changes on the page of the book says what the pairs show, row by row.

use std::collections::BTreeMap;
use std::fs;

use eventbook::compat::answer::Answer;
use eventbook::compat::compare;
use eventbook::compat::policy::Policy;

use super::pairs;
use crate::support::repository;

/// The pair that shows each row.
const ROWS: [(&str, &str); 30] = [
    ("add a field", "field-added"),
    ("remove a field", "field-removed"),
    ("rename a field", "field-renamed"),
    ("give a field another `json_name`", "json-name-changed"),
    ("give a field another number", "field-renumbered"),
    ("give the number of a removed field to another one", "number-reused"),
    ("`int64` to `int32`", "int64-to-int32"),
    ("`int32` to `uint32`", "int32-to-uint32"),
    ("`int32` to `sint32`", "int32-to-sint32"),
    ("`int32` to `bool`", "int32-to-bool"),
    ("`int32` to `string`", "int32-to-string"),
    ("`float` to `double`", "float-to-double"),
    ("`string` to `bytes`", "string-to-bytes"),
    ("a message to `bytes`", "message-to-bytes"),
    ("an enum to `int32`", "enum-to-int32"),
    ("one text to `repeated`", "singular-to-repeated-text"),
    ("one number to `repeated`", "singular-to-repeated-number"),
    ("`packed` or not", "packed"),
    ("a `map` to `repeated` entries", "map-to-entries"),
    ("`optional` added in proto3", "presence"),
    ("one field to a `oneof` of its own", "oneof-of-one"),
    ("a field to a `oneof` that is there", "oneof-moved-into"),
    ("`required` added", "required-added"),
    ("remove the value of an enum, proto3", "enum-value-removed"),
    ("remove the value of an enum, proto2", "enum-value-removed-closed"),
    ("rename the value of an enum", "enum-value-renamed"),
    ("give the value of an enum another number", "enum-value-renumbered"),
    ("rename a message within", "message-renamed-within"),
    ("another package", "package-changed"),
    ("another default, proto2", "default-changed"),
];

#[test]
fn the_table_says_what_the_pairs_show() {
    let page = fs::read_to_string(repository("book/src/protobuf.md")).unwrap();
    let rows: Vec<&str> = page
        .lines()
        .skip_while(|line| !line.starts_with("| change |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let pairs: BTreeMap<_, _> =
        pairs::all().into_iter().map(|(name, old, new)| (name, (old, new))).collect();
    let expected: Vec<String> = ROWS
        .iter()
        .map(|(change, pair)| {
            let (old, new) = &pairs[*pair];
            let comparison = compare(old, new, Policy::EVENTS);
            let (backward, forward) = (word(&comparison.backward), word(&comparison.forward));
            format!("| {change} | {backward} | {forward} |")
        })
        .collect();
    assert_eq!(rows.join("\n"), expected.join("\n"));
}

fn word(answer: &Answer) -> &'static str {
    let wire = answer.breaks().iter().any(|one| one.level == Some("wire"));
    match (answer.is_compatible(), wire) {
        (true, _) => "fine",
        (false, true) => "bytes break",
        (false, false) => "JSON breaks",
    }
}
