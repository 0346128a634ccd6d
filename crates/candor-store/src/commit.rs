//! The commit of a turn: everything it decided, in one transaction, or nothing.

use std::collections::BTreeMap;

use candor_core::{
    consent::ConsentRecord,
    conversation::Conversation,
    ids::{BusinessId, ChatId, ConnectionId},
    moment::Moment,
    outbox::OutboxRow,
    timeline::TimelineEntry,
};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    ContactRow, Error, InboxKey, LeasedLane, OperatorClaim, Store, connections, consent, contacts, conversations,
    hints::hint,
    lanes, operators, outbox,
    sql::{Param, Tx},
    timeline,
};

/// A conversation to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationChange {
    /// What it becomes.
    pub conversation: Conversation,
    /// The version it was read at; `None` if it is new.
    pub expected_version: Option<i64>,
}

/// Everything a turn decided.
#[derive(Clone, Debug)]
pub struct TurnCommit {
    /// The lease, as [`Store::seat`] gave it back.
    pub lane: LeasedLane,
    /// The present.
    pub now: Moment,
    /// The updates this turn answered.
    pub ticked: Vec<InboxKey>,
    /// Contacts to be written or renewed.
    pub contacts: Vec<ContactRow>,
    /// Conversations to be written: the lane's own, and those an operator's command changes.
    pub conversations: Vec<ConversationChange>,
    /// Lines for the timelines, in order.
    pub timeline: Vec<TimelineEntry>,
    /// Rows to be sent, in order.
    pub outbox: Vec<OutboxRow>,
    /// Lines for the consent ledger. An opting-out or blocking one also cancels every ready reply to that contact,
    /// in all connections of the business.
    pub consent: Vec<ConsentRecord>,
    /// Invitations claimed in this turn.
    pub operators: Vec<OperatorClaim>,
    /// Other lanes whose turns in progress must be dropped: somebody took their conversation over.
    pub disturb: Vec<(ConnectionId, ChatId)>,
}

impl TurnCommit {
    /// A commit that decides nothing yet.
    pub const fn new(lane: LeasedLane, now: Moment) -> Self {
        Self {
            lane,
            now,
            ticked: Vec::new(),
            contacts: Vec::new(),
            conversations: Vec::new(),
            timeline: Vec::new(),
            outbox: Vec::new(),
            consent: Vec::new(),
            operators: Vec::new(),
            disturb: Vec::new(),
        }
    }
}

/// What a commit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Rows put into the outbox.
    pub queued: u64,
    /// Ready rows cancelled because of an opt-out.
    pub cancelled: u64,
    /// Whether unread updates remain, so that the lane is ready again.
    pub is_ready_again: bool,
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
        let outcome = self.write(turn, |turn, tx| Box::pin(commit(turn, tx))).await;
        hint(&self.hints().lanes);
        match outcome {
            Ok(Ok(committed)) => {
                hint(&self.hints().outbox);
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
}

/// Why a turn is refused before anything of it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Superseded,
    Conflict,
    InviteSpent,
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

async fn commit(turn: &TurnCommit, mut tx: Tx<'_>) -> Result<Result<Committed, Refusal>, Error> {
    let connection = connections::lookup(&mut tx, &turn.lane.connection).await?.ok_or(Error::Missing("connection"))?;
    tx.lock(locks(turn, &connection.business)).await?;
    if let Some(refusal) = refuse(&mut tx, turn, &connection.business).await? {
        lanes::give_back(&mut tx, &turn.lane).await?;
        return Ok(Err(refusal));
    }
    Ok(Ok(write(&mut tx, turn, &connection.business).await?))
}

/// What two turns must not write at the same time: a place in a timeline, in a lane of the outbox, in a ledger.
fn locks(turn: &TurnCommit, business: &BusinessId) -> Vec<String> {
    let timelines = turn.timeline.iter().map(|entry| format!("timeline {}", entry.conversation));
    let lanes = turn.outbox.iter().map(|row| format!("outbox {} {}", row.connection, row.chat.0));
    let ledgers = turn.consent.iter().map(|record| format!("consent {business} {}", record.contact));
    timelines.chain(lanes).chain(ledgers).collect()
}

async fn refuse(tx: &mut Tx<'_>, turn: &TurnCommit, business: &BusinessId) -> Result<Option<Refusal>, Error> {
    if lanes::epoch_for_update(tx, &turn.lane).await? != Some(turn.lane.epoch) {
        return Ok(Some(Refusal::Superseded));
    }
    for contact in &turn.contacts {
        let known = contacts::find_by_channel_user(tx, &contact.business, contact.channel_user_id).await?;
        if known.is_some_and(|known| known.id != contact.id) {
            return Ok(Some(Refusal::Conflict));
        }
    }
    for change in &turn.conversations {
        let known = conversations::lookup_for_update(tx, &change.conversation.id).await?;
        let version = known.map(|known| known.version);
        let chat = (&change.conversation.connection, change.conversation.chat);
        let is_taken = version.is_none() && conversations::find_by_chat(tx, chat.0, chat.1).await?.is_some();
        if version != change.expected_version || is_taken {
            return Ok(Some(Refusal::Conflict));
        }
    }
    for claim in &turn.operators {
        let invite = operators::lookup_invite(tx, business, &claim.code_hash).await?;
        if !invite.is_some_and(|invite| invite.is_open(turn.now)) {
            return Ok(Some(Refusal::InviteSpent));
        }
    }
    Ok(None)
}

async fn write(tx: &mut Tx<'_>, turn: &TurnCommit, business: &BusinessId) -> Result<Committed, Error> {
    for contact in &turn.contacts {
        contacts::upsert(tx, contact).await?;
    }
    for change in &turn.conversations {
        match change.expected_version {
            None => conversations::insert(tx, business, &change.conversation, turn.now).await?,
            Some(_) => conversations::update(tx, &change.conversation, turn.now).await?,
        }
    }
    for entry in &turn.timeline {
        timeline::append(tx, entry).await?;
    }
    for row in &turn.outbox {
        outbox::insert(tx, row, turn.now).await?;
    }
    let mut cancelled: u64 = 0;
    for record in &turn.consent {
        consent::append(tx, business, record).await?;
        if record.action.silences() {
            cancelled = cancelled.saturating_add(consent::cancel_replies(tx, business, record).await?);
        }
    }
    for claim in &turn.operators {
        if !operators::claim(tx, claim, turn.now).await? {
            return Err(Error::Conflict("the invitation"));
        }
    }
    disturb(tx, turn).await?;
    tick(tx, turn).await?;
    let is_ready_again = lanes::settle(tx, &turn.lane, turn.now).await?;
    let queued = u64::try_from(turn.outbox.len()).unwrap_or(u64::MAX);
    Ok(Committed { queued, cancelled, is_ready_again })
}

/// In the order of lanes, so that two turns that disturb the same ones do so in the same order.
async fn disturb(tx: &mut Tx<'_>, turn: &TurnCommit) -> Result<(), Error> {
    let own = (turn.lane.connection.clone(), turn.lane.chat);
    let mut others: Vec<_> = turn.disturb.iter().filter(|lane| **lane != own).collect();
    others.sort_unstable();
    for (connection, chat) in others {
        lanes::disturb(tx, connection, *chat).await?;
    }
    Ok(())
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
