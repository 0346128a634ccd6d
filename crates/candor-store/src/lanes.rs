//! Lanes: one per chat of a connection. A lane is leased, not a message, so that turns of a chat never overlap.
//!
//! Two numbers guard a turn. The *fence* rises with every lease: whoever held an older one can commit nothing. The
//! *epoch* rises with every new input and every take-over: a turn thought out before it is dropped, not said.

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    Error, Store, dialect,
    hints::hint,
    sql::{Row, Tx, params},
};

/// After so many failed turns the unread updates of a lane are parked for a person to look at.
pub const MAX_ATTEMPTS: i64 = 5;

/// The right to take one turn in a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedLane {
    /// Over which connection.
    pub connection: ConnectionId,
    /// In which chat.
    pub chat: ChatId,
    /// The number of this lease.
    pub fence: i64,
    /// The epoch the turn answers.
    pub epoch: i64,
    /// How many turns failed here in a row.
    pub attempts: i64,
}

/// What became of a lane whose turn failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterFailure {
    /// It will be ready again.
    Again,
    /// It failed [`MAX_ATTEMPTS`] times: so many unread updates were parked.
    Parked(u64),
    /// The lease was lost before; nothing was written.
    NotMine,
}

impl Store {
    /// Leases the lane that has been ready longest, if there is one and nobody holds it.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: try again later.
    pub async fn claim_lane(&self, now: Moment, owner: &str, lease_millis: i64) -> Result<Option<LeasedLane>, Error> {
        let claim = Claim { now, owner: owner.to_owned(), until: now.plus_millis(lease_millis) };
        self.write(claim, |claim, tx| Box::pin(take(claim, tx))).await
    }

    /// When the next lane can be claimed: its readiness, or the end of the lease on it, whichever is later. May be
    /// in the past. `None` if no lane waits.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_lane_at(&self) -> Result<Option<Moment>, Error> {
        let sql = "SELECT MIN(CASE WHEN lease_until > ready_at THEN lease_until ELSE ready_at END) AS next_at
                   FROM lanes WHERE ready_at IS NOT NULL";
        match self.reader().await?.tx().row(sql, params![]).await? {
            Some(row) => row.opt_moment("next_at"),
            None => Ok(None),
        }
    }

    /// Lengthens a lease to `lease_millis` from now. False if it was lost.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn renew_lane(&self, lane: &LeasedLane, now: Moment, lease_millis: i64) -> Result<bool, Error> {
        let renewal = (lane.clone(), now.plus_millis(lease_millis));
        self.write(renewal, |(lane, until), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE lanes SET lease_until = $1
                           WHERE connection = $2 AND chat = $3 AND fence = $4 AND lease_owner IS NOT NULL";
                Ok(tx.execute(sql, params![*until, &lane.connection, lane.chat, lane.fence]).await? > 0)
            })
        })
        .await
    }

    /// Whether a turn thought out now could still be committed: its lease holds and nothing came in since.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn is_lane_current(&self, lane: &LeasedLane) -> Result<bool, Error> {
        let sql = "SELECT 1 AS one FROM lanes
                   WHERE connection = $1 AND chat = $2 AND fence = $3 AND epoch = $4 AND lease_owner IS NOT NULL";
        let params = params![&lane.connection, lane.chat, lane.fence, lane.epoch];
        Ok(self.reader().await?.tx().row(sql, params).await?.is_some())
    }

    /// Gives a lane back as it was, uncounted: for a worker that stops before its turn is thought out.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: the lease then lapses by itself.
    pub async fn release_lane(&self, lane: &LeasedLane) -> Result<(), Error> {
        self.write(lane.clone(), |lane, mut tx| Box::pin(async move { give_back(&mut tx, lane).await })).await?;
        hint(&self.hints().lanes);
        Ok(())
    }

    /// Gives a lane back after a failed turn, to be ready again at `again_at`. The [`MAX_ATTEMPTS`]th failure in a
    /// row parks its unread updates, so that one poisonous update cannot hold a chat for ever.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: the lease then lapses by itself.
    pub async fn fail_lane(&self, lane: &LeasedLane, again_at: Moment) -> Result<AfterFailure, Error> {
        let failure = (lane.clone(), again_at);
        let after = self.write(failure, |(lane, again_at), tx| Box::pin(fail(lane, *again_at, tx))).await?;
        hint(&self.hints().lanes);
        Ok(after)
    }
}

/// Why a lane wakes.
#[derive(Clone, Copy)]
pub(crate) struct Wake {
    pub(crate) is_urgent: bool,
    pub(crate) now: Moment,
    pub(crate) quiet_millis: i64,
}

/// A burst waits at most so many quiet periods after its first message.
const LONGEST_BURST: i64 = 5;

/// Wakes a lane because something new was said in it.
pub(crate) async fn wake(tx: &mut Tx<'_>, connection: &ConnectionId, chat: ChatId, wake: Wake) -> Result<(), Error> {
    let quiet_at = if wake.is_urgent { wake.now } else { wake.now.plus_millis(wake.quiet_millis) };
    tx.execute(
        "INSERT INTO lanes (connection, chat, ready_at, is_urgent, first_unread_at, epoch, fence, attempts)
         VALUES ($1, $2, $3, $4, $5, 1, 0, 0)
         ON CONFLICT (connection, chat) DO UPDATE SET
           epoch = lanes.epoch + 1,
           is_urgent = lanes.is_urgent OR excluded.is_urgent,
           first_unread_at = COALESCE(lanes.first_unread_at, excluded.first_unread_at),
           ready_at = CASE
             WHEN (lanes.is_urgent OR excluded.is_urgent) AND lanes.ready_at < $5 THEN lanes.ready_at
             WHEN lanes.is_urgent OR excluded.is_urgent THEN $5
             WHEN lanes.first_unread_at + $6 < excluded.ready_at THEN lanes.first_unread_at + $6
             ELSE excluded.ready_at END",
        params![connection, chat, quiet_at, wake.is_urgent, wake.now, wake.quiet_millis.saturating_mul(LONGEST_BURST)],
    )
    .await?;
    Ok(())
}

