//! What changed from version to version, as facts: what is asked and who says so, what came and went
//! field by field, where it stands, and what the book says that changes mean.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use eventbook::catalog::place;
use eventbook::changes::edits::EditKind;
use eventbook::changes::{Origin, shape};
use eventbook::compat;
use eventbook::compat::answer::{Place, Spot};
use eventbook::compat::contract::Contract;
use eventbook::compat::languages::LANGUAGES;
use eventbook::compat::policy::Policy;
use eventbook::document::parse;
use eventbook::document::parts::compatibility::Mode;
use eventbook::source::span::FileId;

use crate::checked::{check, places};
use crate::small_shop::on_the_shop;
use crate::support::{catalog, repository};
use crate::versions::{TEXT, consumer, event};

/// The shop's topic with another retention, or more in its document.
fn topic(keys: &str) -> String {
    format!(
        "---\ntopic: order-events\nbroker: kafka\nowner: shop-team\npartition_key: orderId\n{keys}"
    )
}

fn terms(block: &str) -> (Mode, String, String) {
    let checked = check(on_the_shop(block).path());
    let catalog = &checked.study.catalog;
    let (_, evolution) = checked.study.changes.iter().next().expect("one event has versions");
    let name = |origin: Origin| match origin {
        Origin::Topic(key) => format!("topic {}", catalog.topics[key].id),
        Origin::LongKept(key) => format!("kept in {}", catalog.topics[key].id),
        other => format!("{other:?}"),
    };
    let terms = evolution.terms;
    (terms.mode, name(terms.origin), name(terms.policy_origin))
}

#[test]
fn the_nearest_says_what_is_asked() {
    let versions = [("1.0", "", TEXT), ("1.1", "", TEXT)];
    let of_event = "compatibility: { mode: forward }\n";
    let of_topic = topic("retention: 7d\ncompatibility: { mode: backward, policy: exact }\n");
    let domain = "---\ndomain: ordering\nowner: shop-team\ncompatibility: { mode: none }\n";
    let settings =
        "---\n# eventbook.yaml\ntitle: Shop\ncompatibility: { policy: { formats: assert } }\n";
    let belongs = "domain: ordering\n";
    let whole = |newest: &str, documents: &[&str]| -> (Mode, String, String) {
        terms(&format!("{}{}", event(&versions, newest), documents.concat()))
    };
    let is = |mode, origin: &str, policy: &str| (mode, origin.to_owned(), policy.to_owned());
    assert_eq!(whole("", &[]), is(Mode::Full, "Default", "Default"));
    assert_eq!(whole("", &[settings]), is(Mode::Full, "Default", "Settings"));
    assert_eq!(whole(belongs, &[domain, settings]), is(Mode::None, "Domain", "Settings"));
    let topic_says = "topic order-events";
    assert_eq!(
        whole(belongs, &[&of_topic, domain, settings]),
        is(Mode::Backward, topic_says, topic_says)
    );
    // Each key by itself: the event says the mode, its topic the policy.
    let both = format!("{belongs}{of_event}");
    assert_eq!(
        whole(&both, &[&of_topic, domain, settings]),
        is(Mode::Forward, "Event", topic_says)
    );
}

#[test]
fn topics_that_differ_are_both_obeyed() {
    let versions = [("1.0", "", TEXT), ("1.1", "", TEXT)];
    let second = "---\ntopic: audit-log\nbroker: kafka\nowner: shop-team\nretention: 7d\n\
        compatibility: { mode: forward-transitive }\n";
    let first = topic("retention: 7d\ncompatibility: { mode: backward }\n");
    let block = format!("{}{first}{second}", event(&versions, ""));
    let block = block.replace("topics: [order-events]", "topics: [order-events, audit-log]");
    let (mode, origin, _) = terms(&block);
    assert_eq!((mode, origin.as_str()), (Mode::FullTransitive, "topic order-events"));
}

