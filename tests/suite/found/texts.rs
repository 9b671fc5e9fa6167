//! Texts found and patterns read, against what ECMA-262 says and against another engine.

use eventbook::inclusion::found::Found;
use eventbook::inclusion::text::{Goal, Pattern, find};
use proptest::prelude::*;
use serde_json::{Value, json};

fn pattern(source: &str) -> Pattern {
    Pattern::parse(source).unwrap_or_else(|reason| panic!("{source}: {reason}"))
}

fn answer(min: u64, max: Option<u64>, yes: &[&str], no: &[&str], excluded: &[&str]) -> String {
    let yes: Vec<Pattern> = yes.iter().map(|source| pattern(source)).collect();
    let no: Vec<Pattern> = no.iter().map(|source| pattern(source)).collect();
    let goal = Goal {
        min,
        max,
        patterns: yes.iter().collect(),
        not_patterns: no.iter().collect(),
        excluded: excluded.to_vec(),
    };
    match find(&goal) {
        Found::Value(text) => format!("{text:?}"),
        Found::Empty => "none".to_owned(),
        Found::Unknown(reason) => reason,
    }
}

/// The fewest and most characters, the patterns that match, those that do not, what is excluded, and
/// what is found.
type Case<'a> = (u64, Option<u64>, &'a [&'a str], &'a [&'a str], &'a [&'a str], &'a str);

#[test]
fn a_shortest_readable_text_is_found() {
    let cases: [Case; 43] = [
        (0, None, &[], &[], &[], r#""""#),
        (3, None, &[], &[], &["aaa", "aab"], r#""aac""#),
        (0, Some(0), &[], &[], &[""], "none"),
        (2, Some(1), &[], &[], &[], "none"),
        (100_000, None, &[], &[], &[], "a text of more than 10000 characters"),
        (100_000, None, &["^[a-z]*$"], &[], &[], "a text of more than 10000 characters"),
        (100_000, None, &["^.{1,255}$"], &[], &[], "none"),
        (0, None, &["a"], &[], &[], r#""a""#),
        (4, None, &["b"], &[], &[], r#""aaab""#),
        (0, None, &["^[A-Z]{3}$"], &[], &[], r#""AAA""#),
        (0, None, &["^[A-Z]{3}$"], &[], &["AAA", "AAB"], r#""AAC""#),
        (0, None, &["^[AB]$"], &[], &["A", "B"], "none"),
        (0, None, &["^[A-Z]{3}$"], &["^[A-Z]+$"], &[], "none"),
        (0, None, &["^[A-Z]+$"], &["^[A-Z]{3}$"], &[], r#""A""#),
        (3, None, &["^[A-Z]+$"], &["^[A-Z]{3}$"], &[], r#""AAAA""#),
        (3, Some(3), &["^[A-Z]+$"], &["^[A-Z]{3}$"], &[], "none"),
        (0, None, &["^.{1,255}$"], &["^.{1,254}$"], &[], &format!("{:?}", "a".repeat(255))),
        (0, Some(254), &["^.{1,255}$"], &["^.{1,254}$"], &[], "none"),
        (0, None, &[r"^[0-9]{1,18}(\.[0-9]{1,2})?$"], &[r"^\d+$"], &[], r#""0.0""#),
        (0, None, &[], &["^[^]+$"], &[], r#""""#),
        (1, None, &[], &["^[^]+$"], &[], "none"),
        (1, None, &[], &["^.+$"], &[], r#""\n""#),
        (1, None, &[], &["[ -~]", r"[\x00-\x1f]"], &[], r#""ä""#),
        (0, None, &["[]"], &[], &[], "none"),
        (0, None, &["a^"], &[], &[], "none"),
        (0, None, &["a$b"], &[], &[], "none"),
        (0, None, &["(x+x+)+y"], &[], &[], r#""xxy""#),
        (0, None, &["^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{4,}$"], &[], &[], r#""aa0A""#),
        (0, None, &["^(?!foo$|bar$)[a-z]{3}$"], &["^[a-e]"], &[], r#""faa""#),
        (0, None, &["^(foo|bar)$"], &["^(?!foo$)"], &[], r#""foo""#),
        (0, None, &["^(foo|bar)$"], &["^(?!foo$)", "^(?!bar$)"], &[], "none"),
        (0, None, &["^foo"], &["^fo"], &[], "none"),
        (0, None, &["fo"], &["^fo"], &[], r#""afo""#),
        (0, None, &["[0-9]"], &["[0-9]"], &[], "none"),
        (0, None, &[r"^\bfoo\b"], &["^foo$"], &[], r#""foo-""#),
        (0, None, &[r"foo\B"], &[], &[], r#""fooa""#),
        (0, None, &[r"^\u{1f600}$"], &[], &[], r#""😀""#),
        (2, Some(2), &[r"^😀+$"], &[], &[], r#""😀😀""#),
        (0, None, &[r"^\p{Lu}$"], &["[A-Z]"], &[], r#""À""#),
        (0, None, &[r"^\s$"], &[r"[ \t\n\v\f\r]"], &[], r#""\u{a0}""#),
        (0, None, &["^[a-z]*a[a-z]{11}$"], &["^[a-z]{12,}$"], &[], "none"),
        (0, None, &["^(?:a|b)*?$"], &[], &["", "a", "b"], r#""aa""#),
        (0, None, &["^a{2,}$", "^(?:aa)*$"], &["^(?:aaa)*$"], &["aa"], r#""aaaa""#),
    ];
    for (min, max, yes, no, excluded, found) in cases {
        assert_eq!(answer(min, max, yes, no, excluded), found, "{yes:?} {no:?}");
    }
}

#[test]
fn what_is_large_ends() {
    for source in ["(a{1,500}){1,500}", "((a{64}){64}){64}", "(((a?){90}b){90}c){90}", "a{20000}"] {
        assert!(Pattern::parse(source).is_err(), "{source}");
    }
    let many = "a pattern that needs more than 20000 states";
    assert_eq!(answer(0, None, &["[ab]*a[ab]{24}$"], &["a[^]{24}$"], &[]), many);
    assert!(!pattern("^(x+x+)+y$").matches(&"x".repeat(2000)));
    assert!(pattern("^((a*)*)*$").matches(&"a".repeat(2000)));
    assert!(pattern("(){9999}").matches(""));
}

#[test]
fn ecma_262_is_read() {
    for (source, yes, no) in [
        (".", vec!["a", "\u{85}", "😀"], vec!["\n", "\r", "\u{2028}", "\u{2029}", ""]),
        (r"^\d$", vec!["7"], vec!["٣", "a"]),
        (r"^\w$", vec!["a", "_"], vec!["ä", "-"]),
        (r"^\s$", vec!["\u{feff}", "\u{a0}", "\u{2028}", "\u{3000}"], vec!["\u{85}", "\u{200b}"]),
        (r"\bfoo", vec!["äfoo", "foo"], vec!["afoo"]),
        (r"^a\Bb$", vec!["ab"], vec!["a"]),
        (r"^\B$", vec![""], vec!["é", "aéb"]),
        (r"\cJ", vec!["\n"], vec!["J"]),
        (r"^\x41B\u{43}\/\-\.$", vec!["ABC/-."], vec!["ABC/-a"]),
        (r"^\ud83d\ude00$", vec!["😀"], vec!["a"]),
        (r"^[\ud83d\ude00-\ud83d\ude02]$", vec!["😁"], vec!["😃"]),
        (r"\ud83d", vec![], vec!["😀"]),
        ("^[^]$", vec!["\n", "a"], vec!["", "ab"]),
        ("[]", vec![], vec!["", "a"]),
        ("^[^a-c]$", vec!["d", "\n"], vec!["a"]),
        (r"^[\w-]$", vec!["-", "a"], vec!["+"]),
        (r"^[\w-z]$", vec!["-", "a"], vec!["+"]),
        ("^[a-z&&b]$", vec!["&", "q"], vec!["-"]),
        ("^[[a]$", vec!["[", "a"], vec!["b"]),
        (r"^[\b]$", vec!["\u{8}"], vec!["b"]),
        ("^a$", vec!["a"], vec!["a\n", "b\na"]),
        ("^a|b$", vec!["ax", "xb"], vec!["xax"]),
        ("(?<year>[0-9]{4})-", vec!["in 2026-"], vec!["206-"]),
        ("^a{2}b{1,}c{0,1}$", vec!["aab", "aabbc"], vec!["ab", "aabcc"]),
        ("^a+?b*?$", vec!["a", "aab"], vec!["b"]),
        (r"^\p{L}\P{L}\p{Script=Greek}$", vec!["ä1α"], vec!["a1a"]),
        (r"^\0$", vec!["\0"], vec!["0"]),
        ("^]}$", vec!["]}"], vec!["]"]),
        ("", vec!["", "a"], vec![]),
        ("^(?=a)(?!ab)..$", vec!["ac"], vec!["ab", "bc", "a"]),
        (r"\<", vec!["<"], vec!["a"]),
    ] {
        let pattern = pattern(source);
        for text in yes {
            assert!(pattern.matches(text), "{source} on {text:?}");
        }
        for text in no {
            assert!(!pattern.matches(text), "{source} on {text:?}");
        }
    }
}

#[test]
fn what_is_beyond_is_named() {
    for (source, reason) in [
        ("a(?=b)", "a look-ahead inside a pattern"),
        ("(?!a)b", "a negative look-ahead inside a pattern"),
        ("^(?=a)b|c", "a look-ahead in one of several alternatives of a pattern"),
        ("^(?=a(?!b))", "a negative look-ahead inside a pattern"),
        ("(?<=a)b", "a look-behind in a pattern"),
        ("(?<!a)b", "a negative look-behind in a pattern"),
        (r"(a)\1", "a reference back in a pattern"),
        (r"(?<n>a)\k<n>", "a reference back in a pattern"),
        ("(?i)a", "a group of a pattern with flags of its own"),
        ("(?P<n>a)", "a group of a pattern with flags of its own"),
        (r"\A", "the escape `\\A` of a pattern, which ECMA-262 does not know"),
        (r"\pL", "the escape `\\p` of a pattern, which ECMA-262 does not know"),
        (r"\p{Nothing}", "the property `Nothing` of Unicode in a pattern"),
        ("(a", "a group of a pattern that is not closed"),
        ("a)", "a `)` without its `(` in a pattern"),
        ("[a", "brackets of a pattern that are not closed"),
        ("[b-a]", "a range of a pattern that runs backward"),
        ("*", "a `*` that repeats nothing"),
        ("a**", "a `*` that repeats a repetition"),
        ("a{3,2}", "a `{` of a pattern that counts nothing"),
        ("a{", "a `{` of a pattern that counts nothing"),
        ("^*", "a place in a pattern that is repeated"),
        ("\\", "a backslash at the end of a pattern"),
    ] {
        assert_eq!(Pattern::parse(source).err().as_deref(), Some(reason), "{source}");
    }
    assert!(Pattern::parse(&"(".repeat(100_000)).is_err());
    assert!(Pattern::parse(&"(?:".repeat(100_000)).is_err());
}

/// Patterns that the validator reads as ECMA-262 does, from pieces that all tell apart.
fn sources() -> impl Strategy<Value = String> {
    let atom = proptest::sample::select(vec![
        "a", "b", "[ab]", "[^a]", r"\d", r"[\w-]", "1", r"\s", "ä", "(?:a|b1)", "(a|)", "[a-c1]",
        r"\.", r"\u0062", "😀",
    ]);
    let times =
        proptest::sample::select(vec!["", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?"]);
    let piece = (atom, times).prop_map(|(atom, times)| format!("{atom}{times}"));
    let branch = proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat());
    let branch = (branch, any::<bool>(), any::<bool>()).prop_map(|(branch, start, end)| {
        let (start, end) = (if start { "^" } else { "" }, if end { "$" } else { "" });
        format!("{start}{branch}{end}")
    });
    let ahead = proptest::sample::select(vec!["", "", "", "^(?=a)", "^(?!b)", "^(?=.*1)(?!.*b)"]);
    let plain = proptest::collection::vec(branch, 1..3).prop_map(|branches| branches.join("|"));
    (ahead, plain).prop_map(|(ahead, plain)| match ahead {
        "" => plain,
        // Beside a look-ahead the validator reads `\w` and its like by Unicode.
        ahead => {
            let plain = plain.replace(r"[\w-]", "[a1-]").replace(r"\d", "1").replace(r"\s", " ");
            format!("{ahead}(?:{plain})")
        }
    })
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let character = proptest::sample::select(vec!['a', 'b', 'c', '1', '-', '.', ' ', 'ä', '😀']);
    let text = proptest::collection::vec(character, 0..6).prop_map(|all| all.into_iter().collect());
    proptest::collection::vec(text, 12)
}

fn accepts(schema: &Value) -> impl Fn(&str) -> bool + use<> {
    let validator = jsonschema::validator_for(schema).unwrap();
    move |text| validator.is_valid(&json!(text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_pattern_matches_what_the_validator_accepts(source in sources(), texts in texts()) {
        let accepts = accepts(&json!({ "pattern": source }));
        let pattern = pattern(&source);
        for text in texts {
            prop_assert_eq!(pattern.matches(&text), accepts(&text), "{} on {:?}", source, text);
        }
    }

    #[test]
    fn what_is_found_is_as_asked(
        yes in sources(), no in sources(), texts in texts(), min in 0..3_u64, room in 0..4_u64,
    ) {
        let (matching, other) = (pattern(&yes), pattern(&no));
        let excluded: Vec<&str> = texts.iter().map(String::as_str).collect();
        let max = Some(min + room);
        let accepts = accepts(&json!({
            "pattern": yes, "not": { "pattern": no }, "minLength": min, "maxLength": max,
        }));
        let mut goal = Goal {
            min,
            max,
            patterns: vec![&matching],
            not_patterns: vec![&other],
            excluded: excluded.clone(),
        };
        match find(&goal) {
            Found::Value(text) => {
                prop_assert!(accepts(&text), "{:?}", text);
                prop_assert!(!excluded.contains(&text.as_str()), "{:?}", text);
            }
            Found::Unknown(reason) => prop_assert!(false, "{}", reason),
            Found::Empty => {}
        }
        goal.excluded.clear();
        let exists = texts.iter().any(|text| accepts(text));
        prop_assert!(!exists || matches!(find(&goal), Found::Value(_)), "{} {}", yes, no);
    }

    #[test]
    fn any_pattern_is_read_or_refused(source in "[\\\\(){}?|*+^$a-c0-9,.:=!<>\\[\\]pukx-]{0,14}") {
        if let Ok(pattern) = Pattern::parse(&source) {
            let goal = Goal { patterns: vec![&pattern], ..Goal::default() };
            if let Found::Value(text) = find(&goal) {
                prop_assert!(pattern.matches(&text), "{:?}", text);
            }
        }
    }
}
