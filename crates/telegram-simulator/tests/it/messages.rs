//! Sending, formatting, replying, editing and deleting.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::{Bench, fits};

#[tokio::test]
async fn a_sent_message_is_what_the_schema_says_and_what_the_person_sees() {
    let bench = Bench::new().await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }], []] });
    let params = json!({ "chat_id": bench.anna, "text": "Записать вас?", "reply_markup": keyboard });
    let message = bench.ok("sendMessage", params).await;
    fits("Message", &message);
    assert_eq!(message["from"]["id"], bench.bot.id);
    assert_eq!(message["date"], crate::bench::START_OF_TIME);
    assert_eq!(message["reply_markup"], json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] }));
    let chat = bench.simulator.chat(bench.bot.id, bench.anna).unwrap();
    assert_eq!(chat.last_from_bot().unwrap().message, message);
    let delivered = bench.simulator.delivered(bench.bot.id);
    assert_eq!((delivered.len(), delivered[0].chat_id), (1, bench.anna));
    assert_eq!(delivered[0].message_id, message["message_id"].as_i64().unwrap());
}

#[tokio::test]
async fn texts_have_1_to_4096_code_points_that_can_be_seen() {
    let bench = Bench::new().await;
    bench.send("").await.refused(400, "Bad Request: message text is empty");
    bench.send("   ").await.refused(400, "Bad Request: text must be non-empty");
    bench.send("\u{200b}\u{feff}").await.refused(400, "Bad Request: text must be non-empty");
    bench.send(&"😀".repeat(4096)).await.result();
    bench.send(&"a".repeat(4097)).await.refused(400, "Bad Request: message is too long");
    bench.send(&"a".repeat(40_000)).await.refused(400, "Bad Request: text is too long");
    assert_eq!(bench.send("  x \n").await.result()["text"], "x", "blanks at both ends go");
}

async fn formatted(bench: &Bench, mode: &str, text: &str) -> crate::bench::Answer {
    bench.call("sendMessage", json!({ "chat_id": bench.anna, "text": text, "parse_mode": mode })).await
}

fn entities(message: &Value) -> Vec<(String, u64, u64)> {
    let entities = message["entities"].as_array().cloned().unwrap_or_default();
    let seen = |entity: &Value| {
        (
            entity["type"].as_str().unwrap().to_owned(),
            entity["offset"].as_u64().unwrap(),
            entity["length"].as_u64().unwrap(),
        )
    };
    entities.iter().map(seen).collect()
}

#[tokio::test]
async fn html_becomes_entities_counted_in_utf16() {
    let bench = Bench::new().await;
    let message = formatted(&bench, "HTML", "😀<b>hi</b>").await.result().clone();
    assert_eq!((message["text"].as_str(), entities(&message)), (Some("😀hi"), vec![("bold".into(), 2, 2)]));
    let text = "<b>a <i>b</i></b> &lt;c&gt; &amp;&#33; <a href=\"https://example.org/?a=1&amp;b=2\">link</a> \
                <pre><code class=\"language-rust\">fn</code></pre><blockquote expandable>q</blockquote><tg-spoiler>s</tg-spoiler>";
    let message = formatted(&bench, "html", text).await.result().clone();
    fits("Message", &message);
    assert_eq!(message["text"], "a b <c> &! link fnqs");
    let kinds: Vec<_> = entities(&message).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["bold", "italic", "text_link", "pre", "expandable_blockquote", "spoiler"]);
    assert_eq!(message["entities"][2]["url"], "https://example.org/?a=1&b=2");
    assert_eq!(message["entities"][3]["language"], "rust");
}

#[tokio::test]
async fn html_mistakes_are_refused_with_their_place() {
    let bench = Bench::new().await;
    for (text, words) in [
        ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
        ("я<foo>x</foo>", "Unsupported start tag \"foo\" at byte offset 2"),
        ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span class=\"x\">a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
    ] {
        let refused = formatted(&bench, "HTML", text).await;
        refused.refused(400, &format!("Bad Request: can't parse entities: {words}"));
    }
}

#[tokio::test]
async fn markdown_v2_becomes_entities_and_its_mistakes_are_refused() {
    let bench = Bench::new().await;
    let text = "😀*b _i_* __u__ ~s~ ||p|| `c` [l](https://example.org/a\\)b) 1\\.5\\!\n```rust\nfn```";
    let message = formatted(&bench, "MarkdownV2", text).await.result().clone();
    fits("Message", &message);
    assert_eq!(message["text"], "😀b i u s p c l 1.5!\nfn");
    let expected: [(&str, u64, u64); 8] = [
        ("bold", 2, 3),
        ("italic", 4, 1),
        ("underline", 6, 1),
        ("strikethrough", 8, 1),
        ("spoiler", 10, 1),
        ("code", 12, 1),
        ("text_link", 14, 1),
        ("pre", 21, 2),
    ];
    let seen = entities(&message);
    assert_eq!(seen.iter().map(|(kind, at, length)| (kind.as_str(), *at, *length)).collect::<Vec<_>>(), expected);
    for (text, words) in [
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("*b", "Can't find end of Bold entity at byte offset 0"),
        ("я _i", "Can't find end of Italic entity at byte offset 3"),
        ("[a](http://x", "Can't find end of a URL at byte offset 4"),
    ] {
        formatted(&bench, "markdownv2", text)
            .await
            .refused(400, &format!("Bad Request: can't parse entities: {words}"));
    }
    let message = formatted(&bench, "MarkdownV2", ">q1\n>q2\nplain").await.result().clone();
    assert_eq!(
        (message["text"].as_str(), entities(&message)),
        (Some("q1\nq2\nplain"), vec![("blockquote".into(), 0, 6)])
    );
}

