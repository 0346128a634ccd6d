//! Calls to language models: reserved before, settled after, counted by conversation, day and month. A call that never settles,
//! because its process died, counts as it was reserved.

mod keys;
mod totals;

pub use totals::{CallDay, CallLine, CallTotal};

use candor_core::{
    ids::{BusinessId, ConversationId},
    model::{Budget, Cost, Job, Overdrawn, Spent, Tokens},
    moment::Moment,
};

use crate::{
    Error, Store,
    sql::{Tx, params},
};

/// A call about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCall {
    /// Its id, never used before.
    pub id: String,
    /// Whose money it is.
    pub business: BusinessId,
    /// For which conversation.
    pub conversation: ConversationId,
    /// When.
    pub at: Moment,
    /// The calendar day at the business, `2026-11-27`.
    pub day: String,
    /// The calendar month there, `2026-11`.
    pub month: String,
    /// What for.
    pub job: Job,
    /// The owner's name of the model.
    pub provider: String,
    /// The model's own name.
    pub model: String,
    /// The prompt's name and version.
    pub prompt: String,
    /// What it is reserved at.
    pub tokens: Tokens,
    /// What that costs.
    pub cost: Cost,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallEnd {
    /// A stable word: `done`, `timeout`, `bad_answer`, …
    pub outcome: String,
    /// What it used; of a failed call, what the provider told or nothing.
    pub tokens: Tokens,
    /// What that cost.
    pub cost: Cost,
    /// How long it took, in milliseconds.
    pub millis: i64,
}

/// That a call may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The limit it would go over.
    pub limit: Overdrawn,
    /// Whether the owner was told of that before.
    pub is_told: bool,
}

impl Store {
    /// Reserves a call if the budget leaves room for it. It is durable when this returns.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: make no call.
    pub async fn reserve_call(&self, call: NewCall, budget: Budget) -> Result<Result<(), Refused>, Error> {
        self.write((call, budget), |(call, budget), tx| Box::pin(reserve(call, budget, tx))).await
    }

    /// Writes down how a call ended and gives back what it did not use. Done twice, the second does nothing; false then.
    ///
    /// # Errors
    /// Whatever keeps the database from answering: the call goes on counting as it was reserved.
    pub async fn settle_call(&self, id: &str, end: CallEnd) -> Result<bool, Error> {
        self.write((id.to_owned(), end), |(id, end), tx| Box::pin(settle(id, end, tx))).await
    }

    /// What a day and a month have used or reserved.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn model_spend(&self, business: &BusinessId, day: &str, month: &str) -> Result<[Spent; 2], Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let (day, _) = spent(&mut tx, business, DAY, day).await?;
        let (month, _) = spent(&mut tx, business, MONTH, month).await?;
        Ok([day, month])
    }
}

const CONVERSATION: &str = "conversation";
const DAY: &str = "day";
const MONTH: &str = "month";

fn lock(business: &BusinessId) -> String {
    format!("model spend {business}")
}

/// The spans a call counts in, the narrowest first.
fn spans<'a>(conversation: &'a str, day: &'a str, month: &'a str) -> [(&'static str, &'a str); 3] {
    [(CONVERSATION, conversation), (DAY, day), (MONTH, month)]
}

