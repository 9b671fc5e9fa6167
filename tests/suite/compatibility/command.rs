//! `eventbook compat` as its users meet it: exit codes, streams, formats, many pairs, mistakes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::compatibility::policies::report;
use crate::support::{catalog, eventbook, stderr, stdout};

const NUMBER: &str = r#"{"type": "object", "properties": {"total": {"type": "number"}}}"#;
const INTEGER: &str = r#"{"type": "object", "properties": {"total": {"type": "integer"}}}"#;

fn folder(old: &str, new: &str) -> TempDir {
    catalog(&[("old.json", old), ("new.json", new)])
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    eventbook().current_dir(folder).arg("compat").args(arguments).output().unwrap()
}

fn pairs(input: &[u8], arguments: &[&str]) -> Output {
    let mut command = eventbook();
    command.args(["compat", "--pairs", "-"]).args(arguments);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

#[test]
fn the_exit_code_says_what_was_found() {
    let narrowed = folder(NUMBER, INTEGER);
    let code = |arguments: &[&str]| {
        run(narrowed.path(), &[&["old.json", "new.json"], arguments].concat()).status.code()
    };
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&["--mode", "backward"]), Some(1));
    assert_eq!(code(&["--mode", "forward"]), Some(0));
    let same = folder(NUMBER, NUMBER);
    assert_eq!(run(same.path(), &["old.json", "new.json"]).status.code(), Some(0));
    let opaque = folder(
        r#"{"type": "string", "pattern": "^(a)\\1$"}"#,
        r#"{"type": "string", "pattern": "^(b)\\1$", "minLength": 2}"#,
    );
    let output = run(opaque.path(), &["old.json", "new.json", "--mode", "backward"]);
    assert_ne!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn the_order_of_upgrades_is_told() {
    let narrowed = folder(NUMBER, INTEGER);
    let told = |files: [&str; 2]| stdout(&run(narrowed.path(), &files));
    assert!(told(["old.json", "new.json"]).contains("upgrade producers first"));
    assert!(told(["new.json", "old.json"]).contains("upgrade consumers first"));
    assert!(told(["new.json", "new.json"]).contains("upgrade in any order"));
}

