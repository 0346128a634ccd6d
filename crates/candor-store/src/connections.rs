//! Connections: one bot, or one business account behind a bot, and how far its updates have been read.
//!
//! The number of an update is unique only at one Bot API server and for one bot, so each connection counts its
//! *id epochs*: a changed bot or server starts a new one, and the numbers of the old one no longer matter.

use candor_core::{
    ids::{BusinessId, ConnectionId},
    moment::Moment,
};

use crate::{
    Error, Secret, Store,
    seal::columns::CONNECTION_TOKEN,
    sql::{Row, Tx, params},
};

/// The kind of a bot the desk answers for.
pub const BOT: &str = "bot";

/// The kind of a bot that was named and is not answered for yet: its owner is still setting the desk up.
pub const NEW_BOT: &str = "new_bot";

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
    /// Since when this bot rests, and who let it.
    pub paused: Option<(Moment, String)>,
}

impl Store {
    /// Writes a connection down, or renews what is known of it. A changed `bot_id` or `server` raises the id epoch
    /// and forgets the offset.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the id belongs to another business.
    pub async fn upsert_connection(&self, connection: NewConnection) -> Result<Connection, Error> {
        self.write(connection, |connection, tx| Box::pin(upsert(connection, tx))).await
    }

    /// Writes a new bot down with its token, sealed, in the place of any other new bot of the business.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the id belongs to another business.
    pub async fn keep_new_bot(&self, bot: NewConnection, token: &str) -> Result<Connection, Error> {
        let bot = NewConnection { kind: NEW_BOT.to_owned(), ..bot };
        self.write((bot, Secret::new(token.to_owned())), |(bot, token), tx| Box::pin(keep_new(bot, token, tx))).await
    }

    /// Looks a connection up.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn connection(&self, id: &ConnectionId) -> Result<Option<Connection>, Error> {
        lookup(&mut self.reader().await?.tx(), id).await
    }

    /// All connections, by id.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn list_connections(&self) -> Result<Vec<Connection>, Error> {
        let rows = self.reader().await?.tx().rows("SELECT * FROM connections ORDER BY business, id", params![]).await?;
        rows.iter().map(read).collect()
    }

    /// What to pass as `offset` to the next `getUpdates`.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such connection.
    pub async fn update_offset(&self, id: &ConnectionId) -> Result<Option<i64>, Error> {
        Ok(self.connection(id).await?.ok_or(Error::Missing("connection"))?.update_offset)
    }

    /// Keeps the token of a bot, sealed, in place of the one kept before.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such connection.
    pub async fn keep_token(&self, id: &ConnectionId, token: &str) -> Result<(), Error> {
        let kept = (id.clone(), Secret::new(token.to_owned()));
        self.write(kept, |(id, token), mut tx| Box::pin(async move { keep_token(&mut tx, id, token).await })).await
    }

    /// The token kept of a bot, if one is.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it does not open; whatever keeps the database from answering.
    pub async fn token(&self, id: &ConnectionId) -> Result<Option<Secret>, Error> {
        let row = self.reader().await?.tx().row("SELECT id, token FROM connections WHERE id = $1", params![id]).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(row.unseal_opt(&CONNECTION_TOKEN)?.map(Secret::new))
    }
}

/// Keeps the token of a bot, sealed, in place of the one kept before.
pub(crate) async fn keep_token(tx: &mut Tx<'_>, id: &ConnectionId, token: &Secret) -> Result<(), Error> {
    let token = tx.seal(&CONNECTION_TOKEN, params![id], token.expose())?;
    match tx.execute("UPDATE connections SET token = $1 WHERE id = $2", params![&token, id]).await? {
        0 => Err(Error::Missing("connection")),
        _ => Ok(()),
    }
}

