//! The JSON Schemas that lie in a catalog for editors, in a dot folder that is eventbook's own: it is
//! not read as a part of the catalog, and what lies there is renewed by every version that writes it.

use std::fs;
use std::path::Path;

use crate::document::kinds::KINDS;
use crate::document::schema::{any, text};
use crate::lint::settings;
use crate::output::File;
use crate::output::add::{add, obstacle};
use crate::source::error::Error;

/// Where the schemas lie, from the root of the catalog.
pub const SCHEMAS: &str = ".eventbook/schemas";

/// Every schema that an editor needs: one for each kind, one for documents of any kind, and one for
/// the settings.
pub fn all() -> Vec<File> {
    let file = |name: &str, text: String| File::text(path(name), text);
    let kinds = KINDS.iter().map(|kind| file(kind.name, text(kind)));
    let any = file("document", format!("{:#}\n", any::any()));
    let config = file("config", format!("{:#}\n", settings::schema()));
    kinds.chain([any, config]).collect()
}

/// The path of a schema, from the root of the catalog.
pub fn path(name: &str) -> String {
    format!("{SCHEMAS}/{name}.schema.json")
}

/// Writes a schema, or replaces the one of another version of eventbook. Fails where something else
/// than a file is in the way, or where the disk refuses.
pub fn renew(root: &Path, file: File) -> Result<(), Error> {
    let path = root.join(&file.path);
    let there = obstacle(root, &file.path)?.is_some_and(|part| part == file.path);
    if there && fs::symlink_metadata(&path).is_ok_and(|data| data.is_file()) {
        #[expect(clippy::disallowed_methods, reason = "output reads only what it wrote itself")]
        let old = fs::read(&path).map_err(|error| Error::new("read", &path, error))?;
        if old == file.bytes {
            return Ok(());
        }
        #[expect(clippy::disallowed_methods, reason = "output is the only writer")]
        fs::remove_file(&path).map_err(|error| Error::new("replace", &path, error))?;
    }
    add(root, &[file]).map(drop)
}
