//! Markdown to markup, the only door to its parser. A document's author is not trusted: raw HTML
//! is shown as text, links go only where a browser opens a page or a letter, images become their
//! alternative text.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::document::values::link::is_safe;
use crate::site::html::{Html, escaped};
use crate::site::url::slug;

/// Markdown as its author wrote it, and as the page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Prose {
    /// The source, made harmless: see [`harmless`].
    pub markdown: String,
    /// The markup.
    pub text_html: Html,
}

/// Reads Markdown. `scope` tells apart the ids of headings where a page has several texts; it may
/// be empty.
pub fn prose(source: &str, scope: &str) -> Prose {
    // Its headings stand below the page's h1 and its section's h2.
    Prose { markdown: harmless(source, 2), text_html: html(source, scope, 2) }
}

/// Reads Markdown that is all of a page below its title.
pub fn page_text(source: &str) -> Prose {
    Prose { markdown: harmless(source, 1), text_html: html(source, "", 1) }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The markup of a Markdown text.
fn html(source: &str, scope: &str, above: usize) -> Html {
    let events: Vec<Event<'_>> = Parser::new_ext(source, options()).collect();
    let mut writer = Writer {
        scope,
        above,
        ids: BTreeMap::new(),
        links: Vec::new(),
        safe: Vec::with_capacity(events.len()),
    };
    for (at, event) in events.iter().enumerate() {
        writer.event(event, &events[at + 1..]);
    }
    let mut markup = String::new();
    pulldown_cmark::html::push_html(&mut markup, writer.safe.into_iter());
    Html::written(markup)
}

struct Writer<'s, 'e> {
    scope: &'s str,
    /// How many levels of headings lie above the text's own.
    above: usize,
    /// How often each heading's id was given.
    ids: BTreeMap<String, usize>,
    /// For each open link, whether it is written.
    links: Vec<bool>,
    /// What is written: the parser's events, and markup where ours differs from its writer's.
    safe: Vec<Event<'e>>,
}

impl<'e> Writer<'_, 'e> {
    /// Writes one event; `rest` follows it and lets a heading or a table be named by its text.
    fn event(&mut self, event: &Event<'e>, rest: &[Event<'e>]) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => {
                self.safe.push(Event::Text(text.clone()));
            }
            Event::Start(Tag::HtmlBlock) => self.safe.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.safe.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { dest_url, .. }) => {
                let safe = is_safe(dest_url);
                self.links.push(safe);
                if safe {
                    let address = escaped(dest_url);
                    self.inline(format!("<a href=\"{address}\" rel=\"noopener noreferrer\">"));
                }
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.inline("</a>".to_owned());
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let id = escaped(&self.heading_id(rest));
                let level = lowered(*level, self.above);
                self.block(format!("<h{level} id=\"{id}\">"));
            }
            Event::End(TagEnd::Heading(level)) => {
                let level = lowered(*level, self.above);
                self.block(format!("</h{level}>\n"));
            }
            // What can be wider than the page scrolls by itself, with the keyboard too.
            Event::Start(Tag::CodeBlock(_)) => {
                self.block("<pre tabindex=\"0\"><code>".to_owned());
            }
            Event::End(TagEnd::CodeBlock) => self.block("</code></pre>\n".to_owned()),
            Event::Start(Tag::Table(_)) => {
                let label = escaped(&words(rest, TagEnd::TableHead));
                self.block(format!(
                    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of {label}\">"
                ));
                self.safe.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                self.safe.push(event.clone());
                self.block("</div>\n".to_owned());
            }
            other => self.safe.push(other.clone()),
        }
    }

    fn inline(&mut self, markup: String) {
        self.safe.push(Event::InlineHtml(CowStr::from(markup)));
    }

    fn block(&mut self, markup: String) {
        self.safe.push(Event::Html(CowStr::from(markup)));
    }

    /// An id that no other heading has and that cannot shadow anything of the page.
    fn heading_id(&mut self, rest: &[Event<'_>]) -> String {
        let text = words_until(rest, |event| matches!(event, Event::End(TagEnd::Heading(_))));
        let separator = if self.scope.is_empty() { "" } else { "-" };
        let id = format!("h-{}{separator}{}", self.scope, slug(&text).to_lowercase());
        let count = self.ids.entry(id.clone()).or_default();
        *count += 1;
        if *count > 1 { format!("{id}-{count}") } else { id }
    }
}

