//! What would be no true evidence is no pass: each file `unestablished/<rule>--<what>.yaml` stands on
//! the small shop, and its rule can judge nothing there.

use std::fs;

use crate::checked::{check, text};
use crate::rust_text::{entries, package_root};
use crate::small_shop::on_the_shop;

#[test]
fn what_is_not_established_is_unknown() {
    for file in entries(&package_root().join("tests/suite/unestablished")) {
        let name = file.file_stem().and_then(|name| name.to_str()).expect("names are ASCII");
        let (rule, _) = name.split_once("--").expect("a name begins with its rule");
        let block = fs::read_to_string(&file).expect("an example is readable UTF-8");
        let checked = check(on_the_shop(&block).path());
        let judgement = &checked.judgement;
        let told = judgement.findings.iter().any(|one| one.rule == rule);
        let passes = judgement.passes.iter().filter(|one| one.rule == rule);
        let passes: Vec<String> = passes.map(|pass| pass.words()).collect();
        assert!(!told && passes.is_empty(), "{name}: {passes:?}\n{}", text(&checked));
        assert!(judgement.unknowns.iter().any(|one| one.rule == rule), "{name}");
    }
}
