//! Conversations: what is remembered between turns, and how it is looked at.

use candor_core::{
    ids::{ChatId, ConnectionId, ConversationId},
    moment::Moment,
};

use crate::{ContactRow, Error, Store, Versioned};

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
        let _ = id;
        todo!()
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
        let _ = (connection, chat);
        todo!()
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
        let _ = (limit, after);
        todo!()
    }
}
