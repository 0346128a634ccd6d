//! Every figure by name, with what it is. docs/operations.md has the same list for people; a test compares the two.

use candor_desk::measure::{
    ANSWER_SECONDS, ERRORS, MODEL_CALLS, MODEL_SECONDS, MODEL_TOKENS, SENDS, TURN_SECONDS, TURNS, UPDATES, VERDICTS,
};
use metrics::{KeyName, Recorder, SharedString, Unit, counter, gauge};

/// Updates by state.
pub(super) const INBOX: &str = "candor_inbox_depth";
/// The age of the oldest update nobody has answered.
pub(super) const INBOX_AGE: &str = "candor_inbox_oldest_seconds";
/// Rows of the outbox by state.
pub(super) const OUTBOX: &str = "candor_outbox_depth";
/// The age of the oldest row to be sent.
pub(super) const OUTBOX_AGE: &str = "candor_outbox_oldest_seconds";
/// Conversations that wait for a person.
pub(super) const HAND_OVERS: &str = "candor_hand_overs_waiting";
/// How long the first of them has waited.
pub(super) const HAND_OVER_AGE: &str = "candor_hand_over_oldest_seconds";
/// Webhooks that were switched off.
pub(super) const WEBHOOKS_OFF: &str = "candor_webhooks_off";
pub(super) const WEBHOOKS_FAILING: &str = "candor_webhooks_failing";
/// Tokens that end soon.
pub(super) const TOKENS_ENDING: &str = "candor_tokens_ending";
/// Whether the store answered just now.
pub(super) const STORE_UP: &str = "candor_store_up";
/// The program.
pub(super) const BUILD: &str = "candor_build_info";

/// What sort of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Counter,
    Gauge,
    Histogram,
}

/// Name, sort and meaning of each figure.
pub(super) const ALL: [(&str, Sort, &str); 21] = [
    (UPDATES, Sort::Counter, "Updates stored, by kind; a repeated one counts again."),
    (TURNS, Sort::Counter, "Turns, by strategy and outcome."),
    (TURN_SECONDS, Sort::Histogram, "How long turns took."),
    (ANSWER_SECONDS, Sort::Histogram, "From storing a contact's message to the channel taking the answer."),
    (VERDICTS, Sort::Counter, "What the rules of the guard said, by rule and verdict."),
    (SENDS, Sort::Counter, "Sends, by outcome; one tried again counts again."),
    (MODEL_CALLS, Sort::Counter, "Calls to language models, by job, model and outcome."),
    (MODEL_SECONDS, Sort::Histogram, "How long calls to language models took, by job and model."),
    (MODEL_TOKENS, Sort::Counter, "Tokens of those calls, by job, model and sort: request, cached, answer."),
    (ERRORS, Sort::Counter, "Failures, by code."),
    (INBOX, Sort::Gauge, "Updates nobody has answered, by state."),
    (INBOX_AGE, Sort::Gauge, "How long the oldest unanswered update has waited."),
    (OUTBOX, Sort::Gauge, "Messages not yet settled, by state."),
    (OUTBOX_AGE, Sort::Gauge, "How long the oldest message to be sent has waited."),
    (HAND_OVERS, Sort::Gauge, "Conversations in which a person was called and has not come."),
    (HAND_OVER_AGE, Sort::Gauge, "How long the first of them has waited."),
    (WEBHOOKS_OFF, Sort::Gauge, "Webhooks that were switched off because their endpoint failed."),
    (WEBHOOKS_FAILING, Sort::Gauge, "Webhooks that are on, and at which nothing arrives."),
    (TOKENS_ENDING, Sort::Gauge, "Tokens of programs that end within seven days."),
    (STORE_UP, Sort::Gauge, "1 if the store answered just now, else 0."),
    (BUILD, Sort::Gauge, "Always 1; the label is the version."),
];

/// Tells a recorder what each figure means.
pub(super) fn describe(recorder: &impl Recorder) {
    for (name, sort, meaning) in ALL {
        let (name, meaning) = (KeyName::from_const_str(name), SharedString::const_str(meaning));
        match sort {
            Sort::Counter => recorder.describe_counter(name, None, meaning),
            Sort::Gauge => recorder.describe_gauge(name, None, meaning),
            Sort::Histogram => recorder.describe_histogram(name, Some(Unit::Seconds), meaning),
        }
    }
}

/// Figures alarms hang on are there from the start, for an alarm cannot see what was never counted.
pub(super) fn begin_at_zero() {
    for outcome in ["sent", "uncertain", "rejected", "not_sent"] {
        counter!(SENDS, "outcome" => outcome).absolute(0);
    }
    for code in ["store_busy", "store_full", "store_corrupt", "turn_parked", "telegram_unauthorized"] {
        counter!(ERRORS, "code" => code).absolute(0);
    }
    counter!(TURNS, "strategy" => "none", "outcome" => "failed").absolute(0);
    gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1);
}
