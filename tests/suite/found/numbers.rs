//! Numbers found, against numbers that are known and against trying them all.

use eventbook::inclusion::found::Found;
use eventbook::inclusion::number::{Bound, Goal, exact, find};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;
use serde_json::Number;

/// `>1 <=5.5 *2 !*4 !=3 plain`: a goal as words, so that tests are data.
fn goal(words: &str) -> Goal {
    let mut goal = Goal::default();
    for word in words.split_whitespace() {
        let bound = |text: &str, open| Some(Bound { at: number(text), open });
        match word {
            "plain" => goal.plain = Some(true),
            "dotted" => goal.plain = Some(false),
            _ => {
                let at = word.find(|c: char| c.is_ascii_digit() || c == '-').unwrap();
                let (sign, text) = word.split_at(at);
                match sign {
                    ">" => goal.lower = bound(text, true),
                    ">=" => goal.lower = bound(text, false),
                    "<" => goal.upper = bound(text, true),
                    "<=" => goal.upper = bound(text, false),
                    "*" => goal.multiples.push(number(text)),
                    "!*" => goal.not_multiples.push(number(text)),
                    "!=" => goal.excluded.push(number(text)),
                    other => panic!("{other}"),
                }
            }
        }
    }
    goal
}

fn number(text: &str) -> BigRational {
    exact(&serde_json::from_str::<Number>(text).unwrap())
}

fn answer(words: &str) -> String {
    match find(&goal(words)) {
        Found::Value(number) => number.to_string(),
        Found::Empty => "none".to_owned(),
        Found::Unknown(reason) => reason,
    }
}

#[test]
fn the_simplest_number_is_found() {
    for (words, found) in [
        ("", "0"),
        ("!=0", "1"),
        ("!=0 !=1", "-1"),
        (">0", "1"),
        (">=0.3", "1"),
        (">0 <1", "0.5"),
        (">0 <0.5", "0.1"),
        (">0.1 <0.2", "0.11"),
        (">=0.1 <=0.1", "0.1"),
        ("<0", "-1"),
        ("<-3.5", "-4"),
        (">-1 <0", "-0.5"),
        ("!*1", "0.5"),
        ("!*0.5", "0.1"),
        ("!*0.01", "0.001"),
        ("*1 >99.5", "100"),
        ("*2 *3 >0", "6"),
        ("*0.01 >0", "0.01"),
        ("*0.1 *0.25 >0", "0.5"),
        ("*1 !*2", "1"),
        ("*2 !*4 >2", "6"),
        ("*1 !*2 !*3 !*5 >1", "7"),
        ("*1 >0 <10 !*2 !*3 !=1 !=5 !=7", "none"),
        ("*4 !*2", "none"),
        ("*1 >1 <2", "none"),
        (">2 <1", "none"),
        (">=1 <1", "none"),
        (">=1 <=1 !=1", "none"),
        (">=1 <=1 !*1", "none"),
        (">=1 <=1 *2", "none"),
        ("*1 >=9223372036854775807 !=9223372036854775807", "9223372036854775808"),
        ("*1 >=18446744073709551615", "18446744073709551615"),
        ("plain >0 <1", "none"),
        ("plain >0", "1"),
        ("dotted >0", "1.0"),
        ("dotted *1 >=100", "100.0"),
        ("dotted >0 <1", "0.5"),
    ] {
        assert_eq!(answer(words), found, "{words}");
    }
}

#[test]
fn large_and_small_numbers_are_found() {
    for words in [
        "*1 >=1e20 <=1e20",
        "*3 >1e20",
        ">1e20",
        ">=1e308",
        ">=-1e308 <=-9e307",
        ">0 <1e-300",
        ">0 <1e-322",
        "*1e-308 >0",
        "*1e-308 *1e308 >0",
        "*1e-308 !*1e308 >0",
        "dotted *1 >1e25",
    ] {
        let asked = goal(words);
        let found = number(&answer(words));
        assert!(holds(&asked, &found, false), "{words}: {found}");
    }
}

