//! The site map: every page's own address, for search engines. It is the one file that must know
//! where the site will be published.

use crate::draw::svg;
use crate::site::page::Page;
use crate::site::url;

/// The folder of a page that belongs into the map. A page that says the same as another does not.
pub fn listed(page: &Page) -> Option<String> {
    let listed = page.file == "index.html" && page.canonical.is_none();
    listed.then(|| page.folder.clone())
}

/// The site map of the pages in these folders, below an address that ends in `/`, as `sitemap.xml`
/// holds it: see sitemaps.org, protocol 0.9.
pub fn text(base: &str, folders: &[String]) -> String {
    svg::document("urlset", |root| {
        root.set("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
        for folder in folders {
            let address = format!("{base}{}", url::path(folder));
            root.child("url").child("loc").text(&address);
        }
    })
}
