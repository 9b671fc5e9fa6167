//! `diff` in repositories: which states are meant, and that reading a commit is reading its folder.
//! What a hostile repository could try stands in `hostile`.

use std::fs;

use eventbook::config;
use eventbook::source::disk;
use eventbook::source::git::repository::Repository as Source;

use crate::diff::repository::{Repository, diff, git, refused, started};
use crate::support::{copy_into, repository, stderr, stdout};

const SETTINGS: (&str, &str) = ("eventbook.yaml", "title: A\n");
const TEAM: (&str, &str) = ("a.yaml", "team: a\ntitle: One\n");
const OTHER: (&str, &str) = ("b.yaml", "team: b\ntitle: Two\n");

/// The lines of a report that tell of documents.
fn changes(output: &std::process::Output) -> Vec<String> {
    assert_ne!(output.status.code(), Some(2), "{}", stderr(output));
    let text = stdout(output);
    let told = text.lines().filter(|line| line.starts_with(['+', '-', '~', '>', '?']));
    told.map(str::to_owned).collect()
}

#[test]
fn the_work_tree_is_compared_as_it_lies_there() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    assert!(stdout(&shop.diff(&["main"])).contains("no document says anything else"));
    shop.write(&[OTHER, ("a.yaml", "team: a\ntitle: Three\n")]);
    let output = shop.diff(&["main"]);
    assert_eq!(changes(&output), ["~ team a", "+ team b"]);
    assert!(stdout(&output).contains("    title: One -> Three"), "{}", stdout(&output));
    shop.git(&["add", "--all"]);
    assert_eq!(changes(&shop.diff(&["main"])), ["~ team a", "+ team b"], "staged or not");
    assert_eq!(changes(&shop.diff(&["main", "HEAD"])), [""; 0], "not committed");
}

#[test]
fn a_branch_is_compared_with_where_it_began() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.git(&["switch", "--quiet", "--create", "feature"]);
    shop.commit(&[OTHER]);
    shop.git(&["switch", "--quiet", "main"]);
    shop.commit(&[("c.yaml", "team: c\n")]);
    shop.git(&["switch", "--quiet", "feature"]);
    assert_eq!(changes(&shop.diff(&[])), ["+ team b"], "what main did since is not ours");
    assert_eq!(changes(&shop.diff(&["main"])), ["+ team b"]);
    assert_eq!(changes(&shop.diff(&["main", "feature"])), ["+ team b", "- team c"]);
}

#[test]
fn every_name_of_a_commit_will_do() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    let first = shop.git(&["rev-parse", "HEAD"]);
    shop.git(&["tag", "light"]);
    shop.git(&["tag", "--annotate", "--message", "A tag", "v1/β"]);
    shop.commit(&[OTHER]);
    for name in ["light", "v1/β", "refs/tags/light", &first, &first[..8], "HEAD~1", "main^", "@~"]
    {
        let output = shop.diff(&[name, "main"]);
        assert_eq!(changes(&output), ["+ team b"], "{name}");
        assert!(stdout(&output).contains(&first[..8]), "{name}: {}", stdout(&output));
    }
}

#[test]
fn the_default_branch_is_found() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.git(&["branch", "--move", "trunk"]);
    let clone = shop.beside("clone");
    git(&shop.folder, &["clone", "--quiet", ".", clone.to_str().unwrap()]);
    fs::write(clone.join("b.yaml"), OTHER.1).unwrap();
    let output = diff(&clone, &[]);
    assert_eq!(changes(&output), ["+ team b"]);
    assert!(stdout(&output).starts_with("origin/HEAD ("), "{}", stdout(&output));
    let told = shop.refused(&[]);
    assert!(
        told.contains("no origin/HEAD, main or master") && told.contains("diff BASE"),
        "{told}"
    );
}

#[test]
fn files_that_are_renamed_or_end_their_lines_otherwise_say_the_same() {
    let shop = Repository::of(&[SETTINGS, TEAM, OTHER]);
    shop.git(&["mv", "a.yaml", "teams.yaml"]);
    shop.write(&[("b.yaml", "team: b\r\ntitle: Two\r\n")]);
    shop.commit(&[]);
    assert_eq!(changes(&shop.diff(&["HEAD~1", "HEAD"])), [""; 0]);
}

#[test]
fn a_catalog_in_a_folder_is_found_from_within() {
    let shop = Repository::of(&[
        ("docs/events/eventbook.yaml", SETTINGS.1),
        ("docs/events/teams/a.yaml", TEAM.1),
        ("other/c.yaml", "team: c\n"),
    ]);
    shop.git(&["switch", "--quiet", "--create", "feature"]);
    shop.commit(&[("docs/events/teams/b.yaml", OTHER.1), ("other/d.yaml", "team: d\n")]);
    let root = shop.folder.join("docs/events");
    assert_eq!(changes(&diff(&root.join("teams"), &["main"])), ["+ team b"]);
    assert_eq!(changes(&shop.diff(&["main", "--dir", "docs/events"])), ["+ team b"]);
    shop.git(&["mv", "docs/events", "docs/catalog"]);
    let moved = diff(&shop.folder.join("docs/catalog"), &["main"]);
    assert_eq!(changes(&moved), ["+ team a", "+ team b"], "main has no catalog there");
    assert_eq!(moved.status.code(), Some(0), "that is no fault");
}

