//! Where an action is put together: who acts, which conversations it touches, what is sent, what is written down of it.
//! Nothing is done until the door that opened the bench commits [`Bench::changes`], all at once.

use std::collections::BTreeMap;

use candor_core::{
    attachment::Attachment,
    audit::{Actor, AuditRecord},
    consent::Permit,
    conversation::Conversation,
    ids::{ApiTokenId, BusinessId, ChatId, ConnectionId, ConversationId, OutboxId, TurnId},
    language::Language,
    message::{Author, Outgoing},
    moment::Moment,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    roles::{Deed, Role},
    timeline::{EntryKind, TimelineEntry},
    timer::Timer,
};
use candor_store::{
    Acting, Changes, Connection, ConversationChange, ConversationLine, DeskRow, OperatorRow, TimerChange, Versioned,
};
use serde_json::Value;

use super::{ActError, Refusal};
use crate::Desk;

/// An action in the making.
pub struct Bench<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The business it is about.
    pub business: BusinessId,
    /// Who acts, where it is a member of the staff.
    pub operator: Option<OperatorRow>,
    /// The language of whoever acts.
    pub language: Language,
    /// The present.
    pub now: Moment,
    /// Everything it changes.
    pub changes: Changes,
    actor: Actor,
    via: Option<ApiTokenId>,
    turn: TurnId,
    seq: i64,
    touched: BTreeMap<ConversationId, Versioned>,
    /// How long models were asked so far, in milliseconds.
    pub(crate) asked_millis: i64,
}

impl<'a> Bench<'a> {
    /// For a member of the staff.
    pub fn for_operator(desk: &'a Desk, operator: OperatorRow, language: Language) -> Self {
        let actor = Actor::Operator { id: operator.id.clone(), name: operator.name.clone() };
        Self::new(desk, operator.business.clone(), actor, Some(operator), language)
    }

    /// For whoever has the shell of the machine, who may do everything.
    pub fn for_console(desk: &'a Desk, business: BusinessId) -> Self {
        Self::new(desk, business, Actor::Console, None, Language::En)
    }

    /// For the desk itself, by a rule or a timer.
    pub fn for_desk(desk: &'a Desk, business: BusinessId) -> Self {
        Self::new(desk, business, Actor::Desk, None, Language::En)
    }

    fn new(
        desk: &'a Desk,
        business: BusinessId,
        actor: Actor,
        operator: Option<OperatorRow>,
        language: Language,
    ) -> Self {
        let turn = TurnId::from_unique(&desk.ids.unique());
        let acting = operator.iter().map(acting).collect();
        let (now, changes) = (desk.clock.now(), Changes { acting, ..Changes::default() });
        let touched = BTreeMap::new();
        let (via, seq, asked_millis) = (None, 0, 0);
        Self { desk, business, operator, language, now, changes, actor, via, turn, seq, touched, asked_millis }
    }

    /// The same by a program of theirs, with this token: the audit log names it.
    #[must_use]
    pub fn by_program(mut self, token: ApiTokenId) -> Self {
        for acting in &mut self.changes.acting {
            acting.token = Some(token.clone());
        }
        self.via = Some(token);
        self
    }

    /// From here on another member of the staff acts, such as the next one who wrote in the same group.
    pub fn act_as(&mut self, operator: OperatorRow, language: Language) {
        self.actor = Actor::Operator { id: operator.id.clone(), name: operator.name.clone() };
        self.changes.acting.push(acting(&operator));
        self.operator = Some(operator);
        self.language = language;
    }

    /// The turn everything of it belongs to.
    pub const fn turn(&self) -> &TurnId {
        &self.turn
    }

    /// What whoever acts is called, on the timeline and by other members of the staff.
    pub fn name(&self) -> String {
        match &self.actor {
            Actor::Operator { name, .. } => name.clone(),
            Actor::Console => "console".to_owned(),
            Actor::Desk => "desk".to_owned(),
        }
    }

    /// Who it is on a timeline.
    pub fn author(&self) -> Author {
        match &self.actor {
            Actor::Operator { name, .. } => Author::Operator { name: name.clone() },
            Actor::Console | Actor::Desk => Author::System,
        }
    }

