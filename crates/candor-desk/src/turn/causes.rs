//! Everything a turn causes, as one commit: timeline with reasons, rows to be sent, consent, the conversation.

use candor_core::{
    consent::{ConsentAction, ConsentRecord, Permit},
    conversation::{Conversation, Holder, advance, reopen},
    guard::Judged,
    hearing::{Hearing, lessons::teachable},
    ids::OperatorId,
    message::{Author, Content, Incoming, Outgoing},
    model::Overdrawn,
    moves::Move,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    reasons::Reasons,
    roles::Role,
    seat::Seat,
    strategy::Plan,
    timeline::{EntryKind, TimelineEntry},
    writer,
};
use candor_store::{ConversationChange, NewUnheard, Refused, TurnCommit};

use super::{LOCAL, Spoken, TurnError, table::Table};
use crate::{
    Desk,
    actions::{
        Bench,
        raise_card::{raise_card, watch},
        relay_message::{self, Reader},
        take_conversation::close_cards,
    },
    card::{Card, ON_CARD, last_lines, one_line, staff_language},
    models::Thinking,
    relay,
    staff::words::StaffWord,
};

impl Table {
    /// Keeps what was said without an answer.
    pub fn gather(&self) -> TurnCommit {
        let mut commit = TurnCommit::new(self.rows.lane.clone(), self.now);
        commit.ticked.clone_from(&self.told.keys);
        commit.changes.contacts.push(self.contact.clone());
        commit.changes.timeline = self.said();
        commit.changes.conversations.push(self.change(reopen(&self.conversation, self.now).woken()));
        commit
    }

    pub(super) fn change(&self, conversation: Conversation) -> ConversationChange {
        let expected_version = self.rows.conversation.as_ref().map(|known| known.version);
        ConversationChange { conversation, expected_version }
    }

    /// Everything the turn causes, as one commit.
    pub async fn commit(
        &self,
        desk: &Desk,
        seat: &Seat<'_>,
        hearing: Option<&Hearing>,
        spoken: Spoken,
        thinking: &Thinking<'_>,
    ) -> Result<TurnCommit, TurnError> {
        let mut bench = self.bench(desk);
        let Spoken { plan, judged, message, writer } = spoken;
        let next = advance(seat, hearing, &plan, message.as_ref().map(|(message, _)| message));

        bench.changes.contacts.push(self.contact.clone());
        bench.changes.timeline = self.said();
        let reasons =
            Reasons { calls: thinking.calls.clone(), writer, ..reasons(seat, hearing, &plan, &judged, &next) };
        bench.changes.timeline.push(self.thought(&bench, &reasons)?);
        self.tell_of_limit(&mut bench, thinking);
        for (press, query_id) in self.presses() {
            let delivery = Delivery::AnswerButton { query_id: query_id.to_owned(), text: None };
            let permit = Permit::to_answer(press);
            let row = bench.contact_row(&self.conversation, permit, Purpose::Notice, Author::System, delivery);
            bench.queue(row);
        }
        if let (Some((message, discloses)), Some(last)) = (message, self.heard_from.last()) {
            let purpose = purpose(&plan, judged.draft.as_ref());
            self.say(&mut bench, Permit::to_answer(last), purpose, message, discloses);
        }
        if let Some((action, method, words)) = &plan.consent {
            bench.changes.consent.push(ConsentRecord {
                contact: self.contact.id.clone(),
                at: self.now,
                action: *action,
                method: method.clone(),
                words: words.clone(),
            });
        }
        if plan.lacks_answer()
            && let Some(words) = teachable(&self.nameless(&seat.words()))
        {
            bench.changes.unheard.push(self.unheard(seat, hearing, words));
        }
        self.tell_staff(&mut bench, seat, &plan, &next).await?;
        bench.changes.conversations.push(self.change(next));
        Ok(self.committed(bench))
    }

