//! Gives a group with topics to the staff: every conversation that is handed over gets a topic of its own there. Only an
//! owner of the desk who is an administrator of the group can do that (H9).

use candor_core::{
    ids::{ChatId, ConnectionId},
    roles::Deed,
};
use candor_store::{DeskChange, OperatorRow};
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Gives a group to the staff, or takes it back where none is named.
///
/// # Errors
/// [`Refusal::NotAForum`], [`Refusal::NotAdministrator`], [`Refusal::ChannelAway`], [`Refusal::MayNot`].
pub async fn choose_group(bench: &mut Bench<'_>, group: Option<(ConnectionId, ChatId)>) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::SetStaffGroup)?;
    if let Some((connection, chat)) = &group {
        let channel = bench.desk.channels.get(connection).ok_or(Refusal::ChannelAway)?;
        // A private chat has the number of the person (Bot API, `Chat.id`).
        let person =
            bench.operator.as_ref().and_then(OperatorRow::chat).map(|chat| chat.0).ok_or(Refusal::NotAdministrator)?;
        let seen = channel.group(*chat, person).await.map_err(|_| Refusal::ChannelAway)?;
        if !seen.has_topics || !seen.may_open_topics {
            return Err(Refusal::NotAForum.into());
        }
        if !seen.is_administrator {
            return Err(Refusal::NotAdministrator.into());
        }
    }
    let before = bench.whole_desk().await?.group;
    let told = |group: &Option<(ConnectionId, ChatId)>| json!(group.as_ref().map(|(_, chat)| chat.0));
    let subject = bench.business.to_string();
    bench.record(Deed::SetStaffGroup, &subject, told(&before), told(&group));
    bench.changes.desk.push(DeskChange::Group(group));
    Ok(())
}
