//! The list of figures, the page, and the manual say the same; and nobody reads them who should not.

use std::{collections::BTreeSet, net::SocketAddr};

use axum::{
    body::{Body, to_bytes},
    extract::connect_info::MockConnectInfo,
    http::{Request, StatusCode},
};
use candor_connect::channel::ChannelError;
use candor_core::{
    ids::{ChatId, ConnectionId},
    model::{Job, Tokens},
    outbox::Purpose,
    reasons::{RuleVerdict, VerdictKind},
};
use candor_desk::{clock::SystemClock, measure};
use candor_store::{FreshKey, Keys, MasterKey};
use tower::ServiceExt as _;

use super::{
    names::{ALL, Sort},
    *,
};
use crate::{Readiness, metrics_router, service_router};

const MANUALS: [&str; 2] =
    [include_str!("../../../../docs/operations.md"), include_str!("../../../../docs/operations.ru.md")];

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

/// Everything that is ever measured, once.
fn work() {
    let (connection, chat) = (ConnectionId::from_unique("one"), ChatId(6_000_000_007));
    measure::update_came("message");
    measure::update_came("<script>6000000007</script>");
    measure::judged(&[RuleVerdict {
        rule: "no_pressure".to_owned(),
        verdict: VerdictKind::Say,
        reason: "Anna".to_owned(),
    }]);
    measure::turn_ended("script_80", "committed");
    measure::turn_lasted(at(0), at(30));
    measure::answer_due(&connection, chat, Some(at(0)));
    measure::sent(&connection, chat, Purpose::Reply, at(1_500));
    measure::send_failed(&connection, chat, &ChannelError::Rejected { code: 400, why: "Anna 6000000007".to_owned() });
    measure::model_called(Job::Write, "fast", "done", 900, Tokens { prompt: 640, cached: 512, output: 30 });
    measure::store_failed(&candor_store::Error::Busy("secret".to_owned()));
    let depths =
        Depths { hand_overs_waiting: 2, hand_over_oldest_at: Some(at(0)), outbox_uncertain: 3, ..Depths::default() };
    waiting(&depths, at(60_000));
    lapsing(&Lapses { webhooks_off: 1, webhooks_failing: 3, tokens_ending: 2, token_ends_at: None });
    gauge!(names::STORE_UP).set(1);
    names::begin_at_zero();
}

fn page() -> String {
    let recorder = recorder().unwrap();
    names::describe(&recorder);
    metrics::with_local_recorder(&recorder, work);
    recorder.handle().render()
}

fn word(sort: Sort) -> &'static str {
    match sort {
        Sort::Counter => "counter",
        Sort::Gauge => "gauge",
        Sort::Histogram => "histogram",
    }
}

#[test]
fn the_manual_and_the_page_list_the_same_figures() {
    let listed: BTreeSet<String> = ALL.iter().map(|(name, sort, _)| format!("{name} {}", word(*sort))).collect();
    let page = page();
    let printed: BTreeSet<String> =
        page.lines().filter_map(|line| line.strip_prefix("# TYPE ")).map(str::to_owned).collect();
    assert_eq!(printed, listed, "{page}");
    for manual in MANUALS {
        let rows = manual.lines().filter_map(|line| line.strip_prefix("| `candor_"));
        let documented: BTreeSet<String> = rows
            .map(|row| {
                let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`'));
                format!("candor_{} {}", cells.next().unwrap(), cells.next().unwrap())
            })
            .collect();
        assert_eq!(documented, listed);
    }
}

#[test]
fn figures_hold_nobodys_words_names_or_numbers() {
    let page = page();
    for found in ["6000000007", "Anna", "secret", "<script", "cnn_"] {
        assert!(!page.contains(found), "{found}: {page}");
    }
    assert!(page.contains(r#"candor_updates_total{kind="other"} 1"#), "{page}");
    assert!(page.contains(r#"candor_errors_total{code="telegram_400"} 1"#), "{page}");
    assert!(page.contains(r#"candor_sends_total{outcome="uncertain"} 0"#), "{page}");
}

#[test]
fn times_and_depths_are_what_was_measured() {
    let page = page();
    for line in [
        r#"candor_answer_seconds_bucket{le="2.5"} 1"#,
        r#"candor_answer_seconds_bucket{le="1"} 0"#,
        "candor_answer_seconds_count 1",
        "candor_turn_seconds_sum 0.03",
        r#"candor_outbox_depth{state="uncertain"} 3"#,
        "candor_hand_overs_waiting 2",
        "candor_hand_over_oldest_seconds 60",
        "candor_webhooks_off 1",
        "candor_webhooks_failing 3",
        "candor_tokens_ending 2",
    ] {
        assert!(page.lines().any(|printed| printed == line), "{line}: {page}");
    }
}

async fn ask(router: axum::Router, peer: &str, header: Option<&str>) -> (StatusCode, String) {
    let peer: SocketAddr = peer.parse().unwrap();
    let mut request = Request::get("/metrics");
    if let Some(name) = header {
        request = request.header(name, "203.0.113.9");
    }
    let router = router.layer(MockConnectInfo(peer));
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn only_this_machine_reads_figures_on_the_common_listener_and_never_through_a_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], Moment::from_millis(0)));
    let address = format!("sqlite:{}", folder.path().join("candor.db").display());
    let store = Store::open(&address, &keys).await.unwrap();
    let handle = recorder().unwrap().handle();
    let metrics = Metrics { handle, store: store.clone(), clock: Arc::new(SystemClock) };
    let common = || service_router(Readiness::new(store.clone()), Some(metrics.clone()));
    for peer in ["127.0.0.1:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"] {
        assert_eq!(ask(common(), peer, None).await.0, StatusCode::OK, "{peer}");
        for header in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"] {
            assert_eq!(ask(common(), peer, Some(header)).await.0, StatusCode::NOT_FOUND, "{header}");
        }
    }
    for peer in ["203.0.113.9:5000", "10.0.0.2:5000", "[2001:db8::1]:5000"] {
        assert_eq!(ask(common(), peer, None).await, (StatusCode::NOT_FOUND, String::new()), "{peer}");
        assert_eq!(ask(metrics_router(metrics.clone()), peer, None).await.0, StatusCode::OK);
    }
}