    /// Refuses what the role of whoever acts does not allow.
    ///
    /// # Errors
    /// [`Refusal::MayNot`].
    pub fn must_be_allowed(&self, deed: Deed) -> Result<(), Refusal> {
        let role = match &self.actor {
            Actor::Operator { .. } => self.operator.as_ref().map(|operator| operator.role),
            Actor::Console | Actor::Desk => Some(Role::Owner),
        };
        if role.is_some_and(|role| role.may(deed)) { Ok(()) } else { Err(Refusal::MayNot(deed)) }
    }

    /// The conversation of this number.
    ///
    /// # Errors
    /// [`Refusal::NoSuchNumber`].
    pub async fn numbered(&self, number: i64) -> Result<ConversationLine, ActError> {
        let known = self.desk.store.conversation_numbered(&self.business, number).await?;
        self.as_left(known.ok_or(Refusal::NoSuchNumber(number))?)
    }

    /// A conversation of this business by its id, such as a button carries. Anybody can forge a button, and it may be
    /// somebody else's.
    ///
    /// # Errors
    /// [`Refusal::NoSuchConversation`].
    pub async fn conversation(&self, id: &ConversationId) -> Result<ConversationLine, ActError> {
        let known = self.desk.store.conversation_line(id).await?;
        let ours = known.filter(|line| line.contact.business == self.business);
        self.as_left(ours.ok_or(Refusal::NoSuchConversation)?)
    }

    /// The line as this bench has left it so far.
    fn as_left(&self, mut line: ConversationLine) -> Result<ConversationLine, ActError> {
        if let Some(touched) = self.touched.get(&line.conversation.conversation.id) {
            line.conversation = touched.clone();
        }
        Ok(line)
    }

    /// Writes what becomes of a conversation, and drops whatever turn is being thought out in it.
    pub fn change(&mut self, read: &ConversationLine, becomes: Conversation) {
        let version = read.conversation.version;
        self.changes.disturb.push((becomes.connection.clone(), becomes.chat));
        self.touched.insert(becomes.id.clone(), Versioned { conversation: becomes, version });
    }

    /// Everything it changes, ready to be committed.
    pub fn into_changes(mut self) -> Changes {
        let touched = self.touched.into_values();
        self.changes.conversations.extend(touched.map(|changed| ConversationChange {
            conversation: changed.conversation,
            expected_version: Some(changed.version),
        }));
        self.changes
    }

    /// Writes down who did what.
    pub fn record(&mut self, deed: Deed, subject: &str, before: Value, after: Value) {
        let after = match &self.via {
            Some(token) => marked(after, token),
            None => after,
        };
        let record =
            AuditRecord { at: self.now, actor: self.actor.clone(), deed, subject: subject.to_owned(), before, after };
        self.changes.audit.push(record);
    }

    /// A line on a timeline.
    pub fn note(&mut self, conversation: &ConversationId, author: Author, kind: EntryKind, text: impl Into<String>) {
        let entry = self.entry(conversation, author, kind, text.into());
        self.changes.timeline.push(entry);
    }

    /// A line on a timeline about a file, with the words it came with.
    pub fn note_file(&mut self, conversation: &ConversationId, author: Author, file: Attachment, words: &str) {
        let entry = self.entry(conversation, author, EntryKind::Message, file.line(words));
        self.changes.timeline.push(TimelineEntry { file: Some(file), ..entry });
    }

    fn entry(&self, conversation: &ConversationId, author: Author, kind: EntryKind, text: String) -> TimelineEntry {
        TimelineEntry {
            conversation: conversation.clone(),
            at: self.now,
            author,
            kind,
            text,
            file: None,
            message_id: None,
            turn: Some(self.turn.clone()),
            reasons: Value::Null,
        }
    }

    /// Something that happened in a conversation, by whoever acts.
    pub fn event(&mut self, conversation: &ConversationId, what: impl Into<String>) {
        self.note(conversation, self.author(), EntryKind::Event, what);
    }

    /// A plain line of the system to the contact, such as who is answering now. Not to one who opted out.
    pub fn announce(&mut self, conversation: &Conversation, text: &str) {
        self.note(&conversation.id, Author::System, EntryKind::Message, text);
        let delivery = Delivery::Send { message: Outgoing::plain(text) };
        let permit = Permit::to_relay(conversation);
        let row = self.contact_row(conversation, permit, Purpose::Notice, Author::System, delivery);
        self.queue(row);
    }

    /// A message of the system to a member of the staff.
    pub fn tell(&mut self, operator: &OperatorRow, about: Option<&ConversationId>, message: Outgoing) {
        let row = self.operator_row(operator, about, Author::System, Delivery::Send { message });
        self.queue(row);
    }

