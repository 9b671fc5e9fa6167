//! `new`: each kind has a template, each of its keys is explained, and what is written is read
//! without a complaint about its shape.

use std::collections::BTreeSet;
use std::fs;

use eventbook::document::kind::Kind;
use eventbook::document::kinds::KINDS;
use eventbook::document::tree::Node;
use eventbook::document::{self, schema};
use eventbook::output::draft::Draft;
use eventbook::source::{SourceFile, Sources};
use eventbook::transport::brokers::BROKERS;

use crate::init::{done, refused};
use crate::rust_text::entries;
use crate::support::{catalog, repository};

const SETTINGS: (&str, &str) = ("eventbook.yaml", "title: Test\n");

fn draft(kind: &'static Kind) -> String {
    let id = "NewThing".parse().unwrap();
    Draft { kind, id, keys: Vec::new() }.text()
}

/// The one document of a text, which must have no fault of its shape.
fn read(what: &str, text: &str) -> Node {
    let file =
        |path: &str, text: &str| SourceFile::new(path.to_owned(), text.to_owned(), true, None);
    let sources =
        Sources::new("/".into(), vec![file(SETTINGS.0, SETTINGS.1), file("a.yaml", text)]);
    let (mut documents, findings) = document::parse(&sources);
    let told: Vec<&str> = findings.iter().map(|finding| &*finding.message).collect();
    assert_eq!(told, Vec::<&str>::new(), "{what}:\n{text}");
    assert_eq!(documents.documents.len(), 1, "{what}");
    documents.documents.remove(0).node
}

/// The optional keys of a template, as the lines of their comments: `# key:` and what is indented
/// below it.
fn blocks(text: &str) -> Vec<(String, Vec<usize>)> {
    let mut blocks: Vec<(String, Vec<usize>)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix("# ") else { continue };
        let key = comment.split_once(':').map_or("", |(key, _)| key);
        let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
        match blocks.last_mut() {
            _ if !key.is_empty() && key.chars().all(is_key) => {
                blocks.push((key.to_owned(), vec![number]));
            }
            Some((_, lines)) if comment.starts_with(' ') => lines.push(number),
            _ => {}
        }
    }
    blocks
}

/// A text with some of its lines taken out of their comments.
fn uncommented(text: &str, lines: &[usize]) -> String {
    let live = text.lines().enumerate().map(|(number, line)| {
        let line = if lines.contains(&number) { &line[2..] } else { line };
        format!("{line}\n")
    });
    live.collect()
}

#[test]
fn every_kind_has_a_template_and_every_template_a_kind() {
    let templates = entries(&repository("starters/documents"));
    let names: BTreeSet<&str> =
        templates.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
    let kinds: BTreeSet<&str> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(names, kinds, "starters/documents has one file for each kind");
}

#[test]
fn a_template_is_valid_with_each_of_its_optional_keys() {
    for kind in KINDS {
        let text = draft(kind);
        read(kind.name, &text);
        let blocks = blocks(&text);
        assert!(blocks.len() > 2, "{}: {blocks:?}", kind.name);
        for (key, lines) in &blocks {
            let node = read(&format!("{}: {key}", kind.name), &uncommented(&text, lines));
            assert!(node.get(key).is_some(), "{}: {key}", kind.name);
        }
        let all: Vec<usize> = blocks.iter().flat_map(|(_, lines)| lines.clone()).collect();
        read(&format!("{}: all keys", kind.name), &uncommented(&text, &all));
    }
}

#[test]
fn a_template_explains_every_key_of_its_kind() {
    for kind in KINDS {
        let text = draft(kind);
        let live = read(kind.name, &text);
        let blocks = blocks(&text);
        let schema = &schema::shape(kind).schema;
        let keys = schema["properties"].as_object().unwrap().keys();
        for key in keys.filter(|key| BROKERS.iter().all(|broker| broker.name != *key)) {
            let block = blocks.iter().find(|(known, _)| known == key);
            let line = block.and_then(|(_, lines)| text.lines().nth(lines[0]));
            let told =
                line.is_some_and(|line| line[2..].contains(" # ")) || live.get(key).is_some();
            assert!(told, "starters/documents/{}.yaml does not explain `{key}`", kind.name);
        }
    }
}

#[test]
fn blocks_and_prose_are_told_apart() {
    let text = "# What it is.\na: 1\n# b: 2  # why\n# c:\n#   - d\n# prose\n";
    let expected = [("b".to_owned(), vec![2]), ("c".to_owned(), vec![3, 4])];
    assert_eq!(blocks(text), expected);
    assert_eq!(uncommented(text, &[3, 4]).lines().nth(4), Some("  - d"));
}

