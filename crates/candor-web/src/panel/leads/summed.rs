//! A lead as lists show it.

use candor_core::{
    conversation::Conversation,
    lead::{assess, told_in_words},
    moment::Moment,
    script::Script,
};
use candor_desk::{
    actions::{export_leads::last_active, list_leads::stage_of},
    relay::{cut, plain_name},
};
use candor_store::{ConversationLine, Error};

use super::filter::word_of;
use crate::panel::{Panel, Words};

/// A value and the words that prove it are cut to so many characters in lists.
const MAX_VALUE_CHARS: usize = 80;

/// A lead in a list.
pub(crate) struct Summed {
    /// The number of its conversation.
    pub number: i64,
    /// The contact.
    pub name: String,
    /// The word of its stage.
    pub stage: &'static str,
    /// Who of the staff said so; none if the desk works it out.
    pub decided_by: Option<String>,
    /// The points had.
    pub points: u32,
    /// The points that can be had; 0 where nothing gives any.
    pub of: u32,
    /// What the contact told.
    pub fields: Vec<Told>,
    /// Short words to find it by.
    pub tags: Vec<String>,
    /// When anybody last said something.
    pub at: Moment,
}

/// A value that was told.
pub(crate) struct Told {
    /// What it is.
    pub label: String,
    /// The value, in words.
    pub value: String,
    /// The contact's words that prove it, where they say more than the value does.
    pub words: String,
    /// Who of the staff set it.
    pub by: Option<String>,
}

impl Summed {
    /// Reads what lists show of a lead, with so many fields at most.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn of(panel: &Panel, line: &ConversationLine, words: Words, most: usize) -> Result<Self, Error> {
        let known = &line.conversation.conversation;
        let shelved = panel.desk().shelf.take(panel.business(), &known.script).await?;
        let assessment = assess(&shelved.script, known);
        let mut fields = told(&shelved.script, known, words);
        fields.truncate(most);
        for field in &mut fields {
            field.value = cut(&field.value, MAX_VALUE_CHARS);
            field.words = cut(&field.words, MAX_VALUE_CHARS);
        }
        Ok(Self {
            number: line.number,
            name: plain_name(&line.contact),
            stage: word_of(stage_of(&shelved.script, known)),
            decided_by: known.lead.decided.as_ref().map(|decided| decided.by.clone()),
            points: assessment.total,
            of: assessment.of,
            fields,
            tags: known.lead.tags.clone(),
            at: last_active(line),
        })
    }
}

/// What was told of the fields of a script, in its order.
fn told(script: &Script, known: &Conversation, words: Words) -> Vec<Told> {
    let told = script.fields.iter().filter_map(|field| {
        let told = known.fields.get(&field.id)?;
        Some(Told {
            label: field.label.best(words.0).unwrap_or(&field.id).to_owned(),
            value: told_in_words(script, &field.id, told, words.0),
            words: proof(&told.words, &told.value).to_owned(),
            by: told.by.clone(),
        })
    });
    told.collect()
}

/// The words that prove a value, unless they are the value itself.
pub(crate) fn proof<'a>(words: &'a str, value: &str) -> &'a str {
    let words = words.trim();
    if words == value.trim() { "" } else { words }
}
