//! The topics of conversations in the staff's group.

use candor_core::ids::{ChatId, ConnectionId, ConversationId};

use crate::{
    Error, Store,
    sql::{Tx, params},
};

impl Store {
    /// The topic of a conversation in a group.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn topic(
        &self,
        connection: &ConnectionId,
        chat: ChatId,
        conversation: &ConversationId,
    ) -> Result<Option<i64>, Error> {
        lookup(&mut self.reader().await?.tx(), connection, chat, conversation).await
    }

    /// How many conversations have a topic in a group.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn count_topics(&self, connection: &ConnectionId, chat: ChatId) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS rows FROM topics WHERE connection = $1 AND chat = $2";
        self.reader().await?.tx().row(sql, params![connection, chat]).await?.map_or(Ok(0), |row| row.count("rows"))
    }

    /// The conversation a topic of a group belongs to.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn conversation_of_topic(
        &self,
        connection: &ConnectionId,
        chat: ChatId,
        topic: i64,
    ) -> Result<Option<ConversationId>, Error> {
        let sql = "SELECT conversation FROM topics WHERE connection = $1 AND chat = $2 AND topic = $3";
        let row = self.reader().await?.tx().row(sql, params![connection, chat, topic]).await?;
        row.map(|row| Ok(ConversationId::from_stored(row.text("conversation")?))).transpose()
    }
}

/// The topic of a conversation in a group.
pub(crate) async fn lookup(
    tx: &mut Tx<'_>,
    connection: &ConnectionId,
    chat: ChatId,
    conversation: &ConversationId,
) -> Result<Option<i64>, Error> {
    let sql = "SELECT topic FROM topics WHERE connection = $1 AND chat = $2 AND conversation = $3";
    tx.row(sql, params![connection, chat, conversation]).await?.map(|row| row.int("topic")).transpose()
}

/// Remembers a topic that was opened; a newer one takes the place of one that was lost.
pub(crate) async fn remember(
    tx: &mut Tx<'_>,
    connection: &ConnectionId,
    chat: ChatId,
    conversation: &ConversationId,
    topic: i64,
) -> Result<(), Error> {
    let sql = "INSERT INTO topics (connection, chat, conversation, topic) VALUES ($1, $2, $3, $4)
               ON CONFLICT (connection, chat, conversation) DO UPDATE SET topic = excluded.topic";
    tx.execute(sql, params![connection, chat, conversation, topic]).await?;
    Ok(())
}

/// Forgets a topic that is gone, so that the next hand-over opens another one.
pub(crate) async fn forget(
    tx: &mut Tx<'_>,
    connection: &ConnectionId,
    chat: ChatId,
    conversation: &ConversationId,
) -> Result<(), Error> {
    let sql = "DELETE FROM topics WHERE connection = $1 AND chat = $2 AND conversation = $3";
    tx.execute(sql, params![connection, chat, conversation]).await?;
    Ok(())
}
