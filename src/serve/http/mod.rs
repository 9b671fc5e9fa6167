//! The server, and the one door to HTTP and to the asynchronous runtime below it.
//!
//! It answers browsers on this machine, so it is small: one request at a time on a connection, and
//! limits on how large, how slow and how many they may be.

pub mod answer;
pub mod events;
pub mod gate;

use std::collections::VecDeque;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::runtime;
use tokio::sync::watch::{self, Receiver, Sender};
use tokio::task::AbortHandle;

use crate::serve::Tell;
use crate::serve::door::Names;
use crate::serve::state::State;

/// The most connections at a time. Each costs a file, of which a program may open about a thousand.
const MOST: usize = 256;

/// How long a request may take to arrive, and a connection may wait for its next one.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// The most headers of a request.
const MOST_HEADERS: usize = 100;

/// How long nobody is let in after the system could not open a connection.
const BREATH: Duration = Duration::from_millis(50);

/// Where the newest state is posted for all to see.
pub struct Board(Sender<Arc<State>>);

/// Reads what is posted.
pub type Posted = Receiver<Arc<State>>;

impl Board {
    /// An empty board, and who reads it.
    pub fn new() -> (Board, Posted) {
        let (sender, posted) = watch::channel(Arc::default());
        (Board(sender), posted)
    }

    /// Posts a state in the place of the one before.
    pub fn post(&self, state: State) {
        self.0.send_replace(Arc::new(state));
    }
}

/// What every answer is made from.
pub struct House {
    names: Names,
    posted: Posted,
    tell: Tell,
}

impl House {
    /// A house that is called by these names and shows what is posted.
    pub fn new(names: Names, posted: Posted, tell: Tell) -> Arc<Self> {
        Arc::new(House { names, posted, tell })
    }
}

/// Why no more is answered.
pub enum End {
    /// The program was told to stop.
    Stopped,
    /// Nothing will be posted any more.
    Deserted,
}

/// Answers for as long as there is reason to. `ready` is called once, when a first answer can be
/// given. Fails where the system has no thread, signal or socket for us.
pub fn run(listener: TcpListener, house: Arc<House>, ready: impl FnOnce()) -> io::Result<End> {
    let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(async {
        let stop = stop()?;
        tokio::select! {
            () = stop => Ok(End::Stopped),
            result = answer_all(listener, house, ready) => result,
        }
    });
    // Pages listen for as long as they are open; nobody waits for them.
    runtime.shutdown_background();
    result
}

/// Ends when the program is told to stop. Fails where the system has no such word.
fn stop() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    #[cfg(unix)]
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    #[cfg(not(unix))]
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    Ok(stop)
}

/// A connection, and whether it has nothing to be answered.
struct Guest {
    task: AbortHandle,
    idle: Arc<AtomicBool>,
}

async fn answer_all(
    listener: TcpListener,
    house: Arc<House>,
    ready: impl FnOnce(),
) -> io::Result<End> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut posted = house.posted.clone();
    if posted.wait_for(|state| state.is_posted()).await.is_err() {
        return Ok(End::Deserted);
    }
    ready();
    let mut guests: VecDeque<Guest> = VecDeque::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = deserted(&mut posted) => return Ok(End::Deserted),
        };
        guests.retain(|guest| !guest.task.is_finished());
        match stream {
            Ok((stream, _)) if make_room(&mut guests) => {
                guests.push_back(welcome(stream, Arc::clone(&house)));
            }
            Ok(_) => {}
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

/// Ends when nothing will be posted any more.
async fn deserted(posted: &mut Posted) {
    while posted.changed().await.is_ok() {}
}

/// Sends the guest away that has waited longest without a request, where the house is full: who
/// only holds a place must not keep others out. Says whether there is room.
fn make_room(guests: &mut VecDeque<Guest>) -> bool {
    if guests.len() < MOST {
        return true;
    }
    let idle = guests.iter().position(|guest| guest.idle.load(Ordering::Relaxed));
    let idle = idle.and_then(|place| guests.remove(place));
    idle.map(|guest| guest.task.abort()).is_some()
}

fn welcome(stream: TcpStream, house: Arc<House>) -> Guest {
    let idle = Arc::new(AtomicBool::new(true));
    let seen = Arc::clone(&idle);
    let service = service_fn(move |request| {
        let (house, idle) = (Arc::clone(&house), Arc::clone(&seen));
        async move {
            idle.store(false, Ordering::Relaxed);
            let (answer, ends) = answer::answer(&house, &request).await;
            idle.store(ends, Ordering::Relaxed);
            Ok::<_, std::convert::Infallible>(answer)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    // What goes wrong on a connection is the caller's affair.
    let task = tokio::spawn(async move { drop(connection.await) });
    Guest { task: task.abort_handle(), idle }
}
