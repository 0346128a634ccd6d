//! What a person changes of a lead. Each goes back to it and says what came of it.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, State},
    response::{Redirect, Response},
};
use candor_core::lead::LeadOutcome;
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    edit_fields::{FieldChange, edit_fields, is_same},
    edit_lead::{LeadEdit, edit_lead},
};
use serde::Deserialize;

use super::one::{Refused, lead};
use crate::panel::{Panel, Trouble, Words, access::Viewer, act, notice};

fn back(number: i64) -> String {
    format!("/panel/leads/{number}")
}

/// Makes changes one after the other, all or none.
async fn change(
    panel: &Panel,
    viewer: &Viewer,
    number: i64,
    edits: Vec<LeadEdit>,
    says: String,
) -> Result<Response, Trouble> {
    act(
        panel,
        viewer,
        &back(number),
        |bench| {
            let edits = edits.clone();
            Box::pin(async move {
                for edit in &edits {
                    // As the change before it left it.
                    let line = bench.numbered(number).await?;
                    edit_lead(bench, &line, edit).await?;
                }
                Ok(())
            })
        },
        |()| says,
    )
    .await
}

/// `POST …/fields`: every field as it was when the page was shown (`was.<id>`) and as it is to be (`is.<id>`). What nobody
/// touched is not written, so that two people who change different fields do not undo each other; of two who change the same
/// one, the second is told what it is now.
pub(crate) async fn change_fields(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let (words, changes) = (Words(viewer.language), touched(&pairs));
    let count = u64::try_from(changes.len()).unwrap_or(u64::MAX);
    if count == 0 {
        return Ok(notice::done(&panel, &viewer, words.say("leads.done_nothing"), &back(number)));
    }
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let written = actions::act(bench, |bench| {
        let changes = changes.clone();
        Box::pin(async move { edit_fields(bench, number, &changes).await })
    });
    match written.await {
        Ok(()) => Ok(notice::done(&panel, &viewer, words.count("leads.done_fields", count), &back(number))),
        Err(ActError::Refused(Refusal::Value(why))) => {
            let problems = vec![(why.field.id.clone(), why.in_language(viewer.language))];
            let is_outdated = false;
            lead(&panel, &viewer, number, Some(Refused { typed: changes, problems, is_outdated })).await
        }
        Err(ActError::Refused(Refusal::FieldsChanged(changed))) => {
            let problems = changed.into_iter().map(|field| {
                let key = if field.now.is_empty() { "leads.emptied_meanwhile" } else { "leads.changed_meanwhile" };
                (field.id, words.fill(key, &[("now", &field.now)]))
            });
            let (problems, is_outdated) = (problems.collect(), true);
            lead(&panel, &viewer, number, Some(Refused { typed: changes, problems, is_outdated })).await
        }
        Err(error) => notice::of_refusal(&panel, &viewer, error, &back(number)),
    }
}

/// `GET …/fields`: what the form answered with has no address of its own.
pub(crate) async fn come_back(Path(number): Path<i64>) -> Redirect {
    Redirect::to(&back(number))
}

/// The fields that are to be other than they were.
pub(super) fn touched(pairs: &[(String, String)]) -> Vec<FieldChange> {
    let (mut was, is) = (beginning("was.", pairs), beginning("is.", pairs));
    let changes = is.into_iter().map(|(id, value)| FieldChange { was: was.remove(&id).unwrap_or_default(), id, value });
    changes.filter(|change| !is_same(&change.was, &change.value)).collect()
}

/// Values by field, of the parts of the form that begin so.
fn beginning(with: &str, pairs: &[(String, String)]) -> BTreeMap<String, String> {
    let named = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(with)?, value)));
    named.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

/// What became of it.
#[derive(Deserialize)]
pub(crate) struct Decided {
    /// An outcome's word; empty to take back what was said.
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    why: String,
}

/// `POST …/outcome`.
pub(crate) async fn outcome(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(decided): Form<Decided>,
) -> Result<Response, Trouble> {
    let outcome = match decided.outcome.as_str() {
        "" => None,
        word => Some(LeadOutcome::from_word(word).ok_or(Trouble::Unclear)?),
    };
    let said = if outcome.is_some() { "leads.done_outcome" } else { "leads.done_undecided" };
    let edit = LeadEdit::Outcome { outcome, why: decided.why };
    change(&panel, &viewer, number, vec![edit], Words(viewer.language).say(said).to_owned()).await
}

/// A tag, given or taken away.
#[derive(Deserialize)]
pub(crate) struct Tagged {
    #[serde(default)]
    tag: String,
    away: Option<String>,
}

/// `POST …/tag`.
pub(crate) async fn tag(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(tagged): Form<Tagged>,
) -> Result<Response, Trouble> {
    let is_given = tagged.away.is_none();
    let said = if is_given { "leads.done_tag" } else { "leads.done_untag" };
    let edit = LeadEdit::Tag { tag: tagged.tag, is_given };
    change(&panel, &viewer, number, vec![edit], Words(viewer.language).say(said).to_owned()).await
}

/// Words to be noted.
#[derive(Deserialize)]
pub(crate) struct Noted {
    #[serde(default)]
    words: String,
}

/// `POST …/note`.
pub(crate) async fn note(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(noted): Form<Noted>,
) -> Result<Response, Trouble> {
    let said = Words(viewer.language).say("leads.done_note").to_owned();
    change(&panel, &viewer, number, vec![LeadEdit::Note(noted.words)], said).await
}
