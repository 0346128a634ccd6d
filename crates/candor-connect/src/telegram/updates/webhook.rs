//! Takes updates that Telegram posts. It answers 200 with an empty body only after the sink has kept the update, and
//! 503 if it could not; whoever does not know both the path and the secret learns nothing, not even that there is
//! something to know.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use subtle::{Choice, ConstantTimeEq};

use super::{RawUpdate, SinkError, UpdateSink};
use crate::secret::WebhookSecret;

/// The largest body taken, in bytes. Telegram's updates are at most 64 KiB.
pub const MAX_BODY: usize = 1024 * 1024;

/// The header that carries the secret (Bot API, `setWebhook.secret_token`).
pub const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// The door of one connection.
#[derive(Clone)]
pub struct WebhookDoor {
    /// The last part of its path; random, so that it cannot be guessed.
    pub path_key: String,
    /// The secrets let in: one, or two while one replaces the other.
    pub secrets: Vec<WebhookSecret>,
    /// Where its updates are kept.
    pub sink: Arc<dyn UpdateSink>,
}

/// The path of a door under the public URL.
pub fn path_of(path_key: &str) -> String {
    format!("/telegram/{path_key}")
}

/// All doors of this process: `POST /telegram/{path_key}`.
pub fn router(doors: Vec<WebhookDoor>) -> Router {
    Router::new().route("/telegram/{path_key}", post(take)).with_state(Arc::new(doors))
}

async fn take(
    State(doors): State<Arc<Vec<WebhookDoor>>>,
    Path(path_key): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let presented = headers.get(SECRET_HEADER).map(|value| value.as_bytes()).unwrap_or_default();
    let Some(door) = open_door(&doors, &path_key, presented) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(bytes) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    // What is no JSON is kept too: refusing it would make Telegram repeat it for a day and hold up its chat.
    let update = RawUpdate::from_text(String::from_utf8_lossy(&bytes));
    match door.sink.accept(vec![update], None).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => {
            tracing::error!(%error, "an update could not be stored and will come again");
            let seconds = if matches!(error, SinkError::Stop(_)) { "30" } else { "5" };
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, seconds)]).into_response()
        }
    }
}

/// Compares with every door and every secret, in a time that does not depend on which of them came close.
fn open_door<'a>(doors: &'a [WebhookDoor], path_key: &str, presented: &[u8]) -> Option<&'a WebhookDoor> {
    let mut open = None;
    for door in doors {
        let is_path = door.path_key.as_bytes().ct_eq(path_key.as_bytes());
        let is_secret = door.secrets.iter().fold(Choice::from(0), |any, secret| any | secret.is_same(presented));
        if bool::from(is_path & is_secret) {
            open = Some(door);
        }
    }
    open
}
