//! A site as a browser sees it: an address leads to a file, to a folder's page or nowhere, and each
//! page carries the script that follows the catalog.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::output::File;
use crate::output::press::Press;
use crate::site::url;
use crate::source::error::Error;

/// The address of the script, which no page can have: no folder of a site begins with `-`.
pub const SCRIPT: &str = "/-/eventbook/reload.js";

/// A site that is shown.
pub struct Shown {
    press: Press,
    /// Stands for what makes pages look as they do: a page is new where its style sheet is.
    look: u64,
}

/// What an address leads to.
pub enum Found {
    /// A file, and a tag that changes when it does.
    File(File, String),
    /// A folder, by the address with the slash at its end.
    Folder(String),
    /// Nothing: the page for dead addresses, where there is one.
    Nothing(Option<(File, String)>),
}

impl Shown {
    /// A site to be shown.
    pub fn of(press: Press) -> Self {
        let mut hasher = DefaultHasher::new();
        let look = press.shared().filter(|file| file.path.starts_with("assets/"));
        look.for_each(|file| file.bytes.hash(&mut hasher));
        Shown { look: hasher.finish(), press }
    }

    /// What a path leads to, decoded and without the slash that it begins with. Fails only where a
    /// template is wrong.
    pub fn find(&self, path: &str) -> Result<Found, Error> {
        let file = match path.is_empty() || path.ends_with('/') {
            true => self.press.file(&url::page(path))?,
            false => self.press.file(path)?,
        };
        if let Some(file) = file {
            let (file, tag) = self.tagged(file);
            return Ok(Found::File(file, tag));
        }
        if self.press.has(&format!("{path}/")) {
            return Ok(Found::Folder(format!("/{}/", url::path(path))));
        }
        Ok(Found::Nothing(self.press.lost()?.map(|file| self.tagged(file))))
    }

    fn tagged(&self, file: File) -> (File, String) {
        let mut hasher = DefaultHasher::new();
        file.bytes.hash(&mut hasher);
        if !file.path.ends_with(".html") {
            return (file, format!("{:016x}", hasher.finish()));
        }
        self.look.hash(&mut hasher);
        let tag = format!("{:016x}", hasher.finish());
        (followed(file, &tag), tag)
    }
}

/// A page with the script that follows the catalog, as the last thing in its head.
pub fn followed(page: File, tag: &str) -> File {
    let script = format!("<script src=\"{SCRIPT}\" data-page=\"{tag}\" defer></script>\n");
    let end = page.bytes.windows(HEAD_END.len()).position(|part| part == HEAD_END);
    let (head, rest) = page.bytes.split_at(end.unwrap_or(page.bytes.len()));
    File { bytes: [head, script.as_bytes(), rest].concat(), path: page.path }
}

const HEAD_END: &[u8] = b"</head>";

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> String {
        String::from_utf8(followed(File::text("a.html", text), "7").bytes).unwrap()
    }

    #[test]
    fn a_page_gets_its_script() {
        let script = "<script src=\"/-/eventbook/reload.js\" data-page=\"7\" defer></script>\n";
        assert_eq!(page("<head></head><p>"), format!("<head>{script}</head><p>"));
        assert_eq!(page("bare"), format!("bare{script}"));
    }
}
