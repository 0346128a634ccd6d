//! What happened, as programs outside are told of it: a closed list of kinds, and a thin account of each.
//!
//! An account holds numbers, ids, versions, names of steps and who wrote, and never what anybody wrote, is called or can be reached
//! by. Whoever is told asks the API for the rest, with a token that can be taken back: so what leaves the house by itself stays
//! little, lies in no log of anybody's in between, and is still true when somebody is erased (data protection; H10, H11).

mod happened;

pub use happened::{Change, happened};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    consent::{ConsentAction, ConsentRecord},
    ids::{ConnectionId, ConversationId, OutboxId, TurnId},
    message::Author,
    moment::Moment,
    told_time::rfc3339,
};

/// What can happen. The words are stable: programs outside go by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// A contact wrote for the first time.
    #[serde(rename = "conversation.begun")]
    ConversationBegun,
    /// A person is wanted.
    #[serde(rename = "conversation.waiting")]
    ConversationWaiting,
    /// A person took it; the desk is silent.
    #[serde(rename = "conversation.taken")]
    ConversationTaken,
    /// It was given back to the desk, or a request for a person was dismissed.
    #[serde(rename = "conversation.given_back")]
    ConversationGivenBack,
    /// An operator ended it.
    #[serde(rename = "conversation.ended")]
    ConversationEnded,
    /// It was ended and is open again.
    #[serde(rename = "conversation.reopened")]
    ConversationReopened,
    /// What is known of the lead changed: fields, outcome or tags.
    #[serde(rename = "lead.changed")]
    LeadChanged,
    /// A contact's message was read by the desk.
    #[serde(rename = "message.received")]
    MessageReceived,
    /// The channel took a message to a contact, whoever wrote it.
    #[serde(rename = "message.sent")]
    MessageSent,
    /// A contact wants no messages, or blocked the bot.
    #[serde(rename = "contact.opted_out")]
    ContactOptedOut,
    /// A contact came back explicitly.
    #[serde(rename = "contact.opted_in")]
    ContactOptedIn,
    /// A version of a script was published.
    #[serde(rename = "script.published")]
    ScriptPublished,
    /// The owner tries a webhook. Comes whichever kinds it wants.
    #[serde(rename = "ping")]
    Ping,
}

impl EventKind {
    /// Those that can be wanted, in the order in which they are listed.
    pub const ALL: [Self; 12] = [
        Self::ConversationBegun,
        Self::ConversationWaiting,
        Self::ConversationTaken,
        Self::ConversationGivenBack,
        Self::ConversationEnded,
        Self::ConversationReopened,
        Self::LeadChanged,
        Self::MessageReceived,
        Self::MessageSent,
        Self::ContactOptedOut,
        Self::ContactOptedIn,
        Self::ScriptPublished,
    ];

    /// The word programs go by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ConversationBegun => "conversation.begun",
            Self::ConversationWaiting => "conversation.waiting",
            Self::ConversationTaken => "conversation.taken",
            Self::ConversationGivenBack => "conversation.given_back",
            Self::ConversationEnded => "conversation.ended",
            Self::ConversationReopened => "conversation.reopened",
            Self::LeadChanged => "lead.changed",
            Self::MessageReceived => "message.received",
            Self::MessageSent => "message.sent",
            Self::ContactOptedOut => "contact.opted_out",
            Self::ContactOptedIn => "contact.opted_in",
            Self::ScriptPublished => "script.published",
            Self::Ping => "ping",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Ping]).find(|kind| kind.word() == word)
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// When.
    pub at: Moment,
    /// What tells it from every other event of its kind and moment, such as an id and a version.
    pub mark: String,
    /// The account of it.
    pub data: Value,
}

/// A conversation as an event names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Its id.
    pub conversation: &'a ConversationId,
    /// Its number within the business.
    pub number: i64,
    /// Over which connection.
    pub connection: &'a ConnectionId,
}

impl Place<'_> {
    fn data(self) -> Value {
        json!({ "conversation": self.conversation, "number": self.number, "connection": self.connection })
    }
}

impl Event {
    /// The text that is signed and sent: always the same for the same event.
    pub fn body(&self) -> String {
        json!({ "type": self.kind.word(), "timestamp": rfc3339(self.at), "data": self.data }).to_string()
    }

    /// A contact's message stands on the timeline of a conversation, at this line.
    pub fn message_received(place: Place<'_>, line: i64, at: Moment) -> Self {
        let data = with(place.data(), json!({ "line": line, "author": Author::Contact.column() }));
        Self { kind: EventKind::MessageReceived, at, mark: format!("{} {line}", place.conversation), data }
    }

    /// The channel took a message to a contact. `author` is the column the core set (H3): `ai`, `operator` or `system`.
    pub fn message_sent(place: Place<'_>, message: &OutboxId, turn: &TurnId, author: &str, at: Moment) -> Self {
        let data = with(place.data(), json!({ "message": message, "turn": turn, "author": author }));
        Self { kind: EventKind::MessageSent, at, mark: message.to_string(), data }
    }

    /// A contact decided about being written to.
    pub fn of_consent(record: &ConsentRecord) -> Self {
        let kind = match record.action {
            ConsentAction::OptedOut | ConsentAction::Blocked => EventKind::ContactOptedOut,
            ConsentAction::OptedIn => EventKind::ContactOptedIn,
        };
        // By which means, never in which words.
        let data = json!({ "contact": record.contact, "action": record.action.column(), "method": record.method });
        Self { kind, at: record.at, mark: format!("{} {}", record.contact, record.action.column()), data }
    }

    /// A version of a script was published.
    pub fn script_published(name: &str, version: i64, at: Moment) -> Self {
        let data = json!({ "script": name, "version": version });
        Self { kind: EventKind::ScriptPublished, at, mark: format!("{name} {version}"), data }
    }

    /// The owner tries a webhook; `mark` tells one try from another.
    pub fn ping(mark: &str, at: Moment) -> Self {
        Self { kind: EventKind::Ping, at, mark: mark.to_owned(), data: json!({}) }
    }
}

/// An account with more in it.
fn with(mut data: Value, more: Value) -> Value {
    if let (Value::Object(data), Value::Object(more)) = (&mut data, more) {
        data.extend(more);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ContactId;

    #[test]
    fn every_kind_has_a_word_of_its_own_and_is_read_back_from_it() {
        for kind in EventKind::ALL.into_iter().chain([EventKind::Ping]) {
            assert_eq!(EventKind::from_word(kind.word()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        assert_eq!(EventKind::from_word("everything"), None);
    }

    #[test]
    fn an_opt_out_is_told_without_its_words() {
        let record = ConsentRecord {
            contact: ContactId::from_unique("1"),
            at: Moment::from_millis(0),
            action: ConsentAction::Blocked,
            method: "words".to_owned(),
            words: "canary".to_owned(),
        };
        let event = Event::of_consent(&record);
        assert_eq!(event.kind, EventKind::ContactOptedOut);
        assert_eq!(
            event.body(),
            r#"{"data":{"action":"blocked","contact":"ctc_1","method":"words"},"timestamp":"1970-01-01T00:00:00.000Z","type":"contact.opted_out"}"#
        );
    }
}
