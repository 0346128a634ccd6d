//! copyMessage: what can be copied, what becomes of captions and markup, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};
use telegram_simulator::{CannotAct, NewUser};

use crate::bench::{Answer, Bench, fits};

fn file(fields: Value) -> Value {
    let mut file = json!({ "file_id": "f1", "file_unique_id": "u1" });
    file.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    file
}

/// One message of every kind people send.
fn kinds() -> Vec<Value> {
    let sticker = json!({ "type": "regular", "width": 1, "height": 1, "is_animated": false, "is_video": false });
    let video = json!({ "width": 1, "height": 1, "duration": 1 });
    vec![
        json!({ "text": "hello", "entities": [{ "type": "bold", "offset": 0, "length": 5 }] }),
        json!({ "photo": [file(json!({ "width": 9, "height": 9 }))], "caption": "look", "has_media_spoiler": true }),
        json!({ "document": file(json!({ "file_name": "a.pdf" })) }),
        json!({ "voice": file(json!({ "duration": 3 })) }),
        json!({ "video": file(video.clone()), "caption": "c" }),
        json!({ "video_note": file(json!({ "length": 1, "duration": 1 })) }),
        json!({ "audio": file(json!({ "duration": 1 })) }),
        json!({ "animation": file(video.clone()), "document": file(json!({})) }),
        json!({ "sticker": file(sticker) }),
        json!({ "contact": { "phone_number": "+79990000000", "first_name": "Анна" } }),
        json!({ "location": { "latitude": 1.5, "longitude": 2.5 } }),
        json!({ "location": { "latitude": 1.5, "longitude": 2.5 },
            "venue": { "location": { "latitude": 1.5, "longitude": 2.5 }, "title": "t", "address": "a" } }),
        json!({ "dice": { "emoji": "🎲", "value": 4 } }),
    ]
}

struct Pair {
    bench: Bench,
    boris: i64,
}

impl Pair {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let boris = bench.simulator.add_user(NewUser::named("Boris")).unwrap();
        bench.simulator.user_starts(bench.bot.id, boris, None).unwrap();
        Self { bench, boris }
    }

    /// Copies a message of Anna's chat into Boris's.
    async fn copy(&self, message_id: i64, more: Value) -> Answer {
        let mut params = json!({ "chat_id": self.boris, "from_chat_id": self.bench.anna, "message_id": message_id });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.bench.call("copyMessage", params).await
    }

    fn last(&self) -> Value {
        self.bench.simulator.chat(self.bench.bot.id, self.boris).unwrap().last_from_bot().unwrap().message.clone()
    }
}

#[tokio::test]
async fn everything_people_send_can_be_copied_and_nothing_leads_back() {
    let pair = Pair::new().await;
    let (simulator, bot, anna) = (&pair.bench.simulator, pair.bench.bot.id, pair.bench.anna);
    for kind in kinds() {
        let id = simulator.user_sends_message(bot, anna, kind.clone()).unwrap();
        let answer = pair.copy(id, json!({})).await.result().clone();
        fits("MessageId", &answer);
        let copy = pair.last();
        fits("Message", &copy);
        assert_eq!(copy["message_id"], answer["message_id"]);
        assert_eq!((&copy["from"]["id"], &copy["chat"]["id"]), (&json!(bot), &json!(pair.boris)));
        for (name, value) in kind.as_object().unwrap() {
            assert_eq!(copy[name], *value, "{name}");
        }
        assert!(copy.get("forward_origin").is_none());
    }
    assert_eq!(simulator.delivered(bot).len(), kinds().len());
    assert_eq!(simulator.delivered(bot)[1].text, "look");
    assert_eq!(simulator.delivered(bot)[1].method, "copyMessage");
}

