//! A small reader of the XML that diagrams are written in: it checks that every element is
//! closed and every sign escaped, and gives the texts with the room they take.

use eventbook::draw::diagram::Area;
use eventbook::draw::measure::{self, Font};

/// One `<text>` with its place.
pub(super) struct Placed {
    /// What it says, unescaped.
    pub(super) content: String,
    /// The box around it.
    pub(super) area: Area,
}

/// All texts of a picture; fails where the XML is not well-formed.
pub(super) fn texts(svg: &str) -> Result<Vec<Placed>, String> {
    let mut texts = Vec::new();
    let mut open: Vec<(String, String)> = Vec::new();
    // A `<tspan>` is small and stands behind the rest of its text, with a space of six pixels.
    let (mut content, mut before, mut tail) = (String::new(), String::new(), 0);
    let mut ids: Vec<String> = Vec::new();
    let mut rest = svg.trim_end();
    while let Some(start) = rest.find('<') {
        content.push_str(&unescape(&rest[..start])?);
        let end = rest[start..].find('>').ok_or("a tag does not end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, tag) = open.pop().ok_or("an element closes that was not open")?;
            if opened != name {
                return Err(format!("{opened} closed as {name}"));
            }
            if name == "tspan" {
                tail += measure::width(&std::mem::take(&mut content), measure::SMALL) + 6;
                content = std::mem::take(&mut before);
            }
            if name == "text" {
                texts.push(placed(&tag, std::mem::take(&mut content), std::mem::take(&mut tail))?);
            }
            continue;
        }
        let attributes = attributes(tag)?;
        if let Some((_, id)) = attributes.iter().find(|(name, _)| name == "id") {
            if ids.contains(id) {
                return Err(format!("id {id} twice"));
            }
            ids.push(id.clone());
        }
        if attributes.iter().any(|(name, _)| name == "style" || name.starts_with("on")) {
            return Err(format!("styles and scripts have no place in <{tag}>"));
        }
        let name = tag.split([' ', '/']).next().unwrap_or("").to_owned();
        match name.as_str() {
            "text" => content.clear(),
            "tspan" => before = std::mem::take(&mut content),
            _ => {}
        }
        if !tag.ends_with('/') {
            open.push((name, tag.to_owned()));
        }
    }
    if !open.is_empty() || !rest.is_empty() {
        return Err(format!("{} elements stay open, `{rest}` is left", open.len()));
    }
    Ok(texts)
}

fn attributes(tag: &str) -> Result<Vec<(String, String)>, String> {
    let mut list = Vec::new();
    let mut rest = tag.trim_end_matches('/');
    rest = rest.find(' ').map_or("", |space| rest[space..].trim_start());
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").ok_or(format!("no value in <{tag}>"))?;
        let (value, after) = value.split_once('"').ok_or(format!("no end in <{tag}>"))?;
        list.push((name.to_owned(), unescape(value)?));
        rest = after.trim_start();
    }
    Ok(list)
}

fn placed(tag: &str, content: String, tail: i32) -> Result<Placed, String> {
    let attributes = attributes(tag)?;
    let get = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, v)| v);
    let number = |name: &str| get(name).and_then(|value| value.parse::<i32>().ok());
    let (x, y) = (number("x").ok_or("text without x")?, number("y").ok_or("text without y")?);
    let class = get("class").cloned().unwrap_or_default();
    let has = |wanted: &str| class.split(' ').any(|class| class == wanted);
    let size = match () {
        () if has("digits") => 10,
        () if has("small") || has("head") => 11,
        () if has("remark") => 12,
        () => 13,
    };
    let font = Font { size, bold: has("bold") || has("head") || has("digits"), pitch: size };
    let width = measure::width(&content, font) + tail;
    let left = if has("mid") { x - width / 2 } else { x };
    let area = Area { x: left, y: y - size, width, height: size + size / 3 };
    Ok(Placed { content, area })
}

fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (entity, after) = part.split_once(';').ok_or(format!("bare & before {part}"))?;
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            "#9" => '\t',
            "#10" => '\n',
            "#13" => '\r',
            other => return Err(format!("unknown entity {other}")),
        });
        out.push_str(after);
    }
    match out.chars().find(|sign| {
        (sign.is_control() && !matches!(sign, '\n' | '\t' | '\r'))
            || matches!(sign, '\u{fffe}' | '\u{ffff}')
    }) {
        Some(sign) => Err(format!("{sign:?} is forbidden in XML")),
        None => Ok(out),
    }
}
