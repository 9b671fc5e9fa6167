//! Rust source as the suites about the tree itself read it: without comments, strings and inline
//! tests, line for line where it was. A lexer of this size is enough for questions about imports
//! and lengths, and needs no parser of the whole language.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file: its path from the root of the package, with `/`, and its text.
pub(crate) struct SourceFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All `.rs` files below a folder of the package, sorted by path; none if there is no such folder.
pub(crate) fn rust_files(folder: &str) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut folders = vec![package_root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file is readable UTF-8");
                found.push(SourceFile { path: from_root(&path), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// What lies directly in a folder, sorted; nothing if there is no such folder.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry of a readable folder").path()).collect();
    paths.sort();
    paths
}

/// The folder of Cargo.toml.
pub(crate) fn package_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The code alone: comments and the insides of strings become spaces, and items under
/// `#[cfg(test)]` do too. Line breaks stay, so line numbers hold.
pub(crate) fn code_of(text: &str) -> String {
    without_inline_tests(&without_comments_and_strings(text))
}

/// The index of the bracket that closes the one at `open`, or the end of the code.
pub(crate) fn closing(code: &[u8], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.iter().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    code.len().saturating_sub(1)
}

/// The 1-based line of a byte index.
pub(crate) fn line_at(code: &[u8], at: usize) -> usize {
    1 + code[..at].iter().filter(|&&byte| byte == b'\n').count()
}

/// Whether a byte can stand in a Rust name.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn from_root(path: &Path) -> String {
    let path = path.strip_prefix(package_root()).expect("only files of the package are read");
    path.to_string_lossy().replace('\\', "/")
}

fn without_comments_and_strings(text: &str) -> String {
    let mut code = text.as_bytes().to_vec();
    let mut at = 0;
    while at < code.len() {
        let end = match code[at] {
            b'/' if code[at..].starts_with(b"//") => end_of_line(&code, at),
            b'/' if code[at..].starts_with(b"/*") => end_of_block_comment(&code, at),
            b'"' => end_of_string(&code, at),
            b'r' if raw_hashes(&code, at).is_some() => end_of_raw_string(&code, at),
            b'\'' => end_of_char(&code, at),
            _ => at + 1,
        };
        if end > at + 1 {
            blank(&mut code[at..end]);
        }
        at = end;
    }
    String::from_utf8(code).expect("whole characters were replaced by spaces")
}

fn without_inline_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut bytes = code.as_bytes().to_vec();
    for (start, _) in code.match_indices(MARK) {
        let rest = &code[start + MARK.len()..];
        let Some(stop) = rest.find(['{', ';']) else { continue };
        let stop = start + MARK.len() + stop;
        let end = if bytes[stop] == b'{' { closing(&bytes, stop) } else { stop };
        blank(&mut bytes[start..=end]);
    }
    String::from_utf8(bytes).expect("whole characters were replaced by spaces")
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

fn end_of_line(code: &[u8], at: usize) -> usize {
    code[at..].iter().position(|&byte| byte == b'\n').map_or(code.len(), |length| at + length)
}

fn end_of_block_comment(code: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while at < code.len() {
        if code[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if code[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    code.len()
}

fn end_of_string(code: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < code.len() {
        match code[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    code.len()
}

/// The number of `#` of the raw string that starts here, if one does.
fn raw_hashes(code: &[u8], at: usize) -> Option<usize> {
    // The `r` of a name such as `for` starts no string; that of `br"…"` does.
    let before = at.checked_sub(1).map(|before| code[before]);
    let byte_string = before == Some(b'b') && (at < 2 || !is_word(code[at - 2]));
    if before.is_some_and(is_word) && !byte_string {
        return None;
    }
    let hashes = code[at + 1..].iter().take_while(|&&byte| byte == b'#').count();
    (code.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

fn end_of_raw_string(code: &[u8], start: usize) -> usize {
    let hashes = raw_hashes(code, start).unwrap_or(0);
    let end = [&b"\""[..], &b"#".repeat(hashes)].concat();
    let inside = start + 2 + hashes;
    code[inside..]
        .windows(end.len())
        .position(|window| window == end)
        .map_or(code.len(), |length| inside + length + end.len())
}

/// A `'` starts a character or a lifetime; only the former is closed by another.
fn end_of_char(code: &[u8], start: usize) -> usize {
    let rest = &code[start + 1..];
    let inside = match rest.first() {
        Some(b'\\') => 2 + rest.iter().skip(2).take_while(|&&byte| byte != b'\'').count(),
        Some(byte) if !byte.is_ascii() => rest.iter().take_while(|byte| !byte.is_ascii()).count(),
        Some(_) => 1,
        None => return start + 1,
    };
    if rest.get(inside) == Some(&b'\'') { start + inside + 2 } else { start + 1 }
}

#[test]
fn comments_strings_and_inline_tests_are_no_code() {
    let text = r##"// crate::a
let x = "crate::b \" crate::c"; /* crate::d /* crate::e */ crate::f */
let y = r#"crate::g " crate::h"#; let q = '"'; let n = '\''; let e = 'é';
fn life<'a>(x: &'a str) -> &'a str { crate::kept(x) }
#[cfg(test)]
mod tests { use crate::i; fn f() { "}" } }
use crate::also_kept;
"##;
    let code = code_of(text);
    let found: Vec<&str> =
        code.match_indices("crate::").map(|(at, _)| code[at + 7..].trim_end()).collect();
    assert_eq!(found.len(), 2, "{code}");
    assert!(found[0].starts_with("kept(x)") && found[1] == "also_kept;", "{code}");
    assert_eq!(code.lines().count(), text.lines().count());
    assert_eq!(code.len(), text.len());
}