fn lowered(level: HeadingLevel, above: usize) -> usize {
    (level as usize + above).min(6)
}

/// The words up to the end of an element, cells separated by commas.
fn words(events: &[Event<'_>], end: TagEnd) -> String {
    words_until(events, |event| *event == Event::End(end))
}

fn words_until(events: &[Event<'_>], is_end: impl Fn(&Event<'_>) -> bool) -> String {
    let mut words = String::new();
    for event in events.iter().take_while(|event| !is_end(event)) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::TableCell) if !words.is_empty() => words.push_str(", "),
            _ => {}
        }
    }
    words
}

/// The source with what a careless reader would run taken apart: raw HTML and links to other
/// schemes show as text, headings begin below the sections of a page.
fn harmless(source: &str, above: usize) -> String {
    let mut result = String::with_capacity(source.len());
    let mut copied = 0;
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        if range.start < copied {
            continue;
        }
        let before = &source[copied..range.start];
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                result.push_str(before);
                result.push_str(&source[range.clone()].replace('<', "&lt;"));
                copied = range.end;
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !is_safe(&dest_url) =>
            {
                result.push_str(before);
                result.push('\\');
                copied = range.start;
            }
            Event::Start(Tag::Heading { .. }) if source[range.start..].starts_with('#') => {
                result.push_str(before);
                result.push_str(&"#".repeat(above));
                copied = range.start;
            }
            _ => {}
        }
    }
    result.push_str(&source[copied..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(source: &str) -> String {
        html(source, "", 2).as_str().to_owned()
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(markup("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
        let block = markup("<script>\nalert(1)\n</script>\n\nx");
        assert!(!block.contains("<script"), "{block}");
        assert!(block.contains("&lt;script&gt;"), "{block}");
    }

    #[test]
    fn links_lead_only_to_pages_and_letters() {
        for bad in [
            "[x](javascript:alert(1))",
            "[x](java&#x0A;script:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,hi)",
            "[x][y]\n\n[y]: vbscript:x",
            "<javascript:alert(1)>",
            "[x](//evil.example)",
            "![x](javascript:alert(1) \"\\\" onload=alert(1)\")",
        ] {
            assert!(!markup(bad).contains("<a"), "{bad}: {}", markup(bad));
            assert!(!markup(bad).contains("<img"), "{bad}: {}", markup(bad));
        }
        assert_eq!(
            markup("[x](https://a.example/?a=1&b=\"2\")"),
            "<p><a href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer\">x</a></p>\n"
        );
    }

    #[test]
    fn headings_stand_below_the_page_and_cannot_shadow_it() {
        assert_eq!(
            markup("# search\n# search"),
            "<h3 id=\"h-search\">search</h3>\n<h3 id=\"h-search-2\">search</h3>\n"
        );
    }

    #[test]
    fn a_table_scrolls_by_itself() {
        let table = markup("| a | b |\n|---|---|\n| 1 | 2 |");
        assert!(table.starts_with(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of a, b\">"
        ));
        assert!(table.trim_end().ends_with("</table>\n</div>"), "{table}");
    }

    #[test]
    fn the_plain_source_is_harmless() {
        assert_eq!(harmless("# T\n\n<img src=x> `<b>`", 2), "### T\n\n&lt;img src=x> `<b>`");
        assert_eq!(harmless("[x](javascript:y) z", 2), "\\[x](javascript:y) z");
    }
}
