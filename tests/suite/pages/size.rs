//! No page holds the whole catalog: not where there are hundreds of events, not where one service
//! publishes them all, and not where one topic has a crowd of readers.

use super::links::follow;
use super::{built, pages, text};
use crate::support::catalog;

/// Browsers warn near 1,400 elements. A drawing is counted apart: it is as large as what it shows.
const MOST: usize = 1400;

/// A service with 130 events, a topic with 70 readers, a team and a domain that own them all.
fn crowded() -> String {
    let mut text =
        "team: crew\n---\ndomain: shop\nowner: crew\n---\nservice: source\nowner: crew\n\
                    domain: shop\n---\ntopic: main\nowner: crew\ndomain: shop\n---\n\
                    topic: main.DLQ\nrole: dlq\nowner: crew\n"
            .to_owned();
    for number in 0..130 {
        let letter = char::from(b'A' + number % 26);
        text.push_str(&format!(
            "---\nevent: {letter}Happened{number}\nversion: 1\nowner: crew\ndomain: shop\n\
             topics: [main]\nproducers: [{{ service: source, publish: direct }}]\n\
             schema: {{ type: object, properties: {{ id: {{ type: string }} }} }}\n\
             examples: [{{ id: a }}]\n"
        ));
    }
    for number in 0..70 {
        text.push_str(&format!(
            "---\nservice: reader-{number}\nowner: crew\nconsumes:\n  - {{ events: [AHappened0], \
             from: [main], group: reader-{number}, dlq: main.DLQ }}\n"
        ));
    }
    text
}

/// How many elements a page has outside its drawings.
fn elements(page: &str) -> usize {
    let opened = |text: &str| {
        let after = text.split('<').skip(1);
        after.filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())).count()
    };
    let drawn = page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap_or(rest));
    opened(page) - drawn.map(opened).sum::<usize>()
}

/// An event with 30 versions, in each of which every second of 200 fields is another than before.
fn restless() -> String {
    let mut text = "team: crew\n---\ntopic: main\nowner: crew\n".to_owned();
    for version in 1..=30 {
        text.push_str(&format!(
            "---\nevent: Changed\nversion: {version}\nowner: crew\ntopics: [main]\n\
             schema:\n  type: object\n  properties:\n"
        ));
        for field in 0..200 {
            let kind = if (field + version) % 4 < 2 { "string" } else { "integer" };
            text.push_str(&format!("    field{field}: {{ type: {kind} }}\n"));
        }
    }
    text
}

#[test]
fn no_page_of_changes_is_too_long() {
    let folder = catalog(&[("eventbook.yaml", "title: Crowd\n"), ("all.yaml", &restless())]);
    let files = built(folder.path());
    follow(&files);
    let about = |path: &str| path.contains("/compare/") || path.contains("/changes/");
    let changes = pages(&files).filter(|(path, _)| about(path));
    let (most, path) =
        changes.map(|(path, page)| (elements(page), path)).max().expect("it changed");
    assert!(most <= MOST, "{path} has {most} elements");
    let compared = pages(&files).filter(|(path, _)| path.contains("/compare/")).count();
    assert_eq!(compared, 29 + 28, "neighbours, and all with the newest");
    let neighbours = text(&files, "events/Changed/compare/29..30/index.html");
    assert!(neighbours.contains("100 changed, 100 as before"));
    assert_eq!(neighbours.matches("<li class=\"pair ").count(), 100, "all that changed are there");
}

#[test]
fn no_page_holds_the_whole_catalog() {
    let folder = catalog(&[("eventbook.yaml", "title: Crowd\n"), ("all.yaml", &crowded())]);
    let files = built(folder.path());
    follow(&files);
    let most = pages(&files).map(|(path, page)| (elements(page), path)).max();
    let (most, path) = most.expect("a site has pages");
    assert!(most <= MOST, "{path} has {most} elements");
    let has = |path: &str| pages(&files).any(|(known, _)| known == path);
    for path in [
        "events/_3/index.html",
        "services/source/_publishes/_3/index.html",
        "topics/main/_readers/index.html",
        "topics/main.DLQ/_sources/_2/index.html",
        "events/AHappened0/_consumers/index.html",
        "domains/shop/_events/index.html",
        "teams/crew/_services/index.html",
        "findings/_all/index.html",
    ] {
        assert!(has(path), "there is no {path}");
    }
}
