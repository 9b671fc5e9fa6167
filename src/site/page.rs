//! The contract of a page: where it stands, what it is called, what it says, and how it is laid
//! out. A member of `pages` is a list of such pages.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::site::search::Entry;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Link, Section};

/// The file of the page for addresses that lead nowhere, where servers look for it.
pub const LOST: &str = "404.html";

/// A kind of page, as data.
pub struct PageKind {
    /// Its name, which is also its file's and its template's.
    pub name: &'static str,
    /// What such a page answers, in a sentence.
    pub sentence: &'static str,
    /// Every page of the kind, planned from what is known. The folder of the standpoint is the root.
    pub plan: for<'a> fn(Standpoint<'a>) -> Vec<Draft<'a>>,
}

/// A page that is known of but not yet made, with those that go on where it has no room. A large site
/// never lies in memory whole: each page is made, written and forgotten.
pub struct Draft<'a> {
    /// Its folder from the site's root, as the page's own; the pages that go on lie below it.
    pub folder: String,
    /// The name of its file in the folder.
    pub file: &'static str,
    pages: Box<Maker<'a>>,
}

/// What makes the pages of a folder.
type Maker<'a> = dyn Fn(&str) -> Vec<Page> + Send + Sync + 'a;

impl<'a> Draft<'a> {
    /// The pages that a function makes of their folder, the same each time.
    pub fn new<P: IntoIterator<Item = Page>>(
        folder: impl Into<String>,
        pages: impl Fn(&str) -> P + Send + Sync + 'a,
    ) -> Self {
        let pages = Box::new(move |folder: &str| pages(folder).into_iter().collect());
        Draft { folder: folder.into(), file: "index.html", pages }
    }

    /// The same as another file of its folder.
    pub fn called(mut self, file: &'static str) -> Self {
        self.file = file;
        self
    }

    /// The page, and those that go on.
    pub fn pages(&self) -> Vec<Page> {
        (self.pages)(&self.folder)
    }
}

/// A draft for each row, in the folder that the row has.
pub fn drafts<'a, T: Copy + Send + Sync + 'a, P: IntoIterator<Item = Page>>(
    rows: impl Iterator<Item = T>,
    folder: impl Fn(T) -> String,
    page: impl Fn(&str, T) -> P + Send + Sync + 'a,
) -> Vec<Draft<'a>> {
    let page = Arc::new(page);
    let draft = |row: T| {
        let page = Arc::clone(&page);
        Draft::new(folder(row), move |folder: &str| page(folder, row))
    };
    rows.map(draft).collect()
}

/// One page.
pub struct Page {
    /// Its folder from the site's root; ends in `/` unless it is the root itself.
    pub folder: String,
    /// The name of its file in the folder.
    pub file: &'static str,
    /// The name of its template.
    pub template: &'static str,
    /// Its title, unlike that of any other page.
    pub title: String,
    /// What search engines and previews say of it.
    pub description: String,
    /// The part of the navigation that it belongs to; empty for none.
    pub section: &'static str,
    /// The pages above it, from the home page down.
    pub crumbs: Vec<Link>,
    /// What it is called below them, where that is shorter than its title.
    pub name: Option<String>,
    /// Its own parts.
    pub contents: Vec<Section>,
    /// How the search finds it; none for pages that are a part of others.
    pub entry: Option<Entry>,
    /// The folder of the page that says the same and should be found instead.
    pub canonical: Option<String>,
    /// What it says.
    pub view: Box<dyn View>,
    /// Other files in its folder: name and text.
    pub beside: Vec<(&'static str, String)>,
}

/// What a page says: typed data that becomes JSON for templates and for readers by program.
pub trait View: Send + Sync {
    /// The view as JSON.
    fn value(&self) -> Value;
}

impl<T: Serialize + Send + Sync> View for T {
    fn value(&self) -> Value {
        serde_json::to_value(self).expect("views have text keys and no fallible parts")
    }
}

impl Page {
    /// A page of a template in a folder.
    pub fn new(
        template: &'static str,
        folder: impl Into<String>,
        title: impl Into<String>,
        view: impl View + 'static,
    ) -> Self {
        Page {
            folder: folder.into(),
            file: "index.html",
            template,
            title: title.into(),
            description: String::new(),
            section: "",
            crumbs: Vec::new(),
            name: None,
            contents: Vec::new(),
            entry: None,
            canonical: None,
            view: Box::new(view),
            beside: Vec::new(),
        }
    }

    /// The same with what previews say of it; empty sentences leave the title to speak.
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The same as a part of a section of the navigation, below its pages.
    pub fn below(mut self, section: &'static str, crumbs: Vec<Link>) -> Self {
        self.section = section;
        self.crumbs = crumbs;
        self
    }

    /// The same, called by a shorter name where the pages above it say the rest.
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same as a page that the search finds.
    pub fn found(mut self, entry: Entry) -> Self {
        self.entry = Some(entry);
        self
    }

    /// The same with another file in its folder.
    pub fn beside(mut self, name: &'static str, text: String) -> Self {
        self.beside.push((name, text));
        self
    }

    /// The same with its parts; those that are empty are left out.
    pub fn parts(mut self, parts: &[(bool, &'static str, &'static str)]) -> Self {
        let shown = parts.iter().filter(|(shown, ..)| *shown);
        self.contents = shown.map(|(_, id, title)| Section { id, title }).collect();
        self
    }
}

/// A page alone, where several could be.
impl IntoIterator for Page {
    type Item = Page;
    type IntoIter = std::iter::Once<Page>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self)
    }
}

/// What the site as a whole keeps of a page that was made: for its map, and for the search.
pub struct Mention {
    /// The folder of the page.
    pub folder: String,
    /// The part of the navigation that it belongs to.
    pub section: &'static str,
    /// Whether it belongs into the map of the site: not what says the same as another page.
    pub mapped: bool,
    /// How the search finds it.
    pub entry: Option<Entry>,
}

impl From<Page> for Mention {
    fn from(page: Page) -> Self {
        let mapped = page.file == "index.html" && page.canonical.is_none();
        Mention { folder: page.folder, section: page.section, mapped, entry: page.entry }
    }
}
