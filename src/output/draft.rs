//! A new document: the template of its kind, filled in and written where documents of its kind
//! lie, with the schema that an editor needs beside it.

use std::path::PathBuf;

use crate::document::kind::Kind;
use crate::document::values::id::Id;
use crate::document::{Documents, schema};
use crate::embedded;
use crate::output::File;
use crate::output::add::add;
use crate::output::schemas;
use crate::source::Sources;
use crate::source::error::Error;
use crate::source::pattern::Selection;

/// The column at which the templates explain a key.
const COLUMN: usize = 40;

/// A document that is to be begun.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it declares.
    pub kind: &'static Kind,
    /// Its id.
    pub id: Id,
    /// Keys that have a value from the start, such as `owner`.
    pub keys: Vec<(&'static str, Id)>,
}

/// Where a new document lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The file.
    pub path: PathBuf,
    /// The 1-based line where there is something to fill in.
    pub line: usize,
}

impl Draft {
    /// The path from the catalog's root: `events/order-placed.yaml`.
    pub fn path(&self) -> String {
        format!("{}s/{}.yaml", self.kind.name, kebab(&self.id))
    }

    /// The document, with comments that explain its keys.
    pub fn text(&self) -> String {
        let (kind, id) = (self.kind.name, plain(&self.id));
        let mut text = format!(
            "# yaml-language-server: $schema=../{}\n\
             # {}\n\
             # Keys in comments are optional: take away the `# ` in front of one to use it.\n\
             {kind}: {id}\n",
            schemas::path(kind),
            self.kind.sentence
        );
        for line in template(self.kind).lines() {
            let stated = self.keys.iter().find(|(key, _)| line.starts_with(&format!("# {key}:")));
            match stated {
                Some((key, value)) => {
                    let stated = format!("{key}: {}", plain(value));
                    let why = line.rsplit_once(" # ").map_or("", |(_, why)| why);
                    text.push_str(&format!("{stated:COLUMN$}# {why}\n"));
                }
                None => text.extend([line, "\n"]),
            }
        }
        text
    }
}

/// Writes a new document into a catalog, and the schema of its kind for editors.
///
/// Fails, with nothing written, where the catalog declares the id already, where a file is in the
/// way, where the settings would not let the document be read, or where the disk refuses.
pub fn write(
    draft: &Draft,
    sources: &Sources,
    selection: &Selection,
    documents: &Documents,
) -> Result<Drafted, Error> {
    let path = draft.path();
    let full = sources.root.join(&path);
    let refuse = |cause: String| Err(Error::new("create", &full, cause));
    if let Some(place) = declared(draft, sources, documents) {
        return refuse(format!("{place} declares it already"));
    }
    if !selection.is_document(&path) || selection.is_ignored(&path) {
        let keys = "`documents` and `ignore` in eventbook.yaml";
        return refuse(format!("by {keys} it would not be read as a document"));
    }
    let text = draft.text();
    let line = text.lines().take_while(|line| line.starts_with('#')).count() + 2;
    let added = add(&sources.root, &[File::text(path, text)])?;
    let schema = File::text(schemas::path(draft.kind.name), schema::text(draft.kind));
    if let Err(error) = schemas::renew(&sources.root, schema) {
        added.undo();
        return Err(error);
    }
    Ok(Drafted { path: full, line })
}

/// What declares the id, and where. Ids that differ only in capitals would share a page.
fn declared(draft: &Draft, sources: &Sources, documents: &Documents) -> Option<String> {
    let same = |kind: &str, id: &str| kind == draft.kind.name && id.eq_ignore_ascii_case(&draft.id);
    let whole = documents.documents.iter().find(|one| same(one.kind.name, &one.id)).map(|one| {
        let (path, place) = (&sources.file(one.span.file).path, sources.position(one.span));
        (format!("{path}:{}:{}", place.line, place.column), one.id.as_str())
    });
    let broken = || {
        documents.broken.iter().find_map(|one| {
            let (_, id) = one.declares.as_ref().filter(|(kind, id)| same(kind, id))?;
            Some((sources.file(one.file).path.clone(), id.as_str()))
        })
    };
    let (place, id) = whole.or_else(broken)?;
    Some(if id == &*draft.id { place } else { format!("`{id}` in {place}") })
}

fn template(kind: &Kind) -> &'static str {
    let text = embedded::DOCUMENTS.text(&format!("{}.yaml", kind.name));
    text.unwrap_or_else(|| unreachable!("each kind has a template, which a test checks"))
}

/// An id as a file is called: `OrderPlaced` as `order-placed`, `HTTPFailed` as `http-failed`.
fn kebab(id: &str) -> String {
    let mut name = String::with_capacity(id.len() + 8);
    let bytes = id.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next_is_small = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        let begins = at > 0
            && byte.is_ascii_uppercase()
            && (bytes[at - 1].is_ascii_lowercase()
                || bytes[at - 1].is_ascii_digit()
                || bytes[at - 1].is_ascii_uppercase() && next_is_small);
        if begins {
            name.push('-');
        }
        name.push(if *byte == b'_' { '-' } else { char::from(byte.to_ascii_lowercase()) });
    }
    name
}

/// An id as YAML: in quotes where an editor could take it for a number or another word of YAML.
fn plain(id: &Id) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let letter = id.starts_with(|first: char| first.is_ascii_alphabetic());
    let word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(id));
    if letter && !word { id.to_string() } else { format!("\"{id}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_as_one_would_type_them() {
        for (id, name) in [
            ("OrderPlaced", "order-placed"),
            ("order-service", "order-service"),
            ("order-events.DLQ", "order-events.dlq"),
            ("HTTPRequestFailed", "http-request-failed"),
            ("orders_db", "orders-db"),
            ("Order2Placed", "order2-placed"),
            ("A", "a"),
        ] {
            assert_eq!(kebab(id), name);
        }
    }

    #[test]
    fn an_id_stays_text() {
        let yaml = |id: &str| plain(&id.parse::<Id>().expect("a legal id"));
        assert_eq!(yaml("OrderPlaced"), "OrderPlaced");
        for id in ["404", "1e5", "No", "null"] {
            assert_eq!(yaml(id), format!("\"{id}\""));
        }
    }
}
