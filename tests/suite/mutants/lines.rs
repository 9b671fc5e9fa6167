//! Harms to the text: bytes, lines and documents, as an editor, a merge or a bad disk leaves them.

use crate::mutants::chance::Chance;
use crate::mutants::{Files, Mutant};

/// A mutant by a harm to the text of one file.
pub(crate) fn harm(files: &Files, chance: &mut Chance) -> Mutant {
    let (path, bytes) = chance.entry(files);
    let (_, other) = chance.entry(files);
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let others: Vec<&[u8]> = other.split(|byte| *byte == b'\n').collect();
    let at = chance.below(lines.len());
    let harm = match chance.below(9) {
        0 => return Mutant::of("bytes flipped", path, flipped(bytes, chance)),
        1 => return Mutant::of("documents changed", path, documents(bytes, other, chance)),
        2 => {
            lines.remove(at);
            "line dropped"
        }
        3 => {
            lines.insert(at, lines[at].clone());
            "line doubled"
        }
        4 => {
            let with = chance.below(lines.len());
            lines.swap(at, with);
            "lines swapped"
        }
        5 => {
            lines[at] = indented(&lines[at], chance);
            "line indented otherwise"
        }
        6 => {
            lines[at] = chance.one(&others).to_vec();
            "line of another file"
        }
        7 => {
            lines[at] = with_value(&lines[at], chance.one::<&[u8]>(&others));
            "value of another file"
        }
        _ => {
            let length = 1 + chance.below(8);
            let from = chance.below(others.len());
            let block = others[from..].iter().take(length).map(|line| line.to_vec());
            lines.splice(at..at, block);
            "block of another file"
        }
    };
    Mutant::of(harm, path, lines.join(&b'\n'))
}

fn flipped(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + chance.below(3) {
        let at = chance.below(bytes.len());
        let bit = chance.below(8);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }
    bytes
}

fn documents(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let separator = b"\n---\n".as_slice();
    match chance.below(3) {
        0 => [bytes, separator, bytes].concat(),
        1 => [other, separator, bytes].concat(),
        _ => [bytes, separator, other, separator].concat(),
    }
}

fn indented(line: &[u8], chance: &mut Chance) -> Vec<u8> {
    match chance.below(4) {
        0 => [b"  ".as_slice(), line].concat(),
        1 => [b"\t".as_slice(), line].concat(),
        2 => line.trim_ascii_start().to_vec(),
        _ => line.strip_prefix(b"  ").unwrap_or(line).to_vec(),
    }
}

/// A line with what stands behind the colon of another.
fn with_value(line: &[u8], other: &[u8]) -> Vec<u8> {
    let colon = |line: &[u8]| line.iter().position(|byte| *byte == b':');
    match (colon(line), colon(other)) {
        (Some(end), Some(start)) => [&line[..end], &other[start..]].concat(),
        _ => [line, other].concat(),
    }
}
