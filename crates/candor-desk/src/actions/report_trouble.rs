//! What goes wrong lands at a person: a message that did not arrive, a chat that cannot be reached, updates whose turns
//! failed too often. Whatever is told is committed together with what it is about.

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    conversation::{Conversation, Holder},
    ids::{BusinessId, ChatId, ConnectionId, ConversationId},
    message::Outgoing,
    outbox::Purpose,
    roles::Role,
};
use candor_store::{Changes, ConversationLine, DeliveryLine, DeskChange, OperatorChange, OperatorRow};

use super::{
    ActError, Bench,
    change_operator::let_go_of_all,
    raise_card::{call_somebody_else, on_call, show_card},
};
use crate::{
    Desk,
    relay::plain_name,
    staff::words::{StaffWord, trouble},
};

/// How a message ended that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nobody knows whether it arrived.
    Uncertain,
    /// The person blocked the bot or is gone.
    Blocked,
    /// The channel refused it.
    Refused,
}

/// What follows from a message that did not arrive.
pub(crate) async fn undelivered(
    desk: &Desk,
    row: &DeliveryLine,
    trouble: Trouble,
) -> Result<Option<(BusinessId, Changes)>, ActError> {
    let Some(connection) = desk.store.connection(&row.connection).await? else { return Ok(None) };
    let mut bench = Bench::for_desk(desk, connection.business.clone());
    match row.purpose {
        Purpose::Staff => staff_unreachable(&mut bench, row, trouble).await?,
        Purpose::Reply | Purpose::Notice | Purpose::Relay => contact_unreached(&mut bench, row, trouble).await?,
    }
    Ok(Some((connection.business, bench.into_changes())))
}

async fn contact_unreached(bench: &mut Bench<'_>, row: &DeliveryLine, trouble: Trouble) -> Result<(), ActError> {
    let Some(id) = &row.conversation else { return Ok(()) };
    let line = bench.conversation(id).await?;
    if trouble == Trouble::Blocked && !line.is_opted_out {
        bench.changes.consent.push(ConsentRecord {
            contact: line.contact.id.clone(),
            at: bench.now,
            action: ConsentAction::Blocked,
            method: "refused_by_channel".to_owned(),
            words: String::new(),
        });
    }
    bench.event(id, "undelivered");
    let word = match trouble {
        Trouble::Uncertain => StaffWord::MaybeUndelivered,
        Trouble::Blocked => StaffWord::ContactBlocked,
        Trouble::Refused => StaffWord::Undelivered,
    };
    tell_those_concerned(bench, &line, word).await
}

/// Whoever holds the conversation is told; else whoever is on call.
async fn tell_those_concerned(bench: &mut Bench<'_>, line: &ConversationLine, word: StaffWord) -> Result<(), ActError> {
    let staff = bench.desk.store.operators(&bench.business).await?;
    let conversation = &line.conversation.conversation;
    let holder = match &conversation.holder {
        Holder::Operator { id, .. } => staff.iter().find(|operator| operator.id == *id),
        Holder::Desk | Holder::Waiting { .. } => None,
    };
    let told: Vec<&OperatorRow> = holder.map_or_else(|| on_call(&staff).collect(), |operator| vec![operator]);
    for operator in told {
        let language = operator.language.unwrap_or(bench.language);
        let text = word
            .in_language(language)
            .replace("{number}", &line.number.to_string())
            .replace("{name}", &plain_name(&line.contact));
        bench.tell(operator, Some(&conversation.id), Outgoing::plain(text));
    }
    Ok(())
}

/// A member of the staff who cannot be written to is off duty, and holds nothing any more; a group that cannot be written
/// to is no longer the staff's.
async fn staff_unreachable(bench: &mut Bench<'_>, row: &DeliveryLine, trouble: Trouble) -> Result<(), ActError> {
    if trouble == Trouble::Uncertain {
        return Ok(());
    }
    let group = bench.whole_desk().await?.group;
    if group.as_ref() == Some(&(row.connection.clone(), row.chat)) {
        return group_lost(bench, row).await;
    }
    let staff = bench.desk.store.operators(&bench.business).await?;
    let Some(operator) = staff.iter().find(|operator| operator.chat() == Some(row.chat)) else { return Ok(()) };
    if trouble != Trouble::Blocked {
        return Ok(());
    }
    if operator.is_on_duty {
        bench.changes.operators.push(OperatorChange::Duty(operator.id.clone(), false));
    }
    let_go_of_all(bench, operator).await
}

async fn group_lost(bench: &mut Bench<'_>, row: &DeliveryLine) -> Result<(), ActError> {
    bench.changes.desk.push(DeskChange::Group(None));
    let staff = bench.desk.store.operators(&bench.business).await?;
    for owner in staff.iter().filter(|operator| operator.role == Role::Owner) {
        let text = StaffWord::GroupLost.in_language(owner.language.unwrap_or(bench.language));
        bench.tell(owner, None, Outgoing::plain(text));
    }
    let Some(id) = &row.conversation else { return Ok(()) };
    let line = bench.conversation(id).await?;
    for operator in on_call(&staff) {
        show_card(bench, &line, operator, false).await?;
    }
    Ok(())
}

/// Updates of a chat could not be answered, however often it was tried: the staff is told, and the contact waits for a
/// person.
pub(crate) async fn turn_given_up(desk: &Desk, connection: &ConnectionId, chat: ChatId) -> Result<(), ActError> {
    let Some(business) = desk.store.connection(connection).await?.map(|connection| connection.business) else {
        return Ok(());
    };
    let known = desk.store.conversation_by_chat(connection, chat).await?.map(|known| known.conversation.id);
    super::act(
        || Bench::for_desk(desk, business.clone()),
        |bench| {
            let known = known.clone();
            Box::pin(async move { give_up(bench, known.as_ref()).await })
        },
    )
    .await
}

async fn give_up(bench: &mut Bench<'_>, known: Option<&ConversationId>) -> Result<(), ActError> {
    const REASON: &str = "turn_failed";
    if let Some(id) = known {
        let line = bench.conversation(id).await?;
        let before = &line.conversation.conversation;
        bench.event(id, REASON);
        if matches!(before.holder, Holder::Desk) {
            let holder = Holder::Waiting { since: bench.now, reason: REASON.to_owned() };
            let becomes = Conversation { holder, ended: None, ..before.clone() };
            call_somebody_else(bench, &line, &becomes, REASON, None).await?;
            bench.change(&line, becomes);
        }
    }
    let staff = bench.desk.store.operators(&bench.business).await?;
    for operator in on_call(&staff) {
        let text = trouble(operator.language.unwrap_or(bench.language));
        bench.tell(operator, known, Outgoing::plain(text));
    }
    Ok(())
}
