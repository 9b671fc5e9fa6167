//! Requests from other sites, from nowhere and from people with bad intentions.

use std::io::{Read, Write};
use std::net::TcpStream;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::serve::{Answer, Server};
use crate::support::repository;

fn server() -> Server {
    Server::of(&repository("catalog-example"))
}

#[test]
fn another_site_is_refused() {
    let server = server();
    let port = server.port;
    let events = "/-/eventbook/events";
    for host in ["evil.example", "localhost.evil.example", "192.168.0.7", "evil.example:4000"] {
        assert_eq!(server.ask("GET", "/", &[&format!("Host: {host}")]).status, 403, "{host}");
    }
    for host in ["a:b:c", "", "[::1", "localhost:port", "u@localhost"] {
        assert_eq!(server.ask("GET", "/", &[&format!("Host: {host}")]).status, 400, "{host}");
    }
    for host in ["localhost", "LocalHost:1", "127.0.0.1:4000", "[::1]:9"] {
        assert_eq!(server.ask("GET", "/", &[&format!("Host: {host}")]).status, 200, "{host}");
    }
    for path in ["/", "/index.html", "/assets/eventbook.js", events, "/-/eventbook/reload.js"] {
        for origin in ["https://evil.example", "http://evil.example", "null"] {
            let answer = server.ask("GET", path, &[&format!("Origin: {origin}")]);
            assert_eq!(answer.status, 403, "{path} from {origin}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
        let script = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"];
        assert_eq!(server.ask("GET", path, &script).status, 403, "{path} as a script");
    }
    let own = format!("Origin: http://localhost:{port}");
    assert_eq!(server.ask("GET", "/", &[&own]).status, 200);
    let link =
        ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    assert_eq!(server.ask("GET", "/", &link).status, 200);
    let none = server.send(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(Answer::of(&none).status, 400);
    let two = server.ask("GET", "/", &["Host: localhost", "Host: evil.example"]);
    assert_eq!(two.status, 400);
    let absolute = server.ask("GET", "http://evil.example/", &["Host: localhost"]);
    assert_eq!(absolute.status, 403);
}

#[test]
fn only_reading_is_answered() {
    let server = server();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = server.ask(method, "/", &[]);
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("get, head"));
    }
    let head = server.ask("HEAD", "/-/eventbook/events", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn no_address_leads_out_of_the_site() {
    let server = server();
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/\\..\\..\\etc\\passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/events/..%00/index.html",
        "/%00",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/index.html::$DATA",
        "/eventbook.yaml",
        "/events/order-placed.yaml",
        "/eventbook-manifest.json",
        "/-/eventbook/../../etc/passwd",
        "/-/eventbook/",
    ] {
        let answer = server.ask("GET", path, &[]);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(!text.contains("root:") && !text.contains("title: "), "{path}: {text}");
    }
    assert_eq!(server.get("/index.html?raw??").status, 200);
}

#[test]
fn what_is_too_much_ends_nothing() {
    let server = server();
    let long = format!("/{}", "a".repeat(1_000_000));
    let headers: Vec<String> = (0..10_000).map(|number| format!("X-{number}: y")).collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let large = format!("X: {}", "y".repeat(1_000_000));
    for answer in
        [server.get(&long), server.ask("GET", "/", &headers), server.ask("GET", "/", &[&large])]
    {
        // It may close before the caller has said all, who then reads nothing.
        assert!([0, 400, 414, 431].contains(&answer.status), "{}", answer.status);
    }
    assert_eq!(server.get(&format!("/{}", "a".repeat(9_000))).status, 414);
    let lies = "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\
                Content-Length: 5\r\nConnection: close\r\n\r\nffffffffffffffffffff\r\nx";
    server.send(lies.as_bytes());
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn who_only_holds_a_place_keeps_nobody_out() {
    let server = server();
    // More than there are places: some say nothing, some begin and do not go on, some linger.
    let waiting: Vec<TcpStream> = (0..400)
        .map(|number| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
            let said = match number % 3 {
                0 => "",
                1 => "GET / HTTP/1.1\r\nHost: loc",
                _ => "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            };
            // It may have been sent away already.
            let _ = stream.write_all(said.as_bytes());
            stream
        })
        .collect();
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.state()["broken"], false);
    drop(waiting);
}

#[test]
fn no_bytes_end_it() {
    let server = server();
    let mut runner =
        TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(300) });
    let noise = proptest::collection::vec(any::<u8>(), 0..200);
    let path = "[ -~]{0,40}";
    let cases = (noise, path, "[A-Za-z-]{0,20}", any::<bool>());
    let result = runner.run(&cases, |(noise, path, header, random)| {
        let mut bytes =
            format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\n{header}: ").into_bytes();
        if random {
            bytes = noise;
        } else {
            bytes.extend(noise);
        }
        bytes.extend(b"\r\nConnection: close\r\n\r\n");
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        let _ = stream.write_all(&bytes);
        // Bytes that only begin a request are not waited for.
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let _ = stream.read(&mut [0; 64]);
        Ok(())
    });
    result.unwrap();
    assert_eq!(server.get("/").status, 200);
    assert!(!server.notes().contains("panicked"), "{}", server.notes());
}
