//! A lead as the API tells it.

use candor_core::{
    conversation::Note,
    language::Language,
    lead::told_in_words,
    script::{Field, FieldKind, Script},
};
use candor_desk::actions::{export_leads::last_active, list_leads::stage_of};
use candor_store::ConversationLine;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    score::LeadScore,
    stage::{Outcome, Stage},
};
use crate::api::{At, conversations::Contact};

/// What is known of a contact who wants something. It has the number and the version of its conversation.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Lead {
    /// The number of its conversation; it never changes.
    number: i64,
    /// Its version: it rises with every change of the conversation.
    version: i64,
    /// Who wants something.
    contact: Contact,
    /// Where it stands: what a person said of it, else what the conversation speaks for.
    stage: Stage,
    /// What a person said became of it.
    decided: Option<LeadDecision>,
    /// What it is worth by the rules of the script.
    score: LeadScore,
    /// Every field of the script, told or not, in the order of the script.
    fields: Vec<LeadField>,
    /// What was told of fields this version of the script has no more.
    other_fields: Vec<OtherField>,
    /// Tags of the staff.
    tags: Vec<String>,
    /// Notes of the staff, oldest first; contacts never see them.
    notes: Vec<LeadNote>,
    /// The deep link or invitation by which the contact came.
    source: Option<String>,
    /// The script.
    script: String,
    /// The version of the script.
    script_version: i64,
    /// `en` or `ru`: the language of the contact's last words.
    #[schemars(with = "String")]
    language: Language,
    /// When the conversation began.
    created_at: At,
    /// When it last changed.
    updated_at: At,
    /// When anybody last said something in it.
    last_active_at: At,
}

/// What a person said became of a lead.
#[derive(Serialize, JsonSchema)]
struct LeadDecision {
    /// What.
    outcome: Outcome,
    /// Why; may be empty.
    why: String,
    /// Who said so.
    by: String,
    /// When.
    at: At,
}

/// A field of the script, with what was told of it.
#[derive(Serialize, JsonSchema)]
struct LeadField {
    /// Its id.
    id: String,
    /// What people call it.
    label: String,
    /// `money`, `date`, `phone`, `email`, `quantity`, `choice` or `text`.
    kind: &'static str,
    /// Whether a lead is complete only with it.
    is_required: bool,
    /// The value as it is kept; null where nothing was told.
    value: Option<String>,
    /// The value as people read it.
    in_words: Option<String>,
    /// The contact's words that prove it; empty for what the staff set.
    proof: Option<String>,
    /// Who of the staff set it; null where the contact told it.
    set_by: Option<String>,
    /// When it was told or set.
    told_at: Option<At>,
}

/// What was told of a field the script has no more.
#[derive(Serialize, JsonSchema)]
struct OtherField {
    /// Its id.
    id: String,
    /// The value.
    value: String,
}

/// A note of the staff.
#[derive(Serialize, JsonSchema)]
struct LeadNote {
    /// The words.
    text: String,
    /// Who wrote it.
    by: String,
    /// When.
    at: At,
}

impl Lead {
    /// As the store has it, with what its script says to it.
    pub(super) fn of(line: &ConversationLine, script: &Script, language: Language) -> Self {
        let known = &line.conversation.conversation;
        let has_field = |id: &str| script.fields.iter().any(|field| field.id == id);
        let others = known.fields.iter().filter(|(id, _)| !has_field(id));
        Self {
            number: line.number,
            version: line.conversation.version,
            contact: Contact::of(line),
            stage: Stage::of(stage_of(script, known)),
            decided: known.lead.decided.as_ref().map(|decided| LeadDecision {
                outcome: Outcome::of(decided.outcome),
                why: decided.why.clone(),
                by: decided.by.clone(),
                at: decided.at.into(),
            }),
            score: LeadScore::of(known, script, language),
            fields: script.fields.iter().map(|field| told(field, line, script, language)).collect(),
            other_fields: others.map(|(id, told)| OtherField { id: id.clone(), value: told.value.clone() }).collect(),
            tags: known.lead.tags.clone(),
            notes: known.lead.notes.iter().map(LeadNote::of).collect(),
            source: known.source.clone(),
            script: known.script.name.clone(),
            script_version: known.script.version,
            language: known.language,
            created_at: line.created_at.into(),
            updated_at: line.updated_at.into(),
            last_active_at: last_active(line).into(),
        }
    }
}

fn told(field: &Field, line: &ConversationLine, script: &Script, language: Language) -> LeadField {
    let told = line.conversation.conversation.fields.get(&field.id);
    LeadField {
        id: field.id.clone(),
        label: field.label.best(language).unwrap_or(&field.id).to_owned(),
        kind: match field.kind {
            FieldKind::Money => "money",
            FieldKind::Date => "date",
            FieldKind::Phone => "phone",
            FieldKind::Email => "email",
            FieldKind::Quantity => "quantity",
            FieldKind::Choice { .. } => "choice",
            FieldKind::Text => "text",
        },
        is_required: field.is_required,
        value: told.map(|told| told.value.clone()),
        in_words: told.map(|told| told_in_words(script, &field.id, told, language)),
        proof: told.map(|told| told.words.clone()),
        set_by: told.and_then(|told| told.by.clone()),
        told_at: told.map(|told| told.at.into()),
    }
}

impl LeadNote {
    fn of(note: &Note) -> Self {
        Self { text: note.text.clone(), by: note.by.clone(), at: note.at.into() }
    }
}
