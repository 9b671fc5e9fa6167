//! # What it finds
//! A template below `templates/`, or of the chosen theme, that the template engine cannot read: a
//! fault of syntax, a filter or component that does not exist, a template that extends or includes
//! what is not there, or itself. What a template prints is not tried here: a name that a page does not
//! have shows when the site is built.
//!
//! # Why it matters
//! A set of templates with a fault in it is not used at all: the site is built with the built-in ones.
//!
//! # Bad
//! ```yaml
//! # templates/part/footer.html
//! {% component footer(page, site) %}<footer>{{ site.title | shout }}</footer>{% endcomponent footer %}
//! ```
//!
//! # Good
//! ```yaml
//! # templates/part/footer.html
//! {% component footer(page, site) %}<footer>{{ site.title | upper }}</footer>{% endcomponent footer %}
//! ```
//!
//! # When to allow it
//! Never: a page that nobody can build tells nobody anything. Name the file under `ignore` in
//! `eventbook.yaml` until it is mended.
//!
//! # Source
//! The template engine's own check, made when the catalog is read and not when a page is made.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-template",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("invalid_template.rs"),
    check: Check::Reading,
};
