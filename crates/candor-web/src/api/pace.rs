//! How often a program may ask: a bucket of requests that fills again steadily, for each token; and one for each address from
//! which no token that holds was sent.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use candor_core::moment::Moment;

/// So many requests may come at once.
pub(crate) const BURST: i64 = 120;

/// So many come back in a minute.
pub(crate) const PER_MINUTE: i64 = 600;

/// A request is worth so much of the bucket's filling: then a millisecond fills in `PER_MINUTE` of it.
const WORTH: i64 = 60_000;

/// So many buckets are kept; beyond that the full ones go, for they say nothing.
const MOST_KEPT: usize = 10_000;

/// The buckets, in this process.
#[derive(Default)]
pub(crate) struct Pace(Mutex<HashMap<String, Bucket>>);

#[derive(Clone, Copy)]
struct Bucket {
    filling: i64,
    at: Moment,
}

/// What is left of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// So many requests may still come at once.
    pub requests: i64,
    /// After so many seconds the bucket is full again.
    pub full_in: i64,
}

impl Pace {
    /// Takes a request from the bucket of whoever asks.
    ///
    /// # Errors
    /// After how many seconds there is one again.
    pub(crate) fn take(&self, whose: &str, now: Moment) -> Result<Left, i64> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_KEPT {
            buckets.retain(|_, bucket| bucket.filled(now) < BURST * WORTH);
        }
        let bucket = buckets.entry(whose.to_owned()).or_insert(Bucket { filling: BURST * WORTH, at: now });
        let filling = bucket.filled(now);
        if filling < WORTH {
            *bucket = Bucket { filling, at: now };
            return Err(seconds_to_fill(WORTH.saturating_sub(filling)));
        }
        let filling = filling.saturating_sub(WORTH);
        *bucket = Bucket { filling, at: now };
        Ok(Left { requests: filling / WORTH, full_in: seconds_to_fill((BURST * WORTH).saturating_sub(filling)) })
    }
}

impl Bucket {
    fn filled(self, now: Moment) -> i64 {
        // A clock that was put back empties nothing.
        let passed = now.millis_since(self.at).max(0);
        self.filling.saturating_add(passed.saturating_mul(PER_MINUTE)).min(BURST * WORTH)
    }
}

fn seconds_to_fill(missing: i64) -> i64 {
    let millis = missing.div_euclid(PER_MINUTE).saturating_add(1);
    millis.div_euclid(1000).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_as_many_as_come_back() {
        let (pace, start) = (Pace::default(), Moment::from_seconds(1_000));
        for left in (0..BURST).rev() {
            assert_eq!(pace.take("a", start).unwrap().requests, left);
        }
        assert_eq!(pace.take("a", start), Err(1));
        assert!(pace.take("b", start).is_ok(), "nobody pays for another");
        // Ten come back in a second.
        let later = start.plus_millis(1_000);
        for _ in 0..10 {
            assert!(pace.take("a", later).is_ok());
        }
        assert!(pace.take("a", later).is_err());
        assert_eq!(pace.take("a", start.plus_seconds(3_600)).unwrap().requests, BURST - 1);
    }

    #[test]
    fn a_clock_that_is_put_back_neither_fills_nor_empties() {
        let (pace, start) = (Pace::default(), Moment::from_seconds(1_000));
        assert!(pace.take("a", start).is_ok());
        assert_eq!(pace.take("a", Moment::from_seconds(0)).unwrap().requests, BURST - 2);
    }
}
