//! The smallest parts of a page: links, places in sources, facts.

use serde::Serialize;

/// A page and what to call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What people read.
    pub title: String,
    /// The address, relative to the page that shows it, or of a page elsewhere.
    pub href: String,
    /// What kind of thing it is, which chooses its sign; empty for pages elsewhere.
    pub kind: &'static str,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The id of its element.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
}

/// A place in the sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `path:line:column`, as editors and terminals understand it.
    pub text: String,
    /// Where the file can be edited.
    pub edit: Option<String>,
}

/// Words of a fact: plain, code, or a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What kind of thing a link leads to.
    pub kind: &'static str,
    /// Whether it is a name of the code or of a broker.
    pub code: bool,
}

/// One line of a list of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What the fact is about.
    pub term: &'static str,
    /// What is known.
    pub value: Vec<Piece>,
    /// Whether the documents say that the thing is missing.
    pub missing: bool,
    /// The document whose defaults filled it in.
    pub inherited: Option<Link>,
}

impl Fact {
    /// A fact without words yet.
    pub fn new(term: &'static str) -> Self {
        Fact { term, value: Vec::new(), missing: false, inherited: None }
    }

    /// A fact of plain words.
    pub fn words(term: &'static str, words: impl Into<String>) -> Self {
        Fact::new(term).text(words)
    }

    /// The fact that something is known to be missing.
    pub fn missing(term: &'static str) -> Self {
        Fact { missing: true, ..Fact::words(term, "none") }
    }

    /// The same with more words.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.value.push(Piece { text: text.into(), href: None, kind: "", code: false });
        self
    }

    /// The same with a name of the code.
    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.value.push(Piece { text: text.into(), href: None, kind: "", code: true });
        self
    }

    /// The same with a link.
    pub fn link(mut self, link: Link) -> Self {
        let Link { title, href, kind } = link;
        self.value.push(Piece { text: title, href: Some(href), kind, code: false });
        self
    }

    /// The same with several names of the code, separated by commas.
    pub fn codes(mut self, names: impl IntoIterator<Item = String>) -> Self {
        for (index, name) in names.into_iter().enumerate() {
            self = if index > 0 { self.text(", ") } else { self }.code(name);
        }
        self
    }

    /// The same with several links, separated by commas.
    pub fn links(mut self, links: impl IntoIterator<Item = Link>) -> Self {
        for (index, link) in links.into_iter().enumerate() {
            self = if index > 0 { self.text(", ") } else { self }.link(link);
        }
        self
    }

    /// The same, filled in by the defaults of another document.
    pub fn inherited(mut self, from: Option<Link>) -> Self {
        self.inherited = from;
        self
    }

    /// The fact, if anything is known.
    pub fn known(self) -> Option<Fact> {
        (!self.value.is_empty()).then_some(self)
    }
}
