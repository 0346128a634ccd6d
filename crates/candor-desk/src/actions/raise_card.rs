//! Raises the card of a hand-over: to everybody on duty who may take it, or into the staff's group. Sets the timer that
//! watches whether somebody comes.

use candor_core::{
    conversation::{Conversation, Holder},
    ids::OperatorId,
    message::Author,
    outbox::Delivery,
    roles::Deed,
    timer::Timer,
};
use candor_store::{ConversationLine, OperatorRow};
use serde_json::json;

use super::{ActError, Bench, Refusal};
use crate::card::{self, Card, ON_CARD, last_lines};

/// A card put off comes back after so long, in milliseconds.
pub const SNOOZE_MILLIS: i64 = 15 * 60 * 1000;

/// A card nobody takes is raised again, each time after twice as long, but at least so often; in milliseconds.
const LONGEST_BETWEEN_CARDS: i64 = 12 * 60 * 60 * 1000;

/// Who of the staff can be called at present: on duty, and of a role that may answer.
pub(crate) fn on_call(staff: &[OperatorRow]) -> impl Iterator<Item = &OperatorRow> {
    staff.iter().filter(|operator| operator.is_on_duty && operator.role.may(Deed::Take))
}

/// Raises a card to everybody on call but one, or into the staff's group where there is one.
pub(crate) async fn raise_card(
    bench: &mut Bench<'_>,
    card: &Card<'_>,
    but: Option<&OperatorId>,
) -> Result<(), ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let own = card::staff_language(card.script);
    if let Some(group) = bench.whole_desk().await?.group {
        let id = &card.conversation.id;
        if bench.desk.store.topic(&group.0, group.1, id).await?.is_none() {
            let name = format!("#{} {}", card.number, crate::relay::plain_name(card.contact));
            let name = card::one_line(&name, MAX_TOPIC_CHARS);
            let row = bench.group_row(&group, Some(id), Author::System, Delivery::OpenTopic { name });
            bench.queue(row);
        }
        let message = card::card(card, own);
        let row = bench.group_row(&group, Some(id), Author::System, Delivery::Send { message });
        bench.queue(row);
        return Ok(());
    }
    for operator in on_call(&staff).filter(|operator| Some(&operator.id) != but) {
        let message = card::card(card, operator.language.unwrap_or(own));
        bench.tell(operator, Some(&card.conversation.id), message);
    }
    Ok(())
}

/// The longest name of a topic (Bot API, `createForumTopic.name`).
const MAX_TOPIC_CHARS: usize = 128;

/// Watches over a hand-over: after the script's time the contact is told how it stands and the card is raised again.
pub(crate) fn watch(bench: &mut Bench<'_>, conversation: &Conversation, answer_within_millis: i64, raised: u32) {
    let Holder::Waiting { since, .. } = conversation.holder else { return };
    let doublings = raised.min(16);
    let wait =
        answer_within_millis.saturating_mul(1_i64 << doublings).min(LONGEST_BETWEEN_CARDS.max(answer_within_millis));
    let timer = Timer::HandOverUnanswered { conversation: conversation.id.clone(), since, raised };
    bench.set_timer(conversation, bench.now.plus_millis(wait), timer);
}

/// Calls everybody, but not one who cannot answer any more.
pub(crate) async fn call_somebody_else(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    becomes: &Conversation,
    reason: &str,
    but: Option<&OperatorId>,
) -> Result<(), ActError> {
    let shelved = bench.desk.shelf.take(&bench.business, &becomes.script).await?;
    let last = last_lines(bench.desk, &becomes.id, ON_CARD).await?;
    let card = Card {
        contact: &line.contact,
        script: &shelved.script,
        conversation: becomes,
        number: line.number,
        reason,
        last,
        is_again: false,
    };
    raise_card(bench, &card, but).await?;
    watch(bench, becomes, shelved.script.hand_over.answer_within_millis(), 0);
    Ok(())
}

/// Shows somebody which contacts wait for a person.
pub(crate) async fn show_waiting(bench: &mut Bench<'_>, operator: &OperatorRow) -> Result<(), ActError> {
    if !operator.role.may(Deed::Take) {
        return Ok(());
    }
    let filter = candor_store::ConversationFilter { holder: Some("waiting".to_owned()), ..Default::default() };
    let page = bench.desk.store.find_conversations(&bench.business, &filter, MOST_SHOWN, 0).await?;
    for line in page.lines {
        show_card(bench, &line, operator, false).await?;
    }
    Ok(())
}

/// Of a long queue only the head is shown; the list shows the rest.
const MOST_SHOWN: u32 = 10;

/// Shows the card of one conversation to one member of the staff, if the contact still waits.
pub(crate) async fn show_card(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    operator: &OperatorRow,
    is_again: bool,
) -> Result<(), ActError> {
    let conversation = &line.conversation.conversation;
    let Holder::Waiting { reason, .. } = &conversation.holder else { return Ok(()) };
    let shelved = bench.desk.shelf.take(&bench.business, &conversation.script).await?;
    let last = last_lines(bench.desk, &conversation.id, ON_CARD).await?;
    let card = Card {
        contact: &line.contact,
        script: &shelved.script,
        conversation,
        number: line.number,
        reason,
        last,
        is_again,
    };
    let language = operator.language.unwrap_or_else(|| card::staff_language(&shelved.script));
    let message = card::card(&card, language);
    bench.tell(operator, Some(&conversation.id), message);
    Ok(())
}

/// Puts a card off for one member of the staff; the others still see theirs.
///
/// # Errors
/// [`Refusal::NotHeld`] if nobody waits any more, [`Refusal::MayNot`].
pub fn snooze_card(bench: &mut Bench<'_>, line: &ConversationLine, operator: &OperatorRow) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::SnoozeCard)?;
    let known = &line.conversation.conversation;
    match &known.holder {
        Holder::Waiting { .. } => {}
        Holder::Operator { name, .. } => return Err(Refusal::HeldBy(name.clone()).into()),
        Holder::Desk => return Err(Refusal::NotHeld(line.number).into()),
    }
    let timer = Timer::CardSnoozed { conversation: known.id.clone(), operator: operator.id.clone() };
    bench.set_timer(known, bench.now.plus_millis(SNOOZE_MILLIS), timer);
    bench.record(Deed::SnoozeCard, known.id.as_str(), json!(null), json!({"minutes": SNOOZE_MILLIS / 60_000}));
    Ok(())
}
