//! The official test suite for JSON Schema, fetched once: every one of its values, as a schema that
//! accepts that value alone, is within a schema exactly where the validator accepts the value.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventbook::compat::answer::Answer;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::proofs::reads;

/// The source distribution that carries the suite.
const PACKAGE: &str = "jsonschema==4.25.1";

const DRAFTS: [(&str, &str); 5] = [
    ("draft4", "http://json-schema.org/draft-04/schema#"),
    ("draft6", "http://json-schema.org/draft-06/schema#"),
    ("draft7", "http://json-schema.org/draft-07/schema#"),
    ("draft2019-09", "https://json-schema.org/draft/2019-09/schema"),
    ("draft2020-12", "https://json-schema.org/draft/2020-12/schema"),
];

/// The folder of the suite's tests. Fetched where it is not there yet.
fn suite() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/official-suite");
    let tests = folder.join("json/tests");
    if !tests.is_dir() {
        fs::create_dir_all(&folder).unwrap();
        let to = folder.to_str().unwrap();
        let fetch = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"];
        run("python3", fetch.iter().copied().chain(["--dest", to, PACKAGE]));
        let name = format!("{}.tar.gz", PACKAGE.replace("==", "-"));
        let archive = folder.join(name);
        run("tar", ["-xzf", archive.to_str().unwrap(), "-C", to, "--strip-components=1"]);
    }
    tests
}

fn run<'a>(program: &str, arguments: impl IntoIterator<Item = &'a str>) {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("`{program}` is needed: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Every file of a draft, with its path from the draft's folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "json") {
            found.push(entry);
        }
    }
}

/// A schema that says its draft itself.
fn of_draft(schema: &Value, draft: &str) -> Value {
    match schema {
        Value::Object(members) if members.contains_key("$schema") => schema.clone(),
        Value::Object(members) => {
            let mut stated = members.clone();
            stated.insert("$schema".to_owned(), json!(draft));
            Value::Object(stated)
        }
        boolean => json!({ "$schema": draft, "allOf": [boolean] }),
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    judged: usize,
    undecided: usize,
    left_out: usize,
}

/// Judges every value of a file by each of its schemas.
fn judge(file: &Path, draft: &str, faults: &mut Vec<String>) -> Count {
    let cases: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let mut count = Count::default();
    for case in cases.as_array().unwrap() {
        let schema = of_draft(&case["schema"], draft);
        // A reference to another system is never followed, and a few schemas are no schemas of ours.
        let options = jsonschema::options().offline().should_validate_formats(false);
        let Ok(validator) = options.build(&schema) else {
            count.left_out += 1;
            continue;
        };
        for test in case["tests"].as_array().unwrap() {
            let value = &test["data"];
            let alone = json!({ "$schema": draft, "enum": [value] });
            count.judged += 1;
            let answer = reads(&alone, &schema);
            let told = format!(
                "{}: {}: {value} is {}\n{schema}",
                file.display(),
                test["description"],
                answer.word()
            );
            match &answer {
                Answer::Compatible if !validator.is_valid(value) => faults.push(told),
                // In draft-04 the number 1.0 equals 1 and is no integer: then it is what breaks.
                Answer::Incompatible(breaks)
                    if breaks.iter().any(|found| validator.is_valid(&found.witness)) =>
                {
                    faults.push(told);
                }
                Answer::Incompatible(_) if validator.is_valid(value) && draft != DRAFTS[0].1 => {
                    faults.push(told);
                }
                Answer::Undecided(_) => count.undecided += 1,
                Answer::Compatible | Answer::Incompatible(_) => {}
            }
        }
    }
    count
}

#[test]
#[expect(clippy::print_stdout, reason = "the shares are read in the output of the test")]
fn no_value_is_judged_against_what_the_validator_says() {
    let tests = suite();
    let mut all = Vec::new();
    for (folder, draft) in DRAFTS {
        let mut found = Vec::new();
        files(&tests.join(folder), &mut found);
        all.extend(found.into_iter().map(|file| (draft, file)));
    }
    let counts: Vec<(String, Count, Vec<String>)> = all
        .par_iter()
        .map(|(draft, file)| {
            let keyword = file.file_stem().unwrap().to_string_lossy().into_owned();
            let mut faults = Vec::new();
            (keyword, judge(file, draft, &mut faults), faults)
        })
        .collect();
    let mut by_keyword: BTreeMap<&str, Count> = BTreeMap::new();
    let mut whole = Count::default();
    for (keyword, count, _) in &counts {
        for sum in [by_keyword.entry(keyword).or_default(), &mut whole] {
            sum.judged += count.judged;
            sum.undecided += count.undecided;
            sum.left_out += count.left_out;
        }
    }
    let told = by_keyword.iter().filter(|(_, count)| count.undecided + count.left_out > 0);
    told.for_each(|(keyword, count)| println!("{keyword}: {count:?}"));
    println!("in all: {whole:?}");
    let faults: Vec<&String> = counts.iter().flat_map(|(_, _, faults)| faults).collect();
    assert!(faults.is_empty(), "{} wrong: {faults:#?}", faults.len());
    assert!(whole.judged > 5_000, "{whole:?}");
    assert!(whole.undecided * 100 < whole.judged * 3, "{whole:?}");
}
