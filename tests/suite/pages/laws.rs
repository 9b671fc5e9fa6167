//! Laws of the code of pages: members and templates go in pairs, nothing but markup of ours is
//! printed unescaped, the same site gives the same bytes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use eventbook::document::kinds::KINDS;
use eventbook::output::File;
use eventbook::site::pages::PAGES;

use super::{built, example, kinds, pages, text, versions};
use crate::support::repository;

#[test]
fn every_page_has_a_file_a_line_and_a_template() {
    let listed: BTreeSet<String> = PAGES.iter().map(|kind| kind.name.to_owned()).collect();
    let stems = |folder: &str, ending: &str| -> BTreeSet<String> {
        let names =
            fs::read_dir(repository(folder)).expect("the tree and the pages are as they should be");
        let names = names.map(|entry| {
            entry
                .expect("the tree and the pages are as they should be")
                .file_name()
                .into_string()
                .expect("the tree and the pages are as they should be")
        });
        names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
    };
    let mut members = stems("src/site/pages", ".rs");
    members.remove("mod");
    assert_eq!(members, listed);
    assert_eq!(stems("templates/page", ".html"), listed);
}

/// A document without a page would be read, judged and then seen by nobody.
#[test]
fn every_kind_of_document_has_a_page_a_list_and_a_way_to_it() {
    let pages: BTreeSet<&str> = PAGES.iter().map(|kind| kind.name).collect();
    let files = kinds();
    let home = text(&files, "index.html");
    for kind in KINDS {
        let name = kind.name;
        assert!(pages.contains(name), "no page is made for the kind `{name}`");
        let has = |path: &str| files.iter().any(|file| file.path == path);
        assert!(has(&format!("{name}s/index.html")), "`{name}` has no list");
        let link = format!("href=\"{name}s/index.html\"");
        assert_eq!(home.matches(&link).count(), 3, "menu, navigation and counts lead to {name}s");
        let document = |path: &str| {
            let id = path.strip_prefix(&format!("{name}s/"))?.strip_suffix("/index.html")?;
            (!id.starts_with('_')).then_some(())
        };
        let found = files.iter().any(|file| document(&file.path).is_some());
        assert!(found, "the catalog `kinds` has no page of a `{name}`");
    }
}

#[test]
fn only_markup_of_ours_is_printed_as_it_is() {
    let mut faults = Vec::new();
    templates(&repository("templates"), &mut |path, source| {
        for (before, _) in source.match_indices("safe").map(|(at, _)| source.split_at(at)) {
            let Some(printed) = before.trim_end().strip_suffix('|') else { continue };
            let name = printed.trim_end().rsplit(['.', ' ', '{']).next().unwrap_or_default();
            if name != "svg" && !name.ends_with("_html") {
                faults.push(format!("{}: `{name} | safe`", path.display()));
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn templates(folder: &Path, visit: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).expect("the tree and the pages are as they should be") {
        let path = entry.expect("the tree and the pages are as they should be").path();
        if path.is_dir() {
            templates(&path, visit);
        } else {
            visit(
                &path,
                &fs::read_to_string(&path).expect("the tree and the pages are as they should be"),
            );
        }
    }
}

#[test]
fn the_same_catalog_gives_the_same_bytes() {
    assert!(example() == example(), "two renders differ");
    assert!(versions() == versions(), "two renders differ");
}

#[test]
fn every_page_stands_beside_its_data_and_its_markdown() {
    let files = kinds();
    for (path, _) in pages(&files).filter(|(path, _)| *path != "404.html") {
        let folder = path.strip_suffix("index.html").expect("pages are called index.html");
        let data = text(&files, &format!("{folder}data.json"));
        let data: serde_json::Value = serde_json::from_str(data).expect("data is JSON");
        assert!(data.is_object(), "{path}");
        assert!(!data.to_string().contains("<svg"), "{path} has a picture in its data");
        assert!(text(&files, &format!("{folder}page.md")).starts_with("# "), "{path}");
    }
}

#[test]
fn no_two_pages_have_one_title() {
    for files in [example(), kinds(), versions()] {
        titles_differ(&files);
    }
}

fn titles_differ(files: &[File]) {
    let mut titles: Vec<&str> = pages(files)
        .map(|(_, page)| {
            page.split("<title>")
                .nth(1)
                .expect("the tree and the pages are as they should be")
                .split("</title>")
                .next()
                .expect("the tree and the pages are as they should be")
        })
        .collect();
    let all = titles.len();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), all);
}

#[test]
fn what_a_change_does_besides_is_on_the_page_that_compares() {
    let files = built(&repository("tests/suite/diff/cases/generated/head"));
    let folder = "events/OrderShipped/compare/1.0..1.1/";
    let page = text(&files, &format!("{folder}index.html"));
    assert!(page.contains("<h3>Besides</h3>"), "{page}");
    assert!(text(&files, &format!("{folder}page.md")).contains("Besides"));
    let data: serde_json::Value =
        serde_json::from_str(text(&files, &format!("{folder}data.json"))).expect("data is JSON");
    let told = data.pointer("/step/besides/0/level");
    assert_eq!(told.and_then(serde_json::Value::as_str), Some("reuse"), "{data}");
    let same = "events/OrderPlaced/compare/1.0.0..2.0.0/index.html";
    assert!(!text(&versions(), same).contains("<h3>Besides</h3>"), "nothing is said of nothing");
}
