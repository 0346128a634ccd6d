//! A person takes a conversation and gives it back. Who held it and why is kept, so that the desk does not call a person
//! again for what a person has just seen to.

use serde::{Deserialize, Serialize};

use super::{Conversation, Holder};
use crate::{ids::OperatorId, moment::Moment};

/// For so long what a person saw to counts as settled, in milliseconds. A contact who comes back later begins anew.
pub const SETTLED_FOR_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// That a person gave the conversation back to the desk, or ended it. Kept until the script leads to a step again, a person is called
/// again or takes the conversation again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedBack {
    /// When.
    pub at: Moment,
    /// Why a person had been called, as a stable word or the id of a trigger; empty if somebody took it uncalled.
    pub reason: String,
}

impl Conversation {
    /// What a person saw to lately, if it still counts at `now`.
    pub fn settled(&self, now: Moment) -> Option<&HandedBack> {
        self.handed_back.as_ref().filter(|back| now.millis_since(back.at) < SETTLED_FOR_MILLIS)
    }
}

/// The conversation after an operator took it, whoever answered before. The desk is silent from now on (H7), and says
/// again that it is an AI when it comes back (H1). An ended conversation is open again.
#[must_use]
pub fn take_over(conversation: &Conversation, operator: OperatorId, name: &str, now: Moment) -> Conversation {
    let called_because = match &conversation.holder {
        Holder::Waiting { reason, .. } => Some(reason.clone()),
        Holder::Operator { .. } => conversation.called_because.clone(),
        Holder::Desk => None,
    };
    Conversation {
        holder: Holder::Operator { id: operator, name: name.to_owned(), since: now },
        called_because,
        handed_back: None,
        ended: None,
        offered_person: false,
        disclosed_at: None,
        last_activity_at: Some(now),
        snoozed: None,
        ..conversation.clone()
    }
}

/// The conversation after a person gave it back, or dismissed a request nobody took: the desk answers again and says anew
/// that it is an AI (H1). One that the desk holds already stays as it is.
#[must_use]
pub fn hand_back(conversation: &Conversation, now: Moment) -> Conversation {
    let reason = match &conversation.holder {
        Holder::Desk => return conversation.clone(),
        Holder::Waiting { reason, .. } => Some(reason.clone()),
        Holder::Operator { .. } => conversation.called_because.clone(),
    };
    Conversation {
        holder: Holder::Desk,
        called_because: None,
        handed_back: Some(HandedBack { at: now, reason: reason.unwrap_or_default() }),
        unclear_in_a_row: 0,
        offered_person: false,
        disclosed_at: None,
        last_activity_at: Some(now),
        ..conversation.clone()
    }
}
