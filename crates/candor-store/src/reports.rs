//! Figures over a span of time: what happened when, what became of conversations begun then, what models used. Lines are counted as
//! they are written ([`tally`]), so that a figure costs the same however many there are.

use std::collections::BTreeMap;

use candor_core::{
    ids::{BusinessId, ConversationId},
    message::Author,
    model::{Cost, Spent},
    moment::Moment,
    timeline::{EntryKind, TimelineEntry},
};

use crate::{
    Changes, Error, Store,
    sql::{Row, Tx, params},
};

/// What happened in a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Conversations begun.
    pub begun: u64,
    /// Messages of contacts.
    pub from_contacts: u64,
    /// Messages of the desk's AI.
    pub by_ai: u64,
    /// Messages of people of the staff.
    pub by_operators: u64,
    /// Turns in which a person was called.
    pub called: u64,
    /// Turns along the script.
    pub script_80: u64,
    /// Turns that answered freely.
    pub free_20: u64,
    /// Turns that left the answer to a person.
    pub hand_off: u64,
    /// Turns in which nothing was said.
    pub stay_silent: u64,
}

/// What happened from a moment on, for as long as was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterLine {
    /// From when on.
    pub at: Moment,
    /// What.
    pub tally: Tally,
}

/// Conversations begun in a span that went the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunLine {
    /// The script's name.
    pub script_name: String,
    /// Its version.
    pub script_version: i64,
    /// The steps they were at, in order; `None` where that was not kept, because they were last written to before it was.
    pub path: Option<Vec<String>>,
    /// The outcome's stable word, if a person said it.
    pub outcome: Option<String>,
    /// Whether they ever waited for a person.
    pub was_called: bool,
    /// How many.
    pub count: u64,
}

/// How long contacts of a span waited for their first answer, in milliseconds, to the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FirstAnswers {
    /// So many were answered.
    pub answered: u64,
    /// Half of those within this.
    pub median: Option<i64>,
    /// Nine of ten within this.
    pub nine_of_ten: Option<i64>,
}

/// What models used on one day at the business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelDay {
    /// The day, `2026-11-27`.
    pub day: String,
    /// Calls made.
    pub calls: u64,
    /// What they used or reserved.
    pub spent: Spent,
}

/// A quarter of an hour. No time zone is off by less.
const QUARTER_MILLIS: i64 = 15 * 60 * 1000;

/// So many rows a quarter has on a server.
const PARTS: u32 = 8;