#[tokio::test]
async fn a_caption_is_kept_replaced_or_taken_away() {
    let pair = Pair::new().await;
    let photo = kinds().remove(1);
    let id = pair.bench.simulator.user_sends_message(pair.bench.bot.id, pair.bench.anna, photo).unwrap();
    pair.copy(id, json!({ "caption": "<b>new</b>", "parse_mode": "HTML" })).await.result();
    let copy = pair.last();
    assert_eq!(copy["caption"], "new");
    assert_eq!(copy["caption_entities"], json!([{ "type": "bold", "offset": 0, "length": 3 }]));
    pair.copy(id, json!({ "caption": "ab", "caption_entities": [{ "type": "italic", "offset": 1, "length": 1 }] }))
        .await
        .result();
    assert_eq!(pair.last()["caption_entities"][0]["type"], "italic");
    pair.copy(id, json!({ "caption": "" })).await.result();
    assert!(pair.last().get("caption").is_none());
    pair.copy(id, json!({ "caption": "я".repeat(1024) })).await.result();
    pair.copy(id, json!({ "caption": "я".repeat(1025) }))
        .await
        .refused(400, "Bad Request: message caption is too long");
    let text = pair.bench.simulator.user_sends(pair.bench.bot.id, pair.bench.anna, "text").unwrap();
    pair.copy(text, json!({ "caption": "ignored" })).await.result();
    assert_eq!((&pair.last()["text"], pair.last().get("caption")), (&json!("text"), None));
}

#[tokio::test]
async fn a_copy_takes_markup_reply_and_protection_of_its_own_call() {
    let pair = Pair::new().await;
    let (bench, boris) = (&pair.bench, pair.boris);
    let keyboard = json!({ "inline_keyboard": [[{ "text": "a", "callback_data": "a" }]] });
    let question = bench.simulator.user_sends(bench.bot.id, boris, "where is it?").unwrap();
    let sent = bench
        .ok(
            "sendMessage",
            json!({ "chat_id": bench.anna, "text": "x", "reply_markup": keyboard, "protect_content": true }),
        )
        .await;
    let protected = sent["message_id"].as_i64().unwrap();
    pair.copy(protected, json!({})).await.refused(400, "Bad Request: the message can't be copied");
    let sent = bench.ok("sendMessage", json!({ "chat_id": bench.anna, "text": "x", "reply_markup": keyboard })).await;
    let id = sent["message_id"].as_i64().unwrap();
    pair.copy(id, json!({})).await.result();
    assert!(pair.last().get("reply_markup").is_none(), "the keyboard of the original does not go along");
    let more =
        json!({ "reply_markup": keyboard, "reply_parameters": { "message_id": question }, "protect_content": true });
    pair.copy(id, more).await.result();
    let copy = pair.last();
    assert_eq!((&copy["reply_markup"], &copy["has_protected_content"]), (&keyboard, &json!(true)));
    assert_eq!(copy["reply_to_message"]["message_id"], question);
    assert_eq!(bench.simulator.delivered(bench.bot.id).last().unwrap().reply_to, Some(question));
    pair.copy(id, json!({ "reply_parameters": { "message_id": 9999 } }))
        .await
        .refused(400, "Bad Request: message to be replied not found");
    pair.copy(id, json!({ "reply_parameters": { "message_id": 9999, "allow_sending_without_reply": true } }))
        .await
        .result();
    for (reply, words) in [
        (json!("{broken"), "can't parse reply parameters JSON object"),
        (json!([]), "object expected as reply parameters"),
        (json!({ "quote": "x" }), "can't find field \"message_id\""),
        (json!({ "message_id": [] }), "field \"message_id\" must be of type Number"),
    ] {
        pair.copy(id, json!({ "reply_parameters": reply })).await.refused(400, &format!("Bad Request: {words}"));
    }
}

