//! `GET /panel/leads/{number}`: everything that is known of a lead, what proves it, and what it is worth.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::{
    conversation::{Note, Told},
    language::Language,
    lead::{AssessedCriterion, LeadOutcome, Met, Standing, assess, told_in_words},
    moment::Moment,
    roles::Deed,
    script::{Field, FieldKind, Script},
};
use candor_desk::{
    actions::{Bench, edit_fields::FieldChange, export_leads::last_active, list_leads::stage_of},
    relay::plain_name,
};
use candor_store::ConversationLine;

use super::{filter::word_of, list::HERE, summed::proof};
use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer};

#[derive(Template)]
#[template(path = "leads/lead.html", whitespace = "minimize")]
struct LeadPage {
    frame: Frame,
    number: i64,
    name: String,
    username: Option<String>,
    source: Option<String>,
    script: String,
    began_at: Moment,
    active_at: Moment,
    stage: &'static str,
    decided: Option<Decision>,
    outcomes: Vec<(&'static str, &'static str, bool)>,
    points: u32,
    of: u32,
    needed: u32,
    standing: &'static str,
    /// Why it is not qualified, or what is still to be known.
    because: String,
    criteria: Vec<Weighed>,
    fields: Vec<Shown>,
    /// What was told of fields this version of the script has no more: words.
    left_over: Vec<Shown>,
    tags: Vec<String>,
    /// Newest first.
    notes: Vec<Note>,
}

/// What a person said became of it.
struct Decision {
    by: String,
    at: Moment,
    why: String,
}

/// A criterion, held against what was told.
struct Weighed {
    label: String,
    points: u32,
    of: u32,
    met: &'static str,
    evidence: Option<String>,
    /// Whether it rules out rather than gives points.
    rules_out: bool,
}

/// A field of the script.
struct Shown {
    id: String,
    label: String,
    /// `money`, `date`, `phone`, `email`, `quantity`, `choice` or `text`.
    kind: &'static str,
    is_required: bool,
    /// As it is kept, and as people read it.
    value: String,
    in_words: String,
    /// What stands in the form: what is kept, or what was typed and refused.
    typed: String,
    /// The value the form says it was made with: one that became another one meanwhile is not overwritten.
    was: String,
    /// Why what was typed was refused, in words.
    problem: Option<String>,
    words: String,
    by: Option<String>,
    at: Option<Moment>,
    /// What can be chosen: value, name, whether it is.
    options: Vec<(String, String, bool)>,
}

/// One lead.
pub(crate) async fn show_one(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Response, Trouble> {
    lead(&panel, &viewer, number, None).await
}

/// What was typed into the form and refused.
pub(super) struct Refused {
    /// What was typed into fields somebody touched.
    pub typed: Vec<FieldChange>,
    /// Which fields were refused, and why in words.
    pub problems: Vec<(String, String)>,
    /// Whether it was refused because the fields are others than they were: whoever saves again has seen what they are now.
    pub is_outdated: bool,
}

/// One lead, with what was typed and refused still in the form.
pub(super) async fn lead(
    panel: &Panel,
    viewer: &Viewer,
    number: i64,
    refused: Option<Refused>,
) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    bench.must_be_allowed(Deed::View).map_err(candor_desk::actions::ActError::from)?;
    let line = panel.desk().store.conversation_numbered(panel.business(), number).await?.ok_or(Trouble::Missing)?;
    let shelved = panel.desk().shelf.take(panel.business(), &line.conversation.conversation.script).await?;
    let frame = Frame::around(panel, viewer, HERE).await?;
    let status = match &refused {
        None => StatusCode::OK,
        Some(refused) if refused.is_outdated => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut page = page(frame, &line, &shelved.script);
    if let Some(refused) = refused {
        page.put_back(&refused);
    }
    Ok((status, Page(page)).into_response())
}

impl LeadPage {
    /// Puts what was typed back into the form.
    fn put_back(&mut self, refused: &Refused) {
        for field in self.fields.iter_mut().chain(&mut self.left_over) {
            let problem = refused.problems.iter().find(|(id, _)| *id == field.id).map(|(_, why)| why.clone());
            if let Some(change) = refused.typed.iter().find(|change| change.id == field.id) {
                field.typed.clone_from(&change.value);
                field.options.iter_mut().for_each(|(value, _, is_chosen)| *is_chosen = *value == change.value);
                let is_seen_now = refused.is_outdated && problem.is_some();
                if !is_seen_now {
                    field.was.clone_from(&change.was);
                }
            }
            field.problem = problem;
        }
    }
}

fn page(frame: Frame, line: &ConversationLine, script: &Script) -> LeadPage {
    let known = &line.conversation.conversation;
    let language = frame.words.0;
    let assessment = assess(script, known);
    let decided = known.lead.decided.as_ref();
    let outcomes = LeadOutcome::ALL.map(|outcome| {
        (outcome.word(), outcome.name(language), decided.is_some_and(|decided| decided.outcome == outcome))
    });
    let told = |field: &&Field| known.fields.contains_key(&field.id);
    let has_field = |id: &str| script.fields.iter().any(|field| field.id == id);
    let left_over = known.fields.iter().filter(|(id, _)| !has_field(id));
    // What is known comes first, as the script asks for it; then what is not.
    let (with, without): (Vec<&Field>, Vec<&Field>) = script.fields.iter().partition(told);
    LeadPage {
        number: line.number,
        name: plain_name(&line.contact),
        username: line.contact.username.clone(),
        source: known.source.clone(),
        script: format!("{} v{}", known.script.name, known.script.version),
        began_at: line.created_at,
        active_at: last_active(line),
        stage: word_of(stage_of(script, known)),
        decided: decided.map(|decided| Decision { by: decided.by.clone(), at: decided.at, why: decided.why.clone() }),
        outcomes: outcomes.to_vec(),
        points: assessment.total,
        of: assessment.of,
        needed: assessment.needed,
        standing: assessment.standing.word(),
        because: because(&assessment.standing, script, language),
        criteria: weighed(&assessment.criteria, false, language)
            .chain(weighed(&assessment.exclusions, true, language))
            .collect(),
        fields: with.into_iter().chain(without).map(|field| shown(field, line, script, language)).collect(),
        left_over: left_over.map(|(id, told)| words_of(id, told)).collect(),
        tags: known.lead.tags.clone(),
        notes: known.lead.notes.iter().rev().cloned().collect(),
        frame,
    }
}

fn because(standing: &Standing, script: &Script, language: Language) -> String {
    let parts: Vec<&str> = match standing {
        Standing::Qualified => Vec::new(),
        Standing::NotQualified { why } => why.iter().filter_map(|label| label.best(language)).collect(),
        Standing::Open { missing } => missing.iter().map(|id| label_of(script, id, language)).collect(),
    };
    parts.join("; ")
}

fn label_of<'a>(script: &'a Script, id: &'a str, language: Language) -> &'a str {
    script.field(id).and_then(|field| field.label.best(language)).unwrap_or(id)
}

fn weighed(
    criteria: &[AssessedCriterion],
    rules_out: bool,
    language: Language,
) -> impl Iterator<Item = Weighed> + use<'_> {
    criteria.iter().map(move |criterion| Weighed {
        label: criterion.label.best(language).unwrap_or(&criterion.id).to_owned(),
        points: criterion.points,
        of: criterion.of,
        met: met_word(criterion.is_met),
        evidence: criterion.evidence.clone(),
        rules_out,
    })
}

