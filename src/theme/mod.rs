//! What the pages look like: the templates and the theme of the binary, what the chosen theme puts
//! in their place, and what the catalog's own templates put in the place of both.
//!
//! Nothing is rendered here, so a check of a stranger's catalog runs none of its templates.

pub mod assets;
pub mod depth;
pub mod fault;
pub mod layers;
pub mod tags;
pub mod template;
pub mod unused;

use crate::config::{BUILT_IN_THEME, Config};
use crate::document::spanned::Spanned;
use crate::document::unreadable;
use crate::finding::{Finding, Level, did_you_mean};
use crate::source::Sources;
use crate::theme::assets::Asset;
use crate::theme::layers::Layers;
use crate::theme::template::Templates;

/// What the pages look like, read and checked.
pub struct Theme {
    /// The templates, each from the nearest layer that has it.
    pub templates: Templates,
    /// The files that all pages share.
    pub assets: Vec<Asset>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Theme").field("assets", &self.assets.len()).finish_non_exhaustive()
    }
}

/// The theme that the settings choose, with the catalog's own templates, and what is wrong with
/// them. A set of templates with a fault in it is not used at all: the pages of half a set are
/// nobody's intention.
pub fn of(sources: &Sources, config: &Config) -> (Theme, Vec<Finding>) {
    let name = config.theme.as_ref().map_or(BUILT_IN_THEME, |name| name.as_str());
    let mut findings: Vec<Finding> =
        config.theme.iter().filter_map(|name| unknown_theme(sources, name)).collect();
    let layers = Layers::of(sources, name);
    findings.extend(unused::documents(sources));
    let (assets, unpublished) = assets::of(&layers);
    findings.extend(unpublished);
    // What is selected is a link to a folder; it is told where documents are read.
    let unread = layers.files().filter(|(_, file)| !file.selected);
    let unread = unread.filter_map(|(id, file)| Some(unreadable(id, file, file.fault.as_ref()?)));
    findings.extend(unread);
    let templates = match layers.templates.iter().all(|own| own.file.fault.is_none()) {
        true => fault::load(&layers),
        false => Err(Vec::new()),
    };
    let templates = templates.unwrap_or_else(|faults| {
        findings.extend(faults);
        Templates::built_in()
    });
    findings.extend(unused::templates(&layers));
    (Theme { templates, assets }, findings)
}

fn unknown_theme(sources: &Sources, name: &Spanned<String>) -> Option<Finding> {
    let known = layers::themes(sources);
    if name.value == BUILT_IN_THEME || known.contains(&*name.value) {
        return None;
    }
    let message = format!("there is no theme `{}`", name.value);
    let finding = Finding::new("unknown-theme", Level::Error, name.span, message);
    let all = || std::iter::once(BUILT_IN_THEME).chain(known.iter().copied());
    let list: Vec<String> = all().map(|name| format!("`{name}`")).collect();
    let finding =
        finding.help(format!("a theme is a folder below `themes/`; here are {}", list.join(", ")));
    Some(match did_you_mean(&name.value, all()) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding,
    })
}
