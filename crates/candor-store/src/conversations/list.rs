//! Looking for conversations: by who holds them, by step, by what is unread.

use candor_core::{
    ids::{BusinessId, ConversationId, OperatorId},
    moment::Moment,
};

use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{Conditions, ConversationFilter, ConversationLine, read_line};
use crate::{
    Error, Store,
    sql::{Tx, params},
};

/// A page of conversations.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationPage {
    /// Those on it: who waits for a person comes first, longest waiting first; then what was last active.
    pub lines: Vec<ConversationLine>,
    /// How many there are on all pages.
    pub total: u64,
}

/// That a conversation changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangedConversation {
    /// When.
    pub at: Moment,
    /// Its number.
    pub number: i64,
    /// Its version since.
    pub version: i64,
}

/// The conversation with whoever has a public name. The sum keeps a database from reading all conversations in their order for one of
/// these contacts: it is to begin with those.
pub(crate) const WITH_NAME: &str = "SELECT v.* FROM conversations v
     WHERE v.business = $1
       AND v.contact IN (SELECT c.id FROM contacts c WHERE c.business = $1 AND LOWER(c.username) = LOWER($2))
     ORDER BY v.updated_at + 0 DESC, v.number DESC LIMIT 1";

impl Store {
    /// A page of the conversations of a business.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn find_conversations(
        &self,
        business: &BusinessId,
        filter: &ConversationFilter,
        limit: u32,
        offset: u64,
    ) -> Result<ConversationPage, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let wanted = || Conditions::of(&tx, business, filter, Vec::new());
        let (counted, mut waiting, mut others) = (wanted(), wanted(), wanted());
        let sql = AssertSqlSafe(counting(&counted)).into_sql_str();
        let counts = tx.rows_built(sql, &counted.params).await?;
        let count = |name| counts.first().map_or(Ok(0), |row| row.count(name));
        let (total, waits) = (count("total")?, count("waiting")?);

        let mut numbers = Vec::new();
        if offset < waits {
            waiting.and("v.waiting_since IS NOT NULL");
            let order = "v.waiting_since, v.updated_at DESC, v.number DESC";
            numbers = page_of(&mut tx, waiting, order, i64::from(limit), offset).await?;
        }
        let missing = i64::from(limit).saturating_sub(i64::try_from(numbers.len()).unwrap_or(i64::MAX));
        if missing > 0 && offset.saturating_add(numbers.len().try_into().unwrap_or(u64::MAX)) < total {
            others.and("v.waiting_since IS NULL");
            let order = "v.updated_at DESC, v.number DESC";
            numbers.extend(page_of(&mut tx, others, order, missing, offset.saturating_sub(waits)).await?);
        }
        Ok(ConversationPage { lines: numbered(&mut tx, business, &numbers).await?, total })
    }

    /// The conversations of a business below a number, the newest first: those wanted, that changed at or after a moment. Unlike
    /// [`Store::find_conversations`] nothing is counted, and nobody is missed because somebody else was active meanwhile.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn conversations_below(
        &self,
        business: &BusinessId,
        filter: &ConversationFilter,
        changed_since: Option<Moment>,
        number: Option<i64>,
        limit: u32,
    ) -> Result<Vec<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let mut wanted = Conditions::of(&tx, business, filter, Vec::new());
        if let Some(since) = changed_since {
            let place = wanted.place(since.millis());
            wanted.and(&format!("v.updated_at >= {place}"));
        }
        if let Some(number) = number {
            let place = wanted.place(number);
            wanted.and(&format!("v.number < {place}"));
        }
        // Where few fit, walking down the numbers would read nearly every conversation: the sum says not to.
        let is_few = changed_since.is_some() || !filter.fits_most();
        let order = if is_few { "v.number + 0 DESC" } else { "v.number DESC" };
        let numbers = page_of(&mut tx, wanted, order, i64::from(limit), 0).await?;
        numbered(&mut tx, business, &numbers).await
    }

    /// Numbers and versions of conversations that changed after a place: a moment, and a number among those that changed at it. In the
    /// order in which they did.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn conversations_changed(
        &self,
        business: &BusinessId,
        (since, number): (Moment, i64),
        limit: u32,
    ) -> Result<Vec<ChangedConversation>, Error> {
        let sql = "SELECT number, version, updated_at FROM conversations
                   WHERE business = $1 AND updated_at >= $2 AND (updated_at > $2 OR number > $3)
                   ORDER BY updated_at, number LIMIT $4";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, number, i64::from(limit)]).await?;
        let read = |row: &crate::sql::Row| {
            let (number, version) = (row.int("number")?, row.int("version")?);
            Ok(ChangedConversation { number, version, at: row.moment("updated_at")? })
        };
        rows.iter().map(read).collect()
    }

    /// How many contacts wait for a person.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn count_waiting(&self, business: &BusinessId) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS waiting FROM conversations WHERE business = $1 AND waiting_since IS NOT NULL";
        self.reader().await?.tx().row(sql, params![business]).await?.map_or(Ok(0), |row| row.count("waiting"))
    }

    /// As [`Store::count_waiting`], without those put aside at this moment.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn count_waiting_here(&self, business: &BusinessId, now: Moment) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS waiting FROM conversations
                   WHERE business = $1 AND waiting_since IS NOT NULL AND COALESCE(snoozed_until, 0) <= $2";
        self.reader().await?.tx().row(sql, params![business, now]).await?.map_or(Ok(0), |row| row.count("waiting"))
    }

    /// The conversation of this number.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn conversation_numbered(
        &self,
        business: &BusinessId,
        number: i64,
    ) -> Result<Option<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let sql = "SELECT * FROM conversations WHERE business = $1 AND number = $2";
        one(&mut reader.tx(), sql, params![business, number]).await
    }

    /// The number the next conversation of a business gets, for [`Changes::foretold_number`](crate::Changes).
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn next_conversation_number(&self, business: &BusinessId) -> Result<i64, Error> {
        next_number(&mut self.reader().await?.tx(), business).await
    }

    /// The conversations of a business by number, after one: for exports.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn conversation_after(
        &self,
        business: &BusinessId,
        number: i64,
    ) -> Result<Option<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let sql = "SELECT * FROM conversations WHERE business = $1 AND number > $2 ORDER BY number LIMIT 1";
        one(&mut reader.tx(), sql, params![business, number]).await
    }

    /// So many conversations of a business by number, after one: for tables of all of them.
    ///
    /// # Errors
    /// As [`Store::conversation_after`].
    pub async fn conversations_after(
        &self,
        business: &BusinessId,
        number: i64,
        limit: u32,
    ) -> Result<Vec<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let sql = "SELECT * FROM conversations WHERE business = $1 AND number > $2 ORDER BY number LIMIT $3";
        let rows = tx.rows(sql, params![business, number, i64::from(limit)]).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(read_line(&mut tx, row).await?);
        }
        Ok(lines)
    }

    /// The newest conversation with whoever has this public name, without the at sign and in any case.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it cannot be read; whatever keeps the database from answering.
    pub async fn conversation_with(
        &self,
        business: &BusinessId,
        username: &str,
    ) -> Result<Option<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        one(&mut reader.tx(), WITH_NAME, params![business, username]).await
    }

    /// All conversations a member of the staff holds.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn held_by(&self, operator: &OperatorId) -> Result<Vec<ConversationLine>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let sql = "SELECT * FROM conversations WHERE holder_id = $1 ORDER BY number";
        let rows = tx.rows(sql, params![operator]).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(read_line(&mut tx, row).await?);
        }
        Ok(lines)
    }

    /// How many lines the timelines of a business hold, or that of one conversation.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn count_lines(&self, business: &BusinessId, only: Option<&ConversationId>) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) AS lines FROM timeline t JOIN conversations v ON v.id = t.conversation
                   WHERE v.business = $1 AND ($2 IS NULL OR v.id = $2)";
        let only = only.map(ConversationId::as_str);
        let row = self.reader().await?.tx().row(sql, params![business, only]).await?;
        row.map_or(Ok(0), |row| row.count("lines"))
    }
}

