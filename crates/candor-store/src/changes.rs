//! What a turn or an action changes, and how it is written: everything in one transaction, or nothing.

use candor_core::{
    audit::AuditRecord,
    consent::ConsentRecord,
    conversation::Conversation,
    event::Event,
    ids::{ApiTokenId, BusinessId, ChatId, ConnectionId, ConversationId, OperatorId, WebhookId},
    model::Overdrawn,
    moment::Moment,
    outbox::OutboxRow,
    timeline::TimelineEntry,
    timer::NewFile,
};

use crate::{
    AccountChange, ApiTokenChange, ContactRow, DoneOnce, Error, InviteChange, NewDocument, NewUnheard, NewVersion,
    OperatorChange, OperatorClaim, Replay, Role, Secret, TemplateChange, TimerChange, WebhookChange, accounts,
    api_tokens, audit, connections, consent, contacts, conversations, desks, desks::DeskChange, files, knowledge,
    lanes, model_calls, operators, outbox, reports, scripts, search, sql::Tx, templates, timeline, timers, unheard,
    webhooks,
};

/// A conversation to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationChange {
    /// What it becomes.
    pub conversation: Conversation,
    /// The version it was read at; `None` if it is new.
    pub expected_version: Option<i64>,
}

/// A member of the staff who does it, and what they were let do it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub operator: OperatorId,
    /// Their role when they were let.
    pub role: Role,
    /// The token of the program that does it for them.
    pub token: Option<ApiTokenId>,
}

/// Everything that is to be written together.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Who does it. Whoever is off the staff by then, or has another role, or whose token was ended, refuses all: they read what
    /// they did it by before that.
    pub acting: Vec<Acting>,
    /// Contacts to be written or renewed.
    pub contacts: Vec<ContactRow>,
    /// Conversations to be written.
    pub conversations: Vec<ConversationChange>,
    /// The number [`Store::next_conversation_number`](crate::Store) foretold for the first new one, where something here
    /// names it.
    pub foretold_number: Option<i64>,
    /// Lines for the timelines, in order.
    pub timeline: Vec<TimelineEntry>,
    /// Rows to be sent, in order.
    pub outbox: Vec<OutboxRow>,
    /// Lines for the consent ledger. An opting-out or blocking one also cancels every ready reply to that contact,
    /// in all connections of the business.
    pub consent: Vec<ConsentRecord>,
    /// Invitations claimed.
    pub claims: Vec<OperatorClaim>,
    /// Invitations made and withdrawn.
    pub invites: Vec<InviteChange>,
    /// Accounts of the panel, new or with another password or second factor.
    pub accounts: Vec<AccountChange>,
    /// Tokens of bots, to be kept in place of those kept before.
    pub tokens: Vec<(ConnectionId, Secret)>,
    /// Tokens of programs, made and ended.
    pub api_tokens: Vec<ApiTokenChange>,
    /// That a program asked for this under a key of its own. One that was used before refuses all.
    pub done_once: Option<DoneOnce>,
    /// Members of the staff changed.
    pub operators: Vec<OperatorChange>,
    /// What becomes of the whole desk.
    pub desk: Vec<DeskChange>,
    /// Other lanes whose turns in progress must be dropped: somebody took their conversation over.
    pub disturb: Vec<(ConnectionId, ChatId)>,
    /// Conversations whose ready replies are not to be sent any more: they were ended.
    pub silenced: Vec<ConversationId>,
    /// Timers set and taken back.
    pub timers: Vec<TimerChange>,
    /// Files to be kept until they were sent, with the connection over which they go.
    pub files: Vec<(ConnectionId, NewFile)>,
    /// Versions of scripts to be published.
    pub scripts: Vec<NewVersion>,
    /// What was not understood, to be kept.
    pub unheard: Vec<NewUnheard>,
    /// Numbers of what was not understood and is settled. One that was settled meanwhile refuses all.
    pub settled_unheard: Vec<i64>,
    /// Documents to be taken into use.
    pub documents: Vec<NewDocument>,
    /// Names of documents to be taken out of use. One that is not in use refuses all.
    pub dropped_documents: Vec<String>,
    /// Texts to answer with, made, changed and removed.
    pub templates: Vec<TemplateChange>,
    /// Webhooks made, changed and removed.
    pub webhooks: Vec<WebhookChange>,
    /// What is delivered to one webhook, whichever kinds it wants: the owner tries it.
    pub pings: Vec<(WebhookId, Event)>,
    /// What is delivered once more.
    pub replays: Vec<Replay>,
    /// Limits of models of which the owner is told in this commit: the limit and the name of its span.
    pub told_limits: Vec<(Overdrawn, String)>,
    /// What is written down of who did it.
    pub audit: Vec<AuditRecord>,
}

