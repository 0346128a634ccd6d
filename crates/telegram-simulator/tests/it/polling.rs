//! getUpdates: offsets, limits, waiting, conflicts, kinds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bench::{Bench, SOON, fits};

fn texts(updates: &Value) -> Vec<&str> {
    updates.as_array().unwrap().iter().map(|update| update["message"]["text"].as_str().unwrap_or("-")).collect()
}

#[tokio::test]
async fn updates_come_again_until_an_offset_moves_past_them() {
    let bench = Bench::new().await;
    for text in ["one", "two", "three"] {
        bench.simulator.user_sends(bench.bot.id, bench.anna, text).unwrap();
    }
    let first = bench.ok("getUpdates", json!({})).await;
    assert_eq!(texts(&first), ["one", "two", "three"]);
    assert_eq!(bench.ok("getUpdates", json!({ "offset": 0 })).await, first, "byte for byte the same again");
    for update in first.as_array().unwrap() {
        fits("Update", update);
    }
    let ids: Vec<i64> = first.as_array().unwrap().iter().map(|update| update["update_id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [ids[0], ids[0] + 1, ids[0] + 2]);

    assert_eq!(texts(&bench.ok("getUpdates", json!({ "limit": 1 })).await), ["one"]);
    assert_eq!(texts(&bench.ok("getUpdates", json!({ "offset": ids[1] })).await), ["two", "three"]);
    assert_eq!(texts(&bench.ok("getUpdates", json!({})).await), ["two", "three"], "one is forgotten");
    assert_eq!(texts(&bench.ok("getUpdates", json!({ "offset": -1 })).await), ["three"]);
    assert_eq!(texts(&bench.ok("getUpdates", json!({})).await), ["three"], "a negative offset forgets the rest");
    assert_eq!(bench.ok("getUpdates", json!({ "offset": ids[2] + 1 })).await, json!([]));

    let acknowledged = bench.simulator.acknowledged(bench.bot.id);
    let seen: Vec<_> = acknowledged.iter().map(|update| (update.update_id, update.how.is_by_bot())).collect();
    assert_eq!(seen[1..], [(ids[0], true), (ids[1], true), (ids[2], true)]);
    assert_eq!(acknowledged[1].chat_id, Some(bench.anna));
}

#[tokio::test]
async fn limit_and_timeout_are_clamped_and_garbage_is_no_error() {
    let bench = Bench::new().await;
    bench.simulator.user_sends_many(bench.bot.id, bench.anna, "m{n}", 150).unwrap();
    assert_eq!(bench.ok("getUpdates", json!({ "limit": 1000 })).await.as_array().unwrap().len(), 100);
    assert_eq!(bench.ok("getUpdates", json!({ "limit": -5 })).await.as_array().unwrap().len(), 1);
    let garbage = json!({ "limit": "many", "offset": "x", "timeout": "later", "allowed_updates": "[broken" });
    assert_eq!(bench.ok("getUpdates", garbage).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_held_poll_ends_with_the_first_update() {
    let bench = Bench::new().await;
    let poll = tokio::spawn(bench.ok("getUpdates", json!({ "timeout": 30 })));
    let is_polling = |simulator: &telegram_simulator::Simulator| {
        let requests = simulator.requests();
        requests.iter().any(|request| request.status.is_none() && request.method == "getUpdates").then_some(())
    };
    bench.simulator.wait_for(SOON, is_polling).await.unwrap();
    let begun = Instant::now();
    bench.simulator.user_sends(bench.bot.id, bench.anna, "hello").unwrap();
    assert_eq!(texts(&poll.await.unwrap()), ["hello"]);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_empty_poll_is_held_for_its_timeout() {
    let bench = Bench::new().await;
    let begun = Instant::now();
    assert_eq!(bench.ok("getUpdates", json!({ "timeout": 1 })).await, json!([]));
    assert!(begun.elapsed() >= Duration::from_millis(950));
}

#[tokio::test]
async fn of_two_polls_the_older_one_ends_with_a_conflict() {
    let bench = Bench::new().await;
    let older = {
        let (http, url) = (bench.http.clone(), bench.url("getUpdates"));
        tokio::spawn(async move { crate::bench::answer(http.post(url).json(&json!({ "timeout": 30 }))).await })
    };
    let held = |count: usize| {
        move |simulator: &telegram_simulator::Simulator| {
            (simulator.requests().iter().filter(|request| request.status.is_none()).count() == count).then_some(())
        }
    };
    bench.simulator.wait_for(SOON, held(1)).await.unwrap();
    let newer = tokio::spawn(bench.ok("getUpdates", json!({ "timeout": 30 })));
    older.await.unwrap().refused(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    );
    bench.simulator.user_sends(bench.bot.id, bench.anna, "for the newer").unwrap();
    assert_eq!(texts(&newer.await.unwrap()), ["for the newer"]);
}

#[tokio::test]
async fn polling_is_a_conflict_while_a_webhook_is_set() {
    let bench = Bench::new().await;
    bench.ok("setWebhook", json!({ "url": "http://127.0.0.1:9/hook" })).await;
    bench.call("getUpdates", json!({})).await.refused(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    bench.ok("deleteWebhook", json!({})).await;
    bench.ok("getUpdates", json!({})).await;
}

#[tokio::test]
async fn only_the_kinds_asked_for_come() {
    let bench = Bench::new().await;
    bench.ok("getUpdates", json!({ "allowed_updates": ["callback_query", "no_such_kind"] })).await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "unheard").unwrap();
    assert_eq!(bench.ok("getUpdates", json!({})).await, json!([]), "the filter holds from the moment of making");
    bench.ok("getUpdates", json!({ "allowed_updates": [] })).await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "heard").unwrap();
    assert_eq!(texts(&bench.ok("getUpdates", json!({})).await), ["heard"]);
    bench.ok("getUpdates", json!({ "allowed_updates": ["all", "unknown"] })).await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "heard too").unwrap();
    assert_eq!(texts(&bench.ok("getUpdates", json!({})).await), ["heard", "heard too"]);
}

#[tokio::test]
async fn updates_live_for_a_day_and_button_presses_for_150_seconds() {
    let bench = Bench::new().await;
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "yes" }]] });
    let sent = bench.ok("sendMessage", json!({ "chat_id": bench.anna, "text": "?", "reply_markup": markup })).await;
    let message_id = sent["message_id"].as_i64().unwrap();
    bench.simulator.user_sends(bench.bot.id, bench.anna, "old").unwrap();
    bench.simulator.user_presses(bench.bot.id, bench.anna, message_id, telegram_simulator::Press::At(0, 0)).unwrap();
    bench.simulator.advance(Duration::from_secs(149));
    assert_eq!(bench.ok("getUpdates", json!({})).await.as_array().unwrap().len(), 2);
    bench.simulator.advance(Duration::from_secs(2));
    assert_eq!(texts(&bench.ok("getUpdates", json!({})).await), ["old"]);
    bench.simulator.advance(Duration::from_secs(86_400));
    assert_eq!(bench.ok("getUpdates", json!({})).await, json!([]));
    let last = bench.simulator.acknowledged(bench.bot.id).pop().unwrap();
    assert!(!last.how.is_by_bot(), "an expired update was not acknowledged by the bot");
}

