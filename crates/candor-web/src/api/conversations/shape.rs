//! A conversation as the API tells it.

use candor_core::{
    conversation::Holder,
    language::Language,
    message::Author,
    search::{Query, excerpt},
};
use candor_store::{ConversationLine, FoundLine};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::At;

/// So many characters of a line that was found are told.
const MAX_EXCERPT_CHARS: usize = 200;

/// A conversation of one contact.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Conversation {
    /// Its number within the business; it never changes.
    pub number: i64,
    /// Its id, as webhooks and exports name it.
    pub id: String,
    /// Its version: it rises with every change.
    pub version: i64,
    /// With whom.
    pub contact: Contact,
    /// Who answers.
    pub holder: HolderKind,
    /// Who of the staff answers, where one does.
    pub operator: Option<Named>,
    /// Since when a person is wanted or answers.
    pub held_since: Option<At>,
    /// Why a person is wanted, as a stable word.
    pub waiting_for: Option<String>,
    /// The script.
    pub script: String,
    /// The version of the script.
    pub script_version: i64,
    /// The step it is at.
    pub step: Option<String>,
    /// `en` or `ru`: the language of the contact's last words.
    #[schemars(with = "String")]
    pub language: Language,
    /// Tags of the staff.
    pub tags: Vec<String>,
    /// Whether the contact's last words have no answer yet.
    pub is_unread: bool,
    /// When it began.
    pub created_at: At,
    /// When it last changed.
    pub updated_at: At,
    /// When the contact last wrote.
    pub last_contact_at: Option<At>,
    /// When anybody last answered.
    pub last_answer_at: Option<At>,
    /// Until when the staff put it aside. In the past: its time has come, and nobody has seen to it since.
    pub snoozed_until: Option<At>,
    /// When a member of the staff ended it; it opens again when the contact writes.
    pub ended_at: Option<At>,
    /// The line in which the words were said that were looked for. Only where something was, and not for whom a number or a name found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
}

/// A line in which words were said that were looked for.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Found {
    /// Its place in the conversation, as its messages have it.
    pub place: i64,
    /// When it was said.
    pub at: At,
    /// Who said it.
    pub author: Speaker,
    /// The stretch of it around the words, in pieces that follow each other. What contacts write is not to be trusted as markup, a
    /// formula or an order.
    pub text: Vec<FoundPiece>,
}

/// A piece of a line.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FoundPiece {
    /// The words, as they were written.
    pub text: String,
    /// Whether they are what was looked for.
    pub is_hit: bool,
}

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Speaker {
    /// The contact.
    Contact,
    /// The desk: an AI.
    Ai,
    /// A person of the staff.
    Operator,
    /// A plain line of the system.
    System,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HolderKind {
    /// The desk, an AI.
    Desk,
    /// The desk, until a person comes who was called.
    Waiting,
    /// A person of the staff.
    Operator,
}

/// A contact.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Contact {
    /// Its id.
    pub id: String,
    /// The name they gave themselves. Anything may stand in it.
    pub name: String,
    /// Their public name, without the at sign.
    pub username: Option<String>,
    /// Whether they want no messages, or have blocked the bot: nothing can be written to them.
    pub is_opted_out: bool,
}

/// A member of the staff, by id and name.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Named {
    /// The id.
    pub id: String,
    /// The name contacts see.
    pub name: String,
}

impl Conversation {
    /// As the store has it.
    pub(crate) fn of(line: &ConversationLine) -> Self {
        let known = &line.conversation.conversation;
        let (holder, operator, held_since, waiting_for) = match &known.holder {
            Holder::Desk => (HolderKind::Desk, None, None, None),
            Holder::Waiting { since, reason } => (HolderKind::Waiting, None, Some(*since), Some(reason.clone())),
            Holder::Operator { id, name, since } => {
                let operator = Named { id: id.to_string(), name: name.clone() };
                (HolderKind::Operator, Some(operator), Some(*since), None)
            }
        };
        Self {
            number: line.number,
            id: known.id.to_string(),
            version: line.conversation.version,
            contact: Contact::of(line),
            holder,
            operator,
            held_since: held_since.map(At::from),
            waiting_for,
            script: known.script.name.clone(),
            script_version: known.script.version,
            step: known.step.clone(),
            language: known.language,
            tags: known.lead.tags.clone(),
            is_unread: line.is_unread(),
            created_at: line.created_at.into(),
            updated_at: line.updated_at.into(),
            last_contact_at: line.last_contact_at.map(At::from),
            last_answer_at: line.last_answer_at.map(At::from),
            snoozed_until: known.snoozed_until().map(At::from),
            ended_at: known.ended_at().map(At::from),
            found: None,
        }
    }

    /// With the line in which it was found.
    pub(crate) fn found(found: &FoundLine, sought: &Query) -> Self {
        let entry = &found.line.entry;
        let pieces = excerpt(&entry.text, sought, MAX_EXCERPT_CHARS);
        let author = match &entry.author {
            Author::Contact => Speaker::Contact,
            Author::Ai => Speaker::Ai,
            Author::Operator { .. } => Speaker::Operator,
            Author::System => Speaker::System,
        };
        let text = pieces.into_iter().map(|piece| FoundPiece { text: piece.text, is_hit: piece.is_hit }).collect();
        let line = Found { place: found.line.seq, at: entry.at.into(), author, text };
        Self { found: Some(line), ..Self::of(&found.conversation) }
    }
}

impl Contact {
    /// With whom a conversation is held.
    pub(crate) fn of(line: &ConversationLine) -> Self {
        let contact = &line.contact;
        let last = contact.last_name.iter().flat_map(|last| [" ", last]);
        Self {
            id: contact.id.to_string(),
            name: std::iter::once(contact.first_name.as_str()).chain(last).collect(),
            username: contact.username.clone(),
            is_opted_out: line.is_opted_out,
        }
    }
}
