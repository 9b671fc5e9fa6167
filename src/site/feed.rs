//! The feed of changes, `changes.atom`: an entry for each version of each event, for whoever wants to
//! be told of them. Its addresses are whole ones, so it needs to know where the site is published.
//!
//! Nothing in it comes from a clock. Atom wants a day for each entry (RFC 4287, section 4.2.15): it is
//! the latest that the documents state of it or of a version before it, or else [`UNDATED`]. Readers
//! tell what is new by ids.

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::table::Key;
use crate::changes::Evolution;
use crate::document::values::date::Date;
use crate::draw::svg::{self, Element};
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::edit::told;
use crate::site::view::piece::Fact;
use crate::site::view::verdict::{Verdict, sentence};

/// The path of the feed.
pub const PATH: &str = "changes.atom";

/// The day of a version whose documents state none.
const UNDATED: &str = "1970-01-01";

/// The year in the ids. It stands for the form of the ids and says nothing of what they name (RFC
/// 4151, section 2.1), so it stays as it is.
const YEAR: &str = "2026";

/// How many edits an entry tells; its page has all.
const TOLD: usize = 12;

/// The feed of a site, not made yet.
pub struct Feed<'a> {
    /// All that is known, seen from the root.
    pub at: Standpoint<'a>,
    /// The name of the catalog.
    pub title: String,
    /// The address of the site; ends in `/`.
    pub base: String,
}

/// A version of an event.
struct Entry<'a> {
    key: Key<Event>,
    index: usize,
    version: &'a EventVersion,
    /// The day as Atom writes it.
    day: String,
}

impl Feed<'_> {
    /// The feed as `changes.atom` holds it: the latest days first, each day by event, and the versions
    /// of an event newest first.
    pub fn text(&self) -> String {
        let events = self.at.catalog().events.iter();
        let mut entries: Vec<Entry<'_>> = events
            .flat_map(|(key, event)| {
                let versions = event.versions.iter().enumerate().rev();
                versions.map(move |(index, version)| {
                    let day = day(event, index).map_or(UNDATED.to_owned(), |day| day.to_string());
                    Entry { key, index, version, day }
                })
            })
            .collect();
        entries.sort_by(|one, other| other.day.cmp(&one.day));
        let latest = entries.first().map_or(UNDATED, |entry| &entry.day);
        svg::document("feed", |feed| {
            feed.set("xmlns", "http://www.w3.org/2005/Atom");
            feed.child("id").text(&self.id(""));
            feed.child("title").text(&format!("Changes of {}", self.title));
            feed.child("updated").text(&instant(latest));
            feed.child("author").child("name").text(&self.title);
            feed.child("link").set("rel", "self").set("href", format!("{}{PATH}", self.base));
            let has_changes = self.at.study.changes.iter().next().is_some();
            let home = self.page(if has_changes { "changes/" } else { "" });
            feed.child("link").set("rel", "alternate").set("href", home);
            for entry in &entries {
                self.entry(&mut feed.child("entry"), entry);
            }
        })
    }

    fn entry(&self, written: &mut Element<'_>, entry: &Entry<'_>) {
        let event = &self.at.catalog().events[entry.key];
        let version = entry.version.version.to_string();
        let folder = url::path(&url::version_folder(&event.id, &version));
        let evolution = self.at.study.changes.of(entry.key);
        let step = evolution.and_then(|evolution| evolution.before(entry.index));
        let verdict = step.map(|step| format!(": {}", Verdict::of(&step.comparison).word()));
        let title = format!("{} {version}{}", event.title(), verdict.unwrap_or_default());
        written.child("id").text(&self.id(&folder));
        written.child("title").text(&title);
        written.child("updated").text(&instant(&entry.day));
        written.child("link").set("rel", "alternate").set("href", self.page(&folder));
        let summary = summary(event, entry, evolution);
        if !summary.is_empty() {
            written.child("summary").text(&summary);
        }
    }

    /// The address of the page in a folder. It ends in the name of a file, as every link of the site
    /// does: a storage of files knows no others.
    fn page(&self, folder: &str) -> String {
        format!("{}{folder}index.html", self.base)
    }

    /// What names a part of the site for ever, by the scheme `tag` (RFC 4151): not even a move from
    /// `http` to `https` changes it. A site without a name of a host has its addresses as names.
    fn id(&self, path: &str) -> String {
        match authority(&self.base) {
            Some((host, below)) => format!("tag:{host},{YEAR}:{below}{path}"),
            None => format!("{}{path}", self.base),
        }
    }
}

/// The host of an address, and the path on it.
fn authority(base: &str) -> Option<(&str, &str)> {
    let (_, rest) = base.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find('/')?);
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let named = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    (!host.is_empty() && host.chars().all(named)).then_some((host, path))
}

/// The latest day that is stated for a version or for one before it: since when it is given up, or
/// since when one before it is, for which it then stands in. So no version is dated before an older
/// one.
fn day(event: &Event, index: usize) -> Option<Date> {
    let since = |version: &EventVersion| version.stated.deprecation.as_ref()?.since;
    event.versions.iter().take(index.saturating_add(1)).filter_map(since).max()
}

fn instant(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

/// What is new in a version: the verdict and the edits, or what the event is about.
fn summary(event: &Event, entry: &Entry<'_>, evolution: Option<&Evolution>) -> String {
    let stated = &entry.version.stated;
    let about = || stated.summary.clone().or_else(|| event.stated.summary.clone());
    let step = evolution.and_then(|evolution| evolution.before(entry.index));
    let Some(step) = step else { return about().unwrap_or_default() };
    let before = &event.versions[step.older];
    let (older, newer) = (before.version.to_string(), entry.version.version.to_string());
    let mut words = sentence(step, &older, &newer);
    let payloads = before.payload.as_ref().zip(entry.version.payload.as_ref());
    if let Some((old, new)) = payloads {
        let edits = told(&step.edits, &old.fields, &new.fields);
        let more = edits.len().saturating_sub(TOLD);
        let more = (more > 0).then(|| format!("and {more} more"));
        let told: Vec<String> = edits.iter().take(TOLD).map(plain).chain(more).collect();
        if !told.is_empty() {
            words.push_str(&format!(" What changed: {}.", told.join("; ")));
        }
    }
    words
}

fn plain(fact: &Fact) -> String {
    fact.value.iter().map(|piece| piece.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_named_by_its_host_and_its_path() {
        assert_eq!(authority("https://a.example/b/"), Some(("a.example", "/b/")));
        assert_eq!(authority("http://me@a.example:80/"), Some(("a.example", "/")));
        for nameless in ["mailto:a@b/", "http://[::1]/", "http://:80/"] {
            assert_eq!(authority(nameless), None, "{nameless}");
        }
    }
}
