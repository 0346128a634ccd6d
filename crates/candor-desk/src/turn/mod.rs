//! 2: one turn. Everything the contact said since the desk last spoke gets one answer, and everything that answer
//! causes is one commit. Nothing is sent here. Whoever wants to know what the desk does reads [`take`] first; [`table`]
//! loads what it needs, [`causes`] puts the commit together.

mod alarmed;
mod causes;
pub(crate) mod drafted;
mod table;
pub(crate) mod tried;

use candor_core::{
    guard::{self, Judged, Scene},
    hearing::Hearing,
    ids::ChatId,
    message::Outgoing,
    moment::Moment,
    moves::{Move, hand_over},
    reasons::{RuleVerdict, Strategy, Why},
    seat::Seat,
    strategy::{self, Plan},
    writer,
};
use candor_store::{CommitError, InboxKey, LeasedLane, TurnCommit};

use self::table::Table;
pub(crate) use self::table::contact;
use crate::{
    Desk,
    actions::ActError,
    measure,
    models::{Thinking, preview::Live, thinking::Written},
    shelf::Shelved,
    staff,
    told_apart::tell_apart,
};

/// What became of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Committed.
    Committed,
    /// Dropped, because something new came meanwhile; the lane is ready again.
    Dropped,
    /// There was nothing to do, or somebody else holds the lane.
    Nothing,
}

