//! Sites are whole or untouched, the same whoever builds them, and never at the cost of what
//! somebody else wrote.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::{catalog, copy, eventbook, repository, stderr, stdout, tree};

fn build(catalog: &Path, out: &Path) -> Command {
    let mut command = eventbook();
    command.arg("build").arg(catalog).arg("--out").arg(out);
    command
}

#[test]
fn two_builds_give_the_same_bytes() {
    let example = repository("catalog-example");
    let (one, other) = (copy(&example), copy(&example));
    // The second catalog is made anew in another order, in another place and circumstance.
    let folder = other.path().join("events");
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    for path in names.iter().filter(|path| path.is_file()) {
        let bytes = fs::read(path).unwrap();
        fs::remove_file(path).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let status = build(one.path(), &one.path().join("site")).env("RAYON_NUM_THREADS", "1").status();
    assert!(status.unwrap().success());
    let mut second = build(other.path(), &other.path().join("site"));
    second.envs([("RAYON_NUM_THREADS", "8"), ("TZ", "Pacific/Apia"), ("LC_ALL", "tr_TR.UTF-8")]);
    // No allowance of the example ends, so the day must not show.
    second.env("EVENTBOOK_TODAY", "2031-02-03");
    assert!(second.status().unwrap().success());
    let (one, other) = (tree(&one.path().join("site")), tree(&other.path().join("site")));
    assert!(one.len() > 40, "{} files", one.len());
    for (a, b) in one.iter().zip(&other) {
        assert_eq!(a.0, b.0);
        assert!(a.1 == b.1, "{} differs", a.0);
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn what_has_not_changed_keeps_its_time() {
    let example = copy(&repository("catalog-example"));
    let site = example.path().join("site");
    assert!(build(example.path(), &site).status().unwrap().success());
    let page = site.join("events/StockReserved/index.html");
    let before = fs::metadata(&page).unwrap().modified().unwrap();
    let team = example.path().join("teams");
    let file = fs::read_dir(team).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("summary: ", "summary: Newly ", 1)).unwrap();
    sleep(Duration::from_millis(20));
    let output = build(example.path(), &site).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(!stdout(&output).contains(" 0 unchanged"), "{}", stdout(&output));
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), before);
}

#[test]
fn a_site_that_is_killed_while_it_is_built_is_the_old_or_the_new() {
    let example = copy(&repository("catalog-example"));
    let site = example.path().join("site");
    assert!(build(example.path(), &site).status().unwrap().success());
    let file = example.path().join("eventbook.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let old = tree(&site);
    let renamed = text.replacen("title: ", "title: The new ", 1);
    assert_ne!(text, renamed);
    fs::write(&file, &renamed).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(build(example.path(), &elsewhere.path().join("site")).status().unwrap().success());
    let new = tree(&elsewhere.path().join("site"));
    let (mut olds, mut news) = (0, 0);
    for moment in 0..50u64 {
        let mut child = build(example.path(), &site)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_micros(moment * 1500));
        // On unix this is SIGKILL: nothing of the program runs after it.
        let _ = child.kill();
        child.wait().unwrap();
        let found = tree(&site);
        match (found == old, found == new) {
            (true, _) => olds += 1,
            (_, true) => news += 1,
            _ => panic!("half a site after {moment} steps of 1.5 ms"),
        }
        // Begin each moment from the old site again.
        if found == new {
            fs::write(&file, &text).unwrap();
            assert!(build(example.path(), &site).status().unwrap().success());
            fs::write(&file, &renamed).unwrap();
        }
    }
    assert!(olds > 0, "{olds} old, {news} new");
    assert!(build(example.path(), &site).status().unwrap().success());
    assert!(tree(&site) == new, "the build after the kills is not whole");
    let left: Vec<_> = fs::read_dir(example.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".eventbook-"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "left behind");
}

