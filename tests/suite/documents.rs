//! The book's pages of the document kinds: their tables are the schemas, and their examples are
//! clean. `UPDATE=1` writes the tables.

use std::fs;

use eventbook::document::kind::Kind;
use eventbook::document::kinds::KINDS;
use eventbook::document::schema;
use eventbook::document::values::FORMATS;

use crate::checked::check;
use crate::rust_text::package_root;
use crate::schema_text::tables;
use crate::shop::{assert_clean, on_the_shop};

const BEGIN: &str = "<!-- What follows is written by the tests, from the schema. -->\n";

#[test]
fn every_kind_has_a_page_with_the_keys_of_its_schema() {
    for kind in KINDS {
        let schema = schema::shape(kind).schema.clone();
        let written = format!("{BEGIN}\n{}", tables(&schema, "values.md"));
        let page = page(kind);
        let (prose, stands) = page.split_once(BEGIN).unwrap_or((&page, ""));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path(kind), format!("{prose}{written}")).expect("the book is writable");
            continue;
        }
        assert!(
            format!("{BEGIN}{stands}") == written,
            "the keys of `{}` are stale; UPDATE=1 writes them",
            kind.name
        );
    }
}

#[test]
fn every_page_begins_with_the_sentence_of_its_kind() {
    for kind in KINDS {
        let begins = format!("# {}\n\n{}\n", kind.name, kind.sentence);
        assert!(page(kind).starts_with(&begins), "{} does not begin:\n{begins}", kind.name);
    }
}

#[test]
fn every_example_is_a_clean_document_of_its_kind() {
    for kind in KINDS {
        let blocks = examples(&page(kind));
        let [first, ..] = blocks.as_slice() else { panic!("`{}` has no example", kind.name) };
        let declares = format!("{}: ", kind.name);
        assert!(first.starts_with(&declares), "the first example of `{}`", kind.name);
        for block in &blocks {
            let checked = check(on_the_shop(block).path());
            assert_clean(kind.name, &checked);
        }
    }
}

#[test]
fn every_format_of_text_is_explained() {
    let page = fs::read_to_string(package_root().join("book/src/documents/values.md"))
        .expect("the page is readable UTF-8");
    for format in FORMATS {
        assert!(page.contains(&format!("id=\"{}\"", format.name)), "no anchor: {}", format.name);
    }
}

fn path(kind: &Kind) -> std::path::PathBuf {
    package_root().join(format!("book/src/documents/{}.md", kind.name))
}

fn page(kind: &Kind) -> String {
    fs::read_to_string(path(kind)).unwrap_or_else(|error| panic!("{}: {error}", kind.name))
}

fn examples(page: &str) -> Vec<String> {
    let blocks = page.split("\n```yaml\n").skip(1);
    blocks.filter_map(|block| Some(format!("{}\n", block.split_once("\n```")?.0))).collect()
}
