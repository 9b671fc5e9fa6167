//! The pages of the book that are made from the program: every setting, every template, every
//! token. `UPDATE=1` writes them anew; without it, what is stale is a fault.

mod looks;
mod publishing;
mod settings;

use std::fs;
use std::sync::Mutex;

use crate::support::repository;

/// Held while a page is read or written: one page has several parts, and tests run side by side.
static BOOK: Mutex<()> = Mutex::new(());

/// A page of the book.
fn page(name: &str) -> String {
    let _held = BOOK.lock();
    read(name)
}

fn read(name: &str) -> String {
    let path = repository("book/src").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Holds the part of a page between `<!-- name: … -->` and `<!-- /name -->` to what is made.
fn assert_part(file: &str, name: &str, made: &str) {
    let _held = BOOK.lock();
    let page = read(file);
    let (before, rest) = page.split_once(&format!("<!-- {name}:")).expect("the part begins");
    let (head, rest) = rest.split_once("-->\n").expect("the mark of the part ends");
    let end = format!("<!-- /{name} -->");
    let (found, after) = rest.split_once(&end).expect("the part ends");
    let made = format!("\n{}\n\n", made.trim());
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("{before}<!-- {name}:{head}-->\n{made}{end}{after}");
        fs::write(repository("book/src").join(file), text).unwrap();
        return;
    }
    assert!(found == made, "{file}: `{name}` is stale; UPDATE=1 writes it anew:\n{made}");
}

/// The blocks of code in a page with this language, each with its first line's path taken off and
/// told, where that line is a comment that names one.
fn blocks(page: &str, language: &str) -> Vec<(Option<String>, String)> {
    let fence = format!("\n```{language}\n");
    let starts = page.split(&fence).skip(1);
    let texts = starts.map(|rest| rest.split("\n```").next().unwrap_or(rest));
    let named = texts.map(|text| {
        let first = text.lines().next().unwrap_or_default();
        let sign = |letter: char| "#{}/* ".contains(letter);
        let path = first.trim_matches(sign);
        let is_path = first.starts_with(['#', '{', '/']) && !path.contains(' ');
        (is_path.then(|| path.to_owned()), format!("{text}\n"))
    });
    named.collect()
}
