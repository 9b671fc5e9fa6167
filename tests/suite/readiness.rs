//! The readiness checklist: which rules answer which line, what each answer looks like in every
//! format, and the badges. `readiness/shop` has every answer.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eventbook::lint::assess;
use eventbook::lint::checklist::{GROUPS_OUTSIDE, LINES, OUTSIDE, line_of};
use eventbook::lint::readiness::Answer;
use eventbook::lint::rules::{self, RULES};
use eventbook::output::File;
use eventbook::report::checklist::ChecklistReport;
use eventbook::report::checklists::FORMATS;
use serde_json::Value;

use crate::checked::{assert_snapshot, check, files};
use crate::support::{catalog, eventbook, repository};

fn shop() -> PathBuf {
    repository("tests/suite/readiness/shop")
}

fn text_of<'a>(files: &'a [File], path: &str) -> Option<&'a str> {
    let file = files.iter().find(|file| file.path == path)?;
    Some(std::str::from_utf8(&file.bytes).expect("files are UTF-8"))
}

#[test]
fn every_rule_that_a_line_names_exists() {
    let named: Vec<&str> = LINES.iter().flat_map(|line| line.rules).copied().collect();
    let outside = OUTSIDE.iter().map(|(name, _)| *name);
    for name in named.iter().copied().chain(outside.clone()) {
        assert!(rules::find(name).is_some(), "there is no rule `{name}`");
    }
    let once: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(once.len(), named.len(), "a rule answers one line");
    assert!(outside.clone().all(|name| !once.contains(name)), "what answers no line has no line");
    let names: BTreeSet<&str> = LINES.iter().map(|line| line.name).collect();
    assert_eq!(names.len(), LINES.len(), "a name is of one line");
}

#[test]
fn every_design_rule_answers_a_line_or_is_excused() {
    for rule in RULES.iter().filter(|rule| rule.check.is_of_design()) {
        let excused = OUTSIDE.iter().any(|(name, _)| *name == rule.name)
            || GROUPS_OUTSIDE.iter().any(|(group, _)| *group == rule.group);
        let answers = line_of(rule.name).is_some();
        let named = LINES.iter().any(|line| line.rules.contains(&rule.name));
        assert!(answers || excused, "`{}` answers no line of the checklist", rule.name);
        assert!(!(answers && excused) || named, "`{}` is excused and asked", rule.name);
    }
    for (what, reason) in OUTSIDE {
        assert!(!reason.is_empty(), "{what}");
    }
}

