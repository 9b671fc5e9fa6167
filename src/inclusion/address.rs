//! Addresses: a reference resolved against the address that it stands under (RFC 3986, section 5).

/// An address and its fragment, if it has one.
pub(crate) fn split(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (reference, None),
    }
}

/// A reference, without its fragment, as a whole address.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let before = scheme(base).map_or(0, |scheme| scheme.len() + 1);
    let (lead, rest) = base.split_at(before);
    if reference.starts_with("//") {
        return format!("{lead}{reference}");
    }
    let authority =
        rest.strip_prefix("//").map_or(0, |tail| 2 + tail.find('/').unwrap_or(tail.len()));
    let (authority, path) = rest.split_at(authority);
    let path = path.split('?').next().unwrap_or(path);
    let (asked, query) = match reference.split_once('?') {
        Some((asked, query)) => (asked, format!("?{query}")),
        None => (reference, String::new()),
    };
    let whole = if asked.is_empty() {
        path.to_owned()
    } else if asked.starts_with('/') {
        without_dots(asked)
    } else {
        let folder = path.rfind('/').map_or("", |at| path.get(..=at).unwrap_or(""));
        let slash = if folder.is_empty() && !authority.is_empty() { "/" } else { "" };
        without_dots(&format!("{slash}{folder}{asked}"))
    };
    format!("{lead}{authority}{whole}{query}")
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let first = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let rest = letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    (first && rest).then_some(scheme)
}

fn without_dots(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        match *part {
            "." if last => kept.push(""),
            "." => {}
            ".." => {
                kept.pop();
                if last {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_as_the_specification_says() {
        let base = "http://a/b/c/d;p?q";
        for (reference, whole) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("urn:x:y", "urn:x:y"),
        ] {
            assert_eq!(resolve(base, reference), whole, "{reference}");
        }
        assert_eq!(resolve("file:///one/two.json", "three.json"), "file:///one/three.json");
        assert_eq!(resolve("", "three.json"), "three.json");
    }
}
