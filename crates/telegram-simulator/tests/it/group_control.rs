//! Groups over the control API, as a page uses them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn a_group_is_made_driven_and_read_over_http() {
    let bench = Bench::new().await;
    let user = bench.post("users", json!({ "first_name": "Ольга" })).await.body["id"].clone();
    let new = json!({ "title": "Смена", "is_forum": true, "creator": user });
    let group = bench.post("groups", new).await.body["id"].clone();
    let bot = bench.bot.id;
    let rights = json!({ "role": "administrator", "rights": { "can_manage_topics": true } });
    assert_eq!(bench.post(&format!("groups/{group}/members/{bot}"), rights).await.body, json!({ "ok": true }));
    assert_eq!(
        bench.post(&format!("groups/{group}/members/{}", bench.anna), json!({ "role": "member" })).await.status,
        200
    );
    assert_eq!(bench.post(&format!("groups/{group}/members/{bot}"), json!({ "role": "king" })).await.status, 422);
    let chat = format!("chats/{group}/{user}");
    let topic = bench.post(&format!("{chat}/topics"), json!({ "name": "Анна" })).await.body["topic_id"].clone();
    let sent = bench.post(&format!("{chat}/messages"), json!({ "text": "заметка", "topic_id": topic })).await.body;
    bench.post(&format!("{chat}/messages"), json!({ "text": "в общий" })).await;
    let edit = format!("{chat}/messages/{}/edit", sent["message_id"]);
    assert_eq!(bench.post(&edit, json!({ "text": "правка" })).await.status, 200);
    let topics = format!("{chat}/topics/{topic}");
    bench.post(&format!("{topics}/rename"), json!({ "name": "Анна К." })).await;
    assert_eq!(bench.post(&format!("{topics}/close"), json!({})).await.status, 200);
    let answer = json!({ "chat_id": group, "text": "ответ", "message_thread_id": topic });
    bench.ok("sendMessage", answer).await;
    bench.ok("sendChatAction", json!({ "chat_id": group, "action": "typing", "message_thread_id": topic })).await;

    let seen = bench.get(&format!("groups/{group}")).await;
    assert_eq!(seen, bench.get(&chat).await);
    assert_eq!((&seen["chat_id"], &seen["bot_id"], &seen["group"]["title"]), (&group, &json!(0), &json!("Смена")));
    let shown =
        json!({ "topic_id": topic, "name": "Анна К.", "icon_color": 7_322_096, "is_closed": true, "creator": user });
    assert_eq!(seen["group"]["topics"], json!([shown]));
    assert_eq!(seen["actions"], json!([{ "bot_id": bot, "topic_id": topic, "action": "typing" }]));
    let members = seen["group"]["members"].as_array().unwrap();
    assert!(
        members
            .iter()
            .any(|member| member["id"] == bot && member["role"] == "administrator" && member["is_bot"] == true)
    );
    let messages = seen["messages"].as_array().unwrap();
    let said: Vec<_> = messages.iter().filter(|message| message["text"] != "").collect();
    assert_eq!(
        said.iter().map(|message| message["text"].as_str().unwrap()).collect::<Vec<_>>(),
        ["правка", "в общий", "ответ"]
    );
    assert_eq!(said.iter().map(|message| &message["topic_id"]).collect::<Vec<_>>(), [&topic, &Value::Null, &topic]);
    assert_eq!((&said[0]["from_id"], &said[2]["from_id"]), (&user, &json!(bot)));
    let newest = bench.get(&format!("groups/{group}?limit=1")).await["messages"].clone();
    assert_eq!((newest.as_array().unwrap().len(), &newest[0]["text"]), (1, &json!("ответ")));

    let file = bench.http.post(bench.control(&format!("{chat}/files?kind=voice&topic_id={topic}")));
    let file = file.header("Content-Type", "application/octet-stream").body("x").send().await.unwrap();
    assert_eq!(file.status(), 200);
    assert_eq!(bench.post(&format!("{topics}/reopen"), json!({})).await.status, 200);
    assert_eq!(bench.post(&format!("{chat}/messages/{}/delete", sent["message_id"]), json!({})).await.status, 200);
    assert_eq!(bench.post(&format!("{topics}/delete"), json!({})).await.status, 200);
    assert_eq!(bench.get("groups").await[0]["topics"], json!([]));
    assert_eq!(bench.post(&format!("{chat}/messages"), json!({ "text": "x", "topic_id": topic })).await.status, 404);
    assert_eq!(bench.post(&format!("chats/{group}/{}/topics", bench.anna), json!({ "name": "x" })).await.status, 409);
    assert_eq!(bench.post(&format!("groups/{group}/forum"), json!({ "is_forum": false })).await.status, 200);
    assert_eq!(bench.post(&format!("{chat}/topics"), json!({ "name": "x" })).await.status, 409);
    assert_eq!(bench.http.get(bench.control("groups/-1")).send().await.unwrap().status(), 404);
    assert_eq!(bench.post(&format!("bots/{bot}/privacy"), json!({ "is_on": false })).await.status, 200);
    assert_eq!(bench.post(&format!("bots/{bot}/topics"), json!({ "is_on": true })).await.status, 200);
    let me = bench.ok("getMe", json!({})).await;
    assert_eq!((&me["can_read_all_group_messages"], &me["has_topics_enabled"]), (&json!(true), &json!(true)));
}
