//! The page for addresses that lead nowhere. A server shows it at any depth, so it is the one page
//! whose links need the site's address, where the settings state it.

use serde::Serialize;

use crate::site::page::{Draft, LOST, Page, PageKind};
use crate::site::standpoint::Standpoint;

/// The page for addresses that lead nowhere.
pub const PAGE: PageKind =
    PageKind { name: "not_found", sentence: "What to do when an address leads nowhere.", plan };

/// Nothing but the way back.
#[derive(Debug, Serialize)]
struct NotFoundView {
    home: String,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new("", move |_| page(at)).called(LOST)]
}

fn page(at: Standpoint<'_>) -> Page {
    let view = NotFoundView { home: at.link("Home", "", "").href };
    let mut page = Page::new("not_found", "", "Page not found", view)
        .described("There is no page at this address.");
    page.file = LOST;
    page
}
