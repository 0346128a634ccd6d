//! Topics of a forum: by bots and by people, what stands in them, and their errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};
use telegram_simulator::{AdminRights, CannotAct, NewFile, Role, Written};

use crate::bench::{Answer, Bench, fits};
use crate::staff::Staff;

impl Staff {
    async fn topic(&self, method: &str, more: Value) -> Answer {
        let mut params = json!({ "chat_id": self.group });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.bench.call(method, params).await
    }

    async fn created(&self, name: &str) -> i64 {
        let topic = self.topic("createForumTopic", json!({ "name": name })).await.result().clone();
        topic["message_thread_id"].as_i64().unwrap()
    }
}

#[tokio::test]
async fn a_bot_creates_a_topic_and_messages_in_it_say_so() {
    let staff = Staff::with(Role::admin(), true).await;
    let (bench, group) = (&staff.bench, staff.group);
    let topic = json!({ "name": " Анна \n(анкета) ", "icon_color": 16_478_047, "icon_custom_emoji_id": "5" });
    let topic = staff.topic("createForumTopic", topic).await.result().clone();
    fits("ForumTopic", &topic);
    assert_eq!((&topic["name"], &topic["icon_color"]), (&json!("Анна  (анкета)"), &json!(16_478_047)));
    let id = topic["message_thread_id"].as_i64().unwrap();
    let updates = bench.updates().await;
    let created = &updates[0]["message"];
    assert_eq!((&created["message_id"], &created["message_thread_id"]), (&json!(id), &json!(id)));
    assert_eq!((&created["is_topic_message"], &created["from"]["id"]), (&json!(true), &json!(bench.bot.id)));
    assert_eq!(created["forum_topic_created"]["icon_custom_emoji_id"], "5");
    assert!(created.get("reply_to_message").is_none());

    let sent =
        staff.topic("sendMessage", json!({ "text": "карточка", "message_thread_id": id })).await.result().clone();
    fits("Message", &sent);
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(id), &json!(true)));
    assert_eq!(sent["reply_to_message"]["message_id"], id, "a plain message in a topic replies to its beginning");
    let written = Written::text("беру").in_topic(id);
    bench.simulator.user_writes(group, staff.pavel, written).unwrap();
    let in_general = staff.says("в общем");
    let message = bench.updates().await;
    let (said, general) = (&message[0]["message"], &message[1]["message"]);
    assert_eq!((&said["message_thread_id"], &said["is_topic_message"]), (&json!(id), &json!(true)));
    assert!(said["reply_to_message"]["forum_topic_created"].is_object());
    assert_eq!(general["message_id"], in_general);
    assert!(general.get("message_thread_id").is_none() && general.get("is_topic_message").is_none());
    let reply = json!({ "text": "x", "reply_parameters": { "message_id": in_general } });
    assert!(staff.topic("sendMessage", reply).await.result().get("message_thread_id").is_none());

    let chat = bench.simulator.chat(group, staff.pavel).unwrap();
    assert_eq!(
        chat.in_topic(id).iter().map(|message| message.text.as_str()).collect::<Vec<_>>(),
        ["", "карточка", "беру"]
    );
    let delivered = bench.simulator.delivered(bench.bot.id);
    assert_eq!((delivered[0].topic_id, delivered[1].topic_id), (Some(id), None));
}

