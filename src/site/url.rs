//! Where pages stand, and how one page names another: by relative addresses that end in a file, so
//! that a site works below any path and from a folder on disk.

/// The files that a folder of pages may hold beside folders named by ids.
const TAKEN: [&str; 3] = ["index.html", "data.json", "page.md"];

/// The folder of a page: its kind's folder and its id. Ids are safe as file names, but one may be
/// spelled like a file of ours.
pub fn folder(section: &str, id: &str) -> String {
    format!("{section}/{}/", part(id))
}

/// The folder of one version of an event.
pub fn version_folder(event: &str, version: &str) -> String {
    format!("{}{}/", folder("events", event), part(version))
}

/// The folder of what changed from version to version of an event. No version is spelled like it,
/// nor like the folder of comparisons: versions begin with a digit.
pub fn changelog_folder(event: &str) -> String {
    format!("{}changes/", folder("events", event))
}

/// The folder of the comparison of two versions. No version holds two dots in a row, so no other
/// pair has the same name.
pub fn comparison_folder(event: &str, older: &str, newer: &str) -> String {
    format!("{}compare/{older}..{newer}/", folder("events", event))
}

fn part(id: &str) -> String {
    let taken = TAKEN.iter().any(|file| file.eq_ignore_ascii_case(id));
    // No id begins with an underscore, so this is nobody else's folder.
    if taken { format!("_{id}") } else { id.to_owned() }
}

/// The address of a file as a page in the folder `from` names it. Both count from the site's root,
/// `from` ends in `/` unless it is the root itself; `to` may have a fragment.
pub fn relative(from: &str, to: &str) -> String {
    let (path, fragment) = to.split_once('#').map_or((to, None), |(path, id)| (path, Some(id)));
    let from: Vec<&str> = from.split_terminator('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = from.len() - shared;
    let mut address = "../".repeat(up);
    address.push_str(&to[shared..].iter().map(|part| encoded(part)).collect::<Vec<_>>().join("/"));
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(&encoded(fragment));
    }
    address
}

/// The page of a folder.
pub fn page(folder: &str) -> String {
    format!("{folder}index.html")
}

/// A path with each of its parts encoded.
pub fn path(path: &str) -> String {
    path.split('/').map(encoded).collect::<Vec<_>>().join("/")
}

/// A word as an id of an element: what is no letter, digit, `.`, `_` or `-` becomes `-`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        let kept = character.is_alphanumeric() || matches!(character, '.' | '_' | '-');
        if kept {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Percent-encodes all that is not unreserved by RFC 3986, section 2.3.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative() {
        assert_eq!(relative("", "events/A/index.html"), "events/A/index.html");
        assert_eq!(relative("events/A/", "events/A/1/index.html"), "1/index.html");
        assert_eq!(relative("events/A/1/", "events/A/index.html"), "../index.html");
        assert_eq!(relative("events/A/", "services/b/index.html"), "../../services/b/index.html");
        assert_eq!(relative("a/b/", "index.html#x y"), "../../index.html#x%20y");
        assert_eq!(relative("a/", "a/index.html"), "index.html");
    }

    #[test]
    fn no_id_takes_the_place_of_a_file() {
        assert_eq!(folder("events", "Index.html"), "events/_Index.html/");
        assert_eq!(version_folder("A", "1.0.0+b"), "events/A/1.0.0+b/");
    }
}
