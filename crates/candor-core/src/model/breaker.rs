//! A provider that fails is left alone for a while, so that contacts do not wait for it in every turn.

use crate::moment::Moment;

/// After so many failures in a row a provider rests.
const FAILURES: u32 = 3;
/// The first rest; each further failure doubles it.
const FIRST_REST_MILLIS: i64 = 15_000;
/// The longest rest, unless the provider itself asks for a longer one.
const LONGEST_REST_MILLIS: i64 = 5 * 60_000;

/// Whether a provider may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may.
    Closed,
    /// It rests until this moment.
    Open(Moment),
    /// Its rest is over: one call may try, and no other until that one has ended.
    HalfOpen,
}

/// The circuit breaker of one provider (Nygard, "Release It!"; the word "open" means that nothing flows).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Breaker {
    failures: u32,
    rests_until: Option<Moment>,
    /// Since when a trial is on its way.
    trial: Option<Moment>,
}

/// A trial that never reported back, because its turn was dropped, is forgotten after this time.
const TRIAL_MILLIS: i64 = 60_000;

impl Breaker {
    /// Whether the provider may be asked now.
    pub fn state(&self, now: Moment) -> State {
        match self.rests_until {
            None => State::Closed,
            Some(until) if now < until => State::Open(until),
            Some(until) => match self.trial {
                Some(since) if now.millis_since(since) < TRIAL_MILLIS => State::Open(since.plus_millis(TRIAL_MILLIS)),
                _ if until <= now => State::HalfOpen,
                _ => State::Open(until),
            },
        }
    }

    /// Takes the right to a call: false if the provider is to be left alone.
    pub fn take(&mut self, now: Moment) -> bool {
        match self.state(now) {
            State::Closed => true,
            State::Open(_) => false,
            State::HalfOpen => {
                self.trial = Some(now);
                true
            }
        }
    }

    /// A call brought an answer, good or bad: the provider lives.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// A call failed by the provider's fault. `asked` is the rest the provider asked for, in milliseconds.
    pub fn failed(&mut self, now: Moment, asked: Option<i64>) {
        self.trial = None;
        self.failures = self.failures.saturating_add(1);
        let own = if self.failures < FAILURES { 0 } else { rest(self.failures.saturating_sub(FAILURES)) };
        let millis = own.max(asked.unwrap_or(0));
        self.rests_until = (millis > 0).then(|| now.plus_millis(millis)).max(self.rests_until);
    }
}

fn rest(doublings: u32) -> i64 {
    FIRST_REST_MILLIS.saturating_mul(1_i64.checked_shl(doublings.min(10)).unwrap_or(i64::MAX)).min(LONGEST_REST_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(0).plus_millis(seconds * 1_000)
    }

    #[test]
    fn three_failures_in_a_row_give_a_rest_and_one_trial_ends_it() {
        let mut breaker = Breaker::default();
        for second in 0..2 {
            assert!(breaker.take(at(second)));
            breaker.failed(at(second), None);
        }
        assert_eq!(breaker.state(at(2)), State::Closed);
        breaker.failed(at(2), None);
        assert_eq!(breaker.state(at(3)), State::Open(at(17)));
        assert!(!breaker.take(at(16)));
        assert!(breaker.take(at(17)), "the trial");
        assert!(!breaker.take(at(17)), "only one trial at a time");
        breaker.succeeded();
        assert!(breaker.take(at(18)));
    }

    #[test]
    fn a_failed_trial_doubles_the_rest_up_to_five_minutes() {
        let mut breaker = Breaker::default();
        let mut now = at(0);
        for _ in 0..3 {
            breaker.failed(now, None);
        }
        for seconds in [15, 30, 60, 120, 240, 300, 300] {
            let State::Open(until) = breaker.state(now) else { panic!("{breaker:?}") };
            assert_eq!(until.millis_since(now), seconds * 1_000);
            now = until;
            assert!(breaker.take(now));
            breaker.failed(now, None);
        }
    }

    #[test]
    fn a_provider_that_asks_for_a_rest_gets_it_at_once() {
        let mut breaker = Breaker::default();
        breaker.failed(at(0), Some(7_000));
        assert_eq!(breaker.state(at(1)), State::Open(at(7)));
        assert_eq!(breaker.state(at(7)), State::HalfOpen);
    }

    #[test]
    fn a_trial_that_never_reported_back_does_not_close_the_door_for_good() {
        let mut breaker = Breaker::default();
        breaker.failed(at(0), Some(1_000));
        assert!(breaker.take(at(1)));
        assert!(!breaker.take(at(60)));
        assert!(breaker.take(at(61)));
    }
}
