//! Polling: what is acknowledged and when, what ends the loop, and what does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::{
    future::pending,
    sync::Arc,
    time::{Duration, Instant},
};

use candor_connect::telegram::updates::{ALLOWED_UPDATES, Patience, Polling, PollingEnd, SinkError};
use serde_json::{Value, json};
use tokio::{sync::oneshot, task::JoinHandle, time::timeout};

use crate::{
    shelf::Shelf,
    world::{Answer, DEADLINE, World},
};

const QUICK: Patience = Patience {
    first: Duration::from_millis(5),
    most: Duration::from_millis(40),
    if_not_held: Duration::from_millis(30),
};

fn polling(world: &World, shelf: &Arc<Shelf>, offset: Option<i64>) -> Polling {
    Polling::new(world.api(), shelf.clone(), offset).with_patience(QUICK)
}

fn start(mut polling: Polling) -> JoinHandle<Result<(), PollingEnd>> {
    tokio::spawn(async move { polling.run(pending()).await })
}

async fn end_of(task: JoinHandle<Result<(), PollingEnd>>) -> Result<(), PollingEnd> {
    timeout(DEADLINE, task).await.expect("the loop ends in time").unwrap()
}

fn update(id: i64) -> Value {
    json!({"update_id": id, "message": {"text": format!("words {id}")}})
}

