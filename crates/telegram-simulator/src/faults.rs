//! Failures on order: a queue of faults, faults by chance, and an outage.
//!
//! A fault decides what happens *around* a call (whether it is applied, what is answered, when); it never changes what
//! the call itself does.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::chance::Chance;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// 429 with `parameters.retry_after` and the header `Retry-After`; the call is not applied.
    TooManyRequests {
        /// Seconds the client should wait.
        retry_after: u64,
    },
    /// An error in Telegram's envelope; the call is not applied.
    Error {
        /// The HTTP status and `error_code`, 400 to 599.
        code: u16,
        /// The description with its prefix; empty for the usual one of the code.
        #[serde(default)]
        description: String,
    },
    /// A body that is not Telegram's, as from a broken proxy; the call is not applied.
    Garbage {
        /// The HTTP status, 200 to 599.
        status: u16,
        /// The body.
        body: String,
    },
    /// No answer at all; the call is not applied. The connection stays open until the client gives up.
    HangBeforeApplying,
    /// The call is applied, but no answer comes. The connection stays open until the client gives up.
    HangAfterApplying,
    /// The connection is closed without an answer; the call is not applied.
    DropBeforeApplying,
    /// The call is applied and the connection is closed without an answer: the client cannot know what happened.
    DropAfterApplying,
    /// The call is applied and answered, but the answer comes late.
    Slow {
        /// Milliseconds of real time between applying and answering.
        millis: u64,
    },
}

/// A fault for the next calls of a bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The bot, or any.
    #[serde(default)]
    pub bot_id: Option<i64>,
    /// The method in the documentation's spelling, or any but getUpdates.
    #[serde(default)]
    pub method: Option<String>,
    /// What goes wrong.
    pub fault: FaultKind,
    /// How many calls it hits; once unless said.
    #[serde(default = "once")]
    pub times: u32,
    /// How many matching calls pass unharmed first.
    #[serde(default)]
    pub after: u32,
}

/// Faults by chance, decided with the simulator's seed. Rates are calls in a thousand; they add up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaultRates {
    /// 429 with a `retry_after` of one second.
    pub too_many_requests: u16,
    /// 500, 502, 503 or 504.
    pub server_error: u16,
    /// [`FaultKind::DropBeforeApplying`].
    pub drop_before: u16,
    /// [`FaultKind::DropAfterApplying`].
    pub drop_after: u16,
    /// [`FaultKind::Slow`] by up to `slow_millis`.
    pub slow: u16,
    /// The longest delay of a slow answer, milliseconds.
    pub slow_millis: u64,
    /// The only methods hit; empty for all but getUpdates.
    pub methods: Vec<String>,
}

/// All faults that are set.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    pub queue: VecDeque<Fault>,
    pub rates: FaultRates,
    /// Every call to every bot is cut off before it is applied.
    pub is_outage: bool,
}

impl Fault {
    /// One fault on the next call of this method by any bot.
    #[must_use]
    pub fn on(method: &str, fault: FaultKind) -> Self {
        Self { bot_id: None, method: Some(method.to_owned()), fault, times: 1, after: 0 }
    }

    /// One fault on the next call of any bot, whatever the method, getUpdates alone left in peace.
    #[must_use]
    pub fn any(fault: FaultKind) -> Self {
        Self { bot_id: None, method: None, fault, times: 1, after: 0 }
    }

    /// The same fault on this many calls.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// The same fault after this many matching calls have passed.
    #[must_use]
    pub fn after(mut self, after: u32) -> Self {
        self.after = after;
        self
    }

    /// The same fault for one bot only.
    #[must_use]
    pub fn for_bot(mut self, bot_id: i64) -> Self {
        self.bot_id = Some(bot_id);
        self
    }

    fn is_for(&self, bot_id: i64, method: &str) -> bool {
        self.bot_id.is_none_or(|wanted| wanted == bot_id)
            && match &self.method {
                Some(wanted) => wanted.eq_ignore_ascii_case(method),
                None => method != "getUpdates",
            }
    }
}

