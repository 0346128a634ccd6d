//! When the next message may leave, so that Telegram has no reason to refuse it. Pure: the dispatcher asks
//! [`Throttle::earliest`], sleeps by its own clock, and tells [`Throttle::take`] what it sent.
//!
//! It keeps under Telegram's published guidance and obeys pauses the channel asked for. It never decides order or
//! what is sent, and it forgets chats that have been idle, so its size follows the traffic and not the audience.

use std::collections::{BTreeMap, VecDeque};

use crate::{ids::ChatId, moment::Moment};

/// Milliseconds between messages to one chat in the long run.
/// Source: Telegram's bot FAQ, "avoid sending more than one message per second" to a particular chat.
pub const CHAT_INTERVAL_MILLIS: i64 = 1_000;

/// Messages to one chat that may leave at once after a rest.
/// Source: the same place, "we may allow short bursts that go over this limit"; how short is not published.
pub const CHAT_BURST: i64 = 3;

/// Messages to one group within any [`GROUP_SPAN_MILLIS`].
/// Source: the same place, "not be able to send more than 20 messages per minute" to the same group.
pub const GROUP_MOST: usize = 20;

/// The span of [`GROUP_MOST`], in milliseconds.
pub const GROUP_SPAN_MILLIS: i64 = 60_000;

/// Messages of one bot within any [`BOT_SPAN_MILLIS`].
/// Source: the same place, "about 30 messages per second" over all chats.
pub const BOT_MOST: usize = 30;

/// The span of [`BOT_MOST`], in milliseconds.
pub const BOT_SPAN_MILLIS: i64 = 1_000;

/// Chats remembered before the first look for idle ones.
const FIRST_SWEEP: usize = 256;

/// The pace of one bot and of each of its chats.
#[derive(Clone, Debug)]
pub struct Throttle {
    bot: Window,
    bot_paused_until: Option<Moment>,
    chats: BTreeMap<ChatId, Pace>,
    sweep_at: usize,
}

impl Throttle {
    /// Of a bot that has not sent anything lately. After a restart, [`Self::take`] what was sent in the last minute,
    /// oldest first.
    pub fn new() -> Self {
        Self {
            bot: Window::new(BOT_MOST, BOT_SPAN_MILLIS),
            bot_paused_until: None,
            chats: BTreeMap::new(),
            sweep_at: FIRST_SWEEP,
        }
    }

    /// The first moment, not before `now`, at which a message to this chat may leave.
    pub fn earliest(&self, chat: ChatId, now: Moment) -> Moment {
        let bot = self.bot.earliest(now).max(self.bot_paused_until.unwrap_or(now));
        self.chats.get(&chat).map_or(bot, |pace| pace.earliest(now).max(bot)).max(now)
    }

    /// Whether a message to this chat may leave right now.
    pub fn is_open(&self, chat: ChatId, now: Moment) -> bool {
        self.earliest(chat, now) <= now
    }

    /// Remembers that a message to this chat left now. It is counted even if it left too early.
    pub fn take(&mut self, chat: ChatId, now: Moment) {
        self.forget_idle(now);
        self.bot.take(now);
        self.chats.entry(chat).or_insert_with(|| Pace::of(chat)).take(now);
    }

    /// Keeps everything to this chat back until then, as a 429 for one chat asks. Never shortens a pause.
    pub fn pause_chat(&mut self, chat: ChatId, until: Moment) {
        let pace = self.chats.entry(chat).or_insert_with(|| Pace::of(chat));
        pace.paused_until = pace.paused_until.max(Some(until));
    }

    /// Keeps everything of this bot back until then. Never shortens a pause.
    pub fn pause_bot(&mut self, until: Moment) {
        self.bot_paused_until = self.bot_paused_until.max(Some(until));
    }

    /// How many chats are remembered at present.
    pub fn remembered_chats(&self) -> usize {
        self.chats.len()
    }

