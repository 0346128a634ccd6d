//! Putting a conversation aside until a time, and taking it back.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_core::{
    conversation::{SnoozeFor, SnoozedWrongly, read_snooze},
    moment::Moment,
    roles::Deed,
};
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    snooze_conversation::{see_to_snoozed, snooze_conversation, unsnooze_conversation},
};
use candor_store::{ConversationLine, Error};
use serde::Deserialize;

use super::change::back;
use crate::panel::{Panel, Trouble, Words, access::Viewer, act};

/// How a conversation is put aside, for whoever looks at it.
pub(crate) struct Aside {
    /// Until when, where it is.
    pub until: Option<Moment>,
    /// That its time has come, by when it was put aside until.
    pub is_back: bool,
    /// What is offered: the stable word and the words.
    pub offered: Vec<(&'static str, String)>,
    /// A date and time to begin with where another one is chosen, by the clock at the business.
    pub suggested: String,
    /// The earliest one that can be chosen.
    pub earliest: String,
    /// The zone of that clock.
    pub zone: String,
}

impl Aside {
    /// How it is with a conversation now.
    pub(crate) fn of(line: &ConversationLine, zone: &str, now: Moment, words: Words) -> Self {
        let known = &line.conversation.conversation;
        let typed = |at: Moment| at.zoned_in(zone).strftime("%Y-%m-%dT%H:%M").to_string();
        let offered = SnoozeFor::offered(now, zone).into_iter().map(|(usual, until)| {
            let time = until.zoned_in(zone).strftime("%H:%M").to_string();
            (usual.word(), words.fill(&format!("inbox.snooze_{}", usual.word()), &[("time", &time)]))
        });
        Self {
            until: known.snoozed_until(),
            is_back: known.is_back(now),
            offered: offered.collect(),
            suggested: typed(SnoozeFor::Tomorrow.until(now, zone).unwrap_or(now)),
            earliest: typed(now),
            zone: zone.to_owned(),
        }
    }
}

/// Until when: one of the usual times, or a date and time.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default, rename = "for")]
    usual: Option<String>,
    #[serde(default)]
    at: String,
}

impl Wanted {
    fn until(&self, now: Moment, zone: &str) -> Result<Moment, SnoozedWrongly> {
        match &self.usual {
            Some(word) => {
                let usual = SnoozeFor::from_word(word).ok_or(SnoozedWrongly::Unread)?;
                usual.until(now, zone).ok_or(SnoozedWrongly::Past)
            }
            None => read_snooze(&self.at, now, zone),
        }
    }
}

/// `POST …/snooze`.
pub(crate) async fn snooze(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Trouble> {
    let (words, wanted) = (Words(viewer.language), &wanted);
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                let script = &line.conversation.conversation.script;
                let shelved = bench.desk.shelf.take(&bench.business, script).await?;
                let zone = &shelved.script.time_zone;
                let until = wanted.until(bench.now, zone).map_err(Refusal::BadSnooze)?;
                snooze_conversation(bench, &line, until)?;
                Ok(day_and_time(until, zone, words))
            })
        },
        |until| words.fill("inbox.done_snooze", &[("until", &until)]),
    )
    .await
}

/// A day and a time as the page writes them elsewhere: `29 November, 10:00`.
fn day_and_time(at: Moment, zone: &str, words: Words) -> String {
    let at = at.zoned_in(zone);
    let (day, time) = (at.day().to_string(), at.strftime("%H:%M").to_string());
    words.fill("parts.day_and_time", &[("day", &day), ("month", words.month(at.month())), ("time", &time)])
}

/// `POST …/unsnooze`.
pub(crate) async fn unsnooze(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                unsnooze_conversation(bench, &line)
            })
        },
        |()| words.say("inbox.done_unsnooze").to_owned(),
    )
    .await
}

/// Whoever opens a conversation that is back has seen that it is. A page that asks for itself again opens nothing.
///
/// # Errors
/// Whatever keeps the store from answering.
pub(super) async fn opened(panel: &Panel, viewer: &Viewer, line: &ConversationLine) -> Result<(), Trouble> {
    let is_back = line.conversation.conversation.is_back(panel.now());
    if viewer.is_refresh || !is_back || !viewer.operator.role.may(Deed::Snooze) {
        return Ok(());
    }
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let number = line.number;
    let seen = actions::act(bench, |bench| {
        Box::pin(async move {
            let line = bench.numbered(number).await?;
            see_to_snoozed(bench, &line)
        })
    });
    match seen.await {
        // Somebody else was quicker, or it is not to be seen to any more.
        Ok(_) | Err(ActError::Refused(_) | ActError::Store(Error::Raced)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
