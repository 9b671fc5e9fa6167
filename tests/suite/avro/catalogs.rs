//! Catalogs with payloads in other languages: what is found in them, what their pages say, and that
//! many events share one schema.

use std::sync::Arc;

use eventbook::catalog::field::Field;
use eventbook::compat::languages::LANGUAGES;
use eventbook::source::role::{self, Role, SCHEMAS};

use super::assert_text;
use crate::checked::{check, files, text};
use crate::support::{catalog, repository};

#[test]
fn a_catalog_with_three_languages_is_clean() {
    let checked = check(&repository("tests/suite/avro/catalog"));
    let told: Vec<String> =
        checked.judgement.findings.iter().map(|finding| finding.message.clone()).collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn every_fault_of_a_schema_file_is_told_where_it_is() {
    let folder = repository("tests/suite/avro");
    assert_text(&folder.join("faulty.txt"), &text(&check(&folder.join("faulty"))));
}

#[test]
fn pages_lay_out_the_fields_of_every_language() {
    let folder = repository("tests/suite/avro");
    let files = files(&check(&folder.join("catalog")));
    for (event, file) in [
        ("OrderPlaced", "order-placed.md"),
        ("PaymentTaken", "payment-taken.md"),
        ("PaymentRefused", "payment-refused.md"),
    ] {
        let path = format!("events/{event}/page.md");
        let page = files.iter().find(|file| file.path == path).expect("every event has a page");
        assert_text(&folder.join(file), std::str::from_utf8(&page.bytes).unwrap());
    }
    let data = files.iter().find(|file| file.path == "events/PaymentTaken/data.json").unwrap();
    let data: serde_json::Value = serde_json::from_slice(&data.bytes).unwrap();
    assert_eq!(data["schema_language"], "Protocol Buffers");
    assert_eq!(data["schema_message"], "PaymentTaken");
    assert_eq!(data["schema_file"], "schemas/shop.proto");
}

#[test]
fn rules_know_the_fields_of_every_language() {
    let checked = check(&repository("tests/suite/avro/catalog"));
    let events = &checked.study.catalog.events;
    let fields = |event: &str| {
        let (_, event) = events.iter().find(|(_, known)| known.id == event).unwrap();
        paths(&event.newest().payload.as_ref().expect("it has a schema").fields)
    };
    let order = fields("OrderPlaced");
    for path in ["orderId", "customer.email", "lines[].parts", "payment"] {
        assert!(order.contains(&path.to_owned()), "{path} in {order:?}");
    }
    assert!(fields("PaymentTaken").contains(&"amount.currency".to_owned()));
}

fn paths(fields: &[Field]) -> Vec<String> {
    let below = |field: &Field| {
        std::iter::once(field.path.clone()).chain(paths(&field.children)).collect::<Vec<_>>()
    };
    fields.iter().flat_map(below).collect()
}

#[test]
fn events_share_the_schema_that_they_name() {
    let mut events = String::new();
    for at in 0..3 {
        events.push_str(&format!("event: E{at}\nversion: 1\nschema: {{ file: a.avsc }}\n---\n"));
    }
    let schema = r#"{ "type": "record", "name": "A", "fields": [] }"#;
    let folder =
        catalog(&[("eventbook.yaml", "title: T\n"), ("e.yaml", &events), ("a.avsc", schema)]);
    let checked = check(folder.path());
    let payloads = checked.study.catalog.events.iter();
    let payloads: Vec<_> =
        payloads.filter_map(|(_, event)| event.newest().payload.as_ref()).collect();
    assert_eq!(payloads.len(), 3);
    for one in &payloads {
        assert!(Arc::ptr_eq(&one.schema, &payloads[0].schema));
        assert!(Arc::ptr_eq(&one.contract.schema, &payloads[0].contract.schema));
    }
}

/// The reader of the disk stands below the languages, so both name the endings.
#[test]
fn every_language_of_its_own_is_read_from_disk() {
    let endings = LANGUAGES[1..].iter().flat_map(|language| language.endings);
    let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    assert_eq!(endings, SCHEMAS);
    assert!(endings.iter().all(|ending| role::of(&format!("a{ending}")) == Some(Role::Schema)));
}
