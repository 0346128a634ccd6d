//! Everything there is to tell of a span, from the store.

use std::collections::BTreeMap;

use candor_core::{ids::BusinessId, moment::Moment};
use candor_store::{BegunLine, Error, FirstAnswers, Store, Tally};
use jiff::civil::Date;

use super::span::Span;

/// One day of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// Which.
    pub date: Date,
    /// What happened.
    pub tally: Tally,
    /// Of the conversations begun then, so many came out well.
    pub leads: u64,
    /// Contacts who wanted no more messages.
    pub opt_outs: u64,
    /// Calls to models.
    pub calls: u64,
    /// Their tokens.
    pub tokens: u64,
    /// What they cost, in millionths.
    pub cost: u64,
}

/// How a span went.
pub(crate) struct Figures {
    /// Its days.
    pub days: Vec<Day>,
    /// Messages of contacts by hour of the day.
    pub hours: [u64; 24],
    /// The conversations begun in it.
    pub begun: Vec<BegunLine>,
    /// How long contacts waited.
    pub first: FirstAnswers,
    /// All of it together.
    pub sum: Sum,
    /// The span before, as far as it is compared.
    pub before: Sum,
}

/// What is held against the span before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// What happened.
    pub tally: Tally,
    /// Conversations that came out well.
    pub leads: u64,
    /// Contacts who wanted no more messages.
    pub opt_outs: u64,
    /// How long half of the contacts waited.
    pub median: Option<i64>,
}

/// Whether an outcome is one the business hoped for.
pub(crate) fn is_good(outcome: &str) -> bool {
    matches!(outcome, "qualified" | "enrolled" | "handed_over")
}

impl Figures {
    /// Reads a span and the one before it.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn of(store: &Store, business: &BusinessId, span: &Span) -> Result<Self, Error> {
        let (since, until) = span.moments();
        let begins: Vec<(Date, Moment)> = span.days().into_iter().map(|day| (day, span.begins(day))).collect();
        let quarters = quarters(begins.iter().map(|(_, at)| *at));
        let mut days: Vec<Day> = begins.iter().map(|(date, _)| Day::of(*date)).collect();
        let mut hours = [0_u64; 24];
        let mut sum = Sum::default();
        for line in store.tallies(business, since, until, quarters).await? {
            sum.tally.add(&line.tally);
            if let Some(day) = day_of(&begins, line.at).and_then(|place| days.get_mut(place)) {
                day.tally.add(&line.tally);
            }
            if let Some(hour) = hours.get_mut(hour_of(span, line.at)) {
                *hour = hour.saturating_add(line.tally.from_contacts);
            }
        }
        for at in store.opt_outs(business, since, until).await? {
            sum.opt_outs += 1;
            day_of(&begins, at).and_then(|place| days.get_mut(place)).into_iter().for_each(|day| day.opt_outs += 1);
        }
        for (at, _) in store.leads_begun(business, since, until).await?.iter().filter(|(_, outcome)| is_good(outcome)) {
            sum.leads += 1;
            day_of(&begins, *at).and_then(|place| days.get_mut(place)).into_iter().for_each(|day| day.leads += 1);
        }
        let known = store.model_days(business, &span.first.to_string(), &span.last.to_string()).await?;
        let mut known: BTreeMap<String, _> = known.into_iter().map(|day| (day.day.clone(), day)).collect();
        for day in &mut days {
            if let Some(used) = known.remove(&day.date.to_string()) {
                (day.calls, day.tokens, day.cost) = (used.calls, used.spent.tokens, used.spent.cost.0);
            }
        }
        let first = store.first_answers(business, since, until).await?;
        sum.median = first.median;
        let begun = store.begun_conversations(business, since, until).await?;
        Ok(Self { days, hours, begun, first, sum, before: Sum::before(store, business, span).await? })
    }

    /// Calls, tokens and cost of models.
    pub(crate) fn models(&self) -> (u64, u64, u64) {
        self.days
            .iter()
            .fold((0, 0, 0), |(calls, tokens, cost), day| (calls + day.calls, tokens + day.tokens, cost + day.cost))
    }
}

impl Sum {
    async fn before(store: &Store, business: &BusinessId, span: &Span) -> Result<Self, Error> {
        let (since, until) = span.before();
        let mut sum = Self::default();
        for line in store.tallies(business, since, until, 96).await? {
            sum.tally.add(&line.tally);
        }
        let leads = store.leads_begun(business, since, until).await?;
        let count = |number: usize| u64::try_from(number).unwrap_or_default();
        sum.leads = count(leads.iter().filter(|(_, outcome)| is_good(outcome)).count());
        sum.opt_outs = count(store.opt_outs(business, since, until).await?.len());
        sum.median = store.first_answers(business, since, until).await?.median;
        Ok(sum)
    }
}

impl Day {
    fn of(date: Date) -> Self {
        Self { date, tally: Tally::default(), leads: 0, opt_outs: 0, calls: 0, tokens: 0, cost: 0 }
    }
}

/// By the hour where every day begins with one, else by the quarter.
fn quarters(begins: impl Iterator<Item = Moment>) -> i64 {
    const HOUR_MILLIS: i64 = 3_600_000;
    let mut begins = begins;
    if begins.all(|at| at.millis().rem_euclid(HOUR_MILLIS) == 0) { 4 } else { 1 }
}

fn day_of(begins: &[(Date, Moment)], at: Moment) -> Option<usize> {
    begins.partition_point(|(_, begin)| *begin <= at).checked_sub(1)
}

fn hour_of(span: &Span, at: Moment) -> usize {
    let timestamp = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    usize::try_from(timestamp.to_zoned(span.zone.clone()).hour()).unwrap_or_default()
}
