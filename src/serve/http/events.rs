//! The stream of server-sent events by which an open page follows the catalog: the newest state at
//! once, and each one after it.

use std::convert::Infallible;
use std::time::Duration;

use http_body_util::channel::{Channel, Sender};
use hyper::body::Bytes;

use crate::serve::http::Posted;

/// How often a silent stream shows that it is alive; a page that is gone is noticed by it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The first line: after so many milliseconds a page asks again where the server was stopped.
const RETRY: &str = "retry: 500\n\n";

/// The body of the stream.
pub fn stream(posted: Posted) -> Channel<Bytes, Infallible> {
    let (sender, body) = Channel::new(1);
    tokio::spawn(tell(sender, posted));
    body
}

async fn tell(mut sender: Sender<Bytes, Infallible>, mut posted: Posted) {
    let mut text = RETRY.to_owned();
    posted.mark_changed();
    loop {
        tokio::select! {
            changed = posted.changed() => {
                if changed.is_err() {
                    return;
                }
                let state = posted.borrow_and_update().event.clone();
                text.push_str(&format!("event: state\ndata: {state}\n\n"));
            }
            () = tokio::time::sleep(HEARTBEAT) => text.push_str(":\n\n"),
        }
        if sender.send_data(Bytes::from(std::mem::take(&mut text))).await.is_err() {
            return;
        }
    }
}
