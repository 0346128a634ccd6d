//! The control API, as a page or a test in another language uses it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};

use crate::bench::{Bench, SOON};

#[tokio::test]
async fn a_whole_conversation_can_be_driven_over_http() {
    let bench = Bench::new().await;
    let new = json!({ "username": "shop_bot", "token": "4242:abc", "name": "Цветы" });
    let bot = bench.post("bots", new).await.body;
    assert_eq!((&bot["id"], &bot["token"]), (&json!(4242), &json!("4242:abc")));
    let user = bench.post("users", json!({ "first_name": "Иван", "language_code": "ru" })).await.body["id"].clone();
    let chat = format!("chats/4242/{user}");
    bench.post(&format!("{chat}/start"), json!({ "payload": "ref_1" })).await;
    let message = bench.post(&format!("{chat}/messages"), json!({ "text": "здравствуйте" })).await.body;
    let photo = json!({ "message": { "photo": [{ "file_id": "f", "file_unique_id": "u", "width": 9, "height": 9 }],
        "caption": "вот такой" } });
    bench.post(&format!("{chat}/messages"), photo).await;
    let edit = format!("{chat}/messages/{}/edit", message["message_id"]);
    assert_eq!(bench.post(&edit, json!({ "text": "добрый день" })).await.body, json!({ "ok": true }));

    let call = async |method: &str, params: Value| {
        let url = format!("{}/bot4242:abc/{method}", bench.server.url);
        let body: Value = bench.http.post(url).json(&params).send().await.unwrap().json().await.unwrap();
        body["result"].clone()
    };
    let updates = call("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["text"], "/start ref_1");
    assert_eq!(updates[2]["message"]["caption"], "вот такой");
    assert_eq!(updates[3]["edited_message"]["text"], "добрый день");
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    let sent = call("sendMessage", json!({ "chat_id": user, "text": "Хотите букет?", "reply_markup": keyboard })).await;
    let press = format!("{chat}/messages/{}/press", sent["message_id"]);
    let pressed = bench.post(&press, json!({ "row": 0, "column": 0 })).await.body;
    call("answerCallbackQuery", json!({ "callback_query_id": pressed["callback_query_id"], "text": "Отлично" })).await;
    let callback = bench.get(&format!("callbacks/4242/{}", pressed["callback_query_id"].as_str().unwrap())).await;
    assert_eq!((&callback["is_answered"], &callback["text"]), (&json!(true), &json!("Отлично")));

    let seen = bench.get(&chat).await;
    let last = seen["messages"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["is_from_bot"], &last["text"]), (&json!(true), &json!("Хотите букет?")));
    assert_eq!(seen["messages"][1]["is_edited"], true);
    assert_eq!(bench.get("delivered?bot_id=4242").await[0]["text"], "Хотите букет?");
    assert_eq!(bench.get("requests?bot_id=4242&method=sendmessage").await[0]["status"], 200);
    assert_eq!(bench.get("chats?bot_id=4242").await, json!([{ "bot_id": 4242, "chat_id": user }]));
    assert_eq!(bench.post(&format!("{chat}/block"), json!({})).await.status, 200);
    assert_eq!(bench.post(&format!("{chat}/messages"), json!({ "text": "x" })).await.status, 409);
}

#[tokio::test]
async fn mistakes_in_control_calls_say_what_to_do() {
    let bench = Bench::new().await;
    let error = |answer: crate::bench::Answer| (answer.status, answer.body["error"].as_str().unwrap().to_owned());
    let (status, words) = error(bench.post("chats/1/2/messages", json!({ "text": "x" })).await);
    assert_eq!((status, words.as_str()), (404, "no user has the id 2; list the users or add one"));
    let (status, words) = error(bench.post("bots", json!({ "token": "nonsense" })).await);
    assert!(status == 400 && words.contains("123456:letters-and-digits"), "{words}");
    let (status, words) = error(bench.post("users", json!({ "fist_name": "typo" })).await);
    assert!(status == 422 && words.contains("fist_name"), "{words}");
    let form = bench.http.post(bench.control("outage")).body("on=true").send().await.unwrap();
    assert_eq!(form.status(), 415, "a form of another page must not steer the simulator");
    let chat = format!("chats/{}/{}/messages", bench.bot.id, bench.anna);
    assert_eq!(bench.post(&chat, json!({})).await.status, 400);
    let fault = json!({ "fault": { "kind": "error", "code": 42 } });
    assert_eq!(bench.post("faults", fault).await.status, 400);
}

