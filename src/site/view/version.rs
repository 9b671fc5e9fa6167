//! Where a version of an event stands in its life, in words.

use crate::catalog::event::{EventVersion, Successor};
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link};

/// Since when, until when and for what it is given up.
pub fn deprecation(at: Standpoint<'_>, version: &EventVersion) -> Option<Fact> {
    let stated = version.stated.deprecation.as_ref()?;
    let mut fact = Fact::new("");
    if let Some(day) = stated.since {
        fact = fact.text(format!("Deprecated since {day}. "));
    }
    if let Some(day) = stated.sunset {
        fact = fact.text(format!("Published until {day}. "));
    }
    match (&version.replaced_by, &stated.replaced_by) {
        (Some(successor), _) => {
            fact = fact.text("Replaced by ").link(replacement(at, successor)).text(". ");
        }
        (None, Some(name)) => fact = fact.text(format!("Replaced by {}. ", name.value)),
        (None, None) => {}
    }
    match &stated.reason {
        Some(reason) => fact.text(reason).known(),
        None => fact.known(),
    }
}

/// The page of the very version that replaces another, or of the event where none is named.
fn replacement(at: Standpoint<'_>, successor: &Successor) -> Link {
    let event = &at.catalog().events[successor.event];
    let named = successor.version.as_ref();
    let version = event.versions.iter().find(|version| Some(&version.version) == named);
    let Link { title, href, kind } = at.event(successor.event);
    match version.map(|version| at.version(event, version)) {
        Some(version) => {
            Link { title: format!("{title} {}", version.title), href: version.href, kind }
        }
        None => Link { title, href, kind },
    }
}
