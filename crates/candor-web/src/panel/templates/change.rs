//! Writing, changing and removing saved answers. What is refused stays in the form it was typed in.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use candor_core::ids::TemplateId;
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    change_template::{TemplateWish, add_template, edit_template, find_template, remove_template},
};
use candor_store::TemplateRow;
use serde::Deserialize;

use super::list::{HERE, Typed, page};
use crate::panel::{Panel, Trouble, Words, access::Viewer, act, notice};

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    title: String,
    #[serde(default)]
    ru: String,
    #[serde(default)]
    en: String,
    /// The version it was read at.
    #[serde(default)]
    version: i64,
}

impl Written {
    fn wish(&self) -> TemplateWish {
        TemplateWish { title: self.title.clone(), en: Some(self.en.clone()), ru: Some(self.ru.clone()) }
    }
}

/// `POST /panel/templates`.
pub(crate) async fn make(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(written): Form<Written>,
) -> Result<Response, Trouble> {
    let wish = &written.wish();
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let made = actions::act(bench, |bench| Box::pin(async move { add_template(bench, wish).await.map(drop) })).await;
    came_of(&panel, &viewer, made, None, wish, Words(viewer.language).say("templates.done_make")).await
}

/// `POST /panel/templates/{id}`.
pub(crate) async fn edit(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(written): Form<Written>,
) -> Result<Response, Trouble> {
    let (wish, version) = (&written.wish(), written.version);
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let edited = actions::act(bench, |bench| {
        let id = TemplateId::from_stored(id.as_str());
        Box::pin(async move {
            let known = current(bench, &id, version).await?;
            edit_template(bench, &known, wish).await
        })
    });
    let edited = edited.await;
    came_of(&panel, &viewer, edited, Some(id), wish, Words(viewer.language).say("templates.done_edit")).await
}

/// `POST /panel/templates/{id}/remove`.
pub(crate) async fn remove(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(id): Path<String>,
    Form(written): Form<Written>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    act(
        &panel,
        &viewer,
        HERE,
        |bench| {
            let (id, version) = (TemplateId::from_stored(id.as_str()), written.version);
            Box::pin(async move {
                let known = current(bench, &id, version).await?;
                remove_template(bench, &known)?;
                Ok(known.template.title)
            })
        },
        |title| words.fill("templates.done_remove", &[("title", &title)]),
    )
    .await
}

/// The text, if it is as whoever acts has seen it.
async fn current(bench: &Bench<'_>, id: &TemplateId, version: i64) -> Result<TemplateRow, ActError> {
    let known = find_template(bench, id).await?;
    if known.version == version { Ok(known) } else { Err(Refusal::Outdated.into()) }
}

async fn came_of(
    panel: &Panel,
    viewer: &Viewer,
    done: Result<(), ActError>,
    id: Option<String>,
    wish: &TemplateWish,
    says: &str,
) -> Result<Response, Trouble> {
    match done.map_err(Trouble::from) {
        Ok(()) => Ok(notice::done(panel, viewer, says, HERE)),
        Err(Trouble::Refused(refusal)) => page(panel, viewer, Some(Typed { id, wish: wish.clone(), refusal })).await,
        Err(trouble) => Err(trouble),
    }
}
