//! 3: sends what was committed: in order per chat, throttled per chat and bot, asking the last gate again in the
//! transaction that starts each send. The only file that calls [`candor_connect::channel::Channel::send`].

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use candor_connect::channel::{ChannelError, Delivered, Parcel};
use candor_core::{
    ids::{ChatId, ConnectionId, OutboxId},
    moment::Moment,
    outbox::Delivery,
    throttle::Throttle,
};
use candor_store::{Arrival, Begun, DueRow, Error, Store};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Duration, sleep},
};

use crate::{
    Desk,
    actions::{
        ActError,
        report_trouble::{Trouble, undelivered},
    },
    measure,
};

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
            let counts = row.delivery.is_paced();
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
        let (delivery, attempt, discloses, topic) = match begun {
            Ok(Begun::Send { delivery, attempt, discloses, topic, .. }) => (delivery, attempt, discloses, topic),
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
        let bytes = match self.bytes(row, &delivery).await {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::warn!(outbox.id = %row.id, %error, "a file could not be read and waits");
                let later = self.desk.clock.now().plus_millis(backoff(attempt));
                record(&self.desk.store, |store| async move { store.retry_at(&row.id, later, "file").await }).await;
                return;
            }
        };
        match channel.send(Parcel { chat: row.chat, topic, bytes }, &delivery).await {
            Ok(Delivered { message_id, topic, file }) => {
                let (now, arrival) = (self.desk.clock.now(), Arrival { message_id, topic, file, discloses });
                measure::sent(&row.connection, row.chat, row.purpose, now);
                record(&self.desk.store, |store| {
                    let arrival = arrival.clone();
                    async move { store.mark_sent(&row.id, arrival, now).await }
                })
                .await;
            }
            Err(ChannelError::Rejected { code: 400, why }) if topic.is_some() && is_gone(&why) => {
                let now = self.desk.clock.now();
                record(&self.desk.store, |store| async move { store.topic_is_gone(&row.id, now).await }).await;
            }
            Err(error) => self.settle(row, attempt, error).await,
        }
    }

    /// The bytes a delivery carries, if it carries a file. One that is gone is sent as an empty one and so refused.
    async fn bytes(&self, row: &DueRow, delivery: &Delivery) -> Result<Option<Vec<u8>>, Error> {
        match delivery.file() {
            Some(file) => self.desk.store.file(&row.connection, file).await,
            None => Ok(None),
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
            ChannelError::Uncertain(_) if row.delivery.is_idempotent() => {
                record(store, |store| async move { store.mark_uncertain(id, "unknown_fate", None, now).await }).await;
            }
            ChannelError::Uncertain(_) => self.end(id, "unknown_fate", Trouble::Uncertain, now).await,
            ChannelError::Blocked => self.end(id, "blocked", Trouble::Blocked, now).await,
            ChannelError::Migrated(_) => self.end(id, "chat_migrated", Trouble::Blocked, now).await,
            ChannelError::Rejected { code, .. } => {
                self.end(id, &format!("rejected_{code}"), Trouble::Refused, now).await;
            }
        }
    }

    /// Records that a row did not arrive, together with what follows from it: whom a person should look for it, who is
    /// off duty now. What that rests on may change meanwhile, so it is put together anew each time.
    async fn end(&self, id: &OutboxId, reason: &str, trouble: Trouble, now: Moment) {
        record(&self.desk.store, |store| async move {
            let told = match store.delivery(id).await? {
                Some(row) => undelivered(&self.desk, &row, trouble).await.map_err(|error| match error {
                    ActError::Store(error) => error,
                    ActError::Refused(_) => Error::Conflict("what a failure is told about"),
                })?,
                None => None,
            };
            match trouble {
                Trouble::Uncertain => store.mark_uncertain(id, reason, told, now).await,
                Trouble::Blocked | Trouble::Refused => store.mark_failed(id, reason, told, now).await,
            }
        })
        .await;
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

/// Whether the channel says that a topic is not there any more (Bot API server, error texts).
fn is_gone(why: &str) -> bool {
    let why = why.to_lowercase();
    why.contains("message thread not found") || why.contains("topic_deleted") || why.contains("topic_closed")
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
