//! What is answered, where the server listens, and how it ends.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use crate::serve::Server;
use crate::support::{catalog, copy, eventbook, repository, stderr, stdout, tree};

const SETTINGS: &str = "title: A\n";

/// A page as a build writes it: without the script that follows the catalog.
fn without_script(page: &[u8]) -> Vec<u8> {
    let page = std::str::from_utf8(page).unwrap();
    let start = page.find("<script src=\"/-/eventbook/reload.js\"").expect("each page follows");
    let end = start + page[start..].find("</script>\n").unwrap() + "</script>\n".len();
    [&page.as_bytes()[..start], &page.as_bytes()[end..]].concat()
}

#[test]
fn every_file_is_the_one_that_a_build_writes() {
    let example = copy(&repository("catalog-example"));
    let settings = example.path().join("eventbook.yaml");
    let mut text = std::fs::read_to_string(&settings).unwrap();
    text.push_str("\nbase_url: https://events.example.com/shop\n");
    std::fs::write(settings, text.replace("\nbase_url: \"", "\n# ")).unwrap();
    let built = tempfile::tempdir().unwrap();
    let site = built.path().join("site");
    let mut build = eventbook();
    build.arg("build").arg(example.path()).arg("--out").arg(&site);
    assert!(build.status().unwrap().success());
    let before = tree(example.path());
    let server = Server::of(example.path());
    let mut pages = 0;
    for (path, bytes) in tree(&site) {
        if path == "eventbook-manifest.json" {
            continue;
        }
        let answer = server.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        let is_page = path.ends_with(".html");
        pages += usize::from(is_page);
        let found = if is_page { without_script(&answer.body) } else { answer.body.clone() };
        assert!(found == bytes, "{path} differs");
        assert_ne!(answer.header("content-type"), Some("application/octet-stream"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
        let head = server.ask("HEAD", &format!("/{path}"), &[]);
        assert_eq!(head.body, b"");
        assert_eq!(head.header("content-length"), answer.header("content-length"), "{path}");
        assert_eq!(head.header("etag"), answer.header("etag"), "{path}");
    }
    assert!(pages > 40, "{pages} pages");
    assert!(tree(example.path()) == before, "the server wrote to the disk");
}

#[test]
fn a_folder_leads_to_its_page_and_all_else_nowhere() {
    let server = Server::of(&repository("catalog-example"));
    assert_eq!(server.get("/").body, server.get("/index.html").body);
    let page = server.get("/events/OrderPlaced/?q=1");
    assert_eq!(page.status, 200);
    assert_eq!(page.body, server.get("/events/OrderPlaced/index.html").body);
    let redirect = server.get("/events/OrderPlaced");
    assert_eq!(redirect.status, 307);
    assert_eq!(redirect.header("location"), Some("/events/orderplaced/"));
    for path in ["/nope", "/events/Gone/deeper/", "//events/OrderPlaced", "/events/OrderPlaced/x"] {
        let lost = server.get(path);
        assert_eq!(lost.status, 404, "{path}");
        let text = String::from_utf8(lost.body).unwrap();
        // At any depth the way home and the style sheet are found, and the page follows.
        assert!(text.contains("<a href=\"/index.html\">Go to the first page</a>"), "{text}");
        assert!(text.contains("href=\"/assets/eventbook.css\""));
        assert!(text.contains("<script src=\"/-/eventbook/reload.js\""));
    }
}

#[test]
fn a_signal_ends_it_cleanly_while_pages_are_open() {
    for signal in ["-TERM", "-INT"] {
        let server = Server::of(&repository("catalog-example"));
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        let request = b"GET /-/eventbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        stream.write_all(request).unwrap();
        stream.read_exact(&mut [0; 16]).unwrap();
        assert_eq!(server.stop(signal), Some(0), "{signal}");
    }
}

#[test]
fn a_port_in_use_is_told_in_one_line() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let example = repository("catalog-example");
    let mut command = eventbook();
    let output = command.arg("serve").arg(example).args(["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    let told = stderr(&output);
    assert!(told.starts_with(&format!("error: port {port} is in use; try --port ")), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn the_usual_port_gives_way_to_the_next() {
    // Where somebody else has it already, that serves as well.
    let taken = TcpListener::bind(("127.0.0.1", 4000));
    let folder = catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", "team: a\n")]);
    let server = Server::with(folder.path(), &[]);
    assert_ne!(server.port, 4000);
    assert!(server.notes().contains("port 4000 is in use; took "), "{}", server.notes());
    assert_eq!(server.get("/").status, 200);
    drop(taken);
}

#[test]
fn what_cannot_be_served_is_told() {
    let folder = catalog(&[("a.yaml", "team: a\n")]);
    for (arguments, word) in [
        (vec!["--port", "0"], "eventbook.yaml"),
        (vec!["--port", "99999"], "99999"),
        (vec!["--host", "256.0.0.1"], "256.0.0.1"),
        (vec!["--host", "192.0.2.1"], "192.0.2.1"),
    ] {
        let place = if word == "eventbook.yaml" {
            folder.path().to_path_buf()
        } else {
            repository("catalog-example")
        };
        let mut command = eventbook();
        let output = command.arg("serve").arg(place).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains(word), "{}", stderr(&output));
    }
}

#[test]
fn who_listens_everywhere_is_warned() {
    let folder = catalog(&[("eventbook.yaml", SETTINGS), ("a.yaml", "team: a\n")]);
    let server = Server::with(folder.path(), &["--host", "0.0.0.0", "--port", "0"]);
    assert!(server.notes().contains("others on the network can read"), "{}", server.notes());
    assert_eq!(server.ask("GET", "/", &["Host: 192.168.0.7:4000"]).status, 200);
    assert_eq!(server.ask("GET", "/", &["Host: evil.example"]).status, 403);
}
