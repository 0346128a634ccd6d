//! `GET /stats`: how a span of days went.

use std::collections::BTreeMap;

use candor_store::Tally;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    share::Share,
    span::{Days, OnDay, span},
};
use crate::{
    api::{Answer, Asked, Nothing, Problem},
    figures::{self, FEW, Figures, outcomes, versions},
};

/// How a span of days went.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Stats {
    /// The first day.
    from: OnDay,
    /// The last day; if that is today, up to now.
    to: OnDay,
    /// The zone in which the days begin.
    zone: String,
    /// What happened in all of it.
    total: Counts,
    /// What happened in as many days before it, as far into the last of them as this span is.
    before: Counts,
    /// How many of the conversations begun came out well, as people said.
    conversion: Share,
    /// In how many of the conversations begun a person was called.
    hand_over_rate: Share,
    /// How long contacts waited for their first answer, whoever gave it.
    first_answer: FirstAnswer,
    /// The outcomes people gave to conversations begun, with how many have each.
    outcomes: BTreeMap<String, u64>,
    /// The days.
    days: Vec<DayTold>,
    /// Messages of contacts by hour of the day, from midnight: 24 figures.
    hours: Vec<u64>,
    /// The versions of scripts with which conversations began.
    scripts: Vec<ScriptTold>,
}

/// What happened.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Counts {
    /// Conversations begun.
    conversations: u64,
    /// Messages of contacts.
    contact_messages: u64,
    /// Replies of the desk, an AI.
    ai_replies: u64,
    /// Replies of people of the staff.
    operator_replies: u64,
    /// Turns in which a person was called.
    hand_overs: u64,
    /// Of the conversations begun, so many came out well: qualified, enrolled, handed over.
    leads: u64,
    /// Contacts who said that they want no messages, or blocked the bot.
    opt_outs: u64,
    /// Turns of the desk by strategy.
    turns: Turns,
}

/// Turns of the desk by strategy.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Turns {
    /// Along the script.
    script_80: u64,
    /// Answered freely.
    free_20: u64,
    /// Left to a person.
    hand_off: u64,
    /// In which nothing was said.
    stay_silent: u64,
}

/// How long contacts waited for their first answer.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FirstAnswer {
    /// So many were answered.
    answered: u64,
    /// Half of them within so many seconds.
    median_seconds: Option<i64>,
    /// Nine of ten within so many seconds.
    nine_of_ten_seconds: Option<i64>,
    /// The median of the span before.
    median_seconds_before: Option<i64>,
    /// Whether there are fewer than twenty cases: say so wherever the figures are shown.
    is_few: bool,
}

/// A day.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DayTold {
    /// Which.
    day: OnDay,
    /// What happened.
    counts: Counts,
}

/// A version of a script.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScriptTold {
    /// The script.
    script: String,
    /// The version.
    version: i64,
    /// How many of the conversations begun with it came out well.
    conversion: Share,
    /// In how many of them a person was called.
    hand_over_rate: Share,
}

/// Tells how a span of days went.
pub(crate) async fn show(asked: Asked<Nothing, Days>) -> Result<Answer<Stats>, Problem> {
    let wanted = (asked.query.from.as_deref(), asked.query.to.as_deref(), asked.query.zone.as_deref());
    let (span, zone) = span(&asked, wanted).await?;
    let figures = Figures::of(&asked.api.desk().store, asked.api.business(), &span).await?;
    let (sum, before) = (&figures.sum, &figures.before);
    let known = versions(&figures.begun);
    let called = known.values().map(|version| version.called).sum();
    let seconds = |millis: Option<i64>| millis.map(|millis| millis / 1000);
    Ok(Answer::of(Stats {
        from: span.first.into(),
        to: span.last.into(),
        zone,
        total: Counts::of(&sum.tally, sum.leads, sum.opt_outs),
        before: Counts::of(&before.tally, before.leads, before.opt_outs),
        conversion: Share::of(sum.leads, sum.tally.begun),
        hand_over_rate: Share::of(called, sum.tally.begun),
        first_answer: FirstAnswer {
            answered: figures.first.answered,
            median_seconds: seconds(figures.first.median),
            nine_of_ten_seconds: seconds(figures.first.nine_of_ten),
            median_seconds_before: seconds(before.median),
            is_few: figures.first.answered < FEW,
        },
        outcomes: outcomes(&figures.begun),
        days: figures.days.iter().map(DayTold::of).collect(),
        hours: figures.hours.to_vec(),
        scripts: known.into_iter().map(|(name, version)| ScriptTold::of(name, &version)).collect(),
    }))
}

impl Counts {
    const fn of(tally: &Tally, leads: u64, opt_outs: u64) -> Self {
        Self {
            conversations: tally.begun,
            contact_messages: tally.from_contacts,
            ai_replies: tally.by_ai,
            operator_replies: tally.by_operators,
            hand_overs: tally.called,
            leads,
            opt_outs,
            turns: Turns {
                script_80: tally.script_80,
                free_20: tally.free_20,
                hand_off: tally.hand_off,
                stay_silent: tally.stay_silent,
            },
        }
    }
}

impl DayTold {
    fn of(day: &figures::Day) -> Self {
        Self { day: day.date.into(), counts: Counts::of(&day.tally, day.leads, day.opt_outs) }
    }
}

impl ScriptTold {
    fn of((script, number): (String, i64), version: &figures::Version) -> Self {
        Self {
            script,
            version: number,
            conversion: Share::of(version.leads, version.begun),
            hand_over_rate: Share::of(version.called, version.begun),
        }
    }
}
