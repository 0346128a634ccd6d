//! 3: sends what was committed: in order per chat, throttled per chat and bot, asking the last gate again in the
//! transaction that starts each send. The only file that calls [`candor_connect::channel::Channel::send`].

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use candor_connect::channel::{ChannelError, Delivered};
use candor_core::{
    ids::{ChatId, ConnectionId, OutboxId},
    moment::Moment,
    outbox::Delivery,
    throttle::Throttle,
};
use candor_store::{Begun, DueRow, Error, Store};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Duration, sleep},
};

use crate::{Desk, measure};

/// At most so many due rows are looked at in one go.
const LOOKED_AT: u32 = 128;
/// The first wait after a send that certainly did not arrive; doubled each time.
const FIRST_RETRY_MILLIS: i64 = 1_000;
/// The longest such wait.
const LONGEST_RETRY_MILLIS: i64 = 60_000;
/// After a token was refused the connection rests so long before it is tried again.
const UNAUTHORIZED_REST_MILLIS: i64 = 60_000;
/// How long to wait before writing an outcome again when the store does not answer.
const RECORD_AGAIN: Duration = Duration::from_millis(200);

/// The sender's own memory: which lanes are busy and how fast each connection may go.
#[derive(Clone)]
pub(crate) struct Dispatch {
    desk: Desk,
    state: Arc<Mutex<State>>,
    permits: Arc<Semaphore>,
}

#[derive(Default)]
struct State {
    on_their_way: Vec<(ConnectionId, ChatId)>,
    throttles: BTreeMap<ConnectionId, Throttle>,
}

impl Dispatch {
    pub fn new(desk: Desk) -> Self {
        let permits = Arc::new(Semaphore::new(desk.settings.sends_at_once));
        Self { desk, state: Arc::default(), permits }
    }

    /// Starts every send that may start now and says when to look again.
    pub async fn send_due(&self, sends: &mut JoinSet<()>) -> Result<Option<Moment>, Error> {
        let now = self.desk.clock.now();
        let busy = self.locked(|state| state.on_their_way.clone());
        let due = self.desk.store.due_outgoing(now, LOOKED_AT, &busy).await?;
        let mut again_at: Option<Moment> = None;
        for row in due {
            let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() else { break };
            let may_leave_at = self.reserve(&row, now);
            if may_leave_at > now {
                again_at = Some(again_at.map_or(may_leave_at, |earlier| earlier.min(may_leave_at)));
                continue;
            }
            let dispatch = self.clone();
            sends.spawn(async move {
                let _on_its_way = OnItsWay { dispatch: &dispatch, lane: (row.connection.clone(), row.chat) };
                dispatch.send_one(&row).await;
                drop(permit);
            });
        }
        Ok(again_at)
    }

    /// Takes a place in the throttle and marks the lane busy, or says from when on that is possible.
    fn reserve(&self, row: &DueRow, now: Moment) -> Moment {
        self.locked(|state| {
            let throttle = state.throttles.entry(row.connection.clone()).or_default();
            let counts = !matches!(row.delivery, Delivery::AnswerButton { .. });
            let earliest = if counts { throttle.earliest(row.chat, now) } else { now };
            if earliest <= now {
                if counts {
                    throttle.take(row.chat, now);
                }
                state.on_their_way.push((row.connection.clone(), row.chat));
            }
            earliest
        })
    }

    async fn send_one(&self, row: &DueRow) {
        let Some(channel) = self.desk.channels.get(&row.connection) else {
            let later = self.desk.clock.now().plus_millis(LONGEST_RETRY_MILLIS);
            record(&self.desk.store, |store| async move { store.retry_at(&row.id, later, "no_connection").await })
                .await;
            return;
        };
        let begun = self.desk.store.begin_sending(&row.id, &self.desk.owner, self.desk.clock.now()).await;
        let (delivery, attempt, discloses) = match begun {
            Ok(Begun::Send { delivery, attempt, discloses, .. }) => (delivery, attempt, discloses),
            Ok(Begun::Cancelled { reason }) => {
                measure::send_cancelled(&row.connection, row.chat);
                tracing::info!(outbox.id = %row.id, %reason, "a message was not sent");
                return;
            }
            Ok(Begun::NotMine) => return,
            Err(error) => {
                measure::store_failed(&error);
                tracing::warn!(outbox.id = %row.id, %error, "a send could not be begun and waits");
                return;
            }
        };
        match channel.send(row.chat, &delivery).await {
            Ok(Delivered { message_id }) => {
                let now = self.desk.clock.now();
                measure::sent(&row.connection, row.chat, row.purpose, now);
                record(
                    &self.desk.store,
                    |store| async move { store.mark_sent(&row.id, message_id, discloses, now).await },
                )
                .await;
            }
            Err(error) => self.settle(row, attempt, error).await,
        }
    }

