//! `/panel/script/new`: a new script, from an example or from a text one has.

use askama::Template;
use axum::{
    extract::{Multipart, Query, State},
    response::{IntoResponse, Response},
};
use candor_core::script::{MAX_SCRIPT_BYTES, read};
use serde::Deserialize;

use super::{
    HERE,
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
    let Some(from) = asked.from else { return choose(&panel, &viewer, None).await };
    let known = panel.desk().store.list_scripts(panel.business()).await?;
    let text = examples::text(&from, |name| known.iter().any(|line| line.name == name)).ok_or(Trouble::Missing)?;
    editor::page(&panel, &viewer, Work { text, draft: format!("new:{from}"), is_fresh: true, ..Default::default() })
        .await
}

/// `POST /panel/script/bring`: a text that was pasted or a file that was chosen, in the editor. One that belongs to a script there is
/// becomes its next version once it is published.
pub(crate) async fn bring(
    State(panel): State<Panel>,
    viewer: Viewer,
    mut form: Multipart,
) -> Result<Response, Trouble> {
    let (mut pasted, mut file) = (String::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|_| Trouble::Unclear)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| Trouble::Unclear)?;
        match name.as_str() {
            "text" => pasted = String::from_utf8_lossy(&bytes).into_owned(),
            "file" => file = bytes.to_vec(),
            _ => {}
        }
    }
    let words = Words(viewer.language);
    let brought = if file.is_empty() { Ok(pasted) } else { String::from_utf8(file) };
    let refused = match &brought {
        Err(_) => Some("scripts.not_text"),
        Ok(text) if text.trim().is_empty() => Some("scripts.nothing_brought"),
        Ok(text) if text.len() > MAX_SCRIPT_BYTES => Some("scripts.too_long"),
        Ok(_) => None,
    };
    let (Ok(text), None) = (brought, refused) else {
        let text = words.say(refused.unwrap_or("scripts.not_text")).to_owned();
        return choose(&panel, &viewer, Some(Notice { text, is_refusal: true })).await;
    };
    let text = unix(&text);
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

async fn choose(panel: &Panel, viewer: &Viewer, notice: Option<Notice>) -> Result<Response, Trouble> {
    let mut frame = Frame::around(panel, viewer, HERE).await?;
    frame.notice = notice.or(frame.notice);
    let most = u64::try_from(MAX_SCRIPT_BYTES / 1024).unwrap_or_default();
    Ok(Page(NewPage { frame, examples: examples::all(viewer.language), most }).into_response())
}
