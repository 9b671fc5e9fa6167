//! The page on publishing: its files are whole and can be read, and what it says of headers is
//! what the pages themselves say.

use std::fs;

use eventbook::document::parse::parse;
use eventbook::source::span::FileId;

use super::{blocks, page};
use crate::support::repository;

const PAGE: &str = "publishing.md";

#[test]
fn every_workflow_can_be_read_and_checks_before_it_builds() {
    let workflows = blocks(&page(PAGE), "yaml");
    assert!(workflows.len() >= 2, "the page has a workflow for GitHub and one for GitLab");
    for (path, text) in workflows {
        let path = path.expect("a workflow names its file");
        let parsed = parse(FileId(1), &text);
        assert!(parsed.findings.is_empty(), "{path}: {:?}", parsed.findings);
        let step =
            |command: &str| text.find(command).unwrap_or_else(|| panic!("{path}: {command}"));
        assert!(step("eventbook check") < step("eventbook build"), "{path}");
    }
}

#[test]
fn the_server_says_what_the_pages_say() {
    let layout = fs::read_to_string(repository("templates/layout.html")).unwrap();
    let (_, rest) = layout.split_once("\"Content-Security-Policy\" content=\"").unwrap();
    let policy = rest.split('"').next().unwrap();
    let servers = blocks(&page(PAGE), "nginx");
    assert!(!servers.is_empty());
    for (_, text) in servers {
        let header = format!("add_header Content-Security-Policy \"{policy};");
        assert!(text.contains(&header), "the page is to say `{header}`");
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        let open = |line: &&str| !line.is_empty() && !line.ends_with([';', '{', '}']);
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        assert_eq!(lines.filter(open).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