#[tokio::test]
async fn faults_limits_and_the_clock_are_set_over_http() {
    let bench = Bench::new().await;
    let fault =
        json!({ "method": "sendMessage", "fault": { "kind": "too_many_requests", "retry_after": 3 }, "times": 2 });
    assert_eq!(bench.post("faults", fault).await.body, json!({ "ok": true }));
    assert_eq!(bench.send("x").await.status, 429);
    assert_eq!(bench.get("faults").await[0]["times"], 1);
    let cleared = bench.http.delete(bench.control("faults")).send().await.unwrap();
    assert_eq!(cleared.status(), 200);
    assert_eq!(bench.send("x").await.status, 200);

    let rates = json!({ "drop_after": 1000 });
    bench.post("faults/rates", rates).await;
    assert!(bench.http.get(bench.url("getMe")).send().await.is_err());
    bench.post("faults/rates", json!({})).await;

    let limits = json!({ "per_chat": 1, "chat_burst": 1, "per_bot": 30, "slow_same_offset": false });
    bench.post("limits", limits.clone()).await;
    assert_eq!(bench.get("limits").await, limits);
    assert_eq!((bench.send("x").await.status, bench.send("x").await.status), (200, 429));

    let before = bench.get("clock").await["now_ms"].as_i64().unwrap();
    let after = bench.post("clock/advance", json!({ "seconds": 60, "millis": 5 })).await.body;
    assert_eq!((after["now_ms"].as_i64(), &after["is_manual"]), (Some(before + 60_005), &json!(true)));
    bench.post("outage", json!({ "on": true })).await;
    assert!(bench.http.get(bench.url("getMe")).send().await.is_err());
    assert_eq!(bench.get("outage").await, json!({ "on": true }));
}

#[tokio::test]
async fn the_simulator_says_what_it_supports() {
    let bench = Bench::new().await;
    let itself: Value =
        bench.http.get(format!("{}/simulator", bench.server.url)).send().await.unwrap().json().await.unwrap();
    assert_eq!((&itself["schema"], &itself["known_methods"]), (&json!("Bot API 10.3"), &json!(185)));
    for method in itself["supported_methods"].as_array().unwrap() {
        let answer = bench.call(method.as_str().unwrap(), json!({})).await;
        assert_ne!(answer.status, 404, "{method}");
    }
}

#[tokio::test]
async fn load_makes_people_who_all_write() {
    let bench = Bench::new().await;
    let load = json!({ "template": "сообщение {n}", "count": 20, "new_users": 10, "user_ids": [bench.anna] });
    let made = bench.post(&format!("bots/{}/load", bench.bot.id), load).await.body;
    assert_eq!((&made["sent"], made["user_ids"].as_array().unwrap().len()), (&json!(220), 11));
    assert_eq!(bench.get("stats").await["pending_updates"], 220);
    let update = json!({ "update": { "brand_new": {} } });
    assert!(bench.post(&format!("bots/{}/updates", bench.bot.id), update).await.body["update_id"].is_i64());
    assert_eq!(bench.simulator.pending_updates(bench.bot.id), 221);
}

#[tokio::test]
async fn events_hint_at_what_changed() {
    let bench = Bench::new().await;
    let mut stream = bench.http.get(bench.control("events")).send().await.unwrap();
    assert!(stream.headers()["Content-Type"].to_str().unwrap().starts_with("text/event-stream"));
    bench.send("hello").await.result();
    let mut seen = String::new();
    while !seen.contains("\n\n") {
        let chunk = tokio::time::timeout(SOON, stream.chunk()).await.unwrap().unwrap().unwrap();
        seen.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let hint: Value = serde_json::from_str(seen.trim().strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!((&hint["kind"], &hint["chat_id"]), (&json!("message"), &json!(bench.anna)));
}

#[tokio::test]
async fn a_stopped_server_ends_what_it_holds_and_the_world_lives_on() {
    let bench = Bench::new().await;
    let poll = tokio::spawn(bench.ok("getUpdates", json!({ "timeout": 50 })));
    let is_held = |simulator: &telegram_simulator::Simulator| {
        simulator.requests().iter().any(|request| request.status.is_none()).then_some(())
    };
    bench.simulator.wait_for(SOON, is_held).await.unwrap();
    let address = bench.server.address;
    let begun = std::time::Instant::now();
    bench.server.stop().await;
    assert!(begun.elapsed() < SOON);
    assert_eq!(poll.await.unwrap(), json!([]));
    let again = telegram_simulator::Server::start(bench.simulator.clone(), address).await.unwrap();
    let url = format!("{}/bot{}/getMe", again.url, bench.bot.token);
    crate::bench::answer(bench.http.get(url)).await.result();
}

#[tokio::test]
async fn a_closed_simulator_lets_the_listener_it_was_merged_into_stop() {
    let bench = Bench::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let pages = axum::Router::new().route("/", axum::routing::get(async || "a page")).merge(bench.simulator.router());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = axum::serve(listener, pages).with_graceful_shutdown(async move { stopped.await.unwrap() });
    let serving = tokio::spawn(async move { serving.await });
    let page = bench.http.get(&url).send().await.unwrap().text().await.unwrap();
    assert_eq!(page, "a page");
    let mut events = bench.http.get(format!("{url}/simulator/events")).send().await.unwrap();
    bench.simulator.close();
    stop.send(()).unwrap();
    assert_eq!(tokio::time::timeout(SOON, events.chunk()).await.unwrap().unwrap(), None, "the stream has ended");
    tokio::time::timeout(SOON, serving).await.unwrap().unwrap().unwrap();
}