#[test]
fn a_catalog_that_is_on_no_disk_is_found_in_its_commits() {
    let shop = Repository::of(&[("docs/eventbook.yaml", SETTINGS.1), ("docs/a.yaml", TEAM.1)]);
    shop.commit(&[("docs/b.yaml", OTHER.1)]);
    let bare = shop.beside("bare.git");
    git(&shop.folder, &["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let told = refused(&bare, &["main~1", "main"]);
    assert!(told.contains("eventbook.yaml"), "the catalog is not at the top: {told}");
    let top = Repository::of(&[SETTINGS, TEAM]);
    top.commit(&[OTHER]);
    let bare = top.beside("bare.git");
    git(&top.folder, &["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    assert_eq!(changes(&diff(&bare, &["main~1", "main"])), ["+ team b"]);
    assert!(refused(&bare, &["main"]).contains("find a catalog"));
    fs::remove_file(top.folder.join("eventbook.yaml")).unwrap();
    assert_eq!(changes(&top.diff(&["main~1", "main"])), ["+ team b"]);
}

#[test]
fn a_work_tree_beside_another_is_one_too() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    let beside = shop.beside("beside");
    shop.git(&["worktree", "add", "--quiet", "-b", "feature", beside.to_str().unwrap()]);
    fs::write(beside.join("b.yaml"), OTHER.1).unwrap();
    assert_eq!(changes(&diff(&beside, &["main"])), ["+ team b"]);
}

#[test]
fn longer_ids_are_ids_too() {
    let shop = Repository::with(&["--object-format=sha256"]);
    shop.commit(&[SETTINGS, TEAM]);
    shop.commit(&[OTHER]);
    let output = shop.diff(&["main~1", "main", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["base"]["commit"].as_str().unwrap().len(), 64);
    assert_eq!(report["changes"][0]["id"], "b");
}

#[test]
fn a_folder_comes_before_a_branch_of_its_name() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.git(&["branch", "old"]);
    shop.write(&[("old/eventbook.yaml", SETTINGS.1), ("old/b.yaml", OTHER.1)]);
    let settings = ("eventbook.yaml", "title: A\nignore: [old/**]\n");
    shop.write(&[settings]);
    assert_eq!(changes(&shop.diff(&["old"])), ["+ team a", "- team b"]);
    assert_eq!(changes(&shop.diff(&["refs/heads/old"])), [""; 0]);
    assert_eq!(changes(&shop.diff(&["refs/heads/old", "old"])), ["- team a", "+ team b"]);
    assert_eq!(changes(&shop.diff(&["old", "refs/heads/old"])), ["+ team a", "- team b"]);
    shop.git(&["branch", "events"]);
    shop.write(&[("events/c.yaml", "team: c\n")]);
    assert_eq!(changes(&shop.diff(&["events"])), ["+ team c"], "a folder that is no catalog");
}

#[test]
fn what_is_missing_is_told_with_what_helps() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.commit(&[OTHER]);
    let unknown = shop.refused(&["origin/release"]);
    assert!(unknown.contains("git fetch origin release"), "{unknown}");
    for name in
        ["my tag", "-x", "--output=trace", "a\nb", "", "main:a.yaml", "HEAD^{tree}", "$(x)", "a;b"]
    {
        let told = refused(&shop.folder, &["--", name]);
        assert!(!told.contains("git fetch"), "nothing to paste for {name:?}: {told}");
        assert_eq!(told.trim_end().lines().count(), 1, "{told}");
    }
    assert!(!shop.folder.join("trace").exists());
    for (name, command) in [("main..b1", "diff main b1"), ("main...b1", "diff main b1")] {
        let told = shop.refused(&[name]);
        assert!(told.contains(command), "{told}");
    }
    assert!(shop.refused(&["$(x)..b1"]).contains("diff BASE HEAD"));
    shop.git(&["switch", "--quiet", "--orphan", "lonely"]);
    let unborn = {
        shop.write(&[SETTINGS, TEAM]);
        shop.refused(&["main"])
    };
    assert!(unborn.contains("the branch has no commit yet"), "{unborn}");
    shop.commit(&[("c.yaml", "team: c\n")]);
    let apart = shop.refused(&["main"]);
    assert!(apart.contains("no common history") && apart.contains("diff BASE HEAD"), "{apart}");
    assert_eq!(changes(&shop.diff(&["main", "lonely"])), ["- team b", "+ team c"]);
}

#[test]
fn a_shallow_clone_is_told_how_to_be_whole() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.git(&["branch", "base"]);
    shop.commit(&[OTHER]);
    shop.git(&["switch", "--quiet", "base"]);
    shop.commit(&[("c.yaml", "team: c\n")]);
    let clone = shop.beside("clone");
    let url = format!("file://{}", shop.folder.display());
    let arguments = ["clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=main"];
    git(&shop.folder, &[&arguments[..], &[&url, clone.to_str().unwrap()]].concat());
    for names in [vec!["main~1"], vec!["nowhere"], vec!["origin/base"]] {
        let told = refused(&clone, &names);
        assert!(told.contains("fetch-depth: 0"), "{names:?}: {told}");
    }
    assert_eq!(changes(&diff(&clone, &["origin/base", "main"])), ["+ team b", "- team c"]);
    git(&clone, &["fetch", "--quiet", "--unshallow"]);
    assert_eq!(changes(&diff(&clone, &["origin/base"])), ["+ team b"]);
}

#[test]
fn without_git_or_a_repository_two_folders_are_left() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    let output = started(&shop.folder).arg("main").env("PATH", "/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("git is not installed") && told.contains("diff OLD NEW"), "{told}");
    let plain = shop.beside("plain");
    fs::create_dir(&plain).unwrap();
    fs::write(plain.join("eventbook.yaml"), SETTINGS.1).unwrap();
    fs::write(plain.join("a.yaml"), TEAM.1).unwrap();
    assert!(refused(&plain, &["main"]).contains("no git repository is around it"));
    let folders = [".", plain.to_str().unwrap()];
    let output = started(&shop.folder).args(folders).env("PATH", "/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_repository_of_somebody_else_is_told_how_to_be_trusted() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    let mut command = started(&shop.folder);
    // git's own way to test this without another user.
    let output = command.arg("main").env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("safe.directory"), "{}", stderr(&output));
}

#[test]
fn the_folder_says_which_repository_not_the_environment() {
    let shop = Repository::of(&[SETTINGS, TEAM]);
    shop.write(&[OTHER]);
    let other = Repository::of(&[SETTINGS]);
    let mut command = started(&shop.folder);
    command.arg("main").env("GIT_DIR", other.folder.join(".git"));
    command.env("GIT_WORK_TREE", &other.folder).env("GIT_INDEX_FILE", "/nowhere/index");
    assert_eq!(changes(&command.output().unwrap()), ["+ team b"]);
}

/// The catalogs of other suites, with all that is never read, and with links of all kinds.
#[test]
fn a_commit_is_read_as_its_folder_is() {
    for catalog in ["catalog-example", "tests/suite/faults/catalog"] {
        let shop = Repository::new();
        copy_into(&repository(catalog), &shop.folder);
        shop.write(&[
            ("node_modules/x.yaml", "x"),
            (".hidden/x.yaml", "x"),
            ("target", "x"),
            ("built/eventbook-manifest.json", "{}"),
            ("built/events/data.json", "{}"),
            ("deep/eventbook-manifest.json/not-a-site.yaml", "team: t\n"),
            ("bom.yaml", "\u{feff}team: bom\n"),
            ("names/-x.yaml", "team: dash\n"),
            ("names/a\n\"b\"\t'c'\\d ü.yaml", "team: odd\n"),
            ("themes/own/logo.svg", "<svg/>"),
        ]);
        fs::write(shop.folder.join("latin.yaml"), b"team: a\ntitle: \xe9\n").unwrap();
        fs::write(shop.folder.join("large.yaml"), vec![b'#'; 10 * 1024 * 1024 + 1]).unwrap();
        for (target, link) in [
            ("bom.yaml", "inside.yaml"),
            ("names/../names/-x.yaml", "around.yaml"),
            ("inside.yaml", "twice.yaml"),
            ("names", "folder"),
            ("folder/-x.yaml", "through.yaml"),
            ("nowhere.yaml", "dangling.yaml"),
            ("loop.yaml", "loop.yaml"),
            ("/etc/hostname", "absolute.yaml"),
            ("../../outside.yaml", "outside.yaml"),
            ("../bom.yaml", "names/up.yaml"),
        ] {
            std::os::unix::fs::symlink(target, shop.folder.join(link)).unwrap();
        }
        shop.commit(&[]);
        let root = shop.folder.canonicalize().unwrap();
        let settings = |file| config::read(&file).unwrap().selection;
        let selection = settings(disk::read_settings(&root).unwrap());
        let there = disk::read(&root, disk::read_settings(&root).unwrap(), &selection).unwrap();
        let source = Source::around(&root).unwrap();
        let tree = source.catalog(&source.head().unwrap()).unwrap().unwrap();
        let committed = tree.read(&root, tree.settings().unwrap(), &selection).unwrap();
        let told = |sources: &eventbook::source::Sources| -> Vec<String> {
            let files = sources.iter().map(|(_, file)| {
                let (text, bytes) = (&file.text, &file.bytes);
                format!("{:?} {} {:?} {text:?} {bytes:?}", file.path, file.selected, file.fault)
            });
            files.collect()
        };
        let (there, committed) = (told(&there), told(&committed));
        assert!(there.iter().any(|file| file.contains("SymlinkEscape")));
        assert!(there.iter().any(|file| file.contains("TooLarge")));
        assert!(there.iter().any(|file| file.starts_with("\"names/a\\n")));
        assert_eq!(there.len(), committed.len());
        for (one, other) in there.iter().zip(&committed) {
            assert!(one == other, "{:.300}\n{:.300}", one, other);
        }
    }
}