#[tokio::test]
async fn other_parse_modes_are_refused() {
    let bench = Bench::new().await;
    formatted(&bench, "wiki", "x").await.refused(400, "Bad Request: unsupported parse_mode");
    let older = formatted(&bench, "Markdown", "x").await;
    assert_eq!(older.status, 400);
    assert_eq!(bench.simulator.unsupported().keys().collect::<Vec<_>>(), ["parse_mode Markdown"]);
}

#[tokio::test]
async fn entities_given_by_the_bot_are_kept_and_found_ones_are_added() {
    let bench = Bench::new().await;
    let params = json!({
        "chat_id": bench.anna,
        "text": " bold /help a@example.org",
        "entities": [{ "type": "bold", "offset": 1, "length": 4 }, { "type": "url", "offset": 0, "length": 2 }],
    });
    let message = bench.ok("sendMessage", params).await;
    let expected: [(&str, u64, u64); 3] = [("bold", 0, 4), ("bot_command", 5, 5), ("email", 11, 13)];
    let seen = entities(&message);
    assert_eq!(seen.iter().map(|(kind, at, length)| (kind.as_str(), *at, *length)).collect::<Vec<_>>(), expected);
    let wrong = json!({ "chat_id": bench.anna, "text": "x", "entities": [{ "type": "bold", "offset": 0 }] });
    bench
        .call("sendMessage", wrong)
        .await
        .refused(400, "Bad Request: can't parse MessageEntity: Can't find field \"length\"");
}

#[tokio::test]
async fn keyboards_are_checked_in_telegrams_words() {
    let bench = Bench::new().await;
    let send = |markup: Value| {
        bench.call("sendMessage", json!({ "chat_id": bench.anna, "text": "x", "reply_markup": markup }))
    };
    let button = |fields: Value| json!({ "inline_keyboard": [[fields]] });
    send(button(json!({ "text": "a", "callback_data": "d".repeat(64) }))).await.result();
    send(button(json!({ "text": "a", "callback_data": "я".repeat(33) })))
        .await
        .refused(400, "Bad Request: BUTTON_DATA_INVALID");
    send(button(json!({ "text": "a" }))).await.refused(
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    );
    send(button(json!({ "callback_data": "a" })))
        .await
        .refused(400, "Bad Request: can't parse inline keyboard button: Can't find field \"text\"");
    send(button(json!({ "text": "a", "url": "javascript:alert(1)" })))
        .await
        .refused(400, "Bad Request: BUTTON_URL_INVALID");
    send(json!("{broken")).await.refused(400, "Bad Request: can't parse reply keyboard markup JSON object");
    send(json!([1])).await.refused(400, "Bad Request: object expected as reply markup");
    send(json!({ "inline_keyboard": 1 }))
        .await
        .refused(400, "Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array");
    // As text, the way forms carry it.
    send(json!(r#"{"inline_keyboard":[[{"text":"a","url":"https://example.org"}]]}"#)).await.result();
}

#[tokio::test]
async fn reply_keyboards_show_in_the_chat_and_not_in_the_message() {
    let bench = Bench::new().await;
    let send = |markup: Value| {
        bench.call("sendMessage", json!({ "chat_id": bench.anna, "text": "x", "reply_markup": markup }))
    };
    let shown = || bench.simulator.chat(bench.bot.id, bench.anna).unwrap().keyboard;
    let keyboard =
        json!({ "keyboard": [[{ "text": "phone", "request_contact": true }, "no"]], "resize_keyboard": true });
    assert!(send(keyboard).await.result().get("reply_markup").is_none());
    let expected = json!({ "keyboard": [[{ "text": "phone", "request_contact": true }, { "text": "no" }]], "resize_keyboard": true });
    assert_eq!(shown(), Some(expected));
    send(json!({ "remove_keyboard": true })).await.result();
    assert_eq!(shown(), Some(json!({ "remove_keyboard": true })));
    send(json!({ "force_reply": true })).await.result();
    assert_eq!(shown(), Some(json!({ "force_reply": true })));
}

#[tokio::test]
async fn replies_need_their_message_unless_told_otherwise() {
    let bench = Bench::new().await;
    let question = bench.simulator.user_sends(bench.bot.id, bench.anna, "сколько стоит курс?").unwrap();
    let send = |reply: Value| {
        bench.call("sendMessage", json!({ "chat_id": bench.anna, "text": "x", "reply_parameters": reply }))
    };
    let message = send(json!({ "message_id": question, "quote": "курс" })).await.result().clone();
    fits("Message", &message);
    assert_eq!(message["reply_to_message"]["message_id"], question);
    assert_eq!(message["quote"], json!({ "text": "курс", "position": 14, "is_manual": true }));
    send(json!({ "message_id": 99_999 })).await.refused(400, "Bad Request: message to be replied not found");
    let sent = send(json!({ "message_id": 99_999, "allow_sending_without_reply": true })).await.result().clone();
    assert!(sent.get("reply_to_message").is_none());
}

#[tokio::test]
async fn an_edit_changes_the_message_and_the_same_again_is_refused() {
    let bench = Bench::new().await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "a", "callback_data": "a" }]] });
    let sent = bench.ok("sendMessage", json!({ "chat_id": bench.anna, "text": "one", "reply_markup": keyboard })).await;
    let id = sent["message_id"].as_i64().unwrap();
    let edit = |text: &str, markup: Value| {
        let params = json!({ "chat_id": bench.anna, "message_id": id, "text": text, "reply_markup": markup });
        bench.call("editMessageText", params)
    };
    const SAME: &str = "Bad Request: message is not modified: specified new message content and reply markup are \
                        exactly the same as a current content and reply markup of the message";
    edit("one", keyboard.clone()).await.refused(400, SAME);
    bench.simulator.advance(Duration::from_secs(5));
    let edited = edit("two", keyboard.clone()).await.result().clone();
    fits("Message", &edited);
    assert_eq!(
        (edited["text"].as_str(), edited["edit_date"].as_i64()),
        (Some("two"), Some(crate::bench::START_OF_TIME + 5))
    );
    edit("two", keyboard).await.refused(400, SAME);
    assert!(edit("two", Value::Null).await.result().get("reply_markup").is_none(), "no markup takes the keyboard away");
    assert!(bench.simulator.chat(bench.bot.id, bench.anna).unwrap().last_from_bot().unwrap().is_edited);
}

