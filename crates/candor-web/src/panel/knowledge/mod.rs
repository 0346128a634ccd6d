//! The owner's documents: which are in use, what the desk would find in them, taking one in and dropping one.

mod change;

pub(crate) use change::{MOST_BYTES, drop, take_in, unreadable_in};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use candor_core::{
    knowledge::{FLOOR, SHOWN, quote},
    roles::Deed,
};
use candor_desk::actions::{
    Bench,
    search_documents::{list_documents, scripts_in_use, search_documents},
};
use candor_store::DocumentLine;
use serde::Deserialize;

use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer};

pub(super) const HERE: &str = "/panel/knowledge";

/// So many passages are shown.
const MOST_FOUND: usize = 8;

/// A question is so long at most.
const LONGEST_QUESTION: usize = 400;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// A passage that was found.
struct Found {
    score: String,
    title: String,
    heading: String,
    text: String,
    /// What the desk does with it: a word of `knowledge.use_*`.
    use_of_it: &'static str,
}

#[derive(Template)]
#[template(path = "knowledge/knowledge.html")]
struct KnowledgePage {
    frame: Frame,
    documents: Vec<DocumentLine>,
    question: String,
    found: Vec<Found>,
}

/// `GET /panel/knowledge`.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let documents = list_documents(&bench).await?;
    let question: String = asked.q.trim().chars().take(LONGEST_QUESTION).collect();
    let mut found = Vec::new();
    if !question.is_empty() && !documents.is_empty() {
        let (library, scripts) = (search_documents(&bench).await?, scripts_in_use(&bench).await?);
        for one in library.nearest(&question, MOST_FOUND) {
            let told = scripts.iter().find_map(|script| quote(one.passage, script));
            let use_of_it = match (&told, one.score) {
                (_, score) if score < SHOWN => "far",
                (None, _) => "held_back",
                (_, score) if score < FLOOR => "shown",
                _ => "quoted",
            };
            found.push(Found {
                score: format!("{:.2}", one.score),
                title: one.document.title.clone(),
                heading: one.passage.heading.clone(),
                text: told.unwrap_or_else(|| one.passage.text.clone()),
                use_of_it,
            });
        }
    }
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    Ok(Page(KnowledgePage { frame, documents, question, found }).into_response())
}
