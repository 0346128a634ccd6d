//! One listener whose pages can be changed while it listens: what a desk shows before its owner has set it up is not what it shows
//! afterwards, and no browser is to notice in between.

use std::sync::{Arc, PoisonError, RwLock};

use axum::{
    Router,
    extract::{Request, State},
    response::Response,
};
use tower::ServiceExt as _;

/// The routes that are shown at present. Cloning it is cheap and gives the same one.
#[derive(Clone, Default)]
pub struct Switch(Arc<RwLock<Router>>);

impl Switch {
    /// Shows these routes from the next request on. Requests that are under way end as they began.
    pub fn show(&self, routes: Router) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = routes;
    }

    /// What is to be served.
    pub fn router(&self) -> Router {
        Router::new().fallback(pass).with_state(self.clone())
    }
}

async fn pass(State(switch): State<Switch>, request: Request) -> Response {
    let routes = switch.0.read().unwrap_or_else(PoisonError::into_inner).clone();
    match routes.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::{Body, to_bytes},
        routing::get,
    };

    use super::*;

    async fn ask(router: &Router, path: &str) -> (u16, String) {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        (status, String::from_utf8(to_bytes(answer.into_body(), 100).await.unwrap().to_vec()).unwrap())
    }

    #[tokio::test]
    async fn what_is_shown_changes_while_it_is_served() {
        let switch = Switch::default();
        let router = switch.router();
        assert_eq!(ask(&router, "/page").await.0, 404);
        switch.show(Router::new().route("/page", get(|| async { "before" })));
        assert_eq!(ask(&router, "/page").await, (200, "before".to_owned()));
        switch.show(Router::new().route("/page", get(|| async { "after" })));
        assert_eq!(ask(&router, "/page").await, (200, "after".to_owned()));
    }
}
