//! Where the turn of a member of the staff is put together: the conversations it touches, the rows it sends, one commit.

use std::collections::BTreeMap;

use candor_core::{
    consent::Permit,
    conversation::{Conversation, Holder},
    ids::{ConversationId, MessageId, OutboxId, TurnId},
    language::Language,
    message::{Author, Button, Incoming, Outgoing},
    moment::Moment,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{ConversationChange, OperatorRow, SeatRows, TurnCommit, Versioned};

use super::words::StaffWord;
use crate::{Desk, card::staff_language, relay::short, told_apart::ToldApart, turn::TurnError};

/// A page of conversations looked through for those an operator holds.
const PAGE: u32 = 200;

pub(super) struct Bench<'a> {
    pub desk: &'a Desk,
    pub rows: &'a SeatRows,
    pub operator: OperatorRow,
    pub language: Language,
    pub now: Moment,
    pub commit: TurnCommit,
    turn: TurnId,
    seq: i64,
    touched: BTreeMap<ConversationId, Versioned>,
}

impl<'a> Bench<'a> {
    pub async fn lay(
        desk: &'a Desk,
        rows: &'a SeatRows,
        told: &ToldApart,
        operator: OperatorRow,
    ) -> Result<Self, TurnError> {
        let now = desk.clock.now();
        let business = &rows.connection.business;
        let head = desk.shelf.head(business, &rows.connection.script_name).await?;
        let language = staff_language(&desk.shelf.take(business, &head).await?.script);
        let mut commit = TurnCommit::new(rows.lane.clone(), now);
        commit.ticked.clone_from(&told.keys);
        let turn = TurnId::from_unique(&desk.ids.unique());
        Ok(Self { desk, rows, operator, language, now, commit, turn, seq: 0, touched: BTreeMap::new() })
    }

    pub fn into_commit(mut self) -> TurnCommit {
        let changes = self.touched.into_values();
        self.commit.conversations.extend(changes.map(|changed| ConversationChange {
            conversation: changed.conversation,
            expected_version: Some(changed.version),
        }));
        self.commit
    }

