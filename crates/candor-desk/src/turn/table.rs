//! What a turn needs, loaded: who wrote, what they wrote, the conversation, the script, the staff.

use std::sync::Arc;

use candor_core::{
    conversation::Conversation,
    ids::{ContactId, ConversationId},
    knowledge::Library,
    language::Language,
    message::Incoming,
    moment::Moment,
    seat::Seat,
};
use candor_store::{ContactRow, OperatorRow, SeatRows};

use super::TurnError;
use crate::{
    Desk,
    actions::raise_card::on_call,
    shelf::Shelved,
    told_apart::{ToldApart, is_due_an_answer, worth_hearing},
};

/// After so many failed turns the desk thinks no more and calls a person.
const RESCUE_AFTER: i64 = 2;

/// All that one turn needs, loaded.
pub(super) struct Table {
    pub rows: SeatRows,
    pub told: ToldApart,
    pub heard_from: Vec<Incoming>,
    pub contact: ContactRow,
    pub conversation: Conversation,
    pub staff: Vec<OperatorRow>,
    pub staff_names: Vec<String>,
    pub shelved: Arc<Shelved>,
    pub library: Arc<Library>,
    /// Whether models of a third party are asked.
    pub asks_models: bool,
    pub now: Moment,
}

impl Table {
    /// `None` if nobody knows who wrote, so that there is nobody to answer.
    pub async fn lay(desk: &Desk, rows: SeatRows, told: ToldApart) -> Result<Option<Self>, TurnError> {
        let now = desk.clock.now();
        let Some(contact) = contact(desk, &rows, &told, now) else { return Ok(None) };
        let conversation = match &rows.conversation {
            Some(known) => known.conversation.clone(),
            None => begin(desk, &rows, &contact).await?,
        };
        let shelved = desk.shelf.take(&rows.connection.business, &conversation.script).await?;
        let library = desk.libraries.at(&rows.connection.business, rows.knowledge_revision).await?;
        let staff = desk.store.operators(&rows.connection.business).await?;
        let staff_names = staff.iter().map(|operator| operator.name.clone()).collect();
        let heard_from = worth_hearing(&told.incoming);
        if heard_from.is_empty() && (told.timers.is_empty() || !told.incoming.is_empty() || rows.conversation.is_none())
        {
            return Ok(None);
        }
        let asks_models = desk.models.shows_others();
        Ok(Some(Self {
            rows,
            told,
            heard_from,
            contact,
            conversation,
            staff,
            staff_names,
            shelved,
            library,
            asks_models,
            now,
        }))
    }

    pub fn seat(&self) -> Seat<'_> {
        Seat {
            conversation: &self.conversation,
            script: &self.shelved.script,
            unanswered: &self.heard_from,
            is_opted_out: self.rows.is_opted_out,
            has_staff: self.rows.desk.group.is_some() || on_call(&self.staff).next().is_some(),
            is_desk_paused: self.rows.desk.paused.is_some() || self.rows.connection.paused.is_some(),
            asks_models: self.asks_models,
            staff_names: &self.staff_names,
            library: &self.library,
            now: self.now,
        }
    }

    pub const fn is_rescue(&self) -> bool {
        self.rows.lane.attempts >= RESCUE_AFTER
    }

    /// Whether more wait behind what was read and nothing in it is due an answer by contract: then it is only kept, and
    /// the answer follows the end of the flood.
    pub fn is_piece_of_flood(&self) -> bool {
        self.rows.has_more && !self.heard_from.iter().any(is_due_an_answer)
    }
}

pub(crate) fn contact(desk: &Desk, rows: &SeatRows, told: &ToldApart, now: Moment) -> Option<ContactRow> {
    let known = rows.contact.as_ref();
    let Some(sender) = &told.sender else { return known.cloned() };
    Some(ContactRow {
        id: known.map_or_else(|| ContactId::from_unique(&desk.ids.unique()), |contact| contact.id.clone()),
        business: rows.connection.business.clone(),
        channel_user_id: sender.id,
        first_name: sender.first_name.clone(),
        last_name: sender.last_name.clone(),
        username: sender.username.clone(),
        language: sender.language_code.clone(),
        created_at: known.map_or(now, |contact| contact.created_at),
    })
}

async fn begin(desk: &Desk, rows: &SeatRows, contact: &ContactRow) -> Result<Conversation, TurnError> {
    let script = desk.shelf.head(&rows.connection.business, &rows.connection.script_name).await?;
    let shelved = desk.shelf.take(&rows.connection.business, &script).await?;
    let told = contact.language.as_deref().and_then(Language::from_tag);
    let first = shelved.script.languages.first().copied().unwrap_or_default();
    let id = ConversationId::from_unique(&desk.ids.unique());
    let language = shelved.script.language_for(told.unwrap_or(first));
    let (connection, chat) = (rows.connection.id.clone(), rows.lane.chat);
    Ok(Conversation::begin(id, connection, chat, contact.id.clone(), script, language))
}
