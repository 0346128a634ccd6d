//! Taking a document in and dropping one.

use std::path::Path as FilePath;

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    response::Response,
};
use candor_core::roles::Deed;
use candor_desk::{
    actions::{
        drop_document::drop_document,
        take_in_document::{Reading, take_in_document},
    },
    documents::{self, Unreadable},
};

use tokio::time::timeout;

use super::HERE;
use crate::{
    body::PATIENCE_FOR_FILES,
    panel::{Panel, Trouble, Words, access::Viewer, act, notice},
};

/// What a form with a file holds at most: the largest file, and its other fields.
pub(crate) const MOST_BYTES: usize = documents::LARGEST + 64 * 1024;

/// What was filled in.
#[derive(Default)]
struct Sent {
    file_name: String,
    bytes: Vec<u8>,
    title: String,
}

/// `POST /panel/knowledge`: a file is read, cut and taken into use. It is kept nowhere else.
pub(crate) async fn take_in(
    State(panel): State<Panel>,
    viewer: Viewer,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let refuse = |why: String| Ok(notice::refused(&panel, &viewer, why, HERE));
    let Ok(form) = form else { return refuse(words.say("knowledge.no_file").to_owned()) };
    let read = timeout(PATIENCE_FOR_FILES, read(form)).await.map_err(|_| Trouble::TooSlow)?;
    viewer.must_be_still(&panel, Deed::EditDocuments).await?;
    let sent = match read {
        Some(sent) if !sent.file_name.is_empty() => sent,
        _ => return refuse(words.say("knowledge.no_file").to_owned()),
    };
    // Reading a file and understanding its sentences takes a while, and other pages are not to wait for it.
    let name = short_name(&sent.file_name);
    let reading = tokio::task::spawn_blocking(move || {
        let blocks = documents::read(&sent.file_name, &sent.bytes).map_err(Err)?;
        let title = Some(sent.title.trim()).filter(|title| !title.is_empty());
        Reading::of(&name, title, &sent.file_name, &blocks).map_err(Ok)
    });
    let reading = match reading.await {
        Ok(Ok(reading)) => reading,
        Ok(Err(Ok(refusal))) => return refuse(refusal.in_language(words.0)),
        Ok(Err(Err(unreadable))) => return refuse(unreadable_in(words, unreadable)),
        Err(_) => return refuse(unreadable_in(words, Unreadable::Broken)),
    };
    let reading = &reading;
    act(
        &panel,
        &viewer,
        HERE,
        |bench| Box::pin(take_in_document(bench, reading)),
        |taken| {
            let key = if taken.is_known { "knowledge.done_known" } else { "knowledge.done_taken" };
            let mut said = words.fill(key, &[("title", &reading.new.title)]);
            let count = |number: usize| u64::try_from(number).unwrap_or_default();
            for (key, number) in [
                ("knowledge.done_held_back", taken.held_back.len()),
                ("knowledge.done_left_out", reading.left_out.len()),
            ] {
                if number > 0 {
                    said.push(' ');
                    said.push_str(&words.count(key, count(number)));
                }
            }
            said
        },
    )
    .await
}

/// `POST /panel/knowledge/{name}/drop`.
pub(crate) async fn drop(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let name = &name;
    act(
        &panel,
        &viewer,
        HERE,
        |bench| Box::pin(drop_document(bench, name)),
        |()| words.fill("knowledge.done_dropped", &[("name", name)]),
    )
    .await
}

/// The fields of the form; nothing where it is broken or too large.
async fn read(mut form: Multipart) -> Option<Sent> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.ok()? {
        match field.name() {
            Some("file") => {
                sent.file_name = field.file_name().unwrap_or_default().to_owned();
                sent.bytes = field.bytes().await.ok()?.to_vec();
            }
            Some("title") => sent.title = field.text().await.ok()?,
            _ => {}
        }
    }
    Some(sent)
}

/// The file's name without its ending, in signs a short name may have.
fn short_name(file: &str) -> String {
    let stem = FilePath::new(file).file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let signs = stem.chars().map(|sign| if sign.is_alphanumeric() || sign == '_' { sign } else { '-' });
    let name: String = signs.take(40).collect();
    name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Why a file cannot be read, in words.
pub(crate) fn unreadable_in(words: Words, why: Unreadable) -> String {
    let key = match why {
        Unreadable::Form => "knowledge.bad_form",
        Unreadable::TooLarge => "knowledge.bad_size",
        Unreadable::Broken => "knowledge.bad_broken",
        Unreadable::Locked => "knowledge.bad_locked",
        Unreadable::NoWords => "knowledge.bad_words",
    };
    words.say(key).to_owned()
}
