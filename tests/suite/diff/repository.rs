//! Repositories in folders of their own, made with the real git, always the same to the bit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::{eventbook, stderr};

/// A repository.
pub(super) struct Repository {
    /// Keeps the folder for as long as the repository is used.
    _home: TempDir,
    pub(super) folder: PathBuf,
}

impl Repository {
    /// An empty one, on the branch `main`.
    pub(super) fn new() -> Self {
        Repository::with(&[])
    }

    /// An empty one with more said to `git init`.
    pub(super) fn with(options: &[&str]) -> Self {
        let home = TempDir::new().expect("a temporary folder can be made");
        let folder = home.path().join("repository");
        fs::create_dir(&folder).unwrap();
        let repository = Repository { _home: home, folder };
        repository.git(&[&["init", "--quiet", "--initial-branch=main"], options].concat());
        repository
    }

    /// One with a first commit of these files.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let repository = Repository::new();
        repository.commit(files);
        repository
    }

    /// A folder beside the repository, gone with it.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.folder.parent().unwrap().join(name)
    }

    pub(super) fn write(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Writes files and commits all that lies there.
    pub(super) fn commit(&self, files: &[(&str, &str)]) {
        self.write(files);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "A change"]);
    }

    /// Runs git to its end, which must be a good one, and returns what it printed.
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        git(&self.folder, arguments)
    }

    /// `eventbook diff` in the repository.
    pub(super) fn diff(&self, arguments: &[&str]) -> Output {
        diff(&self.folder, arguments)
    }

    /// What `eventbook diff` says on stderr where it must fail.
    pub(super) fn refused(&self, arguments: &[&str]) -> String {
        refused(&self.folder, arguments)
    }
}

/// Runs git in a folder, as nobody in particular at a day that is always the same.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = command(folder).args(arguments).output();
    let output =
        output.expect("git is installed: these tests make repositories with it (README.md)");
    assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// git in a folder, with no settings but the repository's.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "protocol.file.allow=always"]);
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"))
    {
        command.env_remove(name);
    }
    let day = "2026-11-21T12:00:00Z";
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Nobody").env(format!("GIT_{who}_DATE"), day);
        command.env(format!("GIT_{who}_EMAIL"), "nobody@example.com");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// `eventbook diff` in a folder.
pub(super) fn diff(folder: &Path, arguments: &[&str]) -> Output {
    started(folder).args(arguments).output().unwrap()
}

/// `eventbook diff` in a folder, not yet run: it finds git and no settings of anybody.
pub(super) fn started(folder: &Path) -> Command {
    let mut command = eventbook();
    command
        .arg("diff")
        .current_dir(folder)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// What `eventbook diff` says on stderr where it must fail.
pub(super) fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = diff(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
    assert!(output.stdout.is_empty(), "{arguments:?}");
    stderr(&output)
}