    pub const fn say(&self, word: StaffWord) -> &'static str {
        word.in_language(self.language)
    }

    /// A conversation of this business, as this turn has left it so far.
    pub async fn conversation(&self, id: &str) -> Result<Option<Conversation>, TurnError> {
        let id = ConversationId::from_stored(id);
        if let Some(touched) = self.touched.get(&id) {
            return Ok(Some(touched.conversation.clone()));
        }
        let Some(known) = self.desk.store.conversation(&id).await? else { return Ok(None) };
        let connection = self.desk.store.connection(&known.conversation.connection).await?;
        let is_ours = connection.is_some_and(|connection| connection.business == self.rows.connection.business);
        Ok(is_ours.then_some(known.conversation))
    }

    /// Writes a conversation with the commit. It must have been read by [`Self::conversation`] or [`Self::held`].
    pub async fn change(&mut self, conversation: Conversation) -> Result<(), TurnError> {
        let version = match self.touched.get(&conversation.id) {
            Some(touched) => touched.version,
            None => match self.desk.store.conversation(&conversation.id).await? {
                Some(known) => known.version,
                None => return Ok(()),
            },
        };
        self.commit.disturb.push((conversation.connection.clone(), conversation.chat));
        self.touched.insert(conversation.id.clone(), Versioned { conversation, version });
        Ok(())
    }

    /// The conversations of this business that `wanted` picks.
    pub async fn conversations(&self, wanted: impl Fn(&Conversation) -> bool) -> Result<Vec<Conversation>, TurnError> {
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = self.desk.store.list_conversations(PAGE, after.as_ref()).await?;
            let Some(last) = page.last() else { return Ok(found) };
            after = Some(last.conversation.conversation.id.clone());
            for line in page {
                let id = line.conversation.conversation.id.clone();
                let now = self.touched.get(&id).map_or(line.conversation, Clone::clone).conversation;
                if line.contact.business == self.rows.connection.business && wanted(&now) {
                    found.push(now);
                }
            }
        }
    }

    /// The conversation an operator's words belong to, or why none is meant.
    pub async fn addressed(&self, reply_to: Option<MessageId>) -> Result<Result<Conversation, StaffWord>, TurnError> {
        let is_mine = |holder: &Holder| matches!(holder, Holder::Operator { id, .. } if *id == self.operator.id);
        if let Some(message_id) = reply_to {
            let (connection, chat) = (&self.rows.lane.connection, self.rows.lane.chat);
            let sent = self.desk.store.message_of(connection, chat, message_id).await?;
            if let Some(id) = sent.and_then(|sent| sent.conversation)
                && let Some(conversation) = self.conversation(id.as_str()).await?
                && is_mine(&conversation.holder)
            {
                return Ok(Ok(conversation));
            }
        }
        let mut held = self.conversations(|conversation| is_mine(&conversation.holder)).await?;
        Ok(match (held.pop(), held.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(_), false) => Err(StaffWord::HoldsSeveral),
            (None, _) => Err(StaffWord::HoldsNothing),
        })
    }

    /// A message to the operator.
    pub fn tell(&mut self, about: Option<&ConversationId>, text: String, buttons: Vec<Button>) {
        let message =
            Outgoing { text: short(&text), buttons: buttons.into_iter().map(|button| vec![button]).collect() };
        let row =
            self.row(Permit::to_staff(&self.operator.id), Purpose::Staff, Author::System, Delivery::Send { message });
        self.commit.outbox.push(OutboxRow { conversation: about.cloned(), ..row });
    }

    /// Replaces a message a member of the staff was sent before.
    pub fn rewrite(&mut self, line: &candor_store::DeliveryLine, message_id: MessageId, text: String) {
        let message = Outgoing { text: short(&text), buttons: Vec::new() };
        let delivery = Delivery::Edit { message_id, message };
        let row = self.row(Permit::to_staff(&self.operator.id), Purpose::Staff, Author::System, delivery);
        self.commit.outbox.push(OutboxRow { connection: line.connection.clone(), chat: line.chat, ..row });
    }

    pub fn answer_button(&mut self, press: &Incoming, query_id: &str, text: Option<String>) {
        let delivery = Delivery::AnswerButton { query_id: query_id.to_owned(), text };
        let row = self.row(Permit::to_answer(press), Purpose::Staff, Author::System, delivery);
        self.commit.outbox.push(row);
    }

    /// A message to the contact of a conversation, on its timeline as well.
    pub fn write(
        &mut self,
        conversation: &Conversation,
        purpose: Purpose,
        author: Author,
        text: String,
        shown: String,
    ) {
        self.note(conversation, author.clone(), EntryKind::Message, text);
        let message = Outgoing { text: shown, buttons: Vec::new() };
        let row = self.row(Permit::to_relay(conversation), purpose, author, Delivery::Send { message });
        self.commit.outbox.push(OutboxRow {
            connection: conversation.connection.clone(),
            chat: conversation.chat,
            conversation: Some(conversation.id.clone()),
            ..row
        });
    }

    pub fn note(&mut self, conversation: &Conversation, author: Author, kind: EntryKind, text: String) {
        self.commit.timeline.push(TimelineEntry {
            conversation: conversation.id.clone(),
            at: self.now,
            author,
            kind,
            text,
            message_id: None,
            turn: Some(self.turn.clone()),
            reasons: serde_json::Value::Null,
        });
    }

    fn row(&mut self, permit: Permit, purpose: Purpose, author: Author, delivery: Delivery) -> OutboxRow {
        let seq = self.seq;
        self.seq += 1;
        OutboxRow {
            id: OutboxId::from_unique(&self.desk.ids.unique()),
            permit,
            connection: self.rows.lane.connection.clone(),
            chat: self.rows.lane.chat,
            conversation: None,
            turn: self.turn.clone(),
            seq,
            purpose,
            author,
            delivery,
            disclosure: Disclosure::default(),
        }
    }
}