/// Ends a lease and leaves the lane as it is, if the lease still holds.
pub(crate) async fn give_back(tx: &mut Tx<'_>, lane: &LeasedLane) -> Result<(), Error> {
    let sql = "UPDATE lanes SET lease_owner = NULL, lease_until = NULL
               WHERE connection = $1 AND chat = $2 AND fence = $3 AND lease_owner IS NOT NULL";
    tx.execute(sql, params![&lane.connection, lane.chat, lane.fence]).await?;
    Ok(())
}

/// The epoch of a lane as it is now, if the lease still holds. Others cannot change it until the transaction ends.
pub(crate) async fn epoch_for_update(tx: &mut Tx<'_>, lane: &LeasedLane) -> Result<Option<i64>, Error> {
    let row = tx.row_for_update(HELD, params![&lane.connection, lane.chat, lane.fence]).await?;
    row.map(|row| row.int("epoch")).transpose()
}

/// The lease with the epoch as it is now, if it still holds.
pub(crate) async fn refresh(tx: &mut Tx<'_>, lane: &LeasedLane) -> Result<Option<LeasedLane>, Error> {
    let row = tx.row(HELD, params![&lane.connection, lane.chat, lane.fence]).await?;
    row.map(|row| Ok(LeasedLane { epoch: row.int("epoch")?, ..lane.clone() })).transpose()
}

/// Ends a lease after its turn was committed. Ready again at once if unread updates remain; says whether they do.
pub(crate) async fn settle(tx: &mut Tx<'_>, lane: &LeasedLane, now: Moment) -> Result<bool, Error> {
    let unread = "SELECT update_id FROM inbox WHERE connection = $1 AND chat = $2 AND state = 'received' LIMIT 1";
    let remains = tx.row(unread, params![&lane.connection, lane.chat]).await?.is_some();
    let again_at = remains.then_some(now);
    tx.execute(
        "UPDATE lanes SET lease_owner = NULL, lease_until = NULL, attempts = 0, is_urgent = $1, ready_at = $2,
           first_unread_at = $2
         WHERE connection = $3 AND chat = $4",
        params![false, again_at, &lane.connection, lane.chat],
    )
    .await?;
    Ok(remains)
}

/// Drops whatever turn is being thought out in a lane.
pub(crate) async fn disturb(tx: &mut Tx<'_>, connection: &ConnectionId, chat: ChatId) -> Result<(), Error> {
    let sql = "UPDATE lanes SET epoch = epoch + 1 WHERE connection = $1 AND chat = $2";
    tx.execute(sql, params![connection, chat]).await?;
    Ok(())
}

const HELD: &str = "SELECT epoch FROM lanes
    WHERE connection = $1 AND chat = $2 AND fence = $3 AND lease_owner IS NOT NULL";

struct Claim {
    now: Moment,
    owner: String,
    until: Moment,
}

async fn take(claim: &Claim, mut tx: Tx<'_>) -> Result<Option<LeasedLane>, Error> {
    let sql = format!(
        "UPDATE lanes SET lease_owner = $1, lease_until = $2, fence = fence + 1
         WHERE (connection, chat) = (
           SELECT connection, chat FROM lanes
           WHERE ready_at <= $3 AND (lease_until IS NULL OR lease_until <= $3)
           ORDER BY ready_at LIMIT 1 {})
         RETURNING connection, chat, fence, epoch, attempts",
        tx.pick("", dialect::postgres::SKIP_LOCKED)
    );
    let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), params![&claim.owner, claim.until, claim.now]).await?;
    rows.first().map(read).transpose()
}

async fn fail(lane: &LeasedLane, again_at: Moment, mut tx: Tx<'_>) -> Result<AfterFailure, Error> {
    let failed = "UPDATE lanes SET attempts = attempts + 1, ready_at = $1, lease_owner = NULL, lease_until = NULL
                  WHERE connection = $2 AND chat = $3 AND fence = $4 AND lease_owner IS NOT NULL
                  RETURNING attempts";
    let lane_key = params![again_at, &lane.connection, lane.chat, lane.fence];
    let Some(row) = tx.row(failed, lane_key).await? else { return Ok(AfterFailure::NotMine) };
    if row.int("attempts")? < MAX_ATTEMPTS {
        return Ok(AfterFailure::Again);
    }
    let park = "UPDATE inbox SET state = 'parked' WHERE connection = $1 AND chat = $2 AND state = 'received'";
    let parked = tx.execute(park, params![&lane.connection, lane.chat]).await?;
    let rest = "UPDATE lanes SET attempts = 0, ready_at = NULL, first_unread_at = NULL, is_urgent = $1
                WHERE connection = $2 AND chat = $3";
    tx.execute(rest, params![false, &lane.connection, lane.chat]).await?;
    Ok(AfterFailure::Parked(parked))
}

fn read(row: &Row) -> Result<LeasedLane, Error> {
    Ok(LeasedLane {
        connection: ConnectionId::from_stored(row.text("connection")?),
        chat: row.chat("chat")?,
        fence: row.int("fence")?,
        epoch: row.int("epoch")?,
        attempts: row.int("attempts")?,
    })
}
