//! Supergroups: who is in them, which bot sees what, buttons, rights and being removed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};
use telegram_simulator::{AdminRights, CannotAct, Limits, NewFile, NewGroup, NewUser, Press, Role, Written};

use crate::bench::{Bench, fits};
use crate::staff::Staff;

fn texts(updates: &[Value]) -> Vec<&str> {
    updates.iter().filter_map(|update| update["message"]["text"].as_str()).collect()
}

#[tokio::test]
async fn a_bot_that_is_added_is_told_and_knows_the_group() {
    let bench = Bench::new().await;
    let olga = bench.simulator.add_user(NewUser::named("Olga")).unwrap();
    let group = bench.simulator.add_group(NewGroup::titled("Staff", olga).with_topics()).unwrap();
    assert!(group < -1_000_000_000_000, "{group}");
    bench.call("getChat", json!({ "chat_id": group })).await.refused(400, "Bad Request: chat not found");
    bench.simulator.set_role(group, bench.bot.id, Role::admin()).unwrap();
    let updates = bench.updates().await;
    let joined = &updates[0]["my_chat_member"];
    assert_eq!((&joined["from"]["id"], &joined["chat"]["id"]), (&json!(olga), &json!(group)));
    assert_eq!(joined["old_chat_member"]["status"], "left");
    let new = &joined["new_chat_member"];
    fits("ChatMember", new);
    assert_eq!((&new["status"], &new["can_manage_topics"]), (&json!("administrator"), &json!(true)));
    assert_eq!(updates[1]["message"]["new_chat_members"][0]["id"], bench.bot.id);
    assert_eq!(updates.len(), 2);

    let chat = bench.ok("getChat", json!({ "chat_id": group })).await;
    fits("ChatFullInfo", &chat);
    assert_eq!(
        (&chat["type"], &chat["is_forum"], &chat["title"]),
        (&json!("supergroup"), &json!(true), &json!("Staff"))
    );
    assert_eq!(bench.ok("getChatMemberCount", json!({ "chat_id": group })).await, 2);
    assert_eq!(bench.ok("getChatMemberCount", json!({ "chat_id": bench.anna })).await, 2);
}