#[test]
fn builds_at_once_are_each_whole() {
    let example = copy(&repository("catalog-example"));
    let site = example.path().join("site");
    let children: Vec<_> = (0..6)
        .map(|_| build(example.path(), &site).stdout(Stdio::null()).spawn().unwrap())
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let alone = tempfile::tempdir().unwrap();
    assert!(build(example.path(), &alone.path().join("site")).status().unwrap().success());
    assert!(tree(&site) == tree(&alone.path().join("site")));
}

#[test]
fn what_is_not_ours_is_kept() {
    let example = copy(&repository("catalog-example"));
    let site = example.path().join("site");
    assert!(build(example.path(), &site).status().unwrap().success());
    fs::create_dir_all(site.join("notes")).unwrap();
    fs::write(site.join("notes/thesis.txt"), "mine").unwrap();
    let output = build(example.path(), &site).output().unwrap();
    assert!(output.status.success());
    assert!(stderr(&output).contains("notes/thesis.txt"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(site.join("notes/thesis.txt")).unwrap(), "mine");
}

#[test]
fn a_site_that_knows_its_address_has_a_map() {
    let settings = "title: A\nbase_url: https://events.example.com/shop\n";
    let example = catalog(&[("eventbook.yaml", settings), ("team.yaml", "team: a-team\n")]);
    let site = example.path().join("site");
    assert!(build(example.path(), &site).status().unwrap().success());
    let map = fs::read_to_string(site.join("sitemap.xml")).unwrap();
    assert!(map.contains("<loc>https://events.example.com/shop/teams/a-team/</loc>"), "{map}");
}

#[test]
fn a_page_that_is_gone_is_removed() {
    let example = copy(&repository("catalog-example"));
    let site = example.path().join("site");
    let extra = example.path().join("teams/night-watch.yaml");
    fs::write(&extra, "team: night-watch\n").unwrap();
    assert!(build(example.path(), &site).status().unwrap().success());
    assert!(site.join("teams/night-watch/index.html").exists());
    fs::remove_file(&extra).unwrap();
    assert!(build(example.path(), &site).status().unwrap().success());
    assert!(!site.join("teams/night-watch/index.html").exists());
}

#[test]
fn a_folder_that_its_owner_would_miss_is_refused() {
    let example = copy(&repository("catalog-example"));
    let root = example.path();
    let full = tempfile::tempdir().unwrap();
    fs::write(full.path().join("thesis.txt"), "mine").unwrap();
    let repository = tempfile::tempdir().unwrap();
    fs::create_dir(repository.path().join(".git")).unwrap();
    fs::write(repository.path().join("eventbook-manifest.json"), r#"{"generator":"","files":[]}"#)
        .unwrap();
    let before = tree(root);
    let file = root.join("eventbook.yaml");
    let places =
        [root, root.parent().unwrap(), Path::new("/"), full.path(), repository.path(), &file];
    for out in places {
        let output = build(root, out).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}: {}", out.display(), stdout(&output));
        assert!(stderr(&output).contains("failed to"), "{}", stderr(&output));
    }
    assert!(tree(root) == before, "the catalog was touched");
    assert_eq!(tree(full.path()).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_disk_that_refuses_leaves_the_old_site() {
    let example = catalog(&[("eventbook.yaml", "title: A\n"), ("team.yaml", "team: a-team\n")]);
    let site = example.path().join("out/site");
    assert!(build(example.path(), &site).status().unwrap().success());
    let old = tree(&site);
    fs::write(example.path().join("eventbook.yaml"), "title: B\n").unwrap();
    // A limit on the size of files is a disk that is full after the first block.
    let script = format!(
        "ulimit -f 1; trap '' XFSZ; exec {} build {} --out {}",
        env!("CARGO_BIN_EXE_eventbook"),
        example.path().display(),
        site.display()
    );
    let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(tree(&site) == old, "the old site was touched");
    assert_eq!(fs::read_dir(example.path().join("out")).unwrap().count(), 1, "left behind");
}
