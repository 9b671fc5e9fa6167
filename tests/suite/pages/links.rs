//! Every address in a page leads to a file of the site, and every fragment to an element of it.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::{attribute, tags};
use super::{built, example, kinds, pages, versions};
use crate::support::repository;
use eventbook::output::File;

#[test]
fn every_address_of_the_example_leads_somewhere() {
    follow(&example());
}

#[test]
fn every_address_of_every_kind_of_page_leads_somewhere() {
    follow(&kinds());
}

#[test]
fn every_address_of_what_changed_leads_somewhere() {
    follow(&versions());
}

#[test]
fn every_address_of_a_nasty_catalog_leads_somewhere() {
    follow(&built(&repository("tests/suite/pages/nasty")));
}

pub(super) fn follow(files: &[File]) {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, page) in pages(files) {
        let known = ids.entry(path).or_default();
        for id in tags(page).iter().filter_map(|tag| attribute(tag, "id")) {
            assert!(known.insert(id.clone()), "{path} has two elements `{id}`");
        }
    }
    for (path, page) in pages(files) {
        for tag in tags(page) {
            for address in ["href", "src"].iter().filter_map(|name| attribute(&tag, name)) {
                assert!(leads(path, &address, &paths, &ids), "{path}: `{address}` leads nowhere");
            }
        }
    }
}

fn leads(
    from: &str,
    address: &str,
    paths: &BTreeSet<&str>,
    ids: &BTreeMap<&str, BTreeSet<String>>,
) -> bool {
    if ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)) {
        return true;
    }
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let mut parts: Vec<&str> = from.split('/').collect();
    if !path.is_empty() {
        parts.pop();
    }
    for part in path.split('/').filter(|part| !part.is_empty()) {
        match part {
            ".." if parts.pop().is_none() => return false,
            ".." => {}
            part => parts.push(part),
        }
    }
    let target = parts.join("/");
    let lands = fragment.is_empty()
        || ids.get(target.as_str()).is_some_and(|known| known.contains(&decoded(fragment)));
    !address.starts_with('/') && paths.contains(target.as_str()) && lands
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = String::from_utf8(digits).expect("a code is two digits");
            bytes.push(u8::from_str_radix(&digits, 16).expect("a code is hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("fragments are UTF-8")
}
