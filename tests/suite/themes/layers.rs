//! The nearest layer that has a file gives it: the catalog, then its theme, then the binary.

use std::fs;

use eventbook::theme::depth::DEEPEST;

use super::{build, file, with};
use crate::support::{eventbook, stderr, stdout, tree};

const CORPORATE: &str = "title: A & B\ntheme: corporate\n";

fn footer(words: &str) -> String {
    format!("{{% component footer(page, site) %}}<p>{words}</p>{{% endcomponent footer %}}")
}

#[test]
fn the_catalog_goes_before_the_theme_and_the_theme_before_the_binary() {
    let (own, theirs) = (footer("of the catalog"), footer("of the theme"));
    let brand = "{% component brand(page, site) %}Brand{% endcomponent brand %}";
    let folder = with(&[
        ("eventbook.yaml", CORPORATE),
        ("templates/part/footer.html", &own),
        ("themes/corporate/templates/part/footer.html", &theirs),
        ("themes/corporate/templates/part/brand.html", brand),
        ("themes/other/templates/part/footer.html", "{% nothing of this is read %}"),
    ]);
    let output = build(folder.path());
    assert!(output.status.success(), "{}", stderr(&output));
    let page = file(folder.path(), "teams/a-team/index.html");
    assert!(page.contains("<p>of the catalog</p>") && page.contains(">Brand</a>"), "{page}");
    assert!(!page.contains("of the theme") && !page.contains("Made by"), "{page}");
    fs::remove_dir_all(folder.path().join("templates")).unwrap();
    assert!(build(folder.path()).status.success());
    assert!(file(folder.path(), "index.html").contains("<p>of the theme</p>"));
}

