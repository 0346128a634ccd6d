//! Command lists by scope and language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn command_lists_are_kept_by_scope_and_language() {
    let bench = Bench::new().await;
    let chat = json!({ "type": "chat", "chat_id": bench.anna });
    let list = |words: &str| json!([{ "command": "help", "description": words }]);
    bench.ok("setMyCommands", json!({ "commands": list("Help") })).await;
    bench.ok("setMyCommands", json!({ "commands": list("Помощь"), "language_code": "ru" })).await;
    bench.ok("setMyCommands", json!({ "commands": list("For Anna"), "scope": chat })).await;
    let get = |params| bench.ok("getMyCommands", params);
    assert_eq!(get(json!({})).await, list("Help"));
    assert_eq!(get(json!({ "scope": { "type": "default" }, "language_code": "ru" })).await, list("Помощь"));
    // The chat id may come as text, as forms carry it.
    let as_text = json!({ "type": "chat", "chat_id": bench.anna.to_string() }).to_string();
    assert_eq!(get(json!({ "scope": as_text })).await, list("For Anna"));
    assert_eq!(get(json!({ "scope": { "type": "all_private_chats" } })).await, json!([]));
    let seen = bench.get(&format!("bots/{}/commands", bench.bot.id)).await;
    assert_eq!(seen[0]["scope"], chat);
    bench.ok("deleteMyCommands", json!({})).await;
    assert_eq!(get(json!({})).await, json!([]));
    assert_eq!(get(json!({ "language_code": "ru" })).await, list("Помощь"));
}

#[tokio::test]
async fn wrong_commands_scopes_and_languages_are_refused() {
    let bench = Bench::new().await;
    let set = |params| bench.call("setMyCommands", params);
    let one = |command: &str, description: &str| json!([{ "command": command, "description": description }]);
    set(json!({ "commands": one("Help", "x") })).await.refused(400, "Bad Request: BOT_COMMAND_INVALID");
    set(json!({ "commands": one("help", "") })).await.refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    set(json!({ "commands": [{ "command": "help" }] }))
        .await
        .refused(400, "Bad Request: can't parse BotCommand: Can't find field \"description\"");
    set(json!({ "commands": one("help", "x"), "language_code": "russian" }))
        .await
        .refused(400, "Bad Request: invalid language code specified");
    set(json!({ "commands": one("help", "x"), "scope": { "type": "chat" } }))
        .await
        .refused(400, "Bad Request: can't find field \"chat_id\"");
    set(json!({ "commands": one("help", "x"), "scope": { "type": "moon" } }))
        .await
        .refused(400, "Bad Request: unsupported type specified");
    set(json!({ "commands": "nonsense" })).await.refused(400, "Bad Request: can't parse commands JSON object");
}