    /// What becomes of a row that was not certainly sent.
    async fn settle(&self, row: &DueRow, attempt: i64, error: ChannelError) {
        let now = self.desk.clock.now();
        let (id, store) = (&row.id, &self.desk.store);
        measure::send_failed(&row.connection, row.chat, &error);
        tracing::warn!(outbox.id = %id, connection = %row.connection, %error, "a send did not come about");
        match error {
            ChannelError::RetryAfter(wait) => {
                let until = now.plus_millis(i64::try_from(wait.as_millis()).unwrap_or(LONGEST_RETRY_MILLIS));
                self.pause(&row.connection, Some(row.chat), until);
                record(store, |store| async move { store.retry_at(id, until, "too_many_requests").await }).await;
            }
            ChannelError::NotSent(_) | ChannelError::Down(_) => {
                let later = now.plus_millis(backoff(attempt));
                record(store, |store| async move { store.retry_at(id, later, "not_sent").await }).await;
            }
            ChannelError::Unauthorized => {
                let later = now.plus_millis(UNAUTHORIZED_REST_MILLIS);
                self.pause(&row.connection, None, later);
                record(store, |store| async move { store.retry_at(id, later, "unauthorized").await }).await;
            }
            ChannelError::Uncertain(_) => {
                record(store, |store| async move { store.mark_uncertain(id, "unknown_fate", now).await }).await;
            }
            ChannelError::Blocked => fail(store, id, "blocked", now).await,
            ChannelError::Migrated(_) => fail(store, id, "chat_migrated", now).await,
            ChannelError::Rejected { code, .. } => fail(store, id, &format!("rejected_{code}"), now).await,
        }
    }

    fn pause(&self, connection: &ConnectionId, chat: Option<ChatId>, until: Moment) {
        self.locked(|state| {
            let throttle = state.throttles.entry(connection.clone()).or_default();
            match chat {
                Some(chat) => throttle.pause_chat(chat, until),
                None => throttle.pause_bot(until),
            }
        });
    }

    fn locked<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A lane with a message on its way; free again however the send ends, even by a panic.
struct OnItsWay<'a> {
    dispatch: &'a Dispatch,
    lane: (ConnectionId, ChatId),
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.dispatch.locked(|state| state.on_their_way.retain(|lane| *lane != self.lane));
        self.dispatch.desk.store.hint_outbox();
    }
}

async fn fail(store: &Store, id: &OutboxId, reason: &str, now: Moment) {
    record(store, |store| async move { store.mark_failed(id, reason, now).await }).await;
}

/// Writes an outcome down, again and again until the store takes it: until then the row counts as being sent, and only a
/// crash makes it uncertain.
async fn record<'a, F, Fut>(store: &'a Store, write: F)
where
    F: Fn(&'a Store) -> Fut,
    Fut: Future<Output = Result<(), Error>>,
{
    loop {
        match write(store).await {
            Ok(()) => return,
            Err(error @ (Error::Closed | Error::Missing(_) | Error::Corrupt(_))) => {
                tracing::error!(%error, "the outcome of a send could not be recorded; it will count as uncertain");
                return;
            }
            Err(error) => {
                tracing::warn!(%error, "the outcome of a send is not recorded yet");
                sleep(RECORD_AGAIN).await;
            }
        }
    }
}

fn backoff(attempt: i64) -> i64 {
    let doublings = u32::try_from(attempt.saturating_sub(1).clamp(0, 10)).unwrap_or(0);
    FIRST_RETRY_MILLIS.saturating_mul(1_i64 << doublings).min(LONGEST_RETRY_MILLIS)
}
