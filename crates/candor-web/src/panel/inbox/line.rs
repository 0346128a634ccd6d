//! One conversation in the list.

use candor_core::{
    conversation::Holder,
    message::Author,
    moment::Moment,
    search::{Piece, Query, excerpt},
    timeline::{EntryKind, TimelineEntry},
};
use candor_desk::relay::{cut, is_control, plain_name};
use candor_store::{ConversationLine, Error, FoundLine, Store};

use super::{filter::Asked, open::PER_PAGE};

/// So many characters of the last words are shown.
const MAX_LAST_CHARS: usize = 140;

/// So many lines from the end the last words are looked for: turns and events lie between.
const LOOKED_AT: u32 = 6;

/// A line of the list.
pub(crate) struct Line {
    /// The conversation's number.
    pub number: i64,
    /// The contact.
    pub name: String,
    /// Where the row leads.
    pub link: String,
    /// What tells the row from others on the page.
    pub id: String,
    /// The last words anybody said, or those that were found, with what was looked for marked.
    pub last: Vec<Piece>,
    /// Whether they are the contact's.
    pub is_theirs: bool,
    /// When anything last happened.
    pub at: Moment,
    /// `desk`, `waiting` or `operator`.
    pub holder: &'static str,
    /// Whether somebody answers in it, or is to: not where it was ended, nor where the contact wants no messages.
    pub is_answered: bool,
    /// Who of the staff holds it.
    pub held_by: Option<String>,
    /// Whether the contact's words have no answer yet.
    pub is_unread: bool,
    /// Whether it was ended.
    pub is_ended: bool,
    /// Whether the contact wants no messages.
    pub is_opted_out: bool,
    /// The outcome's stable word, if a person said it.
    pub outcome: Option<&'static str>,
    /// Until when it is put aside.
    pub aside_until: Option<Moment>,
    /// Whether it was put aside, its time has come and nobody has seen to it since.
    pub is_back: bool,
    /// Short words to find it by, each with what stands behind the path for all that have it.
    pub tags: Vec<(String, String)>,
}

impl Line {
    /// Reads what the list shows of a conversation.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn of(store: &Store, line: &ConversationLine, query: &str, now: Moment) -> Result<Self, Error> {
        let known = &line.conversation.conversation;
        let newest = store.timeline_before(&known.id, None, LOOKED_AT).await?;
        let is_said = |entry: &TimelineEntry| entry.kind == EntryKind::Message || entry.file.is_some();
        let last = newest.into_iter().map(|line| line.entry).find(is_said);
        let is_theirs = last.as_ref().is_some_and(|entry| entry.author == Author::Contact);
        let text = last.map(|entry| cut(&entry.text, MAX_LAST_CHARS)).unwrap_or_default();
        let last = Some(Piece { text, is_hit: false }).filter(|piece| !piece.text.is_empty());
        let at = line.last_contact_at.max(line.last_answer_at).unwrap_or(line.updated_at);
        let link = format!("/panel/inbox/{}{query}", line.number);
        let id = format!("conversation-{}", line.number);
        Ok(Self::with(line, link, id, last.into_iter().collect(), is_theirs, (at, now)))
    }

    /// A line that was found: the row leads to it, with as many older lines shown as that takes.
    pub(crate) fn found(found: &FoundLine, sought: &Query, asked: &Asked, now: Moment) -> Self {
        let (number, seq) = (found.conversation.number, found.line.seq);
        let newer = found.newest_seq.saturating_sub(seq).max(0);
        let older = newer / i64::from(PER_PAGE);
        let mut link = format!("/panel/inbox/{number}{}", asked.query(None));
        if older > 0 {
            link.push_str(&format!("&older={older}"));
        }
        link.push_str(&format!("#line-{seq}"));
        let mut pieces = excerpt(&found.line.entry.text, sought, MAX_LAST_CHARS);
        for piece in &mut pieces {
            piece.text.retain(|sign| !is_control(sign));
        }
        let is_theirs = found.line.entry.author == Author::Contact;
        Self::with(
            &found.conversation,
            link,
            format!("found-{number}-{seq}"),
            pieces,
            is_theirs,
            (found.line.entry.at, now),
        )
    }

    fn with(
        line: &ConversationLine,
        link: String,
        id: String,
        last: Vec<Piece>,
        is_theirs: bool,
        (at, now): (Moment, Moment),
    ) -> Self {
        let known = &line.conversation.conversation;
        let held_by = match &known.holder {
            Holder::Operator { name, .. } => Some(name.clone()),
            Holder::Desk | Holder::Waiting { .. } => None,
        };
        Self {
            number: line.number,
            name: plain_name(&line.contact),
            link,
            id,
            last,
            is_theirs,
            at,
            holder: known.holder.column(),
            held_by,
            is_answered: known.holder != Holder::Desk || (known.ended.is_none() && !line.is_opted_out),
            is_unread: line.is_unread(),
            is_ended: known.ended.is_some(),
            is_opted_out: line.is_opted_out,
            outcome: known.lead.outcome_word(),
            aside_until: known.snoozed_until().filter(|_| known.is_aside(now)),
            is_back: known.is_back(now),
            tags: known.lead.tags.iter().map(|tag| (tag.clone(), Asked::tagged(tag))).collect(),
        }
    }
}
