//! The commit of a turn: everything it decided, in one transaction, or nothing. And the same for an action that belongs
//! to no turn, such as one from the command line.

use std::collections::BTreeMap;

use candor_core::{ids::BusinessId, moment::Moment};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    Changes, Committed, Error, InboxKey, LeasedLane, Store,
    changes::{Refusal, Written},
    connections,
    hints::hint,
    lanes,
    sql::{Param, Tx},
};

/// Everything a turn decided.
#[derive(Clone, Debug)]
pub struct TurnCommit {
    /// The lease, as [`Store::seat`] gave it back.
    pub lane: LeasedLane,
    /// The present.
    pub now: Moment,
    /// The updates this turn answered.
    pub ticked: Vec<InboxKey>,
    /// What it changes.
    pub changes: Changes,
}

impl TurnCommit {
    /// A commit that decides nothing yet.
    pub fn new(lane: LeasedLane, now: Moment) -> Self {
        Self { lane, now, ticked: Vec::new(), changes: Changes::default() }
    }
}

/// Why a commit wrote nothing. In every case the lane has been given back and will be claimed again by itself.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The person wrote again, an operator took over, or the lease was lost: drop what was thought out.
    #[error("something new came before the turn was committed; drop it, the lane will be taken again")]
    Superseded,
    /// A conversation or contact changed meanwhile: drop what was thought out.
    #[error("what the turn read has changed meanwhile; drop it, the lane will be taken again")]
    Conflict,
    /// The invitation was claimed by somebody else a moment ago, or has expired: drop what was thought out.
    #[error("the invitation is spent or expired; drop the turn, the lane will be taken again")]
    InviteSpent,
    /// The database failed. The lease is still held: commit again, or fail the lane.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// Writes everything a turn decided and gives its lane back, in one transaction.
    ///
    /// # Errors
    /// See [`CommitError`]: nothing was written.
    pub async fn commit(&self, turn: TurnCommit) -> Result<Committed, CommitError> {
        let (lane, now) = (turn.lane.clone(), turn.now);
        let publishes = !turn.changes.scripts.is_empty();
        let outcome = self.write(turn, |turn, tx| Box::pin(commit(turn, tx))).await;
        hint(&self.hints().lanes);
        match outcome {
            Ok(Ok((committed, written))) => {
                self.hint_of_commit(publishes, written);
                Ok(committed)
            }
            Ok(Err(refusal)) => Err(refusal.into()),
            // On PostgreSQL somebody may write the same row between the check and the write. Counted as a failure, so
            // that a turn that collides with itself is parked in the end and not taken for ever.
            Err(Error::Conflict(_)) => {
                self.fail_lane(&lane, now).await?;
                Err(CommitError::Conflict)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Writes what an action changes that belongs to no turn, in one transaction. A turn in progress in a lane it
    /// disturbs is dropped.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] if what the action read has changed meanwhile: read again and act again.
    pub async fn apply(&self, business: &BusinessId, changes: Changes, now: Moment) -> Result<Committed, CommitError> {
        let publishes = !changes.scripts.is_empty();
        let wanted = Act { business: business.clone(), changes, now };
        let outcome = self.write(wanted, |wanted, tx| Box::pin(act(wanted, tx))).await;
        hint(&self.hints().lanes);
        match outcome {
            Ok(Ok((committed, written))) => {
                self.hint_of_commit(publishes, written);
                Ok(committed)
            }
            Ok(Err(refusal)) => Err(refusal.into()),
            Err(Error::Conflict(_)) => Err(CommitError::Conflict),
            Err(error) => Err(error.into()),
        }
    }

    fn hint_of_commit(&self, publishes: bool, written: Written) {
        hint(&self.hints().outbox);
        if written.told > 0 {
            hint(&self.hints().webhooks);
        }
        if publishes {
            hint(&self.hints().scripts);
        }
    }
}

impl From<Refusal> for CommitError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Superseded => Self::Superseded,
            Refusal::Conflict => Self::Conflict,
            Refusal::InviteSpent => Self::InviteSpent,
        }
    }
}

async fn commit(turn: &TurnCommit, mut tx: Tx<'_>) -> Result<Result<(Committed, Written), Refusal>, Error> {
    let connection = connections::lookup(&mut tx, &turn.lane.connection).await?.ok_or(Error::Missing("connection"))?;
    let (business, changes) = (&connection.business, &turn.changes);
    tx.lock(changes.locks(business)).await?;
    let refusal = if lanes::epoch_for_update(&mut tx, &turn.lane).await? == Some(turn.lane.epoch) {
        changes.refusal(&mut tx, business, turn.now).await?
    } else {
        Some(Refusal::Superseded)
    };
    if let Some(refusal) = refusal {
        lanes::give_back(&mut tx, &turn.lane).await?;
        return Ok(Err(refusal));
    }
    let written = changes.write(&mut tx, business, Some((&turn.lane.connection, turn.lane.chat)), turn.now).await?;
    tick(&mut tx, turn).await?;
    let is_ready_again = lanes::settle(&mut tx, &turn.lane, turn.now).await?;
    Ok(Ok((Committed { queued: queued(changes), cancelled: written.cancelled, is_ready_again }, written)))
}

struct Act {
    business: BusinessId,
    changes: Changes,
    now: Moment,
}

async fn act(act: &Act, mut tx: Tx<'_>) -> Result<Result<(Committed, Written), Refusal>, Error> {
    tx.lock(act.changes.locks(&act.business)).await?;
    if let Some(refusal) = act.changes.refusal(&mut tx, &act.business, act.now).await? {
        return Ok(Err(refusal));
    }
    let written = act.changes.write(&mut tx, &act.business, None, act.now).await?;
    let committed = Committed { queued: queued(&act.changes), cancelled: written.cancelled, is_ready_again: false };
    Ok(Ok((committed, written)))
}

fn queued(changes: &Changes) -> u64 {
    u64::try_from(changes.outbox.len()).unwrap_or(u64::MAX)
}

/// So many updates are ticked by one statement; fewer repeat the last, so that there are only two statements.
const TICKS: usize = 50;

async fn tick(tx: &mut Tx<'_>, turn: &TurnCommit) -> Result<(), Error> {
    // An epoch is fixed in the statement, not compared in pairs: so both databases look each update up by its key.
    let mut epochs: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for key in &turn.ticked {
        epochs.entry(key.id_epoch).or_default().push(key.update_id);
    }
    for (id_epoch, update_ids) in &epochs {
        for update_ids in update_ids.chunks(TICKS) {
            tick_some(tx, turn, *id_epoch, update_ids).await?;
        }
    }
    Ok(())
}

async fn tick_some(tx: &mut Tx<'_>, turn: &TurnCommit, id_epoch: i64, update_ids: &[i64]) -> Result<(), Error> {
    let Some(last) = update_ids.last() else { return Ok(()) };
    let width = if update_ids.len() == 1 { 1 } else { TICKS };
    let mut params = vec![Param::from(&turn.lane.connection), Param::from(turn.lane.chat), Param::from(id_epoch)];
    let mut places = Vec::with_capacity(width);
    for update_id in update_ids.iter().chain(std::iter::repeat(last)).take(width) {
        params.push(Param::from(*update_id));
        places.push(format!("${}", params.len()));
    }
    let sql = format!(
        "UPDATE inbox SET state = 'done'
         WHERE connection = $1 AND chat = $2 AND id_epoch = $3 AND state = 'received' AND update_id IN ({})",
        places.join(", ")
    );
    tx.execute_built(AssertSqlSafe(sql).into_sql_str(), &params).await?;
    Ok(())
}
