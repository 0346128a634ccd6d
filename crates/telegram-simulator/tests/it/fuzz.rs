//! Whatever comes in, the simulator answers in its envelope and stays alive.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use telegram_simulator::check_object;
use tokio::runtime::Runtime;

use crate::bench::Bench;

static STAGE: LazyLock<(Runtime, Bench)> = LazyLock::new(stage);

fn stage() -> (Runtime, Bench) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let bench = runtime.block_on(Bench::new());
    (runtime, bench)
}

const METHODS: [&str; 22] = [
    "answerCallbackQuery",
    "copyMessage",
    "deleteMessage",
    "deleteMyCommands",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "editMessageText",
    "getChat",
    "getMe",
    "getMyCommands",
    "getUpdates",
    "getWebhookInfo",
    "sendChatAction",
    "sendMessage",
    "setMyCommands",
    "getFile",
    "sendDocument",
    "sendPhoto",
    "sendVoice",
    "sendVideo",
    "nope",
    "",
];

const NAMES: [&str; 26] = [
    "document",
    "photo",
    "voice",
    "file_id",
    "text",
    "caption",
    "caption_entities",
    "from_chat_id",
    "message_thread_id",
    "entities",
    "parse_mode",
    "reply_markup",
    "inline_keyboard",
    "keyboard",
    "reply_parameters",
    "message_id",
    "offset",
    "length",
    "type",
    "url",
    "callback_data",
    "callback_query_id",
    "commands",
    "command",
    "scope",
    "limit",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[<>/a-c*_~`|\\[\\]()!.&;# \n😀-]{0,40}".prop_map(Value::from),
        prop::sample::select(&["HTML", "MarkdownV2", "bold", "text_link", "chat", "typing"][..]).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&NAMES[..]), inner), 0..5)
                .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

/// The answer is Telegram's envelope, and never a 500.
fn stands(status: u16, body: &str) -> Result<(), TestCaseError> {
    prop_assert!(status < 500, "{status}: {body}");
    let body: Value =
        serde_json::from_str(body).map_err(|problem| TestCaseError::fail(format!("{problem}: {body}")))?;
    prop_assert_eq!(body["ok"].as_bool(), Some(status == 200));
    if status != 200 {
        prop_assert_eq!(body["error_code"].as_u64(), Some(u64::from(status)));
        prop_assert!(body["description"].is_string());
    }
    Ok(())
}

const CONTROLS: [&str; 18] = [
    "bots",
    "bots/BOT/updates",
    "bots/BOT/load",
    "users",
    "chats/BOT/ANNA/start",
    "chats/BOT/ANNA/messages",
    "chats/BOT/ANNA/files?kind=photo",
    "chats/BOT/ANNA/messages/1/edit",
    "chats/BOT/ANNA/messages/1/press",
    "chats/BOT/x/messages",
    "chats/BOT/ANNA/block",
    "chats/BOT/ANNA/unblock",
    "faults",
    "faults/rates",
    "outage",
    "limits",
    "clock/advance",
    "no/such/place",
];

const CONTROL_NAMES: [&str; 18] = [
    "text",
    "message",
    "update",
    "token",
    "id",
    "first_name",
    "payload",
    "date",
    "reply_to",
    "data",
    "row",
    "column",
    "template",
    "count",
    "new_users",
    "user_ids",
    "on",
    "seconds",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_parameters_get_an_answer_in_the_envelope(
        method in prop::sample::select(&METHODS[..]),
        fields in prop::collection::vec((prop::sample::select(&NAMES[..]), any_json()), 0..6),
        is_to_anna in any::<bool>(),
    ) {
        let (runtime, bench) = &*STAGE;
        let mut params: serde_json::Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if is_to_anna {
            params.insert("chat_id".into(), json!(bench.anna));
            if method == "copyMessage" {
                params.insert("from_chat_id".into(), json!(bench.anna));
                params.entry("message_id").or_insert(json!(1));
            }
        }
        // Never held: the timeout is no name of the list.
        let call = bench.http.post(bench.url(method)).json(&params);
        let (status, body) = runtime.block_on(async {
            let response = call.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        });
        stands(status, &body)?;
        if method == "sendMessage" && status == 200 {
            let body: Value = serde_json::from_str(&body).unwrap();
            prop_assert!(check_object("Message", &body["result"]).is_ok(), "{}", body);
        }
    }

    #[test]
    fn any_bytes_get_an_answer_in_the_envelope(
        method in prop::sample::select(&METHODS[..]),
        kind in prop::sample::select(&[
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "text/plain",
        ][..]),
        body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let (runtime, bench) = &*STAGE;
        let call = bench.http.post(bench.url(method)).header("Content-Type", kind).body(body);
        let (status, body) = runtime.block_on(async {
            let response = call.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        });
        stands(status, &body)?;
    }

    #[test]
    fn formatted_text_always_comes_out_whole(
        text in "[<>/abi\"=*_~`|\\[\\]()!.&;#\\\\ \n😀я-]{1,60}",
        mode in prop::sample::select(&["HTML", "MarkdownV2"][..]),
    ) {
        let (runtime, bench) = &*STAGE;
        let params = json!({ "chat_id": bench.anna, "text": text, "parse_mode": mode });
        let answer = runtime.block_on(bench.call("sendMessage", params));
        stands(answer.status, &answer.body.to_string())?;
        let message = &answer.body["result"];
        let length = message["text"].as_str().unwrap_or_default().encode_utf16().count() as u64;
        for entity in message["entities"].as_array().into_iter().flatten() {
            let (offset, size) = (entity["offset"].as_u64().unwrap(), entity["length"].as_u64().unwrap());
            prop_assert!(size > 0 && offset + size <= length, "{}", message);
        }
    }

    #[test]
    fn any_json_at_the_control_api_is_done_or_refused(
        path in prop::sample::select(&CONTROLS[..]),
        fields in prop::collection::vec((prop::sample::select(&CONTROL_NAMES[..]), any_json()), 0..3),
    ) {
        // A world of its own: this one gets broken on purpose.
        static BROKEN: LazyLock<(Runtime, Bench)> = LazyLock::new(stage);
        let (runtime, bench) = &*BROKEN;
        let path = path.replace("BOT", &bench.bot.id.to_string()).replace("ANNA", &bench.anna.to_string());
        let body: Value = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let call = bench.http.post(bench.control(&path)).json(&body);
        let status = runtime.block_on(async { call.send().await.unwrap().status().as_u16() });
        prop_assert!(status < 500, "{path} {body}: {status}");
        let read = bench.http.get(bench.control(&format!("chats/{}/{}", bench.bot.id, bench.anna)));
        prop_assert_eq!(runtime.block_on(async { read.send().await.unwrap().status().as_u16() }), 200);
    }
}
