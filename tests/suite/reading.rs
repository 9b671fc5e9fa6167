//! Reading never fails and never lies about a place: properties over any text, and mutants of the
//! example.

use std::collections::BTreeMap;

use eventbook::catalog::unite::unite;
use eventbook::document::parse::parse;
use eventbook::document::tree::Node;
use eventbook::document::values::version::Version;
use eventbook::document::values::{FORMATS, fault};
use eventbook::document::{body, kinds, schema};
use eventbook::source::span::FileId;
use proptest::prelude::*;

use crate::support::{copy, eventbook, repository, tree};

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

/// A few hundred small harms to the example, each built to pages by the real binary: whatever a
/// catalog says, it ends in an exit code, not in a panic.
#[test]
fn harmed_catalogs_end_in_an_exit_code() {
    let example = copy(&repository("catalog-example"));
    let files = tree(example.path());
    let texts: Vec<&(String, Vec<u8>)> =
        files.iter().filter(|(path, _)| path.ends_with(".yaml")).collect();
    let site = tempfile::tempdir().unwrap();
    let mut codes: BTreeMap<i32, usize> = BTreeMap::new();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut random = |below: usize| {
        // A fixed sequence (xorshift), so that a failure comes again.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for _ in 0..200 {
        let (path, bytes) = texts[random(texts.len())];
        let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let line = random(lines.len());
        let mut harmed = match random(4) {
            0 => {
                lines.remove(line);
                lines.join(&b'\n')
            }
            1 => {
                lines.swap(line, line / 2);
                lines.join(&b'\n')
            }
            2 => {
                let (_, other) = texts[random(texts.len())];
                let others: Vec<&[u8]> = other.split(|byte| *byte == b'\n').collect();
                lines[line] = others[random(others.len())];
                lines.join(&b'\n')
            }
            _ => bytes.clone(),
        };
        if harmed == *bytes && !harmed.is_empty() {
            let at = random(harmed.len());
            harmed[at] ^= 1 << random(7);
        }
        let target = example.path().join(path);
        std::fs::write(&target, &harmed).unwrap();
        let output = eventbook()
            .arg("build")
            .arg(example.path())
            .arg("--out")
            .arg(site.path().join("site"))
            .output()
            .unwrap();
        let code = output.status.code();
        assert!(
            matches!(code, Some(0..=2)),
            "{path}: {code:?}\n{}\n{}",
            String::from_utf8_lossy(&harmed),
            String::from_utf8_lossy(&output.stderr)
        );
        *codes.entry(code.unwrap()).or_default() += 1;
        std::fs::write(&target, bytes).unwrap();
    }
    // The harms must reach all stages: some are found, some change nothing that counts.
    assert!(codes.get(&0).is_some_and(|count| *count > 10), "{codes:?}");
    assert!(codes.get(&1).is_some_and(|count| *count > 50), "{codes:?}");
}