async fn reserve(call: &NewCall, budget: &Budget, mut tx: Tx<'_>) -> Result<Result<(), Refused>, Error> {
    tx.lock(vec![lock(&call.business)]).await?;
    let mut known = [Spent::default(); 3];
    let mut told = [false; 3];
    let conversation = call.conversation.to_string();
    let spans = spans(&conversation, &call.day, &call.month);
    for ((known, told), (span, name)) in known.iter_mut().zip(&mut told).zip(spans) {
        (*known, *told) = spent(&mut tx, &call.business, span, name).await?;
    }
    if let Err(limit) = budget.allows(known, call.tokens, call.cost) {
        let [conversation, day, month] = told;
        let is_told = match limit {
            Overdrawn::Conversation => conversation,
            Overdrawn::Day => day,
            Overdrawn::Month => month,
        };
        return Ok(Err(Refused { limit, is_told }));
    }
    for (span, name) in spans {
        add(&mut tx, &call.business, span, name, [1, number(call.tokens.all()), number(call.cost.0)]).await?;
    }
    let sql = "INSERT INTO model_calls (id, business, conversation, at, day, month, job, provider, model, prompt, reserved_tokens,
                   reserved_cost, outcome, prompt_tokens, cached_tokens, output_tokens, cost, millis)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL, 0, 0, 0, 0, 0)";
    tx.execute(
        sql,
        params![
            &call.id,
            &call.business,
            &call.conversation,
            call.at,
            &call.day,
            &call.month,
            call.job.word(),
            &call.provider,
            &call.model,
            &call.prompt,
            number(call.tokens.all()),
            number(call.cost.0)
        ],
    )
    .await?;
    Ok(Ok(()))
}

async fn settle(id: &str, end: &CallEnd, mut tx: Tx<'_>) -> Result<bool, Error> {
    let sql = "SELECT business, conversation, day, month, reserved_tokens, reserved_cost FROM model_calls
               WHERE id = $1 AND outcome IS NULL";
    let Some(row) = tx.row(sql, params![id]).await? else { return Ok(false) };
    let business = BusinessId::from_stored(row.text("business")?);
    tx.lock(vec![lock(&business)]).await?;
    let sql = "UPDATE model_calls SET outcome = $1, prompt_tokens = $2, cached_tokens = $3, output_tokens = $4, cost = $5, millis = $6
               WHERE id = $7 AND outcome IS NULL";
    let Tokens { prompt, cached, output } = end.tokens;
    let changed = tx
        .execute(
            sql,
            params![&end.outcome, number(prompt), number(cached), number(output), number(end.cost.0), end.millis, id],
        )
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    let tokens = number(end.tokens.all()).saturating_sub(row.int("reserved_tokens")?);
    let cost = number(end.cost.0).saturating_sub(row.int("reserved_cost")?);
    let (conversation, day, month) = (row.text("conversation")?, row.text("day")?, row.text("month")?);
    for (span, name) in spans(&conversation, &day, &month) {
        add(&mut tx, &business, span, name, [0, tokens, cost]).await?;
    }
    Ok(true)
}

/// Notes that the owner was told that a limit is reached.
pub(crate) async fn note_told(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    limit: Overdrawn,
    name: &str,
    now: Moment,
) -> Result<(), Error> {
    add(tx, business, limit.word(), name, [0; 3]).await?;
    let sql = "UPDATE model_spend SET told_at = $1 WHERE business = $2 AND span = $3 AND name = $4 AND told_at IS NULL";
    tx.execute(sql, params![now, business, limit.word(), name]).await?;
    Ok(())
}

async fn spent(tx: &mut Tx<'_>, business: &BusinessId, span: &str, name: &str) -> Result<(Spent, bool), Error> {
    let sql = "SELECT tokens, cost, told_at FROM model_spend WHERE business = $1 AND span = $2 AND name = $3";
    let Some(row) = tx.row(sql, params![business, span, name]).await? else { return Ok((Spent::default(), false)) };
    let spent = Spent { tokens: count(row.int("tokens")?), cost: Cost(count(row.int("cost")?)) };
    Ok((spent, row.opt_moment("told_at")?.is_some()))
}

/// Adds calls, tokens and cost to a span.
async fn add(tx: &mut Tx<'_>, business: &BusinessId, span: &str, name: &str, more: [i64; 3]) -> Result<(), Error> {
    let sql = "INSERT INTO model_spend (business, span, name, calls, tokens, cost) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (business, span, name) DO UPDATE SET calls = model_spend.calls + $4,
                 tokens = model_spend.tokens + $5, cost = model_spend.cost + $6";
    let [calls, tokens, cost] = more;
    tx.execute(sql, params![business, span, name, calls, tokens, cost]).await?;
    Ok(())
}

/// A count as the database keeps it.
fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as it was kept.
fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
