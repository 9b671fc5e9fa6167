//! The files of the layers above the built-in one: the catalog's own templates, and the chosen
//! theme with its templates and assets.

use std::collections::BTreeSet;

use crate::source::role::{self, Role, TEMPLATES, THEMES};
use crate::source::span::FileId;
use crate::source::{SourceFile, Sources};

/// What names a template of the catalog itself, before its path.
pub const CATALOG: &str = "catalog/";

/// What names a template of the chosen theme, before its path.
pub const THEME: &str = "theme/";

/// What names a built-in template, before its path.
pub const BUILT_IN: &str = "builtin/";

/// A template that takes the place of another, or serves those that do.
#[derive(Debug, Clone, Copy)]
pub struct Override<'a> {
    /// [`CATALOG`] or [`THEME`].
    pub layer: &'static str,
    /// Its path from the folder of templates: `page/home.html`.
    pub path: &'a str,
    /// Its file.
    pub id: FileId,
    /// What was read.
    pub file: &'a SourceFile,
}

impl Override<'_> {
    /// The name that templates can give it, unlike that of any other.
    pub fn name(&self) -> String {
        format!("{}{}", self.layer, self.path)
    }
}

/// A file of the theme that is no template.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its path from the theme's folder: `tokens.css`.
    pub path: &'a str,
    /// Its file.
    pub id: FileId,
    /// What was read.
    pub file: &'a SourceFile,
}

/// The layers above the built-in one, each in path order.
#[derive(Debug)]
pub struct Layers<'a> {
    /// The templates of both layers.
    pub templates: Vec<Override<'a>>,
    /// The other files of the theme.
    pub parts: Vec<Part<'a>>,
}

impl<'a> Layers<'a> {
    /// The layers of a catalog with this theme.
    pub fn of(sources: &'a Sources, theme: &str) -> Self {
        let mut layers = Layers { templates: Vec::new(), parts: Vec::new() };
        for (id, file) in sources.iter() {
            let in_theme = below(&file.path, theme);
            match (role::of(&file.path), in_theme, file.path.strip_prefix(TEMPLATES)) {
                (Some(Role::Template), _, Some(path)) => {
                    layers.templates.push(Override { layer: CATALOG, path, id, file });
                }
                (Some(Role::Template), Some(path), None) => {
                    let path = path.strip_prefix(TEMPLATES).unwrap_or(path);
                    layers.templates.push(Override { layer: THEME, path, id, file });
                }
                (Some(Role::Asset), Some(path), None) => {
                    layers.parts.push(Part { path, id, file });
                }
                _ => {}
            }
        }
        layers
    }

    /// Every file of the layers.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &'a SourceFile)> {
        let templates = self.templates.iter().map(|template| (template.id, template.file));
        templates.chain(self.parts.iter().map(|part| (part.id, part.file)))
    }
}

/// The names of the themes of a catalog: the folders below `themes/` in which a file lies.
pub fn themes(sources: &Sources) -> BTreeSet<&str> {
    let inside = sources.iter().filter_map(|(_, file)| file.path.strip_prefix(THEMES));
    inside.filter_map(|path| Some(path.split_once('/')?.0)).collect()
}

fn below<'a>(path: &'a str, theme: &str) -> Option<&'a str> {
    path.strip_prefix(THEMES)?.strip_prefix(theme)?.strip_prefix('/')
}