/// One more than the highest number there is.
pub(crate) async fn next_number(tx: &mut Tx<'_>, business: &BusinessId) -> Result<i64, Error> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM conversations WHERE business = $1";
    tx.row(sql, params![business]).await?.ok_or(Error::Missing("number"))?.int("next")
}

/// The statement that counts those wanted, and those of them who wait.
pub(crate) fn counting(wanted: &Conditions) -> String {
    format!("SELECT COUNT(*) AS total, COUNT(v.waiting_since) AS waiting FROM {}", wanted.from())
}

/// The numbers of those on a page.
async fn page_of(
    tx: &mut Tx<'_>,
    mut wanted: Conditions,
    order: &str,
    limit: i64,
    offset: u64,
) -> Result<Vec<i64>, Error> {
    let (limit, offset) = (wanted.place(limit), wanted.place(i64::try_from(offset).unwrap_or(i64::MAX)));
    let sql = format!("SELECT v.number FROM {} ORDER BY {order} LIMIT {limit} OFFSET {offset}", wanted.from());
    let rows = tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &wanted.params).await?;
    rows.iter().map(|row| row.int("number")).collect()
}

/// The conversations of these numbers, in their order.
pub(crate) async fn numbered(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    numbers: &[i64],
) -> Result<Vec<ConversationLine>, Error> {
    let mut lines = Vec::with_capacity(numbers.len());
    for number in numbers {
        lines.extend(
            one(tx, "SELECT * FROM conversations WHERE business = $1 AND number = $2", params![business, *number])
                .await?,
        );
    }
    Ok(lines)
}

async fn one(
    tx: &mut Tx<'_>,
    sql: &'static str,
    params: &[crate::sql::Param<'_>],
) -> Result<Option<ConversationLine>, Error> {
    match tx.row(sql, params).await? {
        Some(row) => Ok(Some(read_line(tx, &row).await?)),
        None => Ok(None),
    }
}
