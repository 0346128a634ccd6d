//! Exports: the document that arrives is opened and read.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use candor_core::{
    conversation::{Conversation, ScriptRef},
    ids::{ChatId, ContactId, ConversationId},
    language::Language,
    message::Author,
    moment::Moment,
    roles::Role,
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{Changes, ContactRow, ConversationChange};

use crate::stage::{Stage, example};

#[tokio::test]
async fn a_conversation_arrives_as_text_json_lines_and_csv_that_can_be_read() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    let anna = stage.person("../../x\u{202e}=cmd()", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "=HYPERLINK(\"http://x\") how much are 15 red roses?").await;

    stage.says(owner, "/export 1 txt").await;
    stage.wait_minutes(0).await;
    let (name, text) = stage.document(owner);
    assert!(
        name.ends_with(".txt") && !name.contains(['/', '\\', '\u{202e}']) && !name.starts_with(['.', '=']),
        "{name}"
    );
    assert!(text.contains("how much are 15 red roses?") && text.contains("2,900") && text.contains("[AI]"), "{text}");

    stage.says(owner, "/export 1 jsonl").await;
    stage.wait_minutes(0).await;
    let (_, lines) = stage.document(owner);
    let parsed: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(parsed.iter().any(|line| line["author"] == "ai" || line["author"]["kind"] == "ai"), "{lines}");

    stage.says(owner, "/export 1").await;
    stage.presses(owner, "CSV").await;
    stage.wait_minutes(0).await;
    let (_, csv) = stage.document(owner);
    assert!(csv.contains("'=HYPERLINK"), "a formula is only ever text: {csv}");
    assert!(stage.texts(owner).iter().any(|text| text.contains("Export finished")), "{:?}", stage.texts(owner));
    stage.strike().await;
}

#[tokio::test]
async fn an_empty_desk_says_that_there_is_nothing_to_export() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    assert!(stage.says(owner, "/export_all csv").await[0].contains("nothing to export"));
    assert!(stage.says(owner, "/export 1 csv").await[0].contains("no conversation with the number 1"));
    stage.strike().await;
}

/// So many conversations of so many messages: together two parts and a half. It held with a hundred of them too, in ten
/// parts, and then took a minute.
const CONVERSATIONS: i64 = 25;
const MESSAGES: i64 = 1_000;

#[tokio::test]
async fn a_large_export_comes_in_parts_with_progress_and_nothing_missing() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    for number in 0..CONVERSATIONS {
        fill(&stage, number).await;
    }
    stage.says(owner, "/export_all jsonl").await;
    for _ in 0..5 {
        stage.wait_minutes(0).await;
    }
    let chat = stage.simulator.chat(stage.bot.id, owner).unwrap();
    let files: Vec<_> = chat.messages.iter().filter_map(|message| message.file.clone()).collect();
    assert_eq!(files.len(), 3, "25,000 lines are three parts");
    let mut told = Vec::new();
    for file in &files {
        assert!(file.file_name.clone().unwrap().contains("part"), "{file:?}");
        let text = String::from_utf8(stage.simulator.file(&file.file_id).unwrap().bytes).unwrap();
        for line in text.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            told.extend(line["text"].as_str().filter(|text| text.starts_with("line ")).map(str::to_owned));
        }
    }
    let expected: Vec<String> = (0..CONVERSATIONS)
        .flat_map(|number| (0..MESSAGES).map(move |message| format!("line {number} {message}")))
        .collect();
    assert_eq!(told.len(), expected.len());
    assert!(told == expected, "every line once and in order");
    assert!(stage.texts(owner).iter().any(|text| text.contains("Export finished: 25000 lines")));
    stage.strike().await;
}

async fn fill(stage: &Stage, number: i64) {
    let at = Moment::from_seconds(1_768_000_000 + number);
    let contact = ContactRow {
        id: ContactId::from_unique(&format!("{number:03}")),
        business: stage.business().clone(),
        channel_user_id: 900_000 + number,
        first_name: format!("Contact {number}"),
        last_name: None,
        username: None,
        language: None,
        created_at: at,
    };
    let id = ConversationId::from_unique(&format!("{number:03}"));
    let script = stage.desk.store.list_scripts(stage.business()).await.unwrap().remove(0);
    let script = ScriptRef { name: script.name, version: script.version };
    let chat = ChatId(900_000 + number);
    let conversation =
        Conversation::begin(id.clone(), stage.connection.clone(), chat, contact.id.clone(), script, Language::En);
    let line = |message: i64| TimelineEntry {
        file: None,
        conversation: id.clone(),
        at,
        author: Author::Contact,
        kind: EntryKind::Message,
        text: format!("line {number} {message}"),
        message_id: None,
        turn: None,
        reasons: serde_json::Value::Null,
    };
    let changes = Changes {
        contacts: vec![contact],
        conversations: vec![ConversationChange { conversation, expected_version: None }],
        timeline: (0..MESSAGES).map(line).collect(),
        ..Changes::default()
    };
    stage.desk.store.apply(stage.business(), changes, at).await.unwrap();
}
