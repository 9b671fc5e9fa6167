//! Waits for files to change, and is the one door to the system's word of it.
//!
//! Each folder is watched by itself, so that `.git` and the like cost nothing; folders that come,
//! go or move are followed before the files are read again, so that no change falls between.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::sleep;
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::disk;

/// Files that change together, as an editor or a checkout changes them, are one change: it is over
/// when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(25);

/// A change that does not end is looked at all the same. A checkout of thousands of files on a busy
/// machine takes seconds, and is better not looked at while it lasts.
const LONGEST: Duration = Duration::from_secs(5);

/// How often the root itself is looked for. A folder above it can be renamed without a word.
const PULSE: Duration = Duration::from_secs(1);

/// The same while it is not there.
const FAST_PULSE: Duration = Duration::from_millis(50);

/// How often files are looked at where the system does not tell; never more than a tenth of the
/// time is spent on that.
const POLL: Duration = Duration::from_millis(500);

/// These systems watch a folder with all that is below it, and watch many folders badly.
const WHOLE_TREES: bool = cfg!(any(target_os = "macos", windows));

/// What the system tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A file has other content.
    Changed,
    /// Something has come, gone or moved: there may be other folders now.
    Moved,
}

/// Waits for changes below a root.
pub struct Watch {
    root: PathBuf,
    /// Which folder the root was when it was last followed.
    identity: Option<(u64, u64)>,
    /// None where files are looked at again and again.
    watcher: Option<RecommendedWatcher>,
    sender: Sender<Word>,
    words: Receiver<Word>,
}

impl Watch {
    /// Watches what is below a root from now on.
    pub fn of(root: &Path, poll: bool, note: &dyn Fn(String)) -> Self {
        let (sender, words) = mpsc::channel();
        let root = root.to_path_buf();
        let mut watch = Watch { root, identity: None, watcher: None, sender, words };
        if !poll {
            watch.follow(note);
        }
        watch
    }

    /// Returns when something has changed and is quiet again. Whatever changes after that is told
    /// next time. `spent` is how long it took to look at the files.
    pub fn wait(&mut self, spent: Duration, note: &dyn Fn(String)) {
        if self.watcher.is_none() {
            return sleep(POLL.max(spent * 9));
        }
        let mut moved = self.first() == Word::Moved;
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            match self.words.recv_timeout(QUIET) {
                Ok(word) => moved |= word == Word::Moved,
                Err(_) => break,
            }
        }
        if moved {
            self.follow(note);
        }
    }

    fn first(&self) -> Word {
        loop {
            let pulse = if self.identity.is_some() { PULSE } else { FAST_PULSE };
            match self.words.recv_timeout(pulse) {
                Ok(word) => return word,
                Err(RecvTimeoutError::Timeout) => {
                    if disk::identity(&self.root) != self.identity {
                        return Word::Moved;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    unreachable!("the watch holds a sender itself")
                }
            }
        }
    }

    /// Watches the folders that there are now, by a new watcher: an old one knows folders by paths
    /// that may be others' by now. Where the system cannot watch so many, files are polled.
    fn follow(&mut self, note: &dyn Fn(String)) {
        self.identity = disk::identity(&self.root);
        match watcher(&self.root, &self.sender) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => {
                self.watcher = None;
                let every = POLL.as_millis();
                note(format!("cannot watch files ({error}): looking every {every} ms instead\n"));
            }
        }
    }
}

fn watcher(root: &Path, sender: &Sender<Word>) -> notify::Result<RecommendedWatcher> {
    let (sender, place) = (sender.clone(), root.to_path_buf());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Some(word) = word(&place, &event) {
            // Nobody listens any more when the program ends.
            let _ = sender.send(word);
        }
    })?;
    let mode = if WHOLE_TREES { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
    let mut watched = BTreeSet::new();
    // Folders may come while others are being watched: they are all known when a look around, with
    // every folder of the last one watched, finds no new one.
    loop {
        let folders = if WHOLE_TREES { vec![root.to_path_buf()] } else { disk::folders(root) };
        let new: Vec<PathBuf> =
            folders.into_iter().filter(|folder| watched.insert(folder.clone())).collect();
        if new.is_empty() {
            return Ok(watcher);
        }
        for folder in new {
            match watcher.watch(&folder, mode) {
                Ok(()) => {}
                // It went away meanwhile, which the folder above it tells.
                Err(error) if is_gone(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// What an event means to us; none for what changes no file, such as our own reading.
fn word(root: &Path, event: &notify::Result<notify::Event>) -> Option<Word> {
    let Ok(event) = event else { return Some(Word::Moved) };
    if event.need_rescan() {
        return Some(Word::Moved);
    }
    let named = event.paths.iter().any(|path| !is_hidden(root, path));
    match event.kind {
        _ if !named => None,
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => Some(Word::Changed),
        _ => Some(Word::Moved),
    }
}

/// Whether a path is one that the catalog never reads: editors' hidden files, and the version
/// control's own.
fn is_hidden(root: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(root).ok();
    below
        .is_some_and(|below| below.iter().any(|name| disk::is_passed_over(&name.to_string_lossy())))
}
