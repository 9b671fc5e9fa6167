//! The page on themes: every template, every token, and its worked examples, which are built.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use eventbook::site;
use eventbook::theme::template::built_in;

use super::{assert_part, blocks, page};
use crate::checked::check;
use crate::support::{catalog, copy_into, eventbook, repository, stderr};
use crate::themes::sheets::tokens;

const PAGE: &str = "themes.md";

#[test]
fn the_page_on_themes_tells_every_template() {
    let fields = fields();
    let mut made = "| path | what it lays out | what it gets |\n|---|---|---|\n".to_owned();
    for (path, text) in built_in() {
        let first = text.lines().next().unwrap_or_default();
        let sentence = first.trim_start_matches(['{', '#', '-']).trim_end_matches(['}', '#', '-']);
        assert!(first.contains("#}") || first.contains("-#}"), "{path} begins with a comment");
        let gets = match path.strip_prefix("page/").and_then(|name| name.strip_suffix(".html")) {
            Some(name) => words(fields.get(name).unwrap_or_else(|| panic!("no page of {name}"))),
            None if path == "layout.html" => "the block `main`".to_owned(),
            None => components(text),
        };
        made.push_str(&format!("| `{path}` | {} | {gets} |\n", sentence.trim()));
    }
    assert_part(PAGE, "templates", &made);
}

#[test]
fn the_page_on_themes_tells_what_every_template_gets() {
    let probe = "site: {{ site | keys | sort | join(sep=\", \") }}\n\
        page: {{ page | keys | sort | join(sep=\", \") }}";
    let folder = catalog(&[
        ("eventbook.yaml", "title: A\n"),
        ("team.yaml", "team: a\n"),
        ("templates/page/home.html", probe),
    ]);
    assert!(eventbook().arg("build").arg(folder.path()).status().unwrap().success());
    let told = fs::read_to_string(folder.path().join("site/index.html")).unwrap();
    let lines = told.lines().filter_map(|line| line.split_once(": "));
    let made = lines.map(|(name, keys)| {
        let keys: Vec<String> = keys.split(", ").map(|key| format!("`{key}`")).collect();
        format!("- `{name}`: {}\n", keys.join(", "))
    });
    assert_part(PAGE, "frame", &made.collect::<String>());
}

#[test]
fn the_page_on_themes_tells_every_token() {
    let mut made = "| token | for | value |\n|---|---|---|\n".to_owned();
    for (name, value, sentence) in tokens() {
        let value =
            if value.starts_with("url(") { "a drawing".to_owned() } else { format!("`{value}`") };
        let place = if name.starts_with("--evd-") { "diagrams: " } else { "" };
        made.push_str(&format!("| `{name}` | {place}{sentence} | {value} |\n"));
    }
    assert_part(PAGE, "tokens", &made);
}

#[test]
fn the_worked_examples_do_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    copy_into(&repository("catalog-example"), folder.path());
    let settings = folder.path().join("eventbook.yaml");
    let page = page(PAGE);
    let mut written = 0;
    for language in ["yaml", "css", "html"] {
        for (path, text) in blocks(&page, language) {
            let Some(path) = path else { continue };
            if path == "eventbook.yaml" {
                let own = fs::read_to_string(&settings).unwrap();
                fs::write(&settings, own + &text).unwrap();
                continue;
            }
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            written += 1;
        }
    }
    assert_eq!(written, 3, "the page has three files");
    let output = eventbook().arg("build").arg(folder.path()).output().unwrap();
    assert!(output.status.success() && stderr(&output).is_empty(), "{}", stderr(&output));
    let site = |path: &str| fs::read_to_string(folder.path().join("site").join(path)).unwrap();
    assert!(site("assets/eventbook.css").contains("--accent: light-dark(#8a1538, #ff9db5);"));
    let home = site("index.html");
    assert!(home.contains("#ask-events") && home.contains("class=\"hero\""), "{home}");
    for path in ["index.html", "teams/checkout-team/index.html"] {
        assert!(site(path).contains("Tarnfell Outfitters, internal"), "{path}");
    }
}

/// The fields of the view of each kind of page, as the example's pages have them.
fn fields() -> BTreeMap<&'static str, BTreeSet<String>> {
    let checked = check(&repository("catalog-example"));
    let mut fields: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    for draft in site::plan(&checked.study, &checked.judgement).drafts {
        let Some(page) = draft.pages().into_iter().next() else { continue };
        let view = page.view.value();
        let keys = view.as_object().into_iter().flatten().map(|(key, _)| key.clone());
        fields.entry(page.template).or_default().extend(keys);
    }
    fields
}

fn words(keys: &BTreeSet<String>) -> String {
    match keys.is_empty() {
        true => "nothing of its own".to_owned(),
        false => keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "),
    }
}

/// The components of a part, with what they are called with.
fn components(text: &str) -> String {
    let starts = text.split("{% component ").skip(1);
    let heads = starts.filter_map(|rest| rest.split_once(')'));
    heads.map(|(head, _)| format!("`{head})`")).collect::<Vec<_>>().join(", ")
}
