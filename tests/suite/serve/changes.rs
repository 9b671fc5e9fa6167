//! Edits, by every way in which editors and people make them: the site follows, and what is broken
//! does not take the place of what is good.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::serve::{Server, until};
use crate::support::{catalog, copy_into};

const SETTINGS: &str = "title: Shop\n";

fn team(name: &str, summary: &str) -> String {
    format!("team: {name}\nsummary: {summary}\n")
}

fn small() -> TempDir {
    catalog(&[("eventbook.yaml", SETTINGS), ("teams/a.yaml", &team("a", "First."))])
}

/// Writes a file as an editor does.
type Way = fn(&Path, &str);

/// The ways in which editors write a file anew.
const WAYS: [(&str, Way); 5] = [
    ("in place", |path, text| fs::write(path, text).unwrap()),
    ("by a file that takes its place", |path, text| {
        let new = path.with_extension("yaml~new");
        fs::write(&new, text).unwrap();
        fs::rename(new, path).unwrap();
    }),
    ("by deleting it first", |path, text| {
        fs::remove_file(path).unwrap();
        sleep(Duration::from_millis(60));
        fs::write(path, text).unwrap();
    }),
    ("as vim does, the old one moved away", |path, text| {
        fs::write(path.with_file_name("4913"), "").unwrap();
        fs::remove_file(path.with_file_name("4913")).unwrap();
        let backup = path.with_extension("yaml~");
        fs::rename(path, &backup).unwrap();
        fs::write(path, text).unwrap();
        fs::remove_file(backup).unwrap();
    }),
    ("as JetBrains does, by two more files", |path, text| {
        let (new, old) =
            (path.with_extension("yaml___jb_tmp___"), path.with_extension("yaml___jb_old___"));
        fs::write(&new, text).unwrap();
        fs::rename(path, &old).unwrap();
        fs::rename(new, path).unwrap();
        fs::remove_file(old).unwrap();
    }),
];

#[test]
fn every_way_of_saving_is_followed() {
    let folder = small();
    let file = folder.path().join("teams/a.yaml");
    let server = Server::of(folder.path());
    for (number, (way, save)) in WAYS.into_iter().enumerate() {
        let word = format!("Written {number} times, {way}.");
        save(&file, &team("a", &format!("\"{word}\"")));
        server.until_page("/teams/a/", &word);
    }
}

#[test]
fn files_are_polled_where_the_system_does_not_tell() {
    let folder = small();
    let server = Server::with(folder.path(), &["--port", "0", "--poll"]);
    fs::write(folder.path().join("teams/a.yaml"), team("a", "Second.")).unwrap();
    server.until_page("/teams/a/", "Second.");
}

#[test]
fn folders_that_come_go_and_move_are_followed() {
    let folder = small();
    let root = folder.path();
    let server = Server::of(root);
    fs::create_dir_all(root.join("new/deep")).unwrap();
    fs::write(root.join("new/deep/b.yaml"), team("b", "Deep.")).unwrap();
    server.until_page("/teams/b/", "Deep.");
    fs::rename(root.join("new"), root.join("other")).unwrap();
    fs::write(root.join("other/deep/b.yaml"), team("b", "Moved.")).unwrap();
    server.until_page("/teams/b/", "Moved.");
    fs::remove_dir_all(root.join("other")).unwrap();
    until("the page is gone", || server.get("/teams/b/").status == 404);
    fs::create_dir_all(root.join("other/deep")).unwrap();
    fs::write(root.join("other/deep/b.yaml"), team("b", "Back.")).unwrap();
    server.until_page("/teams/b/", "Back.");
    // What is renamed has left its old page, and the name that pages show follows the settings.
    fs::write(root.join("other/deep/b.yaml"), team("c", "Renamed.")).unwrap();
    server.until_page("/teams/c/", "Renamed.");
    assert_eq!(server.get("/teams/b/").status, 404);
    fs::write(root.join("eventbook.yaml"), "title: Another shop\n").unwrap();
    server.until_page("/", "Another shop");
}

#[test]
fn the_root_may_go_and_come_back() {
    let place = TempDir::new().unwrap();
    let root = place.path().join("shop");
    let fill = |root: &Path, summary: &str| {
        fs::create_dir_all(root).unwrap();
        fs::write(root.join("a.yaml"), team("a", summary)).unwrap();
        fs::write(root.join("eventbook.yaml"), SETTINGS).unwrap();
    };
    fill(&root, "First.");
    let server = Server::of(&root);
    // Deleted and made again.
    fs::remove_dir_all(&root).unwrap();
    let told = server.until_broken(true);
    assert!(told["error"].as_str().unwrap().contains("shop"), "{told}");
    assert!(server.page("/teams/a/").contains("First."), "the last good site stays");
    fill(&root, "Second.");
    server.until_page("/teams/a/", "Second.");
    fs::write(root.join("a.yaml"), team("a", "Third.")).unwrap();
    server.until_page("/teams/a/", "Third.");
    // Replaced by another, which had a life before.
    fill(&place.path().join("other"), "Fourth.");
    fs::rename(&root, place.path().join("old")).unwrap();
    fs::rename(place.path().join("other"), &root).unwrap();
    server.until_page("/teams/a/", "Fourth.");
    fs::write(root.join("a.yaml"), team("a", "Fifth.")).unwrap();
    server.until_page("/teams/a/", "Fifth.");
    // A folder above it moves away, and another comes.
    let above = place.path().join("above");
    fill(&above.join("shop"), "Sixth.");
    let server = Server::of(&above.join("shop"));
    fs::rename(&above, place.path().join("away")).unwrap();
    fill(&above.join("shop"), "Seventh.");
    server.until_page("/teams/a/", "Seventh.");
}