impl FaultKind {
    /// Whether the call takes effect in spite of the fault.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        matches!(self, Self::HangAfterApplying | Self::DropAfterApplying | Self::Slow { .. })
    }

    /// Whether the client gets no answer.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        matches!(
            self,
            Self::HangBeforeApplying | Self::HangAfterApplying | Self::DropBeforeApplying | Self::DropAfterApplying
        )
    }
}

impl Faults {
    /// The fault that hits this call, if one does.
    pub(crate) fn strike(&mut self, chance: &mut Chance, bot_id: i64, method: &str) -> Option<FaultKind> {
        if self.is_outage {
            return Some(FaultKind::DropBeforeApplying);
        }
        self.next_queued(bot_id, method).or_else(|| self.by_chance(chance, method))
    }

    fn next_queued(&mut self, bot_id: i64, method: &str) -> Option<FaultKind> {
        let at = self.queue.iter().position(|fault| fault.is_for(bot_id, method))?;
        let fault = self.queue.get_mut(at)?;
        if fault.after > 0 {
            fault.after = fault.after.saturating_sub(1);
            return None;
        }
        let kind = fault.fault.clone();
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.queue.remove(at);
        }
        Some(kind)
    }

    fn by_chance(&self, chance: &mut Chance, method: &str) -> Option<FaultKind> {
        let rates = &self.rates;
        let is_meant = if rates.methods.is_empty() {
            method != "getUpdates"
        } else {
            rates.methods.iter().any(|wanted| wanted.eq_ignore_ascii_case(method))
        };
        if !is_meant || *rates == FaultRates::default() {
            return None;
        }
        let mut left = chance.below(1000);
        let mut falls = |rate: u16| {
            let is_hit = left < u64::from(rate);
            left = left.saturating_sub(u64::from(rate));
            is_hit
        };
        if falls(rates.too_many_requests) {
            return Some(FaultKind::TooManyRequests { retry_after: 1 });
        }
        if falls(rates.server_error) {
            let code = match chance.below(4) {
                0 => 500,
                1 => 502,
                2 => 503,
                _ => 504,
            };
            return Some(FaultKind::Error { code, description: String::new() });
        }
        if falls(rates.drop_before) {
            return Some(FaultKind::DropBeforeApplying);
        }
        if falls(rates.drop_after) {
            return Some(FaultKind::DropAfterApplying);
        }
        falls(rates.slow).then(|| FaultKind::Slow { millis: chance.below(rates.slow_millis.saturating_add(1)) })
    }
}

/// The usual description of an error code.
pub(crate) fn usual_description(code: u16) -> &'static str {
    match code {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        429 => "Too Many Requests",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Internal Server Error",
    }
}

fn once() -> u32 {
    1
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultKind, FaultRates, Faults};
    use crate::chance::Chance;

    #[test]
    fn a_queued_fault_hits_its_method_its_number_of_times_after_the_calls_it_lets_pass() {
        let mut faults = Faults::default();
        faults.queue.push_back(Fault::on("sendMessage", FaultKind::DropAfterApplying).times(2).after(1).for_bot(1));
        let mut chance = Chance::seeded(1);
        assert_eq!(faults.strike(&mut chance, 1, "getMe"), None);
        assert_eq!(faults.strike(&mut chance, 2, "sendMessage"), None);
        assert_eq!(faults.strike(&mut chance, 1, "sendMessage"), None, "one call passes first");
        assert_eq!(faults.strike(&mut chance, 1, "sendMessage"), Some(FaultKind::DropAfterApplying));
        assert_eq!(faults.strike(&mut chance, 1, "sendMessage"), Some(FaultKind::DropAfterApplying));
        assert_eq!(faults.strike(&mut chance, 1, "sendMessage"), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_faults_at_about_the_rate_asked_for() {
        let rates = FaultRates { server_error: 100, drop_after: 100, ..FaultRates::default() };
        let mut faults = Faults { rates, ..Faults::default() };
        let mut struck = |seed| {
            let mut chance = Chance::seeded(seed);
            (0..1000).map(|_| faults.strike(&mut chance, 1, "sendMessage")).collect::<Vec<_>>()
        };
        let first = struck(7);
        assert_eq!(first, struck(7));
        assert_ne!(first, struck(8));
        let hits = first.iter().flatten().count();
        assert!((140..260).contains(&hits), "{hits} of 1000 instead of about 200");
    }
}
