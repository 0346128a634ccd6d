//! Drafts an answer for the person who holds a conversation: what the desk would say to the contact's last words, to be read,
//! changed and sent under that person's own name, or let go. Nothing becomes of it by itself.

use candor_core::{
    conversation::{Conversation, Holder, hand_back},
    message::{Author, Content, Incoming},
    model::Overdrawn,
    moment::Moment,
    reasons::Reasons,
    roles::Deed,
    timeline::EntryKind,
};
use candor_store::{ConversationLine, Error};

use super::{ActError, Bench, Refusal};
use crate::turn::drafted::{Drafted, drafted};

/// So many lines from the end the contact's last words are looked for: turns and events lie between.
const LOOKED_AT: u32 = 80;

/// What a person is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The words, or why there are none.
    pub outcome: Drafting,
    /// Why: what was heard, how well the script covers it, the strategy, the step. None where nothing was said to be answered.
    pub reasons: Option<Box<Reasons>>,
    /// The limit that kept a model from being asked, so that the words are the script's alone.
    pub limit: Option<Overdrawn>,
}

/// What came of drafting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drafting {
    /// Words of an AI, for a person to make their own.
    Words(String),
    /// The contact has not written anything that could be answered.
    NothingSaid,
    /// The desk would say nothing, for this reason: a stable word.
    Silent(String),
    /// The desk would call a person, for this reason: a stable word. The person is there.
    HandsOver(String),
    /// The contact asks whether a machine is writing. Only the person can say the truth about themselves (H3).
    AsksIfBot,
    /// Neither the script nor the documents have an answer.
    NoAnswer,
}

impl Drafting {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Words(_) => "words",
            Self::NothingSaid => "nothing_said",
            Self::Silent(_) => "silent",
            Self::HandsOver(_) => "hands_over",
            Self::AsksIfBot => "asks_if_bot",
            Self::NoAnswer => "no_answer",
        }
    }
}

/// Drafts an answer to the contact's last words.
///
/// # Errors
/// [`Refusal::NotYours`] or [`Refusal::HeldBy`] if whoever asks does not hold the conversation, [`Refusal::OptedOut`],
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn draft_answer(bench: &Bench<'_>, line: &ConversationLine) -> Result<Draft, ActError> {
    bench.must_be_allowed(Deed::Take)?;
    let known = &line.conversation.conversation;
    let mine = bench.operator.as_ref().map(|operator| &operator.id);
    match &known.holder {
        Holder::Operator { id, .. } if mine == Some(id) => {}
        Holder::Operator { name, .. } => return Err(Refusal::HeldBy(name.clone()).into()),
        Holder::Desk | Holder::Waiting { .. } => return Err(Refusal::NotYours(line.number).into()),
    }
    if line.is_opted_out {
        return Err(Refusal::OptedOut.into());
    }
    let unanswered = last_words(bench, known).await?;
    if unanswered.is_empty() {
        return Ok(Draft { outcome: Drafting::NothingSaid, reasons: None, limit: None });
    }
    let connection = bench.desk.store.connection(&known.connection).await?.ok_or(Error::Missing("connection"))?;
    let drafted = drafted(bench.desk, &connection, line, &as_the_desks(known, bench.now), &unanswered).await?;
    let limit = drafted.refused.map(|refused| refused.limit);
    let (outcome, reasons) = outcome(drafted);
    Ok(Draft { outcome, reasons: Some(Box::new(reasons)), limit })
}

/// The conversation were it given back now. The sentence that says that an AI is writing is not due in it: a person sends it (H3).
fn as_the_desks(known: &Conversation, now: Moment) -> Conversation {
    Conversation { disclosed_at: Some(now), ended: None, ..hand_back(known, now) }
}

fn outcome(drafted: Drafted) -> (Drafting, Reasons) {
    let Drafted { words, calls_because, asks_if_bot, lacks_answer, reasons, .. } = drafted;
    let outcome = if asks_if_bot {
        Drafting::AsksIfBot
    } else if let Some(reason) = calls_because {
        Drafting::HandsOver(reason)
    } else if lacks_answer {
        Drafting::NoAnswer
    } else if let Some(words) = words {
        Drafting::Words(words)
    } else {
        Drafting::Silent(reasons.why.first().map(|why| why.word.clone()).unwrap_or_default())
    };
    (outcome, reasons)
}

/// What the contact wrote last, in one go, whoever has said something since: a person was called for it, or only said that they
/// would look.
async fn last_words(bench: &Bench<'_>, known: &Conversation) -> Result<Vec<Incoming>, ActError> {
    let lines = bench.desk.store.timeline_before(&known.id, None, LOOKED_AT).await?;
    let messages = lines.into_iter().map(|line| line.entry).filter(|entry| entry.kind == EntryKind::Message);
    let mut said: Vec<Incoming> = messages
        .skip_while(|entry| entry.author != Author::Contact)
        .take_while(|entry| entry.author == Author::Contact)
        .map(|entry| Incoming {
            message_id: entry.message_id,
            at: entry.at,
            content: Content::Text { text: without_label(&entry.text).to_owned(), reply_to: None },
        })
        .collect();
    said.reverse();
    Ok(said)
}

/// The words of a line without what the timeline puts before them: `[edited]`, or the kind of a file.
fn without_label(text: &str) -> &str {
    let labelled = text.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    match labelled {
        Some((label, words)) if label.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_') => words,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_of_a_line_is_not_among_its_words() {
        assert_eq!(without_label("[edited] How much?"), "How much?");
        assert_eq!(without_label("[video_note] Look"), "Look");
        assert_eq!(without_label("[A] b"), "[A] b");
        assert_eq!(without_label("How much [roughly] is it?"), "How much [roughly] is it?");
    }
}
