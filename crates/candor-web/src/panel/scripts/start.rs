//! `/panel/script/new`: a new script, from an example or from a text one has.

use askama::Template;
use axum::{
    extract::{Multipart, Query, State, multipart::MultipartError},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use candor_core::script::{MAX_SCRIPT_BYTES, read};
use serde::Deserialize;

use super::{
    HERE,
    begin::Answers,
    editor::{self, Work},
    examples::{self, Example},
    posted::unix,
};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, notice::Notice};

#[derive(Template)]
#[template(path = "scripts/new.html")]
struct NewPage {
    frame: Frame,
    examples: Vec<Example>,
    most: u64,
    answers: Answers,
    languages: [(&'static str, bool); 2],
}

/// From which example.
#[derive(Deserialize)]
pub(crate) struct Asked {
    from: Option<String>,
}

/// `GET …/new`: the examples; `GET …/new?from=NAME`: one of them in the editor. Nothing is kept before it is published.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let Some(from) = asked.from else { return choose(&panel, &viewer, None, Answers::default()).await };
    let known = panel.desk().store.list_scripts(panel.business()).await?;
    let text = examples::text(&from, |name| known.iter().any(|line| line.name == name)).ok_or(Trouble::Missing)?;
    editor::page(&panel, &viewer, Work { text, draft: format!("new:{from}"), is_fresh: true, ..Default::default() })
        .await
}

/// `POST /panel/script/bring`: a text that was pasted or a file that was chosen, in the editor. One that belongs to a script there is
/// becomes its next version once it is published.
pub(crate) async fn bring(State(panel): State<Panel>, viewer: Viewer, form: Multipart) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let text = match brought(form).await? {
        Ok(text) => text,
        Err(key) => {
            let text = words.say(key).to_owned();
            let notice = Some(Notice { text, is_refusal: true });
            return choose(&panel, &viewer, notice, Answers::default()).await;
        }
    };
    let name = read(&text).map(|script| script.name).unwrap_or_default();
    let head = panel.desk().store.script_head(panel.business(), &name).await?;
    let draft = format!("new:{name}");
    let work = match head {
        Some(head) => {
            let told =
                words.fill("scripts.brought_known", &[("name", &head.name), ("version", &head.version.to_string())]);
            let notice = Some(Notice { text: told, is_refusal: false });
            Work { name: head.name, base: head.version, text, notice, draft, ..Default::default() }
        }
        None => Work { text, draft, ..Default::default() },
    };
    editor::page(&panel, &viewer, work).await
}

/// The text in a form, from the file that was chosen or as it was pasted; or the word that says why there is none.
///
/// # Errors
/// [`Trouble::Unclear`] for a form that breaks off.
pub(crate) async fn brought(mut form: Multipart) -> Result<Result<String, &'static str>, Trouble> {
    let (mut pasted, mut file) = (String::new(), Vec::new());
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return broken_off(&error),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = match field.bytes().await {
            Ok(bytes) => bytes,
            Err(error) => return broken_off(&error),
        };
        match name.as_str() {
            "text" => pasted = String::from_utf8_lossy(&bytes).into_owned(),
            "file" => file = bytes.to_vec(),
            _ => {}
        }
    }
    let brought = if file.is_empty() { Ok(pasted) } else { String::from_utf8(file) };
    Ok(match brought {
        Err(_) => Err("scripts.not_text"),
        Ok(text) if text.trim().is_empty() => Err("scripts.nothing_brought"),
        Ok(text) if text.len() > MAX_SCRIPT_BYTES => Err("scripts.too_long"),
        Ok(text) => Ok(unix(&text)),
    })
}

/// A form that was not read to its end: no text is as long as what may be sent.
fn broken_off(error: &MultipartError) -> Result<Result<String, &'static str>, Trouble> {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Ok(Err("scripts.too_long")) } else { Err(Trouble::Unclear) }
}

/// The ways to begin; with the answers that were given to the questions.
pub(super) async fn choose(
    panel: &Panel,
    viewer: &Viewer,
    notice: Option<Notice>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    frame.notice = notice.or(frame.notice);
    let most = u64::try_from(MAX_SCRIPT_BYTES / 1024).unwrap_or_default();
    let languages = answers.languages(viewer.language);
    Ok(Page(NewPage { frame, examples: examples::all(viewer.language), most, answers, languages }).into_response())
}
