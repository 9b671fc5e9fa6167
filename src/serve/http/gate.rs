//! Who may ask. Another site's page must not read a catalog through the browser of somebody who
//! writes one: it can send requests here, and only their headers tell.

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{Method, Request, StatusCode};

use crate::serve::door::Names;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 8 * 1024;

/// Why a request is not answered: the status, and a sentence.
pub type Refusal = (StatusCode, &'static str);

/// Judges a request by its head.
pub fn judge<B>(names: &Names, request: &Request<B>) -> Result<(), Refusal> {
    let headers = request.headers();
    let address = request.uri();
    let host = only(headers, &HOST)
        .and_then(|host| host.to_str().ok())
        .and_then(host_of)
        .ok_or((StatusCode::BAD_REQUEST, "one Host header is needed"))?;
    let foreign = (StatusCode::FORBIDDEN, "this host is none of the server's names");
    if !names.hold(host) {
        return Err(foreign);
    }
    // Where the address names a host too, that one counts (RFC 9112, section 3.2.2).
    if let Some(authority) = address.authority() {
        host_of(authority.as_str()).filter(|host| names.hold(host)).ok_or(foreign)?;
    }
    let origins = headers.get_all(ORIGIN).iter();
    if !origins.map(origin).all(|host| host.is_some_and(|host| names.hold(host))) {
        return Err((StatusCode::FORBIDDEN, "another site may not ask"));
    }
    if is_from_another_site(headers) {
        return Err((StatusCode::FORBIDDEN, "another site may only link here"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered"));
    }
    let length = address.path_and_query().map_or(0, |path| path.as_str().len());
    if length > LONGEST_ADDRESS {
        return Err((StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    Ok(())
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// The host of a page that asks.
fn origin(value: &HeaderValue) -> Option<&str> {
    let text = value.to_str().ok()?;
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"))?;
    host_of(rest)
}

/// Whether a page of another site asks for more than to be left for one of ours. Old browsers and
/// other programs do not say.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let is = |name: &HeaderName, value: &str| {
        headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes())
    };
    let follows_link = is(&FETCH_MODE, "navigate") && is(&FETCH_DEST, "document");
    is(&FETCH_SITE, "cross-site") && !follows_link
}

/// The host of `host`, `host:port` or `[address]:port`; none where it is none of these.
fn host_of(text: &str) -> Option<&str> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (inner, after) = rest.split_once(']')?;
            inner.parse::<std::net::Ipv6Addr>().ok()?;
            (&text[..inner.len() + 2], after)
        }
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "-._[]:".contains(c);
    let is_port = |port: &str| port.parse::<u16>().is_ok() && !port.starts_with('+');
    let well = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    (well && !host.is_empty() && host.chars().all(is_letter)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_strictly() {
        assert_eq!(host_of("localhost"), Some("localhost"));
        assert_eq!(host_of("127.0.0.1:4000"), Some("127.0.0.1"));
        assert_eq!(host_of("[::1]:4000"), Some("[::1]"));
        assert_eq!(host_of("[::1]"), Some("[::1]"));
        for wrong in [
            "", ":80", "a:b:c", "a:", "a:99999", "a:+1", "[::1", "[x]", "[::1]x", "u@a", "a b",
            "a/b",
        ] {
            assert_eq!(host_of(wrong), None, "{wrong}");
        }
    }

    fn asked(headers: &[(&str, &str)]) -> u16 {
        let request = headers
            .iter()
            .fold(Request::get("/"), |request, (name, value)| request.header(*name, *value));
        let request = request.body(()).expect("the headers are well formed");
        judge(&Names::of("127.0.0.1"), &request)
            .map_or_else(|(status, _)| status.as_u16(), |()| 200)
    }

    #[test]
    fn another_site_may_only_link() {
        let own = ("host", "localhost:4000");
        assert_eq!(asked(&[own]), 200);
        assert_eq!(asked(&[own, ("origin", "http://127.0.0.1:4000")]), 200);
        for origin in ["https://evil.example", "null", "http://localhost.evil.example", "localhost"]
        {
            assert_eq!(asked(&[own, ("origin", origin)]), 403, "{origin}");
        }
        let cross = ("sec-fetch-site", "cross-site");
        let (mode, page) = (("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document"));
        assert_eq!(asked(&[own, cross]), 403);
        assert_eq!(asked(&[own, cross, mode, ("sec-fetch-dest", "iframe")]), 403);
        assert_eq!(asked(&[own, cross, mode, page]), 200);
        assert_eq!(asked(&[own, ("sec-fetch-site", "same-origin")]), 200);
        assert_eq!(asked(&[own, own]), 400);
        assert_eq!(asked(&[]), 400);
    }
}
