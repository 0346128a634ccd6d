//! What the staff wrote down about a lead, beside what the contact told.

use serde::{Deserialize, Serialize};

use super::{Conversation, Told};
use crate::{lead::LeadOutcome, moment::Moment};

/// The longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 1000;

/// The longest tag, in characters.
pub const MAX_TAG_CHARS: usize = 40;

/// At most so many tags and notes are kept on one lead; the oldest notes go first.
pub const MOST_NOTES: usize = 50;

/// What the staff wrote down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadRecord {
    /// What became of it, if a person said so.
    pub decided: Option<Decided>,
    /// Short words to find it by, in the order in which they were given.
    pub tags: Vec<String>,
    /// Notes, oldest first. Contacts never see them.
    pub notes: Vec<Note>,
}

/// What became of a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What.
    pub outcome: LeadOutcome,
    /// Why; may be empty.
    pub why: String,
    /// When.
    pub at: Moment,
    /// Who said so.
    pub by: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When it was written.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
    /// The words.
    pub text: String,
}

/// The words of a tag, without what people put before one.
pub fn tag_words(text: &str) -> &str {
    text.trim().trim_start_matches(['#', '+']).trim()
}

/// A tag as it is kept: without what people put before one, so that `#vip` and `vip` are the same.
pub fn bare_tag(text: &str) -> String {
    tag_words(text).chars().filter(|sign| !sign.is_control()).take(MAX_TAG_CHARS).collect()
}

impl LeadRecord {
    /// The stable word of the outcome, if there is one.
    pub fn outcome_word(&self) -> Option<&'static str> {
        self.decided.as_ref().map(|decided| decided.outcome.word())
    }
}

impl Conversation {
    /// When it was ended, if it was.
    pub fn ended_at(&self) -> Option<Moment> {
        self.ended.as_ref().map(|ended| ended.at)
    }

    /// The same with a note of the staff.
    #[must_use]
    pub fn with_note(mut self, text: &str, by: &str, at: Moment) -> Self {
        let text: String = text.trim().chars().take(MAX_NOTE_CHARS).collect();
        self.lead.notes.push(Note { at, by: by.to_owned(), text });
        let surplus = self.lead.notes.len().saturating_sub(MOST_NOTES);
        self.lead.notes.drain(..surplus);
        self
    }

    /// The same with a tag given, or taken away.
    #[must_use]
    pub fn with_tag(mut self, tag: &str, is_given: bool) -> Self {
        let (given, tag) = (tag.trim(), bare_tag(tag));
        // One that was kept with its sign before signs were left out goes as well.
        self.lead.tags.retain(|known| *known != tag && known != given);
        if is_given && !tag.is_empty() && self.lead.tags.len() < MOST_NOTES {
            self.lead.tags.push(tag);
        }
        self
    }

    /// The same with an outcome, or with none.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Option<LeadOutcome>, why: &str, by: &str, at: Moment) -> Self {
        self.lead.decided = outcome.map(|outcome| Decided {
            outcome,
            why: why.trim().chars().take(MAX_NOTE_CHARS).collect(),
            at,
            by: by.to_owned(),
        });
        self
    }

    /// The same with a field set by the staff, or emptied where the value is empty. What proves it is who wrote it.
    #[must_use]
    pub fn with_field(mut self, field: &str, value: &str, by: &str, at: Moment) -> Self {
        let value = value.trim();
        if value.is_empty() {
            self.fields.remove(field);
        } else {
            let told = Told { value: value.to_owned(), words: String::new(), at, by: Some(by.to_owned()) };
            self.fields.insert(field.to_owned(), told);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        conversation::{Conversation, ScriptRef},
        ids::{ChatId, ConnectionId, ContactId, ConversationId},
        language::Language,
        lead::LeadOutcome,
        moment::Moment,
    };

    fn begun() -> Conversation {
        Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(1),
            ContactId::from_unique("1"),
            ScriptRef { name: "shop".to_owned(), version: 1 },
            Language::En,
        )
    }

    #[test]
    fn a_tag_stands_once_and_can_be_taken_away() {
        let tagged = begun().with_tag("vip", true).with_tag("vip", true).with_tag(" ", true).with_tag("# ", true);
        assert_eq!(tagged.lead.tags, ["vip"]);
        let signed = tagged.with_tag("#vip", true).with_tag("+vip", true);
        assert_eq!(signed.lead.tags, ["vip"], "a sign before it makes no other tag");
        assert!(signed.with_tag("#vip", false).lead.tags.is_empty());
        let mut old = begun();
        old.lead.tags.push("#old".to_owned());
        assert!(old.with_tag("#old", false).lead.tags.is_empty());
    }

    #[test]
    fn notes_are_cut_and_the_oldest_go_first() {
        let mut conversation = begun();
        for number in 0..60 {
            conversation = conversation.with_note(&format!("note {number}"), "Vera", Moment::from_millis(number));
        }
        assert_eq!(conversation.lead.notes.len(), super::MOST_NOTES);
        assert_eq!(conversation.lead.notes[0].text, "note 10");
        let long = begun().with_note(&"x".repeat(5000), "Vera", Moment::from_millis(0));
        assert_eq!(long.lead.notes[0].text.len(), super::MAX_NOTE_CHARS);
    }

    #[test]
    fn a_field_set_by_the_staff_says_who_set_it() {
        let edited = begun().with_field("name", " Anna ", "Vera", Moment::from_millis(5));
        let told = &edited.fields["name"];
        assert_eq!((told.value.as_str(), told.by.as_deref()), ("Anna", Some("Vera")));
        assert!(edited.with_field("name", "", "Vera", Moment::from_millis(6)).fields.is_empty());
    }

    #[test]
    fn an_outcome_can_be_given_and_taken_back() {
        let lost = begun().with_outcome(Some(LeadOutcome::Lost), "too dear", "Vera", Moment::from_millis(1));
        assert_eq!(lost.lead.outcome_word(), Some("lost"));
        assert_eq!(lost.with_outcome(None, "", "Vera", Moment::from_millis(2)).lead.outcome_word(), None);
    }
}