    /// Looks for idle chats each time their number has doubled, so that a send costs the same on average.
    fn forget_idle(&mut self, now: Moment) {
        if self.chats.len() < self.sweep_at {
            return;
        }
        self.chats.retain(|_, pace| !pace.is_idle(now));
        self.sweep_at = self.chats.len().saturating_mul(2).max(FIRST_SWEEP);
    }
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

/// The pace of one chat.
#[derive(Clone, Debug)]
struct Pace {
    bursts: Bursts,
    /// Groups and channels only: their numbers are negative (Bot API, `Chat.id`).
    group: Option<Window>,
    paused_until: Option<Moment>,
}

impl Pace {
    fn of(chat: ChatId) -> Self {
        let group = (chat.0 < 0).then(|| Window::new(GROUP_MOST, GROUP_SPAN_MILLIS));
        Self { bursts: Bursts { full_at: None }, group, paused_until: None }
    }

    fn earliest(&self, now: Moment) -> Moment {
        let group = self.group.as_ref().map_or(now, |window| window.earliest(now));
        self.bursts.earliest(now).max(group).max(self.paused_until.unwrap_or(now))
    }

    fn take(&mut self, now: Moment) {
        self.bursts.take(now);
        if let Some(window) = &mut self.group {
            window.take(now);
        }
    }

    fn is_idle(&self, now: Moment) -> bool {
        self.bursts.is_rested(now)
            && self.group.as_ref().is_none_or(|window| window.is_empty(now))
            && self.paused_until.is_none_or(|until| until <= now)
    }
}

/// A long-run rate with room for bursts, in one number: the generic cell rate algorithm. `full_at` is the moment at
/// which the whole burst will be there again.
#[derive(Clone, Copy, Debug)]
struct Bursts {
    full_at: Option<Moment>,
}

impl Bursts {
    /// How far ahead of the present `full_at` may lie for one more message to be allowed.
    const TOLERANCE_MILLIS: i64 = (CHAT_BURST - 1) * CHAT_INTERVAL_MILLIS;

    fn earliest(self, now: Moment) -> Moment {
        let Some(full_at) = self.full_at else { return now };
        // A clock set back must not hold a chat for longer than an honest burst could.
        let most = now.plus_millis(CHAT_BURST * CHAT_INTERVAL_MILLIS);
        full_at.plus_millis(-Self::TOLERANCE_MILLIS).min(most).max(now)
    }

    fn take(&mut self, now: Moment) {
        let start = self.full_at.map_or(now, |full_at| full_at.max(now));
        let most = now.plus_millis((CHAT_BURST + 1) * CHAT_INTERVAL_MILLIS);
        self.full_at = Some(start.plus_millis(CHAT_INTERVAL_MILLIS).min(most));
    }

    fn is_rested(self, now: Moment) -> bool {
        self.full_at.is_none_or(|full_at| full_at <= now)
    }
}

/// No more than so many within any span: the moments themselves are kept, because a rate with bursts would allow
/// nearly twice the number in an unlucky span.
#[derive(Clone, Debug)]
struct Window {
    most: usize,
    span_millis: i64,
    sent: VecDeque<Moment>,
}

impl Window {
    const fn new(most: usize, span_millis: i64) -> Self {
        Self { most, span_millis, sent: VecDeque::new() }
    }

    fn earliest(&self, now: Moment) -> Moment {
        if self.sent.len() < self.most {
            return now;
        }
        // The oldest of the last `most` has to leave the span; a clock set back costs one span, not more.
        let most = now.plus_millis(self.span_millis);
        self.sent.front().map_or(now, |oldest| oldest.plus_millis(self.span_millis).min(most).max(now))
    }

    fn take(&mut self, now: Moment) {
        while self.sent.len() >= self.most {
            self.sent.pop_front();
        }
        self.sent.push_back(now);
    }

    fn is_empty(&self, now: Moment) -> bool {
        self.sent.back().is_none_or(|last| last.plus_millis(self.span_millis) <= now)
    }
}

#[cfg(test)]
mod tests;
