//! When a delivery is tried again, and when it is not any more. The waits are those the specification recommends.

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The waits after the first try, the second, and so on; after the last of these there is one more try. Three days in all.
pub const WAITS: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// The longest wait a receiver may ask for.
pub const LONGEST_ASKED: i64 = 24 * HOUR;

/// A webhook at which nothing but failures happened for so long is switched off.
pub const PATIENCE: i64 = 5 * 24 * HOUR;

/// A delivery is kept for so long after it was made.
pub const KEPT: i64 = 30 * 24 * HOUR;

/// The secret that was replaced signs beside the new one for so long, so that no receiver misses anything meanwhile.
pub const OLD_SECRET_SIGNS: i64 = 24 * HOUR;

/// What came of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The receiver answered with this status, and perhaps asks to be left alone for so many milliseconds.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The wait it asks for.
        wait: Option<i64>,
    },
    /// It did not answer.
    Failed(Trouble),
}

/// Why there is no answer, by a stable word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The address is one to which nothing is sent.
    Forbidden,
    /// No connection came about: no such name, nobody there, or no trust in the certificate.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The connection broke before an answer came.
    Broken,
    /// The webhook was switched off before it was delivered.
    SwitchedOff,
}

impl Trouble {
    /// The word stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Broken => "broken",
            Self::SwitchedOff => "switched_off",
        }
    }
}

/// What becomes of a delivery after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It arrived.
    Delivered,
    /// It is tried again then.
    Again(Moment),
    /// It was tried often enough.
    GivenUp,
    /// The receiver wants nothing any more (410): the webhook is switched off.
    Unwanted,
}

/// What becomes of a delivery after so many tries, counted from the last time somebody asked for it. `jitter` is chance from outside:
/// it makes a wait up to a fifth longer, so that receivers that were down are not met by everything at once.
pub fn next(tried: Tried, tries: u32, now: Moment, jitter: u8) -> Next {
    let asked = match tried {
        Tried::Answered { status: 200..=299, .. } => return Next::Delivered,
        Tried::Answered { status: 410, .. } => return Next::Unwanted,
        Tried::Answered { wait, .. } => wait,
        Tried::Failed(_) => None,
    };
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let Some(wait) = WAITS.get(place) else { return Next::GivenUp };
    let longer = wait / 5 * i64::from(jitter) / 255;
    let wait = wait.saturating_add(longer).max(asked.unwrap_or_default().clamp(0, LONGEST_ASKED));
    Next::Again(now.plus_millis(wait))
}

/// Whether a webhook that has failed without a break since then is switched off now.
pub fn is_given_up(failing_since: Moment, now: Moment) -> bool {
    now.millis_since(failing_since) >= PATIENCE
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Moment = Moment::from_millis(1_768_046_400_000);
    const DOWN: Tried = Tried::Failed(Trouble::Unreachable);

    fn answered(status: u16) -> Tried {
        Tried::Answered { status, wait: None }
    }

    #[test]
    fn a_delivery_is_tried_ten_times_in_some_three_days() {
        let mut at = NOW;
        let mut tries = 1;
        while let Next::Again(later) = next(DOWN, tries, at, 0) {
            at = later;
            tries += 1;
        }
        assert_eq!((tries, at.millis_since(NOW)), (10, WAITS.iter().sum()));
        assert!(at.millis_since(NOW) < PATIENCE, "one delivery alone switches no webhook off");
    }

    #[test]
    fn only_a_success_is_a_delivery_and_gone_ends_it() {
        for status in [200, 202, 204, 299] {
            assert_eq!(next(answered(status), 1, NOW, 0), Next::Delivered);
        }
        for status in [100, 199, 300, 301, 302, 307, 308, 400, 404, 409, 429, 500, 503] {
            assert_eq!(next(answered(status), 1, NOW, 0), Next::Again(NOW.plus_millis(5 * SECOND)), "{status}");
        }
        assert_eq!(next(answered(410), 1, NOW, 0), Next::Unwanted);
        assert_eq!(next(answered(500), 10, NOW, 0), Next::GivenUp);
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_and_not_for_less() {
        let asks = |wait| next(Tried::Answered { status: 429, wait: Some(wait) }, 2, NOW, 0);
        assert_eq!(asks(SECOND), Next::Again(NOW.plus_millis(5 * MINUTE)));
        assert_eq!(asks(HOUR), Next::Again(NOW.plus_millis(HOUR)));
        assert_eq!(asks(i64::MAX), Next::Again(NOW.plus_millis(LONGEST_ASKED)));
        assert_eq!(asks(-1), Next::Again(NOW.plus_millis(5 * MINUTE)));
    }

    #[test]
    fn a_webhook_is_given_up_after_five_days() {
        assert!(!is_given_up(NOW, NOW.plus_millis(PATIENCE - 1)));
        assert!(is_given_up(NOW, NOW.plus_millis(PATIENCE)));
    }

    proptest! {
        #[test]
        fn chance_lengthens_a_wait_by_a_fifth_at_most(tries in 1_u32..30, jitter: u8, wait in proptest::option::of(any::<i64>())) {
            match (next(Tried::Answered { status: 503, wait }, tries, NOW, jitter), WAITS.get(usize::try_from(tries).unwrap() - 1)) {
                (Next::Again(at), Some(least)) => {
                    let waited = at.millis_since(NOW);
                    prop_assert!(waited >= *least);
                    prop_assert!(waited <= (least + least / 5).max(LONGEST_ASKED), "{}", waited);
                }
                (Next::GivenUp, None) => {}
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
