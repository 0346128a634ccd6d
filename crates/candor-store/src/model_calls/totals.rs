//! What calls came to: for the owner's figures and for the reasons of a turn.

use candor_core::{
    ids::BusinessId,
    model::{Cost, Job, Tokens},
    moment::Moment,
};

use super::count;
use crate::{
    Error, Store,
    sql::{Row, params},
};

/// Calls of one job to one model that ended alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallTotal {
    /// What for.
    pub job: Job,
    /// The owner's name of the model.
    pub provider: String,
    /// The model's own name.
    pub model: String,
    /// How they ended; `None` for calls that never reported back.
    pub outcome: Option<String>,
    /// How many.
    pub calls: u64,
    /// What they used; of calls that never reported back, what was reserved, as tokens of the request.
    pub tokens: Tokens,
    /// What they cost.
    pub cost: Cost,
    /// How long they took together, in milliseconds.
    pub millis: u64,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallLine {
    /// When.
    pub at: Moment,
    /// In which conversation.
    pub conversation: String,
    /// The rest, of this one call.
    pub call: CallTotal,
}

/// What the calls to one model came to on one day at the business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallDay {
    /// The day, `2026-11-27`.
    pub day: String,
    /// The owner's name of the model.
    pub provider: String,
    /// The model's own name.
    pub model: String,
    /// How many calls.
    pub calls: u64,
    /// What they used or reserved: tokens of requests and answers.
    pub tokens: u64,
    /// What they cost, or were reserved at.
    pub cost: Cost,
}

impl Store {
    /// What the calls of a business from `since` to before `until` came to, by day and model.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn call_days(&self, business: &BusinessId, since: Moment, until: Moment) -> Result<Vec<CallDay>, Error> {
        let sql = "SELECT day, provider, model, COUNT(*) AS calls,
                       CAST(SUM(CASE WHEN outcome IS NULL THEN reserved_tokens ELSE prompt_tokens + output_tokens END)
                            AS BIGINT) AS tokens,
                       CAST(SUM(CASE WHEN outcome IS NULL THEN reserved_cost ELSE cost END) AS BIGINT) AS cost
                   FROM model_calls WHERE business = $1 AND at >= $2 AND at < $3
                   GROUP BY day, provider, model ORDER BY day, provider, model";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, until]).await?;
        let read = |row: &Row| {
            Ok(CallDay {
                day: row.text("day")?,
                provider: row.text("provider")?,
                model: row.text("model")?,
                calls: row.count("calls")?,
                tokens: row.count("tokens")?,
                cost: Cost(row.count("cost")?),
            })
        };
        rows.iter().map(read).collect()
    }

    /// What the calls of a business from `since` to before `until` came to, dearest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn call_totals(
        &self,
        business: &BusinessId,
        since: Moment,
        until: Moment,
    ) -> Result<Vec<CallTotal>, Error> {
        let sql = "SELECT job, provider, model, outcome, COUNT(*) AS calls,
                       CAST(SUM(CASE WHEN outcome IS NULL THEN reserved_tokens ELSE prompt_tokens END) AS BIGINT) AS prompt_tokens,
                       CAST(SUM(cached_tokens) AS BIGINT) AS cached_tokens, CAST(SUM(output_tokens) AS BIGINT) AS output_tokens,
                       CAST(SUM(CASE WHEN outcome IS NULL THEN reserved_cost ELSE cost END) AS BIGINT) AS cost,
                       CAST(SUM(millis) AS BIGINT) AS millis
                   FROM model_calls WHERE business = $1 AND at >= $2 AND at < $3
                   GROUP BY job, provider, model, outcome
                   ORDER BY cost DESC, calls DESC, job, provider, model, outcome";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, until]).await?;
        rows.iter().map(read).collect()
    }

    /// The newest calls of a business, newest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if one cannot be read; whatever keeps the database from answering.
    pub async fn model_calls(&self, business: &BusinessId, limit: u32) -> Result<Vec<CallLine>, Error> {
        let sql = "SELECT at, conversation, job, provider, model, outcome, CAST(1 AS BIGINT) AS calls,
                       CASE WHEN outcome IS NULL THEN reserved_tokens ELSE prompt_tokens END AS prompt_tokens,
                       cached_tokens, output_tokens, CASE WHEN outcome IS NULL THEN reserved_cost ELSE cost END AS cost, millis
                   FROM model_calls WHERE business = $1 ORDER BY at DESC, id DESC LIMIT $2";
        let rows = self.reader().await?.tx().rows(sql, params![business, i64::from(limit)]).await?;
        let line = |row: &Row| {
            Ok(CallLine { at: row.moment("at")?, conversation: row.text("conversation")?, call: read(row)? })
        };
        rows.iter().map(line).collect()
    }
}

fn read(row: &Row) -> Result<CallTotal, Error> {
    Ok(CallTotal {
        job: row.word("job", Job::from_word)?,
        provider: row.text("provider")?,
        model: row.text("model")?,
        outcome: row.opt_text("outcome")?,
        calls: count(row.int("calls")?),
        tokens: Tokens {
            prompt: count(row.int("prompt_tokens")?),
            cached: count(row.int("cached_tokens")?),
            output: count(row.int("output_tokens")?),
        },
        cost: Cost(count(row.int("cost")?)),
        millis: count(row.int("millis")?),
    })
}
