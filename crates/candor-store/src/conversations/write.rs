//! Writing conversations down. What lists are filtered by stands in columns of its own beside the state.

use std::collections::BTreeMap;

use candor_core::{
    conversation::{Conversation, Holder},
    ids::{BusinessId, ConversationId},
    message::Author,
    moment::Moment,
    timeline::{EntryKind, TimelineEntry},
};

use crate::{
    Error,
    seal::columns::CONVERSATION_STATE,
    sql::{Tx, params},
};

/// Writes a new conversation down and gives it the next number of its business. The caller holds the lock of the
/// business's numbers.
pub(crate) async fn insert(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    conversation: &Conversation,
    now: Moment,
) -> Result<(), Error> {
    let sql = "INSERT INTO conversations
                 (connection, id, business, chat, contact, version, script_name, script_version, holder, holder_id,
                  waiting_since, called_at, step, path, language, lead_outcome, ended_at, state, created_at, updated_at, snoozed_until, number)
               SELECT $1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18,
                 COALESCE(MAX(number), 0) + 1
               FROM conversations WHERE business = $3";
    let (holder_id, waiting_since) = holder(conversation);
    tx.execute(
        sql,
        params![
            &conversation.connection,
            &conversation.id,
            business,
            conversation.chat,
            &conversation.contact,
            &conversation.script.name,
            conversation.script.version,
            conversation.holder.column(),
            holder_id,
            waiting_since,
            conversation.step.as_deref(),
            &path(conversation),
            conversation.language.code(),
            conversation.lead.outcome_word(),
            conversation.ended_at(),
            &state(tx, conversation)?,
            now,
            conversation.snoozed_until(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes what a conversation has become, raising its version.
pub(crate) async fn update(tx: &mut Tx<'_>, conversation: &Conversation, now: Moment) -> Result<(), Error> {
    let sql = "UPDATE conversations SET version = version + 1, script_name = $1, script_version = $2, holder = $3,
                 holder_id = $4, waiting_since = $5, called_at = COALESCE(called_at, $5), step = $6, path = $7, language = $8,
                 lead_outcome = $9, ended_at = $10, state = $11, updated_at = $12,
                 snoozed_until = $13
               WHERE id = $14";
    let (holder_id, waiting_since) = holder(conversation);
    tx.execute(
        sql,
        params![
            &conversation.script.name,
            conversation.script.version,
            conversation.holder.column(),
            holder_id,
            waiting_since,
            conversation.step.as_deref(),
            &path(conversation),
            conversation.language.code(),
            conversation.lead.outcome_word(),
            conversation.ended_at(),
            &state(tx, conversation)?,
            now,
            conversation.snoozed_until(),
            &conversation.id,
        ],
    )
    .await?;
    Ok(())
}

/// The first and the last of some moments.
type Span = Option<(Moment, Moment)>;

/// Remembers who spoke last, so that lists know what is unread.
pub(crate) async fn remember_lines(tx: &mut Tx<'_>, entries: &[TimelineEntry]) -> Result<(), Error> {
    let mut spoke: BTreeMap<&ConversationId, (Span, Span)> = BTreeMap::new();
    for entry in entries {
        let (contact, answer) = spoke.entry(&entry.conversation).or_default();
        let span = match (&entry.author, entry.kind) {
            (Author::Contact, EntryKind::Message | EntryKind::Event) => contact,
            (Author::Ai | Author::Operator { .. }, EntryKind::Message) => answer,
            _ => continue,
        };
        *span = Some(span.map_or((entry.at, entry.at), |(first, last)| (first, last.max(entry.at))));
    }
    let sql = "UPDATE conversations SET
                 first_contact_at = CASE WHEN COALESCE(last_contact_at, 0) < $2 THEN COALESCE(first_contact_at, $1)
                                         ELSE first_contact_at END,
                 last_contact_at = CASE WHEN COALESCE(last_contact_at, 0) < $2 THEN $2 ELSE last_contact_at END,
                 first_answer_at = CASE WHEN COALESCE(last_answer_at, 0) < $4 THEN COALESCE(first_answer_at, $3)
                                        ELSE first_answer_at END,
                 last_answer_at = CASE WHEN COALESCE(last_answer_at, 0) < $4 THEN $4 ELSE last_answer_at END
               WHERE id = $5 AND (COALESCE(last_contact_at, 0) < $2 OR COALESCE(last_answer_at, 0) < $4)";
    for (conversation, (contact, answer)) in spoke {
        if contact.is_none() && answer.is_none() {
            continue;
        }
        let (first, last) = (|span: Span| span.map(|span| span.0), |span: Span| span.map(|span| span.1));
        tx.execute(sql, params![first(contact), last(contact), first(answer), last(answer), conversation]).await?;
    }
    Ok(())
}

fn holder(conversation: &Conversation) -> (Option<&str>, Option<Moment>) {
    match &conversation.holder {
        Holder::Desk => (None, None),
        Holder::Waiting { since, .. } => (None, Some(*since)),
        Holder::Operator { id, .. } => (Some(id.as_str()), None),
    }
}

/// The steps it was at, one a line. An index holds it, and PostgreSQL takes no more than 2,700 bytes into one: what would go over a
/// thousand is left out at the end.
fn path(conversation: &Conversation) -> String {
    const LONGEST: usize = 1_000;
    let mut path = String::new();
    for step in &conversation.visited {
        if path.len() + step.len() >= LONGEST {
            break;
        }
        if !path.is_empty() {
            path.push('\n');
        }
        path.push_str(step);
    }
    path
}

fn state(tx: &Tx<'_>, conversation: &Conversation) -> Result<String, Error> {
    let state = serde_json::to_string(conversation).map_err(|error| Error::Other(error.to_string()))?;
    tx.seal(&CONVERSATION_STATE, params![&conversation.id], &state)
}
