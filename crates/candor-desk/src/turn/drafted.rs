//! A turn that is thought for a person who answers: by the same path as [`super::take`], models and guard included, and then put
//! into that person's hands. Nothing is committed and nothing is sent; only calls to models are counted.

use candor_core::{
    conversation::{Conversation, advance},
    hearing::HeardKind,
    message::Incoming,
    moves::Move,
    reasons::Reasons,
    seat::Seat,
    writer,
};
use candor_store::{Connection, ConversationLine, Refused};

use super::{LOCAL, Spoken, Thought, causes, think};
use crate::{Desk, actions::ActError, models::Thinking};

/// What the desk would have said and done.
pub(crate) struct Drafted {
    /// The words, if there would have been any.
    pub words: Option<String>,
    /// Why a person would have been called, if one would.
    pub calls_because: Option<String>,
    /// Whether the contact asked if a machine is writing.
    pub asks_if_bot: bool,
    /// Whether the words only say that the desk knows no answer.
    pub lacks_answer: bool,
    /// Why.
    pub reasons: Reasons,
    /// The limit that kept a model from being asked.
    pub refused: Option<Refused>,
}

/// Thinks what the desk would answer to these words, were it the desk that answers in `supposed`.
///
/// # Errors
/// Whatever keeps the store from answering.
pub(crate) async fn drafted(
    desk: &Desk,
    connection: &Connection,
    line: &ConversationLine,
    supposed: &Conversation,
    unanswered: &[Incoming],
) -> Result<Drafted, ActError> {
    let business = &connection.business;
    let shelved = desk.shelf.take(business, &supposed.script).await?;
    let library = desk.libraries.at(business, desk.store.knowledge_revision(business).await?).await?;
    let staff = desk.store.operators(business).await?;
    let staff_names: Vec<String> = staff.into_iter().map(|operator| operator.name).collect();
    let seat = Seat {
        conversation: supposed,
        script: &shelved.script,
        unanswered,
        is_opted_out: line.is_opted_out,
        // Whoever asks is there.
        has_staff: true,
        // A pause keeps the desk from answering contacts; a person who asks is answered.
        is_desk_paused: false,
        asks_models: desk.models.shows_others(),
        staff_names: &staff_names,
        library: &library,
        now: desk.clock.now(),
    };
    let mut thinking = Thinking::begin(desk, connection, None, &seat);
    let Thought { hearing, spoken } = think(&mut thinking, &seat, &shelved, false).await;
    let Spoken { plan, judged, message, writer } = spoken;
    let next = advance(&seat, hearing.as_ref(), &plan, message.as_ref().map(|(message, _)| message));
    let is_unknown = plan.moves.iter().any(|planned| matches!(planned, Move::AdmitUnknown));
    Ok(Drafted {
        // Whoever sends the words sends no buttons with them.
        words: message.map(
            |(message, _)| {
                if message.buttons.is_empty() { message.text } else { writer::buttonless(&message.text) }
            },
        ),
        calls_because: plan.hands_over_because().map(str::to_owned),
        asks_if_bot: hearing.as_ref().is_some_and(|heard| heard.says(HeardKind::AsksIfBot)),
        lacks_answer: is_unknown && writer == LOCAL,
        reasons: Reasons {
            calls: thinking.calls,
            writer,
            ..causes::reasons(&seat, hearing.as_ref(), &plan, &judged, &next)
        },
        refused: thinking.refused,
    })
}
