//! The binary as its users meet it: exit codes, streams, formats, mistakes.

use std::fs;

use serde_json::Value;

use crate::support::{catalog, copy, eventbook, repository, stderr, stdout};

const SETTINGS: &str = "title: Test\n";

#[test]
fn the_example_passes() {
    let output = eventbook().arg("check").arg(repository("catalog-example")).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_fault_fails_and_names_its_place() {
    let faulty =
        catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", "store: a\nkind: redis\nowner: x\n")]);
    let output = eventbook().arg("check").arg(faulty.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("error[unknown-team]"), "{}", stdout(&output));
    assert!(stdout(&output).contains("--> a.yaml:3:8"), "{}", stdout(&output));
    let output =
        eventbook().args(["check", "--fail-on", "never"]).arg(faulty.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_whole_message_is_judged_by_the_envelope_too() {
    let event = "event: Paid\nversion: 1\nowner: a\naudience: audit\nschema:\n  type: object\n  \
                 required: [id]\n  properties: { id: { type: string } }\nexamples:\n";
    let message = |time: &str, id: &str| {
        format!(
            "  - {{ eventId: e, eventType: Paid, version: 1, timestamp: {time}, correlationId: c, \
             aggregateId: a, payload: {{ id: {id} }} }}\n"
        )
    };
    let found = |example: String| {
        let text = format!("team: a\n---\n{event}{example}");
        let folder = catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", &text)]);
        let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
        stdout(&output).lines().filter(|line| line.starts_with("error")).collect::<String>()
    };
    let noon = "\"2026-01-01T12:00:00Z\"";
    assert_eq!(found("  - { id: x }\n".to_owned()), "");
    assert_eq!(found(message(noon, "x")), "");
    assert!(found(message("noon", "x")).contains("does not match the envelope"));
    assert!(found(message(noon, "5")).contains("does not match its schema"));
}

#[test]
fn the_envelope_s_own_schema_is_asked_too() {
    let text = "team: a\n---\nenvelope: e\nschema: { required: [tenant] }\n---\nevent: Paid\n\
                version: 1\nowner: a\naudience: audit\nschema: { type: object }\nexamples:\n  - \
                { eventId: e, eventType: Paid, version: 1, timestamp: \"2026-01-01T12:00:00Z\", \
                correlationId: c, aggregateId: a, payload: {} }\n";
    let folder = catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", text)]);
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert!(stdout(&output).contains("does not match the envelope"), "{}", stdout(&output));
    assert!(stdout(&output).contains("\"tenant\""), "{}", stdout(&output));
}

#[test]
fn settings_that_are_no_text_are_told_in_words() {
    let folder = catalog(&[("a.yaml", "team: a\n")]);
    fs::write(folder.path().join("eventbook.yaml"), b"title: \xff\n").unwrap();
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("error[invalid-utf8]"), "{}", stderr(&output));
}

#[test]
fn strict_fails_on_a_warning() {
    let example = repository("catalog-example");
    let output = eventbook().args(["check", "--strict"]).arg(&example).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_cannot_be_done_is_no_finding() {
    let empty = catalog(&[("eventbook.yaml", SETTINGS)]);
    let none = tempfile::tempdir().unwrap();
    let settings = catalog(&[("eventbook.yaml", "titel: Test\n"), ("a.yaml", "team: a\n")]);
    let file = repository("Cargo.toml");
    let missing = none.path().join("nowhere");
    for folder in [empty.path(), none.path(), settings.path(), &file, &missing] {
        let output = eventbook().arg("check").arg(folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", folder.display());
        assert_eq!(stdout(&output), "");
        assert_ne!(stderr(&output), "");
    }
    let output = eventbook().arg("check").arg(settings.path()).output().unwrap();
    assert!(stderr(&output).contains("did you mean `title`?"), "{}", stderr(&output));
    assert!(stderr(&output).contains("eventbook.yaml:1:1"), "{}", stderr(&output));
}

#[test]
fn a_mistyped_argument_is_answered() {
    for arguments in [
        vec!["chek"],
        vec!["check", "--format", "yml"],
        vec!["check", "--today", "soon"],
        vec!["build", "--nope"],
        vec!["explain", "dual-wite"],
        vec!["schema", "evnt"],
        vec!["new", "evnt", "OrderPlaced"],
        vec!["completions", "cmd"],
    ] {
        let output = eventbook().args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert_ne!(stderr(&output), "", "{arguments:?}");
    }
}

#[test]
fn the_root_is_found_from_below() {
    let folder = repository("catalog-example/events");
    let output = eventbook().arg("check").current_dir(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn what_programs_read_holds_to_its_published_schema() {
    let holds = |name: &str, arguments: &[&str]| {
        let schema = eventbook().args(["schema", &format!("{name}-output")]).output().unwrap();
        let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let output = eventbook().args(arguments).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new());
        assert!(stdout(&output).len() > 1000, "{report}");
    };
    for folder in ["catalog-example", "tests/suite/faults/catalog"] {
        let folder = repository(folder);
        for name in ["json", "sarif", "gitlab"] {
            holds(name, &["check", "--format", name, folder.to_str().unwrap()]);
        }
    }
    holds("rules", &["rules", "--format", "json"]);
}

#[test]
fn every_schema_is_valid_and_tells_what_its_keys_mean() {
    let names = eventbook().arg("schema").output().unwrap();
    for name in stdout(&names).lines() {
        let output = eventbook().args(["schema", name]).output().unwrap();
        let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        let of_rows = schema["$defs"].as_object().into_iter().flatten().map(|(_, row)| row);
        let of_rows = of_rows.filter(|_| schema["type"] == "array");
        let objects = of_rows.chain([&schema]).filter_map(|one| one["properties"].as_object());
        for (key, property) in objects.flatten().filter(|_| name != "json-output") {
            let told = property.get("description").is_some() || property.get("$ref").is_some();
            assert!(told, "{name}: `{key}` has no description");
        }
    }
}

#[test]
fn every_rule_is_explained() {
    let output = eventbook().args(["rules", "--format", "json"]).output().unwrap();
    let rules: Value = serde_json::from_slice(&output.stdout).unwrap();
    for rule in rules.as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        let output = eventbook().args(["explain", id]).output().unwrap();
        assert!(output.status.success());
        assert!(stdout(&output).contains("# Why it matters"), "{id}");
        assert!(!rule["sentence"].as_str().unwrap().is_empty(), "{id}");
    }
}

#[test]
fn colours_stay_in_terminals() {
    let example = repository("catalog-example");
    let plain = eventbook().arg("check").arg(&example).output().unwrap();
    assert!(!stdout(&plain).contains('\u{1b}'));
    let always = eventbook().args(["check", "--color", "always"]).arg(&example).output().unwrap();
    assert!(stdout(&always).contains('\u{1b}'));
    let refused = eventbook().env("NO_COLOR", "1").arg("check").arg(&example).output().unwrap();
    assert_eq!(stdout(&refused), stdout(&plain));
}

#[test]
fn names_cannot_forge_a_report() {
    let forged =
        "team: ok\nsummary: x\n---\nstore: b\nkind: redis\nowner: \"x\\e[31m\\nerror[fake]: y\"\n";
    let folder = catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", forged)]);
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert!(!stdout(&output).contains('\u{1b}'), "{}", stdout(&output));
    assert!(!stdout(&output).lines().any(|line| line.starts_with("error[fake]")));
}

#[cfg(unix)]
#[test]
fn what_lies_outside_is_not_read() {
    let folder = catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", "team: a\n")]);
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.yaml")).unwrap();
    std::os::unix::fs::symlink("/nowhere", folder.path().join("dangling.yaml")).unwrap();
    fs::write(folder.path().join("b.yaml"), "team: b\n").unwrap();
    let fifo = folder.path().join("pipe.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    let text = stdout(&output);
    assert_eq!(text.matches("[symlink-escape]").count(), 2, "{text}");
    assert_eq!(text.matches("[unreadable-file]").count(), 1, "{text}");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_without_a_name_is_not_passed_over() {
    use std::os::unix::ffi::OsStrExt;
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", "team: a\n")]);
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.yaml");
    fs::write(folder.path().join(name), "team: b\n").unwrap();
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("its name is not UTF-8"), "{}", stdout(&output));
}

#[test]
fn settings_are_one_document() {
    let folder = catalog(&[("eventbook.yaml", "title: a\n---\nprofile: strict\n")]);
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the settings are one document"), "{}", stderr(&output));
}

#[test]
fn every_shell_gets_its_completions() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = eventbook().args(["completions", shell]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{shell}");
        let script = stdout(&output);
        assert!(script.contains("completions") && script.contains("--fail-on"), "{shell}");
        if shell == "bash" {
            let file = folder.path().join("script");
            fs::write(&file, &script).unwrap();
            let bash = std::process::Command::new("bash").arg("-n").arg(&file).output().unwrap();
            assert!(bash.status.success(), "{}", stderr(&bash));
        }
    }
}

#[test]
fn a_site_has_no_address_below_which_no_page_can_lie() {
    for (address, part) in
        [("https://a.example/?x=1", "a query"), ("https://a.example#x", "a fragment")]
    {
        let settings = format!("title: A\nbase_url: \"{address}\"\n");
        let folder = catalog(&[("eventbook.yaml", &settings), ("a.yaml", "team: a\n")]);
        let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(&format!("has {part}")), "{}", stderr(&output));
        assert!(stderr(&output).contains("eventbook.yaml:2:11"), "{}", stderr(&output));
    }
}

#[test]
fn what_is_typed_wins_over_the_environment() {
    let run = |variable: &str, value: &str, arguments: &[&str]| {
        let catalog = repository("catalog-example");
        let mut command = eventbook();
        command.env(variable, value).args(arguments).current_dir(catalog);
        let output = command.output().unwrap();
        (output.status.code(), stdout(&output), stderr(&output))
    };
    let (strict, _, said) = run("EVENTBOOK_FAIL_ON", "never", &["check", "--strict"]);
    assert_eq!(strict, Some(1), "{said}");
    let both = run("EVENTBOOK_FAIL_ON", "never", &["check", "--strict", "--fail-on", "never"]);
    assert_eq!(both.0, Some(2));
    assert_eq!(run("EVENTBOOK_FAIL_ON", "loud", &["check"]).0, Some(2));
    for variable in
        ["DIR", "FAIL_ON", "FORMAT", "MAX_WARNINGS", "BASELINE", "PROFILE", "TODAY", "COLOR"]
    {
        let (code, _, said) = run(&format!("EVENTBOOK_{variable}"), "", &["check"]);
        assert_eq!((code, said.as_str()), (Some(0), ""), "{variable}");
    }
    let (code, text, said) = run("EVENTBOOK_FORMAT", "github", &["check", "--readiness"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(text.contains("service"), "{text}");
    let (code, _, said) = run("EVENTBOOK_FORMAT", "github", &["diff", ".", "."]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(run("EVENTBOOK_FORMAT", "github", &["check"]).1.get(..2), Some("::"));
    assert_eq!(run("EVENTBOOK_FORMAT", "nosuch", &["diff", ".", "."]).0, Some(2));
}

#[test]
fn a_gate_is_raised_and_not_lowered() {
    for (level, shown) in [("critical", "critical[dual-write]"), ("warn", "no level lowers it")] {
        let folder = copy(&repository("tests/suite/rules/dual-write/bad"));
        let settings = format!("title: A\nlevels: {{ dual-write: {level} }}\n");
        fs::write(folder.path().join("eventbook.yaml"), settings).unwrap();
        let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
        let text = stdout(&output);
        assert!(text.contains(shown), "{text}");
        assert_eq!(text.contains("no level lowers it"), level == "warn", "{text}");
    }
}
