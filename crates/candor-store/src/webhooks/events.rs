//! Writes down what is to be told, in the transaction in which it happens: what was not committed is told to nobody, and what was is
//! told however the process ends. Where no webhook listens, that costs one question.

use std::collections::BTreeMap;

use candor_core::{
    conversation::Conversation,
    event::{Change, Event, EventKind, Place, happened},
    ids::{BusinessId, ConnectionId, ConversationId, DeliveryId, OutboxId, TurnId, WebhookId},
    message::Author,
    moment::Moment,
    timeline::EntryKind,
    webhook::Wanted,
};

use super::wanted;
use crate::{
    Changes, Error, conversations,
    fingerprint::Fingerprint,
    sql::{Tx, params},
};

/// Who is told, and what was before the changes.
pub(crate) struct Witness {
    listeners: Vec<(WebhookId, Wanted)>,
    before: BTreeMap<ConversationId, Conversation>,
}

/// A conversation as it is after the changes.
struct Known {
    number: i64,
    version: i64,
    connection: ConnectionId,
}

impl Witness {
    /// Looks before anything is written; `None` where nobody is to be told.
    pub(crate) async fn called(
        tx: &mut Tx<'_>,
        business: &BusinessId,
        changes: &Changes,
    ) -> Result<Option<Self>, Error> {
        let is_worth_telling = !changes.conversations.is_empty()
            || !changes.timeline.is_empty()
            || !changes.consent.is_empty()
            || !changes.scripts.is_empty();
        if !is_worth_telling {
            return Ok(None);
        }
        let sql = "SELECT id, kinds FROM webhooks WHERE business = $1 AND is_on";
        let rows = tx.rows(sql, params![business]).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut listeners = Vec::with_capacity(rows.len());
        for row in &rows {
            listeners.push((WebhookId::from_stored(row.text("id")?), wanted(row)?));
        }
        let mut before = BTreeMap::new();
        for change in changes.conversations.iter().filter(|change| change.expected_version.is_some()) {
            if let Some(known) = conversations::lookup(tx, &change.conversation.id).await? {
                before.insert(known.conversation.id.clone(), known.conversation);
            }
        }
        Ok(Some(Self { listeners, before }))
    }

    /// Tells it after everything was written; `lines` are the places of the changes' lines on their timelines. Returns how many
    /// deliveries wait because of it.
    pub(crate) async fn tell(
        self,
        tx: &mut Tx<'_>,
        business: &BusinessId,
        changes: &Changes,
        lines: &[i64],
        now: Moment,
    ) -> Result<u64, Error> {
        let mut known: BTreeMap<&ConversationId, Known> = BTreeMap::new();
        let touched = changes.conversations.iter().map(|change| &change.conversation.id);
        for id in touched.chain(changes.timeline.iter().map(|entry| &entry.conversation)) {
            if !known.contains_key(id)
                && let Some(found) = look(tx, id).await?
            {
                known.insert(id, found);
            }
        }
        let mut events = Vec::new();
        for (entry, line) in changes.timeline.iter().zip(lines) {
            if let (Author::Contact, EntryKind::Message, Some(of)) =
                (&entry.author, entry.kind, known.get(&entry.conversation))
            {
                events.push(Event::message_received(of.place(&entry.conversation), *line, entry.at));
            }
        }
        for change in &changes.conversations {
            let Some(of) = known.get(&change.conversation.id) else { continue };
            let before = self.before.get(&change.conversation.id);
            let after = &change.conversation;
            let told = happened(Change { before, after, number: of.number, version: of.version, at: now });
            // That somebody wrote for the first time is told before what they wrote.
            if before.is_none() {
                events.splice(0..0, told);
            } else {
                events.extend(told);
            }
        }
        events.extend(changes.consent.iter().map(Event::of_consent));
        for new in &changes.scripts {
            events.push(Event::script_published(&new.script.name, new.script.version, now));
        }
        let mut count: u64 = 0;
        for event in &events {
            for (webhook, _) in self.listeners.iter().filter(|(_, wanted)| wanted.includes(event.kind)) {
                insert(tx, business, webhook, event, now).await?;
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }
}

impl Known {
    const fn place<'a>(&'a self, conversation: &'a ConversationId) -> Place<'a> {
        Place { conversation, number: self.number, connection: &self.connection }
    }
}

async fn look(tx: &mut Tx<'_>, id: &ConversationId) -> Result<Option<Known>, Error> {
    let sql = "SELECT number, version, connection FROM conversations WHERE id = $1";
    let Some(row) = tx.row(sql, params![id]).await? else { return Ok(None) };
    let connection = ConnectionId::from_stored(row.text("connection")?);
    Ok(Some(Known { number: row.int("number")?, version: row.int("version")?, connection }))
}

/// Tells that the channel took a message to a contact; returns how many deliveries wait because of it. The line on the timeline was
/// written before, when nobody knew yet whether it would leave.
pub(crate) async fn tell_sent(
    tx: &mut Tx<'_>,
    conversation: &ConversationId,
    (message, turn, author): (&OutboxId, &TurnId, &str),
    now: Moment,
) -> Result<u64, Error> {
    let sql = "SELECT w.id, w.kinds, v.business, v.number, v.connection FROM conversations v
               JOIN webhooks w ON w.business = v.business AND w.is_on WHERE v.id = $1";
    let mut count: u64 = 0;
    for row in tx.rows(sql, params![conversation]).await? {
        if !wanted(&row)?.includes(EventKind::MessageSent) {
            continue;
        }
        let connection = ConnectionId::from_stored(row.text("connection")?);
        let place = Place { conversation, number: row.int("number")?, connection: &connection };
        let event = Event::message_sent(place, message, turn, author, now);
        let business = BusinessId::from_stored(row.text("business")?);
        insert(tx, &business, &WebhookId::from_stored(row.text("id")?), &event, now).await?;
        count = count.saturating_add(1);
    }
    Ok(count)
}

/// Writes one delivery down. Its id is a digest of what it is about, so that a transaction that is run again writes the same.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    business: &BusinessId,
    webhook: &WebhookId,
    event: &Event,
    now: Moment,
) -> Result<(), Error> {
    let mut mark = Fingerprint::default();
    for part in [webhook.as_str(), event.kind.word(), &event.at.to_string(), &event.mark] {
        mark.add(Some(part));
    }
    let digest: String = mark.finish().chars().take(32).collect();
    let sql = "INSERT INTO webhook_deliveries
                 (business, webhook, id, kind, body, created_at, state, attempts, before_replay, next_at)
               VALUES ($1, $2, $3, $4, $5, $6, 'ready', 0, 0, $6)
               ON CONFLICT (business, id) DO NOTHING";
    let id = DeliveryId::from_unique(&digest);
    tx.execute(sql, params![business, webhook, &id, event.kind.word(), &event.body(), now]).await?;
    Ok(())
}
