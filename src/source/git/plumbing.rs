//! git itself: the one program that is ever run, only its plumbing, and nothing of what a repository
//! could make it run.
//!
//! A repository is somebody else's: its configuration can name programs. None of the commands asked
//! here starts a hook, a pager, a filter or a text conversion; what any git command might start (a file
//! system monitor, a transport that fetches what a partial clone left out) is turned off besides.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::source::LARGEST_FILE;
use crate::source::error::Error;

/// Where git was told to look by whoever started this program, such as a hook. Here the folder of
/// the catalog says which repository is meant.
const ELSEWHERE: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"];

/// What is said to every command. No prompt, no lock, no network, no stand-in objects, and English
/// messages.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    // A git that does not know the line above may open no transport either: the list is empty.
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_PAGER", "cat"),
    ("LC_ALL", "C"),
    ("LANGUAGE", ""),
];

/// The options before every command.
const OPTIONS: [&str; 5] =
    ["--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

/// git in a folder.
#[derive(Debug, Clone)]
pub(super) struct Git {
    pub(super) folder: PathBuf,
}

/// What a command answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) done: bool,
    pub(super) printed: Vec<u8>,
    pub(super) complaint: String,
}

/// An object's content.
#[derive(Debug)]
pub(super) enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It has so many bytes, more than are read.
    TooLarge(u64),
    /// The repository does not have it.
    Missing,
}

impl Git {
    /// Runs a command to its end.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Answer, Error> {
        let mut command = self.command(arguments);
        let output = command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.not_run(&error))?;
        Ok(Answer {
            done: output.status.success(),
            printed: output.stdout,
            complaint: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        })
    }

    /// The contents of objects, in order.
    pub(super) fn contents(&self, ids: &[&str]) -> Result<Vec<Content>, Error> {
        let mut command = self.command(&["cat-file", "--batch", "--buffer"]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = piped.spawn().map_err(|error| self.not_run(&error))?;
        let read = self.converse(&mut child, ids);
        if read.is_err() {
            // Whatever it is still doing is of no use to anybody.
            let _ = child.kill();
        }
        let _ = child.wait();
        read
    }

    fn converse(&self, child: &mut Child, ids: &[&str]) -> Result<Vec<Content>, Error> {
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(self.broken("it has no pipes"));
        };
        let questions: String = ids.iter().map(|id| format!("{id}\n")).collect();
        std::thread::scope(|scope| {
            // Asked from beside: git answers before it has heard all, and a full pipe stops both.
            // Where it does not listen to the end, the answers fall short, and that is told.
            scope.spawn(move || drop(stdin.write_all(questions.as_bytes())));
            let mut answers = BufReader::new(stdout);
            let read = ids.iter().map(|_| content(&mut answers));
            read.collect::<std::io::Result<_>>().map_err(|error| self.broken(&error.to_string()))
        })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the only program that is ever run")]
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        command.envs(ENVIRONMENT).arg("-C").arg(&self.folder).args(OPTIONS).args(arguments);
        command
    }

    fn not_run(&self, error: &std::io::Error) -> Error {
        if error.kind() == std::io::ErrorKind::NotFound {
            let cause = "git is not installed, or not on the PATH; two folders are compared \
                         without it: eventbook diff OLD NEW";
            return Error::new("run", Path::new("git"), cause);
        }
        Error::new("run", Path::new("git"), error)
    }

    fn broken(&self, cause: &str) -> Error {
        Error::new("read with git in", &self.folder, cause)
    }
}

/// One answer of `cat-file --batch`: `<id> <type> <size>`, the content and a line break, or
/// `<id> missing` (git-cat-file, "Batch output").
fn content(answers: &mut impl BufRead) -> std::io::Result<Content> {
    let mut line = String::new();
    answers.take(1_000).read_line(&mut line)?;
    let mut words = line.trim_end().rsplit(' ');
    let size = match words.next() {
        Some("missing") => return Ok(Content::Missing),
        size => size.and_then(|size| size.parse::<u64>().ok()),
    };
    let size = size.ok_or_else(|| std::io::Error::other("its answer could not be understood"))?;
    if size > LARGEST_FILE {
        let skipped = std::io::copy(&mut answers.take(size), &mut std::io::sink())?;
        newline(answers)?;
        return match skipped == size {
            true => Ok(Content::TooLarge(size)),
            false => Err(std::io::ErrorKind::UnexpectedEof.into()),
        };
    }
    let mut bytes = Vec::new();
    answers.take(size).read_to_end(&mut bytes)?;
    newline(answers)?;
    Ok(Content::Bytes(bytes))
}

/// The line break behind a content: without it the content is not whole.
fn newline(answers: &mut impl Read) -> std::io::Result<()> {
    answers.read_exact(&mut [0])
}
