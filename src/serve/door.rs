//! Where the server listens, and by which names it may be called.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

/// The port where none is stated.
pub const PORT: u16 = 4000;

/// How many ports after the usual one are tried.
const TRIES: u16 = 100;

/// An open door.
pub struct Door {
    /// Listens.
    pub listener: TcpListener,
    /// The address of the first page.
    pub url: String,
    /// Who may call.
    pub gate: Names,
    /// What the person at the terminal should know of it.
    pub notes: Vec<String>,
}

/// The names that a caller may use. A page of another site can make a browser send it here under
/// that site's name, and would then read what it should not: so other names are refused.
#[derive(Debug, Clone)]
pub struct Names {
    /// The host that was stated.
    host: String,
    /// Whether it stands for every address of the machine.
    everywhere: bool,
}

impl Names {
    /// The names of a host that was stated.
    pub fn of(host: &str) -> Self {
        let everywhere = bare(host).parse().is_ok_and(|address: IpAddr| address.is_unspecified());
        Names { host: bare(host).to_ascii_lowercase(), everywhere }
    }

    /// Whether a host, without its port, is one of the names. An address is no name that somebody
    /// else could point here, so any will do where the server listens on all of them.
    pub fn hold(&self, host: &str) -> bool {
        let host = bare(host).to_ascii_lowercase();
        let known = ["localhost", "127.0.0.1", "::1", &self.host];
        known.contains(&host.as_str()) || self.everywhere && host.parse::<IpAddr>().is_ok()
    }
}

/// A host without the brackets around an address of version 6.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(host)
}

impl Door {
    /// Opens the door. Fails with a sentence that says what to do.
    pub fn open(host: &str, port: Option<u16>) -> Result<Door, String> {
        let address = address(host)?;
        let mut notes = Vec::new();
        let listener = match (listen(address, port.unwrap_or(PORT)), port) {
            (Ok(listener), _) => listener,
            (Err(error), None) if error.kind() == ErrorKind::AddrInUse => {
                let free = next(address, PORT).ok_or_else(|| in_use(address, PORT))?;
                let local = free.local_addr().map_err(|error| refused(host, PORT, &error))?;
                notes.push(format!("port {PORT} is in use; took {} instead", local.port()));
                free
            }
            (Err(error), Some(port)) if error.kind() == ErrorKind::AddrInUse => {
                return Err(in_use(address, port));
            }
            (Err(error), port) => return Err(refused(host, port.unwrap_or(PORT), &error)),
        };
        let local = listener.local_addr().map_err(|error| refused(host, PORT, &error))?;
        if !local.ip().is_loopback() {
            notes.push(format!(
                "warning: listening on {}: others on the network can read this catalog",
                local.ip()
            ));
        }
        let url = format!("http://{}/", SocketAddr::new(reachable(local.ip()), local.port()));
        Ok(Door { listener, url, gate: Names::of(host), notes })
    }
}

fn address(host: &str) -> Result<IpAddr, String> {
    if host.eq_ignore_ascii_case("localhost") {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    if let Ok(address) = bare(host).parse() {
        return Ok(address);
    }
    let found = (host, 0).to_socket_addrs().ok().and_then(|mut found| found.next());
    found
        .map(|found| found.ip())
        .ok_or_else(|| format!("`{host}` is no address of this machine; try --host 127.0.0.1"))
}

fn listen(address: IpAddr, port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::new(address, port))
}

/// A listener on the next port that is free.
fn next(address: IpAddr, port: u16) -> Option<TcpListener> {
    let later = port.checked_add(1)?..=port.saturating_add(TRIES);
    later.filter_map(|port| listen(address, port).ok()).next()
}

fn in_use(address: IpAddr, port: u16) -> String {
    let free = next(address, port).and_then(|free| free.local_addr().ok());
    match free {
        Some(free) => format!("port {port} is in use; try --port {}", free.port()),
        None => format!("port {port} is in use; try --port 0, which takes any that is free"),
    }
}

fn refused(host: &str, port: u16, error: &std::io::Error) -> String {
    format!("cannot listen on port {port} of {host}: {error}; try --port {PORT}")
}

/// The address by which this machine reaches what listens on all of its addresses.
fn reachable(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_hold() {
        let names = Names::of("127.0.0.1");
        for own in ["localhost", "LOCALHOST", "127.0.0.1", "::1", "[::1]"] {
            assert!(names.hold(own), "{own}");
        }
        for other in ["evil.example", "localhost.evil.example", "192.168.0.7", "", "127.0.0.1."] {
            assert!(!names.hold(other), "{other}");
        }
        assert!(Names::of("Books.local").hold("books.LOCAL"));
        assert!(Names::of("[::]").hold("192.168.0.7"));
        assert!(Names::of("0.0.0.0").hold("fe80::1"));
        assert!(!Names::of("0.0.0.0").hold("evil.example"));
    }
}
