//! A catalog whose every text tries to be markup, a template or a script. Its pages hold no element
//! and no attribute but ours, and no address but of pages and letters.

use super::{built, pages};
use crate::support::repository;

/// Every element that our templates, our Markdown and our diagrams write.
const ELEMENTS: &str = " html head meta title link script body a header span button details summary \
    nav ul ol li div main h1 h2 h3 h4 h5 h6 p footer section article figure figcaption small strong \
    em del br hr code pre dl dt dd table thead tbody tr th td blockquote kbd noscript \
    svg desc g path rect circle line text tspan polyline polygon ellipse ";

/// Every attribute that they write. There is none for style, and none for a handler.
const ATTRIBUTES: &str = " lang charset name content http-equiv property rel href type title class \
    id src defer hidden aria-hidden aria-current aria-label aria-labelledby aria-describedby \
    aria-roledescription role tabindex scope open start data-head \
    xmlns viewBox width height d x y x1 y1 x2 y2 rx ry cx cy r points transform textLength \
    lengthAdjust dx dy ";

#[test]
fn a_nasty_catalog_adds_no_markup() {
    let files = built(&repository("tests/suite/pages/nasty"));
    assert!(pages(&files).count() > 20);
    for (path, page) in pages(&files) {
        for tag in tags(page) {
            let name = tag.name.trim_start_matches('/');
            assert!(ELEMENTS.contains(&format!(" {name} ")), "{path}: an element `{name}`");
            for (attribute, value) in &tag.attributes {
                let known = ATTRIBUTES.contains(&format!(" {attribute} "));
                assert!(known, "{path}: `{name}` has an attribute `{attribute}`");
                if ["href", "src"].contains(&attribute.as_str()) {
                    assert!(is_harmless(value), "{path}: `{value}`");
                }
            }
        }
        let scripts = tags(page).into_iter().filter(|tag| tag.name == "script");
        assert_eq!(scripts.count(), 2, "{path} has two scripts");
        assert!(!page.contains("54439"), "{path} has run a template");
    }
}

#[test]
fn a_nasty_catalog_says_what_it_says() {
    let files = built(&repository("tests/suite/pages/nasty"));
    let (_, page) = pages(&files)
        .find(|(path, _)| *path == "events/Nasty/index.html")
        .expect("the tree and the pages are as they should be");
    for shown in ["&lt;img src=x onerror=alert(1)&gt;", "{{ 7*7777 }}", "&lt;script&gt;alert(1)"] {
        assert!(page.replace("&#x2F;", "/").contains(shown), "`{shown}` is not shown");
    }
}

fn is_harmless(address: &str) -> bool {
    let outside = ["https://", "http://", "mailto:"].iter().any(|s| address.starts_with(s));
    outside || !address.split(['/', '#', '?']).next().unwrap_or_default().contains(':')
}

/// A tag as a browser reads it.
pub(super) struct Tag {
    /// Its name, with `/` before it where it closes an element.
    pub(super) name: String,
    /// Its attributes with their values, references resolved.
    pub(super) attributes: Vec<(String, String)>,
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

/// Every tag of a page, by the tokenizer of HTML as far as our pages need it: all else than a tag
/// that begins with a letter is text.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let (tag, after) = tag(rest);
            tags.push(tag);
            rest = after;
        } else {
            assert!(rest.starts_with("!doctype html>"), "a stray `<` before {:.40}", rest);
        }
    }
    tags
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find([' ', '>', '\n']).expect("a tag ends");
    let mut tag =
        Tag { name: text[..end].trim_end_matches('/').to_owned(), attributes: Vec::new() };
    let mut rest = text[end..].trim_start();
    while !rest.starts_with('>') && !rest.starts_with("/>") {
        let end = rest.find(['=', ' ', '>']).expect("an attribute ends");
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("a value ends");
            value = resolved(&quoted[..end]);
            rest = &quoted[end + 1..];
        }
        tag.attributes.push((name, value));
        rest = rest.trim_start();
    }
    (tag, &rest[rest.find('>').expect("a tag ends") + 1..])
}

fn resolved(value: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    let text = pairs.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&#x2F;", "/").replace("&amp;", "&")
}
