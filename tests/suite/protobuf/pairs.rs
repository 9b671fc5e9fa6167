//! `pairs/<rule>/old.proto` and `new.proto` give `report.txt`: both answers, with what shows them,
//! under the policy of events. `UPDATE=1` writes it.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use eventbook::compat::answer::{Answer, Remark};
use eventbook::compat::contract::Contract;
use eventbook::compat::policy::Policy;
use eventbook::compat::{compare, remarks};

use super::{contract, place};
use crate::checked::assert_snapshot;
use crate::support::repository;

#[test]
fn every_pair_is_compared_as_expected() {
    for (name, old, new) in all() {
        let comparison = compare(&old, &new, Policy::EVENTS);
        let mut report = String::new();
        tell(&mut report, "backward", &comparison.backward);
        tell(&mut report, "forward", &comparison.forward);
        for Remark { field, sentence, level, place: at } in remarks(&old, &new) {
            let field = if field.is_empty() { "(the payload)" } else { &field };
            writeln!(report, "remark [{level}] {field} at {}\n  {sentence}", place(&at)).unwrap();
        }
        assert_snapshot(&report, &folder().join(name).join("report.txt"));
    }
}

#[test]
fn a_schema_reads_itself() {
    for (name, old, new) in all().into_iter().filter(|(name, ..)| name != "unreadable") {
        for schema in [old, new] {
            let comparison = compare(&schema, &schema, Policy::EXACT);
            assert!(comparison.backward.is_compatible(), "{name}: {comparison:?}");
        }
    }
}

/// Every pair with its name.
pub(super) fn all() -> Vec<(String, Contract, Contract)> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names.into_iter().map(|name| pair(&name)).collect()
}

fn pair(name: &str) -> (String, Contract, Contract) {
    let folder = folder().join(name);
    let text = |file: &str| fs::read_to_string(folder.join(file)).unwrap_or_default();
    let common = text("common.proto");
    let files = [("common.proto", common.as_str())];
    let read = |file: &str| contract(file, &text(file), &files, Some("OrderPlaced"));
    (name.to_owned(), read("old.proto"), read("new.proto"))
}

fn folder() -> PathBuf {
    repository("tests/suite/protobuf/pairs")
}

fn tell(report: &mut String, direction: &str, answer: &Answer) {
    writeln!(report, "{direction}: {}", answer.word()).unwrap();
    for one in answer.breaks() {
        let (writer, reader) = (place(&one.writer), place(&one.reader));
        let level = one.level.unwrap();
        writeln!(report, "  [{level}] {}\n    {}", one.field, one.sentence).unwrap();
        writeln!(report, "    written at {writer}, read at {reader}: {}", one.witness).unwrap();
    }
    if let Answer::Undecided(obstacle) = answer {
        let whose = if obstacle.in_reader { "reader" } else { "writer" };
        let at = place(&obstacle.place);
        writeln!(report, "  in the {whose}'s schema at {at}: {}", obstacle.reason).unwrap();
    }
}

#[test]
fn a_strict_reader_of_json_rejects_what_it_does_not_know() {
    let (_, old, new) = pair("field-added");
    let comparison = compare(&old, &new, Policy::EXACT);
    assert!(comparison.backward.is_compatible());
    let [one] = comparison.forward.breaks() else { panic!("{comparison:?}") };
    let sentence = "`coupon` is new: it is rejected in JSON by readers of the old schema";
    assert_eq!((one.level, one.sentence.as_str()), (Some("json"), sentence));
    assert_eq!(one.witness.to_string(), r#"{"coupon":"a"}"#);
}