/// What writing changes did besides.
#[derive(Clone, Copy, Default)]
pub(crate) struct Written {
    /// Ready rows cancelled.
    pub(crate) cancelled: u64,
    /// Deliveries that wait to go to webhooks because of it.
    pub(crate) told: u64,
}

/// What a commit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Rows put into the outbox.
    pub queued: u64,
    /// Ready rows cancelled because of an opt-out or an end.
    pub cancelled: u64,
    /// Whether unread updates remain, so that the lane is ready again.
    pub is_ready_again: bool,
}

/// Why changes are refused before anything of them is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Superseded,
    Conflict,
    InviteSpent,
}

impl Changes {
    /// What two writers must not write at the same time: a place in a timeline, in a lane of the outbox, in a ledger, the
    /// next number of a conversation.
    pub(crate) fn locks(&self, business: &BusinessId) -> Vec<String> {
        let mut keys: Vec<String> =
            self.timeline.iter().map(|entry| format!("timeline {}", entry.conversation)).collect();
        keys.extend(self.outbox.iter().map(|row| format!("outbox {} {}", row.connection, row.chat.0)));
        keys.extend(self.consent.iter().map(|record| format!("consent {business} {}", record.contact)));
        let is_numbered = self.conversations.iter().any(|change| change.expected_version.is_none());
        if is_numbered || self.foretold_number.is_some() {
            keys.push(format!("numbers {business}"));
        }
        keys.extend(self.scripts.iter().map(|new| scripts::lock(business, &new.script.name)));
        if !self.documents.is_empty() || !self.dropped_documents.is_empty() {
            keys.push(knowledge::lock(business));
        }
        if !self.unheard.is_empty() {
            keys.push(unheard::lock(business));
        }
        if !self.audit.is_empty() {
            keys.push(format!("audit {business}"));
        }
        // Whoever acts is on the staff until this is written, and of two owners who take each other's role the second finds no other.
        if !self.acting.is_empty() || !self.operators.is_empty() {
            keys.push(format!("staff {business}"));
        }
        keys
    }

    /// Why these changes cannot be written, if they cannot: what they rest on has changed.
    pub(crate) async fn refusal(
        &self,
        tx: &mut Tx<'_>,
        business: &BusinessId,
        now: Moment,
    ) -> Result<Option<Refusal>, Error> {
        for acting in &self.acting {
            // Whoever comes in by this very commit is not on the staff yet.
            let comes_in = self.claims.iter().any(|claim| claim.operator.id == acting.operator);
            if !comes_in && !operators::may_act(tx, business, acting).await? {
                return Ok(Some(Refusal::Conflict));
            }
        }
        for contact in &self.contacts {
            let known = contacts::find_by_channel_user(tx, &contact.business, contact.channel_user_id).await?;
            if known.is_some_and(|known| known.id != contact.id) {
                return Ok(Some(Refusal::Conflict));
            }
        }
        for change in &self.conversations {
            let known = conversations::lookup_for_update(tx, &change.conversation.id).await?;
            let version = known.map(|known| known.version);
            let chat = (&change.conversation.connection, change.conversation.chat);
            let is_taken = version.is_none() && conversations::find_by_chat(tx, chat.0, chat.1).await?.is_some();
            if version != change.expected_version || is_taken {
                return Ok(Some(Refusal::Conflict));
            }
        }
        if let Some(foretold) = self.foretold_number
            && conversations::next_number(tx, business).await? != foretold
        {
            return Ok(Some(Refusal::Conflict));
        }
        for claim in &self.claims {
            let invite = operators::lookup_invite(tx, business, &claim.code_hash).await?;
            if !invite.is_some_and(|invite| invite.is_open(now)) {
                return Ok(Some(Refusal::InviteSpent));
            }
        }
        for (place, NewVersion { script, .. }) in self.scripts.iter().enumerate() {
            let earlier = self.scripts.iter().take(place).filter(|other| other.script.name == script.name).count();
            let foretold = script.version.saturating_sub(i64::try_from(earlier).unwrap_or(i64::MAX));
            if scripts::next_version(tx, business, &script.name).await? != foretold {
                return Ok(Some(Refusal::Conflict));
            }
        }
        Ok(None)
    }

