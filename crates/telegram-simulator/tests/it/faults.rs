//! Failures on order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::{Duration, Instant};

use serde_json::json;
use telegram_simulator::{Fault, FaultKind, FaultRates, Receipt, Simulator};

use crate::bench::{Bench, SOON};

/// The raw bytes the server sends back before it closes the connection.
async fn raw_send(bench: &Bench, text: &str) -> Vec<u8> {
    let body = json!({ "chat_id": bench.anna, "text": text }).to_string();
    let request = format!(
        "POST /bot{}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        bench.bot.token,
        body.len()
    );
    bench.raw(request.as_bytes()).await
}

#[tokio::test]
async fn a_connection_dropped_after_applying_leaves_the_message_and_no_answer() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::DropAfterApplying));
    assert_eq!(raw_send(&bench, "hello").await, b"", "not one byte of an answer");
    let delivered = bench.simulator.delivered(bench.bot.id);
    assert_eq!(delivered.len(), 1);
    assert_eq!((delivered[0].text.as_str(), delivered[0].receipt), ("hello", Receipt::Withheld));
    // A client that repeats itself blindly is seen twice.
    bench.send("hello").await.result();
    assert_eq!(bench.simulator.chat(bench.bot.id, bench.anna).unwrap().bot_texts(), ["hello", "hello"]);
}

#[tokio::test]
async fn a_connection_dropped_before_applying_leaves_nothing() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::DropBeforeApplying));
    assert_eq!(raw_send(&bench, "hello").await, b"");
    assert!(bench.simulator.delivered(bench.bot.id).is_empty());
}

#[tokio::test]
async fn a_hanging_call_never_answers_whether_applied_or_not() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::HangBeforeApplying));
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::HangAfterApplying));
    for (text, expected) in [("before", 0), ("after", 1)] {
        let call = bench.http.post(bench.url("sendMessage")).timeout(Duration::from_millis(400));
        let problem = call.json(&json!({ "chat_id": bench.anna, "text": text })).send().await.unwrap_err();
        assert!(problem.is_timeout(), "{problem}");
        let is_noted = |simulator: &Simulator| {
            let mut calls = simulator.requests().into_iter().filter(|request| request.method == "sendMessage");
            calls.any(|request| request.parameters["text"] == text && request.status.is_none()).then_some(())
        };
        bench.simulator.wait_for(SOON, is_noted).await.unwrap();
        let is_applied = |simulator: &Simulator| (simulator.delivered_count(bench.bot.id) == expected).then_some(());
        bench.simulator.wait_for(SOON, is_applied).await.unwrap();
    }
}

#[tokio::test]
async fn a_429_carries_retry_after_in_body_and_header() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::TooManyRequests { retry_after: 17 }));
    let call = bench.http.post(bench.url("sendMessage")).json(&json!({ "chat_id": bench.anna, "text": "x" }));
    let response = call.send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["Retry-After"], "17");
    assert_eq!(
        response.text().await.unwrap(),
        r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}"#
    );
    assert!(bench.simulator.delivered(bench.bot.id).is_empty());
    bench.send("x").await.result();
}

#[tokio::test]
async fn server_errors_and_garbage_come_as_ordered() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::Error { code: 502, description: String::new() }));
    bench.send("x").await.refused(502, "Bad Gateway");
    let body = "<html>nginx</html>".to_owned();
    bench.simulator.add_fault(Fault::on("getMe", FaultKind::Garbage { status: 200, body: body.clone() }));
    let response = bench.http.get(bench.url("getMe")).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.text().await.unwrap()), (200, body));
}

#[tokio::test]
async fn a_slow_answer_is_applied_at_once_and_answered_late() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::on("sendMessage", FaultKind::Slow { millis: 300 }));
    let begun = Instant::now();
    bench.send("x").await.result();
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn an_outage_cuts_everything_off_until_it_ends() {
    let bench = Bench::new().await;
    bench.simulator.set_outage(true);
    assert!(bench.http.get(bench.url("getMe")).send().await.is_err());
    bench.simulator.set_outage(false);
    bench.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn an_outage_cuts_held_polls_off_and_loses_nothing() {
    let bench = Bench::new().await;
    let poll = bench.http.post(bench.url("getUpdates")).json(&json!({ "timeout": 30 }));
    let poll = tokio::spawn(poll.send());
    let is_held = |simulator: &Simulator| simulator.requests().iter().any(|call| call.status.is_none()).then_some(());
    bench.simulator.wait_for(SOON, is_held).await.unwrap();
    bench.simulator.set_outage(true);
    assert!(poll.await.unwrap().is_err());
    bench.simulator.user_sends(bench.bot.id, bench.anna, "meanwhile").unwrap();
    bench.simulator.clear_faults();
    assert_eq!(bench.ok("getUpdates", json!({})).await[0]["message"]["text"], "meanwhile");
}

#[tokio::test]
async fn a_fault_for_any_method_leaves_get_updates_in_peace() {
    let bench = Bench::new().await;
    bench.simulator.add_fault(Fault::any(FaultKind::Error { code: 500, description: String::new() }));
    bench.ok("getUpdates", json!({})).await;
    bench.call("getMe", json!({})).await.refused(500, "Internal Server Error");
    bench.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn faults_by_chance_hit_at_about_their_rate() {
    let bench = Bench::new().await;
    bench.simulator.set_fault_rates(FaultRates { server_error: 300, ..FaultRates::default() });
    let mut failed = 0;
    for _ in 0..100 {
        failed += u32::from(bench.call("getMe", json!({})).await.status >= 500);
    }
    assert!((10..60).contains(&failed), "{failed} of 100");
}

#[tokio::test]
async fn an_unanswered_poll_offers_its_updates_again() {
    let bench = Bench::new().await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "hello").unwrap();
    bench.simulator.add_fault(Fault::on("getUpdates", FaultKind::DropAfterApplying));
    assert!(bench.http.get(bench.url("getUpdates")).send().await.is_err());
    assert_eq!(bench.ok("getUpdates", json!({})).await[0]["message"]["text"], "hello");
}
