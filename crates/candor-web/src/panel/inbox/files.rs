//! Files of a conversation: the form that sends one, the line that shows one, and opening one. A contact's file is opened as a
//! download; only a picture, known by its content, is shown.

use std::sync::Arc;

use axum::{
    Form,
    body::Body,
    extract::{FromRequest as _, Multipart, Path, Query, Request, State},
    http::{HeaderValue, header::CONTENT_TYPE},
    response::Response,
};
use candor_core::attachment::{Attachment, MAX_FILE_BYTES, told_size};
use candor_desk::actions::{ActError, Bench, FileRefusal, Refusal, open_file::open_file, send_file::ReadyFile};
use form_urlencoded::Serializer;
use serde::{Deserialize, de::DeserializeOwned};

use super::open::Shown;
use crate::{
    download,
    panel::{Panel, Trouble, Words, access::Viewer},
};

/// What the form of an answer holds at most, in bytes. A file that is too large is read to its end and let go, so that whoever
/// sent it reads why; a browser that is cut off shows nothing.
pub(crate) const MOST_BYTES: usize = 5 * MAX_FILE_BYTES;

/// What the panel has words for, of the channel's names of files.
const KINDS: [&str; 8] = ["photo", "document", "voice", "video", "video_note", "animation", "audio", "sticker"];

/// How names of pictures end that browsers show.
const PICTURES: [&str; 5] = [".jpg", ".jpeg", ".png", ".gif", ".webp"];

/// A form that was filled in, and the file that was chosen in it, if one was.
pub(crate) struct Filled<T> {
    /// Its other fields.
    pub fields: T,
    /// The file.
    pub file: Option<Arc<ReadyFile>>,
}

/// Why a form cannot be used.
pub(crate) enum Unusable {
    /// It makes no sense.
    Unclear,
    /// Its file cannot be sent.
    File(FileRefusal),
}

impl<T: DeserializeOwned> Filled<T> {
    /// Reads a form in either encoding a browser has: with a file it is `multipart/form-data`.
    ///
    /// # Errors
    /// See [`Unusable`].
    pub(crate) async fn read(request: Request) -> Result<Self, Unusable> {
        let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
        if !media.starts_with("multipart/form-data") {
            return Ok(Self { fields: fields(request).await?, file: None });
        }
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| Unusable::Unclear)?;
        let (mut told, mut file) = (Vec::new(), None);
        while let Some(mut field) = form.next_field().await.map_err(unusable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file_name) = field.file_name().map(str::to_owned) else {
                told.push((name, field.text().await.map_err(unusable)?));
                continue;
            };
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await.map_err(unusable)? {
                if bytes.len() <= MAX_FILE_BYTES {
                    bytes.extend_from_slice(&chunk);
                }
            }
            // Where nothing was chosen, browsers send a part without a name and without anything in it.
            if !file_name.is_empty() || !bytes.is_empty() {
                file = Some(ReadyFile::of(&file_name, bytes).map(Arc::new).map_err(Unusable::File)?);
            }
        }
        let plain = HeaderValue::from_static("application/x-www-form-urlencoded");
        let mut request = Request::new(Body::from(Serializer::new(String::new()).extend_pairs(&told).finish()));
        *request.method_mut() = axum::http::Method::POST;
        request.headers_mut().insert(CONTENT_TYPE, plain);
        Ok(Self { fields: fields(request).await?, file })
    }
}

async fn fields<T: DeserializeOwned>(request: Request) -> Result<T, Unusable> {
    Form::<T>::from_request(request, &()).await.map(|Form(fields)| fields).map_err(|_| Unusable::Unclear)
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn unusable(error: axum::extract::multipart::MultipartError) -> Unusable {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Unusable::File(FileRefusal::TooLarge)
    } else {
        Unusable::Unclear
    }
}

/// A file as it is shown on its line.
pub(crate) struct ShownFile {
    /// Of which line.
    pub place: i64,
    /// What it is: a word of `inbox.file_*`.
    pub what: &'static str,
    /// What it is called; empty where it has no name.
    pub name: String,
    /// How large it is; empty where that is not known.
    pub size: String,
    /// Whether bots get no file of this size.
    pub is_too_large: bool,
    /// Whether opening it may run a program.
    pub is_program: bool,
    /// Whether it is likely a picture that can be shown.
    pub is_picture: bool,
}

impl ShownFile {
    /// The file of the line at this place.
    pub(super) fn of(file: &Attachment, place: i64, words: Words) -> Self {
        let name = file.name.clone().unwrap_or_default();
        let ends_so = PICTURES.iter().any(|ending| name.to_lowercase().ends_with(ending));
        Self {
            place,
            what: KINDS.into_iter().find(|kind| *kind == file.what).unwrap_or("document"),
            is_picture: file.what == "photo" || (file.what == "document" && ends_so),
            is_too_large: file.is_too_large_to_open(),
            is_program: file.is_program(),
            size: file.bytes.map(|bytes| told_size(bytes, words.0)).unwrap_or_default(),
            name,
        }
    }
}

impl Shown {
    /// Whether anything was said, in words or by a file.
    pub(crate) fn is_said(&self) -> bool {
        !self.text.is_empty() || self.file.is_some()
    }
}

/// How a file is opened.
#[derive(Deserialize)]
pub(crate) struct How {
    /// To be seen in the page, not saved.
    view: Option<String>,
}

/// `GET /panel/inbox/{number}/files/{place}`.
pub(crate) async fn open(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path((number, place)): Path<(i64, i64)>,
    Query(how): Query<How>,
) -> Result<Response, Trouble> {
    let line = panel.desk().store.conversation_numbered(panel.business(), number).await?.ok_or(Trouble::Missing)?;
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let opened = match open_file(&bench, &line, place).await {
        Err(ActError::Refused(Refusal::File(FileRefusal::NoSuchFile(_)))) => return Err(Trouble::Missing),
        opened => opened?,
    };
    match how.view {
        Some(_) => download::seen(opened).ok_or(Trouble::Missing),
        None => Ok(download::saved(opened)),
    }
}