/// Lets a bot rest from now on, or work again where there is no moment and no name.
pub(crate) async fn pause(tx: &mut Tx<'_>, id: &ConnectionId, paused: Option<&(Moment, String)>) -> Result<(), Error> {
    let (at, by) = (paused.map(|(at, _)| *at), paused.map(|(_, by)| by.as_str()));
    let sql = "UPDATE connections SET paused_at = $1, paused_by = $2 WHERE id = $3";
    match tx.execute(sql, params![at, by, id]).await? {
        0 => Err(Error::Missing("connection")),
        _ => Ok(()),
    }
}

/// Looks a connection up.
pub(crate) async fn lookup(tx: &mut Tx<'_>, id: &ConnectionId) -> Result<Option<Connection>, Error> {
    tx.row("SELECT * FROM connections WHERE id = $1", params![id]).await?.as_ref().map(read).transpose()
}

async fn keep_new(bot: &NewConnection, token: &Secret, mut tx: Tx<'_>) -> Result<Connection, Error> {
    let kept = upsert_in(bot, &mut tx).await?;
    let token = tx.seal(&CONNECTION_TOKEN, params![&bot.id], token.expose())?;
    tx.execute("UPDATE connections SET token = $1 WHERE id = $2", params![&token, &bot.id]).await?;
    // Nobody wrote to a bot that was only named; one people did write to stays, without its token.
    tx.execute(
        "UPDATE connections SET token = NULL WHERE business = $1 AND kind = $2 AND id <> $3",
        params![&bot.business, NEW_BOT, &bot.id],
    )
    .await?;
    tx.execute(
        "DELETE FROM connections WHERE business = $1 AND kind = $2 AND id <> $3 AND update_offset IS NULL
           AND NOT EXISTS (SELECT 1 FROM conversations WHERE conversations.connection = connections.id)",
        params![&bot.business, NEW_BOT, &bot.id],
    )
    .await?;
    Ok(kept)
}

async fn upsert(connection: &NewConnection, mut tx: Tx<'_>) -> Result<Connection, Error> {
    upsert_in(connection, &mut tx).await
}

async fn upsert_in(connection: &NewConnection, tx: &mut Tx<'_>) -> Result<Connection, Error> {
    let known = lookup(tx, &connection.id).await?;
    if known.as_ref().is_some_and(|known| known.business != connection.business) {
        return Err(Error::Conflict("the connection"));
    }
    let (id_epoch, update_offset) = match known {
        None => (1, None),
        Some(known) if known.bot_id == connection.bot_id && known.server == connection.server => {
            (known.id_epoch, known.update_offset)
        }
        Some(known) => (known.id_epoch.saturating_add(1), None),
    };
    tx.execute(
        "INSERT INTO connections
           (business, id, kind, bot_id, bot_username, script_name, server, update_offset, id_epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (business, id) DO UPDATE SET
           kind = excluded.kind, bot_id = excluded.bot_id, bot_username = excluded.bot_username,
           script_name = excluded.script_name, server = excluded.server,
           update_offset = excluded.update_offset, id_epoch = excluded.id_epoch",
        params![
            &connection.business,
            &connection.id,
            &connection.kind,
            connection.bot_id,
            &connection.bot_username,
            &connection.script_name,
            &connection.server,
            update_offset,
            id_epoch,
        ],
    )
    .await?;
    lookup(tx, &connection.id).await?.ok_or(Error::Missing("connection"))
}

fn read(row: &Row) -> Result<Connection, Error> {
    Ok(Connection {
        id: ConnectionId::from_stored(row.text("id")?),
        business: BusinessId::from_stored(row.text("business")?),
        kind: row.text("kind")?,
        bot_id: row.int("bot_id")?,
        bot_username: row.text("bot_username")?,
        script_name: row.text("script_name")?,
        server: row.text("server")?,
        update_offset: row.opt_int("update_offset")?,
        id_epoch: row.int("id_epoch")?,
        paused: row.opt_moment("paused_at")?.zip(row.opt_text("paused_by")?),
    })
}
