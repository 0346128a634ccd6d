//! Command lists by scope and language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};
use telegram_simulator::{CannotAct, NewBot, Role};

use crate::bench::Bench;
use crate::staff::Staff;

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
    set(json!({ "commands": one("help", "") }))
        .await
        .refused(400, "Bad Request: command description must be non-empty");
    set(json!({ "commands": [{ "command": "help" }] }))
        .await
        .refused(400, "Bad Request: can't parse BotCommand: Can't find field \"description\"");
    set(json!({ "commands": one("help", "x"), "language_code": "russian" }))
        .await
        .refused(400, "Bad Request: invalid language code specified");
    set(json!({ "commands": one("help", "x"), "scope": { "type": "chat" } }))
        .await
        .refused(400, "Bad Request: can't parse BotCommandScope: Can't find field \"chat_id\"");
    set(json!({ "commands": one("help", "x"), "scope": { "type": "moon" } }))
        .await
        .refused(400, "Bad Request: can't parse BotCommandScope: Unsupported type specified");
    for (scope, words) in [
        (json!([]), "can't parse BotCommandScope: BotCommandScope must be an Object"),
        (json!({ "type": "chat", "chat_id": "" }), "can't parse BotCommandScope: Empty chat_id specified"),
        (json!({ "type": "chat", "chat_id": 424_242 }), "chat not found"),
        (
            json!({ "type": "chat_member", "chat_id": bench.anna }),
            "can't parse BotCommandScope: Can't find field \"user_id\"",
        ),
        (
            json!({ "type": "chat_member", "chat_id": bench.anna, "user_id": 0 }),
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
        (json!({ "type": "chat_member", "chat_id": bench.anna, "user_id": 424_242 }), "user not found"),
        (json!({ "type": "chat_administrators", "chat_id": bench.anna }), "can't use specified scope in private chats"),
    ] {
        let refused = set(json!({ "commands": one("help", "x"), "scope": scope })).await;
        refused.refused(400, &format!("Bad Request: {words}"));
    }
    set(json!({ "commands": one(&"a".repeat(33), "x") }))
        .await
        .refused(400, "Bad Request: command length must not exceed 32");
    set(json!({ "commands": one(" / ", "x") })).await.refused(400, "Bad Request: command must be non-empty");
    set(json!({ "commands": one("a", &"x".repeat(257)) }))
        .await
        .refused(400, "Bad Request: command description length must not exceed 256");
    set(json!({ "commands": "nonsense" })).await.refused(400, "Bad Request: can't parse commands JSON object");
}

#[tokio::test]
async fn a_person_is_shown_the_narrowest_list_in_their_language() {
    let staff = Staff::with(Role::Member, true).await;
    let (bench, group) = (&staff.bench, staff.group);
    let set = |name: &str, scope: Value, language: &str| {
        let commands = json!([{ "command": name, "description": "x" }]);
        bench.ok("setMyCommands", json!({ "commands": commands, "scope": scope, "language_code": language }))
    };
    let delete = |scope: Value, language: &str| {
        bench.ok("deleteMyCommands", json!({ "scope": scope, "language_code": language }))
    };
    let shown = |user: i64, place: Option<i64>, language: Option<&str>| {
        let list = bench.simulator.menu(bench.bot.id, user, place, language).unwrap();
        list.map(|list| list.commands[0]["command"].as_str().unwrap().to_owned()).unwrap_or_default()
    };
    assert_eq!(shown(bench.anna, None, None), "");
    let scope = |kind: &str| json!({ "type": kind });
    let member = json!({ "type": "chat_member", "chat_id": group, "user_id": staff.olga });
    let admins = json!({ "type": "chat_administrators", "chat_id": group });
    let chat = json!({ "type": "chat", "chat_id": group });
    // From the widest scope to the narrowest: each beats what was there before, in the language first.
    set("default", scope("default"), "").await;
    assert_eq!(
        (shown(bench.anna, None, None), shown(staff.olga, Some(group), None)),
        ("default".into(), "default".into())
    );
    set("default_ru", scope("default"), "ru").await;
    assert_eq!(
        (shown(bench.anna, None, None), shown(staff.olga, Some(group), None)),
        ("default_ru".into(), "default".into())
    );
    assert_eq!(shown(bench.anna, None, Some("en")), "default");
    set("private", scope("all_private_chats"), "").await;
    assert_eq!(shown(bench.anna, None, None), "private", "a narrower scope beats the language");
    set("anna", json!({ "type": "chat", "chat_id": bench.anna }), "").await;
    set("anna_ru", json!({ "type": "chat", "chat_id": bench.anna }), "ru").await;
    assert_eq!(
        (shown(bench.anna, None, Some("ru-RU")), shown(bench.anna, None, Some("de"))),
        ("anna_ru".into(), "anna".into())
    );
    assert_eq!(shown(staff.pavel, None, None), "private");

    let both = || (shown(staff.olga, Some(group), Some("ru")), shown(staff.pavel, Some(group), Some("ru")));
    set("groups", scope("all_group_chats"), "").await;
    assert_eq!(both(), ("groups".into(), "groups".into()));
    set("all_admins", scope("all_chat_administrators"), "").await;
    assert_eq!(both(), ("all_admins".into(), "groups".into()));
    set("chat", chat, "").await;
    assert_eq!(both(), ("chat".into(), "chat".into()));
    set("admins", admins.clone(), "").await;
    assert_eq!(both(), ("admins".into(), "chat".into()));
    set("admins_ru", admins, "ru").await;
    assert_eq!(both(), ("admins_ru".into(), "chat".into()));
    set("olga", member.clone(), "").await;
    assert_eq!(both(), ("olga".into(), "chat".into()));
    delete(member, "").await;
    assert_eq!(both(), ("admins_ru".into(), "chat".into()));
    assert_eq!(
        bench.simulator.menu(bench.bot.id, bench.anna, Some(group), None),
        Err(CannotAct::NotAMember(bench.anna))
    );

    let menu = bench.get(&format!("bots/{}/menu/{}?group_id={group}&language=ru", bench.bot.id, staff.olga)).await;
    assert_eq!((&menu["scope"]["type"], &menu["language_code"]), (&json!("chat_administrators"), &json!("ru")));
    assert_eq!(menu["commands"], json!([{ "command": "admins_ru", "description": "x" }]));
    let other = bench.simulator.add_bot(NewBot::named("other_bot")).unwrap();
    let menu = bench.get(&format!("bots/{}/menu/{}", other.id, staff.olga)).await;
    assert_eq!(menu["commands"], json!([]));
}
