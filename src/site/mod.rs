//! What is known and judged, as pages. Every page is a typed view, its diagrams drawn and its
//! Markdown read; a template only lays it out.
//!
//! [`plan`] asks each kind of page for its pages. A page sees everything from its own folder (a
//! [`Standpoint`](standpoint::Standpoint)), so every address in it is relative.

pub mod drawings;
pub mod highlight;
pub mod html;
pub mod markdown;
pub mod nav;
pub mod page;
pub mod pages;
pub mod sitemap;
pub mod standpoint;
pub mod url;
pub mod view;

use rayon::prelude::*;

use crate::document::kinds::KINDS;
use crate::document::schema;
use crate::lint::verdict::Judgement;
use crate::site::nav::SiteSection;
use crate::site::page::Page;
use crate::site::pages::PAGES;
use crate::site::standpoint::Standpoint;
use crate::study::Study;

/// A site, planned and not yet rendered.
pub struct Site {
    /// The catalog's name.
    pub title: String,
    /// The address of the site, where the settings state it; ends in `/`.
    pub base_url: Option<String>,
    /// How many findings there are.
    pub findings: usize,
    /// The sections of the navigation.
    pub sections: Vec<SiteSection>,
    /// Every page, in a fixed order.
    pub pages: Vec<Page>,
    /// Files that are no pages: path from the root, and text.
    pub texts: Vec<(String, String)>,
}

/// Plans every page of a catalog.
pub fn plan(study: &Study, judgement: &Judgement) -> Site {
    let at = Standpoint { study, judgement, folder: "" };
    let pages: Vec<Vec<Page>> = PAGES.par_iter().map(|kind| (kind.plan)(at)).collect();
    let title = study.config.title.clone().unwrap_or_else(|| "Event catalog".to_owned());
    let base_url = study.config.base_url.as_ref();
    let base_url = base_url.map(|url| format!("{}/", url.trim_end_matches('/')));
    let pages: Vec<Page> = pages.into_iter().flatten().collect();
    let map = base_url.as_ref().map(|base| ("sitemap.xml".to_owned(), sitemap::text(base, &pages)));
    Site {
        title,
        base_url,
        findings: judgement.findings.len(),
        sections: nav::sections(at),
        pages,
        texts: schemas().into_iter().chain(map).collect(),
    }
}

/// The JSON Schema of each kind of document, for editors.
fn schemas() -> Vec<(String, String)> {
    let file = |kind: &crate::document::kind::Kind| {
        (format!("schemas/{}.schema.json", kind.name), schema::text(kind))
    };
    KINDS.iter().map(file).collect()
}
