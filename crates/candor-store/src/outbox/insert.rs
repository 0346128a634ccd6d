//! Puts rows into the outbox, inside the commit of the turn that decided them.

use candor_core::{consent::Ground, ids::ConversationId, moment::Moment, outbox::OutboxRow};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    Error,
    seal::columns::OUTBOX_DELIVERY,
    sql::{MOST_ROWS, Tx, params, places},
    timeline::name_of,
};

/// Adds rows, ready at once. The caller holds the locks of their lanes, so that places are given in the order of commits.
pub(crate) async fn insert_all(tx: &mut Tx<'_>, rows: &[OutboxRow], now: Moment) -> Result<(), Error> {
    for rows in rows.chunks(MOST_ROWS) {
        insert_some(tx, rows, now).await?;
    }
    Ok(())
}

const COLUMNS: usize = 20;

async fn insert_some(tx: &mut Tx<'_>, rows: &[OutboxRow], now: Moment) -> Result<(), Error> {
    let mut written = Vec::with_capacity(rows.len());
    for row in rows {
        let delivery = tx.seal(&OUTBOX_DELIVERY, params![&row.id], &json(&row.delivery)?)?;
        written.push((row, delivery, json(&row.disclosure)?));
    }
    let mut params = Vec::with_capacity(rows.len() * COLUMNS);
    for (row, delivery, disclosure) in &written {
        let ground: Ground = row.permit.ground();
        params.extend_from_slice(params![
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
            delivery,
            row.delivery.is_idempotent(),
            disclosure,
            "ready",
            0,
            now,
            now,
            row.carries.map(|carried| carried.chat),
            row.carries.map(|carried| carried.message_id),
            row.topic_of.as_ref().map(ConversationId::as_str),
        ]);
    }
    let sql = format!(
        "INSERT INTO outbox
           (connection, id, chat, conversation, turn, seq, purpose, author, author_name, ground, delivery,
            is_idempotent, disclosure, state, attempts, not_before, created_at, source_chat, source_message, topic_of)
         VALUES {}",
        places(rows.len(), COLUMNS)
    );
    tx.execute_built(AssertSqlSafe(sql).into_sql_str(), &params).await?;
    Ok(())
}

/// Something as JSON.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Other(error.to_string()))
}
