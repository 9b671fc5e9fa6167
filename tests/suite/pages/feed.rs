//! The feed of changes: an entry for each version, with a name that stays and a day that no clock
//! gave it.

use std::collections::BTreeSet;

use super::markup::{attribute, tags};
use super::{built, kinds, pages, text, versions};
use crate::support::{catalog, repository};

const FEED: &str = "changes.atom";

/// The texts of all elements of a name.
fn texts<'a>(feed: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = feed.split(open.as_str()).skip(1);
    parts.map(|rest| rest.split(close.as_str()).next().unwrap_or(rest)).collect()
}

#[test]
fn every_version_has_an_entry_of_its_own() {
    let files = versions();
    let feed = text(&files, FEED);
    let ids = texts(feed, "id");
    let entries = 4 + 2 + 3;
    assert_eq!(feed.matches("<entry>").count(), entries);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), entries + 1, "with that of the feed");
    let id = "tag:events.example.com,2026:/catalog/events/OrderPlaced/2.1.0/";
    assert!(ids.contains(&id), "{ids:?}");
    assert!(texts(feed, "title").contains(&"Changes of Tarnfell Outfitters"));
    let base = "https://events.example.com/catalog/";
    let mut led = 0;
    for tag in tags(feed).iter().filter(|tag| tag.name == "link") {
        let address = attribute(tag, "href").expect("a link leads somewhere");
        let path = address.strip_prefix(base).expect("an address is whole");
        assert!(path == FEED || path.ends_with("/index.html"), "{path} names no file");
        if path != FEED {
            text(&files, path);
        }
        led += 1;
    }
    assert_eq!(led, entries + 2);
}

#[test]
fn a_day_is_what_the_documents_state() {
    let files = versions();
    let feed = text(&files, FEED);
    let entry = |version: &str| {
        let entries = feed.split("<entry>").skip(1);
        let id = format!("/OrderPlaced/{version}/</id>");
        let found = entries.clone().find(|entry| entry.contains(&id));
        texts(found.expect("every version has an entry"), "updated")[0]
    };
    // 1.0.0 is given up since that day, and 2.0.0 came for it; 2.1.0, of which nothing is stated, is
    // no older.
    assert_eq!(entry("1.0.0"), "2026-03-01T00:00:00Z");
    assert_eq!(entry("2.0.0"), "2026-03-01T00:00:00Z");
    assert_eq!(entry("2.1.0"), "2026-03-01T00:00:00Z");
    let days = texts(feed, "updated");
    assert_eq!(days[0], days[1], "the feed is as new as its newest entry");
    assert!(days.iter().skip(1).is_sorted_by(|one, other| one >= other), "{days:?}");
    let of_it = |id: &&str| id.contains("/OrderPlaced/");
    let ids: Vec<&str> = texts(feed, "id").into_iter().filter(of_it).collect();
    let place = |version: &str| {
        let id = format!("/OrderPlaced/{version}/");
        ids.iter().position(|known| known.ends_with(&id)).expect("every version has an entry")
    };
    assert!(place("2.1.0") < place("2.0.0") && place("2.0.0") < place("1.0.0"), "{ids:?}");
}

#[test]
fn it_is_linked_where_changes_are_looked_for_and_written_where_the_address_is_known() {
    let files = versions();
    let told = |page: &str| page.contains("type=\"application/atom+xml\"");
    for (path, page) in pages(&files) {
        let expected = path == "index.html"
            || path.starts_with("changes/")
            || path.contains("/changes/")
            || path.contains("/compare/");
        assert_eq!(told(page), expected, "{path}");
    }
    let kinds = kinds();
    assert!(
        kinds.iter().all(|file| file.path != FEED) && pages(&kinds).all(|(_, page)| !told(page))
    );
}

#[test]
fn what_a_nasty_catalog_says_is_text_there() {
    let nasty = repository("tests/suite/pages/nasty");
    let read = |name: &str| std::fs::read_to_string(nasty.join(name)).expect("it is a fixture");
    let settings = read("eventbook.yaml") + "base_url: \"https://a.example/x'<b>&\"\n";
    let folder = catalog(&[("eventbook.yaml", &settings), ("nasty.yaml", &read("nasty.yaml"))]);
    let files = built(folder.path());
    let known = ["feed", "id", "title", "updated", "author", "name", "link", "entry", "summary"];
    for tag in tags(text(&files, FEED)) {
        assert!(known.contains(&tag.name.trim_start_matches('/')), "an element `{}`", tag.name);
        for (attribute, _) in &tag.attributes {
            assert!(["xmlns", "rel", "href"].contains(&attribute.as_str()), "`{attribute}`");
        }
    }
}
