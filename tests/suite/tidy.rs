//! The laws of the tree that no compiler knows: where a file may stand, what it may be called, how
//! long it may be, and that a member is listed and has its fixture. The reasons stand in the book,
//! in `contributing/style.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use eventbook::lint::group::GROUPS;
use eventbook::lint::rules;

use crate::rust_text::{
    SourceFile, closing, code_of, entries, is_word, line_at, package_root, rust_files,
};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 80;
const DEEPEST: usize = 4;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 7] = ["utils", "util", "helpers", "common", "misc", "types", "manager"];

/// What may be longer than the law, as (`path` or `path: function`, the reason).
const LONGER: [(&str, &str); 0] = [];

/// Folders that hold the members of a contract, one a file.
const MEMBERS: [&str; 8] = [
    "src/document/kinds",
    "src/draw/diagrams",
    "src/lint/rules",
    "src/report/diffs",
    "src/report/formats",
    "src/site/pages",
    "src/transport/brokers",
    "src/transport/clients",
];

const RULES: &str = "src/lint/rules";

#[test]
fn every_file_opens_with_its_story() {
    let mute = all_files().into_iter().filter(|file| !file.text.starts_with("//! "));
    nothing("opens without `//!`", mute.map(|file| file.path));
}

#[test]
fn no_file_has_an_empty_name() {
    let empty = all_files().into_iter().filter(|file| {
        file.path.split('/').any(|part| EMPTY_NAMES.contains(&part.trim_end_matches(".rs")))
    });
    nothing("is called something that says nothing", empty.map(|file| file.path));
}

#[test]
fn no_file_lies_too_deep() {
    let deep =
        rust_files("src").into_iter().filter(|file| file.path.split('/').count() - 1 > DEEPEST);
    nothing("lies too deep below src", deep.map(|file| file.path));
}

#[test]
fn no_file_is_too_long() {
    let long = all_files().into_iter().filter_map(|file| {
        let lines = lines_without_tests(&file.text);
        let excused = LONGER.iter().any(|(name, _)| *name == file.path);
        (lines > LONGEST_FILE && !excused).then(|| format!("{}: {lines} lines", file.path))
    });
    nothing("is too long", long);
}

#[test]
fn no_function_is_too_long() {
    let long = all_files().into_iter().flat_map(|file| {
        let functions = functions(&code_of(&file.text)).into_iter();
        let path = file.path;
        functions.filter_map(move |(name, lines)| {
            let place = format!("{path}: {name}");
            let excused = LONGER.iter().any(|(name, _)| *name == place);
            (lines > LONGEST_FUNCTION && !excused).then(|| format!("{place}: {lines} lines"))
        })
    });
    nothing("is a function too long to be seen at once", long);
}

#[test]
fn nothing_panics_on_purpose_or_is_left_open() {
    let faults = rust_files("src").into_iter().flat_map(|file| {
        let open = open_ends(&file.text);
        open.into_iter().map(move |(line, what)| format!("{}:{line}: {what}", file.path))
    });
    nothing("must not be in the program", faults);
}

#[test]
fn every_member_is_in_its_list() {
    let mut forgotten = Vec::new();
    for folder in MEMBERS.map(str::to_owned).into_iter().chain(shelves()) {
        let members = members(&folder);
        if members.is_empty() {
            continue;
        }
        let list = list_of(&folder);
        let used = folder.starts_with(RULES);
        let unlisted = members.into_iter().filter(|name| !is_listed(&list, name, used));
        forgotten.extend(unlisted.map(|name| format!("{folder}/{name}.rs")));
    }
    nothing("is not in the list of its folder", forgotten);
}

