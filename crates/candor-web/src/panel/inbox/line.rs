//! One conversation in the list.

use candor_core::{
    conversation::Holder,
    moment::Moment,
    timeline::{EntryKind, TimelineEntry},
};
use candor_desk::relay::{cut, plain_name};
use candor_store::{ConversationLine, Error, Store};

/// So many characters of the last words are shown.
const MAX_LAST_CHARS: usize = 140;

/// So many lines from the end the last words are looked for: turns and events lie between.
const LOOKED_AT: u32 = 6;

/// A line of the list.
pub(crate) struct Line {
    /// The conversation's number.
    pub number: i64,
    /// The contact.
    pub name: String,
    /// The last words anybody said.
    pub last: String,
    /// Whether they are the contact's.
    pub is_theirs: bool,
    /// When anything last happened.
    pub at: Moment,
    /// `desk`, `waiting` or `operator`.
    pub holder: &'static str,
    /// Who of the staff holds it.
    pub held_by: Option<String>,
    /// Whether the contact's words have no answer yet.
    pub is_unread: bool,
    /// Whether it was ended.
    pub is_ended: bool,
    /// Whether the contact wants no messages.
    pub is_opted_out: bool,
    /// The outcome's stable word, if a person said it.
    pub outcome: Option<&'static str>,
    /// Until when it is put aside.
    pub aside_until: Option<Moment>,
    /// Whether it was put aside, its time has come and nobody has seen to it since.
    pub is_back: bool,
    /// Short words to find it by.
    pub tags: Vec<String>,
}

impl Line {
    /// Reads what the list shows of a conversation.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn of(store: &Store, line: &ConversationLine, now: Moment) -> Result<Self, Error> {
        let known = &line.conversation.conversation;
        let newest = store.timeline_before(&known.id, None, LOOKED_AT).await?;
        let is_said = |entry: &TimelineEntry| entry.kind == EntryKind::Message || entry.file.is_some();
        let last = newest.into_iter().map(|line| line.entry).find(is_said);
        let held_by = match &known.holder {
            Holder::Operator { name, .. } => Some(name.clone()),
            Holder::Desk | Holder::Waiting { .. } => None,
        };
        Ok(Self {
            number: line.number,
            name: plain_name(&line.contact),
            is_theirs: last.as_ref().is_some_and(|entry| entry.author == candor_core::message::Author::Contact),
            last: last.map(|entry| cut(&entry.text, MAX_LAST_CHARS)).unwrap_or_default(),
            at: line.last_contact_at.max(line.last_answer_at).unwrap_or(line.updated_at),
            holder: known.holder.column(),
            held_by,
            is_unread: line.is_unread(),
            is_ended: known.ended.is_some(),
            is_opted_out: line.is_opted_out,
            outcome: known.lead.outcome_word(),
            aside_until: known.snoozed_until().filter(|_| known.is_aside(now)),
            is_back: known.is_back(now),
            tags: known.lead.tags.clone(),
        })
    }
}
