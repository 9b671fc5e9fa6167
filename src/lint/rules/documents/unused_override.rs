//! # What it finds
//! A file below `templates/` or of the chosen theme that has no effect: a template at a path where no
//! built-in one is, which no other template includes, extends or calls; a part of a theme that is
//! called nearly like one that has an effect; an asset whose name cannot be published; a document,
//! because none is looked for there.
//!
//! # Why it matters
//! Most such files are called almost right. Their author believes that they work.
//!
//! # Bad
//! ```yaml
//! # templates/part/foter.html
//! {% component foter(page, site) %}<footer>{{ site.title }}</footer>{% endcomponent foter %}
//! ```
//!
//! # Good
//! ```yaml
//! # templates/part/footer.html
//! {% component footer(page, site) %}<footer>{{ site.title }}</footer>{% endcomponent footer %}
//! ```
//!
//! # When to allow it
//! While a template is written that others will include. Name the file under `ignore` in
//! `eventbook.yaml` if it serves something else.
//!
//! # Source
//! The template engine's own check, made when the catalog is read and not when a page is made.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unused-override",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unused_override.rs"),
    check: Check::Reading,
};
