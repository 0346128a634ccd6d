//! The step in which the owner talks with the script as a customer would. Nothing is sent and nobody is called.

use askama::Template;
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    HERE,
    stand::{Stand, Step, Steps},
};
use crate::panel::{
    Frame, Page, Panel, Trouble,
    access::Viewer,
    scripts::{examples, posted::Posted, talk::Talk, unix},
};

#[derive(Template)]
#[template(path = "setup/try.html")]
struct TryPage {
    frame: Frame,
    steps: Steps,
    script: String,
    /// Whether it still has the words and prices of an invented business.
    is_example: bool,
    talk: Talk,
    is_talk_stopped: bool,
    try_at: &'static str,
}

/// `GET /panel/setup/try`.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    let Some((script, text)) = chosen(&panel, &stand).await? else {
        return Ok(Redirect::to(HERE).into_response());
    };
    let page = TryPage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        steps: stand.steps(Step::Try),
        is_example: examples::is_untouched(&text),
        talk: Talk::shown(&panel, &viewer, &script),
        script,
        is_talk_stopped: false,
        try_at: Step::Try.path(),
    };
    Ok(Page(page).into_response())
}

/// `POST /panel/setup/try`: something is said to it, and the page shows the answer.
pub(crate) async fn say(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    let Some((name, text)) = chosen(&panel, &stand).await? else {
        return Ok(Redirect::to(HERE).into_response());
    };
    Talk::go_on(&panel, &viewer, &Posted { name, text, ..Posted::of(pairs) }).await?;
    // To where the next thing is typed.
    Ok(Redirect::to(&format!("{}#say", Step::Try.path())).into_response())
}

/// The script that was chosen, as it is published now.
pub(super) async fn chosen(panel: &Panel, stand: &Stand) -> Result<Option<(String, String)>, Trouble> {
    let Some(name) = stand.script.as_ref().filter(|_| stand.is_open(Step::Try)) else { return Ok(None) };
    let head = panel.desk().store.script_head(panel.business(), name).await?;
    Ok(head.map(|head| (head.name, unix(&head.text))))
}
