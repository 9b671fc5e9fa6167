//! Lists that may be long: rows by name, so many to a page, with the way between the pages and, by
//! letter, into them. No page holds the whole catalog.

use serde::Serialize;

use crate::site::page::Page;
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::{Link, Piece};

/// How many rows a page has: more would be slow to lay out, and nobody reads them.
const ROWS: usize = 50;

/// The most letters that lead into a list. Scripts with thousands of them are paged through.
const LETTERS: usize = 60;

/// A list before it is divided into pages.
pub struct Listing<'a> {
    /// The folder of its first page.
    pub folder: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// What it lists, in a sentence.
    pub sentence: &'a str,
    /// The sign of its rows.
    pub kind: &'static str,
    /// The part of the navigation that it belongs to.
    pub section: &'static str,
    /// The headings of the columns.
    pub columns: &'a [&'static str],
    /// The pages above it, as they are seen from a folder.
    pub above: &'a dyn Fn(Standpoint<'_>) -> Vec<Link>,
    /// Its rows, as they are seen from a folder.
    pub rows: &'a dyn Fn(Standpoint<'_>) -> Vec<Row>,
}

/// The most things of a kind that a page about something else shows. Its template counts to the
/// same number, and a list has them all.
pub const SHOWN: usize = 25;

/// A part of a page that may be too long for it.
pub struct Part<'a> {
    /// The name of the part in addresses.
    pub id: &'a str,
    /// The heading of its list.
    pub title: String,
    /// The sign of its rows.
    pub kind: &'static str,
    /// How many there are.
    pub count: usize,
    /// The headings of the columns.
    pub columns: &'a [&'static str],
    /// Its rows, as they are seen from a folder.
    pub rows: &'a dyn Fn(Standpoint<'_>) -> Vec<Row>,
}

/// One row; its cells stand under the columns after the first.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What it is about.
    pub link: Link,
    /// What that is, in a sentence.
    pub summary: Option<String>,
    /// A version, a role: what marks the thing in a word.
    pub mark: Option<String>,
    /// Where the thing stands in its life, unless it is simply in use.
    pub status: Option<&'static str>,
    /// The gravest finding about it.
    pub level: Option<&'static str>,
    /// What stands under the other columns.
    pub cells: Vec<Vec<Piece>>,
}

/// One page of a list.
#[derive(Debug, Serialize)]
struct ListView {
    title: String,
    kind: &'static str,
    sentence: String,
    count: usize,
    columns: Vec<&'static str>,
    rows: Vec<NamedRow>,
    /// The number of this page, from one, and how many there are.
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    /// The first and the last page, those next to this one, and the gaps between.
    numbers: Vec<Number>,
    /// Where each letter begins; none where one page has all.
    letters: Vec<Letter>,
}

/// A row, and the id of its element where a letter begins with it.
#[derive(Debug, Serialize)]
struct NamedRow {
    anchor: Option<String>,
    #[serde(flatten)]
    row: Row,
}

/// A page of the list, or a gap.
#[derive(Debug, Serialize)]
pub struct Number {
    text: String,
    href: Option<String>,
    current: bool,
}

/// The place in a list where names with a letter begin.
#[derive(Debug, Serialize)]
struct Letter {
    text: String,
    href: String,
}

/// The pages of a list. An empty list has none.
pub fn pages(at: Standpoint<'_>, listing: &Listing<'_>) -> Vec<Page> {
    let seen_from = |number: usize| {
        let folder = folder(listing, number);
        let mut rows = (listing.rows)(at.at(&folder));
        rows.sort_by_cached_key(|row| (row.link.title.to_lowercase(), row.link.href.clone()));
        rows
    };
    let mut first = seen_from(0);
    let count = first.len();
    let last = count.div_ceil(ROWS);
    let letters = if last > 1 { letters(&first) } else { Vec::new() };
    // All pages but the first lie equally deep, so their rows are made once for all of them.
    let mut later = if last > 1 { seen_from(1) } else { Vec::new() };
    let mut pages = Vec::with_capacity(last);
    for number in (0..last).rev() {
        let rows = if number == 0 { &mut first } else { &mut later };
        let end = rows.len().min((number + 1) * ROWS);
        rows.truncate(end);
        let rows = rows.split_off(number * ROWS);
        pages.push(page(at, listing, number, rows, (count, &letters)));
    }
    pages.reverse();
    pages
}

/// The list of a part of a page, where the page has no room for all of it.
pub fn rest(at: Standpoint<'_>, page: &Page, part: Part<'_>) -> Vec<Page> {
    if part.count > SHOWN { list_of(at, page, part) } else { Vec::new() }
}

