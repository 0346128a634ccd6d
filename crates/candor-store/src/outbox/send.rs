//! The transaction that starts a send: the last gate is asked in it.

use candor_core::{
    consent::{Gate, GateView, gate},
    conversation::Conversation,
    ids::{ConnectionId, ConversationId, OutboxId},
    moment::Moment,
    outbox::{Delivery, Disclosure, Purpose},
};

use super::{Begun, insert::json};
use crate::{
    Error, Store, connections, consent, conversations, files,
    hints::hint,
    seal::columns::OUTBOX_DELIVERY,
    sql::{Row, Tx, params},
    timeline::read_author,
    topics,
};

impl Store {
    /// Asks the last gate and marks the row as being sent, in one transaction. Only what comes back as
    /// [`Begun::Send`] may be sent, once.
    ///
    /// # Errors
    /// On any error do not send.
    pub async fn begin_sending(&self, id: &OutboxId, owner: &str, now: Moment) -> Result<Begun, Error> {
        let beginning = Beginning { id: id.clone(), owner: owner.to_owned(), now };
        let begun = match self.write(beginning.clone(), |beginning, tx| Box::pin(begin(beginning, tx))).await {
            Ok(begun) => begun,
            Err(error) => {
                self.undo(beginning).await;
                return Err(error);
            }
        };
        if matches!(begun, Begun::Cancelled { .. }) {
            // The next row of the lane has its turn.
            hint(&self.hints().outbox);
        }
        Ok(begun)
    }
}

impl Store {
    /// A connection to PostgreSQL may break while it commits, so that the row is marked and the caller told otherwise.
    /// The caller then sends nothing: the mark is taken back, or the lane would wait for the next start of the desk.
    async fn undo(&self, beginning: Beginning) {
        let undone = self.write(beginning, |beginning, mut tx| {
            Box::pin(async move {
                let sql = "UPDATE outbox SET state = 'ready', owner = NULL
                           WHERE id = $1 AND state = 'sending' AND owner = $2 AND sending_at = $3";
                tx.execute(sql, params![&beginning.id, &beginning.owner, beginning.now]).await
            })
        });
        if let Err(error) = undone.await {
            tracing::warn!("Whether a row was marked as being sent is not known until the next start: {error}");
        }
    }
}

#[derive(Clone)]
struct Beginning {
    id: OutboxId,
    owner: String,
    now: Moment,
}

const MINE: &str = concat!("SELECT * FROM outbox o WHERE o.id = $1 AND o.state = 'ready' AND ", first_in_lane!());

async fn begin(beginning: &Beginning, mut tx: Tx<'_>) -> Result<Begun, Error> {
    let Some(row) = tx.row_for_update(MINE, params![&beginning.id]).await? else { return Ok(Begun::NotMine) };
    let conversation = row.opt_text("conversation")?.map(ConversationId::from_stored);
    match ask(&mut tx, &row, conversation.as_ref(), beginning.now).await? {
        Gate::Cancel { reason } => {
            let sql = "UPDATE outbox SET state = 'cancelled', reason = $1, settled_at = $2 WHERE id = $3";
            tx.execute(sql, params![reason, beginning.now, &beginning.id]).await?;
            let connection = ConnectionId::from_stored(row.text("connection")?);
            files::forget(&mut tx, &connection, &row.unseal_json(&OUTBOX_DELIVERY)?).await?;
            Ok(Begun::Cancelled { reason: reason.to_owned() })
        }
        Gate::Send { delivery, discloses } => {
            let attempt = row.int("attempts")?.saturating_add(1);
            // What the gate put before the words stays there: asked again after a refusal, it adds nothing twice.
            let disclosure = Disclosure { is_in_text: discloses, ..row.json("disclosure")? };
            let start_of = Start { delivery: &delivery, disclosure: &disclosure, attempt };
            start(&mut tx, beginning, start_of).await?;
            let topic = topic(&mut tx, &row).await?;
            Ok(Begun::Send { delivery, attempt, discloses, conversation, topic })
        }
    }
}

/// Shows the gate everything as it is now, not as it was when the row was planned.
async fn ask(tx: &mut Tx<'_>, row: &Row, conversation: Option<&ConversationId>, now: Moment) -> Result<Gate, Error> {
    let known: Option<Conversation> = match conversation {
        Some(id) => conversations::lookup_for_update(tx, id).await?.map(|known| known.conversation),
        None => None,
    };
    let is_opted_out = match &known {
        Some(known) => {
            let connection = connections::lookup(tx, &known.connection).await?.ok_or(Error::Missing("connection"))?;
            consent::is_opted_out(tx, &connection.business, &known.contact).await?
        }
        None => false,
    };
    Ok(gate(&GateView {
        purpose: row.word("purpose", Purpose::from_column)?,
        author: &read_author(row)?,
        delivery: &row.unseal_json::<Delivery>(&OUTBOX_DELIVERY)?,
        disclosure: &row.json::<Disclosure>("disclosure")?,
        conversation: known.as_ref(),
        is_opted_out,
        now,
    }))
}

/// The topic a row goes to: known only now, for the row that opens it may have left just before.
async fn topic(tx: &mut Tx<'_>, row: &Row) -> Result<Option<i64>, Error> {
    let Some(of) = row.opt_text("topic_of")?.map(ConversationId::from_stored) else { return Ok(None) };
    let connection = ConnectionId::from_stored(row.text("connection")?);
    topics::lookup(tx, &connection, row.chat("chat")?, &of).await
}

struct Start<'a> {
    delivery: &'a Delivery,
    disclosure: &'a Disclosure,
    attempt: i64,
}

async fn start(tx: &mut Tx<'_>, beginning: &Beginning, begun: Start<'_>) -> Result<(), Error> {
    let sql = "UPDATE outbox SET state = 'sending', delivery = $1, disclosure = $2, attempts = $3, owner = $4,
                 sending_at = $5, reason = NULL
               WHERE id = $6";
    let delivery = tx.seal(&OUTBOX_DELIVERY, params![&beginning.id], &json(begun.delivery)?)?;
    let disclosure = json(begun.disclosure)?;
    let params = params![&delivery, &disclosure, begun.attempt, &beginning.owner, beginning.now, &beginning.id];
    tx.execute(sql, params).await?;
    Ok(())
}