const fn met_word(met: Met) -> &'static str {
    match met {
        Met::Yes => "yes",
        Met::No => "no",
        Met::NotTold => "not_told",
        Met::CannotTell => "cannot_tell",
    }
}

fn shown(field: &Field, line: &ConversationLine, script: &Script, language: Language) -> Shown {
    let told = line.conversation.conversation.fields.get(&field.id);
    let value = told.map(|told| told.value.clone()).unwrap_or_default();
    Shown {
        label: field.label.best(language).unwrap_or(&field.id).to_owned(),
        kind: kind_word(&field.kind),
        is_required: field.is_required,
        in_words: told.map(|told| told_in_words(script, &field.id, told, language)).unwrap_or_default(),
        words: told.map(|told| proof(&told.words, &told.value).to_owned()).unwrap_or_default(),
        by: told.and_then(|told| told.by.clone()),
        at: told.map(|told| told.at),
        options: options(&field.kind, &value, language),
        id: field.id.clone(),
        typed: in_one_line(&value),
        was: value.clone(),
        problem: None,
        value,
    }
}

/// What was told of a field the script has no more.
fn words_of(id: &str, told: &Told) -> Shown {
    Shown {
        id: id.to_owned(),
        label: id.to_owned(),
        kind: kind_word(&FieldKind::Text),
        is_required: false,
        value: told.value.clone(),
        in_words: told.value.clone(),
        typed: in_one_line(&told.value),
        was: told.value.clone(),
        problem: None,
        words: proof(&told.words, &told.value).to_owned(),
        by: told.by.clone(),
        at: Some(told.at),
        options: Vec::new(),
    }
}

/// A browser takes the ends of lines out of what stands in a field: words must not grow together there.
fn in_one_line(value: &str) -> String {
    value.lines().collect::<Vec<_>>().join(" ")
}

const fn kind_word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Money => "money",
        FieldKind::Date => "date",
        FieldKind::Phone => "phone",
        FieldKind::Email => "email",
        FieldKind::Quantity => "quantity",
        FieldKind::Choice { .. } => "choice",
        FieldKind::Text => "text",
    }
}

/// What can be chosen; a value that is none of it stays what it is until somebody chooses.
fn options(kind: &FieldKind, value: &str, language: Language) -> Vec<(String, String, bool)> {
    let FieldKind::Choice { options } = kind else { return Vec::new() };
    let named = options.iter().map(|option| {
        let name = option.name(language).unwrap_or(&option.id);
        (option.id.clone(), name.to_owned(), option.id == value)
    });
    let mut named: Vec<_> = named.collect();
    if !value.is_empty() && !named.iter().any(|(.., is_chosen)| *is_chosen) {
        named.push((value.to_owned(), value.to_owned(), true));
    }
    named
}
