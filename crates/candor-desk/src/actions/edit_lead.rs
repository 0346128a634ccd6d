//! Edits a lead: a field, the outcome, a tag, a note. What was there before is in the audit log.

use candor_core::{
    conversation::{Conversation, MAX_NOTE_CHARS, MAX_TAG_CHARS, MOST_NOTES, bare_tag, tag_words},
    hearing::typed,
    language::Language,
    lead::LeadOutcome,
    roles::Deed,
};
use candor_store::ConversationLine;
use serde_json::json;

use super::{ActError, Bench, Refusal, ValueRefusal, take_conversation::internal};

/// One change of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadEdit {
    /// Sets a field; an empty value empties it.
    Field {
        /// Its id, or its label in either language.
        name: String,
        /// The value, in any words that say one of the field's kind.
        value: String,
    },
    /// Says what became of it, or takes that back.
    Outcome {
        /// What; none to take it back.
        outcome: Option<LeadOutcome>,
        /// Why.
        why: String,
    },
    /// Gives a tag, or takes it away.
    Tag {
        /// The tag.
        tag: String,
        /// Whether it is given.
        is_given: bool,
    },
    /// Writes a note. Contacts never see it.
    Note(String),
}

/// Edits a lead.
///
/// # Errors
/// [`Refusal::NoSuchField`], [`Refusal::Value`], [`Refusal::EmptyNote`], [`Refusal::EmptyTag`], [`Refusal::TooLong`], [`Refusal::TooManyTags`],
/// [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn edit_lead(
    bench: &mut Bench<'_>,
    line: &ConversationLine,
    edit: &LeadEdit,
) -> Result<Conversation, ActError> {
    let deed = if matches!(edit, LeadEdit::Note(_)) { Deed::WriteNote } else { Deed::EditLead };
    bench.must_be_allowed(deed)?;
    must_say_something(edit)?;
    let known = &line.conversation.conversation;
    let (by, now) = (bench.name(), bench.now);
    let becomes = match edit {
        LeadEdit::Field { name, value } => {
            let (field, value) = fitting(bench, known, name, value).await?;
            known.clone().with_field(&field, &value, &by, now)
        }
        LeadEdit::Outcome { outcome, why } => known.clone().with_outcome(*outcome, why, &by, now),
        LeadEdit::Tag { tag, is_given } => {
            let becomes = known.clone().with_tag(tag, *is_given);
            // A tag that is given is the last one then: what is not kept must not be lost without a word.
            let is_full = becomes.lead.tags.len() >= MOST_NOTES && becomes.lead.tags == known.lead.tags;
            if *is_given && is_full && becomes.lead.tags.last().is_none_or(|last| *last != bare_tag(tag)) {
                return Err(Refusal::TooManyTags(MOST_NOTES).into());
            }
            becomes
        }
        LeadEdit::Note(text) => {
            internal(bench, &known.id, text.trim());
            known.clone().with_note(text, &by, now)
        }
    };
    let before = json!({"fields": known.fields, "lead": known.lead});
    bench.record(deed, known.id.as_str(), before, json!({"fields": becomes.fields, "lead": becomes.lead}));
    bench.change(line, becomes.clone());
    Ok(becomes)
}

/// Makes changes of the lead of this number one after the other, all or none; where a version is given, of that one only.
///
/// # Errors
/// [`Refusal::Outdated`], [`Refusal::NoSuchNumber`], and as [`edit_lead`].
pub async fn edit_numbered(
    bench: &mut Bench<'_>,
    number: i64,
    version: Option<i64>,
    edits: &[LeadEdit],
) -> Result<(), ActError> {
    bench.must_be_allowed(Deed::EditLead)?;
    let mut line = bench.numbered(number).await?;
    if version.is_some_and(|version| version != line.conversation.version) {
        return Err(Refusal::Outdated.into());
    }
    for edit in edits {
        line.conversation.conversation = edit_lead(bench, &line, edit).await?;
    }
    Ok(())
}

/// Refuses a note or a tag without words, and one that would not be kept whole.
fn must_say_something(edit: &LeadEdit) -> Result<(), Refusal> {
    let (words, most, empty) = match edit {
        LeadEdit::Note(text) => (text.as_str(), MAX_NOTE_CHARS, Some(Refusal::EmptyNote)),
        LeadEdit::Tag { tag, .. } => (tag_words(tag), MAX_TAG_CHARS, Some(Refusal::EmptyTag)),
        LeadEdit::Outcome { why, .. } => (why.as_str(), MAX_NOTE_CHARS, None),
        LeadEdit::Field { value, .. } => (value.as_str(), MAX_NOTE_CHARS, None),
    };
    let length = words.trim().chars().count();
    match empty {
        Some(refusal) if length == 0 => Err(refusal),
        _ if length > most => Err(Refusal::TooLong { length, most }),
        _ => Ok(()),
    }
}

/// The field that is meant, and the value in the normal form in which a contact's own would be kept. What is there already stays as it
/// is, and a field this version of the script has no more takes any words.
pub(super) async fn fitting(
    bench: &Bench<'_>,
    known: &Conversation,
    name: &str,
    value: &str,
) -> Result<(String, String), ActError> {
    let shelved = bench.desk.shelf.take(&bench.business, &known.script).await?;
    let name = name.trim().to_lowercase();
    let value = value.trim();
    let is_meant = |field: &&candor_core::script::Field| {
        field.id.to_lowercase() == name
            || [&field.label.en, &field.label.ru].into_iter().flatten().any(|label| label.to_lowercase() == name)
    };
    let Some(field) = shelved.script.fields.iter().find(is_meant) else {
        let left_over = known.fields.keys().find(|id| id.to_lowercase() == name);
        let ids = || shelved.script.fields.iter().map(|field| field.id.clone()).collect();
        let id = left_over.ok_or_else(|| Refusal::NoSuchField(name.clone(), ids()))?;
        return Ok((id.clone(), value.to_owned()));
    };
    let is_as_before = known.fields.get(&field.id).is_some_and(|told| told.value == value);
    if value.is_empty() || is_as_before {
        return Ok((field.id.clone(), value.to_owned()));
    }
    let zoned = bench.now.zoned_in(&shelved.script.time_zone);
    let normal = typed(field, value, &zoned, bench.language == Language::Ru);
    let unfit = || Refusal::Value(Box::new(ValueRefusal { field: field.clone(), value: value.to_owned() }));
    let normal = normal.ok_or_else(unfit)?;
    Ok((field.id.clone(), normal))
}