/// The list of a part of a page.
pub fn list_of(at: Standpoint<'_>, page: &Page, part: Part<'_>) -> Vec<Page> {
    let section = page.crumbs.get(1).map_or("", |section| section.title.as_str());
    let name = page.name.as_ref().unwrap_or(&page.title);
    let above = |at: Standpoint<'_>| {
        let mut above = at.above(section, page.section);
        above.push(at.link(name, &page.folder, ""));
        above
    };
    let listing = Listing {
        folder: &rest_folder(&page.folder, part.id),
        title: &part.title,
        sentence: "",
        kind: part.kind,
        section: page.section,
        columns: part.columns,
        above: &above,
        rows: part.rows,
    };
    pages(at, &listing)
}

/// The folder of the list of a part of a page.
pub fn rest_folder(page: &str, part: &str) -> String {
    format!("{page}_{part}/")
}

impl Row {
    /// A row that says nothing but what it leads to.
    pub fn new(link: Link, summary: Option<String>, cells: Vec<Vec<Piece>>) -> Self {
        Row { link, summary, mark: None, status: None, level: None, cells }
    }
}

/// The folder of a page of a list. No id begins with an underscore.
fn folder(listing: &Listing<'_>, number: usize) -> String {
    match number {
        0 => listing.folder.to_owned(),
        _ => format!("{}_{}/", listing.folder, number + 1),
    }
}

fn page(
    at: Standpoint<'_>,
    listing: &Listing<'_>,
    number: usize,
    rows: Vec<Row>,
    (count, letters): (usize, &[(String, usize)]),
) -> Page {
    let folder = folder(listing, number);
    let at = at.at(&folder);
    let last = count.div_ceil(ROWS);
    let to = |page: usize| url::relative(at.folder, &url::page(&self::folder(listing, page)));
    let named = |(place, row): (usize, Row)| {
        let letter = letters.iter().find(|(_, first)| *first == number * ROWS + place);
        NamedRow { anchor: letter.map(|(letter, _)| anchor(letter)), row }
    };
    let letter = |(letter, first): &(String, usize)| Letter {
        text: letter.clone(),
        href: format!("{}#{}", to(first / ROWS), url::path(&anchor(letter))),
    };
    let view = ListView {
        title: listing.title.to_owned(),
        kind: listing.kind,
        sentence: listing.sentence.to_owned(),
        count,
        columns: listing.columns.to_vec(),
        rows: rows.into_iter().enumerate().map(named).collect(),
        page: number + 1,
        pages: last,
        previous: (number > 0).then(|| to(number - 1)),
        next: (number + 1 < last).then(|| to(number + 1)),
        numbers: numbers(number, last, to),
        letters: letters.iter().map(letter).collect(),
    };
    let title = match number {
        0 => listing.title.to_owned(),
        _ => format!("{}, page {} of {last}", listing.title, number + 1),
    };
    let mut above = (listing.above)(at);
    if number > 0 {
        above.push(at.link(listing.title, listing.folder, ""));
    }
    Page::new("list", at.folder, title, view)
        .described(listing.sentence)
        .below(listing.section, above)
}

/// The first and the last page, this one and its neighbours: the line stays short however many
/// pages there are.
pub fn numbers(here: usize, last: usize, to: impl Fn(usize) -> String) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut before = None;
    for page in (0..last).filter(|page| *page == 0 || page + 1 == last || page.abs_diff(here) < 3) {
        if before.is_some_and(|before| before + 1 < page) {
            numbers.push(Number { text: "…".to_owned(), href: None, current: false });
        }
        numbers.push(Number {
            text: (page + 1).to_string(),
            href: Some(to(page)),
            current: page == here,
        });
        before = Some(page);
    }
    numbers
}

/// The letters that names begin with, and the number of the first row of each. What is no letter is
/// under `#`.
fn letters(rows: &[Row]) -> Vec<(String, usize)> {
    let mut letters: Vec<(String, usize)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let first = row.link.title.chars().next().filter(|first| first.is_alphabetic());
        let letter = first.map_or("#".to_owned(), |first| first.to_uppercase().collect());
        if letters.iter().all(|(known, _)| *known != letter) {
            letters.push((letter, place));
        }
    }
    if letters.len() > LETTERS { Vec::new() } else { letters }
}

fn anchor(letter: &str) -> String {
    match letter {
        "#" => "letter-other".to_owned(),
        letter => format!("letter-{}", letter.to_lowercase()),
    }
}
