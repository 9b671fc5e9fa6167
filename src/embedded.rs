//! The files that are a part of the binary: templates, the theme, what catalogs and documents begin
//! with. The one door to the crate that puts them there.

use include_dir::{Dir, DirEntry, include_dir};

/// A folder of the repository as it was when the binary was built.
#[derive(Debug)]
pub struct Folder(Dir<'static>);

/// The templates of the pages.
pub static TEMPLATES: Folder = Folder(include_dir!("$CARGO_MANIFEST_DIR/templates"));

/// The built-in theme.
pub static THEME: Folder = Folder(include_dir!("$CARGO_MANIFEST_DIR/themes/default"));

/// A small catalog that shows what one can say.
pub static COMPLETE: Folder = Folder(include_dir!("$CARGO_MANIFEST_DIR/starters/complete"));

/// The least catalog that has no findings.
pub static MINIMAL: Folder = Folder(include_dir!("$CARGO_MANIFEST_DIR/starters/minimal"));

/// What stands below the first key of a new document, one file for each kind.
pub static DOCUMENTS: Folder = Folder(include_dir!("$CARGO_MANIFEST_DIR/starters/documents"));

/// What a catalog brings for an editor and for continuous integration.
pub static INTEGRATIONS: Folder = Folder(include_dir!("$CARGO_MANIFEST_DIR/starters/integrations"));

impl Folder {
    /// All files below it: their paths from it, with `/` between their parts, and their bytes. In
    /// the order of the paths.
    pub fn files(&'static self) -> Vec<(String, &'static [u8])> {
        let mut files = Vec::new();
        collect(&self.0, &mut files);
        files.sort();
        files
    }

    /// The text of a file; none where there is no such file, or where it is no text.
    pub fn text(&'static self, path: &str) -> Option<&'static str> {
        self.0.get_file(path).and_then(|file| file.contents_utf8())
    }
}

fn collect(folder: &'static Dir<'_>, files: &mut Vec<(String, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.push((path, file.contents()));
            }
        }
    }
}
