//! Rate limits of the shape Telegram documents: one message a second to a chat with short bursts, about thirty a second
//! over all chats (Bots FAQ, "My bot is hitting limits"). Telegram publishes no exact numbers; these are a profile.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Which limits are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Messages a second to one chat. 0 switches this limit off.
    pub per_chat: u32,
    /// How many messages to one chat may come at once before `per_chat` counts.
    pub chat_burst: u32,
    /// Messages a second of one bot to all chats. 0 switches this limit off.
    pub per_bot: u32,
    /// Whether a getUpdates repeated with the same offset is slowed down as the real server does it.
    pub slow_same_offset: bool,
}

impl Limits {
    /// One message a second to a chat with bursts of five, thirty a second overall.
    #[must_use]
    pub const fn realistic() -> Self {
        Self { per_chat: 1, chat_burst: 5, per_bot: 30, slow_same_offset: true }
    }

    /// No limits.
    #[must_use]
    pub const fn none() -> Self {
        Self { per_chat: 0, chat_burst: 0, per_bot: 0, slow_same_offset: false }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::realistic()
    }
}

/// The token buckets of one bot.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    all: Option<Bucket>,
    chats: HashMap<i64, Bucket>,
}

/// Counts in thousandths of a message, so that no fractions are needed.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    thousandths: i64,
    at_ms: i64,
}

impl Buckets {
    /// Takes one message out of both buckets, or says after how many seconds to try again. Nothing is taken on refusal.
    pub(crate) fn take(&mut self, limits: Limits, chat_id: i64, now_ms: i64) -> Result<(), u64> {
        let all = filled(self.all, limits.per_bot, limits.per_bot, now_ms);
        let chat = filled(self.chats.get(&chat_id).copied(), limits.per_chat, limits.chat_burst.max(1), now_ms);
        let wait = wait_seconds(all, limits.per_bot).max(wait_seconds(chat, limits.per_chat));
        if wait > 0 {
            return Err(wait);
        }
        if limits.per_bot > 0 {
            self.all = Some(Bucket { thousandths: all.thousandths.saturating_sub(1000), ..all });
        }
        if limits.per_chat > 0 {
            self.chats.insert(chat_id, Bucket { thousandths: chat.thousandths.saturating_sub(1000), ..chat });
        }
        Ok(())
    }
}

fn filled(bucket: Option<Bucket>, per_second: u32, burst: u32, now_ms: i64) -> Bucket {
    let full = i64::from(burst).saturating_mul(1000);
    let Some(bucket) = bucket else { return Bucket { thousandths: full, at_ms: now_ms } };
    let gained = now_ms.saturating_sub(bucket.at_ms).max(0).saturating_mul(i64::from(per_second));
    Bucket { thousandths: bucket.thousandths.saturating_add(gained).min(full), at_ms: now_ms }
}

/// Whole seconds until one message is allowed, 0 where it is allowed now or unlimited.
fn wait_seconds(bucket: Bucket, per_second: u32) -> u64 {
    if per_second == 0 || bucket.thousandths >= 1000 {
        return 0;
    }
    let missing_ms = 1000_i64.saturating_sub(bucket.thousandths).checked_div(i64::from(per_second)).unwrap_or(0);
    u64::try_from(missing_ms).unwrap_or(0).div_ceil(1000).max(1)
}

#[cfg(test)]
mod tests {
    use super::{Buckets, Limits};

    #[test]
    fn a_chat_takes_a_burst_and_then_one_message_a_second() {
        let mut buckets = Buckets::default();
        for _ in 0..5 {
            assert_eq!(buckets.take(Limits::realistic(), 7, 0), Ok(()));
        }
        assert_eq!(buckets.take(Limits::realistic(), 7, 0), Err(1));
        assert_eq!(buckets.take(Limits::realistic(), 8, 0), Ok(()), "another chat has its own bucket");
        assert_eq!(buckets.take(Limits::realistic(), 7, 999), Err(1));
        assert_eq!(buckets.take(Limits::realistic(), 7, 1000), Ok(()));
        assert_eq!(buckets.take(Limits::realistic(), 7, 1000), Err(1));
    }

    #[test]
    fn a_bot_takes_thirty_a_second_over_all_chats() {
        let mut buckets = Buckets::default();
        let taken = (0..40).filter(|chat| buckets.take(Limits::realistic(), *chat, 0).is_ok()).count();
        assert_eq!(taken, 30);
        assert_eq!(buckets.take(Limits::realistic(), 99, 34), Ok(()));
    }

    #[test]
    fn without_limits_everything_passes() {
        let mut buckets = Buckets::default();
        assert!((0..1000).all(|_| buckets.take(Limits::none(), 1, 0).is_ok()));
    }
}