#[test]
fn every_rule_stands_on_the_shelf_of_its_group() {
    let shelves: BTreeSet<String> = members(RULES).into_iter().collect();
    let groups = GROUPS.iter().map(|group| group.name().replace('-', "_"));
    assert_eq!(shelves, groups.collect());
    let stray = rules::RULES.iter().filter(|rule| {
        let (shelf, file) = (rule.group.name().replace('-', "_"), rule.name.replace('-', "_"));
        !package_root().join(format!("{RULES}/{shelf}/{file}.rs")).is_file()
    });
    nothing("stands on another shelf than its group says", stray.map(|rule| rule.name.to_owned()));
}

#[test]
fn every_rule_has_its_fixture() {
    let fixtures = fixtures();
    let folders = ["tests/suite/faults", "tests/suite/diff/cases"];
    let faults = folders.iter().flat_map(|folder| texts_below(&package_root().join(folder)));
    let faults = faults.collect::<Vec<_>>().join("\n");
    let untested =
        rule_ids().into_iter().filter(|id| !fixtures.contains(id) && !names_id(&faults, id));
    nothing("is a rule without a folder in tests/suite/rules", untested);
}

#[test]
fn every_fixture_has_its_rule() {
    // A rule's own file is its place; the ids of reading and of references stand in the text.
    let rules: BTreeSet<String> = rule_ids().into_iter().collect();
    let program: String = rust_files("src").into_iter().map(|file| file.text).collect();
    let stray = fixtures()
        .into_iter()
        .filter(|id| !rules.contains(id) && !program.contains(&format!("\"{id}\"")));
    nothing("is a folder in tests/suite/rules without a rule", stray);
}

#[test]
fn every_rule_tells_its_six_things() {
    let headings = ["What it finds", "Why it matters", "Bad", "Good", "When to allow it", "Source"];
    let rules = shelves().into_iter().flat_map(|shelf| {
        members(&shelf).into_iter().map(move |name| format!("{shelf}/{name}.rs"))
    });
    let silent = rules.filter(|rule| {
        let text = fs::read_to_string(package_root().join(rule)).expect("a rule is readable UTF-8");
        let told: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("//! #"))
            .map(|heading| heading.trim_start_matches('#').trim())
            .collect();
        !headings.iter().all(|heading| told.contains(heading))
    });
    nothing("lacks a heading of a rule's page", silent);
}

fn all_files() -> Vec<SourceFile> {
    let mut files = rust_files("src");
    files.extend(rust_files("tests"));
    files.extend(rust_files("examples"));
    files
}

