//! What a person does in a conversation. Each goes back to it and says what came of it.

use axum::{
    Form,
    extract::{Path, Request, State},
    response::Response,
};
use candor_core::roles::Deed;
use candor_desk::actions::{
    answer_contact::answer_contact,
    edit_lead::{LeadEdit, edit_lead},
    release_conversation::release_conversation,
    send_file::send_file,
    stop_conversation::stop_conversation,
    take_conversation::take_conversation,
};
use serde::Deserialize;
use tokio::time::timeout;

use super::files::{Filled, Unusable};
use crate::{
    body::PATIENCE_FOR_FILES,
    panel::{Panel, Trouble, Words, access::Viewer, act, notice},
};

pub(super) fn back(number: i64) -> String {
    format!("/panel/inbox/{number}")
}

/// `POST …/take`.
pub(crate) async fn take(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Response, Trouble> {
    let (words, holder) = (Words(viewer.language), viewer.operator.clone());
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            let holder = holder.clone();
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                take_conversation(bench, &line, &holder).await
            })
        },
        |taken| words.fill("inbox.done_take", &[("name", &taken.name)]),
    )
    .await
}

/// `POST …/release`.
pub(crate) async fn give_back(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                let name = release_conversation(bench, &line).await?;
                Ok((name, line.is_unread() && !line.is_opted_out))
            })
        },
        |(name, is_open)| {
            if is_open {
                words.fill("inbox.done_release_open", &[("name", &name)])
            } else {
                words.say("inbox.done_release").to_owned()
            }
        },
    )
    .await
}

/// How a conversation is ended.
#[derive(Deserialize)]
pub(crate) struct Ending {
    farewell: Option<String>,
}

/// `POST …/stop`.
pub(crate) async fn stop(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(ending): Form<Ending>,
) -> Result<Response, Trouble> {
    let (words, says_farewell) = (Words(viewer.language), ending.farewell.is_some());
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                stop_conversation(bench, &line, says_farewell).await
            })
        },
        |_| words.say("inbox.done_stop").to_owned(),
    )
    .await
}

/// Words to be said or noted.
#[derive(Deserialize)]
pub(crate) struct Said {
    #[serde(default)]
    words: String,
}

/// `POST …/answer`: words, a file, or both.
pub(crate) async fn answer(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    request: Request,
) -> Result<Response, Trouble> {
    let read = timeout(PATIENCE_FOR_FILES, Filled::<Said>::read(request)).await.map_err(|_| Trouble::TooSlow)?;
    viewer.must_be_still(&panel, Deed::Take).await?;
    let said = match read {
        Ok(said) => said,
        Err(Unusable::Unclear) => return Err(Trouble::Unclear),
        Err(Unusable::File(why)) => {
            return Ok(notice::refused(&panel, &viewer, why.in_language(viewer.language), &back(number)));
        }
    };
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            let (words, file) = (said.fields.words.clone(), said.file.clone());
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                match file {
                    Some(file) => send_file(bench, &line, &file, &words),
                    None => answer_contact(bench, &line, &words),
                }
            })
        },
        |()| String::new(),
    )
    .await
}

/// `POST …/note`.
pub(crate) async fn note(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Form(said): Form<Said>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        &back(number),
        |bench| {
            let said = said.words.clone();
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                edit_lead(bench, &line, &LeadEdit::Note(said)).await
            })
        },
        |_| words.say("inbox.done_note").to_owned(),
    )
    .await
}