#[test]
fn what_is_kept_for_a_year_is_asked_of_every_version() {
    let versions = [("1.0", "", TEXT), ("1.1", "", TEXT)];
    for (keys, long) in [
        ("retention: 365d\n", true),
        ("retention: 364d\n", false),
        ("retention: forever\n", true),
        ("", false),
        ("kafka: { cleanup_policy: compact }\n", true),
        ("retention: 7d\nkafka: { cleanup_policy: compact-delete }\n", false),
    ] {
        let (mode, origin, _) = terms(&format!("{}{}", event(&versions, ""), topic(keys)));
        let expected = match long {
            true => (Mode::FullTransitive, "kept in order-events"),
            false => (Mode::Full, "Default"),
        };
        assert_eq!((mode, origin.as_str()), expected, "{keys}");
    }
    // Whoever says something is asked before that.
    let said = event(&versions, "compatibility: { mode: full }\n");
    let (mode, origin, _) = terms(&format!("{said}{}", topic("retention: forever\n")));
    assert_eq!((mode, origin.as_str()), (Mode::Full, "Event"));
}

#[test]
fn a_queue_that_is_read_counts_as_well_as_the_exchange() {
    let versions = [("1.0", "", TEXT), ("1.1", "", TEXT)];
    let archive = "---\ntopic: order-archive\nbroker: kafka\nowner: shop-team\nretention: 3650d\n\
        fed_by: [{ topic: order-events }]\n";
    let consumers = format!("consumers:\n{}", consumer("payment-service", "from: [order-archive]"));
    let (mode, origin, _) = terms(&format!("{}{archive}", event(&versions, &consumers)));
    assert_eq!((mode, origin.as_str()), (Mode::FullTransitive, "kept in order-archive"));
}

/// The edits of the one step of an event, one line each.
fn edits(old: &str, new: &str) -> Vec<String> {
    let checked = check(on_the_shop(&event(&[("1", "", old), ("2", "", new)], "")).path());
    let (_, evolution) = checked.study.changes.iter().next().expect("one event has versions");
    let edits = evolution.steps[0].edits.iter().map(|edit| {
        let renamed = edit.renamed.as_ref().map(|other| format!(" ({other}?)"));
        let what = match &edit.kind {
            EditKind::Added => "+".to_owned(),
            EditKind::Removed => "-".to_owned(),
            EditKind::Changed(parts) => {
                let parts = parts.iter();
                let parts =
                    parts.map(|part| format!("{} {:?} {:?}", part.what, part.before, part.after));
                parts.collect::<Vec<_>>().join("; ")
            }
        };
        format!("{}: {what}{}", edit.path, renamed.unwrap_or_default())
    });
    edits.collect()
}

#[test]
fn what_came_and_went_stands_in_its_place() {
    let fields = |names: &[&str]| {
        let fields: Vec<String> = names.iter().map(|name| format!("{name}: {{}}")).collect();
        format!("{{ type: object, properties: {{ {} }} }}", fields.join(", "))
    };
    let of = |old: &[&str], new: &[&str]| edits(&fields(old), &fields(new));
    assert_eq!(of(&["a", "b", "c"], &["a", "c"]), ["b: -"]);
    assert_eq!(of(&["a", "b", "c", "d"], &["c", "x"]), ["a: -", "b: - (x?)", "x: + (b?)", "d: -"]);
    assert_eq!(of(&["a", "c"], &["a", "b", "c"]), ["b: +"]);
    assert_eq!(of(&["a", "b"], &["b", "a"]), [""; 0]);
    assert_eq!(of(&["a", "b", "c"], &["c", "b", "x"]), ["a: -", "x: +"]);
    // The same type in the same place may be the same field under another name.
    assert_eq!(of(&["a", "b"], &["a", "x"]), ["x: + (b?)", "b: - (x?)"]);
}

