//! Rate limits of the shape Telegram documents: one message a second to a chat with short bursts, about thirty a second
//! over all chats, twenty a minute to a group (Bots FAQ, "My bot is hitting limits"). Telegram publishes no exact numbers; these are a profile.

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
    /// Messages a minute of one bot to one group. 0 switches this limit off.
    #[serde(default, skip_serializing_if = "is_off")]
    pub per_group_minute: u32,
    /// Whether a getUpdates repeated with the same offset is slowed down as the real server does it.
    pub slow_same_offset: bool,
}

impl Limits {
    /// One message a second to a chat with bursts of five, thirty a second overall.
    #[must_use]
    pub const fn realistic() -> Self {
        Self { per_chat: 1, chat_burst: 5, per_bot: 30, per_group_minute: 20, slow_same_offset: true }
    }

    /// No limits.
    #[must_use]
    pub const fn none() -> Self {
        Self { per_chat: 0, chat_burst: 0, per_bot: 0, per_group_minute: 0, slow_same_offset: false }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::realistic()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_off(limit: &u32) -> bool {
    *limit == 0
}

/// The token buckets of one bot.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    all: Option<Bucket>,
    chats: HashMap<i64, Bucket>,
    groups: HashMap<i64, Bucket>,
}

/// What one message weighs. With it a bucket gains its messages per minute every millisecond, without fractions.
const WEIGHT: i64 = 60_000;

#[derive(Clone, Copy, Debug)]
struct Bucket {
    content: i64,
    at_ms: i64,
}

impl Buckets {
    /// Takes one message out of all buckets it counts in, or says after how many seconds to try again. Nothing is taken on
    /// refusal.
    pub(crate) fn take(&mut self, limits: Limits, chat_id: i64, now_ms: i64) -> Result<(), u64> {
        let (per_bot, per_chat) = (limits.per_bot.saturating_mul(60), limits.per_chat.saturating_mul(60));
        let per_group = if chat_id < 0 { limits.per_group_minute } else { 0 };
        let all = filled(self.all, per_bot, limits.per_bot, now_ms);
        let chat = filled(self.chats.get(&chat_id).copied(), per_chat, limits.chat_burst.max(1), now_ms);
        let group = filled(self.groups.get(&chat_id).copied(), per_group, per_group, now_ms);
        let waits = [wait_seconds(all, per_bot), wait_seconds(chat, per_chat), wait_seconds(group, per_group)];
        if let Some(wait) = waits.into_iter().max().filter(|wait| *wait > 0) {
            return Err(wait);
        }
        let taken = |bucket: Bucket| Bucket { content: bucket.content.saturating_sub(WEIGHT), ..bucket };
        if per_bot > 0 {
            self.all = Some(taken(all));
        }
        if per_chat > 0 {
            self.chats.insert(chat_id, taken(chat));
        }
        if per_group > 0 {
            self.groups.insert(chat_id, taken(group));
        }
        Ok(())
    }
}

fn filled(bucket: Option<Bucket>, per_minute: u32, burst: u32, now_ms: i64) -> Bucket {
    let full = i64::from(burst).saturating_mul(WEIGHT);
    let Some(bucket) = bucket else { return Bucket { content: full, at_ms: now_ms } };
    let gained = now_ms.saturating_sub(bucket.at_ms).max(0).saturating_mul(i64::from(per_minute));
    Bucket { content: bucket.content.saturating_add(gained).min(full), at_ms: now_ms }
}

/// Whole seconds until one message is allowed, 0 where it is allowed now or unlimited.
fn wait_seconds(bucket: Bucket, per_minute: u32) -> u64 {
    if per_minute == 0 || bucket.content >= WEIGHT {
        return 0;
    }
    let missing_ms = WEIGHT.saturating_sub(bucket.content).checked_div(i64::from(per_minute)).unwrap_or(0);
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
        let limits = Limits { per_group_minute: 20, ..Limits::none() };
        let mut buckets = Buckets::default();
        assert!((0..20).all(|_| buckets.take(limits, -100, 0).is_ok()));
        assert_eq!(buckets.take(limits, -100, 0), Err(3));
        assert_eq!(buckets.take(limits, -101, 0), Ok(()), "another group has its own bucket");
        assert_eq!(buckets.take(limits, 100, 0), Ok(()), "a private chat has no such limit");
        assert_eq!(buckets.take(limits, -100, 2999), Err(1));
        assert_eq!(buckets.take(limits, -100, 3000), Ok(()));
    }

    #[test]
    fn without_limits_everything_passes() {
        let mut buckets = Buckets::default();
        assert!((0..1000).all(|_| buckets.take(Limits::none(), 1, 0).is_ok()));
    }
}
