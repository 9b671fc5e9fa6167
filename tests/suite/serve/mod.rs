//! The preview as browsers meet it: a server of its own for each test, asked by plain TCP. What
//! takes its time is waited for; how long it takes is not judged.

mod answers;
mod changes;
mod strangers;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::eventbook;

/// Longer than anything takes on a busy machine: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server; it is killed when the test is over.
struct Server {
    child: Child,
    port: u16,
    notes: TempDir,
}

/// An answer as it came.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Server {
    /// Serves a catalog on a port of its own.
    fn of(catalog: &Path) -> Server {
        Server::with(catalog, &["--port", "0"])
    }

    fn with(catalog: &Path, arguments: &[&str]) -> Server {
        let notes = TempDir::new().unwrap();
        let stderr = fs::File::create(notes.path().join("stderr")).unwrap();
        let mut command = eventbook();
        command.arg("serve").arg(catalog).args(arguments).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim_end().trim_end_matches('/').rsplit(':').next().unwrap().parse();
        let told = || fs::read_to_string(notes.path().join("stderr"));
        let port = port.unwrap_or_else(|_| panic!("no address in {line:?}; {:?}", told()));
        Server { child, port, notes }
    }

    /// What stands on its standard error.
    fn notes(&self) -> String {
        fs::read_to_string(self.notes.path().join("stderr")).unwrap()
    }

    /// Sends bytes and reads until the server closes, or says no more.
    fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // It may close before it has read all of what it refuses.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// Asks for a path with these headers beside the ones that every request has.
    fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let own = if headers.iter().any(|header| header.starts_with("Host")) {
            String::new()
        } else {
            format!("Host: 127.0.0.1:{}\r\n", self.port)
        };
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let request =
            format!("{method} {path} HTTP/1.1\r\n{own}{headers}Connection: close\r\n\r\n");
        Answer::of(&self.send(request.as_bytes()))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// The text of a page.
    fn page(&self, path: &str) -> String {
        String::from_utf8(self.get(path).body).expect("pages are UTF-8")
    }

    /// What an open page is told first.
    fn state(&self) -> Value {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!(
            "GET /-/eventbook/events HTTP/1.1\r\nHost: localhost:{}\r\nOrigin: http://localhost:{}\r\n\r\n",
            self.port, self.port
        );
        (&stream).write_all(request.as_bytes()).unwrap();
        let mut lines = BufReader::new(stream).lines().map(|line| line.unwrap());
        let data = lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned));
        serde_json::from_str(&data.expect("a stream begins with the state")).unwrap()
    }

    /// Waits until a page says something.
    fn until_page(&self, path: &str, word: &str) {
        until(&format!("{path} says {word:?}"), || self.page(path).contains(word));
    }

    /// Waits until the catalog is told to be broken, or whole, and gives what is told.
    fn until_broken(&self, broken: bool) -> Value {
        until(&format!("broken: {broken}"), || self.state()["broken"] == broken);
        self.state()
    }

    /// Asks it to end, and waits for that.
    fn stop(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        let mut exit = None;
        until("the server ends", || {
            exit = self.child.try_wait().unwrap();
            exit.is_some()
        });
        exit.and_then(|exit| exit.code())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, as it was told to.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// An answer; status 0 stands for a connection that was closed without a word.
    fn of(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(found, _)| *found == name).map(|(_, value)| value).next()
    }
}

/// Waits for something.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain until {what}");
        sleep(Duration::from_millis(20));
    }
}
