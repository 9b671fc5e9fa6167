//! How long a message waits between its tries: the arithmetic of `retry`, in one place.
//!
//! All lengths are whole milliseconds. A sum that no number holds stays at the largest there is.

use crate::document::parts::failure::{Backoff, Retry};
use crate::document::values::attempts::Attempts;
use crate::document::values::duration::Duration;

impl Retry {
    /// All delays of a message that fails every time, in milliseconds: the longest that they can be
    /// together, since jitter only shortens them. `None` where that is not stated, or never ends.
    pub fn total_delay(&self) -> Option<u64> {
        let Attempts::Limited(tries) = self.tries()? else { return None };
        let retries = u64::from(tries.saturating_sub(1));
        if !self.delays.is_empty() {
            // A list that is too short leaves open what happens after its end.
            let each = self.delays.iter().map(|delay| delay.milliseconds);
            let known = self.delays.len() as u64 >= retries;
            let told = each.take(retries as usize);
            return known.then(|| told.fold(0, u64::saturating_add));
        }
        let longest = self.max.as_ref().map_or(u64::MAX, milliseconds);
        match (&self.initial, self.backoff) {
            _ if retries == 0 => Some(0),
            (None, _) => None,
            (Some(first), _) if retries == 1 => Some(milliseconds(first).min(longest)),
            (Some(_), None) => None,
            (Some(first), Some(backoff)) => {
                Some(total(backoff, milliseconds(first), longest, retries))
            }
        }
    }
}

impl Retry {
    /// Whether the first delay is longer than the longest: one of the two is a slip, and nothing can
    /// be reckoned from them.
    pub fn is_inverted(&self) -> bool {
        let bounds = self.initial.as_ref().zip(self.max.as_ref());
        bounds.is_some_and(|(initial, max)| initial.milliseconds > max.milliseconds)
    }
}

/// The sum of so many delays, each at most `longest`.
fn total(backoff: Backoff, first: u64, longest: u64, retries: u64) -> u64 {
    let capped = |delays: u64| longest.saturating_mul(delays);
    match backoff {
        _ if first >= longest => capped(retries),
        _ if first == 0 => 0,
        Backoff::Fixed => first.saturating_mul(retries),
        Backoff::Linear => {
            // The first delay, twice it, three times it, as long as the cap allows.
            let growing = retries.min(longest / first);
            let pairs = u128::from(growing) * (u128::from(growing) + 1) / 2;
            let grown = u64::try_from(pairs).unwrap_or(u64::MAX).saturating_mul(first);
            grown.saturating_add(match retries - growing {
                0 => 0,
                rest => capped(rest),
            })
        }
        Backoff::Exponential => {
            let (mut sum, mut delay) = (0u64, first);
            for done in 0..retries {
                // At the latest after 64 doublings the cap is reached, and all others are alike.
                if delay >= longest {
                    return sum.saturating_add(capped(retries - done));
                }
                sum = sum.saturating_add(delay);
                delay = delay.saturating_mul(2);
            }
            sum
        }
    }
}

fn milliseconds(duration: &Duration) -> u64 {
    duration.milliseconds
}
