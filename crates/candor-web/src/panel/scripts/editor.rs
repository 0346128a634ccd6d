//! The editor: a text that need not be published, with all that stands beside it. Whatever is done here but publishing keeps
//! nothing: the text comes with each request and goes back with the answer.

use askama::Template;
use axum::{
    Form as Sent,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::{
    roles::Deed,
    script::{MAX_SCRIPT_BYTES, Severity, edit, parse, read},
};
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    publish_edited::{Base, Edited, publish_edited},
};
use candor_store::ScriptVersion;
use serde::Deserialize;

use super::{
    HERE,
    difference::{DiffLine, difference},
    form::{self, Context, Done, Form},
    posted::Posted,
    problems::Problems,
    talk::Talk,
};
use crate::panel::{
    Frame, Page, Panel, Trouble, Words,
    access::Viewer,
    notice::{self, Notice},
};

/// A text at work.
#[derive(Default)]
pub(super) struct Work {
    /// The script it was begun from; empty for a new one.
    pub name: String,
    /// The version it was begun from; 0 for a new one.
    pub base: i64,
    /// The text.
    pub text: String,
    /// What the publisher says about it.
    pub note: String,
    /// Under what the browser keeps it until it is published.
    pub draft: String,
    /// Whether it is as it was published or as an example is: then what the browser kept goes before it.
    pub is_fresh: bool,
    /// What is to be said at the top.
    pub notice: Option<Notice>,
    /// What was done by form, and what of it is shown.
    pub done: Done,
    /// What somebody else published meanwhile, and what that changed.
    pub meanwhile: Option<(ScriptVersion, Vec<DiffLine>)>,
    /// Whether the trial could not go on, because something in the text is wrong.
    pub is_talk_stopped: bool,
    /// Whether only what stands beside the text is wanted.
    pub is_part: bool,
}

/// What stands beside the text.
struct Side {
    problems: Problems,
    form: Form,
    talk: Talk,
    is_talk_stopped: bool,
}

#[derive(Template)]
#[template(path = "scripts/editor.html")]
struct EditorPage {
    frame: Frame,
    work: Work,
    side: Side,
    bots: Vec<String>,
    /// The version in use, if there is one.
    head: Option<i64>,
    /// A text is no longer, in bytes.
    most: usize,
}

#[derive(Template)]
#[template(path = "scripts/part.html")]
struct PartPage {
    frame: Frame,
    work: Work,
    side: Side,
}

/// Which part is to be open.
#[derive(Deserialize)]
pub(crate) struct Opened {
    #[serde(default)]
    part: String,
}

