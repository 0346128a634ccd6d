//! Everything a turn causes, as one commit: timeline with reasons, rows to be sent, consent, the conversation.

use candor_core::{
    consent::{ConsentRecord, Permit},
    conversation::{Conversation, Holder, advance},
    guard::Judged,
    hearing::Hearing,
    ids::{OutboxId, TurnId},
    message::{Author, Content, Incoming, Outgoing},
    moves::Move,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    reasons::Reasons,
    seat::Seat,
    strategy::Plan,
    timeline::{EntryKind, TimelineEntry},
    writer,
};
use candor_store::{ConversationChange, OperatorRow, TurnCommit};

use super::{Spoken, TurnError, table::Table};
use crate::{Desk, card, relay, staff};

impl Table {
    /// Keeps what was said without an answer.
    pub fn gather(&self) -> TurnCommit {
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
    pub fn commit(
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
        let row = self.row(Permit::to_staff(&operator.id), Purpose::Staff, author, delivery, Disclosure::default());
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

/// Receipts and what somebody asked for by contract pass the gate even after an opt-out; all else is a reply.
fn purpose(plan: &Plan) -> Purpose {
    let is_due = |planned: &Move| {
        matches!(planned, Move::ConfirmOptOut | Move::AdmitBeingAi | Move::HandOver { .. } | Move::Reserved { .. })
    };
    if plan.moves.iter().all(is_due) { Purpose::Notice } else { Purpose::Reply }
}
