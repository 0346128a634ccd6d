//! Lanes: one per chat of a connection. A lane is leased, not a message, so that turns of a chat never overlap.
//!
//! Two numbers guard a turn. The *fence* rises with every lease: whoever held an older one can commit nothing. The
//! *epoch* rises with every new input and every take-over: a turn thought out before it is dropped, not said.

use candor_core::{
    ids::{ChatId, ConnectionId},
    moment::Moment,
};

use crate::{Error, Store};

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
        let _ = (now, owner, lease_millis);
        todo!()
    }

    /// When the next lane can be claimed: its readiness, or the end of the lease on it, whichever is later. May be
    /// in the past. `None` if no lane waits.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_lane_at(&self) -> Result<Option<Moment>, Error> {
        todo!()
    }

    /// Lengthens a lease to `lease_millis` from now. False if it was lost.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn renew_lane(&self, lane: &LeasedLane, now: Moment, lease_millis: i64) -> Result<bool, Error> {
        let _ = (lane, now, lease_millis);
        todo!()
    }

    /// Gives a lane back as it was, uncounted: for a worker that stops before its turn is thought out.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: the lease then lapses by itself.
    pub async fn release_lane(&self, lane: &LeasedLane) -> Result<(), Error> {
        let _ = lane;
        todo!()
    }

    /// Gives a lane back after a failed turn, to be ready again at `again_at`. The [`MAX_ATTEMPTS`]th failure in a
    /// row parks its unread updates, so that one poisonous update cannot hold a chat for ever.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: the lease then lapses by itself.
    pub async fn fail_lane(&self, lane: &LeasedLane, again_at: Moment) -> Result<AfterFailure, Error> {
        let _ = (lane, again_at);
        todo!()
    }
}