#[tokio::test]
async fn members_are_told_by_their_role() {
    let staff = Staff::with(Role::Member, false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let other = staff.add_bot("other_bot", Role::admin());
    let member = |id: i64| bench.call("getChatMember", json!({ "chat_id": group, "user_id": id }));
    bench.simulator.set_role(group, staff.pavel, Role::Muted).unwrap();
    for (id, status) in [
        (staff.olga, "creator"),
        (staff.pavel, "restricted"),
        (bench.bot.id, "member"),
        (bench.anna, "left"),
        (other.id, "administrator"),
    ] {
        let member = member(id).await.result().clone();
        fits("ChatMember", &member);
        assert_eq!((&member["status"], &member["user"]["id"]), (&json!(status), &json!(id)));
    }
    member(424_242).await.refused(400, "Bad Request: member not found");
    bench
        .call("getChatMember", json!({ "chat_id": group }))
        .await
        .refused(400, "Bad Request: invalid user_id specified");
    let private = json!({ "chat_id": bench.anna, "user_id": bench.anna });
    assert_eq!(bench.ok("getChatMember", private).await["status"], "member");

    let admins = |params| bench.call("getChatAdministrators", params);
    let list = admins(json!({ "chat_id": group })).await.result().clone();
    assert_eq!(list.as_array().unwrap().len(), 1, "other bots are left out");
    assert_eq!(list[0]["user"]["id"], staff.olga);
    let list = admins(json!({ "chat_id": group, "return_bots": true })).await.result().clone();
    assert_eq!(list.as_array().unwrap().len(), 2);
    admins(json!({ "chat_id": bench.anna }))
        .await
        .refused(400, "Bad Request: there are no administrators in the private chat");
    assert_eq!(bench.simulator.set_role(group, staff.olga, Role::Member), Err(CannotAct::CreatorStays));
    assert_eq!(bench.simulator.set_role(group, staff.pavel, Role::Creator), Err(CannotAct::CreatorStays));
}

#[tokio::test]
async fn in_privacy_mode_a_bot_sees_only_what_is_meant_for_it() {
    let staff = Staff::with(Role::Member, false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let other = staff.add_bot("other_bot", Role::Member);
    assert_eq!(bench.updates().await[0]["message"]["new_chat_members"][0]["id"], other.id);
    bench.updates_of(&other.token).await;
    let mine = staff.send("hello").await.result()["message_id"].as_i64().unwrap();
    let sent = bench.call_as(&other.token, "sendMessage", json!({ "chat_id": group, "text": "hi" })).await;
    let theirs = sent.result()["message_id"].as_i64().unwrap();
    assert_eq!(theirs, mine + 1, "a group has one counter for everybody");

    let reply = |to: i64, text: &str| bench.simulator.user_replies(group, staff.pavel, to, text).unwrap();
    staff.says("just talk");
    staff.says("@clinic_bot look");
    staff.says("please /help@clinic_bot");
    staff.says("/help@Clinic_Bot now");
    staff.says("/help@other_bot");
    staff.says("/help");
    reply(mine, "answer to you");
    reply(theirs, "answer to the other");
    reply(theirs, "/take@clinic_bot");
    let photo = Written::file(NewFile::photo("x")).captioned("/photo@clinic_bot");
    bench.simulator.user_writes(group, staff.pavel, photo).unwrap();
    bench.simulator.set_role(group, bench.anna, Role::Member).unwrap();

    let updates = bench.updates().await;
    assert_eq!(texts(&updates), ["/help@Clinic_Bot now", "answer to you"]);
    assert_eq!(updates[2]["message"]["caption"], "/photo@clinic_bot");
    assert_eq!(updates[3]["message"]["new_chat_members"][0]["id"], bench.anna);
    let seen = bench.updates_of(&other.token).await;
    assert_eq!(
        texts(&seen),
        ["/help@other_bot", "/help", "answer to the other", "/take@clinic_bot"],
        "a command without a name goes to the bot that wrote last, a reply to the bot it answers"
    );
}

#[tokio::test]
async fn administrators_see_everything_but_other_bots_and_privacy_counts_from_joining() {
    let staff = Staff::with(Role::admin(), false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let other = staff.add_bot("other_bot", Role::Member);
    assert_eq!(bench.updates().await[0]["chat_member"]["new_chat_member"]["user"]["id"], other.id);
    bench.simulator.set_privacy(other.id, false).unwrap();
    let me = bench.call_as(&other.token, "getMe", json!({})).await.result().clone();
    assert_eq!(me["can_read_all_group_messages"], true);
    bench.updates_of(&other.token).await;

    let id = staff.says("one");
    bench.simulator.user_edits(group, staff.pavel, id, "two").unwrap();
    bench.call_as(&other.token, "sendMessage", json!({ "chat_id": group, "text": "by a bot" })).await.result();
    let updates = bench.updates().await;
    assert_eq!((&updates[0]["message"]["text"], &updates[1]["edited_message"]["text"]), (&json!("one"), &json!("two")));
    assert_eq!(updates[0]["message"]["from"]["id"], staff.pavel);
    assert_eq!(updates.len(), 2);
    assert_eq!(bench.updates_of(&other.token).await.len(), 0, "it has to be added again first");

    bench.simulator.set_role(group, other.id, Role::Left).unwrap();
    bench.simulator.set_role(group, other.id, Role::Member).unwrap();
    bench.updates_of(&other.token).await;
    staff.says("three");
    assert_eq!(texts(&bench.updates_of(&other.token).await), ["three"]);
}

#[tokio::test]
async fn a_bot_that_was_removed_or_left_is_told_and_refused() {
    let staff = Staff::with(Role::Member, false).await;
    let (bench, group) = (&staff.bench, staff.group);
    bench.simulator.set_role(group, bench.bot.id, Role::Removed).unwrap();
    let updates = bench.updates().await;
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    assert_eq!(updates.len(), 1);
    staff.says("alone at last");
    for (method, more) in [("sendMessage", json!({ "text": "x" })), ("getChat", json!({})), ("leaveChat", json!({}))] {
        let mut params = json!({ "chat_id": group });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        bench.call(method, params).await.refused(403, "Forbidden: bot was kicked from the supergroup chat");
    }
    bench.simulator.set_role(group, bench.bot.id, Role::Member).unwrap();
    bench.updates().await;
    assert_eq!(bench.ok("leaveChat", json!({ "chat_id": group })).await, true);
    assert_eq!(bench.updates().await[0]["my_chat_member"]["new_chat_member"]["status"], "left");
    staff.send("x").await.refused(403, "Forbidden: bot is not a member of the supergroup chat");
    bench
        .call("leaveChat", json!({ "chat_id": bench.anna }))
        .await
        .refused(400, "Bad Request: can't leave private chats");
    assert!(bench.updates().await.is_empty());
}

#[tokio::test]
async fn a_muted_bot_may_not_send() {
    let staff = Staff::with(Role::Muted, false).await;
    let bench = &staff.bench;
    staff.send("x").await.refused(400, "Bad Request: not enough rights to send text messages to the chat");
    let id = bench.simulator.user_sends_file(bench.bot.id, bench.anna, NewFile::voice(1, "x"), "").unwrap();
    let copy = json!({ "chat_id": staff.group, "from_chat_id": bench.anna, "message_id": id });
    bench
        .call("copyMessage", copy)
        .await
        .refused(400, "Bad Request: not enough rights to send voice notes to the chat");
    let file_id = bench.updates().await.last().unwrap()["message"]["voice"]["file_id"].clone();
    let send = json!({ "chat_id": staff.group, "voice": file_id });
    bench.call("sendVoice", send).await.refused(400, "Bad Request: not enough rights to send voice notes to the chat");
}

#[tokio::test]
async fn buttons_in_a_group_are_pressed_by_members_and_answered_by_their_bot() {
    let staff = Staff::with(Role::Member, false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Взять", "callback_data": "take" }]] });
    let card = json!({ "chat_id": group, "text": "Новый контакт", "reply_markup": keyboard });
    let card = bench.ok("sendMessage", card).await;
    fits("Message", &card);
    let id = card["message_id"].as_i64().unwrap();
    let press = |user: i64| bench.simulator.user_presses(group, user, id, Press::Label("Взять"));
    let (first, second) = (press(staff.pavel).unwrap(), press(staff.olga).unwrap());
    assert_eq!(press(bench.anna), Err(CannotAct::NotAMember(bench.anna)));
    let updates = bench.updates().await;
    let queries: Vec<_> = updates.iter().map(|update| &update["callback_query"]).collect();
    assert_eq!((&queries[0]["from"]["id"], &queries[1]["from"]["id"]), (&json!(staff.pavel), &json!(staff.olga)));
    assert_eq!(queries[0]["message"], card);
    assert_eq!(queries[0]["chat_instance"], queries[1]["chat_instance"]);
    bench.ok("answerCallbackQuery", json!({ "callback_query_id": first, "text": "Ваш" })).await;
    let seen = bench.simulator.callback(bench.bot.id, &first).unwrap();
    assert_eq!((seen.chat_id, seen.user_id, seen.text.as_str()), (group, staff.pavel, "Ваш"));
    assert!(!bench.simulator.callback(bench.bot.id, &second).unwrap().is_answered);

    let edit = json!({ "chat_id": group, "message_id": id, "text": "Взял Павел" });
    assert!(bench.ok("editMessageText", edit).await.get("reply_markup").is_none());
    assert_eq!(press(staff.pavel), Err(CannotAct::NoSuchButton(id)));
    let other = staff.add_bot("other_bot", Role::admin());
    let foreign = json!({ "chat_id": group, "message_id": id, "text": "x" });
    bench.call_as(&other.token, "editMessageText", foreign).await.refused(400, "Bad Request: message can't be edited");
}

#[tokio::test]
async fn others_messages_are_deleted_with_the_right_to_only() {
    let staff = Staff::with(Role::Member, false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let (theirs, mine) = (staff.says("x"), staff.send("y").await.result()["message_id"].clone());
    let delete = |id: Value| bench.call("deleteMessage", json!({ "chat_id": group, "message_id": id }));
    delete(json!(theirs)).await.refused(400, "Bad Request: message can't be deleted");
    delete(mine).await.result();
    let rights = AdminRights { can_delete_messages: true, ..AdminRights::none() };
    bench.simulator.set_role(group, bench.bot.id, Role::Administrator { rights }).unwrap();
    delete(json!(theirs)).await.result();
    let id = staff.send("to delete").await.result()["message_id"].as_i64().unwrap();
    assert_eq!(
        bench.simulator.user_deletes(group, staff.pavel, id),
        Err(CannotAct::NoRight("delete messages of others"))
    );
    bench.simulator.user_deletes(group, staff.olga, id).unwrap();
    let reply = json!({ "chat_id": group, "text": "x", "reply_parameters": { "message_id": id } });
    bench.call("sendMessage", reply).await.refused(400, "Bad Request: message to be replied not found");
}

#[tokio::test]
async fn replies_outside_of_topics_carry_their_thread() {
    let staff = Staff::with(Role::admin(), false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let root = staff.says("question");
    let reply = json!({ "chat_id": group, "text": "answer", "reply_parameters": { "message_id": root } });
    let answer = bench.ok("sendMessage", reply).await;
    fits("Message", &answer);
    assert_eq!((&answer["message_thread_id"], answer.get("is_topic_message")), (&json!(root), None));
    bench.simulator.user_replies(group, staff.pavel, answer["message_id"].as_i64().unwrap(), "thanks").unwrap();
    let updates = bench.updates().await;
    assert!(updates[0]["message"].get("message_thread_id").is_none());
    assert_eq!(updates[1]["message"]["message_thread_id"], root, "the thread is that of its first message");
    let ignored = json!({ "chat_id": group, "text": "x", "message_thread_id": 777 });
    assert!(bench.ok("sendMessage", ignored).await.get("message_thread_id").is_none());
}

#[tokio::test]
async fn file_ids_in_a_group_are_each_bots_own() {
    let staff = Staff::with(Role::admin(), false).await;
    let (bench, group) = (&staff.bench, staff.group);
    let other = staff.add_bot("other_bot", Role::admin());
    bench.updates().await;
    bench.updates_of(&other.token).await;
    let file = NewFile::document("a.txt", "text/plain", "bytes");
    bench.simulator.user_sends_file(group, staff.pavel, file, "").unwrap();
    let mine = bench.updates().await[0]["message"]["document"].clone();
    let theirs = bench.updates_of(&other.token).await[0]["message"]["document"].clone();
    assert_eq!(mine["file_unique_id"], theirs["file_unique_id"]);
    assert_ne!(mine["file_id"], theirs["file_id"]);
    bench.ok("getFile", json!({ "file_id": mine["file_id"] })).await;
    bench.call("getFile", json!({ "file_id": theirs["file_id"] })).await.refused(400, "Bad Request: invalid file_id");
    for id in [&mine["file_id"], &theirs["file_id"]] {
        assert_eq!(bench.simulator.file(id.as_str().unwrap()).unwrap().bytes, b"bytes");
    }
}

#[tokio::test]
async fn a_group_takes_twenty_messages_a_minute() {
    let staff = Staff::with(Role::Member, false).await;
    staff.bench.simulator.set_limits(Limits { per_group_minute: 20, ..Limits::none() });
    for number in 0..20 {
        staff.send(&number.to_string()).await.result();
    }
    let refused = staff.send("too much").await;
    refused.refused(429, "Too Many Requests: retry after 3");
    assert_eq!(refused.body["parameters"]["retry_after"], 3);
    staff.bench.send("a private chat is something else").await.result();
    staff.bench.simulator.advance(std::time::Duration::from_secs(3));
    staff.send("again").await.result();
}

#[tokio::test]
async fn people_who_are_not_in_a_group_or_muted_cannot_write_there() {
    let staff = Staff::with(Role::Member, false).await;
    let (simulator, group) = (&staff.bench.simulator, staff.group);
    let says = |user: i64| simulator.user_sends(group, user, "x").err();
    assert_eq!(says(staff.bench.anna), Some(CannotAct::NotAMember(staff.bench.anna)));
    simulator.set_role(group, staff.pavel, Role::Muted).unwrap();
    assert_eq!(says(staff.pavel), Some(CannotAct::Muted));
    simulator.set_role(group, staff.pavel, Role::Removed).unwrap();
    assert_eq!(says(staff.pavel), Some(CannotAct::NotAMember(staff.pavel)));
    assert_eq!(simulator.user_sends(-5, staff.pavel, "x"), Err(CannotAct::UnknownGroup(-5)));
    assert_eq!(
        simulator.add_group(NewGroup { id: 5, ..NewGroup::titled("x", staff.olga) }),
        Err(CannotAct::TakenId(5))
    );
    assert_eq!(simulator.add_group(NewGroup::titled("x", 5)), Err(CannotAct::UnknownUser(5)));
    let named = NewGroup { username: Some("sales_team".into()), ..NewGroup::titled("x", staff.olga) };
    let named = simulator.add_group(named).unwrap();
    simulator.set_role(named, staff.bench.bot.id, Role::Member).unwrap();
    let chat = staff.bench.ok("getChat", json!({ "chat_id": "@Sales_Team" })).await;
    assert_eq!(chat["id"], named);
}
