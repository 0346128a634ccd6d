//! Tells a member of the staff what somebody else did that concerns them: from the shell, or from another chat. Never what
//! they did themselves, which they are told where they did it.

use candor_core::{
    ids::ConversationId,
    language::Language,
    message::Outgoing,
    roles::{Deed, Role},
};
use candor_store::{ConversationLine, OperatorRow};

use super::{ActError, Bench, raise_card::show_waiting, take_conversation::Taken};
use crate::{
    card::staff_language,
    relay::{plain_name, short},
    staff::{taken, words::StaffWord},
};

/// That they hold a conversation now, what was said in it before, and how to give it back.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn tell_taken(
    bench: &mut Bench<'_>,
    holder: &OperatorRow,
    id: &ConversationId,
    it: &Taken,
) -> Result<(), ActError> {
    if let Some(language) = reads(bench, holder).await? {
        bench.tell(holder, Some(id), taken(id, it, language));
    }
    Ok(())
}

/// That they are on duty or off; coming on duty, they see who waits.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn tell_duty(bench: &mut Bench<'_>, member: &OperatorRow, is_on_duty: bool) -> Result<(), ActError> {
    if member.is_on_duty == is_on_duty {
        return Ok(());
    }
    if let Some(language) = reads(bench, member).await? {
        let word = if is_on_duty { StaffWord::OnDuty } else { StaffWord::OffDuty };
        bench.tell(member, None, Outgoing::plain(word.in_language(language)));
        if is_on_duty {
            show_waiting(bench, member).await?;
        }
    }
    Ok(())
}

/// What they may do from now on; none if they are off the staff.
pub(crate) async fn tell_role(bench: &mut Bench<'_>, member: &OperatorRow, role: Option<Role>) -> Result<(), ActError> {
    if role == Some(member.role) {
        return Ok(());
    }
    let Some(language) = reads(bench, member).await? else { return Ok(()) };
    let text = match role {
        Some(role) => StaffWord::RoleChanged.in_language(language).replace("{role}", role.name(language)),
        None => StaffWord::OffTheStaff.in_language(language).to_owned(),
    };
    bench.tell(member, None, Outgoing::plain(text));
    if let Some(role) = role
        && !member.role.may(Deed::Take)
        && member.is_on_duty
    {
        show_waiting(bench, &OperatorRow { role, ..member.clone() }).await?;
    }
    Ok(())
}

/// That a conversation they held is not theirs any more, in these words: `{by}`, `{name}`, `{number}`.
pub(crate) async fn tell_holder(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    word: StaffWord,
) -> Result<(), ActError> {
    let known = &line.conversation.conversation;
    let candor_core::conversation::Holder::Operator { id, .. } = &known.holder else { return Ok(()) };
    let staff = bench.desk.store.operators(&bench.business).await?;
    let Some(holder) = staff.iter().find(|member| member.id == *id) else { return Ok(()) };
    let Some(language) = reads(bench, holder).await? else { return Ok(()) };
    let (name, by) = (plain_name(&line.contact), bench.name());
    let text = word.in_language(language).replace("{number}", &line.number.to_string());
    let text = text.replace("{by}", &by).replace("{name}", &name);
    bench.tell(holder, Some(&known.id), Outgoing::plain(short(&text)));
    Ok(())
}

/// The language somebody reads; none if it is they who act.
async fn reads(bench: &Bench<'_>, member: &OperatorRow) -> Result<Option<Language>, ActError> {
    if bench.operator.as_ref().is_some_and(|acting| acting.id == member.id) {
        return Ok(None);
    }
    if let Some(language) = member.language {
        return Ok(Some(language));
    }
    let Some(connection) = bench.connection_of(member).await? else {
        return Ok(Some(bench.language));
    };
    let head = bench.desk.shelf.head(&bench.business, &connection.script_name).await?;
    let shelved = bench.desk.shelf.take(&bench.business, &head).await?;
    Ok(Some(staff_language(&shelved.script)))
}
