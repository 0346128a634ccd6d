//! Looking at the outbox.

use candor_core::{
    ids::{ChatId, ConnectionId, ConversationId, MessageId, OutboxId, TurnId},
    message::Author,
    moment::Moment,
    outbox::{Carried, Delivery, Purpose},
};

use crate::{
    Error, Store,
    seal::columns::OUTBOX_DELIVERY,
    sql::{Row, params},
    timeline::read_author,
};

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// Waits.
    Ready,
    /// Is being sent.
    Sending,
    /// Arrived at the channel.
    Sent,
    /// Nobody knows.
    Uncertain,
    /// The gate or an opt-out stopped it.
    Cancelled,
    /// The channel refused it.
    Failed,
}

impl DeliveryState {
    /// The word stored in the state column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Uncertain => "uncertain",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        [Self::Ready, Self::Sending, Self::Sent, Self::Uncertain, Self::Cancelled, Self::Failed]
            .into_iter()
            .find(|state| state.column() == word)
    }
}

/// A row as a person looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryLine {
    /// Its id.
    pub id: OutboxId,
    /// Over which connection.
    pub connection: ConnectionId,
    /// To which chat.
    pub chat: ChatId,
    /// The turn that caused it.
    pub turn: TurnId,
    /// Its place among the rows of the turn.
    pub seq: i64,
    /// What it is for.
    pub purpose: Purpose,
    /// Who says it.
    pub author: Author,
    /// What is done: as planned, or as the gate changed it.
    pub delivery: Delivery,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was begun.
    pub attempts: i64,
    /// The channel's number of it, once sent.
    pub message_id: Option<MessageId>,
    /// Why it was cancelled, refused, put off or left uncertain.
    pub reason: Option<String>,
    /// When the turn was committed.
    pub created_at: Moment,
    /// When it was settled, if it was.
    pub settled_at: Option<Moment>,
    /// The conversation it belongs to: for staff rows, the contact's.
    pub conversation: Option<ConversationId>,
}

/// What a sent message was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// Its row.
    pub id: OutboxId,
    /// The conversation it belongs to: for staff rows, the contact's.
    pub conversation: Option<ConversationId>,
    /// What it was for.
    pub purpose: Purpose,
    /// The message it carried on, if it carried one.
    pub carried: Option<Carried>,
}

impl Store {
    /// All rows of a conversation, in the order in which they were decided.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn delivery_states(&self, conversation: &ConversationId) -> Result<Vec<DeliveryLine>, Error> {
        let sql = "SELECT * FROM outbox WHERE conversation = $1 ORDER BY position";
        self.reader().await?.tx().rows(sql, params![conversation]).await?.iter().map(read).collect()
    }

    /// All rows of unknown fate, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn list_uncertain(&self) -> Result<Vec<DeliveryLine>, Error> {
        let sql = "SELECT * FROM outbox WHERE state = 'uncertain' ORDER BY position";
        self.reader().await?.tx().rows(sql, params![]).await?.iter().map(read).collect()
    }

    /// Finds the row a message in a chat came from, such as the card an operator replied to.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn message_of(
        &self,
        connection: &ConnectionId,
        chat: ChatId,
        message_id: MessageId,
    ) -> Result<Option<SentMessage>, Error> {
        let sql = "SELECT id, conversation, purpose, source_chat, source_message FROM outbox
                   WHERE connection = $1 AND chat = $2 AND message_id = $3 ORDER BY position LIMIT 1";
        let row = self.reader().await?.tx().row(sql, params![connection, chat, message_id]).await?;
        row.map(|row| {
            Ok(SentMessage {
                id: OutboxId::from_stored(row.text("id")?),
                conversation: row.opt_text("conversation")?.map(ConversationId::from_stored),
                purpose: row.word("purpose", Purpose::from_column)?,
                carried: carried(&row)?,
            })
        })
        .transpose()
    }

    /// The rows that carried a message on, in the order in which they were decided.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn carriers_of(&self, connection: &ConnectionId, carried: Carried) -> Result<Vec<DeliveryLine>, Error> {
        let sql = "SELECT * FROM outbox WHERE connection = $1 AND source_chat = $2 AND source_message = $3
                   ORDER BY position";
        let rows = self.reader().await?.tx().rows(sql, params![connection, carried.chat, carried.message_id]).await?;
        rows.iter().map(read).collect()
    }

    /// Looks a row up.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn delivery(&self, id: &OutboxId) -> Result<Option<DeliveryLine>, Error> {
        let sql = "SELECT * FROM outbox WHERE id = $1";
        self.reader().await?.tx().row(sql, params![id]).await?.as_ref().map(read).transpose()
    }
}

fn carried(row: &Row) -> Result<Option<Carried>, Error> {
    let (chat, message_id) = (row.opt_int("source_chat")?.map(ChatId), row.opt_message("source_message")?);
    Ok(chat.zip(message_id).map(|(chat, message_id)| Carried { chat, message_id }))
}

fn read(row: &Row) -> Result<DeliveryLine, Error> {
    Ok(DeliveryLine {
        id: OutboxId::from_stored(row.text("id")?),
        connection: ConnectionId::from_stored(row.text("connection")?),
        chat: row.chat("chat")?,
        turn: TurnId::from_stored(row.text("turn")?),
        seq: row.int("seq")?,
        purpose: row.word("purpose", Purpose::from_column)?,
        author: read_author(row)?,
        delivery: row.unseal_json(&OUTBOX_DELIVERY)?,
        state: row.word("state", DeliveryState::from_column)?,
        attempts: row.int("attempts")?,
        message_id: row.opt_message("message_id")?,
        reason: row.opt_text("reason")?,
        created_at: row.moment("created_at")?,
        settled_at: row.opt_moment("settled_at")?,
        conversation: row.opt_text("conversation")?.map(ConversationId::from_stored),
    })
}
