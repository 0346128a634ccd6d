//! 2: one turn. Everything the contact said since the desk last spoke gets one answer, and everything that answer
//! causes is one commit. Nothing is sent here. Whoever wants to know what the desk does reads [`take`] first.

use candor_core::{
    consent::{ConsentRecord, Permit},
    conversation::{Conversation, Holder, advance},
    guard::{self, Judged, Scene},
    hearing::Hearing,
    ids::{ConversationId, OutboxId, TurnId},
    language::Language,
    message::{Author, Content, Incoming, Outgoing},
    moment::Moment,
    moves::Move,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    reasons::{Reasons, RuleVerdict, Strategy, Why},
    seat::Seat,
    strategy::{self, Plan},
    timeline::{EntryKind, TimelineEntry},
    writer,
};
use candor_store::{CommitError, ContactRow, ConversationChange, LeasedLane, OperatorRow, SeatRows, TurnCommit};

use crate::{
    Desk, card, relay,
    shelf::Shelved,
    staff,
    told_apart::{ToldApart, is_due_an_answer, tell_apart, worth_hearing},
};

/// After so many failed turns the desk thinks no more and calls a person.
const RESCUE_AFTER: i64 = 2;

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
    if (rows.operator.is_some() || staff::is_claim(&told))
        && let Some(commit) = staff::take(desk, &rows, &told).await?
    {
        return finish(desk, commit).await;
    }
    let Some(table) = Table::lay(desk, rows, told).await? else { return finish_empty(desk, lane).await };

    if table.is_piece_of_flood() {
        let commit = table.gather();
        return finish(desk, commit).await;
    }
    let seat = table.seat();
    let hearing = hear(&seat, &table.shelved);
    let plan = if table.is_rescue() { rescue_plan() } else { strategy::choose(&seat, hearing.as_ref()) };
    let informed = seat.conversation.clone().with_told(&plan.told, seat.now);
    let spoken = speak(&Seat { conversation: &informed, ..seat.clone() }, hearing.as_ref(), plan);

    let commit = table.commit(desk, &seat, hearing.as_ref(), spoken)?;
    finish(desk, commit).await
}

/// All that one turn needs, loaded.
struct Table {
    rows: SeatRows,
    told: ToldApart,
    heard_from: Vec<Incoming>,
    contact: ContactRow,
    conversation: Conversation,
    staff: Vec<OperatorRow>,
    staff_names: Vec<String>,
    shelved: std::sync::Arc<Shelved>,
    now: Moment,
}