    /// Puts a row into the outbox of this action, if there is one.
    pub fn queue(&mut self, row: impl Into<Option<OutboxRow>>) {
        self.changes.outbox.extend(row.into());
    }

    /// A row to the contact of a conversation, to be queued; what it says on the timeline is the caller's.
    #[must_use]
    pub fn contact_row(
        &mut self,
        conversation: &Conversation,
        permit: Permit,
        purpose: Purpose,
        author: Author,
        delivery: Delivery,
    ) -> OutboxRow {
        let place = (conversation.connection.clone(), conversation.chat);
        let row = self.row(place, permit, purpose, author, delivery);
        OutboxRow { conversation: Some(conversation.id.clone()), ..row }
    }

    /// A row to a member of the staff, about a conversation or about none, to be queued; none for whoever works in the
    /// panel alone.
    #[must_use]
    pub fn operator_row(
        &mut self,
        operator: &OperatorRow,
        about: Option<&ConversationId>,
        author: Author,
        delivery: Delivery,
    ) -> Option<OutboxRow> {
        let place = operator.place.clone()?;
        let row = self.row(place, Permit::to_staff(&operator.id), Purpose::Staff, author, delivery);
        Some(OutboxRow { conversation: about.cloned(), ..row })
    }

    /// A row to the staff's group, into the topic of a conversation or the general one, to be queued.
    #[must_use]
    pub fn group_row(
        &mut self,
        group: &(ConnectionId, ChatId),
        about: Option<&ConversationId>,
        author: Author,
        delivery: Delivery,
    ) -> OutboxRow {
        let row = self.row(group.clone(), Permit::to_staff_group(group.1), Purpose::Staff, author, delivery);
        OutboxRow { conversation: about.cloned(), topic_of: about.cloned(), ..row }
    }

    /// A row of any other kind, to be queued.
    #[must_use]
    pub fn row(
        &mut self,
        (connection, chat): (ConnectionId, ChatId),
        permit: Permit,
        purpose: Purpose,
        author: Author,
        delivery: Delivery,
    ) -> OutboxRow {
        let seq = self.seq;
        self.seq += 1;
        OutboxRow {
            id: OutboxId::from_unique(&self.desk.ids.unique()),
            permit,
            connection,
            chat,
            conversation: None,
            turn: self.turn.clone(),
            seq,
            purpose,
            author,
            delivery,
            disclosure: Disclosure::default(),
            carries: None,
            topic_of: None,
        }
    }

    /// Sets a timer in the lane of a conversation.
    pub fn set_timer(&mut self, conversation: &Conversation, due_at: Moment, timer: Timer) {
        let (connection, chat) = (conversation.connection.clone(), conversation.chat);
        self.changes.timers.push(TimerChange::Set { connection, chat, due_at, timer });
    }

    /// Takes back the timer that watches over a hand-over.
    pub fn stop_watching(&mut self, conversation: &Conversation) {
        let key = Timer::unanswered_key(&conversation.id);
        self.changes.timers.push(TimerChange::Cancel { connection: conversation.connection.clone(), key });
    }

    /// Takes back the timer that brings a conversation back which was put aside.
    pub fn stop_waking(&mut self, conversation: &Conversation) {
        let key = Timer::aside_key(&conversation.id);
        self.changes.timers.push(TimerChange::Cancel { connection: conversation.connection.clone(), key });
    }

    /// The bot in which a member of the staff reads the desk; none for whoever works in the panel alone.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn connection_of(&self, operator: &OperatorRow) -> Result<Option<Connection>, ActError> {
        let Some(id) = operator.connection() else { return Ok(None) };
        Ok(self.desk.store.connection(id).await?)
    }

    /// The whole desk of the business.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub async fn whole_desk(&self) -> Result<DeskRow, ActError> {
        Ok(self.desk.store.desk(&self.business).await?)
    }
}

fn acting(operator: &OperatorRow) -> Acting {
    Acting { operator: operator.id.clone(), role: operator.role, token: None }
}

/// What is now, with the token of the program by which it came about.
fn marked(after: Value, token: &ApiTokenId) -> Value {
    let token = Value::from(token.as_str());
    match after {
        Value::Object(mut after) => {
            after.insert("token".to_owned(), token);
            Value::Object(after)
        }
        Value::Null => serde_json::json!({ "token": token }),
        after => serde_json::json!({ "is": after, "token": token }),
    }
}