fn nothing(what: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().map(|one| format!("{one} {what}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn lines_without_tests(text: &str) -> usize {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text).lines().count()
}

/// Every function with a body, with the lines from its name to its closing brace.
fn functions(code: &str) -> Vec<(String, usize)> {
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if at > 0 && is_word(bytes[at - 1]) {
            continue;
        }
        let name: String =
            code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        // Brackets are skipped whole, since a `;` in the type `[u8; 4]` ends no signature.
        let mut end = at + 3;
        while end < bytes.len() && !matches!(bytes[end], b'{' | b';') {
            end = if matches!(bytes[end], b'(' | b'[') { closing(bytes, end) + 1 } else { end + 1 };
        }
        if bytes.get(end) == Some(&b'{') && !name.is_empty() {
            let last = closing(bytes, end);
            found.push((name, line_at(bytes, last) - line_at(bytes, at) + 1));
        }
    }
    found
}

fn open_ends(text: &str) -> Vec<(usize, &'static str)> {
    let code = code_of(text);
    let mut found = Vec::new();
    for what in [".unwrap()", "todo!", "unimplemented!", "dbg!"] {
        found.extend(code.match_indices(what).map(|(at, _)| (line_at(code.as_bytes(), at), what)));
    }
    found
}

/// The names of the members of a folder: its files, without the list itself.
fn members(folder: &str) -> Vec<String> {
    let files = entries(&package_root().join(folder)).into_iter();
    let names = files.filter_map(|path| {
        let rust = path.is_dir() || path.extension().is_some_and(|extension| extension == "rs");
        rust.then(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
    });
    names.filter(|name| name != "mod").collect()
}

/// The code of a folder's list: its `mod.rs`, or the file beside it of the same name.
fn list_of(folder: &str) -> String {
    let root = package_root();
    let list = fs::read_to_string(root.join(folder).join("mod.rs"))
        .or_else(|_| fs::read_to_string(root.join(format!("{folder}.rs"))))
        .unwrap_or_else(|error| panic!("{folder} has members but no list: {error}"));
    code_of(&list)
}

/// A member is declared, and a rule is named once more: a rule that is only declared judges nobody.
fn is_listed(list: &str, name: &str, used: bool) -> bool {
    let uses = list.match_indices(name).filter(|(at, _)| {
        let bytes = list.as_bytes();
        let starts = *at == 0 || !is_word(bytes[at - 1]);
        starts && bytes.get(at + name.len()).is_none_or(|&byte| !is_word(byte))
    });
    list.contains(&format!("mod {name};")) && uses.count() > usize::from(used)
}

fn rule_ids() -> Vec<String> {
    let rules = shelves().into_iter().flat_map(|shelf| members(&shelf));
    rules.map(|name| name.replace('_', "-")).collect()
}

/// The folders of rules, one a group.
fn shelves() -> Vec<String> {
    members(RULES).into_iter().map(|group| format!("{RULES}/{group}")).collect()
}

fn fixtures() -> Vec<String> {
    let folders = entries(&package_root().join("tests/suite/rules")).into_iter();
    let names = folders
        .filter(|path| path.is_dir())
        .filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    names.collect()
}

fn texts_below(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            texts.extend(texts_below(&path));
        } else {
            // Some faults are files that are no text at all; they name no rule.
            texts.extend(fs::read_to_string(&path).ok());
        }
    }
    texts
}

/// Whether an id stands in a text as a whole: `dual-write` does not in `dual-writes`.
fn names_id(text: &str, id: &str) -> bool {
    let part = |byte: u8| is_word(byte) || byte == b'-';
    text.match_indices(id).any(|(at, _)| {
        let bytes = text.as_bytes();
        let starts = at == 0 || !part(bytes[at - 1]);
        starts && bytes.get(at + id.len()).is_none_or(|&byte| !part(byte))
    })
}

/// Planted faults: a check that cannot fail is no check.
mod planted {
    use super::*;

    #[test]
    fn a_long_function_is_measured() {
        let body = "    let x = 1;\n".repeat(90);
        let code =
            format!("fn short() -> [u8; 4] {{ [0; 4] }}\nimpl A {{ fn long() {{\n{body}}} }}\n");
        assert_eq!(functions(&code), [("short".to_owned(), 1), ("long".to_owned(), 92)]);
        assert_eq!(functions("trait A { fn none(&self); }"), []);
    }

    #[test]
    fn an_open_end_is_found() {
        let text = "fn f() {\n    a.unwrap();\n    todo!()\n}\n// b.unwrap()\n\
            #[cfg(test)]\nmod tests { fn g() { c.unwrap() } }\n";
        assert_eq!(open_ends(text), [(2, ".unwrap()"), (3, "todo!")]);
    }

    #[test]
    fn inline_tests_do_not_count() {
        assert_eq!(lines_without_tests("a\nb\n#[cfg(test)]\nmod tests {\nc\n}\n"), 2);
    }

    #[test]
    fn a_member_that_is_only_declared_is_no_rule() {
        let list = "mod dual_write;\npub const RULES: [Rule; 1] = [dual_write::RULE];";
        assert!(is_listed(list, "dual_write", true));
        assert!(!is_listed("mod dual_write;", "dual_write", true));
        assert!(is_listed("mod kafka;", "kafka", false));
        assert!(!is_listed("mod kafkaesque;", "kafka", false));
    }

    #[test]
    fn an_id_counts_as_a_whole() {
        assert!(names_id("error[dual-write]: x", "dual-write"));
        assert!(!names_id("error[dual-writes]: x", "dual-write"));
    }
}
