//! Puts rows into the outbox, inside the commit of the turn that decided them.

use candor_core::{consent::Ground, ids::ConversationId, moment::Moment, outbox::OutboxRow};

use crate::{
    Error,
    seal::columns::OUTBOX_DELIVERY,
    sql::{Tx, params},
    timeline::name_of,
};

/// Adds a row, ready at once. The caller holds the lock of its lane, so that places are given in the order of commits.
pub(crate) async fn insert(tx: &mut Tx<'_>, row: &OutboxRow, now: Moment) -> Result<(), Error> {
    let ground: Ground = row.permit.ground();
    let delivery = tx.seal(&OUTBOX_DELIVERY, params![&row.id], &json(&row.delivery)?)?;
    tx.execute(
        "INSERT INTO outbox
           (connection, id, chat, conversation, turn, seq, purpose, author, author_name, ground, delivery,
            is_idempotent, disclosure, state, attempts, not_before, created_at, source_chat, source_message, topic_of)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'ready', 0, $14, $14, $15, $16, $17)",
        params![
            &row.connection,
            &row.id,
            row.chat,
            row.conversation.as_ref().map(|conversation| conversation.as_str()),
            &row.turn,
            row.seq,
            row.purpose.column(),
            row.author.column(),
            name_of(&row.author),
            ground.column(),
            &delivery,
            row.delivery.is_idempotent(),
            &json(&row.disclosure)?,
            now,
            row.carries.map(|carried| carried.chat),
            row.carries.map(|carried| carried.message_id),
            row.topic_of.as_ref().map(ConversationId::as_str),
        ],
    )
    .await?;
    Ok(())
}

/// Something as JSON.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Other(error.to_string()))
}
