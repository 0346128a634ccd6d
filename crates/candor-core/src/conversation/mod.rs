//! What is remembered of a conversation between turns.

mod advance;
mod ending;
mod holding;
mod lead_record;
mod snooze;
#[cfg(test)]
mod tests;

pub use advance::advance;
pub use ending::{Ended, end, reopen};
pub use holding::{HandedBack, SETTLED_FOR_MILLIS, hand_back, take_over};

pub use snooze::{MOST_SNOOZED_DAYS, SnoozeFor, Snoozed, SnoozedWrongly, may_snooze, read_snooze};

pub use lead_record::{Decided, LeadRecord, MAX_NOTE_CHARS, MAX_TAG_CHARS, MOST_NOTES, Note, bare_tag, tag_words};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    hearing::ToldField,
    ids::{ChatId, ConnectionId, ContactId, ConversationId, OperatorId},
    language::Language,
    moment::Moment,
    script::Outcome,
};

/// So many of the desk's last messages are remembered, so that none is repeated.
pub const REMEMBERED_MESSAGES: usize = 12;

/// A conversation of one contact over one connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// Over which connection.
    pub connection: ConnectionId,
    /// In which chat.
    pub chat: ChatId,
    /// With whom.
    pub contact: ContactId,
    /// The version of the script it began with; it keeps it unless a publisher moves it.
    pub script: ScriptRef,
    /// Who answers.
    pub holder: Holder,
    /// The step it is at; `None` before the first.
    pub step: Option<String>,
    /// The steps it has been at, in order, without repetition.
    pub visited: Vec<String>,
    /// What the contact told, by field.
    pub fields: BTreeMap<String, Told>,
    /// The field asked for last and not yet told.
    pub asked: Option<String>,
    /// Messages in a row that were not understood.
    pub unclear_in_a_row: u8,
    /// Whether the desk's last words offered to call a person, so that a plain "yes" accepts that.
    #[serde(default)]
    pub offered_person: bool,
    /// The language of the contact's last words.
    pub language: Language,
    /// When a message that says "I am an AI" was last sent in this conversation (H1).
    pub disclosed_at: Option<Moment>,
    /// When anybody last wrote in it.
    pub last_activity_at: Option<Moment>,
    /// The desk's last messages, newest last, at most [`REMEMBERED_MESSAGES`].
    pub said: Vec<String>,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// The payload of the deep link by which the contact came.
    pub source: Option<String>,
    /// Why a person had been called who holds it now; `None` if nobody was called.
    #[serde(default)]
    pub called_because: Option<String>,
    /// That a person gave it back to the desk lately.
    #[serde(default)]
    pub handed_back: Option<HandedBack>,
    /// That an operator ended it; the contact's next words open it again.
    #[serde(default)]
    pub ended: Option<Ended>,
    /// What the staff wrote down about the lead.
    #[serde(default)]
    pub lead: LeadRecord,
    /// When an operator last opened it again without having been written to.
    #[serde(default)]
    pub reopened_at: Option<Moment>,
    /// That somebody of the staff put it aside until a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Snoozed>,
}

/// A version of a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptRef {
    /// The script's name.
    pub name: String,
    /// The version, from 1.
    pub version: i64,
}

/// Who answers in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "holder", rename_all = "snake_case")]
pub enum Holder {
    /// The desk.
    Desk,
    /// A person was called and has not come yet; the desk goes on helping.
    Waiting {
        /// Since when.
        since: Moment,
        /// Why a person was called.
        reason: String,
    },
    /// A person. The desk is silent (H7).
    Operator {
        /// Who.
        id: OperatorId,
        /// The name contacts see.
        name: String,
        /// Since when.
        since: Moment,
    },
}

impl Holder {
    /// The word stored in the holder column.
    pub const fn column(&self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Waiting { .. } => "waiting",
            Self::Operator { .. } => "operator",
        }
    }
}

/// What a contact told for a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The value in its normal form.
    pub value: String,
    /// The words that prove it.
    pub words: String,
    /// When.
    pub at: Moment,
    /// Who of the staff set it; none if the contact told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Conversation {
    /// A conversation in which nothing was said yet. The desk answers.
    pub const fn begin(
        id: ConversationId,
        connection: ConnectionId,
        chat: ChatId,
        contact: ContactId,
        script: ScriptRef,
        language: Language,
    ) -> Self {
        Self {
            id,
            connection,
            chat,
            contact,
            script,
            holder: Holder::Desk,
            step: None,
            visited: Vec::new(),
            fields: BTreeMap::new(),
            asked: None,
            unclear_in_a_row: 0,
            offered_person: false,
            language,
            disclosed_at: None,
            last_activity_at: None,
            said: Vec::new(),
            outcome: None,
            source: None,
            called_because: None,
            handed_back: None,
            ended: None,
            lead: LeadRecord { decided: None, tags: Vec::new(), notes: Vec::new() },
            reopened_at: None,
            snoozed: None,
        }
    }

    /// The same with these values told.
    #[must_use]
    pub fn with_told(mut self, told: &[ToldField], at: Moment) -> Self {
        for value in told {
            let known = Told { value: value.value.clone(), words: value.words.clone(), at, by: None };
            self.fields.insert(value.field.clone(), known);
            if self.asked.as_ref() == Some(&value.field) {
                self.asked = None;
            }
        }
        self
    }
}
