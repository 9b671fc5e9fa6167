//! `init`: what a newcomer meets first. Nobody is asked, nothing is overwritten, and what is
//! written is a catalog.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::checked::assert_snapshot;
use crate::support::{repository, stderr, stdout, tree};

/// Runs the binary in a folder, without an environment and with nothing to read from.
pub(crate) fn alone(folder: &Path, arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::new("/bin/sh")
        .args(["-c", "exec \"$0\" \"$@\" <&-", env!("CARGO_BIN_EXE_eventbook")])
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The same, for what must succeed; gives what it printed.
pub(crate) fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = alone(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    assert_eq!(stderr(&output), "", "{arguments:?}");
    stdout(&output)
}

/// The same, for what cannot be done; gives the reason. Nothing in the folder may change.
pub(crate) fn refused(folder: &Path, arguments: &[&str]) -> String {
    let before = tree(folder);
    let output = alone(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "{arguments:?}");
    assert!(tree(folder) == before, "{arguments:?} has changed something");
    stderr(&output)
}

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_catalog_to_learn_from_has_one_finding() {
    let folder = empty();
    let told = done(folder.path(), &["init", "demo"]);
    assert_snapshot(&told, &repository("tests/suite/init/told.txt"));
    let report = done(folder.path(), &["check", "demo"]);
    assert_snapshot(&report, &repository("tests/suite/init/complete.txt"));
    done(folder.path(), &["build", "demo"]);
    assert!(folder.path().join("demo/site/sagas/HoldSaga/index.html").is_file());
}

#[test]
fn its_finding_goes_as_its_comment_says() {
    let folder = empty();
    done(folder.path(), &["init"]);
    let file = folder.path().join("events/loan-overdue.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let cured = text.replace("    poison: none\n", "");
    assert_ne!(text, cured);
    fs::write(&file, cured).unwrap();
    let report = done(folder.path(), &["check", "--fail-on", "info"]);
    assert!(report.contains("catalog: no findings"), "{report}");
}

#[test]
fn the_least_catalog_has_no_finding() {
    let folder = empty();
    done(folder.path(), &["init", "--minimal", "demo"]);
    let report = done(folder.path(), &["check", "--fail-on", "info", "demo"]);
    assert_snapshot(&report, &repository("tests/suite/init/minimal.txt"));
    done(folder.path(), &["build", "demo"]);
    assert!(folder.path().join("demo/site/index.html").is_file());
}

#[test]
fn what_is_printed_can_be_typed() {
    for name in ["it's here", "a b/-c", "-d", "$HOME", "é"] {
        let folder = empty();
        let told = done(folder.path(), &["init", "--minimal", "--", name]);
        let check = told.lines().find(|line| line.contains("eventbook check")).unwrap();
        let typed = check.trim().replacen("eventbook", "\"$0\"", 1);
        let status = Command::new("/bin/sh")
            .args(["-c", &typed, env!("CARGO_BIN_EXE_eventbook")])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(status.status.code(), Some(0), "{typed}: {}", stderr(&status));
    }
}

#[test]
fn a_second_time_changes_nothing() {
    let folder = empty();
    done(folder.path(), &["init"]);
    for again in [vec!["init"], vec!["init", "--minimal"]] {
        let why = refused(folder.path(), &again);
        assert!(why.contains("it is a catalog already"), "{why}");
    }
}

#[test]
fn a_catalog_cannot_hold_another() {
    let folder = empty();
    fs::write(folder.path().join("eventbook.yaml"), "title: A\n").unwrap();
    for below in ["sub", "sub/sub"] {
        let why = refused(folder.path(), &["init", below]);
        assert!(why.contains("a catalog cannot hold another"), "{why}");
    }
    assert!(!folder.path().join("sub").exists());
}

#[test]
fn what_is_in_the_way_is_listed() {
    let folder = empty();
    fs::create_dir_all(folder.path().join("events")).unwrap();
    for file in ["events/hold-placed.yaml", "topics", "unrelated.yaml"] {
        fs::write(folder.path().join(file), "mine\n").unwrap();
    }
    let why = refused(folder.path(), &["init"]);
    let listed: Vec<&str> = why.lines().skip(1).map(str::trim).collect();
    assert_eq!(listed, ["events/hold-placed.yaml", "topics"], "{why}");
}

#[test]
fn what_is_not_in_the_way_is_kept() {
    let folder = empty();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("README.md"), "mine\n").unwrap();
    done(folder.path(), &["init"]);
    assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), "mine\n");
}

#[test]
fn the_site_is_ignored_once() {
    let line = "# The site that `eventbook build` writes.\n/site/\n";
    for (before, after) in [
        ("", line.to_owned()),
        ("*.log", format!("*.log\n{line}")),
        ("*.log\n", format!("*.log\n{line}")),
        ("site\r\n", "site\r\n".to_owned()),
        ("/site/", "/site/".to_owned()),
    ] {
        let folder = empty();
        fs::write(folder.path().join(".gitignore"), before).unwrap();
        done(folder.path(), &["init", "--minimal"]);
        assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), after);
    }
    let folder = empty();
    done(folder.path(), &["init", "--minimal"]);
    assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), line);
}

#[test]
fn a_place_that_is_none_is_refused() {
    let (folder, elsewhere) = (empty(), empty());
    let root = folder.path();
    fs::write(root.join("file"), "").unwrap();
    symlink(elsewhere.path(), root.join("link")).unwrap();
    symlink(elsewhere.path().join("nowhere"), root.join("dangling")).unwrap();
    for (dir, why) in [
        ("file", "it is not a folder"),
        ("file/below", "`file/below`"),
        ("link", "it is a symbolic link"),
        ("link/", "it is a symbolic link"),
        ("dangling", "it is a symbolic link"),
        ("nowhere/../x", "it goes up from a folder that is not there"),
    ] {
        let told = alone(root, &["init", dir]);
        assert_eq!(told.status.code(), Some(2), "{dir}");
        assert!(stderr(&told).starts_with("error: failed to "), "{dir}: {}", stderr(&told));
        assert!(stderr(&told).contains(why), "{dir}: {}", stderr(&told));
    }
    for inside in ["events", ".gitignore"] {
        let folder = empty();
        symlink(elsewhere.path(), folder.path().join(inside)).unwrap();
        let told = alone(folder.path(), &["init"]);
        assert_eq!(told.status.code(), Some(2), "{inside}");
        assert!(stderr(&told).contains("symbolic link"), "{inside}: {}", stderr(&told));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{inside}");
    }
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn what_fails_in_the_middle_is_taken_back() {
    let folder = empty();
    // A limit on the size of files, of 512 bytes, stands for a disk that is full: the settings are
    // written, and then the event does not fit.
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" init --minimal deep/demo";
    let told = Command::new("/bin/sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_eventbook")])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(told.status.code(), Some(2));
    let why = stderr(&told);
    assert!(why.starts_with("error: failed to write `"), "{why}");
    assert!(why.contains("deep/demo/events/something-happened.yaml`"), "{why}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 0, "{left:?}");
}

#[test]
fn of_two_at_once_one_is_whole() {
    let folder = empty();
    let children: Vec<_> = (0..2)
        .map(|_| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_eventbook"));
            command.args(["init", "demo"]).current_dir(folder.path());
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    let codes = children.into_iter().map(|mut child| child.wait().unwrap().code());
    let codes: BTreeSet<_> = codes.collect();
    assert_eq!(codes, BTreeSet::from([Some(0), Some(2)]));
    done(folder.path(), &["check", "demo"]);
}
