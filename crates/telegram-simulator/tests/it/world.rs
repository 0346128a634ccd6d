//! People: who may be written to, blocking, several bots, odd names and odd messages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};
use telegram_simulator::{CannotAct, NewBot, NewUser};

use crate::bench::{Bench, fits};

#[tokio::test]
async fn a_bot_writes_only_to_people_who_started_it_and_did_not_block_it() {
    let bench = Bench::new().await;
    let send = |chat: Value| bench.call("sendMessage", json!({ "chat_id": chat, "text": "x" }));
    send(json!(424_242)).await.refused(400, "Bad Request: chat not found");
    send(json!("@nobody")).await.refused(400, "Bad Request: chat not found");
    send(json!(bench.bot.id)).await.refused(403, "Forbidden: bot can't send messages to bots");
    let boris = bench.simulator.add_user(NewUser::named("Boris")).unwrap();
    send(json!(boris)).await.refused(403, "Forbidden: bot can't initiate conversation with a user");

    bench.simulator.user_blocks(bench.bot.id, bench.anna).unwrap();
    let update = bench.ok("getUpdates", json!({})).await[0].clone();
    fits("Update", &update);
    assert_eq!(update["my_chat_member"]["new_chat_member"]["status"], "kicked");
    send(json!(bench.anna)).await.refused(403, "Forbidden: bot was blocked by the user");
    assert_eq!(bench.simulator.user_sends(bench.bot.id, bench.anna, "x"), Err(CannotAct::Blocked));
    bench.simulator.user_unblocks(bench.bot.id, bench.anna).unwrap();
    send(json!(bench.anna)).await.result();
    bench.simulator.deactivate_user(bench.anna).unwrap();
    send(json!(bench.anna)).await.refused(403, "Forbidden: user is deactivated");
}

#[tokio::test]
async fn a_deep_link_starts_the_bot_with_its_payload() {
    let bench = Bench::new().await;
    bench.simulator.user_starts(bench.bot.id, bench.anna, Some("ref_9")).unwrap();
    let message = bench.ok("getUpdates", json!({})).await[0]["message"].clone();
    assert_eq!(message["text"], "/start ref_9");
    assert_eq!(message["entities"], json!([{ "offset": 0, "length": 6, "type": "bot_command" }]));
}

#[tokio::test]
async fn bots_do_not_see_each_others_chats_and_share_no_counters() {
    let bench = Bench::new().await;
    let other = bench.simulator.add_bot(NewBot::named("flower_bot").with_token("77:secret")).unwrap();
    assert_eq!(other.id, 77);
    bench.simulator.user_starts(other.id, bench.anna, None).unwrap();
    assert_eq!(bench.ok("getUpdates", json!({})).await, json!([]));
    let boris = bench.simulator.add_user(NewUser::named("Boris")).unwrap();
    let one = bench.simulator.user_sends(bench.bot.id, bench.anna, "a").unwrap();
    let two = bench.simulator.user_sends(bench.bot.id, boris, "b").unwrap();
    assert_eq!(two, one + 1, "private chats of one bot share a counter");
    // A message of one chat cannot be reached through another.
    let edit = json!({ "chat_id": boris, "message_id": one });
    bench.call("deleteMessage", edit).await.refused(400, "Bad Request: message to delete not found");
}

#[tokio::test]
async fn hostile_names_and_texts_arrive_as_they_are() {
    let bench = Bench::new().await;
    let name = "<b>{{7*7}}</b>\u{202e}\u{200b}\";DROP TABLE users;--";
    let new = NewUser { first_name: name.into(), last_name: Some("\u{0}\u{7}".into()), ..NewUser::default() };
    let eve = bench.simulator.add_user(new).unwrap();
    let text = format!("{name} \u{feff} اهلا {}", "я".repeat(4000));
    bench.simulator.user_sends(bench.bot.id, eve, &text).unwrap();
    let update = bench.ok("getUpdates", json!({})).await[0].clone();
    fits("Update", &update);
    assert_eq!(update["message"]["text"], text);
    assert_eq!(update["message"]["from"]["first_name"], name);
    assert_eq!(update["message"]["chat"]["last_name"], "\u{0}\u{7}");
    assert_eq!(bench.simulator.user_sends(bench.bot.id, eve, &"x".repeat(4097)), Err(CannotAct::TextLength(4097)));
}

#[tokio::test]
async fn raw_messages_and_garbage_reach_the_bot_untouched() {
    let bench = Bench::new().await;
    let sticker = json!({ "sticker": { "file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
        "is_animated": false, "is_video": false, "emoji": "🌷" } });
    bench.simulator.user_sends_message(bench.bot.id, bench.anna, sticker.clone()).unwrap();
    bench.simulator.inject_update(bench.bot.id, json!({ "brand_new_kind": { "x": 1 } })).unwrap();
    let updates = bench.ok("getUpdates", json!({})).await;
    fits("Update", &updates[0]);
    assert_eq!(updates[0]["message"]["sticker"], sticker["sticker"]);
    assert_eq!(updates[1]["brand_new_kind"], json!({ "x": 1 }));
    bench.simulator.inject_text(bench.bot.id, "{\"update_id\": oops").unwrap();
    let body = bench.http.get(bench.url("getUpdates")).send().await.unwrap().text().await.unwrap();
    assert!(body.ends_with(",{\"update_id\": oops]}"), "{body}");
}

#[tokio::test]
async fn an_edit_by_a_person_comes_as_an_edited_message() {
    let bench = Bench::new().await;
    let id = bench.simulator.user_sends(bench.bot.id, bench.anna, "one").unwrap();
    bench.simulator.user_edits(bench.bot.id, bench.anna, id, "two").unwrap();
    let updates = bench.ok("getUpdates", json!({})).await;
    fits("Update", &updates[1]);
    assert_eq!(updates[0]["message"]["text"], "one", "an update that was made does not change");
    assert_eq!(updates[1]["edited_message"]["text"], "two");
    let own = bench.send("mine").await.result()["message_id"].as_i64().unwrap();
    assert_eq!(bench.simulator.user_edits(bench.bot.id, bench.anna, own, "x"), Err(CannotAct::NotTheirs(own)));
}

#[tokio::test]
async fn get_chat_tells_what_a_private_chat_is() {
    let bench = Bench::new().await;
    let chat = bench.ok("getChat", json!({ "chat_id": bench.anna })).await;
    fits("ChatFullInfo", &chat);
    assert_eq!((&chat["type"], &chat["first_name"]), (&json!("private"), &json!("Anna")));
}

#[tokio::test]
async fn the_same_seed_makes_the_same_world() {
    let made = || async {
        let bench = Bench::new().await;
        (bench.bot.token.clone(), bench.anna)
    };
    assert_eq!(made().await, made().await);
}

#[tokio::test]
async fn ten_thousand_messages_at_once_are_all_offered_in_order() {
    let bench = Bench::new().await;
    bench.simulator.user_sends_many(bench.bot.id, bench.anna, "m{n}", 10_000).unwrap();
    let (mut offset, mut next) = (0, 1);
    loop {
        let updates = bench.ok("getUpdates", json!({ "offset": offset })).await;
        let Some(last) = updates.as_array().unwrap().last() else { break };
        for update in updates.as_array().unwrap() {
            assert_eq!(update["message"]["text"], format!("m{next}"));
            next += 1;
        }
        offset = last["update_id"].as_i64().unwrap() + 1;
    }
    assert_eq!(next, 10_001);
}
