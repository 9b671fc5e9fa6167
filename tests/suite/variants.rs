//! Other ways to have a fault than the one on its rule's page. Each file stands on the small shop and
//! yields its rule's finding alone; one whose name begins with `not-` yields none.

use std::fs;

use crate::checked::{assert_snapshot, check, text};
use crate::rust_text::{entries, package_root};
use crate::small_shop::{assert_clean, on_the_shop};

#[test]
fn every_variant_is_found_by_its_rule_and_no_other() {
    for folder in entries(&package_root().join("tests/suite/variants")) {
        let rule = folder.file_name().and_then(|name| name.to_str()).expect("an id is ASCII");
        let mut told = String::new();
        let files = entries(&folder).into_iter();
        for file in files.filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
            let name = file.file_stem().and_then(|name| name.to_str()).expect("an ASCII name");
            let block = fs::read_to_string(&file).expect("a variant is readable UTF-8");
            let checked = check(on_the_shop(&block).path());
            if name.starts_with("not-") {
                assert_clean(name, &checked);
                continue;
            }
            let findings = &checked.judgement.findings;
            let found: Vec<&str> = findings.iter().map(|one| one.rule).collect();
            assert_eq!(found, [rule], "{rule}/{name}");
            told += &format!("{name}: {}\n", findings[0].message);
        }
        assert_snapshot(&told, &folder.join("expected.txt"));
    }
}

#[test]
fn a_circle_that_a_coordinator_closes_is_not_to_be_broken_by_a_coordinator() {
    let file = "tests/suite/variants/circular-flow/closed-by-the-coordinator.yaml";
    let block = fs::read_to_string(package_root().join(file)).expect("a readable variant");
    let told = text(&check(on_the_shop(&block).path()));
    assert!(told.contains("= help: `order-service` leads `OrderSaga`: divide its entry"), "{told}");
}
