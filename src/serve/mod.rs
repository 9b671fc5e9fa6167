//! A catalog shown while it is written. For each change the whole line runs again, the new site
//! takes the place of the old one at once, and open pages are told.
//!
//! Nothing is written: every answer comes from memory, and a page is made when it is asked for.

pub mod address;
pub mod door;
pub mod http;
pub mod run;
pub mod site;
pub mod state;
pub mod told;
pub mod watch;

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::document::values::date::Date;
use crate::serve::door::Door;
use crate::serve::http::{Board, End, House};
use crate::serve::state::State;
use crate::serve::watch::Watch;
use crate::source::disk;
use crate::source::error::Error;

/// What is served, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the catalog, or one below it.
    pub dir: PathBuf,
    /// The address or name to listen on.
    pub host: String,
    /// The port; 0 for any. None for the usual one, or the next that is free.
    pub port: Option<u16>,
    /// Whether files are looked at again and again, instead of waiting for the system's word.
    pub poll: bool,
    /// The day on which allowances are judged; none for the day that it is at each change.
    pub today: Option<Date>,
}

/// What the person at the terminal is told.
#[derive(Debug)]
pub enum News {
    /// The first page can be asked for at this address.
    Ready(String),
    /// What else is worth knowing, with its last line break.
    Note(String),
}

/// Who tells the person at the terminal.
pub type Tell = Arc<dyn Fn(News) + Send + Sync>;

/// Why nothing can be served.
#[derive(Debug)]
pub enum Refusal {
    /// Something did not work.
    Broken(Error),
    /// There is no listening at that host and port; why, in words.
    Door(String),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Broken(error)
    }
}

/// Parsing goes deep where documents do; this is what the first thread of a program has.
const STACK: usize = 8 * 1024 * 1024;

/// Serves a catalog until the program is told to stop.
///
/// Fails where there is no catalog, where the door cannot be opened, or where the system has no
/// thread or signal for us. A catalog that is broken is served as far as it goes.
pub fn serve(options: &Options, tell: &Tell) -> Result<(), Refusal> {
    let root = disk::find_root(&options.dir)?;
    let door = Door::open(&options.host, options.port).map_err(Refusal::Door)?;
    for note in &door.notes {
        tell(News::Note(format!("{note}\n")));
    }
    let (board, posted) = Board::new();
    let house = House::new(door.gate, posted, Arc::clone(tell));
    let (poll, today, told) = (options.poll, options.today, Arc::clone(tell));
    let place = root.clone();
    let keeper = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || keep(&place, poll, today, board, &told))
        .map_err(|error| Error::new("start a thread for", &root, error))?;
    let url = door.url;
    let ready = || tell(News::Ready(url));
    match http::run(door.listener, house, ready) {
        Ok(End::Stopped) => Ok(()),
        // The keeper never ends by itself. Where it fell over, that is a bug to be told as one.
        Ok(End::Deserted) => match keeper.join() {
            Ok(never) => match never {},
            Err(panic) => std::panic::resume_unwind(panic),
        },
        Err(error) => Err(Error::new("serve", &root, error).into()),
    }
}

/// Keeps the site up with the files, for ever.
fn keep(root: &Path, poll: bool, today: Option<Date>, board: Board, tell: &Tell) -> Infallible {
    let note = |text: String| tell(News::Note(text));
    let mut watch = Watch::of(root, poll, &note);
    let mut state = State::default();
    let mut seen = None;
    loop {
        let began = Instant::now();
        let read = crate::read(root);
        let print = run::fingerprint(&read);
        if seen != Some(print) {
            seen = Some(print);
            let outcome = run::run(read, today.unwrap_or_else(Date::today));
            note(outcome.report.clone());
            if state.is_posted() {
                note(format!("followed the change in {} ms\n", began.elapsed().as_millis()));
            }
            state = state.next(outcome);
            board.post(state.clone());
        }
        watch.wait(began.elapsed(), &note);
    }
}
