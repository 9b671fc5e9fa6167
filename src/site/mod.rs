//! What is known and judged, as pages. Every page is a typed view, its diagrams drawn and its
//! Markdown read; a template only lays it out.
//!
//! [`plan`] asks each kind of page for its pages, which are made one at a time when they are written.
//! A page sees everything from its own folder (a [`Standpoint`](standpoint::Standpoint)), so every
//! address in it is relative.

pub mod drawings;
pub mod feed;
pub mod highlight;
pub mod html;
pub mod listing;
pub mod markdown;
pub mod nav;
pub mod page;
pub mod pages;
pub mod search;
pub mod sitemap;
pub mod standpoint;
pub mod url;
pub mod view;

use crate::config::UNTITLED;
use crate::document::kinds::KINDS;
use crate::document::schema;
use crate::lint::settings;
use crate::lint::verdict::Judgement;
use crate::site::feed::Feed;
use crate::site::nav::SiteSection;
use crate::site::page::Draft;
use crate::site::pages::PAGES;
use crate::site::standpoint::Standpoint;
use crate::study::Study;

/// A site, planned and not yet rendered.
pub struct Site<'a> {
    /// The catalog's name.
    pub title: String,
    /// The address of the site, where the settings state it; ends in `/`.
    pub base_url: Option<String>,
    /// The feed of changes, where that address is known.
    pub feed: Option<Feed<'a>>,
    /// How many findings there are.
    pub findings: usize,
    /// The sections of the navigation.
    pub sections: Vec<SiteSection>,
    /// Every page, in a fixed order.
    pub drafts: Vec<Draft<'a>>,
    /// Files that are no pages: path from the root, and text.
    pub texts: Vec<(String, String)>,
}

/// Plans every page of a catalog.
pub fn plan<'a>(study: &'a Study, judgement: &'a Judgement) -> Site<'a> {
    let at = Standpoint { study, judgement, folder: "" };
    let title = study.config.title.clone().unwrap_or_else(|| UNTITLED.to_owned());
    let base_url = study.config.base_url.as_ref();
    let base_url = base_url.map(|url| format!("{}/", url.trim_end_matches('/')));
    let feed = base_url.clone().map(|base| Feed { at, title: title.clone(), base });
    Site {
        title,
        base_url,
        feed,
        findings: judgement.findings.len(),
        sections: nav::sections(at),
        drafts: PAGES.iter().flat_map(|kind| (kind.plan)(at)).collect(),
        texts: schemas(),
    }
}

/// The JSON Schema of each kind of document, of documents of any kind and of the settings, for
/// editors.
fn schemas() -> Vec<(String, String)> {
    let kinds = KINDS.iter().map(|kind| (kind.name, schema::text(kind)));
    let any = ("document", format!("{:#}\n", schema::any::any()));
    let config = ("config", format!("{:#}\n", settings::schema()));
    let all = kinds.chain([any, config]);
    all.map(|(name, text)| (format!("schemas/{name}.schema.json"), text)).collect()
}
