//! Looking for conversations: by who holds them, by step, by what is unread.

use candor_core::{
    ids::{BusinessId, ConversationId, OperatorId},
    moment::Moment,
};

use super::{ConversationLine, read_line};
use crate::{
    Error, Store,
    sql::{Tx, params},
};

/// Which conversations are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConversationFilter {
    /// Held so: `desk`, `waiting` or `operator`, as [`candor_core::conversation::Holder::column`] says.
    pub holder: Option<String>,
    /// Held by this member of the staff.
    pub operator: Option<OperatorId>,
    /// At this step.
    pub step: Option<String>,
    /// Of this outcome.
    pub outcome: Option<String>,
    /// Only those whose last words have no answer yet.
    pub is_unread: bool,
    /// Also those that were ended.
    pub with_ended: bool,
    /// Only those that are put aside at this moment, or only those that are not; both where there is none.
    pub aside: Option<(bool, Moment)>,
}

impl ConversationFilter {
    /// Between which moments the time lies until which one is put aside; 0 of one that is not.
    const fn aside_between(&self) -> (i64, i64) {
        match self.aside {
            None => (0, i64::MAX),
            Some((true, now)) => (now.millis().saturating_add(1), i64::MAX),
            Some((false, now)) => (0, now.millis()),
        }
    }
}

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
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let (from, to) = filter.aside_between();
        let rows = tx
            .rows(
                PAGE,
                params![
                    business,
                    filter.holder.as_deref(),
                    filter.operator.as_ref().map(OperatorId::as_str),
                    filter.step.as_deref(),
                    filter.outcome.as_deref(),
                    filter.is_unread,
                    filter.with_ended,
                    i64::from(limit),
                    offset,
                    from,
                    to,
                ],
            )
            .await?;
        let total = rows.first().map_or(Ok(0), |row| row.count("total"))?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(read_line(&mut tx, row).await?);
        }
        Ok(ConversationPage { lines, total })
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
        let (from, to) = filter.aside_between();
        let rows = tx
            .rows(
                BELOW,
                params![
                    business,
                    filter.holder.as_deref(),
                    filter.operator.as_ref().map(OperatorId::as_str),
                    filter.step.as_deref(),
                    filter.outcome.as_deref(),
                    filter.is_unread,
                    filter.with_ended,
                    changed_since.unwrap_or(Moment::from_millis(0)),
                    number.unwrap_or(i64::MAX),
                    i64::from(limit),
                    from,
                    to,
                ],
            )
            .await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(read_line(&mut tx, row).await?);
        }
        Ok(lines)
    }

    /// Numbers and versions of conversations that changed at or after a moment, in the order in which they did.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn conversations_changed(
        &self,
        business: &BusinessId,
        since: Moment,
        limit: u32,
    ) -> Result<Vec<ChangedConversation>, Error> {
        let sql = "SELECT number, version, updated_at FROM conversations
                   WHERE business = $1 AND updated_at >= $2 ORDER BY updated_at, number LIMIT $3";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, i64::from(limit)]).await?;
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
        let sql = "SELECT v.* FROM conversations v
                   JOIN contacts c ON c.business = v.business AND c.id = v.contact
                   WHERE c.business = $1 AND LOWER(c.username) = LOWER($2)
                   ORDER BY v.updated_at DESC, v.number DESC LIMIT 1";
        one(&mut reader.tx(), sql, params![business, username]).await
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

const PAGE: &str = "SELECT v.*, COUNT(*) OVER () AS total FROM conversations v
    WHERE v.business = $1
      AND ($2 IS NULL OR v.holder = $2)
      AND ($3 IS NULL OR v.holder_id = $3)
      AND ($4 IS NULL OR v.step = $4)
      AND ($5 IS NULL OR v.lead_outcome = $5)
      AND (NOT $6 OR COALESCE(v.last_contact_at, 0) > COALESCE(v.last_answer_at, 0))
      AND ($7 OR v.ended_at IS NULL)
      AND COALESCE(v.snoozed_until, 0) BETWEEN $10 AND $11
    ORDER BY CASE WHEN v.waiting_since IS NULL THEN 1 ELSE 0 END, v.waiting_since, v.updated_at DESC, v.number DESC
    LIMIT $8 OFFSET $9";

const BELOW: &str = "SELECT * FROM conversations
    WHERE business = $1
      AND ($2 IS NULL OR holder = $2)
      AND ($3 IS NULL OR holder_id = $3)
      AND ($4 IS NULL OR step = $4)
      AND ($5 IS NULL OR lead_outcome = $5)
      AND (NOT $6 OR COALESCE(last_contact_at, 0) > COALESCE(last_answer_at, 0))
      AND ($7 OR ended_at IS NULL)
      AND COALESCE(snoozed_until, 0) BETWEEN $11 AND $12
      AND updated_at >= $8
      AND number < $9
    ORDER BY number DESC LIMIT $10";

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