/// `GET /panel/scripts/{name}`: the version in use; with `?part=steps/greeting`, that part's form.
pub(crate) async fn show_one(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(name): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Response, Trouble> {
    let head = panel.desk().store.script_head(panel.business(), &name).await?.ok_or(Trouble::Missing)?;
    let (base, text) = (head.version, super::posted::unix(&head.text));
    let done = Done { at: opened.part, ..Done::nothing(&text) };
    let work = Work { draft: name.clone(), name, base, text, done, is_fresh: true, ..Default::default() };
    page(&panel, &viewer, work).await
}

/// `POST /panel/script/check`: what the desk reads in the text.
pub(crate) async fn check(
    State(panel): State<Panel>,
    viewer: Viewer,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    page(&panel, &viewer, Work::of(Posted::of(pairs), Words(viewer.language))).await
}

/// `POST /panel/script/amend`: what was filled in, written into the text, and what was pressed, done to it.
pub(crate) async fn amend(
    State(panel): State<Panel>,
    viewer: Viewer,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let work = Work::of(Posted::of(pairs), Words(viewer.language));
    let text = work.done.told.clone();
    let notice = (!text.is_empty()).then(|| Notice { text, is_refusal: !work.done.refused.is_empty() });
    page(&panel, &viewer, Work { notice, ..work }).await
}

/// `POST /panel/script/save`: the text as it stands, as a file.
pub(crate) async fn save(viewer: Viewer, Sent(pairs): Sent<Vec<(String, String)>>) -> Response {
    let work = Work::of(Posted::of(pairs), Words(viewer.language));
    let name = read(&work.text).map_or(work.name, |script| script.name);
    super::versions::file(if name.is_empty() { "script" } else { &name }, "draft", work.text)
}

/// `POST /panel/script/try`: something said to the text.
pub(crate) async fn try_it(
    State(panel): State<Panel>,
    viewer: Viewer,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let posted = Posted::of(pairs);
    let work = Work::of(posted.clone(), Words(viewer.language));
    let is_answered = Talk::go_on(&panel, &viewer, &Posted { text: work.text.clone(), ..posted }).await?;
    page(&panel, &viewer, Work { is_talk_stopped: !is_answered, ..work }).await
}

/// `POST /panel/script/publish`: the text as the next version, unless something in it is wrong or somebody else published
/// meanwhile. Fields that were touched are written first, for a page without its script.
pub(crate) async fn publish(
    State(panel): State<Panel>,
    viewer: Viewer,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let work = Work::of(Posted::of(pairs), words);
    if !work.done.refused.is_empty() {
        let notice = Some(Notice { text: words.say("scripts.not_written").to_owned(), is_refusal: true });
        return refuse(&panel, &viewer, Work { notice, ..work }).await;
    }
    let base = Base { name: work.name.clone(), version: work.base };
    let (text, note) = (work.text.clone(), work.note.clone());
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let done = actions::act(bench, |bench| {
        let (text, note, base) = (text.clone(), note.clone(), base.clone());
        Box::pin(async move { publish_edited(bench, &text, &note, &base).await })
    });
    match done.await {
        Ok(Edited::Published(made)) => {
            let name = &made.script.name;
            let version = made.published.version.to_string();
            let key = if !made.published.is_new {
                "scripts.done_same"
            } else if bots(&panel, name).await?.is_empty() {
                "scripts.done_publish_unused"
            } else {
                "scripts.done_publish"
            };
            let said = words.fill(key, &[("name", name), ("version", &version)]);
            Ok(notice::done(&panel, &viewer, said, &format!("{HERE}/{name}")))
        }
        Ok(Edited::Outdated(head)) => {
            let begun = panel.desk().store.script(panel.business(), &head.name, work.base).await?;
            let before = begun.filter(|_| head.name == work.name).map(|version| version.text).unwrap_or_default();
            let changed = difference(&before, &head.text);
            let said = words.fill("scripts.outdated", &[("name", &head.name), ("version", &head.version.to_string())]);
            let notice = Some(Notice { text: said, is_refusal: true });
            // Whoever publishes again has seen what was published meanwhile.
            let (name, base) = (head.name.clone(), head.version);
            refuse(&panel, &viewer, Work { name, base, notice, meanwhile: Some((head, changed)), ..work }).await
        }
        Err(ActError::Refused(Refusal::BrokenScript(problems))) => {
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            let text = words.count("scripts.broken", u64::try_from(errors).unwrap_or(u64::MAX));
            refuse(&panel, &viewer, Work { notice: Some(Notice { text, is_refusal: true }), ..work }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refuse(panel: &Panel, viewer: &Viewer, work: Work) -> Result<Response, Trouble> {
    let page = page(panel, viewer, work).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

impl Work {
    /// What was sent, with the fields that were touched written into the text.
    fn of(posted: Posted, words: Words) -> Self {
        let draft = if posted.name.is_empty() { "new:".to_owned() } else { posted.name.clone() };
        let done = form::act(&posted, words);
        Self {
            draft,
            name: posted.name,
            base: posted.base,
            text: done.text.clone(),
            done,
            note: posted.note,
            is_part: posted.is_part,
            ..Self::default()
        }
    }
}

/// The bots whose new conversations begin with a script, without the at sign.
async fn bots(panel: &Panel, script: &str) -> Result<Vec<String>, Trouble> {
    let connections = panel.desk().store.list_connections().await?.into_iter();
    let own = connections.filter(|one| one.business == *panel.business() && one.script_name == script);
    Ok(own.map(|one| one.bot_username).collect())
}

/// The editor, or what stands beside its text.
pub(super) async fn page(panel: &Panel, viewer: &Viewer, work: Work) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let (_, mut found) = parse(&work.text);
    if let Some(learnt) = panel.trials().known(&work.text) {
        found.extend(learnt.advice.iter().cloned());
        found.sort_by_key(|problem| (problem.line, problem.column, problem.code));
        found.dedup();
    }
    let mut problems = Problems::of(&found, words.0);
    let context = Context::of(&work.text, words);
    for told in &mut problems.shown {
        let place = edit::spot(&context.parts, told.line).map(|(part, _)| &part.place);
        told.place = place.map(|place| (form::address(place), context.title(place)));
    }
    let side = Side {
        problems,
        form: form::shown(&work.text, &found, &work.done, words),
        talk: Talk::shown(panel, viewer, &work.name),
        is_talk_stopped: work.is_talk_stopped,
    };
    if work.is_part {
        let frame = Frame::bare(viewer.language);
        return Ok(Page(PartPage { frame, work, side }).into_response());
    }
    let store = &panel.desk().store;
    let head = store.script_head(panel.business(), &work.name).await?.map(|head| head.version);
    let bots = bots(panel, &work.name).await?;
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    frame.notice = work.notice.clone().or(frame.notice);
    Ok(Page(EditorPage { frame, work, side, bots, head, most: MAX_SCRIPT_BYTES }).into_response())
}
