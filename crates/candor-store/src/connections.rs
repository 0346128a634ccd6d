//! Connections: one bot, or one business account behind a bot, and how far its updates have been read.
//!
//! The number of an update is unique only at one Bot API server and for one bot, so each connection counts its
//! *id epochs*: a changed bot or server starts a new one, and the numbers of the old one no longer matter.

use candor_core::ids::{BusinessId, ConnectionId};

use crate::{Error, Store};

/// A connection as the desk knows it after asking the channel who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConnection {
    /// Its id, chosen once and kept.
    pub id: ConnectionId,
    /// Whose it is.
    pub business: BusinessId,
    /// What sort of connection, such as `bot`.
    pub kind: String,
    /// The bot's number (Bot API, `getMe`).
    pub bot_id: i64,
    /// The bot's name without the at sign.
    pub bot_username: String,
    /// The script new conversations begin with.
    pub script_name: String,
    /// The root address of the Bot API server, without any token. Another server counts updates anew.
    pub server: String,
}

/// A connection as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// Whose it is.
    pub business: BusinessId,
    /// What sort of connection, such as `bot`.
    pub kind: String,
    /// The bot's number.
    pub bot_id: i64,
    /// The bot's name without the at sign.
    pub bot_username: String,
    /// The script new conversations begin with.
    pub script_name: String,
    /// The root address of the Bot API server.
    pub server: String,
    /// What to pass as `offset` to the next `getUpdates`; `None` before the first.
    pub update_offset: Option<i64>,
    /// Rises when the bot or the server changes and updates are numbered anew.
    pub id_epoch: i64,
}

impl Store {
    /// Writes a connection down, or renews what is known of it. A changed `bot_id` or `server` raises the id epoch
    /// and forgets the offset.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the id belongs to another business.
    pub async fn upsert_connection(&self, connection: NewConnection) -> Result<Connection, Error> {
        let _ = connection;
        todo!()
    }

    /// Looks a connection up.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn connection(&self, id: &ConnectionId) -> Result<Option<Connection>, Error> {
        let _ = id;
        todo!()
    }

    /// All connections, by id.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn list_connections(&self) -> Result<Vec<Connection>, Error> {
        todo!()
    }

    /// What to pass as `offset` to the next `getUpdates`.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such connection.
    pub async fn update_offset(&self, id: &ConnectionId) -> Result<Option<i64>, Error> {
        let _ = id;
        todo!()
    }
}
