//! Characters in the order in which people like to read them, and the sets that ECMA-262 names.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// All printable characters of ASCII, the most readable first.
pub(super) const READABLE: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ\
    -_ .,:;/@+#=*!?&%$()[]{}<>'\"`^~|\\";

/// White space and line terminators: ECMA-262, sections 12.2 and 12.3.
const SPACE: [(char, char); 10] = [
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

/// A set from its ranges, both ends inside.
pub(super) fn set(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|&(start, end)| ClassUnicodeRange::new(start, end)))
}

/// `\d`.
pub(super) fn digits() -> ClassUnicode {
    set(&[('0', '9')])
}

/// `\w`.
pub(super) fn word() -> ClassUnicode {
    set(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// `\s`.
pub(super) fn space() -> ClassUnicode {
    set(&SPACE)
}

/// `.`, which is all but the line terminators: ECMA-262, section 12.3.
pub(super) fn dot() -> ClassUnicode {
    let mut terminators = set(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]);
    terminators.negate();
    terminators
}

/// The other way round.
pub(super) fn not(mut set: ClassUnicode) -> ClassUnicode {
    set.negate();
    set
}

/// Whether `\w` has it.
pub(super) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Whether a set has it.
pub(super) fn contains(set: &ClassUnicode, character: char) -> bool {
    let ranges = set.ranges();
    let at = ranges.partition_point(|range| range.end() < character);
    ranges.get(at).is_some_and(|range| range.start() <= character)
}