#[test]
fn what_readers_do_not_keep_is_not_claimed() {
    for words in [
        "plain >18446744073709551615",
        ">0.1 <0.10000000000000002",
        ">1.7976931348623157e308",
        ">0 <5e-324",
        "*1 >1.7976931348623157e308",
        "!*1e-300 >=1e10",
    ] {
        assert!(answer(words).starts_with("no number that JSON readers keep apart"), "{words}");
    }
}

#[test]
fn a_float_is_the_decimal_that_is_printed() {
    let tenth = BigRational::new(BigInt::from(1), BigInt::from(10));
    assert_eq!(number("0.1"), tenth);
    assert_eq!(number("1e-1"), tenth);
    assert_eq!(number("1.0"), number("1"));
    assert_eq!(number("-0.0"), BigRational::zero());
    assert_eq!(number("18446744073709551615").to_string(), "18446744073709551615");
    assert_eq!(number("1e308").to_string().len(), 309);
}

/// A goal with small numbers, whose every candidate can be tried: multiples of a quarter.
fn small() -> impl Strategy<Value = Goal> {
    let quarter = |most: i64| (-most..=most).prop_map(quarters);
    let positive = || (1..=12_i64).prop_map(quarters);
    let bound = || (quarter(20), any::<bool>()).prop_map(|(at, open)| Some(Bound { at, open }));
    (
        bound(),
        bound(),
        proptest::collection::vec(positive(), 0..3),
        proptest::collection::vec(positive(), 0..3),
        proptest::collection::vec(quarter(20), 0..6),
        proptest::option::of(any::<bool>()),
    )
        .prop_map(|(lower, upper, mut multiples, not_multiples, excluded, plain)| {
            multiples.push(quarters(1));
            Goal { lower, upper, multiples, not_multiples, excluded, plain }
        })
}

fn quarters(count: i64) -> BigRational {
    BigRational::new(BigInt::from(count), BigInt::from(4))
}

fn holds(goal: &Goal, value: &BigRational, plain: bool) -> bool {
    let above = goal
        .lower
        .as_ref()
        .is_none_or(|bound| if bound.open { *value > bound.at } else { *value >= bound.at });
    let below = goal
        .upper
        .as_ref()
        .is_none_or(|bound| if bound.open { *value < bound.at } else { *value <= bound.at });
    above
        && below
        && goal.multiples.iter().all(|other| (value / other).is_integer())
        && !goal.not_multiples.iter().any(|other| (value / other).is_integer())
        && !goal.excluded.contains(value)
        && goal.plain.is_none_or(|asked| asked == plain)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_is_what_trying_finds(goal in small()) {
        let exists = (-30..=30).map(quarters).any(|value| {
            holds(&goal, &value, false) || (value.is_integer() && holds(&goal, &value, true))
        });
        match find(&goal) {
            Found::Value(number) => {
                let plain = !number.is_f64();
                prop_assert!(holds(&goal, &exact(&number), plain), "{}", number);
            }
            Found::Empty => prop_assert!(!exists),
            Found::Unknown(reason) => prop_assert!(false, "{}", reason),
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_goal_is_answered_well(
        lower in any::<f64>(), upper in any::<f64>(), open in any::<bool>(),
        multiples in proptest::collection::vec(any::<f64>(), 0..2),
        not_multiples in proptest::collection::vec(any::<f64>(), 0..3),
    ) {
        let read = |value: f64| Number::from_f64(value).map(|number| exact(&number));
        let bound = |value: f64| read(value).map(|at| Bound { at, open });
        let goal = Goal {
            lower: bound(lower),
            upper: bound(upper),
            multiples: multiples.into_iter().filter_map(read).collect(),
            not_multiples: not_multiples.into_iter().filter_map(read).collect(),
            ..Goal::default()
        };
        if let Found::Value(number) = find(&goal) {
            prop_assert!(holds(&goal, &exact(&number), true), "{}", number);
        }
    }
}