#[test]
fn what_is_said_otherwise_is_told_by_what_it_is() {
    let old = "{ type: object, required: [a], properties: { a: { type: string, default: x, \
        description: Old }, b: { enum: [m, n] }, c: { type: array, items: { properties: { d: { type: \
        integer, maximum: 5 } } } } } }";
    let new = "{ type: object, properties: { a: { type: integer, default: y, description: New }, \
        b: { enum: [m] }, c: { type: array, items: { properties: { d: { type: integer, maximum: 4 } \
        } } } } }";
    assert_eq!(
        edits(old, new),
        [
            "a: type \"string\" \"integer\"; required \"required\" \"optional\"; \
             default \"x\" \"y\"; description \"Old\" \"New\"",
            "b: values \"m, n\" \"m\"",
            "c[].d: limits \"at most 5\" \"at most 4\"",
        ]
    );
}

#[test]
fn a_type_is_spelled_as_code_spells_it() {
    let schema = "\n  type: object\n  $defs: { line_item: { type: object, properties: { sku: { \
        type: [string, \"null\"] } } } }\n  properties:\n    items: { type: array, items: { $ref: \
        '#/$defs/line_item' } }\n    tags: { type: array, items: { type: [string, integer] } }\n    \
        grid: { type: array, items: { type: array, items: { type: number } } }\n    total: { $ref: \
        schemas/money-amount.schema.yaml }\n    any: {}\n    word: { enum: [a, b] }";
    let money = "---\n# schemas/money-amount.schema.yaml\ntype: object\nproperties:\n  cents: { type: integer, \
        default: 0 }\n";
    let checked = check(on_the_shop(&format!("{}{money}", event(&[("1", "", schema)], ""))).path());
    let event = &checked.study.catalog.events.rows()[0];
    let payload = event.versions[0].payload.as_ref().expect("it has a schema");
    for (path, spelled) in [
        ("", Some("object")),
        ("items", Some("LineItem[]")),
        ("items[]", Some("LineItem")),
        ("items[].sku", Some("string or null")),
        ("tags", Some("(string or integer)[]")),
        ("grid", Some("number[][]")),
        ("grid[][]", Some("number")),
        ("total", Some("MoneyAmount")),
        ("total.cents", Some("integer")),
        ("any", Some("anything")),
        ("word", Some("string")),
        ("none", None),
        ("total.none", None),
    ] {
        assert_eq!(shape::shape(payload, path).as_deref(), spelled, "{path}");
    }
    // Where a field says something, and where its schema leaves the document.
    let pointer = |place: Option<Place>| match place {
        Some(Place { file, at: Spot::Pointer(pointer) }) => format!("{file}#{pointer}"),
        other => format!("{other:?}"),
    };
    assert_eq!(
        pointer(shape::place(payload, "total.cents", "default")),
        "schemas/money-amount.schema.yaml#/properties/cents/default"
    );
    assert_eq!(
        pointer(shape::place(payload, "items[].sku", "type")),
        "#/$defs/line_item/properties/sku/type"
    );
    assert_eq!(pointer(shape::place(payload, "any", "default")), "#/properties/any");
    assert_eq!(pointer(shape::departure(payload, "total.cents")), "#/properties/total/$ref");
    assert_eq!(shape::departure(payload, "items[].sku"), None);
}

#[test]
fn a_place_in_a_schema_is_a_place_in_a_file() {
    let schema =
        "\n  type: object\n  properties:\n    a:\n      type: string\n      enum: [x,\n        y]";
    let checked = check(on_the_shop(&event(&[("1", "", schema)], "")).path());
    let (sources, event) = (&checked.study.sources, &checked.study.catalog.events.rows()[0]);
    let payload = event.versions[0].payload.as_ref().expect("it has a schema");
    let text = |at: Spot, file: &str| {
        let span = place::span(sources, payload, &Place { file: file.to_owned(), at });
        let text = &sources.file(span.file).text;
        text[span.start as usize..span.end as usize].to_owned()
    };
    let at = |pointer: &str| text(Spot::Pointer(pointer.to_owned()), "");
    assert_eq!(at("/properties/a/type"), "string");
    assert_eq!(at("/properties/a/enum/1"), "y");
    // What is longer than a line is pointed at by its key, and what is not there by what holds it.
    assert_eq!(at("/properties/a/enum"), "enum");
    assert_eq!(at("/properties/a"), "a");
    assert_eq!(at("/properties/none/type"), "properties");
    assert_eq!(at(""), "type");
    assert_eq!(text(Spot::Line(1, 8), "eventbook.yaml"), "Shop");
    assert_eq!(text(Spot::Line(1, 99), "eventbook.yaml"), "");
    assert_eq!(text(Spot::Line(9999, 1), "eventbook.yaml"), "");
}