#[tokio::test]
async fn what_is_not_there_or_no_content_is_not_copied() {
    let pair = Pair::new().await;
    let (bench, boris) = (&pair.bench, pair.boris);
    let id = bench.simulator.user_sends(bench.bot.id, bench.anna, "x").unwrap();
    pair.copy(9999, json!({})).await.refused(400, "Bad Request: message to copy not found");
    pair.copy(-1, json!({})).await.refused(400, "Bad Request: message to copy not found");
    let theirs = bench.simulator.user_sends(bench.bot.id, boris, "of another chat").unwrap();
    pair.copy(theirs, json!({})).await.refused(400, "Bad Request: message to copy not found");
    let service = json!({ "pinned_message": { "chat": { "id": 1, "type": "private" }, "message_id": 1, "date": 0 } });
    let service = bench.simulator.user_sends_message(bench.bot.id, bench.anna, service).unwrap();
    pair.copy(service, json!({})).await.refused(400, "Bad Request: the message can't be copied");
    bench.ok("deleteMessage", json!({ "chat_id": bench.anna, "message_id": id })).await;
    pair.copy(id, json!({})).await.refused(400, "Bad Request: message to copy not found");
    let id = bench.simulator.user_sends(bench.bot.id, bench.anna, "x").unwrap();
    let call = |params: Value| bench.call("copyMessage", params);
    call(json!({ "chat_id": boris, "message_id": id }))
        .await
        .refused(400, "Bad Request: parameter \"from_chat_id\" is required");
    call(json!({ "from_chat_id": bench.anna, "message_id": id })).await.refused(400, "Bad Request: chat_id is empty");
    call(json!({ "chat_id": boris, "from_chat_id": 1, "message_id": id }))
        .await
        .refused(400, "Bad Request: chat not found");
    pair.copy(id, json!({ "message_thread_id": 5 })).await.refused(400, "Bad Request: message thread not found");
    bench.simulator.user_blocks(bench.bot.id, boris).unwrap();
    pair.copy(id, json!({})).await.refused(403, "Forbidden: bot was blocked by the user");
    assert!(bench.simulator.delivered(bench.bot.id).is_empty());
}

#[tokio::test]
async fn captions_are_edited_by_the_bot_and_by_the_person() {
    let pair = Pair::new().await;
    let (bench, boris) = (&pair.bench, pair.boris);
    let photo = bench.simulator.user_sends_message(bench.bot.id, bench.anna, kinds().remove(1)).unwrap();
    bench.simulator.user_edits(bench.bot.id, bench.anna, photo, "look here").unwrap();
    let updates = bench.ok("getUpdates", json!({ "offset": -1 })).await;
    fits("Update", &updates[0]);
    assert_eq!(updates[0]["edited_message"]["caption"], "look here");
    assert!(updates[0]["edited_message"].get("text").is_none());
    let sticker = bench.simulator.user_sends_message(bench.bot.id, bench.anna, kinds().remove(8)).unwrap();
    let edit = |id: i64, text: &str| bench.simulator.user_edits(bench.bot.id, bench.anna, id, text);
    assert_eq!(edit(sticker, "x"), Err(CannotAct::NothingToEdit(sticker)));
    assert_eq!(edit(photo, &"x".repeat(1025)), Err(CannotAct::CaptionLength(1025)));

    pair.copy(photo, json!({})).await.result();
    let id = pair.last()["message_id"].as_i64().unwrap();
    let edit = |id: i64, more: Value| {
        let mut params = json!({ "chat_id": boris, "message_id": id });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        bench.call("editMessageCaption", params)
    };
    let edited = edit(id, json!({ "caption": "*new*", "parse_mode": "MarkdownV2" })).await.result().clone();
    fits("Message", &edited);
    assert_eq!((&edited["caption"], edited["edit_date"].is_i64()), (&json!("new"), true));
    assert!(
        edit(id, json!({ "caption": "*new*", "parse_mode": "MarkdownV2" })).await.body["description"]
            .as_str()
            .unwrap()
            .starts_with("Bad Request: message is not modified")
    );
    assert!(edit(id, json!({})).await.result().get("caption").is_none());
    let text = bench.ok("sendMessage", json!({ "chat_id": boris, "text": "x" })).await["message_id"].as_i64().unwrap();
    edit(text, json!({ "caption": "x" })).await.refused(400, "Bad Request: there is no caption in the message to edit");
    edit(9999, json!({ "caption": "x" })).await.refused(400, "Bad Request: message to edit not found");
}
