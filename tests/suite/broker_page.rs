//! The book's page about brokers: what it says of each is made from the program's own tables.

use std::fmt::Write as _;
use std::fs;

use eventbook::document::kinds::topic;
use eventbook::document::schema::shape;
use eventbook::transport::broker::Broker;
use eventbook::transport::brokers::BROKERS;
use serde_json::{Map, Value};

use crate::checked::assert_snapshot;
use crate::rust_text::package_root;

#[test]
fn the_page_of_brokers_says_what_the_program_knows() {
    let path = package_root().join("book/src/brokers.md");
    let mut page = fs::read_to_string(&path).expect("the page is readable UTF-8");
    for broker in BROKERS {
        let begin = format!("<!-- {} -->\n", broker.name);
        let (before, rest) = page.split_once(&begin).expect("each broker has its place");
        let (_, after) = rest.split_once("<!-- end -->").expect("a place ends");
        page = format!("{before}{begin}{}<!-- end -->{after}", section(broker));
    }
    assert_snapshot(&page, &path);
}

fn section(broker: &Broker) -> String {
    let mut text = format!(
        "The block `{}` of a topic:\n\n| key | what it says | values |\n|---|---|---|\n",
        broker.name
    );
    for (key, schema) in block(broker) {
        let said = schema["description"].as_str().expect("every key is described");
        let (said, values) = (one_line(said), values(&schema));
        writeln!(text, "| `{key}` | {said} | {values} |").expect("a string takes all text");
    }
    if broker.defaults.is_empty() {
        return text;
    }
    text +=
        "\nWhere nothing is said:\n\n| setting | value | that is | versions |\n|---|---|---|---|\n";
    for default in broker.defaults {
        let versions = default.versions().unwrap_or_else(|| "all".to_owned());
        let (setting, value, meaning) = (default.setting, default.value, default.meaning);
        writeln!(text, "| `{setting}` | `{value}` | {meaning} | {versions} |")
            .expect("a string takes all text");
    }
    text
}

fn block(broker: &Broker) -> Map<String, Value> {
    let root = &shape(&topic::KIND).schema;
    let block = &root["properties"][broker.name];
    let target = block["$ref"].as_str().and_then(|path| root.pointer(path.trim_start_matches('#')));
    let properties = target.unwrap_or(block)["properties"].as_object();
    properties.expect("a block has keys").clone()
}

/// What a key can hold: its words, or its type.
fn values(schema: &Value) -> String {
    let branches = schema["anyOf"].as_array().into_iter().flatten();
    let words: Vec<String> = branches
        .chain([schema])
        .flat_map(|branch| branch["oneOf"].as_array().into_iter().flatten())
        .filter_map(|word| Some(format!("`{}`", word["const"].as_str()?)))
        .collect();
    if !words.is_empty() {
        return words.join(", ");
    }
    let kind = schema["type"].as_array().and_then(|kinds| kinds[0].as_str());
    match (kind.or(schema["type"].as_str()), schema["format"].as_str()) {
        (_, Some("time-span")) => "time, such as `30s`".to_owned(),
        (Some("string"), _) => "text".to_owned(),
        (Some("array"), _) => "list of texts".to_owned(),
        (Some("boolean"), _) => "`true`, `false`".to_owned(),
        (Some("integer"), _) => "whole number".to_owned(),
        (kind, _) => panic!("no words for {kind:?}"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