impl Table {
    /// `None` if nobody knows who wrote, so that there is nobody to answer.
    async fn lay(desk: &Desk, rows: SeatRows, told: ToldApart) -> Result<Option<Self>, TurnError> {
        let now = desk.clock.now();
        let Some(contact) = contact(desk, &rows, &told, now) else { return Ok(None) };
        let conversation = match &rows.conversation {
            Some(known) => known.conversation.clone(),
            None => begin(desk, &rows, &contact).await?,
        };
        let shelved = desk.shelf.take(&rows.connection.business, &conversation.script).await?;
        let staff = desk.store.operators(&rows.connection.business).await?;
        let staff_names = staff.iter().map(|operator| operator.name.clone()).collect();
        let heard_from = worth_hearing(&told.incoming);
        if heard_from.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { rows, told, heard_from, contact, conversation, staff, staff_names, shelved, now }))
    }

    fn seat(&self) -> Seat<'_> {
        Seat {
            conversation: &self.conversation,
            script: &self.shelved.script,
            unanswered: &self.heard_from,
            is_opted_out: self.rows.is_opted_out,
            has_staff: !self.staff.is_empty(),
            staff_names: &self.staff_names,
            now: self.now,
        }
    }

    const fn is_rescue(&self) -> bool {
        self.rows.lane.attempts >= RESCUE_AFTER
    }

    /// Whether more wait behind what was read and nothing in it is due an answer by contract: then it is only kept, and
    /// the answer follows the end of the flood.
    fn is_piece_of_flood(&self) -> bool {
        self.rows.has_more && !self.told.incoming.iter().any(is_due_an_answer)
    }

    /// Keeps what was said without an answer.
    fn gather(&self) -> TurnCommit {
        let mut commit = TurnCommit::new(self.rows.lane.clone(), self.now);
        commit.ticked.clone_from(&self.told.keys);
        commit.contacts.push(self.contact.clone());
        commit.timeline = self.said();
        commit.conversations.push(self.change(self.conversation.clone()));
        commit
    }

    fn change(&self, conversation: Conversation) -> ConversationChange {
        let expected_version = self.rows.conversation.as_ref().map(|known| known.version);
        ConversationChange { conversation, expected_version }
    }

    /// Everything the turn causes, as one commit.
    fn commit(
        &self,
        desk: &Desk,
        seat: &Seat<'_>,
        hearing: Option<&Hearing>,
        spoken: Spoken,
    ) -> Result<TurnCommit, TurnError> {
        let turn = TurnId::from_unique(&desk.ids.unique());
        let Spoken { plan, judged, message } = spoken;
        let next = advance(seat, hearing, &plan, message.as_ref().map(|(message, _)| message));

        let mut commit = TurnCommit::new(self.rows.lane.clone(), self.now);
        commit.ticked.clone_from(&self.told.keys);
        commit.contacts.push(self.contact.clone());
        commit.timeline = self.said();
        commit.timeline.push(self.thought(&turn, seat, hearing, &plan, &judged, &next)?);
        let mut rows = Rows { desk, turn: &turn, table: self, seq: 0 };
        for (press, query_id) in self.presses() {
            commit.outbox.push(rows.answer_button(Permit::to_answer(press), query_id));
        }
        if let (Some((message, discloses)), Some(last)) = (message, self.heard_from.last()) {
            commit.timeline.push(self.answered(&turn, &message));
            commit.outbox.push(rows.reply(Permit::to_answer(last), purpose(&plan), message, discloses));
        }
        if let Some((action, method, words)) = &plan.consent {
            commit.consent.push(ConsentRecord {
                contact: self.contact.id.clone(),
                at: self.now,
                action: *action,
                method: method.clone(),
                words: words.clone(),
            });
        }
        commit.outbox.extend(self.to_staff(&mut rows, seat, hearing, &plan, &next));
        commit.conversations.push(self.change(next));
        Ok(commit)
    }

    /// What the staff hears of: the card of a hand-over, and the contact's words while a person answers.
    fn to_staff(
        &self,
        rows: &mut Rows<'_>,
        seat: &Seat<'_>,
        hearing: Option<&Hearing>,
        plan: &Plan,
        next: &Conversation,
    ) -> Vec<OutboxRow> {
        if let Holder::Operator { id, .. } = &self.conversation.holder {
            let holder = self.staff.iter().filter(|operator| operator.id == *id);
            let relayed = holder.flat_map(|operator| {
                relay::to_operator(&self.contact, &self.conversation, &self.told.incoming)
                    .into_iter()
                    .map(move |message| (operator, message))
            });
            return relayed.map(|(operator, message)| rows.staff(operator, Author::Contact, message)).collect();
        }
        let is_called_anew = self.conversation.holder == Holder::Desk && matches!(next.holder, Holder::Waiting { .. });
        if !is_called_anew {
            return Vec::new();
        }
        let reason = plan.hands_over_because().unwrap_or_default();
        let message = card::card(&self.contact, seat.script, next, reason, &seat.words(), hearing);
        let called = self.staff.iter().filter(|operator| staff::may_take(operator));
        called.map(|operator| rows.staff(operator, Author::System, message.clone())).collect()
    }

    fn said(&self) -> Vec<TimelineEntry> {
        let of_contact = |incoming: &Incoming| TimelineEntry {
            conversation: self.conversation.id.clone(),
            at: incoming.at,
            author: Author::Contact,
            kind: if incoming.content.words().is_some() { EntryKind::Message } else { EntryKind::Event },
            text: relay::as_words(&incoming.content),
            message_id: incoming.message_id,
            turn: None,
            reasons: serde_json::Value::Null,
        };
        self.told.incoming.iter().map(of_contact).collect()
    }

    fn thought(
        &self,
        turn: &TurnId,
        seat: &Seat<'_>,
        hearing: Option<&Hearing>,
        plan: &Plan,
        judged: &Judged,
        next: &Conversation,
    ) -> Result<TimelineEntry, TurnError> {
        let reasons = Reasons {
            heard: hearing.cloned(),
            strategy: plan.strategy,
            why: plan.why.clone(),
            script: seat.conversation.script.clone(),
            step_before: seat.conversation.step.clone(),
            step_after: next.step.clone(),
            moves: plan.moves.iter().map(|planned| planned.name().to_owned()).collect(),
            facts: judged.draft.as_ref().map(writer::Draft::facts).unwrap_or_default(),
            verdicts: judged.verdicts.clone(),
            writer: "local".to_owned(),
        };
        Ok(self.entry(turn, Author::Ai, EntryKind::Turn, String::new(), serde_json::to_value(reasons)?))
    }

    fn answered(&self, turn: &TurnId, message: &Outgoing) -> TimelineEntry {
        self.entry(turn, Author::Ai, EntryKind::Message, message.text.clone(), serde_json::Value::Null)
    }

    fn entry(
        &self,
        turn: &TurnId,
        author: Author,
        kind: EntryKind,
        text: String,
        reasons: serde_json::Value,
    ) -> TimelineEntry {
        TimelineEntry {
            conversation: self.conversation.id.clone(),
            at: self.now,
            author,
            kind,
            text,
            message_id: None,
            turn: Some(turn.clone()),
            reasons,
        }
    }

    fn presses(&self) -> impl Iterator<Item = (&Incoming, &str)> {
        self.told.incoming.iter().filter_map(|incoming| match &incoming.content {
            Content::Button { query_id, .. } => Some((incoming, query_id.as_str())),
            _ => None,
        })
    }
}

