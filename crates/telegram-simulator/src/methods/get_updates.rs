//! getUpdates: offers the oldest updates and forgets what the offset moves past.
//!
//! Split in two, because the call may be held: [`begin`] applies the offset, [`offer`] looks for updates each time
//! something changed. Semantics of `process_get_updates_query` and `do_get_updates` in telegram-bot-api's Client.cpp.

use std::time::Duration;

use tokio::time::Instant;

use crate::answer::Refusal;
use crate::limits::Limits;
use crate::parse::Params;
use crate::world::World;

/// The longest time a poll is held.
const LONGEST_HOLD_SECONDS: i64 = 50;

/// Within this time after a poll with the same offset, another one is slowed down.
const SAME_OFFSET: Duration = Duration::from_secs(3);

/// Within this time it also gets one update only.
const SAME_OFFSET_SOON: Duration = Duration::from_millis(500);

/// How long a second conflict's answer is delayed, so that two pollers do not hammer the server.
const CONFLICT_SPACING: Duration = Duration::from_secs(3);

/// A poll that has begun.
#[derive(Clone, Debug)]
pub(crate) struct Poll {
    /// Its number; a poll with another number has overtaken it.
    number: u64,
    limit: usize,
    pub hold: Duration,
}

/// What a poll finds.
pub(crate) enum Found {
    /// Updates, as a JSON array.
    Updates(String),
    /// Nothing yet.
    Nothing,
    /// It was overtaken; the 409 goes out after this delay.
    Overtaken(Refusal, Duration),
}

/// Applies the offset. Ends a poll that is being held.
pub(crate) fn begin(
    world: &mut World,
    bot_id: i64,
    params: &Params,
    now_ms: i64,
    instant: Instant,
) -> Result<Poll, Refusal> {
    let limits = world.limits;
    let bot = world.bots.get_mut(&bot_id).ok_or_else(|| Refusal::coded(401, "Unauthorized"))?;
    if bot.webhook.is_some() {
        return Err(Refusal::conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        ));
    }
    let bounds = i64::from(i32::MAX);
    let offset = params.integer("offset", 0, i64::from(i32::MIN), bounds);
    let mut limit = params.integer("limit", 100, 1, 100);
    let mut timeout = params.integer("timeout", 0, 0, LONGEST_HOLD_SECONDS);
    bot.queue.allow(params.json("allowed_updates"));
    slow_down(limits, bot.queue.last_poll, offset, instant, &mut limit, &mut timeout);
    bot.queue.last_poll = Some((offset, instant));

    let mut gone = bot.queue.expire(bot_id, now_ms);
    if offset != 0 {
        gone.append(&mut bot.queue.forget_before(bot_id, offset, now_ms));
    }
    world.journal.acknowledgements.append(&mut gone);

    bot.queue.poll = bot.queue.poll.wrapping_add(1);
    bot.stir();
    Ok(Poll {
        number: bot.queue.poll,
        limit: usize::try_from(limit).unwrap_or(1),
        hold: Duration::from_secs(u64::try_from(timeout).unwrap_or(0)),
    })
}

/// Looks for updates.
pub(crate) fn offer(world: &mut World, bot_id: i64, poll: &Poll, now_ms: i64, instant: Instant) -> Found {
    let Some(bot) = world.bots.get_mut(&bot_id) else {
        return Found::Overtaken(Refusal::coded(401, "Unauthorized"), Duration::ZERO);
    };
    if bot.queue.poll != poll.number || bot.webhook.is_some() {
        let delay = bot.queue.next_conflict.map_or(Duration::ZERO, |at| at.saturating_duration_since(instant));
        if delay.is_zero() {
            bot.queue.next_conflict = Some(instant + CONFLICT_SPACING);
        }
        let words = if bot.webhook.is_some() {
            "terminated by setWebhook request"
        } else {
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        };
        return Found::Overtaken(Refusal::conflict(words), if delay.is_zero() { delay } else { CONFLICT_SPACING });
    }
    let mut gone = bot.queue.expire(bot_id, now_ms);
    world.journal.acknowledgements.append(&mut gone);
    if bot.queue.len() == 0 { Found::Nothing } else { Found::Updates(bot.queue.offer(poll.limit)) }
}

/// The poll got its answer: a later one does not end it any more.
pub(crate) fn end(world: &mut World, bot_id: i64, poll: &Poll) {
    if let Some(bot) = world.bots.get_mut(&bot_id)
        && bot.queue.poll == poll.number
    {
        bot.queue.poll = bot.queue.poll.wrapping_add(1);
    }
}

fn slow_down(
    limits: Limits,
    last: Option<(i64, Instant)>,
    offset: i64,
    now: Instant,
    limit: &mut i64,
    timeout: &mut i64,
) {
    let Some((same, at)) = last else { return };
    if !limits.slow_same_offset || same != offset {
        return;
    }
    if now.saturating_duration_since(at) < SAME_OFFSET {
        *timeout = (*timeout).max(3);
    }
    if now.saturating_duration_since(at) < SAME_OFFSET_SOON {
        *limit = 1;
    }
}