impl Store {
    /// What happened from `since` to before `until`, in stretches of so many quarters of an hour, in order; those in which nothing did
    /// are left out. Four quarters where the zone's clocks are whole hours off, else one.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn tallies(
        &self,
        business: &BusinessId,
        since: Moment,
        until: Moment,
        quarters: i64,
    ) -> Result<Vec<QuarterLine>, Error> {
        let sql = "SELECT quarter / $4 * $4 AS first_quarter,
                       CAST(SUM(begun) AS BIGINT) AS begun, CAST(SUM(from_contacts) AS BIGINT) AS from_contacts,
                       CAST(SUM(by_ai) AS BIGINT) AS by_ai, CAST(SUM(by_operators) AS BIGINT) AS by_operators,
                       CAST(SUM(called) AS BIGINT) AS called, CAST(SUM(script_80) AS BIGINT) AS script_80,
                       CAST(SUM(free_20) AS BIGINT) AS free_20, CAST(SUM(hand_off) AS BIGINT) AS hand_off,
                       CAST(SUM(stay_silent) AS BIGINT) AS stay_silent
                   FROM tallies WHERE business = $1 AND quarter >= $2 AND quarter < $3 GROUP BY 1 ORDER BY 1";
        let (first, end) = (quarter(since), quarter(until.plus_millis(QUARTER_MILLIS - 1)));
        let rows = self.reader().await?.tx().rows(sql, params![business, first, end, quarters.max(1)]).await?;
        rows.iter().map(read_quarter).collect()
    }

    /// The conversations begun from `since` to before `until`, by the way they went.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn begun_conversations(
        &self,
        business: &BusinessId,
        since: Moment,
        until: Moment,
    ) -> Result<Vec<BegunLine>, Error> {
        let sql = "SELECT script_name, script_version, path, lead_outcome,
                       CAST(CASE WHEN called_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS was_called, COUNT(*) AS conversations
                   FROM conversations WHERE business = $1 AND created_at >= $2 AND created_at < $3
                   GROUP BY script_name, script_version, path, lead_outcome, CASE WHEN called_at IS NULL THEN 0 ELSE 1 END
                   ORDER BY script_name, script_version, path, lead_outcome";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, until]).await?;
        rows.iter().map(read_begun).collect()
    }

    /// When the conversations began that a person gave an outcome, with its stable word.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn leads_begun(
        &self,
        business: &BusinessId,
        since: Moment,
        until: Moment,
    ) -> Result<Vec<(Moment, String)>, Error> {
        let sql = "SELECT created_at, lead_outcome FROM conversations
                   WHERE business = $1 AND created_at >= $2 AND created_at < $3 AND lead_outcome IS NOT NULL
                   ORDER BY created_at";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, until]).await?;
        rows.iter().map(|row| Ok((row.moment("created_at")?, row.text("lead_outcome")?))).collect()
    }

    /// When contacts said, from `since` to before `until`, that they want no messages, or blocked the bot.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn opt_outs(&self, business: &BusinessId, since: Moment, until: Moment) -> Result<Vec<Moment>, Error> {
        let sql = "SELECT at FROM consent_ledger
                   WHERE business = $1 AND at >= $2 AND at < $3 AND action IN ('opted_out', 'blocked') ORDER BY at";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, until]).await?;
        rows.iter().map(|row| row.moment("at")).collect()
    }

    /// How long whoever began a conversation from `since` to before `until` waited for the first answer, whoever gave it.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn first_answers(
        &self,
        business: &BusinessId,
        since: Moment,
        until: Moment,
    ) -> Result<FirstAnswers, Error> {
        let sql = "SELECT (first_answer_at - first_contact_at) / 1000 AS seconds, COUNT(*) AS conversations
                   FROM conversations
                   WHERE business = $1 AND created_at >= $2 AND created_at < $3 AND first_answer_at >= first_contact_at
                   GROUP BY 1 ORDER BY 1";
        let rows = self.reader().await?.tx().rows(sql, params![business, since, until]).await?;
        let mut waits = Vec::with_capacity(rows.len());
        for row in &rows {
            waits.push((row.int("seconds")?, row.count("conversations")?));
        }
        let answered = waits.iter().map(|(_, count)| count).sum::<u64>();
        // The rank of a share of n is the smallest whole number not below it.
        Ok(FirstAnswers {
            answered,
            median: within(&waits, answered.div_ceil(2)),
            nine_of_ten: within(&waits, answered.saturating_mul(9).div_ceil(10)),
        })
    }

    /// What models used from one day of the business's to another, both included; days without calls are left out.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn model_days(&self, business: &BusinessId, first: &str, last: &str) -> Result<Vec<ModelDay>, Error> {
        let sql = "SELECT name, calls, tokens, cost FROM model_spend
                   WHERE business = $1 AND span = 'day' AND name >= $2 AND name <= $3 ORDER BY name";
        let rows = self.reader().await?.tx().rows(sql, params![business, first, last]).await?;
        let day = |row: &Row| {
            let spent = Spent { tokens: row.count("tokens")?, cost: Cost(row.count("cost")?) };
            Ok(ModelDay { day: row.text("name")?, calls: row.count("calls")?, spent })
        };
        rows.iter().map(day).collect()
    }
}

/// Counts what is written: the last thing of a transaction, so that others wait for its rows as briefly as can be.
pub(crate) async fn tally(tx: &mut Tx<'_>, business: &BusinessId, changes: &Changes, now: Moment) -> Result<(), Error> {
    let parts = tx.pick(1, PARTS);
    // In order, so that two writers want the same rows in the same order.
    let mut tallies: BTreeMap<(i64, i64), Tally> = BTreeMap::new();
    for change in changes.conversations.iter().filter(|change| change.expected_version.is_none()) {
        tallies.entry((quarter(now), part(&change.conversation.id, parts))).or_default().begun += 1;
    }
    for entry in &changes.timeline {
        let tally = Tally::of(entry);
        if tally != Tally::default() {
            tallies.entry((quarter(entry.at), part(&entry.conversation, parts))).or_default().add(&tally);
        }
    }
    let sql = "INSERT INTO tallies (business, quarter, part, begun, from_contacts, by_ai, by_operators, called, script_80,
                 free_20, hand_off, stay_silent)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               ON CONFLICT (business, quarter, part) DO UPDATE SET begun = tallies.begun + $4,
                 from_contacts = tallies.from_contacts + $5, by_ai = tallies.by_ai + $6,
                 by_operators = tallies.by_operators + $7, called = tallies.called + $8, script_80 = tallies.script_80 + $9,
                 free_20 = tallies.free_20 + $10, hand_off = tallies.hand_off + $11,
                 stay_silent = tallies.stay_silent + $12";
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    for ((quarter, part), tally) in tallies {
        let params = params![
            business,
            quarter,
            part,
            number(tally.begun),
            number(tally.from_contacts),
            number(tally.by_ai),
            number(tally.by_operators),
            number(tally.called),
            number(tally.script_80),
            number(tally.free_20),
            number(tally.hand_off),
            number(tally.stay_silent),
        ];
        tx.execute(sql, params).await?;
    }
    Ok(())
}