#[test]
fn json_holds_to_its_published_schema() {
    let schema = eventbook().args(["schema", "compat-output"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = folder(NUMBER, INTEGER);
    let output = run(folder.path(), &["old.json", "new.json", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(report["outcome"], "incompatible");
    assert_eq!(report["upgrade"], "producers first");
    assert_eq!(report["backward"]["breaks"][0]["field"], "total");
    assert_eq!(report["backward"]["breaks"][0]["reader"]["path"], "new.json");
    assert_eq!(report["backward"]["breaks"][0]["reader"]["line"], 1);
    assert_eq!(report["forward"]["answer"], "compatible");
}

#[test]
fn yaml_is_read_like_json() {
    let folder = catalog(&[
        ("old.json", NUMBER),
        ("new.yaml", "type: object\nproperties:\n  total: { type: integer }\n"),
    ]);
    let output = run(folder.path(), &["old.json", "new.yaml"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("--> new.yaml:3:"), "{}", stdout(&output));
}

#[test]
fn references_lead_to_files_beside_the_schema_and_below() {
    let money = |kind: &str| format!(r#"{{"properties": {{"amount": {{"type": "{kind}"}}}}}}"#);
    let schema = r#"{"properties": {"total": {"$ref": "parts/money.json"}}}"#;
    let folder = catalog(&[
        ("v1/order.json", schema),
        ("v1/parts/money.json", &money("number")),
        ("v2/order.json", schema),
        ("v2/parts/money.json", &money("integer")),
    ]);
    let output = run(folder.path(), &["v1/order.json", "./v2/order.json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("`total.amount` was `number`, is now `integer`"), "{text}");
    assert!(text.contains("--> v2/parts/money.json:1:"), "{text}");
    assert!(text.contains("::: v1/parts/money.json:1:"), "{text}");
    let inside = run(&folder.path().join("v1"), &["order.json", "../v2/order.json"]);
    assert_eq!(inside.status.code(), Some(1), "{}", stderr(&inside));
    let whole = |path: &str| folder.path().join(path).to_str().unwrap().to_owned();
    let whole = run(Path::new("/"), &[&whole("v1/order.json"), &whole("v2/order.json")]);
    assert_eq!(whole.status.code(), Some(1), "{}", stderr(&whole));
}

#[test]
fn schemas_in_other_languages_are_compared() {
    let avro = |kind: &str| {
        format!(
            r#"{{"type": "record", "name": "Paid",
            "fields": [{{"name": "total", "type": "{kind}"}}]}}"#
        )
    };
    let proto = |kind: &str| {
        format!(
            "syntax = \"proto3\";\npackage shop;\nimport \"money.proto\";\n\
             message Paid {{ {kind} id = 1; Money total = 2; }}\nmessage Sent {{ string id = 1; }}\n"
        )
    };
    let money = "syntax = \"proto3\";\npackage shop;\nmessage Money { int64 amount = 1; }\n";
    let folder = catalog(&[
        ("old.avsc", &avro("double")),
        ("new.avsc", &avro("int")),
        ("v1/shop.proto", &proto("string")),
        ("v1/money.proto", money),
        ("v2/shop.proto", &proto("int64")),
        ("v2/money.proto", money),
    ]);
    let message = ["--message", "shop.Paid"];
    for (files, code, said) in [
        (["old.avsc", "new.avsc"], 1, "`total` was `double`, is now `int`"),
        (["new.avsc", "old.avsc"], 1, "upgrade consumers first"),
        (["v1/shop.proto", "v2/shop.proto"], 1, "--> v2/shop.proto:4:"),
        (["old.avsc", "v2/shop.proto"], 3, "are two languages"),
    ] {
        let output = run(folder.path(), &[&files[..], &message[..]].concat());
        assert_eq!(output.status.code(), Some(code), "{files:?}: {}", stderr(&output));
        assert!(stdout(&output).contains(said), "{files:?}: {}", stdout(&output));
    }
    let output = run(folder.path(), &["v1/shop.proto", "v2/shop.proto"]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("`Paid`, `Sent`"), "{}", stderr(&output));
}

#[test]
fn what_a_change_does_besides_is_told_and_is_no_verdict() {
    let proto = |fields: &str| format!("syntax = \"proto3\";\nmessage Paid {{\n{fields}}}\n");
    let old = proto("  string id = 1;\n  string note = 2;\n");
    let folder = catalog(&[
        ("old.proto", &old),
        ("new.proto", &proto("  string order_id = 1 [json_name = \"id\"];\n")),
    ]);
    let files = ["old.proto", "new.proto", "--mode", "backward"];
    let output = run(folder.path(), &files);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let text = stdout(&output);
    let notes: Vec<&str> = text.lines().filter(|line| line.starts_with("note ")).collect();
    assert_eq!(notes.len(), 2, "{text}");
    assert!(notes.iter().any(|note| note.starts_with("note      reuse         ")), "{text}");
    assert!(notes.iter().any(|note| note.ends_with("(new.proto:3:3)")), "{text}");
    let output = run(folder.path(), &[&files[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let schema = eventbook().args(["schema", "compat-output"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(jsonschema::is_valid(&schema, &report), "{report}");
    assert_eq!(report["outcome"], "compatible");
    let levels = report["remarks"].as_array().unwrap().iter().map(|one| one["level"].as_str());
    let levels: Vec<Option<&str>> = levels.collect();
    assert!(levels.contains(&Some("source")) && levels.contains(&Some("reuse")), "{report}");
    let output = run(folder.path(), &["old.proto", "old.proto"]);
    assert!(!stdout(&output).contains("note "), "{}", stdout(&output));
}

#[test]
fn an_address_of_its_own_leads_home() {
    let schema = |kind: &str| {
        format!(
            r#"{{"$id": "https://example.com/order", "properties": {{"total":
            {{"$ref": "https://example.com/order#/$defs/money"}}}},
            "$defs": {{"money": {{"type": "{kind}"}}}}}}"#
        )
    };
    let folder = folder(&schema("number"), &schema("integer"));
    let output = run(folder.path(), &["old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

#[test]
fn what_cannot_be_judged_is_told_at_its_place() {
    for (schema, said) in [
        (r#"{"$ref": "https://example.com/a.json"}"#, "error[remote-ref]"),
        (r#"{"$ref": "../a.json"}"#, "error[ref-outside-root]"),
        (r#"{"$ref": "a.json"}"#, "error[unresolved-ref]"),
        (r##"{"$ref": "#/$defs/a"}"##, "error[unresolved-ref]"),
        (r#"{"type": "strin"}"#, "`strin` is no type of JSON Schema"),
        (r#"{"type": "#, "error[yaml-syntax]"),
        ("", "is empty"),
    ] {
        let folder = folder(NUMBER, schema);
        let output = run(folder.path(), &["old.json", "new.json"]);
        assert_eq!(output.status.code(), Some(2), "{schema}: {}", stdout(&output));
        assert_eq!(stdout(&output), "", "{schema}");
        assert!(stderr(&output).contains(said), "{schema}: {}", stderr(&output));
        assert!(stderr(&output).contains("new.json:1"), "{schema}: {}", stderr(&output));
        // There is no catalog, so none is summed up.
        assert!(stderr(&output).contains("\nschemas: 1 error in "), "{}", stderr(&output));
    }
    let folder = folder(NUMBER, NUMBER);
    for arguments in [
        vec!["old.json"],
        vec!["old.json", "nowhere.json"],
        vec!["old.json", "."],
        vec!["old.json", "new.json", "--policy", "evnts"],
        vec!["old.json", "new.json", "--pairs", "-"],
        vec!["--pairs", "nowhere.jsonl"],
    ] {
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert_ne!(stderr(&output), "", "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let outside = catalog(&[("secret.json", r#"{"type": "string"}"#)]);
    let folder = folder(NUMBER, r#"{"$ref": "link.json"}"#);
    let target = outside.path().join("secret.json");
    std::os::unix::fs::symlink(target, folder.path().join("link.json")).unwrap();
    let output = run(folder.path(), &["old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("symlink-escape"), "{}", stderr(&output));
}

#[test]
fn pairs_are_answered_in_their_order() {
    let (number, integer): (Value, Value) =
        (serde_json::from_str(NUMBER).unwrap(), serde_json::from_str(INTEGER).unwrap());
    let lines: Vec<String> = (0..600)
        .map(|id| {
            let update = if id % 2 == 0 { &integer } else { &number };
            format!("{}\n", json!({ "id": id, "original": number, "update": update }))
        })
        .collect();
    let output = pairs(lines.concat().as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let schema = eventbook().args(["schema", "compat-pair-output"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let text = stdout(&output);
    let answers: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 600);
    for (id, answer) in answers.iter().enumerate() {
        assert!(validator.is_valid(answer), "{answer}");
        assert_eq!(answer["id"], id);
        let backward = if id % 2 == 0 { "incompatible" } else { "compatible" };
        assert_eq!(answer["backward"], backward);
        assert_eq!(answer["forward"], "compatible");
        let witness = &answer["witness"]["backward"];
        let shows =
            jsonschema::is_valid(&number, witness) && !jsonschema::is_valid(&integer, witness);
        assert_eq!(shows, id % 2 == 0, "{answer}");
    }
}

#[test]
fn a_line_that_cannot_be_read_hides_no_other() {
    let good = format!(r#"{{"id": "good", "original": {NUMBER}, "update": {NUMBER}}}"#);
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"original": "{}", "update": true}}"#, "x".repeat(10_000_000));
    let invalid = r#"{"id": "no schema", "original": {"type": "strin"}, "update": true}"#;
    let lines = [&good, "{", r#"{"original": true}"#, &deep, &long, "", invalid, &good];
    let output = pairs(lines.join("\n").as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(2));
    let text = stdout(&output);
    let ids: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
        .collect();
    assert_eq!(ids, ["good", "no schema", "good"]);
    assert!(text.contains("`original` is no valid JSON Schema at /type"), "{text}");
    for number in [2, 3, 4, 5] {
        assert!(stderr(&output).contains(&format!("line {number}: ")), "{}", stderr(&output));
    }
    assert!(!stderr(&output).contains("line 6: "), "{}", stderr(&output));
}

#[test]
fn names_cannot_forge_a_line_of_the_report() {
    let name = "a\nforward   compatible\u{1b}[2J\u{202e}";
    let schema = |kind: &str| json!({ "properties": { name: { "type": kind } } }).to_string();
    let folder = folder(&schema("number"), &schema("integer"));
    let output = run(folder.path(), &["old.json", "new.json", "--mode", "backward"]);
    let text = stdout(&output) + &stderr(&output);
    assert!(!text.contains("\nforward   compatible"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn deep_schemas_end() {
    let nested = |depth: usize, leaf: &str| {
        format!("{}{leaf}{}", r#"{"properties":{"a":"#.repeat(depth), "}}".repeat(depth))
    };
    let deep = folder(&nested(40, NUMBER), &nested(40, INTEGER));
    let output = run(deep.path(), &["old.json", "new.json"]);
    assert!(matches!(output.status.code(), Some(1 | 3)), "{}", stderr(&output));
    let too_deep = folder(&nested(10_000, NUMBER), &nested(10_000, INTEGER));
    let output = run(too_deep.path(), &["old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
}

#[test]
fn what_the_book_shows_is_what_is_printed() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/compat.md");
    let book = fs::read_to_string(book).unwrap();
    let block = |language: &str, first: &str| {
        let fence = format!("```{language}\n");
        let blocks = book.split(&fence).skip(1);
        let mut blocks = blocks.map(|rest| rest.split("```").next().unwrap_or(rest));
        blocks.find(|text| text.starts_with(first)).expect("the block is there").to_owned()
    };
    let old = block("json", "{\n  \"title\": \"OrderPlaced, old\"");
    let new = block("json", "{\n  \"title\": \"OrderPlaced, new\"");
    let folder = folder(&old, &new);
    let shown: Vec<&str> = book.split("```console\n").skip(1).collect();
    assert!(!shown.is_empty());
    for shown in shown {
        let shown = shown.split("```").next().unwrap_or(shown);
        let (command, text) = shown.split_once('\n').expect("a command and what it prints");
        let arguments = command.strip_prefix("$ eventbook compat old.json new.json");
        let printed = report(folder.path(), arguments.expect("the command").trim());
        let printed = printed.split_once('\n').expect("a report").1;
        let printed = printed.rsplit_once("exit code").expect("an exit code").0;
        assert_eq!(printed, text, "{command}");
    }
}
