//! Writes conversations as a document, piece by piece: what a turn sends in parts and the command line writes in one.

use candor_core::{
    conversation::{Conversation, Holder},
    export::{Document, ExportedConversation, ExportedNote, ExportedScore},
    ids::{BusinessId, ConversationId},
    lead::assess,
    script::Script,
};
use candor_store::{ConversationLine, Error};

use crate::{Desk, card::staff_language, relay::plain_name};

/// So many lines are read from the store at a time.
const PAGE: u32 = 500;

/// How far a document has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The number of the conversation being written; 0 before the first.
    pub number: i64,
    /// The last line of it that was written; 0 before the first.
    pub seq: i64,
    /// How many lines were written with this cursor.
    pub written: u64,
}

/// Writes the pieces of a document.
pub struct Pieces<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Of which business.
    pub business: &'a BusinessId,
    /// Only this conversation; all where there is none.
    pub only: Option<&'a ConversationId>,
    /// Not more than so many lines and about so many bytes; everything where there is no limit.
    pub most: Option<(u64, usize)>,
}

impl Pieces<'_> {
    /// Writes from the cursor on, moving it. The sink takes each piece and says how many bytes there are by now. True
    /// if everything is written.
    ///
    /// # Errors
    /// Whatever keeps the store from answering or the sink from taking a piece.
    pub async fn write(
        &self,
        document: &mut dyn Document,
        cursor: &mut Cursor,
        mut sink: impl FnMut(&str) -> Result<usize, Error>,
    ) -> Result<bool, Error> {
        let mut line = self.current(cursor).await?;
        while let Some(known) = line {
            let conversation = &known.conversation.conversation;
            let shelved = self.desk.shelf.take(self.business, &conversation.script).await?;
            let told = Told::of(&known, &shelved.script);
            let (scores, notes) = (told.scores(), notes(conversation));
            let about = about(&known, &shelved.script, &told, &scores, &notes);
            let heading = if cursor.seq == 0 { document.conversation(&about) } else { document.resumes(&about) };
            sink(&heading)?;
            loop {
                let lines = self.desk.store.timeline(&conversation.id, cursor.seq, PAGE).await?;
                for line in &lines {
                    let bytes = sink(&document.line(&about, &line.entry))?;
                    cursor.seq = line.seq;
                    cursor.written = cursor.written.saturating_add(1);
                    let is_full = self.most.is_some_and(|(most, size)| cursor.written >= most || bytes >= size);
                    if is_full && !document.is_amid_turn() {
                        return self.is_over(cursor).await;
                    }
                }
                if lines.is_empty() {
                    break;
                }
            }
            line = self.next(cursor).await?;
        }
        Ok(true)
    }

    /// The conversation the cursor stands in, or the first one.
    async fn current(&self, cursor: &mut Cursor) -> Result<Option<ConversationLine>, Error> {
        if cursor.number == 0 {
            return self.next(cursor).await;
        }
        self.desk.store.conversation_numbered(self.business, cursor.number).await
    }

    async fn next(&self, cursor: &mut Cursor) -> Result<Option<ConversationLine>, Error> {
        let next = match self.only {
            Some(id) if cursor.number == 0 => self.desk.store.conversation_line(id).await?,
            Some(_) => None,
            None => self.desk.store.conversation_after(self.business, cursor.number).await?,
        };
        if let Some(line) = &next {
            (cursor.number, cursor.seq) = (line.number, 0);
        }
        Ok(next)
    }

    /// Whether nothing follows what was written.
    async fn is_over(&self, cursor: &Cursor) -> Result<bool, Error> {
        let Some(line) = self.desk.store.conversation_numbered(self.business, cursor.number).await? else {
            return Ok(true);
        };
        let rest = self.desk.store.timeline(&line.conversation.conversation.id, cursor.seq, 1).await?;
        let mut after = *cursor;
        Ok(rest.is_empty() && self.next(&mut after).await?.is_none())
    }
}

/// What a document tells of a conversation that stands in no row, kept while the document borrows it.
struct Told {
    name: String,
    scores: Vec<(String, i64, String)>,
}

impl Told {
    fn of(line: &ConversationLine, script: &Script) -> Self {
        let assessed = assess(script, &line.conversation.conversation).criteria.into_iter();
        let language = staff_language(script);
        let scores = assessed.map(|criterion| {
            let label = criterion.label.best(language).unwrap_or(&criterion.id).to_owned();
            (label, i64::from(criterion.points), criterion.evidence.unwrap_or_default())
        });
        Self { name: plain_name(&line.contact), scores: scores.collect() }
    }

    fn scores(&self) -> Vec<ExportedScore<'_>> {
        let scored = self.scores.iter();
        scored.map(|(criterion, points, proof)| ExportedScore { criterion, points: *points, proof }).collect()
    }
}

fn notes(conversation: &Conversation) -> Vec<ExportedNote<'_>> {
    let notes = conversation.lead.notes.iter();
    notes.map(|note| ExportedNote { at: note.at, author: &note.by, text: &note.text }).collect()
}

fn about<'a>(
    line: &'a ConversationLine,
    script: &'a Script,
    told: &'a Told,
    scores: &'a [ExportedScore<'a>],
    notes: &'a [ExportedNote<'a>],
) -> ExportedConversation<'a> {
    let conversation = &line.conversation.conversation;
    let holder_name = match &conversation.holder {
        Holder::Operator { name, .. } => Some(name.as_str()),
        Holder::Desk | Holder::Waiting { .. } => None,
    };
    ExportedConversation {
        id: &conversation.id,
        number: line.number,
        contact_name: &told.name,
        username: line.contact.username.as_deref(),
        language: conversation.language,
        source: conversation.source.as_deref(),
        script: &conversation.script,
        words: Some(script),
        step: conversation.step.as_deref(),
        holder: conversation.holder.column(),
        holder_name,
        outcome: conversation.lead.outcome_word(),
        outcome_reason: conversation.lead.decided.as_ref().map(|decided| decided.why.as_str()),
        fields: &conversation.fields,
        scores,
        tags: &conversation.lead.tags,
        notes,
        created_at: line.created_at,
    }
}
