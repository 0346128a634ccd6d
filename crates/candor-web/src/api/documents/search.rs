//! `GET /passages`: what the desk would find, and what it would do with it.

use candor_core::knowledge::{FLOOR, SHOWN, quote};
use candor_desk::actions::search_documents::{scripts_in_use, search_documents};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::{Answer, Asked, Nothing, Problem, paged::Paged};

/// So many passages are told.
const MOST_FOUND: usize = 20;

/// A question is so long at most, in characters.
const LONGEST_QUESTION: usize = 400;

/// What is looked for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    /// A question, as a contact would ask it.
    #[schemars(length(min = 1, max = 400))]
    q: String,
}

/// A passage that may answer.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PassageFound {
    /// The short name of its document.
    document: String,
    /// What the document is called to contacts.
    title: String,
    /// The headings it stands under.
    heading: String,
    /// Its words: as they would be quoted where they may be, else as they stand in the document.
    text: String,
    /// How likely it answers, from 0 to 1.
    score: f64,
    /// What the desk does with it.
    used: PassageUse,
}

/// What the desk does with a passage.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum PassageUse {
    /// It is quoted as the answer.
    Quoted,
    /// It is shown to a model, which sees for itself whether it answers.
    Shown,
    /// It is not told: a figure in it is in no fact of any script in use.
    HeldBack,
    /// It is too far from the question.
    Far,
}

/// Lists the passages nearest to a question, best first.
pub(crate) async fn search(asked: Asked<Nothing, Question>) -> Result<Answer<Paged<PassageFound>>, Problem> {
    let question = asked.query.q.clone();
    if question.is_empty() || question.chars().count() > LONGEST_QUESTION {
        return Err(Problem::Malformed(format!("q has between 1 and {LONGEST_QUESTION} characters.")));
    }
    let bench = asked.bench();
    let (library, scripts) = (search_documents(&bench).await?, scripts_in_use(&bench).await?);
    let searching = move || {
        let found = library.nearest(&question, MOST_FOUND).into_iter().map(|one| {
            let told = scripts.iter().find_map(|script| quote(one.passage, script));
            let used = match (&told, one.score) {
                (_, score) if score < SHOWN => PassageUse::Far,
                (None, _) => PassageUse::HeldBack,
                (_, score) if score < FLOOR => PassageUse::Shown,
                _ => PassageUse::Quoted,
            };
            PassageFound {
                document: one.document.name.clone(),
                title: one.document.title.clone(),
                heading: one.passage.heading.clone(),
                text: told.unwrap_or_else(|| one.passage.text.clone()),
                score: one.score,
                used,
            }
        });
        found.collect()
    };
    Ok(Answer::of(Paged::whole(asked.api.alone(searching).await?)))
}