/// Numbers the rows of a turn.
struct Rows<'a> {
    desk: &'a Desk,
    turn: &'a TurnId,
    table: &'a Table,
    seq: i64,
}

impl Rows<'_> {
    fn reply(&mut self, permit: Permit, purpose: Purpose, message: Outgoing, discloses: bool) -> OutboxRow {
        let language = self.table.conversation.language;
        let words = writer::disclosure(&self.table.shelved.script, self.table.shelved.script.language_for(language));
        let disclosure = Disclosure { is_in_text: discloses, words };
        self.row(permit, purpose, Author::Ai, Delivery::Send { message }, disclosure)
    }

    fn answer_button(&mut self, permit: Permit, query_id: &str) -> OutboxRow {
        let delivery = Delivery::AnswerButton { query_id: query_id.to_owned(), text: None };
        self.row(permit, Purpose::Notice, Author::System, delivery, Disclosure::default())
    }

    fn staff(&mut self, operator: &OperatorRow, author: Author, message: Outgoing) -> OutboxRow {
        let delivery = Delivery::Send { message };
        let row = self.row(Permit::to_staff(), Purpose::Staff, author, delivery, Disclosure::default());
        OutboxRow { connection: operator.connection.clone(), chat: operator.chat, ..row }
    }

    fn row(
        &mut self,
        permit: Permit,
        purpose: Purpose,
        author: Author,
        delivery: Delivery,
        disclosure: Disclosure,
    ) -> OutboxRow {
        let seq = self.seq;
        self.seq += 1;
        OutboxRow {
            id: OutboxId::from_unique(&self.desk.ids.unique()),
            permit,
            connection: self.table.conversation.connection.clone(),
            chat: self.table.conversation.chat,
            conversation: Some(self.table.conversation.id.clone()),
            turn: self.turn.clone(),
            seq,
            purpose,
            author,
            delivery,
            disclosure,
        }
    }
}

/// What the desk decided to say, after the guard.
struct Spoken {
    plan: Plan,
    judged: Judged,
    /// The message, and whether it says that an AI is writing.
    message: Option<(Outgoing, bool)>,
}

fn hear(seat: &Seat<'_>, shelved: &Shelved) -> Option<Hearing> {
    let words = seat.words();
    (!words.trim().is_empty()).then(|| shelved.ear.hear(&words, &seat.hearing_context()))
}