#[tokio::test]
async fn replies_copies_files_and_actions_go_to_their_topic() {
    let staff = Staff::with(Role::admin(), true).await;
    let (bench, group) = (&staff.bench, staff.group);
    let (one, two) = (staff.created("one").await, staff.created("two").await);
    let card = staff.topic("sendMessage", json!({ "text": "card", "message_thread_id": one })).await;
    let card = card.result()["message_id"].as_i64().unwrap();
    let reply = json!({ "text": "more", "reply_parameters": { "message_id": card } });
    let reply = staff.topic("sendMessage", reply).await.result().clone();
    assert_eq!((&reply["message_thread_id"], &reply["reply_to_message"]["message_id"]), (&json!(one), &json!(card)));
    let elsewhere = json!({ "text": "x", "message_thread_id": two, "reply_parameters": { "message_id": card } });
    assert_eq!(staff.topic("sendMessage", elsewhere).await.status, 400);
    assert!(bench.simulator.unsupported().contains_key("replies to messages of another topic"));

    let elsewhere = Written::text("x").in_topic(two).replying_to(card);
    assert!(bench.simulator.user_writes(group, staff.pavel, elsewhere).is_err());
    bench.updates().await;
    let answer = bench.simulator.user_replies(group, staff.pavel, card, "my answer").unwrap();
    let update = bench.updates().await[0]["message"].clone();
    assert_eq!((&update["message_thread_id"], &update["reply_to_message"]["text"]), (&json!(one), &json!("card")));
    let relayed = json!({ "chat_id": bench.anna, "from_chat_id": group, "message_id": answer });
    bench.ok("copyMessage", relayed).await;
    assert_eq!(bench.simulator.chat(bench.bot.id, bench.anna).unwrap().bot_texts(), ["my answer"]);

    let voice = bench.simulator.user_sends_file(bench.bot.id, bench.anna, NewFile::voice(2, "v"), "").unwrap();
    let copy = json!({ "from_chat_id": bench.anna, "message_id": voice, "message_thread_id": two });
    staff.topic("copyMessage", copy).await.result();
    let file_id = bench.updates().await[0]["message"]["voice"]["file_id"].clone();
    let sent = staff.topic("sendVoice", json!({ "voice": file_id, "message_thread_id": two })).await.result().clone();
    fits("Message", &sent);
    staff.topic("sendChatAction", json!({ "action": "typing", "message_thread_id": two })).await.result();
    let chat = bench.simulator.group_chat(group, 0, usize::MAX).unwrap();
    assert_eq!(chat.in_topic(two).iter().filter(|message| message.file.is_some()).count(), 2);
    assert_eq!(chat.actions[0].topic_id, Some(two));
    for (method, more) in [("sendMessage", json!({ "text": "x" })), ("sendChatAction", json!({ "action": "typing" }))] {
        for thread in [1, 999] {
            let mut more = more.clone();
            more["message_thread_id"] = json!(thread);
            staff.topic(method, more).await.refused(400, "Bad Request: message thread not found");
        }
    }
}

#[tokio::test]
async fn a_topic_is_renamed_closed_reopened_and_deleted() {
    let staff = Staff::with(Role::admin(), true).await;
    let (bench, group) = (&staff.bench, staff.group);
    let id = staff.created("one").await;
    let on = |more: Value| {
        let mut more = more;
        more["message_thread_id"] = json!(id);
        more
    };
    staff.topic("editForumTopic", on(json!({ "name": "two" }))).await.result();
    staff.topic("editForumTopic", on(json!({ "name": "two" }))).await.refused(400, "Bad Request: TOPIC_NOT_MODIFIED");
    staff.topic("editForumTopic", on(json!({}))).await.result();
    staff.topic("editForumTopic", on(json!({ "icon_custom_emoji_id": "7" }))).await.result();
    staff.topic("editForumTopic", on(json!({ "icon_custom_emoji_id": "" }))).await.result();
    staff
        .topic("editForumTopic", on(json!({ "name": "  " })))
        .await
        .refused(400, "Bad Request: name must be non-empty");
    staff.topic("editForumTopic", on(json!({ "name": "я".repeat(200) }))).await.result();
    assert_eq!(bench.simulator.group(group).unwrap().topics[0].name.chars().count(), 128);

    staff.topic("closeForumTopic", on(json!({}))).await.result();
    staff.topic("closeForumTopic", on(json!({}))).await.refused(400, "Bad Request: TOPIC_NOT_MODIFIED");
    let say = || bench.simulator.user_writes(group, staff.pavel, Written::text("x").in_topic(id));
    assert_eq!(say(), Err(CannotAct::TopicClosed(id)));
    staff.topic("sendMessage", on(json!({ "text": "those who manage topics may" }))).await.result();
    staff.topic("reopenForumTopic", on(json!({}))).await.result();
    let said = say().unwrap();
    let kinds: Vec<_> = bench
        .updates()
        .await
        .iter()
        .filter_map(|update| {
            update["message"].as_object().unwrap().keys().find(|key| key.starts_with("forum_")).cloned()
        })
        .collect();
    assert_eq!(kinds[0], "forum_topic_created");
    assert_eq!(kinds[1..5], vec!["forum_topic_edited"; 4]);
    assert_eq!(kinds[5..], ["forum_topic_closed", "forum_topic_reopened"]);

    staff.topic("deleteForumTopic", on(json!({}))).await.result();
    staff.topic("deleteForumTopic", on(json!({}))).await.refused(400, "Bad Request: TOPIC_ID_INVALID");
    staff.topic("sendMessage", on(json!({ "text": "x" }))).await.refused(400, "Bad Request: message thread not found");
    let copy = json!({ "chat_id": bench.anna, "from_chat_id": group, "message_id": said });
    bench.call("copyMessage", copy).await.refused(400, "Bad Request: message to copy not found");
    assert_eq!(say(), Err(CannotAct::UnknownTopic(id)));
    for method in ["editForumTopic", "closeForumTopic", "reopenForumTopic"] {
        let gone = json!({ "message_thread_id": 999, "name": "x" });
        staff.topic(method, gone).await.refused(400, "Bad Request: TOPIC_ID_INVALID");
        staff.topic(method, json!({})).await.refused(400, "Bad Request: invalid forum topic identifier specified");
        assert_eq!(staff.topic(method, json!({ "message_thread_id": 1 })).await.status, 400);
    }
}

