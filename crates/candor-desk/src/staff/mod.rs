//! The turn of a member of the staff: joins by an invitation, commands, presses buttons, answers contacts. A stranger who
//! sends the same is a contact and gets the desk's normal answer; nothing tells them that more exists.

mod buttons;
mod claim;
mod commands;
mod found;
pub(crate) mod group;
pub mod menu;
mod shown;
pub(crate) mod words;

use candor_core::{
    conversation::Holder,
    ids::{ConversationId, MessageId},
    language::Language,
    message::{Author, Content, Incoming, Outgoing},
    outbox::{Delivery, Purpose},
    roles::Deed,
    timer::Timer,
};
use candor_store::{ConversationLine, OperatorRow, SeatRows, TurnCommit};

pub(crate) use buttons::taken;
pub(crate) use claim::is_claim;
pub use claim::{CLAIM_PREFIX, code_hash};

use self::words::StaffWord;
use crate::{
    Desk,
    actions::{ActError, Bench, export_conversations::export_part, relay_message, snooze_conversation::wake},
    card::staff_language,
    relay::{plain_name, short},
    told_apart::ToldApart,
    turn::TurnError,
};

/// Takes the turn, if it is one of the staff's; `None` if it is a contact's after all.
pub(crate) async fn take(desk: &Desk, rows: &SeatRows, told: &ToldApart) -> Result<Option<TurnCommit>, TurnError> {
    let Some(operator) = &rows.operator else { return claim::take(desk, rows, told).await };
    let language = reads(desk, rows, operator).await?;
    let mut bench = Bench::for_operator(desk, operator.clone(), language);
    for timer in &told.timers {
        if let Timer::ExportPart { job } = timer {
            export_part(&mut bench, operator, job).await?;
        }
    }
    for (at, incoming) in told.incoming.iter().enumerate() {
        // What came before may have waited for a model. Where the lease is lost, another turn answers all of it anew.
        if at > 0 && !desk.store.renew_lane(&rows.lane, desk.clock.now(), desk.settings.lease_millis).await? {
            break;
        }
        answer(&mut bench, operator, rows, incoming).await?;
    }
    Ok(Some(commit(rows, told, bench)))
}

/// The commit of a turn of the staff.
fn commit(rows: &SeatRows, told: &ToldApart, bench: Bench<'_>) -> TurnCommit {
    let mut commit = TurnCommit::new(rows.lane.clone(), bench.now);
    commit.ticked.clone_from(&told.keys);
    commit.ticked.extend_from_slice(&told.timer_keys);
    commit.changes = bench.into_changes();
    commit
}

/// The language somebody of the staff reads: that of their app, else the script's first.
async fn reads(desk: &Desk, rows: &SeatRows, operator: &OperatorRow) -> Result<Language, TurnError> {
    match operator.language {
        Some(language) => Ok(language),
        None => scripts_first(desk, rows).await,
    }
}

async fn scripts_first(desk: &Desk, rows: &SeatRows) -> Result<Language, TurnError> {
    let business = &rows.connection.business;
    let head = desk.shelf.head(business, &rows.connection.script_name).await?;
    Ok(staff_language(&desk.shelf.take(business, &head).await?.script))
}

async fn answer(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    rows: &SeatRows,
    incoming: &Incoming,
) -> Result<(), TurnError> {
    let done = match &incoming.content {
        Content::Button { query_id, data } => {
            let said = buttons::press(bench, operator, incoming.message_id, data).await;
            let said = said_or_refused(bench, said)?;
            answer_button(bench, rows, incoming, query_id, said);
            Ok(())
        }
        Content::Command { name, argument } => commands::obey(bench, operator, name, argument).await,
        Content::Text { .. } | Content::Phone { .. } | Content::Other { .. } | Content::Edited { .. } => {
            match commands::publish::sent(&incoming.content) {
                Some(sent) => commands::publish::publish(bench, operator, &rows.lane.connection, sent).await,
                None => write(bench, operator, rows, incoming).await,
            }
        }
        Content::Blocked | Content::Unblocked => Ok(()),
    };
    if let Some(refused) = said_or_refused(bench, done.map(|()| None))? {
        reply(bench, operator, None, Outgoing::plain(refused));
    }
    Ok(())
}

/// A refusal is something to say; anything else that went wrong fails the turn.
fn said_or_refused(bench: &Bench<'_>, done: Result<Option<String>, ActError>) -> Result<Option<String>, TurnError> {
    match done {
        Ok(said) => Ok(said),
        Err(ActError::Refused(refusal)) => Ok(Some(refusal.in_language(bench.language))),
        Err(ActError::Store(error)) => Err(error.into()),
    }
}

/// Says something to a member of the staff.
fn reply(bench: &mut Bench<'_>, operator: &OperatorRow, about: Option<&ConversationId>, message: Outgoing) {
    let message = Outgoing { text: short(&message.text), ..message };
    bench.tell(operator, about, message);
}

