//! The only door to the template engine. Templates lie in the binary; everything they print is
//! escaped, and a name that a view does not have is an error, not an empty place.

use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};
use serde_json::Value;
use tera::{Context, Tera};

use crate::source::error::Error;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The templates, read and checked.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// The templates of the binary.
    pub fn embedded() -> Result<Self, Error> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        let mut sources = Vec::new();
        collect(&TEMPLATES, &mut sources);
        sources.sort();
        tera.add_raw_templates(sources).map_err(|error| failure("templates", &error))?;
        Ok(Templates { tera })
    }

    /// A template filled in: `site`, `page` and `view` are what it can name.
    pub fn render(&self, name: &str, context: &[(&'static str, &Value)]) -> Result<String, Error> {
        let mut values = Context::new();
        for (key, value) in context {
            values.insert(*key, value);
        }
        self.tera.render(name, &values).map_err(|error| failure(name, &error))
    }
}

/// The names of the templates and their sources.
fn collect(folder: &'static Dir<'_>, sources: &mut Vec<(&'static str, &'static str)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, sources),
            DirEntry::File(file) => {
                let name = file.path().to_str().zip(file.contents_utf8());
                sources.extend(name);
            }
        }
    }
}

/// A template that cannot be read or does not fit its view: a fault of ours, never of a catalog.
fn failure(template: &str, error: &tera::Error) -> Error {
    Error::new("render the template", Path::new(template), error)
}
