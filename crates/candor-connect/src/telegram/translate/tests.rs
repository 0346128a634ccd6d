#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use candor_core::attachment::{Attachment, Held};
use proptest::prelude::*;
use serde_json::json;

use super::*;

const NOW: Moment = Moment::from_seconds(1_800_000_000);
const SENT: Moment = Moment::from_seconds(1_799_999_990);

fn from() -> Value {
    json!({"id": 501, "is_bot": false, "first_name": "Анна", "last_name": "К.", "username": "anna_k", "language_code": "ru"})
}

fn message(extra: Value) -> Value {
    let mut message = json!({
        "message_id": 42, "from": from(), "chat": {"id": 501, "first_name": "Анна", "type": "private"},
        "date": 1_799_999_990
    });
    message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    json!({"update_id": 9, "message": message})
}

fn command(text: &str, length: u64) -> Value {
    message(json!({"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}))
}

fn said(update: &Value) -> Option<Content> {
    translate(&RawUpdate::from_text(update.to_string()), NOW).incoming.map(|incoming| incoming.content)
}

fn text(words: &str) -> Option<Content> {
    Some(Content::Text { text: words.to_owned(), reply_to: None })
}

fn other(what: &str, caption: Option<&str>) -> Option<Content> {
    Some(Content::Other { what: what.to_owned(), caption: caption.map(str::to_owned), reply_to: None, file: None })
}

fn ordered(name: &str, argument: &str) -> Option<Content> {
    Some(Content::Command { name: name.to_owned(), argument: argument.to_owned() })
}

#[test]
fn words_come_with_their_sender_chat_and_time() {
    let translated = translate(&RawUpdate::from_text(message(json!({"text": "Сколько стоит?"})).to_string()), NOW);
    assert_eq!((translated.update_id, translated.kind.as_str(), translated.chat), (9, "message", Some(ChatId(501))));
    let sender = translated.sender.unwrap();
    assert_eq!((sender.id, sender.first_name.as_str(), sender.language_code.as_deref()), (501, "Анна", Some("ru")));
    let incoming = translated.incoming.unwrap();
    assert_eq!((incoming.message_id, incoming.at), (Some(MessageId(42)), SENT));
    assert_eq!(Some(incoming.content), text("Сколько стоит?"));
    assert!(!translated.is_urgent);
}

#[test]
fn a_reply_says_to_which_message() {
    let update = message(json!({"text": "yes", "reply_to_message": {"message_id": 40}}));
    assert_eq!(said(&update), Some(Content::Text { text: "yes".to_owned(), reply_to: Some(MessageId(40)) }));
}

#[test]
fn commands_lose_their_slash_and_the_bots_name() {
    assert_eq!(said(&command("/start", 6)), ordered("start", ""));
    assert_eq!(said(&command("/start ad_42", 6)), ordered("start", "ad_42"));
    assert_eq!(said(&command("/Start@Shop_bot  ad_42 \n x ", 15)), ordered("start", "ad_42 \n x"));
    let translated = translate(&RawUpdate::from_text(command("/stop", 5).to_string()), NOW);
    assert!(translated.is_urgent);
}

#[test]
fn only_telegrams_mark_at_the_start_makes_a_command() {
    assert_eq!(said(&message(json!({"text": "/start"}))), text("/start"));
    let later = json!([{"type": "bot_command", "offset": 3, "length": 6}]);
    assert_eq!(said(&message(json!({"text": "ok /start", "entities": later}))), text("ok /start"));
    let bold = json!([{"type": "bold", "offset": 0, "length": 6}]);
    assert_eq!(said(&message(json!({"text": "/start", "entities": bold}))), text("/start"));
    assert_eq!(said(&command("no slash", 8)), text("no slash"));
    assert_eq!(said(&command("/@bot", 5)), text("/@bot"));
}

#[test]
fn command_lengths_count_utf16_units_and_may_lie() {
    assert_eq!(said(&command("/a😀 b", 4)), ordered("a😀", "b"));
    assert_eq!(said(&command("/a😀 b", 3)), ordered("a😀", "b"), "never cut inside a character");
    assert_eq!(said(&command("/start", 9_999)), ordered("start", ""));
    assert_eq!(said(&command("/start", 0)), text("/start"));
}

#[test]
fn things_without_words_are_named_with_their_caption() {
    assert_eq!(said(&message(json!({"sticker": {}}))), other("sticker", None));
    assert_eq!(said(&message(json!({"photo": [], "caption": "this one"}))), other("photo", Some("this one")));
    assert_eq!(said(&message(json!({"document": {}, "animation": {}}))), other("animation", None));
    let file = json!({"document": {"file_id": "f7"}, "caption": "/publish"});
    let document = Content::Other {
        what: "document".to_owned(),
        caption: Some("/publish".to_owned()),
        reply_to: None,
        file: Some(file_of("document", "f7", None, None)),
    };
    assert_eq!(said(&message(file)), Some(document));
    assert_eq!(said(&message(json!({"location": {}, "venue": {}}))), other("venue", None));
    assert_eq!(said(&message(json!({"hologram": {}}))), other("unknown", None));
    assert_eq!(said(&message(json!({"text": {"not": "text"}}))), other("unknown", None));
}

fn file_of(what: &str, id: &str, name: Option<&str>, bytes: Option<u64>) -> Attachment {
    let held = Held::AtChannel(id.to_owned());
    Attachment { what: what.to_owned(), name: name.map(str::to_owned), bytes, held }
}

#[test]
fn files_are_named_with_what_is_known_of_them() {
    let file = |value: Value| said(&message(value)).and_then(|content| content.file().cloned());
    let sizes = json!([{"file_id": "s", "file_size": 90}, {"file_id": "l", "file_size": 9000}]);
    assert_eq!(file(json!({ "photo": sizes })), Some(file_of("photo", "l", None, Some(9000))));
    let document = json!({"document": {"file_id": "d", "file_name": "../../x\r\n\"`.html", "file_size": 12}});
    assert_eq!(file(document), Some(file_of("document", "d", Some("x.html"), Some(12))));
    assert_eq!(file(json!({"voice": {"file_id": "v", "duration": 3}})), Some(file_of("voice", "v", None, None)));
    let moving = json!({"animation": {"file_id": "a", "file_name": "cat.mp4"}, "document": {"file_id": "a"}});
    assert_eq!(file(moving), Some(file_of("animation", "a", Some("cat.mp4"), None)));
    for odd in [
        json!({"photo": []}),
        json!({"photo": {"file_id": "x"}}),
        json!({"document": {"file_name": "x"}}),
        json!({"document": {"file_id": 7}}),
        json!({"document": {"file_id": ""}}),
        json!({"location": {"file_id": "x"}}),
        json!({"sticker": "x"}),
    ] {
        assert_eq!(file(odd.clone()), None, "{odd}");
    }
    let negative = json!({"video": {"file_id": "v", "file_size": -1, "file_name": ["x"]}});
    assert_eq!(file(negative), Some(file_of("video", "v", None, None)));
}

#[test]
fn notices_of_telegram_itself_are_only_kept() {
    let pinned =
        translate(&RawUpdate::from_text(message(json!({"pinned_message": {"message_id": 1}})).to_string()), NOW);
    assert_eq!((pinned.chat, pinned.incoming), (Some(ChatId(501)), None));
}

#[test]
fn a_phone_counts_only_if_it_is_the_senders_own() {
    let card =
        |user: i64| message(json!({"contact": {"phone_number": "+79990001122", "first_name": "A", "user_id": user}}));
    assert_eq!(said(&card(501)), Some(Content::Phone { number: "+79990001122".to_owned() }));
    assert_eq!(said(&card(502)), other("contact", None));
    assert_eq!(said(&message(json!({"contact": {"phone_number": "1", "first_name": "A"}}))), other("contact", None));
}

#[test]
fn an_edit_is_named_and_keeps_its_new_words() {
    let mut update = message(json!({"text": "new words", "edit_date": 1_799_999_995}));
    let body = update["message"].take();
    let incoming = translate_value(9, &json!({"update_id": 9, "edited_message": body}), NOW).incoming.unwrap();
    assert_eq!(incoming.at, Moment::from_seconds(1_799_999_995));
    assert_eq!(incoming.content, Content::Edited { words: Some("new words".to_owned()) });
}

fn press() -> Value {
    json!({"update_id": 10, "callback_query": {
        "id": "77", "from": from(), "data": "buy:1", "chat_instance": "-3",
        "message": {"message_id": 43, "date": 1_700_000_000, "chat": {"id": 501, "type": "private"}, "text": "Buy?",
                    "from": {"id": 1, "is_bot": true, "first_name": "Shop"}}
    }})
}

#[test]
fn a_pressed_button_is_urgent_and_timed_by_its_receipt() {
    let translated = translate(&RawUpdate::from_text(press().to_string()), NOW);
    assert!(translated.is_urgent);
    assert_eq!((translated.chat, translated.sender.unwrap().id), (Some(ChatId(501)), 501));
    let incoming = translated.incoming.unwrap();
    assert_eq!((incoming.message_id, incoming.at), (Some(MessageId(43)), NOW));
    assert_eq!(incoming.content, Content::Button { query_id: "77".to_owned(), data: "buy:1".to_owned() });
}

#[test]
fn presses_under_old_inline_and_game_messages_do_no_harm() {
    let mut inaccessible = press();
    inaccessible["callback_query"]["message"] =
        json!({"message_id": 43, "date": 0, "chat": {"id": 501, "type": "private"}});
    assert!(said(&inaccessible).is_some());
    let mut inline = press();
    inline["callback_query"].as_object_mut().unwrap().remove("message");
    assert_eq!(said(&inline), None);
    let mut game = press();
    game["callback_query"].as_object_mut().unwrap().remove("data");
    assert_eq!(said(&game), None);
}

fn membership(status: &str) -> Value {
    json!({"update_id": 11, "my_chat_member": {
        "chat": {"id": 501, "type": "private", "first_name": "Анна"}, "from": from(), "date": 1_799_999_990,
        "old_chat_member": {"status": "member", "user": {"id": 1}}, "new_chat_member": {"status": status, "user": {"id": 1}, "until_date": 0}
    }})
}

#[test]
fn blocking_and_unblocking_are_urgent() {
    for (status, content) in [("kicked", Content::Blocked), ("member", Content::Unblocked)] {
        let translated = translate(&RawUpdate::from_text(membership(status).to_string()), NOW);
        assert!(translated.is_urgent);
        assert_eq!(translated.incoming, Some(Incoming { message_id: None, at: SENT, content }));
    }
    assert_eq!(said(&membership("administrator")), None);
}

#[test]
fn groups_channels_and_bots_are_only_kept() {
    for kind in ["group", "supergroup", "channel", "something_new"] {
        let mut update = message(json!({"text": "hi"}));
        update["message"]["chat"] = json!({"id": -1_005, "type": kind});
        let translated = translate_value(9, &update, NOW);
        assert_eq!((translated.chat, translated.incoming), (Some(ChatId(-1_005)), None));
    }
    let mut update = message(json!({"text": "hi"}));
    update["message"]["from"]["is_bot"] = json!(true);
    let translated = translate_value(9, &update, NOW);
    assert!(translated.sender.unwrap().is_bot && translated.incoming.is_none());
}

#[test]
fn an_administrator_who_writes_in_the_groups_name_is_nobody_by_name() {
    let mut update = message(json!({"text": "hi"}));
    update["message"]["from"] = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group"});
    update["message"]["chat"] = json!({"id": -1_005, "type": "supergroup"});
    assert_eq!(translate_value(9, &update, NOW).post, None, "a bot");
    update["message"]["sender_chat"] = json!({"id": -1_006, "type": "channel"});
    assert_eq!(translate_value(9, &update, NOW).post, None, "a channel");
    update["message"]["sender_chat"] = json!({"id": -1_005, "type": "supergroup"});
    assert!(translate_value(9, &update, NOW).post.unwrap().is_anonymous);
}

#[test]
fn unknown_kinds_and_texts_that_are_no_updates_are_only_kept() {
    let translated = translate_value(9, &json!({"update_id": 9, "managed_hologram": {"chat": {"id": 5}}}), NOW);
    assert_eq!((translated.kind.as_str(), translated.chat, translated.incoming), ("managed_hologram", None, None));
    for text in [
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"update_id\":9}",
        "{\"update_id\":9,\"message\":7}",
        "not json",
        "{\"message\":\"\\ud800\"}",
    ] {
        let translated = translate(&RawUpdate::from_text(text), NOW);
        assert_eq!((translated.kind.as_str(), translated.incoming), (UNREADABLE, None), "{text}");
    }
}

#[test]
fn every_kind_asked_for_is_understood() {
    for kind in ALLOWED_UPDATES.into_iter().filter(|kind| *kind != STOPPED) {
        let body = match kind {
            "callback_query" => press()["callback_query"].clone(),
            "my_chat_member" => membership("kicked")["my_chat_member"].clone(),
            _ => message(json!({"text": "hi"}))["message"].clone(),
        };
        assert!(said(&json!({"update_id": 1, kind: body})).is_some(), "{kind}");
    }
}

#[test]
fn a_stop_names_the_unfinished_message_and_says_nothing() {
    let update = |chat: Value, draft: Value| json!({"update_id": 1, STOPPED: {"chat": chat, "draft_id": draft}});
    let private = || json!({"id": 501, "type": "private"});
    for draft in [json!(7), json!("7")] {
        let translated = translate_value(1, &update(private(), draft), NOW);
        assert_eq!((translated.chat, translated.stopped), (Some(ChatId(501)), Some(7)));
        assert!(translated.incoming.is_none() && !translated.is_urgent);
    }
    let odd = [
        update(private(), json!("x")),
        update(private(), Value::Null),
        update(json!({"id": -5, "type": "supergroup"}), json!(7)),
        update(json!({"type": "private"}), json!(7)),
        update(Value::Null, json!(7)),
    ];
    for update in odd {
        assert_eq!(translate_value(1, &update, NOW).stopped, None, "{update}");
    }
}

#[test]
fn impossible_dates_become_the_moment_of_receipt() {
    for date in [json!(0), json!(-5), json!(i64::MAX), json!("soon"), json!(1.5), Value::Null] {
        let translated = translate_value(9, &message(json!({"text": "hi", "date": date})), NOW);
        assert_eq!(translated.incoming.unwrap().at, NOW);
    }
}

#[test]
fn markup_templates_and_odd_characters_pass_through_as_words() {
    for words in
        ["<b>hi</b> {{7*7}} ${x} %s", "a\u{200b}\u{200d}b", "\u{202e}abc", "\u{0}\u{7}", "😀".repeat(4096).as_str()]
    {
        assert_eq!(said(&message(json!({"text": words}))), text(words));
    }
    assert_eq!(said(&message(json!({"text": "я".repeat(5_000)}))), text(&"я".repeat(4096)), "longer is not Telegram's");
}

/// Any JSON value, with the names and words Telegram uses among its keys and strings.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        3 => proptest::sample::select(vec![
            "update_id", "message", "edited_message", "callback_query", "my_chat_member", "chat", "from", "id", "type",
            "stopped_message_generation", "draft_id", "text", "entities", "offset", "length", "date", "data", "contact", "user_id", "new_chat_member", "status",
        ]).prop_map(str::to_owned),
        1 => ".{0,6}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        proptest::sample::select(vec!["private", "bot_command", "/start", "kicked", "😀/"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn real_update() -> impl Strategy<Value = Value> {
    proptest::sample::select(vec![
        message(json!({"text": "hello", "reply_to_message": {"message_id": 1}})),
        command("/start@Shop_bot 😀 payload", 15),
        message(json!({"photo": [{"file_id": "a"}], "caption": "look"})),
        message(json!({"contact": {"phone_number": "+1", "user_id": 501}})),
        press(),
        membership("kicked"),
    ])
}

