//! Numbers in a line of JSON that are read as other ones: an answer would be about those.

use crate::inclusion::number::is_kept;

/// The first number of a line of valid JSON that 64 bits do not keep.
pub(super) fn number(line: &[u8]) -> Option<&str> {
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        match byte {
            b'"' => at = behind_text(line, at + 1),
            b'-' | b'0'..=b'9' => {
                let rest = &line[at..];
                let is_part =
                    |byte: &u8| matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let length = rest.iter().take_while(|byte| is_part(byte)).count();
                let text = std::str::from_utf8(&rest[..length]).unwrap_or_default();
                if !is_kept(text) {
                    return Some(text);
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    None
}

/// The place behind the quotation mark that ends the text which begins here.
fn behind_text(line: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = line.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn only_numbers_that_are_read_otherwise_are_lost() {
        let line = |text: &str| number(text.as_bytes()).map(str::to_owned);
        assert_eq!(line(r#"{"a": [1, -2.5, 1e3, 9007199254740993, 18446744073709551615]}"#), None);
        assert_eq!(line(r#"{"18446744073709551617": "\"18446744073709551617"}"#), None);
        let lost = "18446744073709551617";
        assert_eq!(line(&format!(r#"{{"a": {lost}}}"#)).as_deref(), Some(lost));
        assert_eq!(line("0.12345678901234567890123").as_deref(), Some("0.12345678901234567890123"));
    }
}
