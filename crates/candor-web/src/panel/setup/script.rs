//! The step in which a script is chosen: one that is there, an example, or a text of the owner's. What is chosen is published, and
//! nobody hears of it before the desk answers.

use askama::Template;
use axum::{
    Form,
    extract::{Multipart, State, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use candor_core::script::{MAX_SCRIPT_BYTES, Problem, digest, parse, read};
use candor_desk::actions::{
    self, ActError, Bench, Refusal, connect_bot::choose_first_script, publish_script::publish_script,
};
use serde::Deserialize;

use super::{
    HERE,
    stand::{Stand, Step, Steps},
};
use crate::panel::{
    Frame, Page, Panel, Trouble, Words,
    access::Viewer,
    notice::{self, Notice},
    scripts::{
        Answers, brought,
        examples::{self, Example},
        problems::Problems,
        unix,
    },
};

#[derive(Template)]
#[template(path = "setup/script.html")]
struct ScriptPage {
    frame: Frame,
    steps: Steps,
    bot: String,
    /// Those that are there.
    known: Vec<Known>,
    examples: Vec<Example>,
    most: u64,
    /// A text that cannot be published, and why.
    broken: Option<(String, Problems)>,
    /// The answers a script is made of, and the languages it can be in.
    answers: Answers,
    languages: [(&'static str, bool); 2],
}

/// A script that is there.
struct Known {
    name: String,
    business: String,
    version: i64,
    is_chosen: bool,
}

/// What is chosen.
#[derive(Deserialize, Default)]
pub(crate) struct Choice {
    #[serde(default)]
    keep: String,
    #[serde(default)]
    example: String,
}

/// `GET /panel/setup/script`.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    if !stand.is_open(Step::Script) {
        return Ok(Redirect::to(HERE).into_response());
    }
    page(&panel, &viewer, &stand, None, None, Answers::default()).await
}

/// `POST /panel/setup/script`: one that is there, or an example.
pub(crate) async fn choose(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(choice): Form<Choice>,
) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    if !stand.is_open(Step::Script) || (choice.keep.is_empty() && choice.example.is_empty()) {
        return Ok(Redirect::to(HERE).into_response());
    }
    if choice.example.is_empty() {
        return take(&panel, &viewer, &stand, &choice.keep).await;
    }
    // Whoever pressed twice, or goes back and takes the same again, gets the one that was made of it.
    let store = &panel.desk().store;
    let plain = examples::text(&choice.example, |_| false).ok_or(Trouble::Missing)?;
    let head = store.script_head(panel.business(), &choice.example).await?;
    if head.is_some_and(|head| head.digest == digest(&plain)) {
        return take(&panel, &viewer, &stand, &choice.example).await;
    }
    let known = store.list_scripts(panel.business()).await?;
    let is_taken = |name: &str| known.iter().any(|line| line.name == name);
    let text = examples::text(&choice.example, is_taken).ok_or(Trouble::Missing)?;
    put_in_use(&panel, &viewer, &stand, text, Answers::default()).await
}

/// `POST /panel/setup/script/bring`: a text of the owner's.
pub(crate) async fn bring(
    State(panel): State<Panel>,
    viewer: Viewer,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    if !stand.is_open(Step::Script) {
        return Ok(Redirect::to(HERE).into_response());
    }
    let Ok(form) = form else { return Err(Trouble::Unclear) };
    match brought(form).await? {
        Ok(text) => put_in_use(&panel, &viewer, &stand, text, Answers::default()).await,
        Err(key) => {
            let text = Words(viewer.language).say(key).to_owned();
            let notice = Some(Notice { text, is_refusal: true });
            page(&panel, &viewer, &stand, None, notice, Answers::default()).await
        }
    }
}

/// `POST /panel/setup/script/begin`: a script made of a few answers.
pub(crate) async fn answered(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(answers): Form<Answers>,
) -> Result<Response, Trouble> {
    let stand = panel.ground().stand().await?;
    if !stand.is_open(Step::Script) {
        return Ok(Redirect::to(HERE).into_response());
    }
    let known = panel.desk().store.list_scripts(panel.business()).await?;
    match answers.script(|name| known.iter().any(|line| line.name == name)) {
        Ok(text) => put_in_use(&panel, &viewer, &stand, text, answers).await,
        Err(lacking) => {
            let text = lacking.in_words(Words(viewer.language));
            let notice = Some(Notice { text, is_refusal: true });
            let page = page(&panel, &viewer, &stand, None, notice, answers).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Publishes a text and has the bot begin with it. What it was made of stays in its fields where it cannot be published.
async fn put_in_use(
    panel: &Panel,
    viewer: &Viewer,
    stand: &Stand,
    text: String,
    answers: Answers,
) -> Result<Response, Trouble> {
    let note = Words(viewer.language).say("setup.note").to_owned();
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let published = actions::act(bench, |bench| {
        let (text, note) = (text.clone(), note.clone());
        Box::pin(async move { publish_script(bench, &text, &note).await })
    });
    match published.await {
        Ok(made) => take(panel, viewer, stand, &made.script.name).await,
        Err(ActError::Refused(Refusal::BrokenScript(problems))) => {
            let page = page(panel, viewer, stand, Some((text, problems)), None, answers).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Has the bot begin with a script that is there.
async fn take(panel: &Panel, viewer: &Viewer, stand: &Stand, name: &str) -> Result<Response, Trouble> {
    let Some(bot) = &stand.bot else { return Ok(Redirect::to(HERE).into_response()) };
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let choosing = actions::act(bench, |bench| Box::pin(choose_first_script(bench, bot, name)));
    match choosing.await {
        Ok(()) => Ok(Redirect::to(Step::Try.path()).into_response()),
        Err(ActError::Refused(refusal @ Refusal::NoSuchScript(_))) => {
            Ok(notice::refused(panel, viewer, refusal.in_language(viewer.language), Step::Script.path()))
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    panel: &Panel,
    viewer: &Viewer,
    stand: &Stand,
    broken: Option<(String, Vec<Problem>)>,
    notice: Option<Notice>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let store = &panel.desk().store;
    let mut known = Vec::new();
    for line in store.list_scripts(panel.business()).await?.into_iter().filter(|line| line.is_head) {
        let text = store.script(panel.business(), &line.name, line.version).await?.map(|version| version.text);
        let script = text.and_then(|text| read(&text));
        let business = script.and_then(|script| script.business.best(viewer.language).map(str::to_owned));
        let is_chosen = stand.script.as_ref() == Some(&line.name);
        known.push(Known { name: line.name, business: business.unwrap_or_default(), version: line.version, is_chosen });
    }
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    frame.notice = notice.or(frame.notice);
    let page = ScriptPage {
        frame,
        steps: stand.steps(Step::Script),
        bot: stand.bot.as_ref().map(|bot| bot.bot_username.clone()).unwrap_or_default(),
        known,
        examples: examples::all(viewer.language),
        most: u64::try_from(MAX_SCRIPT_BYTES / 1024).unwrap_or_default(),
        broken: broken.map(|(text, problems)| {
            // What was read once more is the text as the editor will show it.
            let problems = if problems.is_empty() { parse(&text).1 } else { problems };
            (unix(&text), Problems::of(&problems, viewer.language))
        }),
        languages: answers.languages(viewer.language),
        answers,
    };
    Ok(Page(page).into_response())
}
