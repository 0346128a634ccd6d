//! Shows that the desk is writing while it waits for the end of a burst. Only a courtesy: it is dropped under load and
//! never holds anything up. It is no message, so it does not pass the outbox.

use std::sync::Arc;

use candor_core::{
    conversation::Holder,
    ids::{ChatId, ConnectionId},
};

use crate::Desk;

/// At most so many are being shown at once; more are dropped.
pub(crate) const AT_ONCE: usize = 8;

/// Shows it in these chats, where it is the desk that will answer.
pub(crate) fn show(desk: &Desk, connection: &ConnectionId, chats: Vec<ChatId>) {
    for chat in chats {
        let Ok(permit) = Arc::clone(&desk.typing).try_acquire_owned() else { return };
        let (desk, connection) = (desk.clone(), connection.clone());
        tokio::spawn(async move {
            show_one(&desk, &connection, chat).await;
            drop(permit);
        });
    }
}

async fn show_one(desk: &Desk, connection: &ConnectionId, chat: ChatId) {
    let known = desk.store.conversation_by_chat(connection, chat).await.ok().flatten();
    let Some(conversation) = known.map(|known| known.conversation) else { return };
    if matches!(conversation.holder, Holder::Operator { .. }) {
        return;
    }
    let Ok(Some(row)) = desk.store.connection(connection).await else { return };
    if desk.store.is_opted_out(&row.business, &conversation.contact).await.unwrap_or(true) {
        return;
    }
    if let Some(channel) = desk.channels.get(connection)
        && let Err(error) = channel.show_typing(chat).await
    {
        tracing::debug!(%error, "typing was not shown");
    }
}
