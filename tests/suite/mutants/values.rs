//! Scalars that have broken programs before.

use serde_json::{Value, json};

use crate::mutants::chance::Chance;

const TEXTS: [&str; 22] = [
    "",
    " ",
    "~",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}txet",
    "\u{feff}",
    "../../x",
    "/etc/passwd",
    "C:\\x",
    "CON",
    "{{ x }}",
    "{% include \"x\" %}",
    "<script>alert(1)</script>",
    "]]>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "a\nb\n\n```\n<b>",
    "| a | b |\n|---|---|\n| 1 |",
    "e\u{301}\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "-1",
    "1e400",
];

/// A scalar, or something that stands where a scalar should.
pub(crate) fn nasty(chance: &mut Chance) -> Value {
    match chance.below(14) {
        0 => Value::Null,
        1 => json!(u64::MAX),
        2 => json!(i64::MIN),
        3 => json!(1e308),
        4 => json!(0),
        5 => json!(chance.below(2) == 0),
        6 => json!([]),
        7 => json!({}),
        8 => json!("x".repeat(20_000)),
        9 => json!("word ".repeat(2_000)),
        10 => (0..100).fold(json!("deep"), |inner, _| json!([inner])),
        _ => json!(chance.one(&TEXTS)),
    }
}
