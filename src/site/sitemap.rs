//! The site map: every page's own address, for search engines. It is the one file that must know
//! where the site will be published.

use crate::draw::svg;
use crate::site::page::Page;
use crate::site::url;

/// The site map of pages below an address that ends in `/`, as `sitemap.xml` holds it.
///
/// See sitemaps.org, protocol 0.9. A page that says the same as another is left out.
pub fn text(base: &str, pages: &[Page]) -> String {
    let listed = pages.iter().filter(|page| page.file == "index.html" && page.canonical.is_none());
    svg::document("urlset", |root| {
        root.set("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
        for page in listed {
            let address = format!("{base}{}", url::path(&page.folder));
            root.child("url").child("loc").text(&address);
        }
    })
}