#[test]
fn every_kind_begins_with_its_schema() {
    let folder = catalog(&[SETTINGS]);
    for kind in KINDS {
        let told = done(folder.path(), &["new", kind.name, "NewThing"]);
        let (path, line) = told.trim_end().rsplit_once(':').unwrap();
        assert_eq!(path, format!("{}s/new-thing.yaml", kind.name));
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        let above = text.lines().nth(line.parse::<usize>().unwrap() - 2);
        assert_eq!(above, Some(&*format!("{}: NewThing", kind.name)));
        // An editor takes the path from the file that names it.
        let schema = text.lines().next().unwrap();
        let schema = schema.strip_prefix("# yaml-language-server: $schema=").unwrap();
        let schema = folder.path().join(path).parent().unwrap().join(schema);
        assert_eq!(fs::read_to_string(schema).unwrap(), schema::text(kind));
    }
}

#[test]
fn what_is_known_already_is_filled_in() {
    let folder = catalog(&[SETTINGS]);
    done(folder.path(), &["new", "event", "404", "--owner", "shop-team", "--domain", "No"]);
    let text = fs::read_to_string(folder.path().join("events/404.yaml")).unwrap();
    let node = read("event", &text);
    let value = |key| node.get(key).and_then(Node::text);
    assert_eq!(
        [value("event"), value("owner"), value("domain")],
        [Some("404"), Some("shop-team"), Some("No")]
    );
    let why = refused(folder.path(), &["new", "team", "a", "--owner", "b"]);
    assert_eq!(why, "error: a document of the kind `team` has no `owner`\n");
    let why = refused(folder.path(), &["new", "domain", "a", "--domain", "b"]);
    assert_eq!(why, "error: a document of the kind `domain` has no `domain`\n");
}

#[test]
fn the_catalog_is_found_from_below_and_from_elsewhere() {
    let folder = catalog(&[SETTINGS, ("shop/a.yaml", "team: a\n")]);
    let below = folder.path().join("shop");
    done(&below, &["new", "team", "b"]);
    let elsewhere = tempfile::tempdir().unwrap();
    done(elsewhere.path(), &["new", "team", "c", folder.path().to_str().unwrap()]);
    for team in ["b", "c"] {
        assert!(folder.path().join(format!("teams/{team}.yaml")).is_file());
    }
    assert!(refused(elsewhere.path(), &["new", "team", "d"]).contains("eventbook.yaml"));
}

#[test]
fn what_is_declared_is_not_begun_again() {
    let folder = catalog(&[
        SETTINGS,
        ("shop.yaml", "team: a\n---\nevent: OrderPlaced\nversion: 1\n"),
        ("broken.yaml", "team: night\n\tx: [\n"),
        ("topics/order-events.yaml", "# nothing yet\n"),
    ]);
    let root = folder.path();
    for (arguments, why) in [
        (["event", "OrderPlaced"], "shop.yaml:3:8 declares it already"),
        (["event", "orderplaced"], "`OrderPlaced` in shop.yaml:3:8 declares it already"),
        (["team", "night"], "broken.yaml declares it already"),
        (["topic", "order-events"], "\n  topics/order-events.yaml\n"),
        (["event", "order placed"], "an id has only letters"),
        (["event", "../x"], "holds '/'"),
        (["event", ""], "is empty"),
    ] {
        let told = refused(root, &["new", arguments[0], arguments[1]]);
        assert!(told.contains(why), "{told}");
    }
    done(root, &["new", "service", "OrderPlaced"]);
}

#[test]
fn what_would_not_be_read_is_not_written() {
    let settings = "title: A\ndocuments: [\"catalog/**/*.yaml\"]\n";
    let folder = catalog(&[("eventbook.yaml", settings), ("catalog/a.yaml", "team: a\n")]);
    let told = refused(folder.path(), &["new", "team", "b"]);
    assert!(told.contains("it would not be read as a document"), "{told}");
    let folder = catalog(&[("eventbook.yaml", "titel: A\n")]);
    assert!(refused(folder.path(), &["new", "team", "b"]).contains("did you mean `title`?"));
}

#[test]
fn an_old_schema_is_renewed_and_a_link_is_not_followed() {
    let folder = catalog(&[SETTINGS, (".eventbook/schemas/team.schema.json", "{}\n")]);
    done(folder.path(), &["new", "team", "b"]);
    let schema = folder.path().join(".eventbook/schemas/team.schema.json");
    let team = KINDS.iter().find(|kind| kind.name == "team").unwrap();
    assert_eq!(fs::read_to_string(schema).unwrap(), schema::text(team));
    let elsewhere = catalog(&[("schemas/team.schema.json", "mine")]);
    for link in [".eventbook", "teams"] {
        let folder = catalog(&[SETTINGS]);
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(link)).unwrap();
        assert!(refused(folder.path(), &["new", "team", "b"]).contains("symbolic link"), "{link}");
        assert!(!folder.path().join("teams/b.yaml").exists());
    }
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
}
