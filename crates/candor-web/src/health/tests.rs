//! A desk that starts, works, and stops, as a supervisor sees it.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use candor_core::moment::Moment;
use candor_desk::{Desk, Settings, clock::SystemClock, ids::SystemIds};
use candor_store::{FreshKey, Keys, MasterKey, Store};
use tower::ServiceExt as _;

use super::*;
use crate::service_router;

async fn asked(readiness: &Readiness, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = service_router(readiness.clone(), None).oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1024).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_ready_only_while_its_workers_run_and_its_store_answers() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], Moment::from_millis(0)));
    let address = format!("sqlite:{}", folder.path().join("candor.db").display());
    let store = Store::open(&address, &keys).await.unwrap();
    let readiness = Readiness::new(store.clone());
    let no = |word: &str| (StatusCode::SERVICE_UNAVAILABLE, word.to_owned());
    assert_eq!(asked(&readiness, "/readyz").await, no("starting"));
    assert_eq!(asked(&readiness, "/healthz").await, (StatusCode::OK, "ok".to_owned()));

    let desk =
        Desk::new(store.clone(), BTreeMap::new(), Arc::new(SystemClock), Arc::new(SystemIds), Settings::default());
    let running = desk.start().await.unwrap();
    readiness.started(running.liveness());
    assert_eq!(asked(&readiness, "/readyz").await, (StatusCode::OK, "ready".to_owned()));
    readiness.token_refused(true);
    assert_eq!(asked(&readiness, "/readyz").await, no("token_refused"));
    readiness.token_refused(false);
    assert_eq!(asked(&readiness, "/readyz").await, (StatusCode::OK, "ready".to_owned()));

    store.close().await;
    assert_eq!(asked(&readiness, "/readyz").await, no("store_silent"));
    running.stop().await;
    assert_eq!(asked(&readiness, "/readyz").await, no("stopping"));
    assert_eq!(asked(&readiness, "/healthz").await.0, StatusCode::OK);
    assert_eq!(asked(&readiness, "/metrics").await.0, StatusCode::NOT_FOUND);
}