/// Puts another value, or nothing, in the n-th place of a tree.
fn mutate(value: &mut Value, place: &mut usize, with: &Option<Value>) {
    if *place == 0 {
        *value = with.clone().unwrap_or_default();
    }
    *place = place.wrapping_sub(1);
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| mutate(field, place, with)),
        Value::Array(items) => items.iter_mut().for_each(|item| mutate(item, place, with)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn any_json_at_all_has_a_translation(value in any_json()) {
        let raw = RawUpdate::from_text(value.to_string());
        let translated = translate(&raw, NOW);
        prop_assert_eq!(translated.update_id, raw.update_id);
        prop_assert!(!translated.is_urgent || translated.incoming.is_some());
    }

    #[test]
    fn any_text_at_all_has_a_translation(text in ".{0,200}") {
        prop_assert_eq!(translate(&RawUpdate::from_text(text), NOW).incoming, None);
    }

    #[test]
    fn damaged_updates_have_a_translation(mut update in real_update(), place in 0..40_usize, with in proptest::option::of(any_json())) {
        mutate(&mut update, &mut place.clone(), &with);
        let translated = translate(&RawUpdate::from_text(update.to_string()), NOW);
        if let Some(incoming) = translated.incoming {
            prop_assert!(translated.chat.is_some() && translated.sender.is_some());
            prop_assert!(incoming.content.words().is_none_or(|words| words.chars().count() <= candor_core::message::MAX_TEXT_CHARS));
        }
    }
}
