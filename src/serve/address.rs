//! The path of an address, decoded. It is only ever looked up among the files of a site; no path on
//! disk is made of it.

/// The path without the slash that it begins with; none where it is no path or not encoded well.
///
/// An encoded slash is no slash (RFC 3986, section 2.2), so nothing can be found by it.
pub fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => match digit(rest.next()?)? << 4 | digit(rest.next()?)? {
                b'/' => return None,
                byte => byte,
            },
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once() {
        let path = |text| decoded(text);
        assert_eq!(path("/"), Some(String::new()));
        assert_eq!(path("/a%20b/%C3%A9"), Some("a b/é".to_owned()));
        assert_eq!(path("/%252e"), Some("%2e".to_owned()));
        for wrong in ["", "a", "*", "/%", "/%2", "/%zz", "/%+1", "/%ff", "/..%2fa", "/%2F"] {
            assert_eq!(path(wrong), None, "{wrong}");
        }
    }
}
