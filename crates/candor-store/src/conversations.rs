//! Conversations: what is remembered between turns, and how it is looked at.

use candor_core::{
    conversation::{Conversation, ScriptRef},
    ids::{BusinessId, ChatId, ConnectionId, ContactId, ConversationId},
    moment::Moment,
};

use crate::{
    ContactRow, Error, Store, Versioned, contacts,
    sql::{Row, Tx, params},
};

/// A conversation in a list, with whom it is held.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationLine {
    /// What is remembered.
    pub conversation: Versioned,
    /// With whom.
    pub contact: ContactRow,
    /// When it began.
    pub created_at: Moment,
    /// When a turn last changed it.
    pub updated_at: Moment,
}

impl Store {
    /// Looks a conversation up.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn conversation(&self, id: &ConversationId) -> Result<Option<Versioned>, Error> {
        lookup(&mut self.reader().await?.tx(), id).await
    }

    /// Finds the conversation of a chat.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn conversation_by_chat(
        &self,
        connection: &ConnectionId,
        chat: ChatId,
    ) -> Result<Option<Versioned>, Error> {
        find_by_chat(&mut self.reader().await?.tx(), connection, chat).await
    }

    /// Looks a conversation up, together with whom it is held.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn conversation_line(&self, id: &ConversationId) -> Result<Option<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        match tx.row("SELECT * FROM conversations WHERE id = $1", params![id]).await? {
            Some(row) => Ok(Some(read_line(&mut tx, &row).await?)),
            None => Ok(None),
        }
    }

    /// Conversations, newest first; `after` is the last one of the page before.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn list_conversations(
        &self,
        limit: u32,
        after: Option<&ConversationId>,
    ) -> Result<Vec<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let after = after.map(ConversationId::as_str);
        let sql = "SELECT * FROM conversations WHERE $1 IS NULL OR id < $1 ORDER BY id DESC LIMIT $2";
        let rows = tx.rows(sql, params![after, i64::from(limit)]).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(read_line(&mut tx, row).await?);
        }
        Ok(lines)
    }
}

/// Looks a conversation up.
pub(crate) async fn lookup(tx: &mut Tx<'_>, id: &ConversationId) -> Result<Option<Versioned>, Error> {
    tx.row("SELECT * FROM conversations WHERE id = $1", params![id]).await?.as_ref().map(read).transpose()
}

/// As [`lookup`]; others cannot change it until the transaction ends.
pub(crate) async fn lookup_for_update(tx: &mut Tx<'_>, id: &ConversationId) -> Result<Option<Versioned>, Error> {
    let row = tx.row_for_update("SELECT * FROM conversations WHERE id = $1", params![id]).await?;
    row.as_ref().map(read).transpose()
}

/// Finds the conversation of a chat.
pub(crate) async fn find_by_chat(
    tx: &mut Tx<'_>,
    connection: &ConnectionId,
    chat: ChatId,
) -> Result<Option<Versioned>, Error> {
    let sql = "SELECT * FROM conversations WHERE connection = $1 AND chat = $2";
    tx.row(sql, params![connection, chat]).await?.as_ref().map(read).transpose()
}

/// Writes a new conversation down.
pub(crate) async fn insert(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    conversation: &Conversation,
    now: Moment,
) -> Result<(), Error> {
    let sql = "INSERT INTO conversations
                 (connection, id, business, chat, contact, version, script_name, script_version, holder, step, language,
                  state, created_at, updated_at)
               VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $12)";
    tx.execute(
        sql,
        params![
            &conversation.connection,
            &conversation.id,
            business,
            conversation.chat,
            &conversation.contact,
            &conversation.script.name,
            conversation.script.version,
            conversation.holder.column(),
            conversation.step.as_deref(),
            conversation.language.code(),
            &state(conversation)?,
            now,
        ],
    )
    .await?;
    Ok(())
}

/// Writes what a conversation has become, raising its version.
pub(crate) async fn update(tx: &mut Tx<'_>, conversation: &Conversation, now: Moment) -> Result<(), Error> {
    let sql = "UPDATE conversations SET version = version + 1, script_name = $1, script_version = $2, holder = $3,
                 step = $4, language = $5, state = $6, updated_at = $7
               WHERE id = $8";
    tx.execute(
        sql,
        params![
            &conversation.script.name,
            conversation.script.version,
            conversation.holder.column(),
            conversation.step.as_deref(),
            conversation.language.code(),
            &state(conversation)?,
            now,
            &conversation.id,
        ],
    )
    .await?;
    Ok(())
}

fn state(conversation: &Conversation) -> Result<String, Error> {
    serde_json::to_string(conversation).map_err(|error| Error::Other(error.to_string()))
}

/// Two things are kept beside the state, because they change without a turn: the version of the script, when a
/// publisher moves conversations, and the time of the last message sent, on every send.
pub(crate) fn read(row: &Row) -> Result<Versioned, Error> {
    let mut conversation: Conversation = row.json("state")?;
    conversation.script = ScriptRef { name: row.text("script_name")?, version: row.int("script_version")? };
    conversation.last_activity_at = conversation.last_activity_at.max(row.opt_moment("last_sent_at")?);
    Ok(Versioned { conversation, version: row.int("version")? })
}

async fn read_line(tx: &mut Tx<'_>, row: &Row) -> Result<ConversationLine, Error> {
    let business = BusinessId::from_stored(row.text("business")?);
    let contact = ContactId::from_stored(row.text("contact")?);
    Ok(ConversationLine {
        conversation: read(row)?,
        contact: contacts::lookup(tx, &business, &contact).await?.ok_or(Error::Missing("contact"))?,
        created_at: row.moment("created_at")?,
        updated_at: row.moment("updated_at")?,
    })
}
