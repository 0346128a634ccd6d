//! What is counted and timed while the desk works, one named function each. Labels are words from closed lists: nothing a
//! person wrote, nobody's number, no id (docs/operations.md lists every name).
//!
//! Where no recorder was installed, as in the demo and in tests, all of this does nothing.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use candor_connect::{channel::ChannelError, telegram::updates::ALLOWED_UPDATES};
use candor_core::{
    ids::{ChatId, ConnectionId},
    model::{Job, Tokens},
    moment::Moment,
    outbox::Purpose,
    reasons::RuleVerdict,
};
use metrics::{counter, histogram};

/// Updates stored, by kind.
pub const UPDATES: &str = "candor_updates_total";
/// Turns, by strategy and outcome.
pub const TURNS: &str = "candor_turns_total";
/// How long turns took, seconds.
pub const TURN_SECONDS: &str = "candor_turn_seconds";
/// From storing a contact's message to the answer being accepted by the channel, seconds.
pub const ANSWER_SECONDS: &str = "candor_answer_seconds";
/// What the rules of the guard said, by rule and verdict.
pub const VERDICTS: &str = "candor_guard_verdicts_total";
/// Sends, by outcome.
pub const SENDS: &str = "candor_sends_total";
/// Calls to language models, by job, model and outcome.
pub const MODEL_CALLS: &str = "candor_model_calls_total";
/// How long calls to language models took, seconds.
pub const MODEL_SECONDS: &str = "candor_model_seconds";
/// Tokens of calls to language models, by job, model and sort: request, from a cache, answer.
pub const MODEL_TOKENS: &str = "candor_model_tokens_total";
/// Failures, by code.
pub const ERRORS: &str = "candor_errors_total";

/// An update was stored, perhaps once more.
pub fn update_came(kind: &str) {
    let known = ALLOWED_UPDATES.iter().copied().chain([candor_connect::telegram::translate::UNREADABLE]);
    let kind = known.into_iter().find(|known| *known == kind).unwrap_or("other");
    counter!(UPDATES, "kind" => kind).increment(1);
}

/// The guard judged the words of a turn.
pub fn judged(verdicts: &[RuleVerdict]) {
    for verdict in verdicts {
        counter!(VERDICTS, "rule" => verdict.rule.clone(), "verdict" => verdict.verdict.word()).increment(1);
    }
}

/// A turn ended. `strategy` is [`candor_core::reasons::Strategy::word`], or `staff`, `timer`, or `none` where nothing was
/// decided; `outcome` is a word of a closed list.
pub fn turn_ended(strategy: &'static str, outcome: &'static str) {
    counter!(TURNS, "strategy" => strategy, "outcome" => outcome).increment(1);
}

/// A worker was busy with a turn, however it ended.
pub fn turn_lasted(began: Moment, now: Moment) {
    histogram!(TURN_SECONDS).record(seconds(now.millis_since(began)));
}

/// What a contact said, stored at `heard_at`, is about to be answered; `None` if nothing will be said.
pub fn answer_due(connection: &ConnectionId, chat: ChatId, heard_at: Option<Moment>) {
    let mut awaited = AWAITED.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (connection.clone(), chat);
    match heard_at {
        None => drop(awaited.remove(&key)),
        Some(heard_at) if awaited.len() < MOST_AWAITED => drop(awaited.entry(key).or_insert(heard_at)),
        Some(_) => {}
    }
}

/// The channel took a message.
pub fn sent(connection: &ConnectionId, chat: ChatId, purpose: Purpose, now: Moment) {
    counter!(SENDS, "outcome" => "sent").increment(1);
    if !matches!(purpose, Purpose::Reply | Purpose::Notice) {
        return;
    }
    if let Some(heard_at) = answered(connection, chat) {
        histogram!(ANSWER_SECONDS).record(seconds(now.millis_since(heard_at)));
    }
}

/// The last gate stopped a message.
pub fn send_cancelled(connection: &ConnectionId, chat: ChatId) {
    answered(connection, chat);
    counter!(SENDS, "outcome" => "cancelled").increment(1);
}

/// A send did not certainly come about.
pub fn send_failed(connection: &ConnectionId, chat: ChatId, error: &ChannelError) {
    let outcome = match error {
        ChannelError::RetryAfter(_) => "too_many_requests",
        ChannelError::NotSent(_) | ChannelError::Down(_) => "not_sent",
        ChannelError::Unauthorized => "unauthorized",
        ChannelError::Uncertain(_) => "uncertain",
        ChannelError::Blocked => "blocked",
        ChannelError::Migrated(_) => "chat_migrated",
        ChannelError::Rejected { .. } => "rejected",
    };
    counter!(SENDS, "outcome" => outcome).increment(1);
    if !error.is_worth_retrying() && *error != ChannelError::Unauthorized {
        answered(connection, chat);
    }
    let code = match error {
        // A person may block a bot: that is no failure of anything.
        ChannelError::Blocked => return,
        ChannelError::Rejected { code: code @ 400..600, .. } => format!("telegram_{code}"),
        ChannelError::Rejected { .. } => "telegram_other".to_owned(),
        _ => format!("telegram_{outcome}"),
    };
    counter!(ERRORS, "code" => code).increment(1);
}

/// Forgets since when a chat waits, and says since when that was.
fn answered(connection: &ConnectionId, chat: ChatId) -> Option<Moment> {
    AWAITED.lock().unwrap_or_else(PoisonError::into_inner).remove(&(connection.clone(), chat))
}

/// A language model was called. `model` is the owner's name of it; `outcome` is a word of a closed list.
pub fn model_called(job: Job, model: &str, outcome: &'static str, millis: i64, tokens: Tokens) {
    let (job, model) = (job.word(), model.to_owned());
    counter!(MODEL_CALLS, "job" => job, "model" => model.clone(), "outcome" => outcome).increment(1);
    histogram!(MODEL_SECONDS, "job" => job, "model" => model.clone()).record(seconds(millis));
    let fresh = tokens.prompt.saturating_sub(tokens.cached);
    for (sort, count) in [("request", fresh), ("cached", tokens.cached), ("answer", tokens.output)] {
        counter!(MODEL_TOKENS, "job" => job, "model" => model.clone(), "sort" => sort).increment(count);
    }
}

/// The store failed.
pub fn store_failed(error: &candor_store::Error) {
    use candor_store::Error;
    let code = match error {
        Error::Conflict(_) => "store_conflict",
        Error::Busy(_) => "store_busy",
        Error::Raced => "store_raced",
        Error::Full(_) => "store_full",
        Error::Missing(_) => "store_missing",
        Error::Corrupt(_) => "store_corrupt",
        Error::Closed => "store_closed",
        Error::Other(_) => "store_other",
    };
    counter!(ERRORS, "code" => code).increment(1);
}

/// Something else failed, by a word of a closed list.
pub fn failed(code: &'static str) {
    counter!(ERRORS, "code" => code).increment(1);
}

/// When the oldest unanswered message of a chat was stored. Of this process only, and only so many.
static AWAITED: Mutex<BTreeMap<(ConnectionId, ChatId), Moment>> = Mutex::new(BTreeMap::new());

/// So many chats are timed at once; more than wait for an answer on any healthy day.
const MOST_AWAITED: usize = 10_000;

fn seconds(millis: i64) -> f64 {
    std::time::Duration::from_millis(u64::try_from(millis).unwrap_or(0)).as_secs_f64()
}