    pub(super) fn bench<'a>(&self, desk: &'a Desk) -> Bench<'a> {
        let mut bench = Bench::for_desk(desk, self.rows.connection.business.clone());
        bench.language = staff_language(&self.shelved.script);
        bench
    }

    pub(super) fn committed(&self, bench: Bench<'_>) -> TurnCommit {
        let mut commit = TurnCommit::new(self.rows.lane.clone(), self.now);
        commit.ticked.clone_from(&self.told.keys);
        if self.told.incoming.is_empty() {
            commit.ticked.extend_from_slice(&self.told.timer_keys);
        }
        commit.changes = bench.into_changes();
        commit
    }

    pub(super) fn say(
        &self,
        bench: &mut Bench<'_>,
        permit: Permit,
        purpose: Purpose,
        message: Outgoing,
        discloses: bool,
    ) {
        let answered = self.entry(bench, Author::Ai, EntryKind::Message, message.text.clone(), serde_json::Value::Null);
        bench.changes.timeline.push(answered);
        let language = self.conversation.language;
        let words = writer::disclosure(&self.shelved.script, self.shelved.script.language_for(language));
        let disclosure = Disclosure { is_in_text: discloses, words };
        let row = bench.contact_row(&self.conversation, permit, purpose, Author::Ai, Delivery::Send { message });
        bench.queue(OutboxRow { disclosure, ..row });
    }

    /// Tells the owners, once a day or month, that models rest because a limit is reached.
    fn tell_of_limit(&self, bench: &mut Bench<'_>, thinking: &Thinking<'_>) {
        let day = self.now.day_in(&self.shelved.script.time_zone);
        let (name, word) = match thinking.refused {
            Some(Refused { limit: Overdrawn::Day, is_told: false }) => (day.to_string(), StaffWord::ModelDayUsedUp),
            Some(Refused { limit: Overdrawn::Month, is_told: false }) => {
                (day.strftime("%Y-%m").to_string(), StaffWord::ModelMonthUsedUp)
            }
            _ => return,
        };
        for owner in self.staff.iter().filter(|operator| operator.role == Role::Owner) {
            bench.tell(owner, None, Outgoing::plain(word.in_language(owner.language.unwrap_or(bench.language))));
        }
        let limit = thinking.refused.map(|refused| refused.limit);
        bench.changes.told_limits.extend(limit.map(|limit| (limit, name)));
    }

    /// What the staff hears of: the card of a hand-over, and the contact's words while a person answers.
    async fn tell_staff(
        &self,
        bench: &mut Bench<'_>,
        seat: &Seat<'_>,
        plan: &Plan,
        next: &Conversation,
    ) -> Result<(), TurnError> {
        let reader = match &self.conversation.holder {
            Holder::Operator { id, .. } => self.reader(bench.desk, id).await?,
            // In a group everybody reads along while the contact waits.
            Holder::Waiting { .. } => self.rows.desk.group.clone().map(Reader::Group),
            Holder::Desk => None,
        };
        if let Some(reader) = reader {
            let incoming = &self.told.incoming;
            relay_message::to_staff(bench, &self.contact, &self.conversation, incoming, &reader).await?;
            let is_held = matches!(self.conversation.holder, Holder::Operator { .. });
            match plan.consent.as_ref().map(|(action, ..)| *action).filter(|_| is_held) {
                Some(ConsentAction::OptedOut) => self.tell_reader(bench, &reader, StaffWord::OptedOutHeld),
                Some(ConsentAction::OptedIn) => self.tell_reader(bench, &reader, StaffWord::CameBackHeld),
                Some(ConsentAction::Blocked) | None => {}
            }
        }
        if matches!(self.conversation.holder, Holder::Waiting { .. }) && next.holder == Holder::Desk {
            close_cards(bench, &self.conversation, "", StaffWord::CardOptedOut).await?;
        }
        let is_called_anew = self.conversation.holder == Holder::Desk && matches!(next.holder, Holder::Waiting { .. });
        if is_called_anew {
            self.call(bench, seat, next, 0).await?;
        }
        Ok(())
    }

    /// Words without the contact's own name, as Telegram shows it.
    fn nameless(&self, words: &str) -> String {
        let names = [Some(&self.contact.first_name), self.contact.last_name.as_ref(), self.contact.username.as_ref()];
        let names: Vec<String> = names.into_iter().flatten().map(|name| name.to_lowercase()).collect();
        let is_name = |word: &str| {
            let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
            !bare.is_empty() && names.contains(&bare)
        };
        let kept = |word: &str| if is_name(word) { "…".to_owned() } else { word.to_owned() };
        words.split_whitespace().map(kept).collect::<Vec<_>>().join(" ")
    }

    /// What was not understood, for the owner to teach or to let go.
    fn unheard(&self, seat: &Seat<'_>, hearing: Option<&Hearing>, words: String) -> NewUnheard {
        NewUnheard {
            script_name: seat.conversation.script.name.clone(),
            conversation: self.conversation.id.clone(),
            contact: self.contact.id.clone(),
            at: self.now,
            language: hearing.map_or(seat.conversation.language, |heard| heard.language),
            words,
        }
    }

    /// Tells whoever reads along what the contact decided.
    fn tell_reader(&self, bench: &mut Bench<'_>, reader: &Reader, word: StaffWord) {
        let id = &self.conversation.id;
        let text =
            |language| Outgoing::plain(word.in_language(language).replace("{name}", &relay::plain_name(&self.contact)));
        match reader {
            Reader::Operator(operator) => {
                bench.tell(operator, Some(id), text(operator.language.unwrap_or(bench.language)));
            }
            Reader::Group(group) => {
                let message = text(bench.language);
                let row = bench.group_row(group, Some(id), Author::System, Delivery::Send { message });
                bench.queue(row);
            }
        }
    }

    /// Where the staff reads what this contact writes.
    async fn reader(&self, desk: &Desk, holder: &OperatorId) -> Result<Option<Reader>, TurnError> {
        // Whoever works in the panel alone reads there.
        let in_chat = self.staff.iter().find(|operator| operator.id == *holder && operator.place.is_some());
        let operator = in_chat.cloned().map(Reader::Operator);
        let Some(group) = self.rows.desk.group.clone() else { return Ok(operator) };
        // One that was taken before there was a group has no topic, and goes on where it is.
        let has_topic = desk.store.topic(&group.0, group.1, &self.conversation.id).await?.is_some();
        Ok(if has_topic { Some(Reader::Group(group)) } else { operator.or(Some(Reader::Group(group))) })
    }

    /// Raises the card and watches whether somebody comes.
    pub(super) async fn call(
        &self,
        bench: &mut Bench<'_>,
        seat: &Seat<'_>,
        next: &Conversation,
        raised: u32,
    ) -> Result<(), TurnError> {
        let Holder::Waiting { reason, .. } = &next.holder else { return Ok(()) };
        let mut last = last_lines(bench.desk, &next.id, ON_CARD).await?;
        let said = seat.unanswered.iter().filter_map(|incoming| incoming.content.words());
        last.extend(said.map(|words| format!("→ {}", one_line(words, ON_CARD.longest))));
        let surplus = last.len().saturating_sub(usize::try_from(ON_CARD.most).unwrap_or(usize::MAX));
        last.drain(..surplus);
        let number = match bench.desk.store.conversation_line(&next.id).await? {
            Some(line) => line.number,
            // It begins with this turn: the commit is refused if somebody else's has taken the number by then.
            None => {
                let foretold = bench.desk.store.next_conversation_number(&bench.business).await?;
                bench.changes.foretold_number = Some(foretold);
                foretold
            }
        };
        let card = Card {
            contact: &self.contact,
            script: seat.script,
            conversation: next,
            number,
            reason,
            last,
            is_again: raised > 0,
        };
        raise_card(bench, &card, None).await?;
        watch(bench, next, seat.script.hand_over.answer_within_millis(), raised);
        Ok(())
    }

    fn said(&self) -> Vec<TimelineEntry> {
        let of_contact = |incoming: &Incoming| TimelineEntry {
            conversation: self.conversation.id.clone(),
            at: incoming.at,
            author: Author::Contact,
            kind: if incoming.content.words().is_some() { EntryKind::Message } else { EntryKind::Event },
            text: relay::as_words(&incoming.content),
            file: incoming.content.file().cloned(),
            message_id: incoming.message_id,
            turn: None,
            reasons: serde_json::Value::Null,
        };
        self.told.incoming.iter().map(of_contact).collect()
    }

    pub(super) fn thought(&self, bench: &Bench<'_>, reasons: &Reasons) -> Result<TimelineEntry, TurnError> {
        Ok(self.entry(bench, Author::Ai, EntryKind::Turn, String::new(), serde_json::to_value(reasons)?))
    }

    fn entry(
        &self,
        bench: &Bench<'_>,
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
            file: None,
            message_id: None,
            turn: Some(bench.turn().clone()),
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

/// Why a turn went as it did, by the local brain's words.
pub(super) fn reasons(
    seat: &Seat<'_>,
    hearing: Option<&Hearing>,
    plan: &Plan,
    judged: &Judged,
    next: &Conversation,
) -> Reasons {
    Reasons {
        heard: hearing.cloned(),
        strategy: plan.strategy,
        why: plan.why.clone(),
        script: seat.conversation.script.clone(),
        step_before: seat.conversation.step.clone(),
        step_after: next.step.clone(),
        moves: plan.moves.iter().map(|planned| planned.name().to_owned()).collect(),
        facts: judged.draft.as_ref().map(writer::Draft::facts).unwrap_or_default(),
        verdicts: judged.verdicts.clone(),
        writer: LOCAL.to_owned(),
        calls: Vec::new(),
    }
}

/// Receipts and what somebody asked for by contract pass the gate even after an opt-out; all else is a reply, and so is whatever holds words
/// nobody approved: of a plan that was stopped only what is due may be left, and the words all the same.
pub(super) fn purpose(plan: &Plan, said: Option<&writer::Draft>) -> Purpose {
    if said.is_some_and(|draft| draft.parts.iter().any(|part| part.role.is_unread())) {
        return Purpose::Reply;
    }
    let is_due = |planned: &Move| {
        matches!(
            planned,
            Move::ConfirmOptOut
                | Move::OfferReturn
                | Move::AdmitBeingAi
                | Move::HandOver { .. }
                | Move::Reserved { .. }
        )
    };
    if !plan.moves.is_empty() && plan.moves.iter().all(is_due) { Purpose::Notice } else { Purpose::Reply }
}

#[cfg(test)]
mod tests {
    use candor_core::{
        language::Language,
        reasons::Strategy,
        writer::{Draft, Part, Role},
    };

    use super::*;

    #[test]
    fn words_of_a_model_are_a_reply_whatever_is_left_of_their_plan() {
        let stopped = Plan {
            strategy: Strategy::Script80,
            moves: vec![Move::AdmitBeingAi],
            why: Vec::new(),
            consent: None,
            told: Vec::new(),
            is_unclear: false,
        };
        let part = |role| Part::plain(role, "Fifteen red roses are 2,900 ₽.");
        let said = |roles: &[Role]| Draft { language: Language::En, parts: roles.iter().copied().map(part).collect() };
        assert_eq!(purpose(&stopped, Some(&said(&[Role::AdmitsBeingAi]))), Purpose::Notice);
        assert_eq!(purpose(&stopped, Some(&said(&[Role::AdmitsBeingAi, Role::Written]))), Purpose::Reply);
        assert_eq!(purpose(&stopped, Some(&said(&[Role::AdmitsBeingAi, Role::Quoted]))), Purpose::Reply);
        assert_eq!(purpose(&stopped, None), Purpose::Notice);
    }
}
