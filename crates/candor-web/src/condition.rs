//! How the desk is, as far as the store knows: what waits, what went wrong. The panel's page says it in words, the API in stable ones.

use candor_core::moment::Moment;
use candor_store::{Error, Store};

/// A desk that said nothing for so long is taken for dead; it says so every few seconds.
const SILENT_MILLIS: i64 = 60_000;
/// Something that waits longer than this waits too long.
const LATE_MILLIS: i64 = 60_000;
/// Failures of so long ago are told.
const DAY_MILLIS: i64 = 86_400_000;

/// One thing that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The process that answers: whether it says that it lives.
    Alive,
    /// Updates nobody has answered yet.
    Inbox,
    /// Messages to be sent.
    Outbox,
    /// Contacts who wait for a person.
    People,
    /// Updates whose turns failed too often.
    Parked,
    /// Messages of which nobody knows whether they arrived.
    Uncertain,
    /// Messages Telegram refused within a day.
    Failed,
    /// Webhooks that were switched off because their endpoint failed.
    WebhooksOff,
    /// Webhooks that are on, and at which nothing arrives.
    WebhooksFailing,
    /// Tokens of programs that end within seven days.
    TokensEnding,
    /// Earlier conversations that are not in the search yet; looked at only while there are any.
    Search,
}

/// How it is with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Well.
    Good,
    /// Somebody may want to look.
    Warning,
    /// Somebody must.
    Error,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Check {
    /// Of what.
    pub subject: Subject,
    /// How it is.
    pub state: State,
    /// How many there are.
    pub count: u64,
    /// Since when the oldest of them waits; of the process, when it last said that it lives; of tokens, when the first ends.
    pub since: Option<Moment>,
}

impl State {
    /// The stable word, which is also the class on pages.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Looks at everything.
///
/// # Errors
/// Whatever keeps the store from answering.
pub(crate) async fn checks(store: &Store, now: Moment) -> Result<Vec<Check>, Error> {
    use Subject::{Alive, Failed, Inbox, Outbox, Parked, People, Uncertain};
    let depths = store.depths().await?;
    let failed = store.failed_since(now.plus_millis(-DAY_MILLIS)).await?;
    let lives = depths.desk_seen_at.is_some_and(|at| now.millis_since(at) <= SILENT_MILLIS);
    let state = if lives { State::Good } else { State::Error };
    let mut checks = vec![Check { subject: Alive, state, count: u64::from(lives), since: depths.desk_seen_at }];
    let waits = [
        (Inbox, depths.inbox_received, depths.inbox_oldest_at),
        (Outbox, depths.outbox_ready, depths.outbox_oldest_at),
        (People, depths.hand_overs_waiting, depths.hand_over_oldest_at),
    ];
    for (subject, count, since) in waits {
        let is_late = since.is_some_and(|since| now.millis_since(since) > LATE_MILLIS);
        checks.push(Check { subject, state: if is_late { State::Warning } else { State::Good }, count, since });
    }
    let wrong = [
        (Parked, depths.inbox_parked, State::Error),
        (Uncertain, depths.outbox_uncertain, State::Error),
        (Failed, failed, State::Warning),
    ];
    for (subject, count, bad) in wrong {
        checks.push(Check { subject, state: if count == 0 { State::Good } else { bad }, count, since: None });
    }
    let lapses = store.lapses(now).await?;
    let lapsed = [
        (Subject::WebhooksOff, lapses.webhooks_off, None),
        (Subject::WebhooksFailing, lapses.webhooks_failing, None),
        (Subject::TokensEnding, lapses.tokens_ending, lapses.token_ends_at),
    ];
    for (subject, count, since) in lapsed {
        checks.push(Check { subject, state: if count == 0 { State::Good } else { State::Warning }, count, since });
    }
    let progress = store.index_progress().await?;
    if !progress.is_done {
        let count = progress.of.saturating_sub(progress.conversations);
        checks.push(Check { subject: Subject::Search, state: State::Good, count, since: None });
    }
    Ok(checks)
}
