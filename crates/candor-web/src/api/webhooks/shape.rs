//! Webhooks and deliveries as the API tells them.

use candor_core::{event::EventKind, ids::WebhookId};
use candor_store::{DeliveryFate, WebhookDelivery, WebhookRow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::At;

/// The id of a webhook.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Hook {
    /// The id of the webhook.
    pub id: String,
}

impl Hook {
    pub(super) fn id(&self) -> WebhookId {
        WebhookId::from_stored(&*self.id)
    }
}

/// An address that is told of what happens.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Webhook {
    /// Its id.
    pub id: String,
    /// How often it was changed, from 1.
    version: i64,
    /// Where deliveries go.
    url: String,
    /// What it is told of; `*` is everything.
    kinds: Vec<String>,
    /// What it is for.
    note: String,
    /// Whether anything is delivered.
    is_on: bool,
    /// Why the desk switched it off by itself: `gone`, for its receiver answered 410, or `failing`, for nothing arrived for five days.
    off_because: Option<String>,
    /// Since when nothing arrives, where the last try failed.
    failing_since: Option<At>,
    /// Until when the secret before the last change signs as well.
    old_secret_signs_until: Option<At>,
    /// Since when there is one.
    created_at: At,
}

impl Webhook {
    pub(super) fn of(row: &WebhookRow) -> Self {
        Self {
            id: row.id.to_string(),
            version: row.version,
            url: row.address.expose().to_owned(),
            kinds: row.wanted.words().into_iter().map(str::to_owned).collect(),
            note: row.note.clone(),
            is_on: row.is_on,
            off_because: row.off_because.clone(),
            failing_since: row.failing_since.map(At::from),
            old_secret_signs_until: row.previous_until.map(At::from),
            created_at: row.created_at.into(),
        }
    }
}

/// A kind of event.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(crate) enum Kind {
    /// Everything, also what is invented later.
    #[serde(rename = "*")]
    Everything,
    /// A contact wrote for the first time.
    #[serde(rename = "conversation.begun")]
    ConversationBegun,
    /// A person is wanted.
    #[serde(rename = "conversation.waiting")]
    ConversationWaiting,
    /// A person took it.
    #[serde(rename = "conversation.taken")]
    ConversationTaken,
    /// It was given back to the desk.
    #[serde(rename = "conversation.given_back")]
    ConversationGivenBack,
    /// A person ended it.
    #[serde(rename = "conversation.ended")]
    ConversationEnded,
    /// It was ended and is open again.
    #[serde(rename = "conversation.reopened")]
    ConversationReopened,
    /// What is known of the lead changed.
    #[serde(rename = "lead.changed")]
    LeadChanged,
    /// A contact's message was read.
    #[serde(rename = "message.received")]
    MessageReceived,
    /// A message to a contact left.
    #[serde(rename = "message.sent")]
    MessageSent,
    /// A contact wants no messages.
    #[serde(rename = "contact.opted_out")]
    ContactOptedOut,
    /// A contact came back.
    #[serde(rename = "contact.opted_in")]
    ContactOptedIn,
    /// A version of a script was published.
    #[serde(rename = "script.published")]
    ScriptPublished,
}

impl Kind {
    const fn event(self) -> Option<EventKind> {
        Some(match self {
            Self::Everything => return None,
            Self::ConversationBegun => EventKind::ConversationBegun,
            Self::ConversationWaiting => EventKind::ConversationWaiting,
            Self::ConversationTaken => EventKind::ConversationTaken,
            Self::ConversationGivenBack => EventKind::ConversationGivenBack,
            Self::ConversationEnded => EventKind::ConversationEnded,
            Self::ConversationReopened => EventKind::ConversationReopened,
            Self::LeadChanged => EventKind::LeadChanged,
            Self::MessageReceived => EventKind::MessageReceived,
            Self::MessageSent => EventKind::MessageSent,
            Self::ContactOptedOut => EventKind::ContactOptedOut,
            Self::ContactOptedIn => EventKind::ContactOptedIn,
            Self::ScriptPublished => EventKind::ScriptPublished,
        })
    }
}

/// The kinds as the actions read them.
pub(super) fn words(kinds: &[Kind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.event().map_or("*", EventKind::word)).collect();
    words.join(" ")
}

/// One event on its way to a webhook.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Delivery {
    /// Its id, which the receiver reads as `webhook-id`.
    id: String,
    /// What it tells of.
    kind: String,
    /// How far it is.
    state: Fate,
    /// When it happened.
    created_at: At,
    /// How often it was tried.
    tries: i64,
    /// The HTTP status of the last answer.
    status: Option<i64>,
    /// Why the last try had no answer: `forbidden`, `unreachable`, `timed_out`, `broken`; or `switched_off`.
    trouble: Option<String>,
    /// How long the last try took, in milliseconds.
    millis: Option<i64>,
    /// When it is tried next, where it waits.
    next_at: Option<At>,
    /// When it first arrived.
    delivered_at: Option<At>,
    /// What is sent, exactly as it is signed.
    body: String,
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fate {
    /// It waits to be tried, or tried again.
    Ready,
    /// It is on its way.
    Sending,
    /// It arrived.
    Delivered,
    /// It did not, and is not tried any more.
    Failed,
}

impl From<DeliveryFate> for Fate {
    fn from(fate: DeliveryFate) -> Self {
        match fate {
            DeliveryFate::Ready => Self::Ready,
            DeliveryFate::Sending => Self::Sending,
            DeliveryFate::Delivered => Self::Delivered,
            DeliveryFate::Failed => Self::Failed,
        }
    }
}

impl From<Fate> for DeliveryFate {
    fn from(fate: Fate) -> Self {
        match fate {
            Fate::Ready => Self::Ready,
            Fate::Sending => Self::Sending,
            Fate::Delivered => Self::Delivered,
            Fate::Failed => Self::Failed,
        }
    }
}

impl Delivery {
    pub(super) fn of(line: &WebhookDelivery) -> Self {
        Self {
            id: line.id.to_string(),
            kind: line.kind.word().to_owned(),
            state: line.fate.into(),
            created_at: line.created_at.into(),
            tries: line.attempts,
            status: line.status,
            trouble: line.trouble.clone(),
            millis: line.millis,
            next_at: (line.fate == DeliveryFate::Ready).then(|| line.next_at.into()),
            delivered_at: line.delivered_at.map(At::from),
            body: line.body.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_event_can_be_wanted_by_its_own_word() {
        for kind in EventKind::ALL {
            let read: Kind = serde_json::from_value(kind.word().into()).unwrap();
            assert_eq!(read.event(), Some(kind));
        }
        assert_eq!(words(&[Kind::Everything, Kind::LeadChanged]), "* lead.changed");
    }
}
