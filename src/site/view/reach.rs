//! Addresses that hold placeholders, as each environment fills them.

use serde::Serialize;

use crate::config::placeholders;
use crate::site::standpoint::Standpoint;

/// What a thing is called in each environment: a table with a row for each.
#[derive(Debug, Serialize)]
pub struct Reach {
    /// What is filled, such as `Address`.
    pub columns: Vec<String>,
    /// The environments.
    pub rows: Vec<Filled>,
}

/// One environment.
#[derive(Debug, Serialize)]
pub struct Filled {
    /// Its name.
    pub environment: String,
    /// What stands under each column.
    pub values: Vec<String>,
}

/// Named texts as each environment fills them: one row where they are the same in all of them, or
/// where the settings name none.
pub fn reach(at: Standpoint<'_>, texts: &[(&str, &str)]) -> Reach {
    let config = &at.study.config;
    let differ = texts.iter().any(|(_, text)| !placeholders(text).is_empty());
    let mut rows: Vec<Filled> = Vec::new();
    for (_, text) in texts.iter().filter(|_| differ) {
        for (row, (name, value)) in config.in_each_environment(text).into_iter().enumerate() {
            if rows.len() == row {
                rows.push(Filled { environment: name.to_owned(), values: Vec::new() });
            }
            rows[row].values.push(value);
        }
    }
    if rows.is_empty() {
        let values = texts.iter().map(|(_, text)| (*text).to_owned()).collect();
        let environment = if differ { "as stated" } else { "everywhere" };
        rows.push(Filled { environment: environment.to_owned(), values });
    }
    Reach { columns: texts.iter().map(|(name, _)| (*name).to_owned()).collect(), rows }
}
