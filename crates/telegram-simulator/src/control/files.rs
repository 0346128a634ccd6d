//! Files: people sending them, and their bytes for a page to show or save.
//!
//! A file is sent as the raw body with the content type `application/octet-stream`, which a form of another page cannot
//! send. It is handed out as an attachment that no browser may take for a page of this origin.

use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Refused};
use crate::acting::{NewFile, Written};
use crate::files::FileKind;
use crate::server::Host;

const ANY: &str = "application/octet-stream";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    kind: FileKind,
    name: Option<String>,
    mime: Option<String>,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    seconds: i64,
    reply_to: Option<i64>,
    topic_id: Option<i64>,
}

pub(crate) async fn send(
    State(host): State<Host>,
    Path((bot_id, user_id)): Path<(i64, i64)>,
    sent: Result<Query<Sent>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    if headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) != Some(ANY) {
        let words = format!("send the file as the body, with the content type {ANY}");
        return Err(Refused::coded(StatusCode::UNSUPPORTED_MEDIA_TYPE, words));
    }
    let bytes = body.map_err(|problem| Refused::coded(problem.status(), problem.body_text()))?.to_vec();
    let Query(sent) = sent?;
    let Sent { kind, name, mime, caption, seconds, reply_to, topic_id } = sent;
    let mut written = Written::file(NewFile { kind, name, mime_type: mime, bytes, seconds }).captioned(&caption);
    if let Some(to) = reply_to {
        written = written.replying_to(to);
    }
    if let Some(topic_id) = topic_id {
        written = written.in_topic(topic_id);
    }
    let message_id = host.simulator.user_writes(bot_id, user_id, written)?;
    Ok(axum::Json(json!({ "message_id": message_id })))
}

pub(crate) async fn read(State(host): State<Host>, Path(file_id): Path<String>) -> Result<Response, Refused> {
    let file = host.simulator.file(&file_id).ok_or_else(|| Refused::missing("there is no such file"))?;
    let kind = file.mime_type.and_then(|mime| HeaderValue::from_str(&mime).ok());
    let name = file.name.unwrap_or_else(|| "file".to_owned());
    // The encoding leaves plain ASCII, which always makes a header.
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded.replace('+', "%20"));
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static(ANY)));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    Ok(response)
}
