//! The arithmetic of `retry`, against delays that are counted one by one.

use eventbook::document::parts::failure::{Backoff, Retry};
use eventbook::document::spanned::Spanned;
use eventbook::document::values::attempts::Attempts;
use eventbook::document::values::duration::Duration;
use eventbook::source::span::{FileId, Span};
use proptest::prelude::*;

fn lasting(milliseconds: u64) -> Duration {
    format!("{milliseconds}ms").parse().expect("milliseconds are a duration")
}

fn retry(tries: u32, backoff: Option<Backoff>, first: Option<u64>, longest: Option<u64>) -> Retry {
    let span = Span::new(FileId(0), 0, 0);
    Retry {
        attempts: Some(Spanned { value: Attempts::Limited(tries), span }),
        backoff,
        initial: first.map(lasting),
        max: longest.map(lasting),
        jitter: None,
        delays: Vec::new(),
        via: None,
    }
}

/// The same sum, delay by delay.
fn counted(tries: u32, backoff: Backoff, first: u64, longest: Option<u64>) -> u128 {
    let delays = (0..tries.saturating_sub(1)).map(|done| {
        let delay = match backoff {
            Backoff::Fixed => u128::from(first),
            Backoff::Linear => u128::from(first) * u128::from(done + 1),
            Backoff::Exponential => u128::from(first) << done,
        };
        longest.map_or(delay, |longest| delay.min(u128::from(longest)))
    });
    delays.sum()
}

fn backoffs() -> impl Strategy<Value = Backoff> {
    prop_oneof![Just(Backoff::Fixed), Just(Backoff::Linear), Just(Backoff::Exponential)]
}

#[test]
fn what_is_stated_is_added_up() {
    let exponential = Some(Backoff::Exponential);
    assert_eq!(retry(4, exponential, Some(1000), Some(30_000)).total_delay(), Some(7000));
    assert_eq!(retry(4, exponential, Some(1000), Some(3000)).total_delay(), Some(6000));
    assert_eq!(retry(4, Some(Backoff::Linear), Some(1000), None).total_delay(), Some(6000));
    assert_eq!(retry(3, Some(Backoff::Fixed), Some(30_000), None).total_delay(), Some(60_000));
    assert_eq!(retry(1, None, None, None).total_delay(), Some(0));
    assert_eq!(retry(2, None, Some(500), None).total_delay(), Some(500));
    let listed = |tries| Retry { delays: [1000, 5000, 25_000].map(lasting).to_vec(), ..tries };
    assert_eq!(listed(retry(4, exponential, None, None)).total_delay(), Some(31_000));
    assert_eq!(listed(retry(3, exponential, None, None)).total_delay(), Some(6000));
}

#[test]
fn what_is_not_stated_is_not_guessed() {
    assert_eq!(retry(4, None, Some(1000), None).total_delay(), None, "how it grows is not said");
    assert_eq!(retry(4, Some(Backoff::Fixed), None, Some(1000)).total_delay(), None);
    let open = Retry { attempts: None, ..retry(4, Some(Backoff::Fixed), Some(1000), None) };
    assert_eq!(open.total_delay(), None);
    let short = Retry { delays: vec![lasting(1000)], ..retry(4, None, None, None) };
    assert_eq!(short.total_delay(), None, "what follows the only delay is not said");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn it_is_the_sum_of_its_delays(
        tries in 1..60u32,
        backoff in backoffs(),
        first in 0..100_000u64,
        longest in proptest::option::of(0..10_000_000u64),
    ) {
        let known = retry(tries, Some(backoff), Some(first), longest).total_delay();
        let expected = counted(tries, backoff, first, longest);
        prop_assert_eq!(known, Some(u64::try_from(expected).unwrap_or(u64::MAX)));
    }

    #[test]
    fn another_attempt_never_shortens_it(
        tries in 1..u32::MAX,
        backoff in backoffs(),
        first in 0..1_000_000_000_000u64,
        longest in proptest::option::of(0..1_000_000_000_000u64),
    ) {
        let of = |tries| retry(tries, Some(backoff), Some(first), longest).total_delay();
        prop_assert!(of(tries) <= of(tries + 1));
        if let Some(longest) = longest {
            let most = u128::from(longest) * u128::from(tries - 1);
            prop_assert!(u128::from(of(tries).expect("all is stated")) <= most);
        }
    }
}
