//! Who may what, and what becomes of what somebody held when they may no more.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::{conversation::Holder, roles::Role};
use candor_store::Chain;

use crate::stage::{Stage, example};

#[tokio::test]
async fn an_owner_invites_by_a_link_that_works_once() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    let link = stage.says(owner, "/invite manager").await;
    let payload = link[0].rsplit("start=").next().unwrap().trim().to_owned();
    let vera = stage.person("Vera", "en");
    assert!(stage.says(vera, &format!("/start {payload}")).await[0].contains("joined the desk as manager"));
    let late = stage.person("Late", "en");
    let greeting = stage.says(late, &format!("/start {payload}")).await;
    assert!(greeting[0].contains("AI"), "a spent link opens nothing: {greeting:?}");
    assert!(stage.says(vera, "/invite owner").await[0].contains("may not"));
    stage.strike().await;
}

#[tokio::test]
async fn a_stranger_who_sends_operator_commands_gets_the_desks_normal_answer() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    stage.joins("Nina", "en", Role::Owner).await;
    let stranger = stage.person("Mallory", "en");
    stage.says(stranger, "/start").await;
    for command in ["/list", "/take 1", "/export_all", "/pause", "/status", "/staff", "/audit"] {
        for answer in stage.says(stranger, command).await {
            let told = ["conversation", "operator", "staff", "desk is", "export", "paused"];
            assert!(told.iter().all(|word| !answer.to_lowercase().contains(word)), "{command}: {answer}");
        }
    }
    assert!(stage.desk.store.desk(stage.business()).await.unwrap().paused.is_none());
    assert!(stage.simulator.menu(stage.bot.id, stranger, None, None).unwrap().is_none(), "no menu of the staff");
    stage.strike().await;
}

#[tokio::test]
async fn the_staff_has_menus_of_its_own_in_both_languages() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.joins("Vera", "ru", Role::Manager).await;
    let menu = |language| stage.simulator.menu(stage.bot.id, vera, None, Some(language)).unwrap().unwrap().commands;
    let (en, ru) = (serde_json::to_string(&menu("en")).unwrap(), serde_json::to_string(&menu("ru")).unwrap());
    assert!(en.contains("Read a conversation") && ru.contains("Читать разговор"), "{en}\n{ru}");
    assert!(!en.contains("export_all"), "a manager's menu shows what a manager may do: {en}");
    stage.strike().await;
}

#[tokio::test]
async fn a_viewer_looks_and_changes_nothing() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let viewer = stage.joins("Vik", "en", Role::Viewer).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    assert!(stage.says(viewer, "/list").await[0].contains("#1 Anna"));
    for command in ["/take 1", "/stop 1 bye", "/pause", "/note 1 x", "/lead 1 +vip", "/duty off", "/export 1 csv"] {
        let answer = stage.says(viewer, command).await;
        assert!(answer[0].contains("may not"), "{command}: {answer:?}");
    }
    let welcome = stage.texts(viewer).remove(0);
    assert!(welcome.contains("as viewer") && !welcome.contains("Take"), "{welcome}");
    let said = [stage.says(viewer, "/help").await, stage.says(viewer, "/scripts").await].concat().join("\n");
    for more in ["budget=", "@name", "restore", "publish", "remove"] {
        assert!(!said.contains(more), "{more}: {said}");
    }
    assert!(stage.says(viewer, "/staff").await[0].contains("Vik — viewer"));
    assert!(stage.says(viewer, "/staff Vik owner").await[0].contains("may not change roles"));
    assert!(!stage.says(viewer, "/lead 1").await[0].contains("To change it"));
    assert!(stage.says(viewer, "/staff_group").await[0].contains("may not"));
    stage.says(viewer, "/view 1").await;
    let page = stage.simulator.chat(stage.bot.id, viewer).unwrap().messages.last().unwrap().message.to_string();
    assert!(page.contains("\"Lead\"") && !page.contains("\"Take\"") && !page.contains("\"End\""), "{page}");
    assert!(stage.says(viewer, "hello").await[0].contains("may look but not answer"));
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }));
    stage.strike().await;
}

#[tokio::test]
async fn a_manager_who_loses_the_role_mid_chat_answers_nobody_any_more() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    stage.says(owner, "/staff Vera viewer").await;
    assert!(stage.texts(vera).iter().any(|text| text.contains("You are viewer here from now on")));
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Waiting { .. }));
    assert!(stage.texts(owner).iter().any(|text| text.contains("whoever answered cannot any more")));
    let before = stage.texts(anna).len();
    stage.says(vera, "are you there?").await;
    assert_eq!(stage.texts(anna).len(), before);
    stage.says(owner, "/staff Vera remove").await;
    let answer = stage.says(vera, "/list").await;
    assert!(answer.iter().all(|text| !text.contains("Anna")), "{answer:?}");
    assert!(stage.says(owner, "/staff Nina viewer").await[0].contains("only owner"));
    stage.strike().await;
}

#[tokio::test]
async fn every_action_is_in_the_audit_log_with_who_and_what_was_before() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    for command in
        ["/take 1", "/note 1 calls back", "/lead 1 +vip", "/release 1", "/stop 1 silent", "/pause", "/resume"]
    {
        stage.says(owner, command).await;
    }
    let log = stage.desk.store.audit_log(stage.business(), None, 50).await.unwrap();
    let mut deeds: Vec<&str> = log.iter().map(|line| line.record.deed.word()).collect();
    deeds.reverse();
    let expected =
        ["publish_script", "invite_staff", "take", "write_note", "edit_lead", "release_own", "stop", "pause_desk"];
    assert_eq!(deeds[..8], expected);
    assert_eq!(deeds[8..], ["pause_desk"]);
    let take = log.iter().find(|line| line.record.deed.word() == "take").unwrap();
    assert_eq!(take.record.before["holder"], "desk");
    assert_eq!(take.record.after["name"], "Nina");
    assert_eq!(stage.desk.store.verify_audit_log(stage.business()).await.unwrap(), Chain::Intact(9));
    assert!(stage.says(owner, "/audit").await[0].contains("Nina: end conversations"));
    stage.strike().await;
}
