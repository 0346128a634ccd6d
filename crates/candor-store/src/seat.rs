//! The seat: all that is known when a turn begins.

use candor_core::conversation::Conversation;

use crate::{
    Connection, ContactRow, DeskRow, Error, InboxKey, InboxRow, LeasedLane, OperatorRow, Store, connections, consent,
    contacts, conversations, desks, knowledge, lanes, operators,
    seal::columns::INBOX_RAW,
    sql::{Row, Tx, params},
};

/// A conversation with the version it was read at.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned {
    /// What is remembered.
    pub conversation: Conversation,
    /// To be given back in [`crate::ConversationChange::expected_version`].
    pub version: i64,
}

/// A turn takes at most so many unread updates; the rest wait for the next.
pub const MOST_UNREAD: i64 = 500;

/// All that is known when a turn begins.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatRows {
    /// The lease, with the epoch as it is now: commit with this one, so that inputs that came after the claim and
    /// are among `unread` do not supersede the turn that answers them.
    pub lane: LeasedLane,
    /// The connection.
    pub connection: Connection,
    /// What nobody has answered yet, in the order in which it was sent.
    pub unread: Vec<InboxRow>,
    /// Whether more wait behind them: a flood is taken in pieces, so that no turn outlasts its lease.
    pub has_more: bool,
    /// The conversation, if there is one.
    pub conversation: Option<Versioned>,
    /// The contact: of the conversation or, where there is none yet, whoever has the number of the chat.
    pub contact: Option<ContactRow>,
    /// Whether that contact opted out or blocked the bot.
    pub is_opted_out: bool,
    /// The member of the staff whose chat this is, if it is one's.
    pub operator: Option<OperatorRow>,
    /// The whole desk of the business.
    pub desk: DeskRow,
    /// How often the business's documents have changed; 0 if there never was one.
    pub knowledge_revision: i64,
}

impl Store {
    /// What of one kind came in a chat after an update, in the order in which it was sent, read or not; few at most.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn came_after(&self, lane: &LeasedLane, after: InboxKey, kind: &str) -> Result<Vec<InboxRow>, Error> {
        const MOST: i64 = 20;
        // By the key of the table: what came in the whole connection since a turn began is little.
        let sql = "SELECT connection, id_epoch, update_id, kind, raw, received_at FROM inbox
                   WHERE connection = $1 AND id_epoch = $2 AND update_id > $3 AND chat = $4 AND kind = $5
                   ORDER BY update_id LIMIT $6";
        let params = params![&lane.connection, after.id_epoch, after.update_id, lane.chat, kind, MOST];
        self.reader().await?.tx().rows(sql, params).await?.iter().map(read).collect()
    }

    /// Loads what a turn needs. `None` if the lease was lost: leave the lane alone.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if something stored cannot be read; whatever keeps the database from answering.
    pub async fn seat(&self, lane: &LeasedLane) -> Result<Option<SeatRows>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        // First the epoch: whatever comes while the rest is read raises it, and the commit will notice.
        let Some(lane) = lanes::refresh(&mut tx, lane).await? else { return Ok(None) };
        let connection = connections::lookup(&mut tx, &lane.connection).await?.ok_or(Error::Missing("connection"))?;
        let mut unread = unread(&mut tx, &lane).await?;
        let most = usize::try_from(MOST_UNREAD).unwrap_or(usize::MAX);
        let has_more = unread.len() > most;
        unread.truncate(most);
        let conversation = conversations::find_by_chat(&mut tx, &lane.connection, lane.chat).await?;
        let contact = match &conversation {
            Some(known) => contacts::lookup(&mut tx, &connection.business, &known.conversation.contact).await?,
            None => contacts::find_by_channel_user(&mut tx, &connection.business, lane.chat.0).await?,
        };
        let is_opted_out = match &contact {
            Some(contact) => consent::is_opted_out(&mut tx, &connection.business, &contact.id).await?,
            None => false,
        };
        let operator = operators::find_by_chat(&mut tx, &connection.business, lane.chat).await?;
        let desk = desks::lookup(&mut tx, &connection.business).await?;
        let knowledge_revision = knowledge::revision(&mut tx, &connection.business).await?;
        Ok(Some(SeatRows {
            lane,
            connection,
            unread,
            has_more,
            conversation,
            contact,
            is_opted_out,
            operator,
            desk,
            knowledge_revision,
        }))
    }
}

async fn unread(tx: &mut Tx<'_>, lane: &LeasedLane) -> Result<Vec<InboxRow>, Error> {
    let sql = "SELECT connection, id_epoch, update_id, kind, raw, received_at FROM inbox
               WHERE connection = $1 AND chat = $2 AND state = 'received' ORDER BY id_epoch, update_id
               LIMIT $3";
    tx.rows(sql, params![&lane.connection, lane.chat, MOST_UNREAD + 1]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<InboxRow, Error> {
    Ok(InboxRow {
        key: InboxKey { id_epoch: row.int("id_epoch")?, update_id: row.int("update_id")? },
        kind: row.text("kind")?,
        raw: row.unseal_bytes(&INBOX_RAW)?,
        received_at: row.moment("received_at")?,
    })
}