#[test]
fn the_book_has_every_line() {
    let page = repository("book/src/readiness.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let rows: String =
        LINES.iter().map(|line| format!("| {} | {} |\n", line.title, line.question)).collect();
    assert!(page.contains(&rows), "the book tells the lines otherwise; they are:\n{rows}");
}

#[test]
fn the_shop_has_every_answer() {
    let checked = check(&shop());
    let report = ChecklistReport::of(&checked.study, &checked.judgement);
    let rows = report.services.iter().map(|row| &row.readiness).chain([&report.catalog]);
    let answers: BTreeSet<&str> =
        rows.flat_map(|row| &row.answers).map(|row| row.answer.word()).collect();
    let all = ["allowed", "error", "not applicable", "pass", "unknown", "warn"];
    assert_eq!(answers.into_iter().collect::<Vec<_>>(), all);
    assert!(report.services.iter().all(|row| row.id != "card-network"), "others run it");
    for format in FORMATS {
        let text = (format.print)(&report);
        assert_snapshot(&text, &shop().with_file_name(format!("expected.{}", format.name)));
    }
}

#[test]
fn one_thing_that_is_not_stated_leaves_a_line_open() {
    let checked = check(&shop());
    let catalog = assess::of_catalog(&checked.judgement);
    let retries = catalog.answers.iter().find(|row| row.line.name == "retries");
    let retries = retries.expect("there is such a line");
    assert_eq!(retries.answer, Answer::Unknown);
    assert!(retries.passes > 0 && retries.unknowns > 0, "{retries:?}");
    let (pass, unknown) = (retries.passes, retries.unknowns);
    let said = checked.judgement.passes.iter().filter(|one| line_of(one.rule) == Some(6));
    assert_eq!(said.count(), pass, "every pass is counted, and once");
    let said = checked.judgement.unknowns.iter().filter(|one| line_of(one.rule) == Some(6));
    assert_eq!(said.count(), unknown);
}

#[test]
fn readiness_is_printed_instead_of_findings() {
    let run = |arguments: &[&str]| {
        let command =
            eventbook().args(["check", "--readiness"]).args(arguments).arg(shop()).output();
        let output = command.expect("the binary runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("reports are UTF-8"))
    };
    let (code, text) = run(&[]);
    assert_eq!(code, Some(1), "the exit code is that of the findings");
    assert!(text.contains("\n    Idempotency: error (missing-idempotency)\n"), "{text}");
    assert!(!text.contains("--> shop.yaml"), "{text}");
    assert_eq!(run(&["--fail-on", "never"]).0, Some(0));
    let (_, json) = run(&["--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect("the report is JSON");
    let schema = eventbook().args(["schema", "readiness-output"]).output().expect("it runs");
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let faults: Vec<String> = validator.iter_errors(&report).map(|one| one.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert!(run(&["--format", "markdown"]).1.contains("| <code>mail-service</code> |"));
}

#[test]
fn every_service_of_our_own_has_a_badge() {
    let checked = check(&shop());
    let files = files(&checked);
    for (service, words) in [
        ("mail-service", "1 failing"),
        ("order-service", "2/5 pass"),
        ("payment-service", "8/8 pass"),
    ] {
        let path = format!("services/{service}/badge.svg");
        let badge = text_of(&files, &path).unwrap_or_else(|| panic!("there is no {path}"));
        assert!(badge.contains(&format!(">{words}</text>")), "{badge}");
        let page = text_of(&files, &format!("services/{service}/index.html")).unwrap_or_default();
        let address = format!("events.example.com/shop/services/{service}/");
        let plain = page.replace("&#x2F;", "/");
        assert!(
            plain.contains(&format!("[![readiness](https://{address}badge.svg)]")),
            "{service}"
        );
    }
    assert!(text_of(&files, "badge.svg").is_some_and(|badge| badge.contains("3 failing")));
    assert!(text_of(&files, "services/card-network/badge.svg").is_none(), "others run it");
}

#[test]
fn badges_are_well_formed_whatever_things_are_called() {
    let title = r#"title: "]]>\"><script>alert(1)</script>&<!-- ' 名前 🚀 -->""#;
    let long = "s".repeat(120);
    let service = format!(
        "team: crew\n---\nservice: {long}\nowner: crew\n{title}\n---\nservice: index.html\nowner: crew\n"
    );
    let folder = catalog(&[("eventbook.yaml", &format!("{title}\n")), ("a.yaml", &service)]);
    let files = files(&check(folder.path()));
    let badges: Vec<&File> = files.iter().filter(|file| file.path.ends_with("badge.svg")).collect();
    assert_eq!(badges.len(), 3, "two services and the catalog");
    for badge in badges {
        let text = std::str::from_utf8(&badge.bytes).expect("files are UTF-8");
        assert_eq!(open_elements(text), Vec::<&str>::new(), "{text}");
        assert!(!text.contains("<script"), "{text}");
        assert!(text.contains("aria-label=\"readiness of ") && text.contains("<title>"), "{text}");
        assert_eq!(text.matches("http").count(), 1, "nothing but the namespace: {text}");
    }
}

/// The elements of an SVG that are never closed, or closed where they are not open. Panics at a `<`
/// or an `&` that begins nothing.
fn open_elements(svg: &str) -> Vec<&str> {
    let mut open = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        for reference in tag.split('&').skip(1).chain(text.split('&').skip(1)) {
            let known = ["amp;", "lt;", "gt;", "quot;", "#39;", "#9;", "#10;", "#13;"];
            assert!(known.iter().any(|one| reference.starts_with(one)), "&{reference}");
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap_or(tag)),
        }
    }
    open
}

#[test]
fn many_services_have_many_pages_and_those_that_fail_their_own() {
    let mut text = "team: crew\n".to_owned();
    for number in 0..210 {
        let owner = if number % 3 == 0 { "" } else { "owner: crew\n" };
        text.push_str(&format!("---\nservice: service-{number:03}\n{owner}"));
    }
    let folder = catalog(&[("eventbook.yaml", "title: Crowd\n"), ("a.yaml", &text)]);
    let files = files(&check(folder.path()));
    for path in ["readiness/_11/index.html", "readiness/_failing/_4/index.html"] {
        assert!(text_of(&files, path).is_some(), "there is no {path}");
    }
    assert!(text_of(&files, "readiness/_12/index.html").is_none());
    assert!(text_of(&files, "readiness/_failing/_5/index.html").is_none());
    let failing = text_of(&files, "readiness/_failing/index.html").unwrap_or_default();
    assert!(failing.contains("service-000") && !failing.contains("service-001"), "{failing}");
    let pages = files.iter().filter(|file| file.path.starts_with("readiness/"));
    for file in pages.filter(|file| file.path.ends_with(".html")) {
        let page = std::str::from_utf8(&file.bytes).expect("pages are UTF-8");
        let elements = page.split('<').skip(1);
        let elements = elements.filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
        assert!(elements.count() <= 1400, "{}", file.path);
    }
}