    /// Writes them. `own` is the lane that is written anyway.
    pub(crate) async fn write(
        &self,
        tx: &mut Tx<'_>,
        business: &BusinessId,
        own: Option<(&ConnectionId, ChatId)>,
        now: Moment,
    ) -> Result<Written, Error> {
        let witness = webhooks::Witness::called(tx, business, self).await?;
        for contact in &self.contacts {
            contacts::upsert(tx, contact).await?;
        }
        for change in &self.conversations {
            match change.expected_version {
                None => conversations::insert(tx, business, &change.conversation, now).await?,
                Some(_) => conversations::update(tx, &change.conversation, now).await?,
            }
            search::keep_tags(tx, business, &change.conversation, change.expected_version.is_none()).await?;
        }
        let lines = timeline::append_all(tx, &self.timeline).await?;
        conversations::remember_lines(tx, &self.timeline).await?;
        for (connection, file) in &self.files {
            files::insert(tx, connection, file, now).await?;
        }
        let mut cancelled: u64 = 0;
        for conversation in &self.silenced {
            cancelled = cancelled.saturating_add(outbox::cancel_of(tx, conversation, "ended", now).await?);
        }
        outbox::insert_all(tx, &self.outbox, now).await?;
        for record in &self.consent {
            consent::append(tx, business, record).await?;
            if record.action.silences() {
                cancelled = cancelled.saturating_add(consent::cancel_replies(tx, business, record).await?);
            }
        }
        for claim in &self.claims {
            if !operators::claim(tx, claim, now).await? {
                return Err(Error::Conflict("the invitation"));
            }
        }
        for change in &self.invites {
            operators::change_invite(tx, business, change).await?;
        }
        for account in &self.accounts {
            accounts::keep(tx, account).await?;
        }
        for (connection, token) in &self.tokens {
            connections::keep_token(tx, connection, token).await?;
        }
        for change in &self.api_tokens {
            api_tokens::change(tx, business, change).await?;
        }
        if let Some(done) = &self.done_once {
            api_tokens::remember(tx, business, done, now).await?;
        }
        for change in &self.operators {
            operators::change(tx, business, change).await?;
        }
        for change in &self.desk {
            desks::change(tx, business, change).await?;
        }
        for change in &self.timers {
            timers::change(tx, change).await?;
        }
        for new in &self.scripts {
            scripts::publish_new(tx, business, new).await?;
        }
        for new in &self.unheard {
            unheard::append(tx, business, new).await?;
        }
        for number in &self.settled_unheard {
            if !unheard::settle(tx, business, *number, now).await? {
                return Err(Error::Conflict("a lesson"));
            }
        }
        for new in &self.documents {
            knowledge::add(tx, business, new, now).await?;
        }
        for name in &self.dropped_documents {
            if !knowledge::drop_document(tx, business, name, now).await? {
                return Err(Error::Conflict("a document"));
            }
        }
        for change in &self.templates {
            templates::change(tx, business, change, now).await?;
        }
        for change in &self.webhooks {
            webhooks::change(tx, business, change, now).await?;
        }
        let mut told: u64 = 0;
        for ping in &self.pings {
            webhooks::ping(tx, business, ping, now).await?;
            told = told.saturating_add(1);
        }
        for replay in &self.replays {
            told = told.saturating_add(webhooks::replay(tx, business, replay, now).await?);
        }
        for (limit, name) in &self.told_limits {
            model_calls::note_told(tx, business, *limit, name, now).await?;
        }
        for record in &self.audit {
            audit::append(tx, business, record).await?;
        }
        self.disturb(tx, own).await?;
        if let Some(witness) = witness {
            told = told.saturating_add(witness.tell(tx, business, self, &lines, now).await?);
        }
        reports::tally(tx, business, self, now).await?;
        Ok(Written { cancelled, told })
    }

    /// In the order of lanes, so that two writers that disturb the same ones do so in the same order.
    async fn disturb(&self, tx: &mut Tx<'_>, own: Option<(&ConnectionId, ChatId)>) -> Result<(), Error> {
        let mut others: Vec<_> =
            self.disturb.iter().filter(|(connection, chat)| own != Some((connection, *chat))).collect();
        others.sort_unstable();
        others.dedup();
        for (connection, chat) in others {
            lanes::disturb(tx, connection, *chat).await?;
        }
        Ok(())
    }
}