/// Changes a message a member of the staff was sent before, such as a page of a list.
fn rewrite(bench: &mut Bench<'_>, operator: &OperatorRow, message_id: MessageId, message: Outgoing) {
    let message = Outgoing { text: short(&message.text), ..message };
    let row = bench.operator_row(operator, None, Author::System, Delivery::Edit { message_id, message });
    bench.queue(row);
}

/// The longest line shown beside a pressed button (Bot API, `answerCallbackQuery.text`).
const MAX_BUTTON_CHARS: usize = 200;

fn answer_button(bench: &mut Bench<'_>, rows: &SeatRows, press: &Incoming, query_id: &str, text: Option<String>) {
    let text = text.map(|text| crate::relay::cut(&text, MAX_BUTTON_CHARS));
    let delivery = Delivery::AnswerButton { query_id: query_id.to_owned(), text };
    let place = (rows.lane.connection.clone(), rows.lane.chat);
    let permit = candor_core::consent::Permit::to_answer(press);
    let row = bench.row(place, permit, Purpose::Staff, Author::System, delivery);
    bench.queue(row);
}

/// Carries the operator's message to the contact of the conversation it belongs to.
async fn write(
    bench: &mut Bench<'_>,
    operator: &OperatorRow,
    rows: &SeatRows,
    incoming: &Incoming,
) -> Result<(), ActError> {
    let place = (&rows.lane.connection, rows.lane.chat);
    let answered = match &incoming.content {
        // An edit belongs where the message went, whoever holds it by now.
        Content::Edited { .. } => incoming.message_id,
        other => other.reply_to(),
    };
    match addressed(bench, operator, rows, answered, matches!(incoming.content, Content::Edited { .. })).await? {
        Ok(line) if line.is_opted_out => Err(crate::actions::Refusal::OptedOut.into()),
        Ok(line) => {
            let conversation = line.conversation.conversation.clone();
            wake(bench, &line);
            relay_message::to_contact(bench, &conversation, operator, place, incoming).await
        }
        Err(Some(text)) => {
            reply(bench, operator, None, Outgoing::plain(text));
            Ok(())
        }
        Err(None) => Ok(()),
    }
}

/// The conversation an operator's words belong to, or what to say because none is meant.
async fn addressed(
    bench: &Bench<'_>,
    operator: &OperatorRow,
    rows: &SeatRows,
    answered: Option<MessageId>,
    is_edit: bool,
) -> Result<Result<ConversationLine, Option<String>>, ActError> {
    let say = |word: StaffWord| word.in_language(bench.language);
    if !operator.role.may(Deed::Take) {
        return Ok(Err(Some(say(StaffWord::MayOnlyLook).to_owned())));
    }
    let is_mine = |line: &ConversationLine| matches!(&line.conversation.conversation.holder, Holder::Operator { id, .. } if *id == operator.id);
    if let Some(message_id) = answered
        && let Some(id) = about(bench, rows, message_id).await?
    {
        let line = bench.conversation(&id).await?;
        if is_mine(&line) {
            return Ok(Ok(line));
        }
        let text = say(StaffWord::NotYours).replace("{name}", &plain_name(&line.contact));
        return Ok(Err(Some(text)));
    }
    if is_edit {
        return Ok(Err(None));
    }
    let mut held = Vec::new();
    for line in bench.desk.store.held_by(&operator.id).await? {
        // As this turn has left it: a command before these words may have given it back.
        let line = bench.conversation(&line.conversation.conversation.id).await?;
        if is_mine(&line) {
            held.push(line);
        }
    }
    let numbers: Vec<String> =
        held.iter().map(|line| format!("#{} {}", line.number, plain_name(&line.contact))).collect();
    let only = held.pop().filter(|_| held.is_empty());
    Ok(match (only, numbers.is_empty()) {
        (Some(line), _) => Ok(line),
        (None, true) => Err(Some(say(StaffWord::HoldsNothing).to_owned())),
        (None, false) => Err(Some(say(StaffWord::HoldsSeveral).replace("{held}", &numbers.join(", ")))),
    })
}

/// The conversation a message in an operator's chat is about: one that was carried here, or one that was carried from
/// here to a contact.
async fn about(bench: &Bench<'_>, rows: &SeatRows, message_id: MessageId) -> Result<Option<ConversationId>, ActError> {
    let (connection, chat) = (&rows.lane.connection, rows.lane.chat);
    let store = &bench.desk.store;
    if let Some(sent) = store.message_of(connection, chat, message_id).await? {
        return Ok(sent.conversation);
    }
    let carried = candor_core::outbox::Carried { chat, message_id };
    let carriers = store.carriers_of(connection, carried).await?;
    Ok(carriers.into_iter().find_map(|row| row.conversation))
}