/// Writes and judges. Where the guard lets nothing pass, a person is called instead, in words the guard lets pass.
fn speak(seat: &Seat<'_>, hearing: Option<&Hearing>, plan: Plan) -> Spoken {
    let draft = writer::write(seat, hearing, &plan.moves);
    let judged = guard::check(draft, &Scene { seat, hearing, plan: &plan });
    if let Some(draft) = &judged.draft {
        let message = said(draft);
        return Spoken { plan, judged, message };
    }
    let mut called = Plan {
        strategy: Strategy::HandOff,
        moves: vec![Move::HandOver { reason: candor_core::moves::hand_over::GUARD.to_owned() }],
        ..plan
    };
    called.why.push(Why::new(candor_core::moves::hand_over::GUARD, ""));
    let scene = Scene { seat, hearing, plan: &called };
    let second = guard::check(guard::hand_over_draft(&scene), &scene);
    let verdicts: Vec<RuleVerdict> = judged.verdicts.into_iter().chain(second.verdicts).collect();
    let message = second.draft.as_ref().and_then(said);
    Spoken { plan: called, judged: Judged { draft: second.draft, verdicts }, message }
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

/// Receipts and what somebody asked for by contract pass the gate even after an opt-out; all else is a reply.
fn purpose(plan: &Plan) -> Purpose {
    let is_due = |planned: &Move| {
        matches!(planned, Move::ConfirmOptOut | Move::AdmitBeingAi | Move::HandOver { .. } | Move::Reserved { .. })
    };
    if plan.moves.iter().all(is_due) { Purpose::Notice } else { Purpose::Reply }
}

pub(crate) fn contact(desk: &Desk, rows: &SeatRows, told: &ToldApart, now: Moment) -> Option<ContactRow> {
    let known = rows.contact.as_ref();
    let Some(sender) = &told.sender else { return known.cloned() };
    Some(ContactRow {
        id: known
            .map_or_else(|| candor_core::ids::ContactId::from_unique(&desk.ids.unique()), |contact| contact.id.clone()),
        business: rows.connection.business.clone(),
        channel_user_id: sender.id,
        first_name: sender.first_name.clone(),
        last_name: sender.last_name.clone(),
        username: sender.username.clone(),
        language: sender.language_code.clone(),
        created_at: known.map_or(now, |contact| contact.created_at),
    })
}

async fn begin(desk: &Desk, rows: &SeatRows, contact: &ContactRow) -> Result<Conversation, TurnError> {
    let script = desk.shelf.head(&rows.connection.business, &rows.connection.script_name).await?;
    let shelved = desk.shelf.take(&rows.connection.business, &script).await?;
    let told = contact.language.as_deref().and_then(Language::from_tag);
    let first = shelved.script.languages.first().copied().unwrap_or_default();
    Ok(Conversation {
        id: ConversationId::from_unique(&desk.ids.unique()),
        connection: rows.connection.id.clone(),
        chat: rows.lane.chat,
        contact: contact.id.clone(),
        script,
        holder: Holder::Desk,
        step: None,
        visited: Vec::new(),
        fields: std::collections::BTreeMap::new(),
        asked: None,
        unclear_in_a_row: 0,
        offered_person: false,
        language: shelved.script.language_for(told.unwrap_or(first)),
        disclosed_at: None,
        last_activity_at: None,
        said: Vec::new(),
        outcome: None,
        source: None,
    })
}

async fn finish(desk: &Desk, commit: TurnCommit) -> Result<Taken, TurnError> {
    match desk.store.commit(commit).await {
        Ok(_) => Ok(Taken::Committed),
        Err(CommitError::Superseded | CommitError::Conflict | CommitError::InviteSpent) => Ok(Taken::Dropped),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

/// Nothing in the lane can be answered: ticks it, so that it does not come again.
async fn finish_empty(desk: &Desk, lane: LeasedLane) -> Result<Taken, TurnError> {
    let Some(rows) = desk.store.seat(&lane).await? else { return Ok(Taken::Nothing) };
    let mut commit = TurnCommit::new(rows.lane, desk.clock.now());
    commit.ticked = rows.unread.iter().map(|row| row.key).collect();
    finish(desk, commit).await?;
    Ok(Taken::Nothing)
}
