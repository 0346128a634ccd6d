//! The stage of each lead, in a column beside the conversation, so that a board of a hundred thousand is counted and read
//! by an index. What a stage is, only the script says, which the store does not read: whoever asks for leads first works
//! out those that changed since, newest first, and keeps them here.

use candor_core::{
    ids::{BusinessId, ConversationId},
    lead::LeadOutcome,
    moment::Moment,
};

use super::{ConversationLine, read, read_line};
use crate::{
    Error, Store, Versioned,
    sql::{Row, params},
};

/// The word of a lead that has no outcome yet.
const OPEN: &str = "open";

/// The stage of a lead as it was worked out from a version of its conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedLead {
    /// The conversation.
    pub id: ConversationId,
    /// The version it was worked out from; another one keeps its own.
    pub version: i64,
    /// How the lead came out; none while it is open.
    pub stage: Option<LeadOutcome>,
}

/// After which lead a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadCursor {
    /// When that lead last changed.
    pub updated_at: Moment,
    /// Its number.
    pub number: i64,
}

impl Store {
    /// Conversations whose stage was not worked out since they changed, the newest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn unstaged_leads(&self, business: &BusinessId, limit: u32) -> Result<Vec<Versioned>, Error> {
        let sql = "SELECT * FROM conversations WHERE business = $1 AND staged_version <> version
                   ORDER BY updated_at DESC LIMIT $2";
        let rows = self.reader().await?.tx().rows(sql, params![business, i64::from(limit)]).await?;
        rows.iter().map(read).collect()
    }

    /// Keeps stages. One that was worked out from a version that is no more is let go: it is worked out again.
    ///
    /// # Errors
    /// Whatever keeps the database from writing.
    pub async fn keep_stages(&self, staged: Vec<StagedLead>) -> Result<(), Error> {
        self.write(staged, |staged, mut tx| {
            Box::pin(async move {
                let sql = "UPDATE conversations SET lead_stage = $1, staged_version = version
                           WHERE id = $2 AND version = $3";
                for lead in staged {
                    tx.execute(sql, params![word(lead.stage), &lead.id, lead.version]).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// How many leads are at each stage; none stands for the open ones. A stage nobody is at is not named.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if a stage is not known; whatever keeps the database from answering.
    pub async fn count_stages(&self, business: &BusinessId) -> Result<Vec<(Option<LeadOutcome>, u64)>, Error> {
        let sql = "SELECT lead_stage, COUNT(*) AS leads FROM conversations WHERE business = $1 GROUP BY lead_stage";
        let rows = self.reader().await?.tx().rows(sql, params![business]).await?;
        let read = |row: &Row| Ok((row.word("lead_stage", stage)?, row.count("leads")?));
        rows.iter().map(read).collect()
    }

    /// Leads after a place, the one that changed last first: at one stage, or at any where `wanted` is none.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn leads(
        &self,
        business: &BusinessId,
        wanted: Option<Option<LeadOutcome>>,
        after: Option<LeadCursor>,
        limit: u32,
    ) -> Result<Vec<ConversationLine>, Error> {
        let after = after.unwrap_or(LeadCursor { updated_at: Moment::from_millis(i64::MAX), number: i64::MAX });
        let (at, number, limit) = (after.updated_at, after.number, i64::from(limit));
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let rows = match wanted {
            Some(stage) => tx.rows(AT_STAGE, params![business, word(stage), at, number, limit]).await?,
            None => tx.rows(ALL, params![business, at, number, limit]).await?,
        };
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(read_line(&mut tx, row).await?);
        }
        Ok(lines)
    }
}

const AT_STAGE: &str = "SELECT * FROM conversations
    WHERE business = $1 AND lead_stage = $2 AND (updated_at, number) < ($3, $4)
    ORDER BY updated_at DESC, number DESC LIMIT $5";

const ALL: &str = "SELECT * FROM conversations WHERE business = $1 AND (updated_at, number) < ($2, $3)
    ORDER BY updated_at DESC, number DESC LIMIT $4";

fn word(stage: Option<LeadOutcome>) -> &'static str {
    stage.map_or(OPEN, LeadOutcome::word)
}

fn stage(word: &str) -> Option<Option<LeadOutcome>> {
    if word == OPEN { Some(None) } else { LeadOutcome::from_word(word).map(Some) }
}
