//! One page to its files: HTML for people, JSON for programs, Markdown for agents and terminals.
//! Pure: the same page gives the same bytes, and nothing else is looked at.

use serde::Serialize;
use serde_json::{Value, json};

use crate::output::plain;
use crate::output::{ASSETS, File};
use crate::site::Site;
use crate::site::feed;
use crate::site::nav::{self, Nav};
use crate::site::page::{LOST, Page};
use crate::site::url;
use crate::site::view::piece::{Link, Section};
use crate::source::error::Error;
use crate::theme::template::Templates;

/// What the layout of a page knows beside its view.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    /// The title of the browser's tab: unlike that of any other page.
    full_title: String,
    description: &'a str,
    is_home: bool,
    home: String,
    readiness: String,
    in_readiness: bool,
    findings: String,
    in_findings: bool,
    style: String,
    script: String,
    search_script: String,
    search: String,
    icon: String,
    /// The folder of what a theme brings: `<img src="{{ page.assets }}logo.svg">`.
    assets: String,
    /// The same page as data and as Markdown; none for the page of dead addresses.
    data: Option<&'static str>,
    markdown: Option<&'static str>,
    canonical: Option<String>,
    /// The feed of changes, on the pages that are about them and on the first.
    feed: Option<String>,
    crumbs: &'a [Link],
    /// The last of the crumbs: the page itself.
    name: &'a str,
    contents: &'a [Section],
    nav: Nav,
}

/// The files of a page. Fails only where a template of ours is wrong.
pub fn render(site: &Site<'_>, page: &Page, templates: &Templates) -> Result<Vec<File>, Error> {
    let mut view = page.view.value();
    let mut files = vec![html(site, page, site.base_url.as_deref(), &view, templates)?];
    if page.file == "index.html" {
        strip(&mut view);
        let mut data =
            serde_json::to_string_pretty(&view).expect("a view is text, numbers and lists of such");
        data.push('\n');
        files.push(File::text(format!("{}data.json", page.folder), data));
        let text = plain::page(&page.title, &page.description, &view);
        files.push(File::text(format!("{}page.md", page.folder), text));
    }
    let beside = page.beside.iter();
    files.extend(beside.map(|(name, text)| File::text(format!("{}{name}", page.folder), text)));
    Ok(files)
}

/// The page of dead addresses for a server that shows the site at its root, whatever address it is
/// published at.
pub fn lost(site: &Site<'_>, page: &Page, templates: &Templates) -> Result<File, Error> {
    html(site, page, Some("/"), &page.view.value(), templates)
}

fn html(
    site: &Site<'_>,
    page: &Page,
    base: Option<&str>,
    view: &Value,
    templates: &Templates,
) -> Result<File, Error> {
    let frame = serde_json::to_value(frame(site, page, base)).expect("a frame is plain data");
    let around = json!({ "title": site.title, "findings": site.findings });
    let template = format!("page/{}.html", page.template);
    let address = format!("{}{}", page.folder, page.file);
    let context = [("site", &around), ("page", &frame), ("view", view)];
    let html = templates.render(&address, &template, &context)?;
    Ok(File::text(address, html))
}

fn frame<'a>(site: &'a Site<'_>, page: &'a Page, base: Option<&str>) -> Frame<'a> {
    // Only the page of dead addresses is shown where its relative links would lead astray.
    let base = base.filter(|_| page.file == LOST);
    let to = |path: &str| match base {
        Some(base) => format!("{base}{path}"),
        None => url::relative(&page.folder, path),
    };
    let is_home = page.folder.is_empty() && page.file == "index.html";
    let of_changes = is_home || page.section == "changes";
    let mut nav = nav::of(&site.sections, page);
    if let Some(base) = base {
        for section in &mut nav.sections {
            section.href = format!("{base}{}", section.href);
        }
    }
    let beside = (page.file == "index.html").then_some(());
    Frame {
        title: &page.title,
        full_title: match is_home || page.title == site.title {
            true => page.title.clone(),
            false => format!("{} · {}", page.title, site.title),
        },
        description: match page.description.is_empty() {
            true => &page.title,
            false => &page.description,
        },
        is_home,
        home: to("index.html"),
        readiness: to("readiness/index.html"),
        in_readiness: page.section == "readiness",
        findings: to("findings/index.html"),
        in_findings: page.section == "findings",
        style: to(&format!("{ASSETS}eventbook.css")),
        script: to(&format!("{ASSETS}eventbook.js")),
        search_script: to(&format!("{ASSETS}search.js")),
        search: to("search/index.html"),
        icon: to(&format!("{ASSETS}icon.svg")),
        assets: to(ASSETS),
        data: beside.map(|()| "data.json"),
        markdown: beside.map(|()| "page.md"),
        canonical: page.canonical.as_deref().map(|folder| to(&url::page(folder))),
        feed: site.feed.as_ref().filter(|_| of_changes).map(|_| to(feed::PATH)),
        crumbs: &page.crumbs,
        name: page.name.as_deref().unwrap_or(&page.title),
        contents: &page.contents,
        nav,
    }
}

/// Takes the markup out of a view: what is left is the data that the markup was made of.
fn strip(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|key, _| !(key == "svg" || key.ends_with("_html")));
            entries.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
