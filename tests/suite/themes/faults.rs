//! A mistake in a template or a theme is a finding at its place; one that only shows while a page
//! is rendered names the page, the template and the line.

use std::fs;

use super::{build, file, with};
use crate::checked::{check, places, text};
use crate::support::{eventbook, stderr, stdout};

const BASE: &str = "{% extends \"builtin/page/home.html\" %}";

/// The files of a catalog, and the place and the rule of each finding.
type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: &[Case] = &[
    (
        &[("templates/page/home.html", "<p>\n  {{ view.title \n</p>")],
        &["templates/page/home.html:3:1 invalid-template"],
    ),
    // Each text is read by itself, so both are told.
    (
        &[("templates/page/home.html", "{% if %}"), ("templates/page/team.html", "é{{ }}")],
        &[
            "templates/page/home.html:1:7 invalid-template",
            "templates/page/team.html:1:5 invalid-template",
        ],
    ),
    (
        &[("templates/page/home.html", "é {{ view.title | shout }}{{ <nobody /> }}")],
        &[
            "templates/page/home.html:1:19 invalid-template",
            "templates/page/home.html:1:30 invalid-template",
        ],
    ),
    (
        &[("templates/page/home.html", "\n{% extends \"builtin/page/hom.html\" %}")],
        &["templates/page/home.html:2:13 invalid-template"],
    ),
    (
        &[("templates/page/home.html", "{% extends \"page/home.html\" %}")],
        &["templates/page/home.html:1:1 invalid-template"],
    ),
    (
        &[
            ("templates/page/home.html", "{% include \"part/a.html\" %}"),
            ("templates/part/a.html", "{% include \"page/home.html\" %}"),
        ],
        &["templates/page/home.html:1:1 invalid-template"],
    ),
    (
        &[("templates/page/home.html", "{% include \"part/none.html\" %}")],
        &["templates/page/home.html:1:12 invalid-template"],
    ),
    (
        &[("templates/page/home.html", "{% include \"../../etc/passwd\" %}")],
        &["templates/page/home.html:1:12 invalid-template"],
    ),
    (
        &[("templates/layout.html", "<!doctype html><title>{{ page.title }}</title>")],
        &["templates/layout.html:1:1 invalid-template"],
    ),
    (
        &[
            (
                "templates/part/a.html",
                "{% component footer(page, site) %}{% endcomponent footer %}",
            ),
            (
                "templates/part/b.html",
                "{% component footer(page, site) %}{% endcomponent footer %}",
            ),
        ],
        &["templates/part/b.html:1:1 invalid-template"],
    ),
    (
        &[("templates/page/hom.html", BASE), ("templates/part/new.html", "<p>new</p>")],
        &[
            "templates/page/hom.html:1:1 unused-override",
            "templates/part/new.html:1:1 unused-override",
        ],
    ),
    // A part of one's own has an effect where it is included or where its component is called.
    (
        &[
            ("templates/page/home.html", "{% include 'part/new.html' %}{{ <mine /> }}"),
            ("templates/part/new.html", "<p>new</p>"),
            ("templates/part/mine.html", "{% component mine() %}<p>{% endcomponent mine %}"),
        ],
        &[],
    ),
    (
        &[("templates/team.yaml", "# a team\nteam: hidden\n"), ("themes/a/b.yml", "x: 1\n")],
        &["templates/team.yaml:1:1 unused-override"],
    ),
    (
        &[
            ("eventbook.yaml", "title: A\ntheme: house\n"),
            ("themes/house/token.css", ""),
            ("themes/house/our logo.svg", ""),
            ("themes/house/eventbook.css", ""),
            ("themes/house/font.woff2", ""),
            ("themes/house/Font.woff2", ""),
        ],
        &[
            "themes/house/eventbook.css:1:1 unused-override",
            "themes/house/font.woff2:1:1 unused-override",
            "themes/house/our logo.svg:1:1 unused-override",
            "themes/house/token.css:1:1 unused-override",
        ],
    ),
    (&[("eventbook.yaml", "title: A\ntheme: ../../etc\n")], &["eventbook.yaml:2:8 unknown-theme"]),
    (&[("eventbook.yaml", "title: A\ntheme: default\n")], &[]),
];

#[test]
fn every_mistake_is_told_at_its_place() {
    for (files, expected) in CASES {
        let checked = check(with(files).path());
        assert_eq!(places(&checked), *expected, "{files:?}\n{}", text(&checked));
    }
}

