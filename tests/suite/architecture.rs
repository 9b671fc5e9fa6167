//! The walls that the compiler does not keep in one package: imports run only downward, and each
//! foreign crate has one door. The page `architecture.md` of the book is the rule: its tables are
//! read here, so page and code cannot drift apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::rust_text::{SourceFile, code_of, is_word, line_at, package_root, rust_files};

const PAGE: &str = "book/src/contributing/architecture.md";

/// These two are the binary: a crate of its own, which sees the library as everybody does.
const BINARY: [&str; 2] = ["main", "command"];

/// The floor of each module of the top level.
type Floors = BTreeMap<String, u32>;
/// Where each foreign crate may be named; `anywhere` stands for every module.
type Doors = BTreeMap<String, Vec<String>>;

#[test]
fn imports_run_downward() {
    let floors = floors(&page());
    let faults: Vec<String> =
        rust_files("src").iter().flat_map(|file| upward_imports(file, &floors)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_binary_sees_only_the_public_library() {
    let faults: Vec<String> = rust_files("src").iter().flat_map(binary_faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_stands_on_a_floor() {
    let floors: BTreeSet<String> = floors(&page()).into_keys().collect();
    let modules: BTreeSet<String> =
        rust_files("src").iter().map(|file| room(&file.path).to_owned()).collect();
    let homeless: Vec<&String> = modules.difference(&floors).collect();
    assert!(homeless.is_empty(), "no floor in {PAGE} for {homeless:?}");
    // `output` is the last stage: as soon as it stands, so must all that it rests on.
    if modules.contains("output") {
        let empty: Vec<&String> = floors.difference(&modules).collect();
        assert!(empty.is_empty(), "floors without a module in {PAGE}: {empty:?}");
    }
}

#[test]
fn every_foreign_crate_keeps_to_its_door() {
    let doors = doors(&page());
    let faults: Vec<String> =
        rust_files("src").iter().flat_map(|file| wrong_doors(file, &doors)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_dependency_has_a_door() {
    let manifest = read("Cargo.toml");
    let stated: BTreeSet<String> = doors(&page()).into_keys().collect();
    assert_eq!(
        dependencies(&manifest),
        stated,
        "the dependencies of Cargo.toml (left) and the doors of {PAGE} (right) differ"
    );
}

fn page() -> String {
    read(PAGE)
}

fn read(path: &str) -> String {
    fs::read_to_string(package_root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn floors(page: &str) -> Floors {
    let floor = |text: &str| text.parse().unwrap_or_else(|_| panic!("not a floor: {text}"));
    let rows = table(page, &["floor", "module", "what it is"]);
    rows.into_iter().map(|row| (row[1].clone(), floor(&row[0]))).collect()
}

fn doors(page: &str) -> Doors {
    let rows = table(page, &["crate", "door"]);
    let places = |text: &str| text.split(',').map(|door| door.trim().to_owned()).collect();
    rows.into_iter().map(|row| (row[0].clone(), places(&row[1]))).collect()
}

/// The rows of the Markdown table with these headings, without backquotes. No such table, or an
/// empty one, is a panic: a rule that cannot be read must not pass.
fn table(page: &str, headings: &[&str]) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().replace('`', "")).collect()
    };
    let rows: Vec<Vec<String>> = page
        .lines()
        .skip_while(|line| !line.starts_with('|') || cells(line) != headings)
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect();
    assert!(!rows.is_empty(), "{PAGE} has no table with the headings {headings:?}");
    for row in &rows {
        assert_eq!(row.len(), headings.len(), "a row of another width: {row:?}");
    }
    rows
}

fn upward_imports(file: &SourceFile, floors: &Floors) -> Vec<String> {
    let own = room(&file.path);
    if BINARY.contains(&own) {
        return Vec::new();
    }
    let Some(floor) = floors.get(own) else { return Vec::new() };
    let code = code_of(&file.text);
    let mut faults = Vec::new();
    for (line, name) in crate_imports(&code) {
        // What is no module of the top level is an item of the library's own root.
        let target = if floors.contains_key(&name) { name.as_str() } else { "lib" };
        if target != own && floors.get(target) >= Some(floor) {
            faults.push(format!(
                "{}:{line}: `{own}` (floor {floor}) imports `crate::{name}` (floor {})",
                file.path,
                floors.get(target).map_or_else(|| "?".to_owned(), u32::to_string)
            ));
        }
    }
    faults.extend(climbs(file, &code));
    faults
}

/// `super` that leaves the file's own room would hide an import from the floors.
fn climbs(file: &SourceFile, code: &str) -> Vec<String> {
    let depth = module_path(&file.path).len();
    let chain = "super::".repeat(depth.max(1));
    let climbs = depth > 0 && code.contains(&chain);
    climbs
        .then(|| format!("{}: `{chain}` leaves the room: write `crate::`", file.path))
        .into_iter()
        .collect()
}

fn binary_faults(file: &SourceFile) -> Vec<String> {
    if !BINARY.contains(&room(&file.path)) {
        return Vec::new();
    }
    let code = code_of(&file.text);
    crate_imports(&code)
        .into_iter()
        .filter(|(_, name)| name != "command")
        .map(|(line, name)| {
            format!("{}:{line}: the binary imports `crate::{name}`: use `eventbook::`", file.path)
        })
        .collect()
}

fn wrong_doors(file: &SourceFile, doors: &Doors) -> Vec<String> {
    let own = module_path(&file.path).join("::");
    let code = code_of(&file.text);
    let allowed =
        |door: &String| door == "anywhere" || own == *door || own.starts_with(&format!("{door}::"));
    let mut faults = Vec::new();
    for (name, places) in doors.iter().filter(|(_, places)| !places.iter().any(allowed)) {
        for line in crate_uses(&code, name) {
            let doors = places.join(", ");
            faults
                .push(format!("{}:{line}: `{name}` is used outside its door `{doors}`", file.path));
        }
    }
    faults
}

/// The module of the top level that a file belongs to: `src/lint/rule.rs` is in `lint`.
fn room(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

/// `src/lint/rules/mod.rs` is `lint`, `rules`; the two roots are no module below themselves.
fn module_path(path: &str) -> Vec<&str> {
    let inside = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let mut path: Vec<&str> = inside.split('/').collect();
    if path.last() == Some(&"mod") || path == ["lib"] || path == ["main"] {
        path.pop();
    }
    path
}

/// The first name after every `crate::`, with its line; a group has one for each of its members.
fn crate_imports(code: &str) -> Vec<(usize, String)> {
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate") {
        let whole = at == 0 || !is_word(bytes[at - 1]);
        let rest = code[at + "crate".len()..].trim_start();
        let Some(rest) = rest.strip_prefix("::").filter(|_| whole) else { continue };
        let rest = rest.trim_start();
        let line = line_at(bytes, at);
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_names(group).into_iter().map(|name| (line, name))),
            None => found.push((line, first_word(rest))),
        }
    }
    found
}

/// The first name of each member of a use group, given what follows its opening brace.
fn first_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut fresh) = (Vec::new(), 0, true);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && !character.is_whitespace() => {
                names.push(first_word(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn first_word(code: &str) -> String {
    code.bytes().take_while(|&byte| is_word(byte)).map(char::from).collect()
}

/// The lines where a crate is named: `name::…` at the start of a path, or `use name`.
fn crate_uses(code: &str, name: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    let mut lines = Vec::new();
    for (at, _) in code.match_indices(name) {
        let before = code[..at].trim_end();
        let after = code[at + name.len()..].trim_start();
        let whole = !before.ends_with("::") || before.trim_end_matches("::").ends_with([' ', '(']);
        let starts = at == 0 || !is_word(bytes[at - 1]);
        let ends = bytes.get(at + name.len()).is_none_or(|&byte| !is_word(byte));
        let used = after.starts_with("::") || before.ends_with("use");
        if starts && ends && whole && used {
            lines.push(line_at(bytes, at));
        }
    }
    lines
}

/// The names under every `[dependencies]` of the manifest, as code spells them.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            let runtime = line.ends_with("dependencies]");
            inside = runtime && !line.contains("dev-") && !line.contains("build-");
        } else if inside && !line.starts_with('#') {
            names.extend(line.split_once('=').map(|(name, _)| name.trim().replace('-', "_")));
        }
    }
    names
}

/// Planted faults: a check that cannot fail is no check.
mod planted {
    use super::*;

    const PLAN: &str = "# Floors\n\n\
        | floor | module | what it is |\n|---|---|---|\n\
        | 14 | `main` | in and out |\n| 14 | `command` | the binary |\n| 13 | `lib` | the line |\n\
        | 9 | `lint` | verdicts |\n| 9 | `draw` | pictures |\n| 7 | `graph` | flows |\n\n\
        | crate | door |\n|---|---|\n\
        | `petgraph` | `graph` |\n| `tera` | `output` |\n| `rayon` | anywhere |\n";

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.to_owned(), text: text.to_owned() }
    }

    fn imports(path: &str, text: &str) -> usize {
        upward_imports(&file(path, text), &floors(PLAN)).len()
    }

    #[test]
    fn an_upward_or_level_import_is_found() {
        assert_eq!(imports("src/graph/mod.rs", "use crate::lint::rule::Rule;"), 1);
        assert_eq!(imports("src/draw/mod.rs", "use crate::lint;"), 1);
        assert_eq!(imports("src/graph.rs", "use crate::{\n graph::{a, b},\n lint::c,\n};"), 1);
        assert_eq!(imports("src/graph.rs", "fn f() -> crate::draw::Svg { crate :: lint::g() }"), 2);
        assert_eq!(imports("src/graph.rs", "use crate::Site;"), 1, "an item of the root");
        assert_eq!(imports("src/graph/trace.rs", "use super::super::lint;"), 1);
        assert_eq!(imports("src/graph.rs", "use super::lint;"), 1);
    }

    #[test]
    fn a_downward_import_is_none() {
        assert_eq!(imports("src/lint/rules/x.rs", "use crate::graph::FlowGraph;"), 0);
        assert_eq!(imports("src/lint/rules/x.rs", "use crate::lint::rule::Rule;"), 0);
        assert_eq!(imports("src/lint/rules/x.rs", "use super::super::rule::Rule;"), 0);
        assert_eq!(imports("src/graph.rs", "// crate::lint\npub(crate) struct A;"), 0);
        assert_eq!(imports("src/lib.rs", "pub use crate::graph::FlowGraph;"), 0);
    }

    #[test]
    fn the_binary_may_not_reach_inside() {
        let faults = |text| binary_faults(&file("src/command/check.rs", text)).len();
        assert_eq!(faults("use crate::lint::judge;"), 1);
        assert_eq!(faults("use crate::command::exit; use eventbook::lint::judge;"), 0);
    }

    #[test]
    fn a_crate_outside_its_door_is_found() {
        let faults = |path, text| wrong_doors(&file(path, text), &doors(PLAN)).len();
        assert_eq!(faults("src/lint/mod.rs", "use petgraph::Graph;"), 1);
        assert_eq!(faults("src/lint/mod.rs", "use {petgraph::Graph};"), 1);
        assert_eq!(faults("src/lint/mod.rs", "fn f(g: &petgraph::Graph) {}"), 1);
        assert_eq!(faults("src/lint/mod.rs", "fn f(g: ::petgraph::Graph) {}"), 1);
        assert_eq!(faults("src/lint/mod.rs", "use tera as t;"), 1);
        assert_eq!(faults("src/graph/trace.rs", "use petgraph::Graph; use rayon::prelude::*;"), 0);
        assert_eq!(faults("src/lint/mod.rs", "use crate::graph::petgraph::x; let tera = 1;"), 0);
    }

    #[test]
    fn a_page_without_its_table_is_no_rule() {
        assert!(std::panic::catch_unwind(|| floors("# Floors\n\nNone.")).is_err());
    }

    #[test]
    fn dependencies_are_read_from_the_manifest() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\n# a = \"1\"\nb-c = \"1\"\n\
            [target.'cfg(unix)'.dependencies]\nd = { version = \"1\" }\n[dev-dependencies]\ne = \"1\"\n";
        assert_eq!(dependencies(manifest), BTreeSet::from(["b_c".to_owned(), "d".to_owned()]));
    }
}
