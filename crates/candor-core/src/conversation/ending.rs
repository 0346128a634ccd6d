//! An operator ends a conversation, and the contact's next words open it again: nobody is shut out.

use serde::{Deserialize, Serialize};

use super::{Conversation, HandedBack, Holder};
use crate::moment::Moment;

/// That a conversation was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: Moment,
    /// The name of whoever ended it, as the staff reads it.
    pub by: String,
}

/// The conversation after `by` ended it: nobody waits and nobody holds it. Whoever ends it has seen to it, so a nod to
/// the farewell calls no person. If a person held it, the desk says anew that it is an AI when the contact writes again
/// (H1).
#[must_use]
pub fn end(conversation: &Conversation, by: &str, now: Moment) -> Conversation {
    let was_held = matches!(conversation.holder, Holder::Operator { .. });
    let reason = match &conversation.holder {
        Holder::Waiting { reason, .. } => Some(reason.clone()),
        Holder::Operator { .. } => conversation.called_because.clone(),
        Holder::Desk => conversation.handed_back.as_ref().map(|back| back.reason.clone()),
    };
    Conversation {
        holder: Holder::Desk,
        called_because: None,
        handed_back: Some(HandedBack { at: now, reason: reason.unwrap_or_default() }),
        ended: Some(Ended { at: now, by: by.to_owned() }),
        unclear_in_a_row: 0,
        offered_person: false,
        snoozed: None,
        disclosed_at: if was_held { None } else { conversation.disclosed_at },
        ..conversation.clone()
    }
}

/// The conversation open again; one that is open stays as it is.
#[must_use]
pub fn reopen(conversation: &Conversation, now: Moment) -> Conversation {
    if conversation.ended.is_none() {
        return conversation.clone();
    }
    Conversation { ended: None, last_activity_at: Some(now), ..conversation.clone() }
}
