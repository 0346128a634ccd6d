//! `POST /panel/inbox/{number}/tag`: gives the conversation that is open a tag, or takes one away.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_desk::actions::edit_lead::{LeadEdit, edit_lead};
use serde::Deserialize;

use crate::panel::{Panel, Trouble, Words, access::Viewer, act};

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
    let (words, is_given) = (Words(viewer.language), tagged.away.is_none());
    act(
        &panel,
        &viewer,
        &format!("/panel/inbox/{number}"),
        |bench| {
            let edit = LeadEdit::Tag { tag: tagged.tag.clone(), is_given };
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                edit_lead(bench, &line, &edit).await
            })
        },
        |_| words.say(if is_given { "leads.done_tag" } else { "leads.done_untag" }).to_owned(),
    )
    .await
}
