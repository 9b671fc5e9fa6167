//! What has to hold of each format, whatever stands in a catalog. Each check reads the format as
//! those do who get it, and panics where it is none.

use std::path::Path;
use std::sync::LazyLock;

use eventbook::report::format::tame;
use eventbook::report::formats;
use jsonschema::Validator;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::reports::xml::{self, Element};
use crate::rust_text::package_root;

static SARIF: LazyLock<Validator> = LazyLock::new(|| {
    let path = package_root().join("tests/suite/reports/sarif-schema-2.1.0.json");
    let schema = std::fs::read_to_string(path).expect("the schema is readable");
    // Its pattern of languages ends a bracket that never began, which is no regular expression here.
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
});

/// How many findings, passes and unknowns a report has.
pub(crate) struct Counts {
    pub(crate) findings: usize,
    pub(crate) allowed: usize,
    pub(crate) passes: usize,
    pub(crate) unknowns: usize,
}

/// The function of a format.
pub(crate) fn format(name: &str) -> &'static eventbook::report::format::Format {
    formats::find(name).unwrap_or_else(|| panic!("there is no format {name}"))
}

/// Checks a text as what a format of this name has to be.
pub(crate) fn check(name: &str, text: &str, counts: &Counts) {
    // In JSON a path and what a fix puts in are data, and stay as they are.
    if !["json", "sarif", "gitlab"].contains(&name) {
        assert!(!text.contains(raw), "{name} has a raw control character: {text}");
    }
    match name {
        "text" => {}
        "concise" => assert_eq!(text.lines().count(), counts.findings, "{text}"),
        "json" => drop(serde_json::from_str::<Value>(text).expect("json is JSON")),
        "sarif" => sarif(text, counts),
        "github" => {
            let commands: Vec<Command> = text.split_terminator('\n').map(command).collect();
            assert_eq!(commands.len(), counts.findings - counts.allowed, "{text}");
        }
        "gitlab" => gitlab(text, counts),
        "junit" => junit(text, counts),
        "markdown" => markdown(text),
        _ => panic!("{name} is not checked: add it here"),
    }
}

/// What drives a terminal, or shows another text than the one that is there.
fn raw(c: char) -> bool {
    (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)
}

fn sarif(text: &str, counts: &Counts) {
    let log: Value = serde_json::from_str(text).expect("sarif is JSON");
    let faults: Vec<String> = SARIF.iter_errors(&log).map(|error| error.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("a run has results");
    assert_eq!(results.len(), counts.findings);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a rule has a place") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        // A link of SARIF needs an unescaped bracket.
        let message = result["message"]["text"].as_str().expect("a message is text");
        assert!(!message.replace("\\]", "").contains("]("), "{message}");
        assert!(!message.contains(raw), "{message}");
    }
}

/// A workflow command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) kind: String,
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) message: String,
}

/// Reads a line as the runner of GitHub Actions does.
pub(crate) fn command(line: &str) -> Command {
    let body = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line:?}"));
    let (head, message) = body.split_once("::").expect("a command ends with two colons");
    let (kind, properties) = head.split_once(' ').expect("a finding has a place");
    assert!(["error", "warning", "notice"].contains(&kind), "{line}");
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let properties = properties.split(',').map(|property| {
        let (name, value) = property.split_once('=').expect("a property has a value");
        (name.to_owned(), data(&value.replace("%3A", ":").replace("%2C", ",")))
    });
    Command { kind: kind.to_owned(), properties: properties.collect(), message: data(message) }
}

fn gitlab(text: &str, counts: &Counts) {
    let issues: Value = serde_json::from_str(text).expect("gitlab is JSON");
    let issues = issues.as_array().expect("gitlab is a list");
    assert_eq!(issues.len(), counts.findings - counts.allowed);
    let mut prints = std::collections::BTreeSet::new();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint", "severity"] {
            assert!(issue[key].is_string(), "{key}: {issue}");
        }
        assert!(!issue["description"].as_str().is_some_and(|text| text.contains(raw)), "{issue}");
        let severity = issue["severity"].as_str().unwrap_or_default();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        let path = issue["location"]["path"].as_str().expect("an issue has a path");
        assert!(!Path::new(path).is_absolute() && !path.starts_with("./"), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
        assert!(prints.insert(issue["fingerprint"].to_string()), "two of one fingerprint");
    }
}

fn junit(text: &str, counts: &Counts) {
    let root = xml::parse(text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
    assert_eq!(root.name, "testsuites");
    let number = |element: &Element, key: &str| -> usize {
        element.attribute(key).and_then(|text| text.parse().ok()).expect("a count is a number")
    };
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    for suite in &root.children {
        assert_eq!(suite.name, "testsuite");
        let with = |name: &str| {
            let has = |case: &&Element| case.children.iter().any(|child| child.name == name);
            suite.children.iter().filter(has).count()
        };
        assert_eq!(number(suite, "tests"), suite.children.len());
        assert_eq!(number(suite, "failures"), with("failure"));
        assert_eq!(number(suite, "skipped"), with("skipped"));
        tests += suite.children.len();
        failures += with("failure");
        skipped += with("skipped");
    }
    assert_eq!(tests, counts.findings + counts.passes + counts.unknowns);
    assert_eq!(failures, counts.findings - counts.allowed);
    assert_eq!(skipped, counts.allowed + counts.unknowns);
    assert_eq!((tests, failures), (number(&root, "tests"), number(&root, "failures")));
}

/// The tags that a report writes itself.
const TAGS: [&str; 8] = [
    "<!-- eventbook:report -->",
    "<br>",
    "<code>",
    "</code>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
];

fn markdown(text: &str) {
    assert!(text.len() < 65_536, "{} bytes", text.len());
    assert!(text.starts_with(TAGS[0]));
    let mut bare = text.to_owned();
    for tag in TAGS {
        bare = bare.replace(tag, "");
    }
    assert!(!bare.contains(['<', '\u{1b}']), "a foreign tag: {bare}");
    assert!(!bare.replace("@&#8203;", "").contains('@'), "it mentions somebody: {bare}");
    assert!(!unescaped(text).contains('`'), "a backtick begins something: {text}");
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
    for row in text.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(unescaped(row).matches('|').count(), 4, "{row}");
    }
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        let foreign =
            matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)));
        assert!(!foreign, "{event:?} in {text}");
    }
}

/// A text without what a backslash takes the meaning from.
fn unescaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut kept = String::new();
    while let Some(c) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            c => kept.push(c),
        }
    }
    kept
}

/// What a text is shown as.
pub(crate) fn shown(text: &str) -> String {
    tame(text)
}
