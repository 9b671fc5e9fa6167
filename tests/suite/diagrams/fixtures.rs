//! `<kind>/<case>/input.json` gives `expected.svg` and `expected.txt`; `UPDATE=1` writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use eventbook::draw::diagrams::DIAGRAMS;
use snapbox::{Assert, Data};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/diagrams")
}

#[expect(clippy::disallowed_methods, reason = "tests read their own fixtures")]
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests read their own fixtures")]
fn every_model_is_drawn_as_expected() {
    let assert = Assert::new();
    let update = std::env::var_os("UPDATE").is_some();
    for diagram in DIAGRAMS {
        for case in names(&folder().join(diagram.name)) {
            let path = folder().join(diagram.name).join(&case);
            let input = std::fs::read_to_string(path.join("input.json")).unwrap();
            let drawing = (diagram.from_json)(&input)
                .unwrap_or_else(|error| panic!("{}/{case}: {error}", diagram.name));
            for (name, actual) in [("expected.svg", &drawing.svg), ("expected.txt", &drawing.text)]
            {
                let expected = path.join(name);
                if update {
                    std::fs::write(&expected, actual).unwrap();
                }
                assert.eq(Data::text(actual).raw(), Data::read_from(&expected, None).raw());
            }
        }
    }
}

#[test]
fn every_member_is_listed_and_has_fixtures() {
    let members = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/draw/diagrams");
    let mut files: Vec<String> = names(&members)
        .into_iter()
        .filter(|name| name != "mod.rs")
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .collect();
    let mut listed: Vec<String> = DIAGRAMS.iter().map(|diagram| diagram.name.to_owned()).collect();
    listed.sort();
    files.sort();
    assert_eq!(files, listed, "src/draw/diagrams/mod.rs lists every member");
    for name in listed {
        assert!(names(&folder().join(&name)).len() >= 4, "{name} has four fixtures or more");
    }
}
