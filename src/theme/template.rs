//! The only door to the template engine. Everything that a template prints is escaped, and a name
//! that a view does not have is an error, not an empty place.
//!
//! A template can name only templates of its set: the engine opens no file, no address and no
//! program, and its functions are `range` and `throw`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde_json::Value;
use tera::{Context, ErrorKind, Tera};

use crate::embedded;
use crate::source::error::Error;
use crate::theme::layers::{BUILT_IN, CATALOG, Override, THEME};

/// The templates, read and checked.
pub struct Templates {
    tera: Tera,
    /// The file of each template that is not ours.
    files: BTreeMap<String, String>,
}

/// What is wrong with a template, as the engine tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The name of the template, with its layer; none where the engine names none.
    pub template: Option<String>,
    /// Where in its text, in bytes, where the engine says it.
    pub range: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
}

impl Templates {
    /// The templates of the binary.
    pub fn built_in() -> Self {
        Templates::load(&[]).expect("the built-in templates fit each other, as every test shows")
    }

    /// The templates of the binary below those of a theme and a catalog. Fails with everything
    /// that is wrong with the texts; what only shows in the set as a whole is told once they are
    /// right.
    pub fn load(overrides: &[Override<'_>]) -> Result<Self, Vec<TemplateFault>> {
        let faults: Vec<TemplateFault> = overrides.iter().filter_map(syntax).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.set_fallback_prefixes([CATALOG, THEME, BUILT_IN]).expect("no template is there yet");
        let built_in =
            built_in().into_iter().map(|(path, text)| (format!("{BUILT_IN}{path}"), text));
        let own = overrides.iter().map(|own| (own.name(), own.file.text.as_str()));
        tera.add_raw_templates(built_in.chain(own))
            .map_err(|error| faults_of(&error, overrides))?;
        let files = overrides.iter().map(|own| (own.name(), own.file.path.clone())).collect();
        Ok(Templates { tera, files })
    }

    /// A template filled in: `site`, `page` and `view` are what it can name. `address` is the
    /// page's, for the one who has to mend the template.
    pub fn render(
        &self,
        address: &str,
        name: &str,
        context: &[(&'static str, &Value)],
    ) -> Result<String, Error> {
        let mut values = Context::new();
        for (key, value) in context {
            values.insert(*key, value);
        }
        self.tera.render(name, &values).map_err(|error| {
            let cause = match error.kind() {
                ErrorKind::RenderingError(report) => {
                    let (name, at) = (report.filename(), report.span());
                    let place = self.files.get(name).map_or(name, String::as_str);
                    // Lines count from 1 and columns from 0 there.
                    format!("{place}:{}:{}: {}", at.start_line, at.start_col + 1, report.message())
                }
                _ => error.to_string(),
            };
            Error::new("render the page", Path::new(address), cause)
        })
    }
}

/// The paths of the built-in templates and their texts, in path order.
pub fn built_in() -> Vec<(String, &'static str)> {
    let files = embedded::TEMPLATES.files().into_iter();
    files.filter_map(|(path, bytes)| Some((path, str::from_utf8(bytes).ok()?))).collect()
}

/// What is wrong with a template alone, so that one faulty text does not hide the next.
fn syntax(own: &Override<'_>) -> Option<TemplateFault> {
    let error = Tera::new().add_raw_template(&own.name(), &own.file.text).err()?;
    match error.kind() {
        ErrorKind::SyntaxError(report) => Some(TemplateFault {
            template: Some(own.name()),
            range: Some(report.span().range.clone()),
            message: report.message().to_owned(),
        }),
        // All else may lie in what the template names, which is not there.
        _ => None,
    }
}

/// What is wrong with a set of templates that are right each by itself.
fn faults_of(error: &tera::Error, overrides: &[Override<'_>]) -> Vec<TemplateFault> {
    let fault = |template: &str, message: String| {
        Vec::from([TemplateFault { template: Some(template.to_owned()), range: None, message }])
    };
    match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            let mut faults = fault(current, message);
            let text = overrides.iter().find(|own| own.name() == *current);
            let at = text.and_then(|own| own.file.text.find(parent.as_str()));
            faults[0].range = at.map(|at| at..at + parent.len());
            faults
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            fault(tpl, "the template extends itself, directly or through others".to_owned())
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            fault(tpl, "the template includes itself, directly or through others".to_owned())
        }
        _ => reports(&error.to_string(), overrides),
    }
}

/// Reads the reports of the engine, which it gives as one text:
///
/// ```text
/// error: Unknown filter `shout`
///  --> catalog/page/home.html:3:12
///   |
/// 3 | {{ view.title | shout }}
///   |                 ^^^^^
/// ```
fn reports(text: &str, overrides: &[Override<'_>]) -> Vec<TemplateFault> {
    let mut faults = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let Some((place, column)) = place.and_then(|place| place.rsplit_once(':')) else {
            continue;
        };
        let Some((name, line)) = place.rsplit_once(':') else { continue };
        let width = lines.nth(2).map_or(1, |line| line.matches('^').count().max(1));
        let own = overrides.iter().find(|own| own.name() == name);
        let range = own.and_then(|own| range(own, line.parse().ok()?, column.parse().ok()?, width));
        let message = message.to_owned();
        faults.push(TemplateFault { template: Some(name.to_owned()), range, message });
    }
    if faults.is_empty() {
        // A message without a place names the templates that it is about, the later one last.
        let mut named = overrides.iter().filter(|own| text.contains(&format!("`{}`", own.name())));
        let template = named.next_back().map(Override::name);
        faults.push(TemplateFault { template, range: None, message: text.to_owned() });
    }
    faults
}

/// Bytes from a line, a column in characters and a width in characters, all counted from 1.
fn range(own: &Override<'_>, line: u32, column: usize, width: usize) -> Option<Range<usize>> {
    let start = own.file.line_start(line) as usize;
    let mut letters = own.file.text.get(start..)?.char_indices().map(|(at, _)| start + at);
    let from = letters.nth(column.checked_sub(1)?)?;
    let to = letters.nth(width - 1).unwrap_or(own.file.text.len());
    Some(from..to)
}
