//! What became of a send.

use candor_core::{
    ids::{BusinessId, ConnectionId, ConversationId, MessageId, OutboxId, TurnId},
    moment::Moment,
    outbox::{Delivery, Disclosure, Purpose},
};

use super::Settlement;
use crate::{
    Changes, Error, Store, conversations, files,
    hints::hint,
    seal::columns::OUTBOX_DELIVERY,
    sql::{Row, Tx, params},
    topics, webhooks,
};

impl Store {
    /// The channel took it. Repeating this is harmless. When the words said that an AI is writing, the conversation
    /// remembers it in the same transaction.
    ///
    /// # Errors
    /// Try again: the message is out, and until this is written it counts as being sent.
    pub async fn mark_sent(&self, id: &OutboxId, arrival: Arrival, now: Moment) -> Result<(), Error> {
        let sent = Sent { id: id.clone(), arrival, now };
        let arrived = self.write(sent, |sent, mut tx| Box::pin(async move { arrive(&mut tx, sent).await })).await?;
        hint(&self.hints().outbox);
        if arrived.is_some_and(|told| told > 0) {
            hint(&self.hints().webhooks);
        }
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

    /// The channel says that the topic it was to go to is gone, and took nothing: the topic is forgotten and the row is
    /// ready again, for the general one.
    ///
    /// # Errors
    /// Try again.
    pub async fn topic_is_gone(&self, id: &OutboxId, now: Moment) -> Result<(), Error> {
        let gone = (id.clone(), now);
        self.write(gone, |(id, now), mut tx| {
            Box::pin(async move {
                let sql = "UPDATE outbox SET state = 'ready', not_before = $1, reason = 'topic_gone', owner = NULL
                           WHERE id = $2 AND state = 'sending' RETURNING connection, chat, topic_of";
                let Some(row) = tx.row(sql, params![*now, id]).await? else { return Ok(()) };
                let Some(of) = row.opt_text("topic_of")?.map(ConversationId::from_stored) else { return Ok(()) };
                topics::forget(&mut tx, &ConnectionId::from_stored(row.text("connection")?), row.chat("chat")?, &of)
                    .await
            })
        })
        .await?;
        hint(&self.hints().outbox);
        Ok(())
    }

    /// Nobody knows whether the channel took it. An idempotent one is made ready again instead, and nothing else happens.
    /// Otherwise `told` is written in the same transaction: whom a person should look for it.
    ///
    /// # Errors
    /// Try again; [`Error::Conflict`] if what is told rests on something that has changed.
    pub async fn mark_uncertain(&self, id: &OutboxId, reason: &str, told: Told, now: Moment) -> Result<(), Error> {
        self.end(Ending { id: id.clone(), state: "uncertain", reason: reason.to_owned(), told, now }).await
    }

    /// The channel refused it for good. `told` is written in the same transaction.
    ///
    /// # Errors
    /// As [`Self::mark_uncertain`].
    pub async fn mark_failed(&self, id: &OutboxId, reason: &str, told: Told, now: Moment) -> Result<(), Error> {
        self.end(Ending { id: id.clone(), state: "failed", reason: reason.to_owned(), told, now }).await
    }

    async fn end(&self, ending: Ending) -> Result<(), Error> {
        self.write(ending, |ending, tx| Box::pin(end(ending, tx))).await?;
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

/// What is written together with the bad end of a row, so that nobody hears of it twice or never.
pub type Told = Option<(BusinessId, Changes)>;

struct Ending {
    id: OutboxId,
    state: &'static str,
    reason: String,
    told: Told,
    now: Moment,
}

async fn end(ending: &Ending, mut tx: Tx<'_>) -> Result<(), Error> {
    let Ending { id, state, reason, told, now } = ending;
    if let Some((business, changes)) = told {
        tx.lock(changes.locks(business)).await?;
    }
    if *state == "uncertain" {
        let again = "UPDATE outbox SET state = 'ready', not_before = $1, reason = $2, owner = NULL
                     WHERE id = $3 AND state = 'sending' AND is_idempotent";
        tx.execute(again, params![now.plus_millis(AGAIN_AFTER_MILLIS), reason, id]).await?;
    }
    let sql = "UPDATE outbox SET state = $1, settled_at = $2, reason = $3 WHERE id = $4 AND state = 'sending'
               RETURNING id, connection, delivery";
    let Some(row) = tx.row(sql, params![*state, *now, reason, id]).await? else { return Ok(()) };
    if *state == "failed" {
        files::forget(
            &mut tx,
            &ConnectionId::from_stored(row.text("connection")?),
            &row.unseal_json(&OUTBOX_DELIVERY)?,
        )
        .await?;
    }
    if let Some((business, changes)) = told {
        if changes.refusal(&mut tx, business, *now).await?.is_some() {
            return Err(Error::Conflict("what the failure is told about"));
        }
        changes.write(&mut tx, business, None, *now).await?;
    }
    Ok(())
}

/// Cancels what is ready for a contact, whatever the desk meant to say.
pub(crate) async fn cancel_of(
    tx: &mut Tx<'_>,
    conversation: &ConversationId,
    reason: &str,
    now: Moment,
) -> Result<u64, Error> {
    let sql = "UPDATE outbox SET state = 'cancelled', reason = $1, settled_at = $2
               WHERE state = 'ready' AND purpose = 'reply' AND conversation = $3";
    tx.execute(sql, params![reason, now, conversation]).await
}

/// What the channel said when it took a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Its number of the message, where it is one.
    pub message_id: Option<MessageId>,
    /// Its number of the topic that was opened.
    pub topic: Option<i64>,
    /// Its id of the file that was sent, where there was one.
    pub file: Option<String>,
    /// Whether the words say that an AI is writing, as [`super::Begun::Send`] said.
    pub discloses: bool,
}

struct Sent {
    id: OutboxId,
    arrival: Arrival,
    now: Moment,
}

/// Marks a row as sent, and lets its conversation remember it; also one of unknown fate, for now its fate is known.
/// `None` if it was neither, else how many deliveries to webhooks tell of it.
async fn arrive(tx: &mut Tx<'_>, sent: &Sent) -> Result<Option<u64>, Error> {
    let sql = "UPDATE outbox SET state = 'sent', message_id = $1, settled_at = $2, reason = NULL
               WHERE id = $3 AND state IN ('sending', 'uncertain')
               RETURNING id, conversation, turn, author, purpose, disclosure, connection, chat, delivery, topic_of";
    let params = params![sent.arrival.message_id, sent.now, &sent.id];
    let Some(row) = tx.row(sql, params).await? else { return Ok(None) };
    remember(tx, sent, &row).await?;
    let connection = ConnectionId::from_stored(row.text("connection")?);
    let delivery: Delivery = row.unseal_json(&OUTBOX_DELIVERY)?;
    files::forget(tx, &connection, &delivery).await?;
    // What went to the staff is opened where it went.
    let is_staff = row.word("purpose", Purpose::from_column)? == Purpose::Staff;
    if let (Some(file), Some(remote), false) = (delivery.file(), &sent.arrival.file, is_staff) {
        files::remember_sent(tx, &connection, file, remote, sent.now).await?;
    }
    let opened = sent.arrival.topic.zip(row.opt_text("topic_of")?);
    if let Some((topic, of)) = opened {
        let of = ConversationId::from_stored(of);
        topics::remember(tx, &connection, row.chat("chat")?, &of, topic).await?;
    }
    tell(tx, sent, &row, &delivery).await.map(Some)
}

/// Tells webhooks of a message to a contact; of nothing that went to the staff.
async fn tell(tx: &mut Tx<'_>, sent: &Sent, row: &Row, delivery: &Delivery) -> Result<u64, Error> {
    let is_message = delivery.file().is_some() || matches!(delivery, Delivery::Send { .. } | Delivery::Copy { .. });
    let is_staff = row.word("purpose", Purpose::from_column)? == Purpose::Staff;
    let Some(id) = row.opt_text("conversation")?.map(ConversationId::from_stored).filter(|_| is_message && !is_staff)
    else {
        return Ok(0);
    };
    let (turn, author) = (TurnId::from_stored(row.text("turn")?), row.text("author")?);
    webhooks::tell_sent(tx, &id, (&sent.id, &turn, &author), sent.now).await
}

/// The time of sending is a column of its own and disturbs no turn. A disclosure changes the conversation itself: a
/// turn that read it before is taken again, which happens at most once a day and conversation.
async fn remember(tx: &mut Tx<'_>, sent: &Sent, row: &Row) -> Result<(), Error> {
    let is_staff = row.word("purpose", Purpose::from_column)? == Purpose::Staff;
    let Some(id) = row.opt_text("conversation")?.map(ConversationId::from_stored).filter(|_| !is_staff) else {
        return Ok(());
    };
    tx.execute("UPDATE conversations SET last_sent_at = $1 WHERE id = $2", params![sent.now, &id]).await?;
    if !sent.arrival.discloses && !row.json::<Disclosure>("disclosure")?.is_in_text {
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
            let arrival = Arrival { message_id, ..Arrival::default() };
            return Ok(arrive(tx, &Sent { id: id.clone(), arrival, now }).await?.is_some());
        }
        Settlement::Resend => {
            "UPDATE outbox SET state = 'ready', not_before = $1, settled_at = NULL, owner = NULL WHERE id = $2"
        }
        Settlement::GiveUp => {
            let sql = "SELECT id, connection, delivery FROM outbox WHERE id = $1";
            if let Some(row) = tx.row(sql, params![id]).await? {
                let connection = ConnectionId::from_stored(row.text("connection")?);
                files::forget(tx, &connection, &row.unseal_json(&OUTBOX_DELIVERY)?).await?;
            }
            "UPDATE outbox SET state = 'failed', settled_at = $1 WHERE id = $2"
        }
    };
    Ok(tx.execute(sql, params![now, id]).await? > 0)
}
