//! What the book and the README promise: their YAML is a catalog that checks clean, the fault that
//! they plant is found, their links lead somewhere, and no page is missing from the summary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::init::done;
use crate::rust_text::{entries, package_root};

const QUICK_START: &str = "book/src/quick-start.md";

#[test]
fn the_quick_start_is_a_clean_catalog() {
    let catalog = catalog_of(QUICK_START);
    clean(&check(&catalog));
}

#[test]
fn the_quick_start_finds_what_it_says() {
    let catalog = catalog_of(QUICK_START);
    let event = catalog.path().join("shop/events/order-placed.yaml");
    let text = read(&event);
    for (line, instead, id) in [
        ("    dlq: order-events.DLQ\n", "", "missing-dlq"),
        ("service: order-service", "service: order-servce", "unknown-service"),
    ] {
        assert!(text.contains(line), "the quick start speaks of `{line}`");
        fs::write(&event, text.replace(line, instead)).expect("a temporary folder is writable");
        let output = check(&catalog);
        assert_eq!(output.status.code(), Some(1), "{id}: {}", told(&output));
        assert!(told(&output).contains(id), "{id} is not in: {}", told(&output));
    }
}

#[test]
fn what_the_quick_start_shows_is_what_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let sessions = sessions(&read(&package_root().join(QUICK_START)));
    assert!(sessions.len() > 2, "{sessions:?}");
    for (command, shown) in sessions {
        let arguments: Vec<&str> = command.split(' ').collect();
        assert_eq!(arguments[0], "eventbook", "{command}");
        let printed = done(folder.path(), &arguments[1..]);
        match shown.strip_suffix("…\n") {
            Some(beginning) => assert!(printed.starts_with(beginning), "{command}:\n{printed}"),
            None => assert_eq!(printed, shown, "{command}"),
        }
    }
}

#[test]
fn the_first_event_of_the_readme_is_a_clean_catalog() {
    let catalog = catalog_of("README.md");
    let settings = catalog.path().join("shop/eventbook.yaml");
    fs::write(settings, "title: My catalog\n").expect("a temporary folder is writable");
    clean(&check(&catalog));
}

#[test]
fn the_summary_lists_every_page() {
    let summary = read(&package_root().join("book/src/SUMMARY.md"));
    let missing: Vec<PathBuf> = pages()
        .into_iter()
        .filter(|page| !page.ends_with("SUMMARY.md"))
        .filter(|page| {
            let inside = page.strip_prefix(package_root().join("book/src"));
            let inside = inside.expect("a page lies below book/src").to_string_lossy();
            !summary.contains(&format!("({inside})"))
        })
        .collect();
    assert!(missing.is_empty(), "not in SUMMARY.md: {missing:?}");
}

#[test]
fn every_link_between_files_leads_to_one() {
    let mut pages = pages();
    pages.push(package_root().join("README.md"));
    let mut dead = Vec::new();
    for page in pages {
        let folder = page.parent().expect("a page lies in a folder").to_path_buf();
        for target in link_targets(&read(&page)) {
            let file = target.split('#').next().unwrap_or_default();
            if !target.contains(':') && !file.is_empty() && !folder.join(file).exists() {
                dead.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

#[test]
fn the_walked_rule_is_the_real_one() {
    let page = read(&package_root().join("book/src/contributing/new-rule.md"));
    let path = package_root().join("src/lint/rules/delivery/unreplayable_dlq.rs");
    if !path.exists() {
        return;
    }
    let quoted = page.split("````").nth(1).and_then(|block| block.strip_prefix("rust\n"));
    let comment: String = read(&path)
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(quoted, Some(comment.as_str()), "copy the comment of {} there", path.display());
}

/// Writes each YAML block of a page that begins with `# path` to that path in a new folder.
fn catalog_of(page: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let blocks = yaml_blocks(&read(&package_root().join(page)));
    assert!(!blocks.is_empty(), "{page} has no YAML block that names its file");
    for (path, text) in blocks {
        let path = folder.path().join(path);
        let parent = path.parent().expect("a file below a folder has a parent");
        fs::create_dir_all(parent).expect("a temporary folder is writable");
        fs::write(path, text).expect("a temporary folder is writable");
    }
    folder
}

fn yaml_blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    for block in page.split("\n```yaml\n").skip(1) {
        let text = block.split("\n```").next().unwrap_or(block);
        if let Some(path) = text.lines().next().and_then(|line| line.strip_prefix("# shop/")) {
            blocks.push((format!("shop/{path}"), format!("{text}\n")));
        }
    }
    blocks
}

/// The commands that a page shows in its `console` blocks, each with what it prints. `…` stands for
/// the rest.
fn sessions(page: &str) -> Vec<(String, String)> {
    let mut sessions: Vec<(String, String)> = Vec::new();
    for block in page.split("\n```console\n").skip(1) {
        for line in block.split("\n```").next().unwrap_or(block).lines() {
            match (line.strip_prefix("$ "), sessions.last_mut()) {
                (Some(command), _) => sessions.push((command.to_owned(), String::new())),
                (None, Some((_, shown))) => shown.extend([line, "\n"]),
                (None, None) => panic!("a console block begins with `{line}`"),
            }
        }
    }
    sessions
}

fn check(catalog: &TempDir) -> Output {
    Command::new(env!("CARGO_BIN_EXE_eventbook"))
        .args(["check", "shop"])
        .current_dir(catalog.path())
        .output()
        .expect("the program that was built with this test can be started")
}

fn clean(output: &Output) {
    let told = told(output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    for level in ["critical[", "error[", "warning["] {
        assert!(!told.contains(level), "{told}");
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn pages() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![package_root().join("book/src")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// The targets of Markdown's `[text](target)`, outside of code blocks.
fn link_targets(page: &str) -> Vec<String> {
    let prose = page.split("\n```").step_by(2);
    let ends = prose.flat_map(|text| text.split("](").skip(1));
    ends.filter_map(|text| text.split(')').next()).map(str::to_owned).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn blocks_and_links_are_read_from_a_page() {
    let page = "a [b](c.md#d)\n```yaml\n# shop/e.yaml\nf: 1\n```\n[g](h)\n```sh\n[i](j)\n```\n";
    assert_eq!(yaml_blocks(page), [("shop/e.yaml".to_owned(), "# shop/e.yaml\nf: 1\n".to_owned())]);
    assert_eq!(link_targets(page), ["c.md#d", "h"]);
}
