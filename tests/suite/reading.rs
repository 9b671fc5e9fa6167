//! Reading never fails and never lies about a place: properties over any text, and mutants of the
//! example.

use std::collections::BTreeMap;
use std::path::Path;

use eventbook::catalog::unite::unite;
use eventbook::document::parse::parse;
use eventbook::document::tree::Node;
use eventbook::document::values::version::Version;
use eventbook::document::values::{FORMATS, fault};
use eventbook::document::{body, kinds, schema};
use eventbook::source::span::FileId;
use proptest::prelude::*;

use crate::mutants::run::Bench;
use crate::mutants::stage::Stage;
use crate::mutants::{files_below, mutant};
use crate::support::repository;

fn node(text: &str) -> Node {
    parse(FileId(1), text).documents.remove(0)
}

/// Text that is more often nearly YAML than random characters are.
fn yamlish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("event: "),
        Just("- "),
        Just("\n"),
        Just("  "),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("&a "),
        Just("*a"),
        Just("\""),
        Just("'"),
        Just(": "),
        Just("|\n"),
        Just("#"),
        Just("---\n"),
        Just("\t"),
        Just("!x "),
        Just("consumers:\n"),
        Just("é"),
        Just("version: 1\n"),
        Just("service: s\n"),
        Just("1.10"),
        Just("~"),
        Just("\u{feff}"),
    ];
    prop::collection::vec(prop_oneof![piece.prop_map(str::to_owned), "\\PC{0,4}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic(text in yamlish()) {
        let parsed = parse(FileId(1), &text);
        for document in &parsed.documents {
            every_span(document, &mut |start, end| {
                prop_assert!(start <= end && end as usize <= text.len());
                prop_assert!(text.is_char_boundary(start as usize));
                Ok(())
            })?;
            for kind in kinds::KINDS {
                let _ = schema::shape(kind).check(document);
                let _ = body::read(kind, document);
            }
        }
    }

    #[test]
    fn a_version_is_equal_to_its_full_form(major in 0u64..50, minor in 0u64..50) {
        let version = |text: &str| text.parse::<Version>().unwrap();
        let (short, full) = (format!("{major}.{minor}"), format!("{major}.{minor}.0"));
        let next = format!("{major}.{}", minor + 1);
        let (whole, padded) = (format!("{major}"), format!("{major}.0.0"));
        prop_assert_eq!(version(&whole), version(&padded));
        prop_assert_eq!(version(&short), version(&full));
        prop_assert!(version(&short) < version(&next));
        prop_assert_eq!(version(&short).to_string(), short);
    }

    #[test]
    fn no_format_panics(text in "\\PC{0,40}") {
        for format in FORMATS {
            let _ = fault(format.name, &text);
        }
    }

    #[test]
    fn what_is_united_with_itself_stays(keys in prop::collection::btree_map("[a-e]", "[a-z]{1,3}", 1..5)) {
        let text = yaml(&keys);
        let (united, conflicts) = unite(&node(&text), &node(&text), &[]);
        prop_assert!(conflicts.is_empty());
        prop_assert_eq!(united.json(), node(&text).json());
    }

    #[test]
    fn a_conflict_is_seen_from_both_sides(
        one in prop::collection::btree_map("[a-e]", "[a-c]", 1..5),
        other in prop::collection::btree_map("[a-e]", "[a-c]", 1..5),
    ) {
        let differ = one.iter().filter(|(key, value)| other.get(*key).is_some_and(|o| o != *value));
        let (one, other, differ) = (node(&yaml(&one)), node(&yaml(&other)), differ.count());
        prop_assert_eq!(unite(&one, &other, &[]).1.len(), differ);
        prop_assert_eq!(unite(&other, &one, &[]).1.len(), differ);
    }
}

#[test]
fn every_kind_has_a_typed_form() {
    for kind in kinds::KINDS {
        if let Err(error) = body::read(kind, &node("x: 1")) {
            assert!(!error.message.contains("typed form"), "{}", error.message);
        }
    }
}

fn yaml(keys: &BTreeMap<String, String>) -> String {
    keys.iter().map(|(key, value)| format!("{key}: \"{value}\"\n")).collect()
}

fn every_span(
    node: &Node,
    check: &mut impl FnMut(u32, u32) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    check(node.span.start, node.span.end)?;
    for entry in node.entries() {
        check(entry.key_span.start, entry.key_span.end)?;
        every_span(&entry.value, check)?;
    }
    node.items().iter().try_for_each(|item| every_span(item, check))
}

/// A few hundred mutants of the example, each built to pages by the real binary.
#[test]
fn mutants_end_in_an_exit_code() {
    let files = files_below(&repository("catalog-example")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_eventbook"));
    let bench = Bench::new(folder.path().to_path_buf(), &files, program).unwrap();
    let mut stages: BTreeMap<Stage, usize> = BTreeMap::new();
    for seed in 0..200 {
        let mutant = mutant(&files, seed);
        match bench.run(&mutant).unwrap() {
            Ok(stage) => *stages.entry(stage).or_default() += 1,
            Err(fault) => panic!("mutant {seed}, {}: {fault}", mutant.harm),
        }
    }
    // They must reach all stages, or the deep ones are not tried at all.
    let at_least = [(Stage::Unreadable, 10), (Stage::Flawed, 40), (Stage::Whole, 50)];
    for (stage, least) in at_least {
        assert!(stages.get(&stage).is_some_and(|count| *count > least), "{stages:?}");
    }
}

/// What is no exit code is told from one: a check of the check.
#[test]
fn a_panic_is_no_exit_code() {
    assert_eq!(Stage::of(Some(101), ""), None);
    assert_eq!(Stage::of(None, ""), None);
    assert_eq!(Stage::of(Some(1), "error[yaml-syntax]: x"), Some(Stage::Unreadable));
    assert_eq!(Stage::of(Some(1), "error[unknown-team]: x"), Some(Stage::Flawed));
    assert_eq!(Stage::of(Some(1), "error[dual-write]: x"), Some(Stage::Whole));
}
