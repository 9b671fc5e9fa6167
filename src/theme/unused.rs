//! Files below `templates/` and `themes/` that have no effect: most are called almost right.

use crate::document::kinds::KINDS;
use crate::finding::{Finding, Level, did_you_mean};
use crate::source::role::{is_look, is_yaml};
use crate::source::span::{FileId, Span};
use crate::source::{SourceFile, Sources};
use crate::theme::layers::{Layers, Override};
use crate::theme::tags::{calls, components, named_in};
use crate::theme::template::built_in;

/// The finding for a file without an effect.
pub fn finding(file: FileId, message: String) -> Finding {
    Finding::new("unused-override", Level::Warn, Span::new(file, 0, 0), message)
}

/// Documents where none is looked for.
pub fn documents(sources: &Sources) -> Vec<Finding> {
    let hidden = sources.iter().filter(|(_, file)| is_look(&file.path) && is_yaml(&file.path));
    let hidden = hidden.filter(|(_, file)| declares(file));
    let told = hidden.map(|(id, _)| {
        finding(id, "no document is read below `templates/` and `themes/`".to_owned())
            .help("move it elsewhere, or name it under `ignore` in eventbook.yaml")
    });
    told.collect()
}

/// Whether the first key of a file is a kind of document.
fn declares(file: &SourceFile) -> bool {
    let lines = file.text.lines().map(str::trim_end);
    let first = lines.filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    let first = first.filter_map(|line| line.split_once(':')).next();
    first.is_some_and(|(key, _)| KINDS.iter().any(|kind| kind.name == key))
}

/// Templates that replace nothing and that no other template names.
pub fn templates(layers: &Layers<'_>) -> Vec<Finding> {
    let ours = built_in();
    let known = |path: &str| ours.iter().any(|(known, _)| *known == path);
    let stray = layers.templates.iter().filter(|own| !known(own.path));
    let stray = stray.filter(|own| !is_used(own, layers, &ours));
    let told = stray.map(|own| {
        let message = format!(
            "`{}` takes the place of no template, and no other includes or extends it",
            own.path
        );
        let found = finding(own.id, message);
        match did_you_mean(own.path, ours.iter().map(|(path, _)| path.as_str())) {
            Some(near) => found.label(format!("did you mean `{near}`?")),
            None => found.help("the book lists all templates under \"Themes\""),
        }
    });
    told.collect()
}

fn is_used(own: &Override<'_>, layers: &Layers<'_>, ours: &[(String, &str)]) -> bool {
    let others = layers.templates.iter().filter(|other| other.id != own.id);
    let others: Vec<&str> = others.map(|other| other.file.text.as_str()).collect();
    let name = own.name();
    let named = others
        .iter()
        .any(|text| named_in(text).any(|mention| mention == own.path || mention == name));
    let texts = || others.iter().copied().chain(ours.iter().map(|(_, text)| *text));
    named || components(&own.file.text).any(|name| texts().any(|text| calls(text, name)))
}
