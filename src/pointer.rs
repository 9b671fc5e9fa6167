//! JSON pointers (RFC 6901) and the fragments of addresses that hold them (RFC 3986, section 2.1).

/// A name as a step of a pointer (RFC 6901, section 3).
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A step of a pointer as the name that it means (RFC 6901, section 4).
pub fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// Puts a step with this name at the end of a pointer.
pub fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    for letter in name.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            letter => pointer.push(letter),
        }
    }
}

/// The names of a pointer's steps, in order; none of the empty pointer.
pub fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescaped)
}

/// A part of an address with its percent-encoded bytes decoded. Bytes that are no text become the
/// replacement character: kept as they were written, they would name what no validator finds by them.
pub fn percent_decoded(part: &str) -> String {
    if !part.contains('%') {
        return part.to_owned();
    }
    let mut decoded = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let mut digit = || char::from(ahead.next()?).to_digit(16);
        let code = (byte == b'%').then(|| Some(digit()? * 16 + digit()?)).flatten();
        match code.and_then(|code| u8::try_from(code).ok()) {
            Some(code) => {
                decoded.push(code);
                rest = ahead;
            }
            None => decoded.push(byte),
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_from_its_step() {
        for name in ["", "a", "a/b", "~", "~1", "m~n/o", "ä/"] {
            let mut pointer = String::new();
            push(&mut pointer, name);
            assert_eq!(pointer, format!("/{}", escaped(name)));
            assert_eq!(steps(&pointer).collect::<Vec<_>>(), [name]);
        }
        assert_eq!(steps("").count(), 0);
    }

    #[test]
    fn only_two_digits_of_sixteen_are_decoded() {
        assert_eq!(percent_decoded("a%20b%C3%A4"), "a bä");
        assert_eq!(percent_decoded("%+f %4 %zz %"), "%+f %4 %zz %");
        assert_eq!(percent_decoded("%ff"), "\u{fffd}", "no text");
    }
}