impl Tally {
    /// What one line counts for.
    fn of(entry: &TimelineEntry) -> Self {
        let mut tally = Self::default();
        match (&entry.author, entry.kind) {
            (Author::Contact, EntryKind::Message) => tally.from_contacts = 1,
            (Author::Ai, EntryKind::Message) => tally.by_ai = 1,
            (Author::Operator { .. }, EntryKind::Message) => tally.by_operators = 1,
            (_, EntryKind::Turn) => tally.count_turn(&entry.reasons),
            _ => {}
        }
        tally
    }

    fn count_turn(&mut self, reasons: &serde_json::Value) {
        match reasons.get("strategy").and_then(serde_json::Value::as_str) {
            Some("script_80") => self.script_80 = 1,
            Some("free_20") => self.free_20 = 1,
            Some("hand_off") => self.hand_off = 1,
            Some("stay_silent") => self.stay_silent = 1,
            _ => {}
        }
        let moves = reasons.get("moves").and_then(serde_json::Value::as_array);
        self.called = u64::from(moves.is_some_and(|moves| moves.iter().any(|name| name == "hand_over")));
    }

    /// Adds what happened in another stretch of time.
    pub const fn add(&mut self, other: &Self) {
        self.begun = self.begun.saturating_add(other.begun);
        self.from_contacts = self.from_contacts.saturating_add(other.from_contacts);
        self.by_ai = self.by_ai.saturating_add(other.by_ai);
        self.by_operators = self.by_operators.saturating_add(other.by_operators);
        self.called = self.called.saturating_add(other.called);
        self.script_80 = self.script_80.saturating_add(other.script_80);
        self.free_20 = self.free_20.saturating_add(other.free_20);
        self.hand_off = self.hand_off.saturating_add(other.hand_off);
        self.stay_silent = self.stay_silent.saturating_add(other.stay_silent);
    }
}

/// How long whoever has this rank waited.
fn within(waits: &[(i64, u64)], rank: u64) -> Option<i64> {
    let mut passed = 0_u64;
    let (seconds, _) = waits.iter().find(|(_, count)| {
        passed = passed.saturating_add(*count);
        passed >= rank
    })?;
    Some(seconds.saturating_mul(1000))
}

const fn quarter(at: Moment) -> i64 {
    at.millis().div_euclid(QUARTER_MILLIS)
}

/// The row of a quarter in which a conversation is counted.
fn part(conversation: &ConversationId, parts: u32) -> i64 {
    let sum = conversation.as_str().bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    i64::from(sum % parts)
}

fn read_quarter(row: &Row) -> Result<QuarterLine, Error> {
    let tally = Tally {
        begun: row.count("begun")?,
        from_contacts: row.count("from_contacts")?,
        by_ai: row.count("by_ai")?,
        by_operators: row.count("by_operators")?,
        called: row.count("called")?,
        script_80: row.count("script_80")?,
        free_20: row.count("free_20")?,
        hand_off: row.count("hand_off")?,
        stay_silent: row.count("stay_silent")?,
    };
    Ok(QuarterLine { at: Moment::from_millis(row.int("first_quarter")?.saturating_mul(QUARTER_MILLIS)), tally })
}

fn read_begun(row: &Row) -> Result<BegunLine, Error> {
    let path = row.opt_text("path")?;
    Ok(BegunLine {
        script_name: row.text("script_name")?,
        script_version: row.int("script_version")?,
        path: path.map(|path| path.lines().map(str::to_owned).collect()),
        outcome: row.opt_text("lead_outcome")?,
        was_called: row.int("was_called")? != 0,
        count: row.count("conversations")?,
    })
}