fn batch(elements: &[&str]) -> Answer {
    Answer::text(200, "", &format!(r#"{{"ok":true,"result":[{}]}}"#, elements.join(",")))
}

fn offset(params: &Value) -> Option<i64> {
    params.get("offset").and_then(Value::as_i64)
}

#[tokio::test]
async fn the_offset_moves_only_after_the_sink_has_kept_the_batch() {
    let mut world = World::that_says([Answer::ok(json!([update(5), update(6)]))]).await;
    let shelf = Shelf::closed();
    let _running = start(polling(&world, &shelf, None));
    let first = world.next_call().await;
    assert_eq!((first.method.as_str(), offset(&first.params)), ("getUpdates", None));
    shelf.holds(|kept| kept.offers == 1).await;
    assert_eq!(world.calls_so_far(), [], "nothing is asked while the sink is at work");
    shelf.let_one_in();
    assert_eq!(offset(&world.next_call().await.params), Some(7));
    assert_eq!(shelf.kept().offset, Some(7));
}

#[tokio::test]
async fn what_the_sink_could_not_keep_is_asked_for_again() {
    let answers = [Answer::ok(json!([update(5)])), Answer::ok(json!([update(5), update(6)]))];
    let mut world = World::that_says(answers).await;
    let shelf = Shelf::that_fails([SinkError::TryAgain("disk full".to_owned())]);
    let polling = polling(&world, &shelf, Some(5));
    let counts = polling.counts();
    let _running = start(polling);
    assert_eq!(offset(&world.next_call().await.params), Some(5));
    assert_eq!(offset(&world.next_call().await.params), Some(5), "not acknowledged");
    assert_eq!(offset(&world.next_call().await.params), Some(7));
    assert_eq!(shelf.kept().texts.into_keys().collect::<Vec<_>>(), [5, 6]);
    assert_eq!((counts.sink_failures(), counts.updates()), (1, 2));
}

#[tokio::test]
async fn a_redelivered_update_is_kept_once() {
    let answers = [Answer::ok(json!([update(5), update(6)])), Answer::ok(json!([update(6), update(7)]))];
    let mut world = World::that_says(answers).await;
    let shelf = Shelf::open();
    let _running = start(polling(&world, &shelf, None));
    for expected in [None, Some(7), Some(8)] {
        assert_eq!(offset(&world.next_call().await.params), expected);
    }
    assert_eq!(shelf.kept().texts.len(), 3);
}

#[tokio::test]
async fn each_call_names_the_kinds_it_wants() {
    let mut world = World::that_says([Answer::ok(json!([]))]).await;
    let _running = start(polling(&world, &Shelf::open(), None));
    for _ in 0..2 {
        assert_eq!(world.next_call().await.params["allowed_updates"], json!(ALLOWED_UPDATES));
    }
}

#[tokio::test]
async fn a_malformed_element_takes_no_other_with_it() {
    let deep = format!(r#"{{"update_id":8,"message":{}{}}}"#, "[".repeat(500), "]".repeat(500));
    let elements = [
        r#"{"update_id":5,"message":{"text":"ok"}}"#,
        r#"{"update_id":6,"message":{"text":"\ud800"}}"#,
        "null",
        "17",
        r#"{"message":{}}"#,
        r#"{"update_id":7,"hologram":{}}"#,
        deep.as_str(),
    ];
    let mut world = World::that_says([batch(&elements)]).await;
    let shelf = Shelf::open();
    let polling = polling(&world, &shelf, None);
    let counts = polling.counts();
    let _running = start(polling);
    world.next_call().await;
    assert_eq!(offset(&world.next_call().await.params), Some(9));
    let kept = shelf.kept().texts;
    assert_eq!(kept.keys().filter(|&&id| id > 0).copied().collect::<Vec<_>>(), [5, 6, 7, 8]);
    assert_eq!(kept[&6], elements[1], "kept as it was written");
    assert_eq!((kept.len(), counts.updates(), counts.unnumbered()), (7, 7, 3));
}

#[tokio::test]
async fn a_batch_without_any_number_does_not_hold_up_the_queue() {
    let mut world = World::that_says([batch(&[r#"{"no":"number"}"#]), Answer::ok(json!([update(6)]))]).await;
    let shelf = Shelf::open();
    let _running = start(polling(&world, &shelf, Some(5)));
    for expected in [Some(5), Some(6), Some(7)] {
        assert_eq!(offset(&world.next_call().await.params), expected);
    }
    assert_eq!(shelf.kept().texts.len(), 2);
}

#[tokio::test]
async fn an_update_that_is_no_json_is_taken_out_once_it_keeps_coming_back() {
    let broken =
        [r#"{"update_id":5,"message":{"text":"ok"}}"#, r#"{"update_id":6,"message":{"te"#, r#"{"update_id":7,"x":{}}"#];
    let mut world = World::that_says((0..4).map(|_| batch(&broken))).await;
    let shelf = Shelf::open();
    let polling = polling(&world, &shelf, None);
    let counts = polling.counts();
    let _running = start(polling);
    for _ in 0..4 {
        assert_eq!(offset(&world.next_call().await.params), None, "at first it may just have been garbled on its way");
    }
    assert_eq!(offset(&world.next_call().await.params), Some(8));
    assert_eq!(
        shelf.kept().texts.into_iter().collect::<Vec<_>>(),
        [5, 6, 7].map(|id| (id, broken[usize::try_from(id - 5).unwrap()].to_owned()))
    );
    assert_eq!((counts.bad_answers(), counts.updates()), (3, 3));
}

#[tokio::test]
async fn numbers_that_begin_anew_are_followed_down() {
    let mut world = World::that_says([Answer::ok(json!([update(900)])), Answer::ok(json!([update(17)]))]).await;
    let _running = start(polling(&world, &Shelf::open(), None));
    for expected in [None, Some(901), Some(18)] {
        assert_eq!(offset(&world.next_call().await.params), expected);
    }
}

#[tokio::test]
async fn garbage_is_counted_and_survived() {
    let answers = [
        Answer::text(200, "", "not json"),
        Answer::text(200, "", r#"{"ok":true,"result":{"not":"a list"}}"#),
        Answer::text(200, "", r#"{"ok":true}"#),
        Answer::text(200, "", "[]"),
        Answer::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xff\xfe\x00\x01".to_vec()),
        Answer::text(502, "Content-Type: text/html\r\n", "<html>Bad Gateway</html>"),
        Answer::BytesThenDrop(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{\"ok\":true".to_vec()),
        Answer::BytesThenDrop(b"this is not even HTTP".to_vec()),
        Answer::Drop,
        Answer::refusal(500, "Internal Server Error: restart"),
        Answer::refusal(418, "I'm a teapot"),
        Answer::ok(json!([update(5)])),
    ];
    let many = answers.len() - 1;
    let mut world = World::that_says(answers).await;
    let shelf = Shelf::open();
    let polling = polling(&world, &shelf, Some(5));
    let counts = polling.counts();
    let _running = start(polling);
    for _ in 0..=many {
        assert_eq!(offset(&world.next_call().await.params), Some(5));
    }
    assert_eq!(offset(&world.next_call().await.params), Some(6));
    assert_eq!(shelf.kept().texts.len(), 1);
    assert_eq!(counts.failed_calls(), u64::try_from(many).unwrap());
    assert_eq!(counts.bad_answers(), 7);
}

#[tokio::test]
async fn what_only_a_person_can_mend_ends_the_loop_with_its_name() {
    let rival = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    let hook =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    let table = [
        (Answer::refusal(409, rival), PollingEnd::AnotherPoller),
        (Answer::refusal(409, hook), PollingEnd::WebhookIsSet),
        (Answer::refusal(401, "Unauthorized"), PollingEnd::Unauthorized),
        (Answer::refusal(404, "Not Found"), PollingEnd::Unauthorized),
    ];
    for (answer, expected) in table {
        let world = World::that_says([answer]).await;
        assert_eq!(end_of(start(polling(&world, &Shelf::open(), None))).await, Err(expected));
    }
}

#[tokio::test]
async fn a_sink_that_stops_ends_the_loop_without_acknowledging() {
    let mut world = World::that_says([Answer::ok(json!([update(5)]))]).await;
    let shelf = Shelf::that_fails([SinkError::Stop("another process leads".to_owned())]);
    let end = end_of(start(polling(&world, &shelf, None))).await;
    assert_eq!(end, Err(PollingEnd::SinkStopped("another process leads".to_owned())));
    assert_eq!(world.calls_so_far().len(), 1);
}

#[tokio::test]
async fn a_wait_telegram_asks_for_is_kept() {
    let slow = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}});
    let mut world = World::that_says([Answer::json(429, &slow), Answer::ok(json!([update(5)]))]).await;
    let _running = start(polling(&world, &Shelf::open(), None));
    world.next_call().await;
    let refused_at = Instant::now();
    world.next_call().await;
    assert!(refused_at.elapsed() >= Duration::from_millis(900), "{:?}", refused_at.elapsed());
}

#[tokio::test]
async fn failures_in_a_row_are_waited_out_longer_and_longer() {
    let mut world = World::that_says((0..5).map(|_| Answer::refusal(500, "Internal Server Error"))).await;
    let _running = start(polling(&world, &Shelf::open(), None));
    world.next_call().await;
    let began = Instant::now();
    for _ in 0..5 {
        world.next_call().await;
    }
    // 5 + 10 + 20 + 40 + 40 ms.
    assert!(began.elapsed() >= Duration::from_millis(110), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_server_that_never_holds_is_not_asked_without_end() {
    let mut world = World::that_says((0..6).map(|_| Answer::ok(json!([])))).await;
    let _running = start(polling(&world, &Shelf::open(), None));
    world.next_call().await;
    let began = Instant::now();
    for _ in 0..5 {
        world.next_call().await;
    }
    assert!(began.elapsed() >= 5 * QUICK.if_not_held, "{:?}", began.elapsed());
}

#[tokio::test]
async fn stopping_ends_a_held_call_at_once() {
    let mut world = World::that_says([Answer::Hold]).await;
    let mut polling = polling(&world, &Shelf::open(), None);
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move { polling.run(async { drop(stopped.await) }).await });
    world.next_call().await;
    stop.send(()).unwrap();
    assert_eq!(end_of(running).await, Ok(()));
}

#[tokio::test]
async fn stopping_lets_a_commit_under_way_finish() {
    let world = World::that_says([Answer::ok(json!([update(5)]))]).await;
    let shelf = Shelf::closed();
    let mut polling = polling(&world, &shelf, None);
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move { polling.run(async { drop(stopped.await) }).await });
    shelf.holds(|kept| kept.offers == 1).await;
    stop.send(()).unwrap();
    tokio::task::yield_now().await;
    assert!(!running.is_finished());
    shelf.let_one_in();
    assert_eq!(end_of(running).await, Ok(()));
    assert_eq!(shelf.kept().texts.len(), 1);
}

#[tokio::test]
async fn a_loop_can_go_on_after_its_webhook_was_deleted() {
    let hook = "Conflict: can't use getUpdates method while webhook is active";
    let answers = [Answer::refusal(409, hook), Answer::ok(json!(true)), Answer::ok(json!([update(5)]))];
    let mut world = World::that_says(answers).await;
    let shelf = Shelf::open();
    let mut polling = polling(&world, &shelf, None);
    assert_eq!(polling.run(pending()).await, Err(PollingEnd::WebhookIsSet));
    world.api().delete_webhook().await.unwrap();
    let _running = start(polling);
    shelf.holds(|kept| kept.texts.len() == 1).await;
    let methods: Vec<String> = [world.next_call().await, world.next_call().await].map(|call| call.method).into();
    assert_eq!(methods, ["getUpdates", "deleteWebhook"]);
}