#[test]
fn what_is_broken_does_not_take_the_place_of_what_is_good() {
    let folder = small();
    let file = folder.path().join("teams/a.yaml");
    let server = Server::of(folder.path());
    assert_eq!(server.state()["broken"], false);
    let good = server.get("/teams/a/").body;
    for (broken, rule, place) in [
        ("team: a\nsummary: \"open\n", "yaml-syntax", "teams/a.yaml:"),
        ("team: a\nsumary: x\n", "unknown-key", "teams/a.yaml:2:1"),
        (
            "team: a\n---\nstore: s\nkind: redis\nowner: nobody\n",
            "unknown-team",
            "teams/a.yaml:5:8",
        ),
    ] {
        fs::write(&file, broken).unwrap();
        until(rule, || server.state()["files"][0]["findings"][0]["rule"] == rule);
        let told = server.state();
        assert_eq!(told["broken"], true);
        let finding = &told["files"][0]["findings"][0];
        assert!(finding["place"].as_str().unwrap().starts_with(place), "{told}");
        assert_eq!(server.get("/teams/a/").body, good, "the last good page stays");
        assert_eq!(server.get("/stores/s/").status, 404);
    }
    fs::write(folder.path().join("eventbook.yaml"), "titel: Shop\n").unwrap();
    until("the settings are told", || server.state()["files"][0]["path"] == "eventbook.yaml");
    fs::write(folder.path().join("eventbook.yaml"), SETTINGS).unwrap();
    fs::write(&file, team("a", "Mended.")).unwrap();
    server.until_broken(false);
    server.until_page("/teams/a/", "Mended.");
    assert!(server.notes().contains("error[unknown-key]"), "{}", server.notes());
}

#[test]
fn what_was_broken_from_the_start_is_shown_as_far_as_it_goes() {
    let folder = small();
    fs::write(folder.path().join("teams/b.yaml"), "team: b\nsumary: x\n").unwrap();
    let server = Server::of(folder.path());
    assert_eq!(server.state()["broken"], true);
    assert!(server.page("/teams/a/").contains("First."));
    fs::write(folder.path().join("teams/a.yaml"), team("a", "Second.")).unwrap();
    server.until_page("/teams/a/", "Second.");
    // With settings that say nothing there is no site at all: the page waits, and then follows.
    fs::write(folder.path().join("eventbook.yaml"), "titel: x\n").unwrap();
    let server = Server::of(folder.path());
    let waiting = server.get("/teams/a/");
    assert_eq!(waiting.status, 503);
    assert!(String::from_utf8(waiting.body).unwrap().contains("/-/eventbook/reload.js"));
    fs::write(folder.path().join("eventbook.yaml"), SETTINGS).unwrap();
    server.until_page("/teams/a/", "Second.");
}

#[test]
fn what_a_rule_finds_is_counted_and_shown() {
    let folder = small();
    let server = Server::of(folder.path());
    assert_eq!(server.state()["counts"], "");
    let event = "event: Paid\nversion: 1.0.0\nowner: a\nschema: { type: object }\n";
    fs::write(folder.path().join("paid.yaml"), event).unwrap();
    server.until_page("/events/Paid/", "Paid");
    let told = server.state();
    assert_eq!(told["broken"], false, "{told}");
    assert_ne!(told["counts"], "", "{told}");
}

#[test]
fn a_change_that_changes_nothing_is_no_change() {
    let folder = small();
    let file = folder.path().join("teams/a.yaml");
    let server = Server::of(folder.path());
    let (tag, first) = (server.get("/teams/a/"), server.state());
    let text = fs::read_to_string(&file).unwrap();
    // At once, or the file could be read while it is empty.
    let (_, at_once) = WAYS[1];
    at_once(&file, &text);
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    // A change that counts comes after it, so that there is something to wait for.
    sleep(Duration::from_millis(200));
    at_once(&folder.path().join("teams/b.yaml"), &team("b", "New."));
    server.until_page("/teams/b/", "New.");
    let number = |told: &serde_json::Value| told["number"].as_u64().unwrap();
    assert_eq!(number(&server.state()), number(&first) + 1);
    assert_ne!(server.get("/teams/a/").header("etag"), tag.header("etag"), "the list is longer");
    assert_eq!(tag.header("etag").map(str::len), Some(18));
}

#[test]
fn a_checkout_of_many_files_is_followed_to_its_end() {
    let folder = small();
    let many = TempDir::new().unwrap();
    for number in 0..300 {
        let text = team(&format!("t{number}"), "Many.");
        let path = many.path().join(format!("f{}/{number}.yaml", number % 7));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let server = Server::of(folder.path());
    copy_into(many.path(), &folder.path().join("many"));
    until("all are there", || {
        [0, 150, 299].iter().all(|number| server.get(&format!("/teams/t{number}/")).status == 200)
    });
}
