//! Each rule of schema resolution as two schemas in `pairs/`, with both answers beside them.

use std::fs;
use std::path::PathBuf;

use eventbook::compat::answer::{Answer, Break, Place, Spot};
use eventbook::compat::contract::Contract;
use eventbook::compat::policy::Policy;
use eventbook::compat::{self};
use serde_json::Value;

use super::{assert_text, contract};
use crate::support::repository;

/// Every pair: its folder, the old schema and the new one.
pub(super) fn pairs() -> Vec<(PathBuf, Contract, Contract)> {
    let mut folders: Vec<PathBuf> = fs::read_dir(repository("tests/suite/avro/pairs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let read = |folder: &PathBuf, name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        contract(name, serde_json::from_str::<Value>(&text).unwrap())
    };
    let pair = |folder: PathBuf| {
        let (old, new) = (read(&folder, "old.avsc"), read(&folder, "new.avsc"));
        (folder, old, new)
    };
    folders.into_iter().map(pair).collect()
}

#[test]
fn every_rule_is_answered_as_its_report_says() {
    let pairs = pairs();
    assert!(pairs.len() > 40, "only {} pairs were found", pairs.len());
    for (folder, old, new) in pairs {
        let comparison = compat::compare(&old, &new, Policy::EVENTS);
        let told = format!(
            "backward: {}\nforward: {}",
            told(&comparison.backward),
            told(&comparison.forward)
        );
        assert_text(&folder.join("answers.txt"), &told);
    }
}

fn told(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.word());
    match answer {
        Answer::Compatible => {}
        Answer::Incompatible(breaks) => breaks.iter().for_each(|one| text.push_str(&shown(one))),
        Answer::Undecided(obstacle) => {
            text.push_str(&format!("  {} at {}\n", obstacle.reason, place(&obstacle.place)));
        }
    }
    text
}

fn shown(one: &Break) -> String {
    let Break { field, sentence, witness, writer, reader, .. } = one;
    format!(
        "  [{field}] {sentence}\n    {witness}\n    writer {}, reader {}\n",
        place(writer),
        place(reader)
    )
}

fn place(place: &Place) -> String {
    match &place.at {
        Spot::Pointer(pointer) => format!("{}#{pointer}", place.file),
        Spot::Line(line, column) => format!("{}:{line}:{column}", place.file),
    }
}

/// A schema reads what it writes itself, whatever is in it.
#[test]
fn every_schema_reads_itself() {
    for (folder, old, new) in pairs() {
        for one in [old, new] {
            let comparison = compat::compare(&one, &one, Policy::EVENTS);
            assert_eq!(comparison.backward, Answer::Compatible, "{}", folder.display());
        }
    }
}

/// What shows a break is a message of the writer's, as people write messages.
#[test]
fn every_witness_is_a_message_of_its_writer() {
    let mut count = 0;
    for (folder, old, new) in pairs() {
        let comparison = compat::compare(&old, &new, Policy::EVENTS);
        for (writer, answer) in [(&old, &comparison.backward), (&new, &comparison.forward)] {
            let schema = (writer.language.as_json_schema)(writer).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            for one in answer.breaks() {
                assert!(validator.is_valid(&one.witness), "{}: {}", folder.display(), one.witness);
                count += 1;
            }
        }
    }
    assert!(count > 40, "only {count} witnesses");
}
