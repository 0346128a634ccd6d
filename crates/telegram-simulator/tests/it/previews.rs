//! Messages that are still being written, and people who press Stop.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use serde_json::{Value, json};
use telegram_simulator::{CannotAct, NewGroup, PreviewSeen};

use crate::bench::{Bench, START_OF_TIME, fits};

impl Bench {
    async fn drafts(&self, draft_id: i64, text: &str, more: Value) {
        let mut params = json!({ "chat_id": self.anna, "draft_id": draft_id, "text": text });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(self.ok("sendMessageDraft", params).await, json!(true));
    }

    fn preview(&self) -> Option<PreviewSeen> {
        self.simulator.chat(self.bot.id, self.anna).unwrap().preview
    }

    fn shown(&self) -> Option<(i64, String)> {
        self.preview().map(|preview| (preview.draft_id, preview.text))
    }
}

#[tokio::test]
async fn a_preview_changes_lives_for_thirty_seconds_and_leaves_nothing_behind() {
    let bench = Bench::new().await;
    bench.drafts(7, "A bouquet", json!({})).await;
    let seen = bench.preview().unwrap();
    assert_eq!((seen.can_stop, seen.until_ms), (false, START_OF_TIME * 1000 + 30_000));
    bench.simulator.advance(Duration::from_secs(29));
    bench.drafts(7, "A <b>bouquet</b> costs", json!({ "parse_mode": "HTML" })).await;
    assert_eq!(bench.shown(), Some((7, "A bouquet costs".to_owned())));
    assert_eq!(bench.preview().unwrap().entities.unwrap()[0]["type"], "bold");
    bench.drafts(-8, "", json!({})).await;
    assert_eq!(
        bench.shown(),
        Some((-8, String::new())),
        "another one takes its place; nothing yet is shown as thinking"
    );
    bench.simulator.advance(Duration::from_secs(30));
    assert_eq!(bench.preview(), None);
    assert!(bench.simulator.chat(bench.bot.id, bench.anna).unwrap().bot_texts().is_empty());
    assert!(bench.simulator.delivered(bench.bot.id).is_empty());
}

#[tokio::test]
async fn any_message_of_the_bot_ends_it_and_what_the_person_writes_does_not() {
    let bench = Bench::new().await;
    bench.drafts(7, "A bouquet costs", json!({})).await;
    bench.simulator.user_sends(bench.bot.id, bench.anna, "and?").unwrap();
    bench.ok("sendChatAction", json!({ "chat_id": bench.anna, "action": "typing" })).await;
    assert!(bench.preview().is_some());
    bench.send("A bouquet costs 2,900.").await.result();
    assert_eq!(bench.preview(), None);
}

#[tokio::test]
async fn stop_is_told_to_the_bot_once_and_takes_the_preview_or_only_its_button() {
    let bench = Bench::new().await;
    let stop = || bench.simulator.user_stops(bench.bot.id, bench.anna);
    assert_eq!(stop(), Err(CannotAct::NothingToStop));
    bench.drafts(7, "One", json!({})).await;
    assert_eq!(stop(), Err(CannotAct::NothingToStop), "no button was asked for");
    bench.drafts(7, "One two", json!({ "can_stop": true })).await;
    assert_eq!(stop(), Ok(7));
    assert_eq!(bench.preview(), None);
    let updates = bench.ok("getUpdates", json!({})).await;
    fits("Update", &updates[0]);
    let told = &updates[0]["stopped_message_generation"];
    assert_eq!((&told["chat"]["id"], &told["draft_id"]), (&json!(bench.anna), &json!(7)));

    bench.drafts(9, "One", json!({ "can_stop": true, "keep_on_stop": true })).await;
    let path = format!("chats/{}/{}/stop", bench.bot.id, bench.anna);
    assert_eq!(bench.post(&path, json!({})).await.body, json!({ "draft_id": 9 }));
    assert_eq!(bench.post(&path, json!({})).await.status, 409);
    let chat = bench.get(&format!("chats/{}/{}", bench.bot.id, bench.anna)).await;
    assert_eq!((&chat["preview"]["text"], &chat["preview"]["can_stop"]), (&json!("One"), &json!(false)));
    bench.drafts(9, "One two", json!({ "can_stop": true })).await;
    assert_eq!(bench.shown(), Some((9, "One two".to_owned())), "a bot that does not listen is seen not to");
    assert_eq!(bench.ok("getUpdates", json!({})).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn groups_missing_ids_long_texts_and_people_who_did_not_ask_are_refused() {
    let bench = Bench::new().await;
    let group = bench.simulator.add_group(NewGroup::titled("Staff", bench.anna)).unwrap();
    bench.simulator.set_role(group, bench.bot.id, telegram_simulator::Role::Member).unwrap();
    let call = |params: Value| bench.call("sendMessageDraft", params);
    let anna = bench.anna;
    let refusals = [
        (json!({ "chat_id": group, "draft_id": 7, "text": "x" }), "Bad Request: TEXTDRAFT_PEER_INVALID"),
        (json!({ "chat_id": anna, "draft_id": 0, "text": "x" }), "Bad Request: RANDOM_ID_INVALID"),
        (json!({ "chat_id": anna, "text": "x" }), "Bad Request: RANDOM_ID_INVALID"),
        (json!({ "chat_id": anna, "draft_id": 7, "text": "я".repeat(4097) }), "Bad Request: message is too long"),
        (json!({ "draft_id": 7, "text": "x" }), "Bad Request: chat_id is empty"),
        (json!({ "chat_id": 5, "draft_id": 7, "text": "x" }), "Bad Request: chat not found"),
    ];
    for (params, why) in refusals {
        call(params).await.refused(400, why);
    }
    assert_eq!(bench.preview(), None);
    bench.drafts(7, &"я".repeat(4096), json!({})).await;
    let boris = bench.simulator.add_user(telegram_simulator::NewUser::named("Boris")).unwrap();
    let params = json!({ "chat_id": boris, "draft_id": 7, "text": "x" });
    call(params).await.refused(403, "Forbidden: bot can't initiate conversation with a user");
    bench.simulator.user_blocks(bench.bot.id, anna).unwrap();
    let params = json!({ "chat_id": anna, "draft_id": 7, "text": "x" });
    call(params).await.refused(403, "Forbidden: bot was blocked by the user");
}