#[tokio::test]
async fn topics_need_a_forum_a_name_and_the_right() {
    let staff = Staff::with(Role::admin(), true).await;
    let (bench, group) = (&staff.bench, staff.group);
    let own = staff.created("mine").await;
    let theirs = bench.simulator.user_creates_topic(group, staff.olga, "hers").unwrap();
    staff.topic("createForumTopic", json!({})).await.refused(400, "Bad Request: name must be non-empty");
    staff
        .topic("createForumTopic", json!({ "name": "x", "icon_color": -1 }))
        .await
        .refused(400, "Bad Request: invalid icon color specified");
    assert_eq!(staff.topic("createForumTopic", json!({ "name": "x", "icon_color": 1 })).await.status, 400);
    assert_eq!(bench.simulator.user_creates_topic(group, staff.pavel, "x"), Err(CannotAct::NoRight("create topics")));
    assert!(bench.simulator.user_creates_topic(group, staff.olga, "\u{0}\n").is_err());

    bench.simulator.set_role(group, bench.bot.id, Role::Administrator { rights: AdminRights::none() }).unwrap();
    let id = |id: i64| json!({ "message_thread_id": id, "name": "x" });
    staff
        .topic("createForumTopic", json!({ "name": "x" }))
        .await
        .refused(400, "Bad Request: not enough rights to create a topic");
    staff.topic("editForumTopic", id(theirs)).await.refused(400, "Bad Request: not enough rights to edit the topic");
    let words = "Bad Request: not enough rights to close or open the topic";
    staff.topic("closeForumTopic", id(theirs)).await.refused(400, words);
    staff.topic("reopenForumTopic", id(theirs)).await.refused(400, words);
    staff
        .topic("deleteForumTopic", id(theirs))
        .await
        .refused(400, "Bad Request: not enough rights to delete the topic");
    bench.simulator.user_closes_topic(group, staff.olga, theirs).unwrap();
    let send = |topic: i64| staff.topic("sendMessage", json!({ "text": "x", "message_thread_id": topic }));
    send(theirs).await.refused(400, "Bad Request: TOPIC_CLOSED");
    bench.simulator.user_reopens_topic(group, staff.olga, theirs).unwrap();
    send(theirs).await.result();
    for method in ["editForumTopic", "closeForumTopic"] {
        staff.topic(method, id(own)).await.result();
    }
    send(own).await.result();
    bench.simulator.user_renames_topic(group, staff.olga, own, "renamed").unwrap();
    bench.simulator.user_deletes_topic(group, staff.olga, own).unwrap();
    send(own).await.refused(400, "Bad Request: message thread not found");

    let plain = Staff::with(Role::admin(), false).await;
    plain.topic("createForumTopic", json!({ "name": "x" })).await.refused(400, "Bad Request: the chat is not a forum");
    assert_eq!(plain.bench.simulator.user_creates_topic(plain.group, plain.olga, "x"), Err(CannotAct::NotAForum));
    let private = Bench::new().await;
    let create = || private.call("createForumTopic", json!({ "chat_id": private.anna, "name": "x" }));
    create().await.refused(400, "Bad Request: the chat is not a forum");
    private.simulator.set_topics_enabled(private.bot.id, true).unwrap();
    create().await.refused(400, "Bad Request: the simulator does not support topics in private chats");
}

#[tokio::test]
async fn a_forum_can_stop_being_one() {
    let staff = Staff::with(Role::admin(), true).await;
    let id = staff.created("one").await;
    staff.bench.simulator.set_forum(staff.group, false).unwrap();
    staff
        .topic("closeForumTopic", json!({ "message_thread_id": id }))
        .await
        .refused(400, "Bad Request: the chat is not a forum");
    let sent = staff.topic("sendMessage", json!({ "text": "x", "message_thread_id": id })).await.result().clone();
    assert!(sent.get("is_topic_message").is_none());
    let reply = json!({ "text": "x", "reply_parameters": { "message_id": id } });
    let sent = staff.topic("sendMessage", reply).await.result().clone();
    assert_eq!((sent.get("is_topic_message"), &sent["message_thread_id"]), (None, &json!(id)));
    assert!(staff.bench.ok("getChat", json!({ "chat_id": staff.group })).await.get("is_forum").is_none());
}