#[test]
fn a_break_in_another_language_stands_in_its_file() {
    let stated = |version: &str, file: &str| {
        format!("event: Paid\nversion: {version}\nschema: {{ file: {file} }}\n")
    };
    let rest = "owner: shop-team\ntopics: [order-events]\naudience: external\n\
        producers: [{ service: order-service, writes: [orders-db], publish: outbox }]\n\
        examples: [{ amount: \"1\" }]\n";
    let shop = fs::read_to_string(repository("tests/suite/rules/base.yaml")).unwrap();
    let proto =
        |kind: &str| format!("syntax = \"proto3\";\nmessage Paid {{ {kind} amount = 1; }}\n");
    let avro = |kind: &str| {
        format!(
            "{{ \"type\": \"record\", \"name\": \"Paid\",\n  \"fields\": [{{ \"name\": \
             \"amount\", \"type\": \"{kind}\" }}] }}\n"
        )
    };
    for (ending, old, new, place, word) in [
        ("proto", proto("int32"), proto("string"), "new.proto:2:16", "string"),
        ("avsc", avro("int"), avro("string"), "new.avsc:2:42", "\"string\""),
    ] {
        let (before, after) = (format!("old.{ending}"), format!("new.{ending}"));
        let folder = catalog(&[
            ("eventbook.yaml", "title: Shop\n"),
            ("shop.yaml", &shop),
            ("paid.v1.0.yaml", &stated("1.0", &before)),
            ("paid.yaml", &format!("{}{rest}", stated("1.1", &after))),
            (&before, &old),
            (&after, &new),
        ]);
        let checked = check(folder.path());
        assert_eq!(places(&checked), [format!("{place} breaking-change")]);
        let span = checked.judgement.findings[0].primary.span;
        let text = &checked.study.sources.file(span.file).text;
        assert_eq!(&text[span.start as usize..span.end as usize], word);
    }
}

/// A schema in the flow style of a table.
fn contract(text: &str) -> Contract {
    let parsed = parse::parse(FileId(0), text);
    let schema = Arc::new(parsed.documents[0].json());
    let (path, files, message) = ("table.yaml".to_owned(), BTreeMap::new(), None);
    Contract { language: LANGUAGES[0], path, schema, files, message }
}

#[test]
fn the_book_says_what_changes_mean() {
    let page = fs::read_to_string(repository("book/src/compatibility.md")).unwrap();
    let (_, table) = page.split_once("<!-- changes -->").expect("the table begins");
    let (table, _) = table.split_once("<!-- /changes -->").expect("the table ends");
    let rows = table.lines().filter(|line| line.starts_with("| a"));
    let mut wrong = Vec::new();
    for row in rows.clone() {
        let cells: Vec<&str> = row.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, change, before, after, events, exact, _] = cells.as_slice() else {
            panic!("{row} has five cells");
        };
        for (policy, said) in [(Policy::EVENTS, events), (Policy::EXACT, exact)] {
            let comparison = compat::compare(&contract(before), &contract(after), policy);
            let words = [comparison.backward.word(), comparison.forward.word()];
            let order = comparison.order().unwrap_or("breaks both ways");
            if order != *said || words.contains(&"undecided") {
                wrong.push(format!("{change}: {said} is {order}, {comparison:?}"));
            }
        }
    }
    assert!(rows.count() > 15, "the table has its rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
