//! What a file of a catalog is for, told by its path alone: data, a schema in a language of its own,
//! a template, or a part of a theme.

/// The folder of a catalog's own templates.
pub const TEMPLATES: &str = "templates/";

/// The folder of a catalog's themes, one folder each.
pub const THEMES: &str = "themes/";

/// The endings of schemas in languages of their own.
pub const SCHEMAS: [&str; 2] = [".avsc", ".proto"];

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// YAML or JSON: a document, or a target of `$ref`.
    Data,
    /// The schema of a payload in a language of its own: never a document, read where one names it.
    Schema,
    /// The text of a template, of the catalog or of one of its themes.
    Template,
    /// Any other file of a theme, taken byte for byte.
    Asset,
}

/// The role of a file; none for files that are not read.
pub fn of(path: &str) -> Option<Role> {
    let in_theme = path.strip_prefix(THEMES).and_then(|path| path.split_once('/'));
    let template_of_theme = in_theme.is_some_and(|(_, inside)| inside.starts_with(TEMPLATES));
    if (path.starts_with(TEMPLATES) || template_of_theme) && path.ends_with(".html") {
        return Some(Role::Template);
    }
    if is_yaml(path) {
        return Some(Role::Data);
    }
    if in_theme.is_some() && !template_of_theme {
        return Some(Role::Asset);
    }
    if SCHEMAS.iter().any(|ending| path.ends_with(ending)) {
        return Some(Role::Schema);
    }
    path.ends_with(".json").then_some(Role::Data)
}

/// Whether a file that the settings' patterns select is looked at for documents: not in the folders
/// of templates and themes, and not one that is a schema by its name.
pub fn may_be_document(path: &str) -> bool {
    !is_look(path) && of(path) != Some(Role::Schema)
}

/// Whether a path leads into the folders of templates and themes, where no document is looked for.
pub fn is_look(path: &str) -> bool {
    path.starts_with(TEMPLATES) || path.starts_with(THEMES)
}

/// Whether a file is called as documents are.
pub fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_the_role() {
        assert_eq!(of("events/a.yaml"), Some(Role::Data));
        assert_eq!(of("schemas/a.json"), Some(Role::Data));
        assert_eq!(of("schemas/a.avsc"), Some(Role::Schema));
        assert_eq!(of("a.proto"), Some(Role::Schema));
        assert_eq!(of("README.md"), None);
        assert_eq!(of("templates/page/home.html"), Some(Role::Template));
        assert_eq!(of("templates/README.md"), None);
        assert_eq!(of("docs/templates/a.html"), None);
        assert_eq!(of("themes/a/templates/layout.html"), Some(Role::Template));
        assert_eq!(of("themes/a/templates/notes.txt"), None);
        assert_eq!(of("themes/a/fonts/a.woff2"), Some(Role::Asset));
        assert_eq!(of("themes/a/site.webmanifest.json"), Some(Role::Asset));
        assert_eq!(of("themes/a/old.yaml"), Some(Role::Data));
        assert_eq!(of("themes/a/old.proto"), Some(Role::Asset));
        assert_eq!(of("themes/a.css"), None);
    }
}
