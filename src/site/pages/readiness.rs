//! The page of readiness: the catalog's checklist, and every service line by line. A catalog with
//! many services has several such pages, and those that fail a line have pages of their own, so that
//! nothing needs a script to be found.

use serde::Serialize;

use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::lint::assess;
use crate::lint::checklist::LINES;
use crate::lint::readiness::{Answer, LineAnswer, Readiness};
use crate::site::listing::{Number, numbers};
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::Link;
use crate::site::view::readiness::{ReadinessView, anchor, readiness};

/// The pages of readiness.
pub const PAGE: PageKind = PageKind {
    name: "readiness",
    sentence: "How ready the catalog and each service are, line by line.",
    plan,
};

/// The folder of all services, and that of those that fail a line. No id begins with an underscore.
const ALL: &str = "readiness/";
const FAILING: &str = "readiness/_failing/";

/// How many services a page has: with a cell for each line, more would be slow to lay out.
const ROWS: usize = 20;

/// The matrix of services and lines.
#[derive(Debug, Serialize)]
struct MatrixView {
    /// The checklist of the whole catalog, on the first page.
    catalog: Option<ReadinessView>,
    /// What the rows are: all services, or those that fail a line.
    heading: &'static str,
    /// The other choice of rows, and how many there are of each.
    filters: Vec<Filter>,
    /// How many services there are in all pages of this choice.
    count: usize,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// The number of this page, from one, and how many there are.
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    numbers: Vec<Number>,
}

/// A choice of rows.
#[derive(Debug, Serialize)]
struct Filter {
    title: String,
    /// Where it leads; none where no row is left.
    href: Option<String>,
    current: bool,
}

/// A line, as the head of a column.
#[derive(Debug, Serialize)]
struct Column {
    title: &'static str,
    question: &'static str,
}

/// A service.
#[derive(Debug, Serialize)]
struct Row {
    service: Link,
    /// The shortest that can be said.
    words: String,
    unknown_checks: usize,
    cells: Vec<Cell>,
}

/// The answer of a service to a line.
#[derive(Debug, Serialize)]
struct Cell {
    line: &'static str,
    /// The word of the answer, short enough for a cell.
    answer: &'static str,
    /// The word that chooses the colour.
    level: &'static str,
    /// Where it is told; only what wants to be read has a link.
    href: Option<String>,
}

/// A service and its answers.
type Judged = (Key<Service>, Readiness);

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new(ALL, move |_: &str| pages(at))]
}

fn pages(at: Standpoint<'_>) -> Vec<Page> {
    let services = at.catalog().services.iter().filter(|(_, service)| !service.is_external());
    let mut all: Vec<Judged> =
        services.map(|(key, _)| (key, assess::of_service(at.study, at.judgement, key))).collect();
    all.sort_by_cached_key(|(key, _)| at.service(*key).title.to_lowercase());
    let failing: Vec<&Judged> = all.iter().filter(|(_, row)| row.counts().fail > 0).collect();
    let all: Vec<&Judged> = all.iter().collect();
    let counts = (all.len(), failing.len());
    let some = if failing.is_empty() { Vec::new() } else { choice(at, FAILING, &failing, counts) };
    choice(at, ALL, &all, counts).into_iter().chain(some).collect()
}

/// The pages of a choice of rows, at least one.
fn choice(
    at: Standpoint<'_>,
    folder: &'static str,
    rows: &[&Judged],
    counts: (usize, usize),
) -> Vec<Page> {
    let last = rows.len().div_ceil(ROWS).max(1);
    let page = |number: usize| {
        let end = rows.len().min((number + 1) * ROWS);
        page(at, folder, (number, last), &rows[number * ROWS..end], counts)
    };
    (0..last).map(page).collect()
}

fn page(
    at: Standpoint<'_>,
    choice: &'static str,
    (number, last): (usize, usize),
    rows: &[&Judged],
    counts: (usize, usize),
) -> Page {
    let folder = self::folder(choice, number);
    let at = at.at(&folder);
    let to = |page: usize| url::relative(at.folder, &url::page(&self::folder(choice, page)));
    let first = choice == ALL && number == 0;
    let heading = if choice == ALL { "Services" } else { "Services that fail a line" };
    let view = MatrixView {
        catalog: first.then(|| readiness(at, &assess::of_catalog(at.judgement))),
        heading,
        filters: filters(at, choice, counts),
        count: if choice == ALL { counts.0 } else { counts.1 },
        columns: LINES
            .iter()
            .map(|line| Column { title: line.title, question: line.question })
            .collect(),
        rows: rows.iter().map(|(key, answers)| row(at, *key, answers)).collect(),
        page: number + 1,
        pages: last,
        previous: (number > 0).then(|| to(number - 1)),
        next: (number + 1 < last).then(|| to(number + 1)),
        numbers: numbers(number, last, to),
    };
    let mut title = match choice {
        ALL => "Readiness".to_owned(),
        _ => "Services that fail a line".to_owned(),
    };
    if number > 0 {
        title = format!("{title}, page {} of {last}", number + 1);
    }
    let mut above = at.above("", "");
    if !first {
        above.push(at.link("Readiness", ALL, ""));
    }
    let described = "How ready the catalog and each service are, line by line.";
    Page::new("readiness", at.folder, title, view).described(described).below("readiness", above)
}

fn filters(at: Standpoint<'_>, choice: &str, (all, failing): (usize, usize)) -> Vec<Filter> {
    let filter = |title: String, folder: &'static str, shown: bool| Filter {
        title,
        href: shown.then(|| url::relative(at.folder, &url::page(folder))),
        current: folder == choice,
    };
    vec![
        filter(format!("All {all}"), ALL, true),
        filter(format!("{failing} failing"), FAILING, failing > 0),
    ]
}

/// The folder of a page of a choice.
fn folder(choice: &str, number: usize) -> String {
    match number {
        0 => choice.to_owned(),
        _ => format!("{choice}_{}/", number + 1),
    }
}

fn row(at: Standpoint<'_>, key: Key<Service>, answers: &Readiness) -> Row {
    let page = url::page(&url::folder("services", &at.catalog().services[key].id));
    let mut service = at.service(key);
    service.href = url::relative(at.folder, &format!("{page}#readiness"));
    // A service about which nothing is said has no such part.
    if !answers.applies() {
        service.href = url::relative(at.folder, &page);
    }
    Row {
        service,
        words: answers.counts().words(),
        unknown_checks: answers.unknowns(),
        cells: answers.answers.iter().map(|answer| cell(at, &page, answer)).collect(),
    }
}

fn cell(at: Standpoint<'_>, page: &str, answer: &LineAnswer) -> Cell {
    let told = matches!(answer.answer, Answer::Fail(_) | Answer::Allowed);
    let place = format!("{page}#{}", anchor(answer.line.name));
    Cell {
        line: answer.line.title,
        answer: match answer.answer {
            Answer::NotApplicable => "n/a",
            other => other.word(),
        },
        level: answer.answer.word(),
        href: told.then(|| url::relative(at.folder, &place)),
    }
}
