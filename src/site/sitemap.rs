//! The site map: every page's own address, for search engines. It is the one file that must know
//! where the site will be published.

use crate::draw::svg;
use crate::site::page::Mention;
use crate::site::url;

/// The site map of these pages, below an address that ends in `/`, as `sitemap.xml` holds it: see
/// sitemaps.org, protocol 0.9.
pub fn text(base: &str, pages: &[Mention]) -> String {
    svg::document("urlset", |root| {
        root.set("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
        for page in pages.iter().filter(|page| page.mapped) {
            let address = format!("{base}{}", url::path(&page.folder));
            root.child("url").child("loc").text(&address);
        }
    })
}
