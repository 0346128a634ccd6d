//! Intake: what the channel delivered, stored once before it is acknowledged (ARCHITECTURE.md, invariant 2).
//!
//! One write stores the rows, wakes their lanes and moves the polling offset, so that there is no moment at which an
//! update is acknowledged and not kept, or kept and doomed to be kept again.

use std::collections::{BTreeMap, BTreeSet};

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    Error, Store, connections, fingerprint,
    hints::hint,
    lanes::{self, Wake},
    seal::columns::INBOX_RAW,
    sql::{Param, Tx, params},
};

/// An update as it came, before anybody understood it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedUpdate {
    /// The channel's number of it. `None` where it has none, as in a body that is no update at all: then its bytes
    /// are its key, so that receiving it twice still gives one row.
    pub update_id: Option<i64>,
    /// The chat whose lane it belongs to; `None` if it belongs to none.
    pub chat: Option<ChatId>,
    /// The channel's name of what it is, such as `message`.
    pub kind: String,
    /// The bytes as received.
    pub raw: Vec<u8>,
    /// Whether its lane must not wait for the person to finish: commands, stop words, pressed buttons.
    pub is_urgent: bool,
    /// Whether the desk knows what to do with it. What it does not know is stored, counted and left alone.
    pub is_readable: bool,
    /// Whether there is nothing to be done about one that is not readable: it is understood, and kept is all it has to be.
    pub is_only_kept: bool,
}

/// What became of received updates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Stored now.
    pub fresh: u64,
    /// Stored before.
    pub duplicates: u64,
}

/// The key of an inbox row within its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InboxKey {
    /// The id epoch in which it came.
    pub id_epoch: i64,
    /// The channel's number of it.
    pub update_id: i64,
}

/// A stored update nobody has answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Its key, to be ticked in the commit.
    pub key: InboxKey,
    /// The channel's name of what it is.
    pub kind: String,
    /// The bytes as received.
    pub raw: Vec<u8>,
    /// When it was stored.
    pub received_at: Moment,
}

impl Store {
    /// Stores updates, wakes their lanes and moves the polling offset, in one write. When this returns, they may be
    /// acknowledged: they survive whatever happens to the process or the machine.
    ///
    /// A lane becomes ready `quiet_millis` after its newest input, at the latest five times that after its oldest
    /// unread one, and at once if an urgent one is among them.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such connection. [`Error::Busy`] and [`Error::Full`]: do not acknowledge,
    /// the channel delivers again.
    pub async fn accept(
        &self,
        connection: &ConnectionId,
        updates: Vec<ReceivedUpdate>,
        next_offset: Option<i64>,
        now: Moment,
        quiet_millis: i64,
    ) -> Result<Accepted, Error> {
        let intake = Intake { connection: connection.clone(), updates, next_offset, now, quiet_millis };
        let accepted = self.write(intake, |intake, tx| Box::pin(accept(intake, tx))).await?;
        if accepted.fresh > 0 {
            hint(&self.hints().lanes);
        }
        Ok(accepted)
    }
}

struct Intake {
    connection: ConnectionId,
    updates: Vec<ReceivedUpdate>,
    next_offset: Option<i64>,
    now: Moment,
    quiet_millis: i64,
}

async fn accept(intake: &Intake, mut tx: Tx<'_>) -> Result<Accepted, Error> {
    let connection = connections::lookup(&mut tx, &intake.connection).await?.ok_or(Error::Missing("connection"))?;
    let mut fresh: BTreeSet<i64> = BTreeSet::new();
    for updates in intake.updates.chunks(ROWS) {
        fresh.extend(insert(&mut tx, intake, connection.id_epoch, updates).await?);
    }
    // In the order of chats, so that two intakes that wake the same lanes do so in the same order.
    let mut woken: BTreeMap<ChatId, bool> = BTreeMap::new();
    for update in intake.updates.iter().filter(|update| fresh.contains(&number_of(update))) {
        if let Some(chat) = lane_of(update) {
            *woken.entry(chat).or_default() |= update.is_urgent;
        }
    }
    for (chat, is_urgent) in woken {
        let wake = Wake { is_urgent, now: intake.now, quiet_millis: intake.quiet_millis };
        lanes::wake(&mut tx, &intake.connection, chat, wake).await?;
    }
    if let Some(offset) = intake.next_offset {
        let sql = "UPDATE connections SET update_offset = $1 WHERE id = $2";
        tx.execute(sql, params![offset, &intake.connection]).await?;
    }
    let (all, fresh) = (count(intake.updates.len()), count(fresh.len()));
    Ok(Accepted { fresh, duplicates: all.saturating_sub(fresh) })
}

/// So many rows are inserted by one statement.
const ROWS: usize = 50;

/// Returns the numbers of those that were new.
async fn insert(
    tx: &mut Tx<'_>,
    intake: &Intake,
    id_epoch: i64,
    updates: &[ReceivedUpdate],
) -> Result<Vec<i64>, Error> {
    let mut params = vec![Param::from(&intake.connection), Param::from(id_epoch), Param::from(intake.now)];
    let mut places = Vec::with_capacity(updates.len());
    let sealed = updates.iter().map(|update| {
        let key = params![&intake.connection, id_epoch, number_of(update)];
        tx.seal_bytes(&INBOX_RAW, key, &update.raw)
    });
    let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
    for (update, raw) in updates.iter().zip(&sealed) {
        let [number, chat, kind, bytes, state] = [1, 2, 3, 4, 5].map(|place| params.len().saturating_add(place));
        places.push(format!("($1, $2, ${number}, ${chat}, ${kind}, ${bytes}, $3, ${state})"));
        params.extend([
            Param::from(number_of(update)),
            Param::from(update.chat),
            Param::from(&update.kind),
            Param::from(raw.as_slice()),
            Param::from(state_of(update)),
        ]);
    }
    let sql = format!(
        "INSERT INTO inbox (connection, id_epoch, update_id, chat, kind, raw, received_at, state)
         VALUES {}
         ON CONFLICT (connection, id_epoch, update_id) DO NOTHING
         RETURNING update_id",
        places.join(", ")
    );
    let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &params).await?;
    rows.iter().map(|row| row.int("update_id")).collect()
}

const fn lane_of(update: &ReceivedUpdate) -> Option<ChatId> {
    if update.is_readable { update.chat } else { None }
}

const fn state_of(update: &ReceivedUpdate) -> &'static str {
    match (lane_of(update), update.is_only_kept) {
        (Some(_), _) => "received",
        (None, true) => "done",
        (None, false) => "unreadable",
    }
}

/// The channel's number, or that of the bytes where they carry none.
fn number_of(update: &ReceivedUpdate) -> i64 {
    update.update_id.unwrap_or_else(|| fingerprint::number_of(&update.raw))
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
