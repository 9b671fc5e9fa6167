//! A reader of XML 1.0 that is strict about the little that a report needs: elements, attributes,
//! text, and references to characters.

/// An element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a document, or says what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Element, String> {
    if let Some(c) = text.chars().find(|c| !is_legal(*c)) {
        return Err(format!("XML 1.0 has no {c:?}"));
    }
    let declared = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut rest = declared.ok_or("no declaration")?;
    let root = element(&mut rest)?;
    if rest.trim().is_empty() { Ok(root) } else { Err(format!("behind the root: {rest}")) }
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn element(rest: &mut &str) -> Result<Element, String> {
    take(rest, "<")?;
    let mut element = Element { name: name(rest)?, ..Element::default() };
    loop {
        if rest.starts_with("/>") {
            take(rest, "/>")?;
            return Ok(element);
        }
        if rest.starts_with('>') {
            take(rest, ">")?;
            break;
        }
        take(rest, " ")?;
        let key = name(rest)?;
        take(rest, "=\"")?;
        let (value, behind) = rest.split_once('"').ok_or("an attribute does not end")?;
        *rest = behind;
        if element.attribute(&key).is_some() {
            return Err(format!("`{key}` stands twice"));
        }
        element.attributes.push((key, plain(value)?));
    }
    loop {
        let at = rest.find('<').ok_or("an element does not end")?;
        let (text, behind) = rest.split_at(at);
        element.text.push_str(&plain(text)?);
        *rest = behind;
        if rest.starts_with("</") {
            take(rest, "</")?;
            let closes = name(rest)?;
            take(rest, ">")?;
            let same = closes == element.name;
            return if same { Ok(element) } else { Err(format!("`{closes}` closes another")) };
        }
        element.children.push(self::element(rest)?);
    }
}

fn take(rest: &mut &str, what: &str) -> Result<(), String> {
    let behind = rest.strip_prefix(what).ok_or_else(|| {
        format!("no `{what}` before {:?}", rest.chars().take(20).collect::<String>())
    })?;
    *rest = behind;
    Ok(())
}

fn name(rest: &mut &str) -> Result<String, String> {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    *rest = behind;
    if name.is_empty() { Err("no name".to_owned()) } else { Ok(name.to_owned()) }
}

/// A text with its references followed.
fn plain(text: &str) -> Result<String, String> {
    if text.contains('<') || text.contains("]]>") {
        return Err(format!("not escaped: {text}"));
    }
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (reference, behind) = part.split_once(';').ok_or("a reference does not end")?;
        let c = match reference {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            number => {
                let number = number.strip_prefix('#').and_then(|number| number.parse().ok());
                let c = number.and_then(char::from_u32).filter(|c| is_legal(*c));
                c.ok_or_else(|| format!("no such reference: {reference}"))?
            }
        };
        plain.push(c);
        plain.push_str(behind);
    }
    Ok(plain)
}

#[test]
fn what_is_no_xml_is_refused() {
    let document =
        |body: &str| parse(&format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"));
    assert_eq!(document("<a b=\"&lt;&#10;\">c<d/></a>\n").map(|it| it.text), Ok("c".to_owned()));
    for body in [
        "<a>",
        "<a></b>",
        "<a>]]></a>",
        "<a b=\"<\"/>",
        "<a>&#27;</a>",
        "<a>\u{1b}</a>",
        "<a/><a/>",
    ] {
        assert!(document(body).is_err(), "{body}");
    }
}