#[tokio::test]
async fn only_own_messages_that_exist_can_be_edited() {
    let bench = Bench::new().await;
    let theirs = bench.simulator.user_sends(bench.bot.id, bench.anna, "hello").unwrap();
    let edit =
        |id: i64| bench.call("editMessageText", json!({ "chat_id": bench.anna, "message_id": id, "text": "changed" }));
    edit(99_999).await.refused(400, "Bad Request: message to edit not found");
    edit(theirs).await.refused(400, "Bad Request: message can't be edited");
}

#[tokio::test]
async fn edit_message_reply_markup_without_markup_removes_the_keyboard() {
    let bench = Bench::new().await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "a", "callback_data": "a" }]] });
    let sent = bench.ok("sendMessage", json!({ "chat_id": bench.anna, "text": "one", "reply_markup": keyboard })).await;
    let params = json!({ "chat_id": bench.anna, "message_id": sent["message_id"] });
    let edited = bench.ok("editMessageReplyMarkup", params.clone()).await;
    fits("Message", &edited);
    assert!(edited.get("reply_markup").is_none() && edited["edit_date"].is_i64());
    assert_eq!(bench.call("editMessageReplyMarkup", params).await.status, 400, "there is nothing left to remove");
}

#[tokio::test]
async fn messages_can_be_deleted_once_within_48_hours() {
    let bench = Bench::new().await;
    let first = bench.send("one").await.result()["message_id"].clone();
    let second = bench.send("two").await.result()["message_id"].clone();
    let delete = |id: &Value| bench.call("deleteMessage", json!({ "chat_id": bench.anna, "message_id": id }));
    assert_eq!(*delete(&first).await.result(), json!(true));
    delete(&first).await.refused(400, "Bad Request: message to delete not found");
    bench.simulator.advance(Duration::from_secs(48 * 3600));
    delete(&second).await.refused(400, "Bad Request: message can't be deleted");
    assert_eq!(bench.simulator.chat(bench.bot.id, bench.anna).unwrap().bot_texts(), ["two"]);
}

#[tokio::test]
async fn typing_shows_for_five_seconds_or_until_the_next_message() {
    let bench = Bench::new().await;
    let action = || bench.simulator.chat(bench.bot.id, bench.anna).unwrap().action;
    let typing = || bench.ok("sendChatAction", json!({ "chat_id": bench.anna, "action": "typing" }));
    typing().await;
    assert_eq!(action().as_deref(), Some("typing"));
    bench.simulator.advance(Duration::from_secs(5));
    assert_eq!(action(), None);
    typing().await;
    bench.send("x").await.result();
    assert_eq!(action(), None);
}
