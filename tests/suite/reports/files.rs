//! `--output`: reports in files, whole or not at all, and never over a part of the catalog.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{catalog, copy, eventbook, repository, stderr, stdout};

/// Checks the catalog of a folder from within, with these arguments.
fn check(folder: &Path, arguments: &[&str]) -> Output {
    eventbook().arg("check").args(arguments).current_dir(folder).output().unwrap()
}

fn shop() -> tempfile::TempDir {
    catalog(&[
        ("eventbook.yaml", "title: Shop\n"),
        ("shop.yaml", "team: a\n---\nstore: b\nkind: redis\nowner: a\n"),
        ("schema.json", "{}"),
    ])
}

#[test]
fn reports_are_written_beside_the_one_that_is_printed() {
    let folder = shop();
    let arguments = ["--format", "json", "--output", "sarif=a.sarif", "--output", "json=b.json"];
    for _ in 0..2 {
        // A report of an earlier run is a part of the folder by then, and is replaced.
        let output = check(folder.path(), &arguments);
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
        assert_eq!(fs::read_to_string(folder.path().join("b.json")).unwrap(), stdout(&output));
        let sarif = fs::read_to_string(folder.path().join("a.sarif")).unwrap();
        assert!(sarif.contains("\"2.1.0\""), "{sarif}");
    }
    let quiet = check(folder.path(), &["-q", "--output", "text=c.txt"]);
    assert_eq!((quiet.status.code(), stdout(&quiet).as_str()), (Some(0), ""));
    assert!(fs::read_to_string(folder.path().join("c.txt")).unwrap().starts_with("  Idempotency"));
}

#[test]
fn nothing_is_written_where_one_cannot_be() {
    let folder = shop();
    for (path, why) in [
        ("shop.yaml", "it is a part of the catalog"),
        ("./x/../shop.yaml", "No such file"),
        ("schema.json", "it is a part of the catalog"),
        ("eventbook.yaml", "it is a part of the catalog"),
        ("new.yaml", "it would be read as a part of the catalog"),
        ("nowhere/a.txt", "No such file"),
        (".", "it is a folder"),
        ("good.txt", "two reports would stand there"),
    ] {
        let asked = format!("concise={path}");
        let output = check(folder.path(), &["--output", "text=good.txt", "--output", &asked]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(stderr(&output).contains(why), "{path}: {}", stderr(&output));
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["eventbook.yaml", "schema.json", "shop.yaml"], "{path}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("schema.json")).unwrap(), "{}");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_does_not_lead_into_the_catalog() {
    let folder = shop();
    let link = |to: &Path| {
        let link = folder.path().join("link.txt");
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(to, link).unwrap();
        check(folder.path(), &["--output", "text=link.txt"])
    };
    let output = link(&folder.path().join("shop.yaml"));
    assert!(stderr(&output).contains("it is a part of the catalog"), "{}", stderr(&output));
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("report.txt");
    let output = link(&target);
    assert!(stderr(&output).contains("that leads nowhere"), "{}", stderr(&output));
    fs::write(&target, "old").unwrap();
    assert_eq!(link(&target).status.code(), Some(0));
    assert!(fs::read_to_string(target).unwrap().contains("catalog: "));
    assert!(folder.path().join("link.txt").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_device_and_a_pipe_are_written_into() {
    let folder = shop();
    let output = check(folder.path(), &["-q", "--output", "text=/dev/stdout"]);
    assert!(stdout(&output).contains("catalog: "), "{output:?}");
    let output = check(folder.path(), &["--output", "json=/dev/null"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let file = fs::File::create(folder.path().join("told.txt")).unwrap();
    let mut command = eventbook();
    command.args(["check", "--output", "text=/dev/stdout"]).current_dir(folder.path());
    let output = command.stdout(file).output().unwrap();
    assert!(stderr(&output).contains("name that file itself"), "{}", stderr(&output));
}

#[test]
fn paths_begin_where_they_are_looked_for() {
    let folder = catalog(&[
        (".git/HEAD", "ref: refs/heads/main\n"),
        ("docs/shop/eventbook.yaml", "title: Shop\n"),
        ("docs/shop/a.yaml", "store: b\nkind: redis\nowner: nobody\n"),
    ]);
    let first = |below: &str, format: &str, dir: &str| {
        let output = check(&folder.path().join(below), &["--format", format, dir]);
        stdout(&output).lines().next().unwrap_or_default().to_owned()
    };
    assert!(first("", "concise", "docs/shop").starts_with("docs/shop/a.yaml:3:8: error["));
    assert!(first("docs/shop", "concise", ".").starts_with("a.yaml:3:8: error["));
    assert!(first(".git", "concise", "../docs/shop").contains("/docs/shop/a.yaml:3:8: error["));
    let annotation = "::error file=docs/shop/a.yaml,line=3,";
    for (below, dir) in [("", "docs/shop"), ("docs/shop", "."), (".git", "../docs/shop")] {
        assert!(first(below, "github", dir).starts_with(annotation), "{below}");
    }
}

#[test]
fn too_many_warnings_fail() {
    let folder = copy(&repository("catalog-example"));
    let output = check(folder.path(), &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let warnings = report["counts"]["warn"].as_u64().unwrap();
    assert!(warnings > 0, "{report}");
    let with = |most: u64| {
        let most = most.to_string();
        check(folder.path(), &["-q", "--max-warnings", &most]).status.code()
    };
    assert_eq!((with(warnings), with(warnings - 1)), (Some(0), Some(1)));
}
