//! What a person changes of a lead. Each goes back to it and says what came of it.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_core::lead::LeadOutcome;
use candor_desk::actions::edit_lead::{LeadEdit, edit_lead};
use serde::Deserialize;

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
/// touched is not written, so that two people who change different fields do not undo each other.
pub(crate) async fn change_fields(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let (words, edits) = (Words(viewer.language), touched(&pairs));
    let count = u64::try_from(edits.len()).unwrap_or(u64::MAX);
    if count == 0 {
        return Ok(notice::done(&panel, &viewer, words.say("leads.done_nothing"), &back(number)));
    }
    change(&panel, &viewer, number, edits, words.count("leads.done_fields", count)).await
}

/// The fields that are to be other than they were.
pub(super) fn touched(pairs: &[(String, String)]) -> Vec<LeadEdit> {
    let beginning = |with: &str| -> BTreeMap<String, String> {
        let named = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(with)?, value)));
        named.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
    };
    let (was, is) = (beginning("was."), beginning("is."));
    let touched = is.into_iter().filter(|(name, value)| was.get(name).is_none_or(|before| before != value));
    touched.map(|(name, value)| LeadEdit::Field { name, value }).collect()
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
