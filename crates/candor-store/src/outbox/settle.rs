//! What became of a send.

use candor_core::{
    ids::{ConversationId, MessageId, OutboxId},
    moment::Moment,
    outbox::{Disclosure, Purpose},
};

use super::Settlement;
use crate::{
    Error, Store, conversations,
    hints::hint,
    sql::{Row, Tx, params},
};

impl Store {
    /// The channel took it. Repeating this is harmless. When the words said that an AI is writing, the conversation
    /// remembers it in the same transaction.
    ///
    /// # Errors
    /// Try again: the message is out, and until this is written it counts as being sent.
    pub async fn mark_sent(
        &self,
        id: &OutboxId,
        message_id: Option<MessageId>,
        discloses: bool,
        now: Moment,
    ) -> Result<(), Error> {
        let sent = Sent { id: id.clone(), message_id, discloses, now };
        self.write(sent, |sent, mut tx| Box::pin(async move { arrive(&mut tx, sent).await })).await?;
        hint(&self.hints().outbox);
        Ok(())
    }

    /// The channel certainly did not take it (too many requests, no connection made), or was not asked: ready again from
    /// `not_before`.
    ///
    /// # Errors
    /// Try again.
    pub async fn retry_at(&self, id: &OutboxId, not_before: Moment, reason: &str) -> Result<(), Error> {
        let retry = (id.clone(), not_before, reason.to_owned());
        self.write(retry, |(id, not_before, reason), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE outbox SET state = 'ready', not_before = $1, reason = $2, owner = NULL
                           WHERE id = $3 AND state IN ('ready', 'sending')";
                tx.execute(sql, params![*not_before, reason, id]).await
            })
        })
        .await?;
        hint(&self.hints().outbox);
        Ok(())
    }

    /// Nobody knows whether the channel took it. An idempotent one is made ready again instead.
    ///
    /// # Errors
    /// Try again.
    pub async fn mark_uncertain(&self, id: &OutboxId, reason: &str, now: Moment) -> Result<(), Error> {
        let doubt = (id.clone(), reason.to_owned(), now);
        self.write(doubt, |(id, reason, now), mut tx| {
            Box::pin(async move {
                let again = "UPDATE outbox SET state = 'ready', not_before = $1, reason = $2, owner = NULL
                             WHERE id = $3 AND state = 'sending' AND is_idempotent";
                tx.execute(again, params![now.plus_millis(AGAIN_AFTER_MILLIS), reason, id]).await?;
                let doubtful = "UPDATE outbox SET state = 'uncertain', settled_at = $1, reason = $2
                                WHERE id = $3 AND state = 'sending'";
                tx.execute(doubtful, params![*now, reason, id]).await
            })
        })
        .await?;
        hint(&self.hints().outbox);
        Ok(())
    }

    /// The channel refused it for good.
    ///
    /// # Errors
    /// Try again.
    pub async fn mark_failed(&self, id: &OutboxId, reason: &str, now: Moment) -> Result<(), Error> {
        let failure = (id.clone(), reason.to_owned(), now);
        self.write(failure, |(id, reason, now), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE outbox SET state = 'failed', settled_at = $1, reason = $2
                           WHERE id = $3 AND state = 'sending'";
                tx.execute(sql, params![*now, reason, id]).await
            })
        })
        .await?;
        hint(&self.hints().outbox);
        Ok(())
    }

    /// Settles a row of unknown fate. False if it was not one.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn settle_uncertain(&self, id: &OutboxId, settlement: Settlement, now: Moment) -> Result<bool, Error> {
        let finding = (id.clone(), settlement, now);
        let is_settled = self
            .write(finding, |(id, settlement, now), mut tx| {
                Box::pin(async move { settle(&mut tx, id, *settlement, *now).await })
            })
            .await?;
        hint(&self.hints().outbox);
        Ok(is_settled)
    }
}

/// An idempotent delivery of unknown fate is done again so much later.
const AGAIN_AFTER_MILLIS: i64 = 1_000;

struct Sent {
    id: OutboxId,
    message_id: Option<MessageId>,
    discloses: bool,
    now: Moment,
}

/// Marks a row as sent, and lets its conversation remember it; also one of unknown fate, for now its fate is known.
/// False if it was neither.
async fn arrive(tx: &mut Tx<'_>, sent: &Sent) -> Result<bool, Error> {
    let sql = "UPDATE outbox SET state = 'sent', message_id = $1, settled_at = $2, reason = NULL
               WHERE id = $3 AND state IN ('sending', 'uncertain')
               RETURNING conversation, purpose, disclosure";
    let Some(row) = tx.row(sql, params![sent.message_id, sent.now, &sent.id]).await? else { return Ok(false) };
    remember(tx, sent, &row).await?;
    Ok(true)
}

/// The time of sending is a column of its own and disturbs no turn. A disclosure changes the conversation itself: a
/// turn that read it before is taken again, which happens at most once a day and conversation.
async fn remember(tx: &mut Tx<'_>, sent: &Sent, row: &Row) -> Result<(), Error> {
    let is_staff = row.word("purpose", Purpose::from_column)? == Purpose::Staff;
    let Some(id) = row.opt_text("conversation")?.map(ConversationId::from_stored).filter(|_| !is_staff) else {
        return Ok(());
    };
    tx.execute("UPDATE conversations SET last_sent_at = $1 WHERE id = $2", params![sent.now, &id]).await?;
    if !sent.discloses && !row.json::<Disclosure>("disclosure")?.is_in_text {
        return Ok(());
    }
    if let Some(known) = conversations::lookup_for_update(tx, &id).await? {
        let mut conversation = known.conversation;
        conversation.disclosed_at = Some(sent.now);
        conversations::update(tx, &conversation, sent.now).await?;
    }
    Ok(())
}

async fn settle(tx: &mut Tx<'_>, id: &OutboxId, settlement: Settlement, now: Moment) -> Result<bool, Error> {
    let doubtful = "SELECT id FROM outbox WHERE id = $1 AND state = 'uncertain'";
    if tx.row_for_update(doubtful, params![id]).await?.is_none() {
        return Ok(false);
    }
    let sql = match settlement {
        Settlement::Sent { message_id } => {
            return arrive(tx, &Sent { id: id.clone(), message_id, discloses: false, now }).await;
        }
        Settlement::Resend => {
            "UPDATE outbox SET state = 'ready', not_before = $1, settled_at = NULL, owner = NULL WHERE id = $2"
        }
        Settlement::GiveUp => "UPDATE outbox SET state = 'failed', settled_at = $1 WHERE id = $2",
    };
    Ok(tx.execute(sql, params![now, id]).await? > 0)
}
