//! What a repository could try, so that reading it runs something, fetches something, or shows
//! something else than what was committed. Each plant is shown to work where git is left alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::diff::repository::{Repository, command, diff, git, started};
use crate::support::{stderr, stdout};

const SETTINGS: (&str, &str) = ("eventbook.yaml", "title: A\n");
const TEAM: (&str, &str) = ("a.yaml", "team: a\n");
const OTHER: (&str, &str) = ("b.yaml", "team: b\n");

/// A program that leaves a trace wherever it is run.
fn trap(repository: &Repository) -> (PathBuf, PathBuf) {
    let (program, trace) = (repository.beside("trap"), repository.beside("trace"));
    fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >> {}\n", trace.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    (program, trace)
}

/// Sets everything in the configuration that names a program.
fn arm(repository: &Repository, program: &Path) {
    let program = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "pager.ls-tree",
        "pager.cat-file",
        "pager.rev-parse",
        "credential.helper",
        "gpg.program",
        "merge.trap.driver",
        "sequence.editor",
        "interactive.diffFilter",
        "uploadpack.packObjectsHook",
    ] {
        repository.git(&["config", key, program]);
    }
    for alias in ["rev-parse", "ls-tree", "cat-file", "merge-base"] {
        repository.git(&["config", &format!("alias.{alias}"), &format!("!{program}")]);
    }
    repository.git(&["config", "core.hooksPath", "hooks"]);
    fs::create_dir_all(repository.folder.join("hooks")).unwrap();
    for hook in
        ["post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"]
    {
        fs::copy(program, repository.folder.join("hooks").join(hook)).unwrap();
    }
}

#[test]
fn nothing_that_a_repository_names_is_run() {
    let shop = Repository::of(&[SETTINGS, TEAM, (".gitattributes", "* filter=trap diff=trap\n")]);
    shop.git(&["switch", "--quiet", "--create", "feature"]);
    shop.commit(&[OTHER]);
    let (program, trace) = trap(&shop);
    arm(&shop, &program);
    for arguments in [vec![], vec!["main"], vec!["main", "feature"], vec!["nowhere"]] {
        diff(&shop.folder, &arguments);
        assert!(!trace.exists(), "{arguments:?}: {}", fs::read_to_string(&trace).unwrap());
    }
    assert!(stdout(&shop.diff(&["main", "feature"])).contains("+ team b"));
    // The trap works: git left alone walks into it.
    let _ = command(&shop.folder).args(["status"]).output().unwrap();
    assert!(trace.exists(), "the trap is none");
}

#[test]
fn a_repository_within_the_catalog_is_not_run_either() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    let (program, trace) = trap(&shop);
    let inner = shop.folder.join("events");
    fs::create_dir(&inner).unwrap();
    git(&inner, &["init", "--quiet", "--bare"]);
    git(&inner, &["config", "core.fsmonitor", program.to_str().unwrap()]);
    let output = diff(&inner, &["main"]);
    assert!(!trace.exists());
    assert_eq!(
        output.status.code(),
        Some(0),
        "the catalog says which repository: {}",
        stderr(&output)
    );
}

#[test]
fn nothing_is_fetched() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.git(&["config", "uploadpack.allowFilter", "true"]);
    shop.commit(&[("a.yaml", "team: a\ntitle: Two\n")]);
    let url = format!("file://{}", shop.folder.display());
    for filter in ["blob:none", "tree:0"] {
        let clone = shop.beside(&filter.replace(':', "-"));
        let arguments = ["clone", "--quiet", "--no-checkout"];
        let filter = format!("--filter={filter}");
        git(&shop.folder, &[&arguments[..], &[&filter, &url, clone.to_str().unwrap()]].concat());
        let (program, trace) = trap(&shop);
        git(&clone, &["config", "remote.origin.uploadpack", program.to_str().unwrap()]);
        git(&clone, &["config", "protocol.file.allow", "always"]);
        let output = diff(&clone, &["main~1", "main"]);
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
        assert!(stderr(&output).contains("partial clone"), "{}", stderr(&output));
        assert!(!trace.exists(), "something was fetched");
        // An older git knows nothing of lazy fetches that are off: the transport is closed as well.
        let mut old = command(&clone);
        old.env("GIT_ALLOW_PROTOCOL", "").args(["cat-file", "-p", "main:a.yaml"]);
        assert!(!old.output().unwrap().status.success() && !trace.exists());
        let _ = command(&clone).args(["cat-file", "-p", "main:a.yaml"]).output().unwrap();
        assert!(trace.exists(), "the trap is none");
        fs::remove_file(&trace).unwrap();
        git(&clone, &["config", "--unset", "remote.origin.uploadpack"]);
        git(&clone, &["fetch", "--quiet", "--refetch", "--no-filter", "origin"]);
        let output = diff(&clone, &["main~1", "main"]);
        assert_eq!(output.status.code(), Some(0), "the remedy helps: {}", stderr(&output));
    }
}

#[test]
fn no_object_stands_in_for_another() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.commit(&[OTHER]);
    shop.git(&["replace", "main", "main~1"]);
    assert!(
        shop.git(&["ls-tree", "--name-only", "main"]).find("b.yaml").is_none(),
        "it does in git"
    );
    assert!(stdout(&shop.diff(&["main~1", "main"])).contains("+ team b"));
}

#[test]
fn another_repository_within_is_none_of_the_catalog() {
    let inner = Repository::of(&[("c.yaml", "team: c\n")]);
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.git(&["switch", "--quiet", "--create", "feature"]);
    shop.git(&["submodule", "--quiet", "add", inner.folder.to_str().unwrap(), "shared"]);
    shop.commit(&[]);
    assert!(shop.folder.join("shared/c.yaml").is_file());
    for arguments in [vec!["main"], vec!["main", "feature"], vec!["feature"]] {
        let output = shop.diff(&arguments);
        assert!(!stdout(&output).contains("team c"), "{arguments:?}: {}", stdout(&output));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}

#[test]
fn settings_behind_a_link_are_read_within_the_catalog_only() {
    let shop = Repository::of(&[("settings/a.yaml", "title: A\nignore: [settings/**]\n"), TEAM]);
    std::os::unix::fs::symlink("settings/a.yaml", shop.folder.join("eventbook.yaml")).unwrap();
    shop.commit(&[]);
    shop.commit(&[OTHER]);
    assert!(stdout(&shop.diff(&["main~1", "main"])).contains("+ team b"));
    fs::remove_file(shop.folder.join("eventbook.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", shop.folder.join("eventbook.yaml")).unwrap();
    shop.commit(&[]);
    let told = shop.refused(&["main~1", "main"]);
    assert!(told.contains("leads out of the catalog"), "{told}");
}

#[test]
fn what_git_says_of_itself_is_no_part_of_an_answer() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.commit(&[OTHER]);
    let mut noisy = started(&shop.folder);
    noisy.args(["main~1", "main"]).env("GIT_TRACE", "1").env("LC_ALL", "de_DE.UTF-8");
    let output = noisy.output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("+ team b") && stderr(&output).is_empty());
}
