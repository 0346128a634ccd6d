//! The whole desk of a business: whether it rests, and the group in which its staff works.

use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId},
    moment::Moment,
    roles::Role,
};

use crate::{
    Error, Store, connections,
    sql::{Row, Tx, params},
};

/// The desk of a business.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskRow {
    /// Since when it rests, and who let it.
    pub paused: Option<(Moment, String)>,
    /// The group in which the staff works, with the connection whose bot is in it.
    pub group: Option<(ConnectionId, ChatId)>,
    /// Since when a second factor is demanded, and of whom.
    pub second_demanded: Option<(Moment, DemandedOf)>,
}

impl DeskRow {
    /// Whether a second factor is demanded of somebody in this role.
    pub fn demands_second_of(&self, role: Role) -> bool {
        self.second_demanded.is_some_and(|(_, of)| of.covers(role))
    }
}

/// Of whom a second factor is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandedOf {
    /// Of whoever may publish scripts or manage the team ([`Role::answers_for_all`]).
    WhoAnswersForAll,
    /// Of everybody who signs in.
    Everybody,
}

impl DemandedOf {
    /// Whether somebody in this role is meant.
    pub fn covers(self, role: Role) -> bool {
        self == Self::Everybody || role.answers_for_all()
    }

    /// The word stored in the column; none for whom it was meant before there was one.
    const fn column(self) -> Option<&'static str> {
        match self {
            Self::WhoAnswersForAll => None,
            Self::Everybody => Some("everybody"),
        }
    }

    fn from_column(word: &str) -> Option<Self> {
        (word == "everybody").then_some(Self::Everybody)
    }
}

/// What becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskChange {
    /// It rests from now on, or works again where there is no moment and no name.
    Paused(Option<(Moment, String)>),
    /// One of its bots does, as [`DeskChange::Paused`].
    BotPaused(ConnectionId, Option<(Moment, String)>),
    /// The staff works in this group from now on, or in private chats.
    Group(Option<(ConnectionId, ChatId)>),
    /// A second factor is demanded from then on, of these, or no more.
    SecondDemanded(Option<(Moment, DemandedOf)>),
}

impl Store {
    /// The desk of a business.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn desk(&self, business: &BusinessId) -> Result<DeskRow, Error> {
        lookup(&mut self.reader().await?.tx(), business).await
    }
}

/// The desk of a business.
pub(crate) async fn lookup(tx: &mut Tx<'_>, business: &BusinessId) -> Result<DeskRow, Error> {
    let row = tx.row("SELECT * FROM desks WHERE business = $1", params![business]).await?;
    row.as_ref().map_or_else(|| Ok(DeskRow::default()), read)
}

/// Writes what becomes of it.
pub(crate) async fn change(tx: &mut Tx<'_>, business: &BusinessId, change: &DeskChange) -> Result<(), Error> {
    match change {
        DeskChange::Paused(paused) => {
            let sql = "INSERT INTO desks (business, paused_at, paused_by) VALUES ($1, $2, $3)
                       ON CONFLICT (business) DO UPDATE SET
                         paused_at = excluded.paused_at, paused_by = excluded.paused_by";
            let (at, by) = (paused.as_ref().map(|(at, _)| *at), paused.as_ref().map(|(_, by)| by.as_str()));
            tx.execute(sql, params![business, at, by]).await?;
        }
        DeskChange::BotPaused(connection, paused) => connections::pause(tx, connection, paused.as_ref()).await?,
        DeskChange::Group(group) => {
            let sql = "INSERT INTO desks (business, group_connection, group_chat) VALUES ($1, $2, $3)
                       ON CONFLICT (business) DO UPDATE SET
                         group_connection = excluded.group_connection, group_chat = excluded.group_chat";
            let (connection, chat) =
                (group.as_ref().map(|(connection, _)| connection.as_str()), group.as_ref().map(|(_, chat)| *chat));
            tx.execute(sql, params![business, connection, chat]).await?;
        }
        DeskChange::SecondDemanded(demanded) => {
            let sql = "INSERT INTO desks (business, second_demanded_at, second_demanded_of) VALUES ($1, $2, $3)
                       ON CONFLICT (business) DO UPDATE SET
                         second_demanded_at = excluded.second_demanded_at, second_demanded_of = excluded.second_demanded_of";
            let (at, of) = (demanded.map(|(at, _)| at), demanded.and_then(|(_, of)| of.column()));
            tx.execute(sql, params![business, at, of]).await?;
        }
    }
    Ok(())
}

fn read(row: &Row) -> Result<DeskRow, Error> {
    let paused = row.opt_moment("paused_at")?.zip(row.opt_text("paused_by")?);
    let connection = row.opt_text("group_connection")?.map(ConnectionId::from_stored);
    let group = connection.zip(row.opt_int("group_chat")?.map(ChatId));
    let of = match row.opt_text("second_demanded_of")? {
        None => DemandedOf::WhoAnswersForAll,
        Some(_) => row.word("second_demanded_of", DemandedOf::from_column)?,
    };
    Ok(DeskRow { paused, group, second_demanded: row.opt_moment("second_demanded_at")?.map(|at| (at, of)) })
}
