//! The catalogs that eventbook is measured by: as many of everything as the book says, clean, the
//! same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use crate::shop;
use crate::support::{catalog, eventbook, stdout, tree};

/// A generated catalog: how many events, and what is counted in it.
struct Sample {
    events: usize,
    services: usize,
    topics: usize,
    domains: usize,
    /// The consumers of the first event.
    hub: usize,
}

const SAMPLES: [Sample; 2] = [
    Sample { events: 1, services: 4, topics: 1, domains: 1, hub: 3 },
    Sample { events: 50, services: 10, topics: 10, domains: 1, hub: 9 },
];

#[test]
fn a_generated_catalog_holds_what_it_should() {
    for sample in SAMPLES {
        let files = shop::files(sample.events, 1);
        let mut firsts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let documents = files.iter().flat_map(|(_, text)| text.split("---\n"));
        for line in documents.clone().filter_map(|document| document.lines().next()) {
            let (kind, id) = line.split_once(": ").unwrap();
            firsts.entry(kind).or_default().insert(id);
        }
        let count = |kind: &str| firsts.get(kind).map_or(0, BTreeSet::len);
        assert_eq!(count("event"), sample.events);
        assert_eq!(count("service"), sample.services);
        assert_eq!(count("store"), sample.services);
        assert_eq!(count("topic"), 2 * sample.topics, "with a dead-letter queue for each");
        assert_eq!(count("domain"), sample.domains);
        assert_eq!(count("team"), sample.domains + 1);
        assert_eq!(count("broker"), 1);
        let consumers = documents.map(|text| text.matches("\n  - service: ").count());
        // One of them is the producer's line.
        assert_eq!(consumers.max(), Some(sample.hub + 1));
    }
}

#[test]
fn a_generated_catalog_is_clean() {
    for sample in SAMPLES {
        let files = shop::files(sample.events, 7);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let folder = catalog(&files);
        let output = eventbook().arg("check").arg(folder.path()).arg("--strict").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    }
}

#[test]
fn the_seed_decides() {
    assert_eq!(shop::files(12, 1), shop::files(12, 1));
    assert_ne!(shop::files(12, 1), shop::files(12, 2));
    let paths = |seed| shop::files(12, seed).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!(paths(1), paths(2), "names are composed, not drawn");
}

/// Where the lists of words are used up, events still have names of their own: a name that came
/// twice would be two versions of one event, or one file over another.
#[test]
fn no_name_comes_twice() {
    let files = shop::files(400, 1);
    let paths: BTreeSet<&String> = files.iter().map(|(path, _)| path).collect();
    assert_eq!(paths.len(), files.len());
}

#[test]
fn the_generator_overwrites_nothing() {
    let folder = catalog(&[("mine.txt", "mine")]);
    assert!(shop::folder::write(folder.path(), &shop::files(1, 1)).is_err());
    assert_eq!(tree(folder.path()), [("mine.txt".to_owned(), b"mine".to_vec())]);
    let empty = tempfile::tempdir().unwrap();
    let files = shop::files(1, 1);
    shop::folder::write(empty.path(), &files).unwrap();
    assert_eq!(tree(empty.path()).len(), files.len());
}