/// Why a turn failed. The lane is to be given back with [`candor_store::Store::fail_lane`].
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The store could not read or write.
    #[error(transparent)]
    Store(#[from] candor_store::Error),
    /// An action of the staff went wrong.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Reasons could not be written down.
    #[error("the reasons of a turn could not be written down: {0}")]
    Reasons(#[from] serde_json::Error),
}

/// Answers everything a contact has said since the desk last spoke.
///
/// # Errors
/// See [`TurnError`]: nothing was written, the turn may be taken again.
pub async fn take(desk: &Desk, lane: LeasedLane) -> Result<Taken, TurnError> {
    let Some(rows) = desk.store.seat(&lane).await? else { return Ok(Taken::Nothing) };
    let told = tell_apart(&rows.unread);
    if is_group(rows.lane.chat) {
        let commit = staff::group::take(desk, &rows, &told).await?;
        return finish(desk, commit, "staff").await;
    }
    if (rows.operator.is_some() || staff::is_claim(&told))
        && let Some(commit) = staff::take(desk, &rows, &told).await?
    {
        return finish(desk, commit, "staff").await;
    }
    let (lane, mut keys) = (rows.lane.clone(), told.keys.clone());
    if told.incoming.is_empty() {
        keys.extend_from_slice(&told.timer_keys);
    }
    let Some(table) = Table::lay(desk, rows, told).await? else { return finish_empty(desk, lane, keys).await };

    // What the contact wrote comes first; timers wait for the turn after it.
    if table.told.incoming.is_empty() {
        let commit = alarmed::alarmed(desk, &table).await?;
        return finish(desk, commit, "timer").await;
    }
    if table.is_piece_of_flood() {
        let commit = table.gather();
        return finish(desk, commit, "none").await;
    }
    let seat = table.seat();
    let live = Live { lane: &table.rows.lane, last: table.told.keys.iter().max().copied() };
    let mut thinking = Thinking::begin(desk, &table.rows.connection, Some(live), &seat);
    let Thought { hearing, spoken } = think(&mut thinking, &seat, &table.shelved, table.is_rescue()).await;

    measure::judged(&spoken.judged.verdicts);
    measure::answer_due(&table.rows.lane.connection, table.rows.lane.chat, spoken.heard_at(&table));
    let strategy = spoken.plan.strategy.word();
    let commit = table.commit(desk, &seat, hearing.as_ref(), spoken, &thinking).await?;
    finish(desk, commit, strategy).await
}

/// Groups have negative numbers (Bot API, `Chat.id`).
const fn is_group(chat: ChatId) -> bool {
    chat.0 < 0
}

/// What a turn comes to before anything of it is done.
struct Thought {
    hearing: Option<Hearing>,
    spoken: Spoken,
}

/// Hears, chooses, finds words and judges them. Nothing is done but to ask models; a rescue does not even that.
async fn think(thinking: &mut Thinking<'_>, seat: &Seat<'_>, shelved: &Shelved, is_rescue: bool) -> Thought {
    let hearing = match hear(seat, shelved) {
        Some(local) if !is_rescue => Some(thinking.hear(seat, &shelved.ear, local).await),
        local => local,
    };
    let plan = if is_rescue { rescue_plan() } else { strategy::choose(seat, hearing.as_ref()) };
    let faced = thinking.look_up(seat, &plan).await;
    let seat = faced.as_ref().map_or_else(|| seat.clone(), |library| Seat { library, ..seat.clone() });
    let plan = if faced.is_some() { strategy::choose(&seat, hearing.as_ref()) } else { plan };
    let informed = seat.conversation.clone().with_told(&plan.told, seat.now);
    let is_opted_out = plan.leaves_opted_out(&seat);
    let informed = Seat { conversation: &informed, is_opted_out, ..seat };
    let spoken = speak_with(thinking, &informed, hearing.as_ref(), plan).await;
    Thought { hearing, spoken }
}

/// What the desk decided to say, after the guard.
struct Spoken {
    plan: Plan,
    judged: Judged,
    /// The message, and whether it says that an AI is writing.
    message: Option<(Outgoing, bool)>,
    /// Who found the words: a model's name, or [`LOCAL`].
    writer: String,
}

/// The local brain, as the writer of words.
const LOCAL: &str = "local";

impl Spoken {
    /// Since when the contact waits for these words; `None` if there are none.
    fn heard_at(&self, table: &Table) -> Option<Moment> {
        self.message.as_ref().and_then(|_| table.rows.unread.iter().map(|row| row.received_at).min())
    }
}

fn hear(seat: &Seat<'_>, shelved: &Shelved) -> Option<Hearing> {
    let words = seat.words();
    (!words.trim().is_empty()).then(|| shelved.ear.hear(&words, &seat.hearing_context()))
}

/// Has a model write where that is worth a call; else, and where the guard lets nothing of it pass, the approved words are said.
async fn speak_with(thinking: &mut Thinking<'_>, seat: &Seat<'_>, hearing: Option<&Hearing>, plan: Plan) -> Spoken {
    let mut held_against = Vec::new();
    if let Some(written) = thinking.write(seat, hearing, &plan, &mut held_against).await {
        let Written { judged, writer, is_stopped } = written;
        let plan = if is_stopped { plan.stopped() } else { plan };
        let message = judged.draft.as_ref().and_then(said);
        return Spoken { plan, judged, message, writer };
    }
    let mut spoken = speak(seat, hearing, plan);
    spoken.judged.verdicts.splice(0..0, held_against);
    spoken
}

/// Writes and judges. Where the guard lets nothing pass, a person is called instead, in words the guard lets pass.
fn speak(seat: &Seat<'_>, hearing: Option<&Hearing>, plan: Plan) -> Spoken {
    let draft = writer::write(seat, hearing, &plan.moves);
    let judged = guard::check(draft, &Scene::new(seat, hearing, &plan));
    if let Some(draft) = &judged.draft {
        let message = said(draft);
        return Spoken { plan, judged, message, writer: LOCAL.to_owned() };
    }
    let mut called = Plan {
        strategy: Strategy::HandOff,
        moves: vec![Move::HandOver { reason: hand_over::GUARD.to_owned() }],
        ..plan
    };
    called.why.push(Why::new(hand_over::GUARD, ""));
    let scene = Scene::new(seat, hearing, &called);
    let second = guard::check(guard::hand_over_draft(&scene), &scene);
    let verdicts: Vec<RuleVerdict> = judged.verdicts.into_iter().chain(second.verdicts).collect();
    let message = second.draft.as_ref().and_then(said);
    Spoken { plan: called, judged: Judged { draft: second.draft, verdicts }, message, writer: LOCAL.to_owned() }
}

fn said(draft: &writer::Draft) -> Option<(Outgoing, bool)> {
    (!draft.is_empty()).then(|| (draft.clone().into_message(), draft.discloses()))
}

fn rescue_plan() -> Plan {
    let reason = "turn_failed";
    Plan {
        strategy: Strategy::HandOff,
        moves: vec![Move::HandOver { reason: reason.to_owned() }],
        why: vec![Why::new(reason, "")],
        consent: None,
        told: Vec::new(),
        is_unclear: false,
    }
}

/// Commits; `strategy` is for the figures only.
async fn finish(desk: &Desk, commit: TurnCommit, strategy: &'static str) -> Result<Taken, TurnError> {
    let taken = match desk.store.commit(commit).await {
        Ok(_) => Taken::Committed,
        Err(CommitError::Superseded | CommitError::Conflict | CommitError::InviteSpent) => Taken::Dropped,
        Err(CommitError::Store(error)) => return Err(error.into()),
    };
    measure::turn_ended(strategy, if taken == Taken::Committed { "committed" } else { "dropped" });
    Ok(taken)
}

/// Nothing of what was read can be answered: ticks it, and nothing that came later, so that it does not come again.
async fn finish_empty(desk: &Desk, lane: LeasedLane, keys: Vec<InboxKey>) -> Result<Taken, TurnError> {
    let mut commit = TurnCommit::new(lane, desk.clock.now());
    commit.ticked = keys;
    finish(desk, commit, "none").await?;
    Ok(Taken::Nothing)
}
