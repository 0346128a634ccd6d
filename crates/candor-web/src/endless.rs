//! Streams without an end (server-sent events) end when the desk is told to stop: a page that is left open must not keep the program
//! from ending. The browser connects again by itself once a desk answers.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, header::CONTENT_TYPE},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use futures_util::StreamExt as _;
use tokio::sync::watch;

const EVENTS: HeaderValue = HeaderValue::from_static("text/event-stream");

/// The same routes, whose streams of events end once `stopped` says so or nobody can say it any more. Other answers are given to their
/// end.
pub fn end_streams_when(stopped: watch::Receiver<bool>, routes: Router) -> Router {
    routes.layer(from_fn_with_state(stopped, end_with))
}

async fn end_with(State(mut stopped): State<watch::Receiver<bool>>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.headers().get(CONTENT_TYPE) != Some(&EVENTS) {
        return response;
    }
    let over = async move {
        // A sender that is gone means the same as one that says stop.
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(Box::pin(over))))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::{
        body::to_bytes,
        response::sse::{Event, KeepAlive, Sse},
        routing::get,
    };
    use futures_util::stream;
    use tower::ServiceExt as _;

    use super::*;

    async fn endless() -> Sse<impl futures_util::Stream<Item = Result<Event, Infallible>>> {
        let first = stream::iter([Ok(Event::default().data("first"))]);
        Sse::new(first.chain(stream::pending())).keep_alive(KeepAlive::new())
    }

    async fn ask(routes: &Router, path: &str) -> Body {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        routes.clone().oneshot(request).await.unwrap().into_body()
    }

    #[tokio::test]
    async fn a_stream_of_events_ends_when_the_desk_stops_and_no_other_answer_is_cut() {
        let (stop, stopped) = watch::channel(false);
        let routes = Router::new().route("/events", get(endless)).route("/page", get(|| async { "whole" }));
        let routes = end_streams_when(stopped, routes);
        let mut open = ask(&routes, "/events").await.into_data_stream();
        assert_eq!(open.next().await.unwrap().unwrap(), "data: first\n\n");
        stop.send_replace(true);
        assert!(open.next().await.is_none());
        assert_eq!(to_bytes(ask(&routes, "/page").await, 100).await.unwrap(), "whole");
    }

    #[tokio::test]
    async fn a_stream_ends_where_nobody_could_say_stop_any_more() {
        let (stop, stopped) = watch::channel(false);
        let routes = end_streams_when(stopped, Router::new().route("/events", get(endless)));
        drop(stop);
        assert!(to_bytes(ask(&routes, "/events").await, 100).await.is_ok());
    }
}
