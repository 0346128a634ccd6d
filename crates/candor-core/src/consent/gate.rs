//! The last gate, asked inside the transaction that starts a send. It never relies on what was true when the row was
//! planned: opt-out, holder and disclosure are looked at again.

use super::disclosure;
use crate::{
    conversation::{Conversation, Holder},
    message::{Author, MAX_TEXT_CHARS},
    moment::Moment,
    outbox::{Delivery, Disclosure, Purpose},
};

/// All the gate may look at.
#[derive(Clone, Debug)]
pub struct GateView<'a> {
    /// What the row is for.
    pub purpose: Purpose,
    /// Who says it.
    pub author: &'a Author,
    /// What would be done.
    pub delivery: &'a Delivery,
    /// What the row says about being an AI.
    pub disclosure: &'a Disclosure,
    /// The conversation as it is now; `None` for rows that belong to none.
    pub conversation: Option<&'a Conversation>,
    /// Whether the contact opted out or blocked the bot, by the ledger as it is now.
    pub is_opted_out: bool,
    /// The present.
    pub now: Moment,
}

/// What the gate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Send this: the planned delivery, or the same with the disclosure put before its words.
    Send {
        /// What to do.
        delivery: Delivery,
        /// Whether its words say that an AI is writing, so that the conversation can remember it.
        discloses: bool,
    },
    /// Do not send; the reason is kept with the row.
    Cancel {
        /// Why, as a stable word.
        reason: &'static str,
    },
}

/// Decides whether a row may leave now, and in which words.
pub fn gate(view: &GateView<'_>) -> Gate {
    // Not even a person of the staff writes to somebody who wants no messages.
    if matches!(view.purpose, Purpose::Reply | Purpose::Relay) && view.is_opted_out {
        return Gate::Cancel { reason: "opted_out" };
    }
    // While a person holds the conversation the desk says nothing, not even what would be due otherwise (H7).
    if *view.author == Author::Ai && view.conversation.is_some_and(is_held) {
        return Gate::Cancel { reason: "held_by_operator" };
    }
    let passes = Gate::Send { delivery: view.delivery.clone(), discloses: view.disclosure.is_in_text };
    let (Author::Ai, Some(conversation), Purpose::Reply | Purpose::Notice) =
        (view.author, view.conversation, view.purpose)
    else {
        return passes;
    };
    if view.disclosure.is_in_text || view.delivery.message().is_none() || !disclosure::is_due(conversation, view.now) {
        return passes;
    }
    with_disclosure(view)
}

fn is_held(conversation: &Conversation) -> bool {
    matches!(conversation.holder, Holder::Operator { .. })
}

fn with_disclosure(view: &GateView<'_>) -> Gate {
    let words = view.disclosure.words.trim();
    let mut delivery = view.delivery.clone();
    let (Delivery::Send { message } | Delivery::Edit { message, .. }) = &mut delivery else {
        return Gate::Cancel { reason: "disclosure_due" };
    };
    let text = format!("{words}\n\n{}", message.text);
    if words.is_empty() || text.chars().count() > MAX_TEXT_CHARS {
        return Gate::Cancel { reason: "disclosure_due" };
    }
    message.text = text;
    Gate::Send { delivery, discloses: true }
}