#[tokio::test]
async fn a_held_poll_ends_with_a_conflict_when_a_webhook_is_set() {
    let bench = Bench::new().await;
    let held = {
        let (http, url) = (bench.http.clone(), bench.url("getUpdates"));
        tokio::spawn(async move { crate::bench::answer(http.post(url).json(&json!({ "timeout": 30 }))).await })
    };
    let is_held = |simulator: &telegram_simulator::Simulator| {
        simulator.requests().iter().any(|request| request.status.is_none()).then_some(())
    };
    bench.simulator.wait_for(SOON, is_held).await.unwrap();
    bench.ok("setWebhook", json!({ "url": "http://127.0.0.1:9/hook" })).await;
    held.await.unwrap().refused(409, "Conflict: terminated by setWebhook request");
}

#[tokio::test]
async fn a_poll_whose_client_is_gone_is_no_conflict_for_the_next_one() {
    let bench = Bench::new().await;
    for _ in 0..3 {
        let gone = bench.http.post(bench.url("getUpdates")).timeout(Duration::from_millis(50));
        assert!(gone.json(&json!({ "timeout": 30 })).send().await.unwrap_err().is_timeout());
    }
    bench.simulator.user_sends(bench.bot.id, bench.anna, "hello").unwrap();
    assert_eq!(texts(&bench.ok("getUpdates", json!({ "timeout": 30 })).await), ["hello"]);
}

#[tokio::test]
async fn the_same_offset_again_at_once_is_slowed_down_by_the_realistic_profile() {
    let bench = Bench::new().await;
    bench.simulator.set_limits(telegram_simulator::Limits::realistic());
    bench.simulator.user_sends_many(bench.bot.id, bench.anna, "m{n}", 3).unwrap();
    // On a busy machine the second call may come too late to be slowed down; then two others are tried.
    for offset in 1..100 {
        let begun = Instant::now();
        bench.ok("getUpdates", json!({ "offset": offset })).await;
        let again = bench.ok("getUpdates", json!({ "offset": offset })).await;
        if begun.elapsed() < Duration::from_millis(500) {
            assert_eq!(again.as_array().unwrap().len(), 1);
            return;
        }
    }
    panic!("no two calls came within half a second");
}