#[test]
fn a_set_with_a_fault_is_not_used_at_all() {
    let folder = with(&[
        ("templates/page/home.html", "{{ view.title | shout }}"),
        (
            "templates/part/footer.html",
            "{% component footer(page, site) %}{% endcomponent footer %}",
        ),
    ]);
    let output = build(folder.path());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("templates/page/home.html:1:17"), "{}", stderr(&output));
    let page = file(folder.path(), "index.html");
    assert!(page.contains("<h1>A &amp; B</h1>") && page.contains("Made by eventbook"), "{page}");
    assert!(file(folder.path(), "findings/index.html").contains("templates/page/home.html:1:17"));
}

#[test]
fn a_page_that_cannot_be_rendered_names_its_template_and_line() {
    let team = "{% extends \"builtin/page/team.html\" %}\n{% block main %}\n  {{ view.nam }}{% endblock main %}";
    let folder = with(&[]);
    assert!(build(folder.path()).status.success());
    fs::create_dir_all(folder.path().join("templates/page")).unwrap();
    fs::write(folder.path().join("templates/page/team.html"), team).unwrap();
    let output = build(folder.path());
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    let start = "error: failed to render the page `teams/a-team/index.html`: \
        templates/page/team.html:3:11: Field `nam` is not defined";
    assert!(told.starts_with(start), "{told}");
    assert!(file(folder.path(), "index.html").contains("A &amp; B"), "the old site is there");
}

#[test]
fn a_circle_of_templates_that_include_and_extend_is_found() {
    let checked = check(
        with(&[
            ("templates/page/home.html", "{% extends \"part/a.html\" %}"),
            ("templates/part/a.html", "<p>{% include \"page/home.html\" %}"),
        ])
        .path(),
    );
    assert_eq!(places(&checked), ["templates/page/home.html:1:1 invalid-template"]);
    let layout = "{% include \"builtin/page/home.html\" %}{% block main %}{% endblock main %}";
    let checked = check(with(&[("templates/layout.html", layout)]).path());
    assert_eq!(places(&checked), ["templates/layout.html:1:1 invalid-template"]);
}

#[test]
fn too_many_templates_are_refused() {
    let files: Vec<(String, &str)> =
        (0..201).map(|number| (format!("templates/part/{number:03}.html"), "")).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let checked = check(with(&files).path());
    let told = places(&checked);
    assert!(told.contains(&"templates/part/200.html:1:1 invalid-template".to_owned()), "{told:?}");
}

#[test]
fn a_loop_without_an_end_is_cut() {
    let home = "{% for number in range(end=100001) %}x{% endfor %}";
    let output = build(with(&[("templates/page/home.html", home)]).path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("templates/page/home.html:1:"), "{}", stderr(&output));
    let own = "{% component steps(steps) %}{{ <steps steps={steps} /> }}{% endcomponent steps %}\
        {{ <steps steps={1} /> }}";
    let output = build(with(&[("templates/page/home.html", own)]).path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("recursion"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn no_theme_leads_out_of_the_catalog() {
    let folder = with(&[
        ("eventbook.yaml", "title: A\ntheme: house\n"),
        ("themes/house/tokens.css", ":root { --accent: #8a1538; }\n"),
        ("templates/README.md", "Ours."),
    ]);
    let link = |path: &str| std::os::unix::fs::symlink("/etc/hostname", folder.path().join(path));
    for path in ["themes/house/logo.svg", "templates/host.html"] {
        link(path).unwrap();
    }
    let output = eventbook().arg("check").arg(folder.path()).output().unwrap();
    assert_eq!(stdout(&output).matches("[symlink-escape]").count(), 2, "{}", stdout(&output));
    build(folder.path());
    assert!(!folder.path().join("site/assets/logo.svg").exists());
}

#[test]
fn a_theme_obeys_the_limits_of_reading() {
    let folder = with(&[("eventbook.yaml", "title: A\ntheme: house\n")]);
    fs::create_dir_all(folder.path().join("themes/house/templates")).unwrap();
    let large = fs::File::create(folder.path().join("themes/house/film.mp4")).unwrap();
    large.set_len(eventbook::source::LARGEST_FILE + 1).unwrap();
    fs::write(folder.path().join("themes/house/templates/layout.html"), b"\xff").unwrap();
    let checked = check(folder.path());
    assert_eq!(
        places(&checked),
        [
            "themes/house/film.mp4:1:1 file-too-large",
            "themes/house/templates/layout.html:1:1 invalid-utf8",
        ]
    );
}