#[test]
fn a_template_builds_on_the_one_below_it() {
    let around = |layer: &str, word: &str| {
        format!(
            "{{% extends \"{layer}page/home.html\" %}}\
             {{% block main %}}<i>{word}</i>{{{{ super() }}}}{{% endblock main %}}"
        )
    };
    let (upper, lower) = (around("theme/", "upper"), around("builtin/", "lower"));
    let folder = with(&[
        ("eventbook.yaml", CORPORATE),
        ("templates/page/home.html", &upper),
        ("themes/corporate/templates/page/home.html", &lower),
    ]);
    assert!(build(folder.path()).status.success());
    let page = file(folder.path(), "index.html");
    let order = ["<i>upper</i>", "<i>lower</i>", "<h1>A &amp; B</h1>"];
    let places: Vec<_> = order.iter().map(|part| page.find(part).expect(part)).collect();
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn a_theme_of_tokens_alone_changes_nothing_else() {
    let plain = with(&[]);
    let tokens = ":root {\n  --accent: #8a1538; /* kept */\n}\n";
    let themed = with(&[("eventbook.yaml", CORPORATE), ("themes/corporate/tokens.css", tokens)]);
    assert!(build(plain.path()).status.success() && build(themed.path()).status.success());
    let (before, after) = (tree(&plain.path().join("site")), tree(&themed.path().join("site")));
    let changed: Vec<&str> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!((before.len(), changed), (after.len(), vec!["assets/eventbook.css"]));
    let sheet = file(themed.path(), "assets/eventbook.css");
    let parts = ["--accent: light-dark(", tokens, ".shell {"];
    let places: Vec<_> = parts.iter().map(|part| sheet.find(part).expect(part)).collect();
    assert!(places.is_sorted(), "{sheet}");
}

#[test]
fn what_else_a_theme_holds_is_published_byte_for_byte() {
    let folder = with(&[
        ("eventbook.yaml", CORPORATE),
        ("themes/corporate/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
        ("themes/corporate/extra.css", ".mark { width: 99px; }\n"),
        ("themes/corporate/site.json", "\u{feff}{}"),
        (
            "templates/part/brand.html",
            "{% component brand(page, site) %}<img src=\"{{ page.assets }}logo.png\" alt=\"\">{% endcomponent brand %}",
        ),
    ]);
    let theme = folder.path().join("themes/corporate");
    fs::create_dir(theme.join("fonts")).unwrap();
    let bytes: Vec<u8> = (0..=255).collect();
    for path in ["logo.png", "fonts/brand.woff2"] {
        fs::write(theme.join(path), &bytes).unwrap();
    }
    let output = build(folder.path());
    assert!(output.status.success() && stderr(&output).is_empty(), "{}", stderr(&output));
    let assets = folder.path().join("site/assets");
    for path in ["logo.png", "fonts/brand.woff2"] {
        assert_eq!(fs::read(assets.join(path)).unwrap(), bytes, "{path}");
        assert!(file(folder.path(), "eventbook-manifest.json").contains(path));
    }
    assert_eq!(fs::read(assets.join("site.json")).unwrap(), b"\xef\xbb\xbf{}");
    assert!(file(folder.path(), "assets/eventbook.css").ends_with(".mark { width: 99px; }\n\n"));
    assert!(file(folder.path(), "assets/icon.svg").starts_with("<svg xmlns"));
    let page = file(folder.path(), "teams/a-team/index.html");
    assert!(page.contains("<img src=\"../../assets/logo.png\""), "{page}");
    let again = build(folder.path());
    assert!(stdout(&again).contains(" unchanged"), "{}", stdout(&again));
    fs::remove_file(theme.join("logo.png")).unwrap();
    assert!(build(folder.path()).status.success());
    assert!(!assets.join("logo.png").exists(), "an asset that is gone is removed");
}

#[test]
fn what_a_template_prints_is_escaped_and_the_same_each_time() {
    let home = "{% extends \"builtin/page/home.html\" %}{% block main %}\
        <h1>{{ view.title }}</h1>{% endblock main %}";
    let settings = "title: <script>alert(1)</script>\n";
    let folder = with(&[("eventbook.yaml", settings), ("templates/page/home.html", home)]);
    assert!(build(folder.path()).status.success());
    let page = file(folder.path(), "index.html");
    assert!(page.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>"), "{page}");
    let first = tree(&folder.path().join("site"));
    fs::remove_dir_all(folder.path().join("site")).unwrap();
    assert!(build(folder.path()).status.success());
    assert!(tree(&folder.path().join("site")) == first);
}

#[test]
fn the_longest_chain_is_built_and_no_longer_one() {
    // Each link is a component too, and components may stand in each other twenty deep.
    let chain = |links: usize| {
        let last = format!("templates/part/{links}.html");
        let home = "{% extends \"builtin/page/home.html\" %}\
            {% block main %}{% include \"part/0.html\" %}{% endblock main %}"
            .to_owned();
        let mut files = vec![("templates/page/home.html".to_owned(), home)];
        for number in 0..links {
            let text = format!("{{% include \"part/{}.html\" %}}", number + 1);
            files.push((format!("templates/part/{number}.html"), text));
        }
        files.push((last, "the end".to_owned()));
        files
    };
    for (links, code) in [(DEEPEST - 4, 0), (DEEPEST - 3, 0), (DEEPEST - 2, 0), (DEEPEST - 1, 1)] {
        let files = chain(links);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let folder = with(&files);
        let output = build(folder.path());
        assert_eq!(output.status.code(), Some(code), "{links}: {}", stderr(&output));
        assert_eq!(file(folder.path(), "index.html").contains("the end"), code == 0);
    }
}

#[test]
fn components_in_the_longest_chain_fit_on_the_stack() {
    // A component calls itself through every template of a chain, until the engine stops it.
    let mut files = Vec::from([(
        "templates/page/home.html".to_owned(),
        "{% extends \"builtin/page/home.html\" %}{% block main %}{{ <deep /> }}{% endblock main %}"
            .to_owned(),
    )]);
    let links = DEEPEST - 1;
    let first = "{% component deep() %}{% include \"part/1.html\" %}{% endcomponent deep %}";
    files.push(("templates/part/0.html".to_owned(), first.to_owned()));
    for number in 1..links {
        let text = format!("{{% include \"part/{}.html\" %}}", number + 1);
        files.push((format!("templates/part/{number}.html"), text));
    }
    files.push((format!("templates/part/{links}.html"), "{{ <deep /> }}".to_owned()));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let output = build(with(&files).path());
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("recursion"), "{}", stderr(&output));
}

#[test]
fn a_check_renders_no_template() {
    let home = "{{ throw(message=\"rendered \u{1b}[31m\") }}";
    let folder = with(&[("templates/page/home.html", home)]);
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let output = build(folder.path());
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("rendered"), "{}", stderr(&output));
    assert!(!stderr(&output).contains('\u{1b}'), "{}", stderr(&output));
}
