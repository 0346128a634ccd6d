//! A request whose body has to come in time.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header::CONNECTION},
    response::{IntoResponse as _, Response},
};
use futures_util::{StreamExt as _, stream};
use hyper::body::{Body as _, Incoming};
use tokio::time::{Instant, timeout_at};

use super::Limits;

/// Whether a body came too late.
pub(super) struct Late(Arc<AtomicBool>);

impl Late {
    /// What is answered: that it came too late, if it did (RFC 9110, section 15.5.9), whatever was made of the part that came.
    pub(super) fn instead_of(self, response: Response) -> Response {
        if !self.0.load(Ordering::Relaxed) {
            return response;
        }
        (StatusCode::REQUEST_TIMEOUT, [(CONNECTION, HeaderValue::from_static("close"))]).into_response()
    }
}

/// The same request, whose body breaks off where it does not come in time.
pub(super) fn within(request: Request<Incoming>, limits: Limits) -> (Request, Late) {
    let late = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&late);
    let request = request.map(|body| if body.is_end_stream() { Body::empty() } else { in_time(body, limits, seen) });
    (request, Late(late))
}

fn in_time(body: Incoming, limits: Limits, late: Arc<AtomicBool>) -> Body {
    let until = Instant::now() + limits.body;
    let pieces = stream::unfold(Some(Body::new(body).into_data_stream()), move |pieces| {
        let late = Arc::clone(&late);
        async move {
            let mut pieces = pieces?;
            match timeout_at(until.min(Instant::now() + limits.piece), pieces.next()).await {
                Ok(piece) => piece.map(|piece| (piece.map_err(io::Error::other), Some(pieces))),
                Err(_) => {
                    late.store(true, Ordering::Relaxed);
                    Some((Err(io::ErrorKind::TimedOut.into()), None))
                }
            }
        }
    });
    Body::from_stream(pieces)
}
