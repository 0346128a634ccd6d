//! Conversations: what is remembered between turns, and how it is looked at.

mod filter;
mod list;
mod stages;
mod write;

use candor_core::{
    conversation::{Conversation, ScriptRef},
    ids::{BusinessId, ChatId, ConnectionId, ContactId, ConversationId},
    moment::Moment,
};

use crate::{
    ContactRow, Error, Store, Versioned, consent, contacts,
    seal::columns::CONVERSATION_STATE,
    sql::{Row, Tx, params},
};

pub(crate) use filter::Conditions;
pub use filter::ConversationFilter;
pub use list::{ChangedConversation, ConversationPage};
#[cfg(test)]
pub(crate) use list::{WITH_NAME, counting};
pub(crate) use list::{next_number, numbered};
pub use stages::{LeadCursor, StagedLead};
pub(crate) use write::{insert, remember_lines, update};

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
    /// Its number within the business, from 1; it never changes.
    pub number: i64,
    /// When the contact last wrote or pressed something.
    pub last_contact_at: Option<Moment>,
    /// When anybody last answered.
    pub last_answer_at: Option<Moment>,
    /// Whether the contact wants no messages, or has blocked the bot.
    pub is_opted_out: bool,
}

impl ConversationLine {
    /// Whether the contact's last words have no answer yet.
    pub fn is_unread(&self) -> bool {
        self.last_contact_at > self.last_answer_at
    }
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

/// Two things are kept beside the state, because they change without a turn: the version of the script, when a
/// publisher moves conversations, and the time of the last message sent, on every send.
pub(crate) fn read(row: &Row) -> Result<Versioned, Error> {
    let mut conversation: Conversation = row.unseal_json(&CONVERSATION_STATE)?;
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
        number: row.int("number")?,
        last_contact_at: row.opt_moment("last_contact_at")?,
        last_answer_at: row.opt_moment("last_answer_at")?,
        is_opted_out: consent::is_opted_out(tx, &business, &contact).await?,
    })
}
