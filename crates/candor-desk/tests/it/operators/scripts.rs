//! Scripts in the chat: a file with a caption is published, an earlier version comes back by a button.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::roles::Role;
use telegram_simulator::{FileKind, NewFile};

use crate::stage::{Stage, example};

impl Stage {
    /// Sends a file with a caption and returns what the bot says to it.
    async fn sends(&self, person: i64, bytes: &[u8], caption: &str) -> Vec<String> {
        let file = NewFile {
            kind: FileKind::Document,
            name: Some("flower-shop.script.md".to_owned()),
            mime_type: None,
            bytes: bytes.to_vec(),
            seconds: 0,
        };
        let before = self.texts(person).len();
        self.simulator.user_sends_file(self.bot.id, person, file, caption).unwrap();
        self.settle().await;
        self.texts(person).split_off(before)
    }

    async fn head(&self) -> (i64, String) {
        let head = self.desk.store.script_head(self.business(), "flower-shop").await.unwrap().unwrap();
        (head.version, head.note)
    }
}

#[tokio::test]
async fn an_owner_publishes_a_script_by_sending_its_file_and_takes_it_back_by_a_button() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    assert!(stage.says(anna, "How much are 15 red roses?").await[0].contains("2,900"));
    let dearer = example("flower-shop").replace("2,900", "3,100").replace("2 900", "3 100");
    assert_ne!(dearer, example("flower-shop"));

    let said = stage.sends(owner, dearer.as_bytes(), "/publish dearer roses").await;
    assert!(said[0].starts_with("flower-shop: version 2 is in use now."), "{said:?}");
    assert_eq!(stage.head().await, (2, "dearer roses".to_owned()));
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    assert!(stage.says(boris, "How much are 15 red roses?").await[0].contains("3,100"));
    assert!(stage.says(anna, "How much are 15 red roses?").await[0].contains("2,900"), "hers goes on as it began");

    let said = stage.sends(owner, dearer.as_bytes(), "/publish").await;
    assert!(said[0].contains("in use already, as version 2"), "{said:?}");
    stage.says(owner, "/scripts").await;
    stage.presses(owner, "flower-shop 1 ↩").await;
    stage.presses(owner, "Publish").await;
    assert_eq!(stage.head().await, (3, "restored from version 1 by Nina".to_owned()));
    let audit = stage.says(owner, "/audit").await.join("\n");
    assert!(audit.contains("publish scripts") && audit.contains("restore earlier scripts"), "{audit}");
    stage.strike().await;
}

#[tokio::test]
async fn what_is_no_script_or_a_broken_one_is_refused_with_the_lines_to_mend() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Нина", "ru", Role::Owner).await;
    let broken = example("flower-shop").replace("says en:", "sayz en:");
    let said = stage.sends(owner, broken.as_bytes(), "/publish").await;
    assert!(said[0].starts_with("В сценарии есть ошибки") && said[0].contains("ошибка S"), "{said:?}");
    for bytes in [&b"\xff\xfe\x00"[..], &vec![b'a'; 600 * 1024]] {
        let said = stage.sends(owner, bytes, "/publish").await;
        assert!(said[0].starts_with("Это не сценарий"), "{said:?}");
    }
    assert!(stage.says(owner, "/publish").await[0].contains("с подписью /publish"));
    assert_eq!(stage.head().await.0, 1);
    stage.strike().await;
}

#[tokio::test]
async fn only_an_owner_publishes_and_the_file_of_anybody_else_is_a_file() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let manager = stage.manager("Oleg").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let text = example("flower-shop").replace("2,900", "1");
    let said = stage.sends(manager, text.as_bytes(), "/publish").await;
    assert_eq!(said, ["Your role may not publish scripts. Ask an owner."]);
    let said = stage.sends(anna, text.as_bytes(), "/publish").await;
    assert!(!said.join(" ").contains("script"), "a stranger learns of nothing: {said:?}");
    assert_eq!(stage.head().await.0, 1);
    stage.strike().await;
}
