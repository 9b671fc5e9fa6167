//! What a template names, read from its tags: the engine knows it too, and does not tell.

/// The templates that a template includes or extends.
pub fn named_in(text: &str) -> impl Iterator<Item = &str> {
    tags(text).filter_map(|tag| {
        let rest = tag.strip_prefix("include").or_else(|| tag.strip_prefix("extends"))?;
        rest.split(['"', '\'', '`']).nth(1)
    })
}

/// The components that a template defines.
pub fn components(text: &str) -> impl Iterator<Item = &str> {
    tags(text).filter_map(|tag| {
        let name = tag.strip_prefix("component ")?.split('(').next()?;
        Some(name.trim())
    })
}

/// Whether a template calls a component.
pub fn calls(text: &str, component: &str) -> bool {
    text.match_indices(&format!("<{component}")).any(|(at, call)| {
        let next = text[at + call.len()..].chars().next();
        next.is_some_and(|next| !next.is_alphanumeric() && next != '_' && next != '-')
    })
}

/// The tags of a template, without their signs.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.split("{%").skip(1).filter_map(|rest| rest.split("%}").next());
    tags.map(|tag| tag.trim_matches(|sign: char| sign == '-' || sign.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_names_and_defines() {
        let text = "{%- extends 'builtin/layout.html' -%}{% include \"part/a.html\" %}\
            {% component foot(page) %}<p>{% endcomponent foot %}{{ <brand page={page} /> }}";
        assert_eq!(named_in(text).collect::<Vec<_>>(), ["builtin/layout.html", "part/a.html"]);
        assert_eq!(components(text).collect::<Vec<_>>(), ["foot"]);
        assert!(calls(text, "brand") && !calls(text, "bran") && !calls(text, "foot"));
    }
}
