//! Intake: what the channel delivered, stored once before it is acknowledged (DESIGN §5).
//!
//! One write stores the rows, wakes their lanes and moves the polling offset, so that there is no moment at which an
//! update is acknowledged and not kept, or kept and doomed to be kept again.

use std::collections::BTreeMap;

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
};
use sha2::{Digest as _, Sha256};

use crate::{
    Error, Store, connections,
    hints::hint,
    lanes::{self, Wake},
    sql::{Tx, params},
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
    let mut accepted = Accepted::default();
    // In the order of chats, so that two intakes that wake the same lanes do so in the same order.
    let mut woken: BTreeMap<ChatId, bool> = BTreeMap::new();
    for update in &intake.updates {
        if !insert(&mut tx, intake, connection.id_epoch, update).await? {
            accepted.duplicates = accepted.duplicates.saturating_add(1);
            continue;
        }
        accepted.fresh = accepted.fresh.saturating_add(1);
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
    Ok(accepted)
}

/// Whether it was new.
async fn insert(tx: &mut Tx<'_>, intake: &Intake, id_epoch: i64, update: &ReceivedUpdate) -> Result<bool, Error> {
    let inserted = tx
        .execute(
            "INSERT INTO inbox (connection, id_epoch, update_id, chat, kind, raw, received_at, state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (connection, id_epoch, update_id) DO NOTHING",
            params![
                &intake.connection,
                id_epoch,
                update.update_id.unwrap_or_else(|| number_of(&update.raw)),
                update.chat,
                &update.kind,
                update.raw.as_slice(),
                intake.now,
                if lane_of(update).is_some() { "received" } else { "unreadable" },
            ],
        )
        .await?;
    Ok(inserted > 0)
}

const fn lane_of(update: &ReceivedUpdate) -> Option<ChatId> {
    if update.is_readable { update.chat } else { None }
}

/// A number for bytes that carry none: negative, as no channel's numbers are, and always the same for the same bytes.
fn number_of(raw: &[u8]) -> i64 {
    let number = Sha256::digest(raw).iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    number | i64::MIN
}
