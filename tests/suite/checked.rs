//! Catalogs that tests check through the public library, on a day that never comes later, and the
//! whole report as a text that lies beside them.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use eventbook::document::values::date::Date;
use eventbook::finding::Finding;
use eventbook::output::{self, File};
use eventbook::report::format::Report;
use eventbook::report::formats;
use eventbook::{Checked, Failure};

/// The day on which every catalog of the tests is judged.
pub(crate) const TODAY: &str = "2026-11-21";

/// Checks a catalog.
pub(crate) fn check(catalog: &Path) -> Checked {
    let today: Date = TODAY.parse().expect("the constant is a date");
    eventbook::check(catalog, today).unwrap_or_else(|failure| {
        let why = match failure {
            Failure::Broken(error) => error.to_string(),
            Failure::Settings { findings, .. } => format!("its settings are wrong: {findings:?}"),
        };
        panic!("{}: {why}", catalog.display())
    })
}

/// Where a finding stands and whose it is: `path:line:column rule`.
pub(crate) fn place(checked: &Checked, finding: &Finding) -> String {
    let span = finding.primary.span;
    let path = &checked.study.sources.file(span.file).path;
    let position = checked.study.sources.position(span);
    format!("{path}:{}:{} {}", position.line, position.column, finding.rule)
}

/// The places of all findings, allowed ones too, in the order of the report.
pub(crate) fn places(checked: &Checked) -> Vec<String> {
    checked.judgement.findings.iter().map(|finding| place(checked, finding)).collect()
}

/// What `check` prints where no terminal shows colours.
pub(crate) fn text(checked: &Checked) -> String {
    (formats::FORMATS[0].print)(&Report::of(&checked.study.sources, &checked.judgement))
}

/// Every file of a catalog's site, by path.
pub(crate) fn files(checked: &Checked) -> Vec<File> {
    let files = Mutex::new(Vec::new());
    let site = eventbook::site::plan(&checked.study, &checked.judgement);
    let take = |file| {
        files.lock().unwrap().push(file);
        Ok(())
    };
    output::each_file(&site, &checked.theme, &take).expect("templates fit");
    let mut files = files.into_inner().unwrap();
    files.sort_by(|a: &File, b: &File| a.path.cmp(&b.path));
    files
}

/// Compares a text with the file that holds what is expected; with `UPDATE` set it is written.
pub(crate) fn assert_snapshot(text: &str, file: &Path) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, text).expect("the folder of a fixture is writable");
    }
    let expected = fs::read_to_string(file)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 writes it", file.display()));
    snapbox::assert_data_eq!(text, snapbox::Data::text(expected).raw());
}
