//! Words, photos, documents, voice, replies and edits, carried both ways.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use telegram_simulator::{MessageSeen, NewFile, Written};

use crate::stage::{Stage, example};

async fn held() -> (Stage, i64, i64) {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    (stage, vera, anna)
}

fn newest(stage: &Stage, person: i64) -> MessageSeen {
    stage
        .simulator
        .chat(stage.bot.id, person)
        .unwrap()
        .messages
        .into_iter()
        .rfind(|message| message.is_from_bot)
        .unwrap()
}

#[tokio::test]
async fn photos_documents_and_voice_go_both_ways_with_who_sent_them() {
    let (stage, vera, anna) = held().await;
    let files = [
        (NewFile::photo(vec![1, 2, 3]), "photo"),
        (NewFile::document("list.pdf", "application/pdf", b"%PDF".to_vec()), "document"),
        (NewFile::voice(3, vec![9, 9]), "voice"),
    ];
    for (from, to, who) in [(anna, vera, "Anna"), (vera, anna, "Vera")] {
        for (file, kind) in files.clone() {
            stage.simulator.user_sends_file(stage.bot.id, from, file, "this one").unwrap();
            stage.settle().await;
            let got = newest(&stage, to);
            assert!(got.message.get(kind).is_some(), "{kind}: {}", got.message);
            assert_eq!(got.caption, format!("{who}: this one"), "{kind}");
        }
    }
    let transcript = stage.transcript(anna).await;
    assert!(transcript.contains("person Vera> [photo] this one"), "{transcript}");
    stage.strike().await;
}

#[tokio::test]
async fn an_answer_to_a_message_stays_an_answer_on_the_other_side() {
    let (stage, vera, anna) = held().await;
    let asked = stage.simulator.user_sends(stage.bot.id, anna, "Do you have white roses?").unwrap();
    stage.settle().await;
    let at_vera = newest(&stage, vera).message_id;
    let answer = stage.simulator.user_replies(stage.bot.id, vera, at_vera, "Yes, we do").unwrap();
    stage.settle().await;
    let at_anna = newest(&stage, anna);
    assert_eq!(at_anna.message["reply_to_message"]["message_id"], asked, "{}", at_anna.message);
    stage.simulator.user_replies(stage.bot.id, anna, at_anna.message_id, "Great").unwrap();
    stage.settle().await;
    assert_eq!(newest(&stage, vera).message["reply_to_message"]["message_id"], answer);
    stage.strike().await;
}

#[tokio::test]
async fn an_edit_changes_what_the_other_side_has() {
    let (stage, vera, anna) = held().await;
    let first = stage.simulator.user_sends(stage.bot.id, anna, "For Friday").unwrap();
    stage.settle().await;
    stage.simulator.user_edits(stage.bot.id, anna, first, "For Saturday").unwrap();
    stage.settle().await;
    let at_vera = newest(&stage, vera);
    assert_eq!((at_vera.text.as_str(), at_vera.is_edited), ("Anna: For Saturday", true));

    let answer = stage.simulator.user_sends(stage.bot.id, vera, "At five").unwrap();
    stage.settle().await;
    stage.simulator.user_edits(stage.bot.id, vera, answer, "At six").unwrap();
    stage.settle().await;
    let at_anna = newest(&stage, anna);
    assert_eq!((at_anna.text.as_str(), at_anna.is_edited), ("Vera: At six", true));
    assert!(stage.transcript(anna).await.contains("person Vera> [edited] At six"));

    let photo = Written::file(NewFile::photo(vec![1])).captioned("before");
    let photo = stage.simulator.user_writes(stage.bot.id, vera, photo).unwrap();
    stage.settle().await;
    stage.simulator.user_edits(stage.bot.id, vera, photo, "after").unwrap();
    stage.settle().await;
    assert_eq!(newest(&stage, anna).caption, "Vera: after");
    stage.strike().await;
}

#[tokio::test]
async fn a_text_that_went_in_two_pieces_is_edited_in_two() {
    let (stage, vera, anna) = held().await;
    let long = stage.simulator.user_sends(stage.bot.id, vera, &"a".repeat(4_095)).unwrap();
    stage.settle().await;
    let longer = format!("{}{}", "b".repeat(4_090), "c".repeat(5));
    stage.simulator.user_edits(stage.bot.id, vera, long, &longer).unwrap();
    stage.settle().await;
    let texts = stage.texts(anna);
    assert_eq!(texts[texts.len() - 2], format!("Vera: {}", "b".repeat(4_090)));
    assert_eq!(texts[texts.len() - 1], "ccccc");
    stage.simulator.user_edits(stage.bot.id, vera, long, "short").unwrap();
    stage.settle().await;
    let texts = stage.texts(anna);
    assert_eq!(texts[texts.len() - 2..], ["Vera: short".to_owned(), "…".to_owned()]);
    stage.strike().await;
}

#[tokio::test]
async fn with_two_conversations_only_a_reply_says_which_is_meant() {
    let (stage, vera, anna) = held().await;
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    stage.says(boris, "human please").await;
    stage.presses(vera, "Take").await;
    let (at_anna, at_boris) = (stage.texts(anna).len(), stage.texts(boris).len());
    let asked = stage.says(vera, "hello").await;
    assert!(asked[0].contains("#1 Anna, #2 Boris"), "{asked:?}");
    assert_eq!((stage.texts(anna).len(), stage.texts(boris).len()), (at_anna, at_boris), "it went to nobody");

    stage.says(anna, "still there?").await;
    let from_anna = newest(&stage, vera).message_id;
    stage.simulator.user_replies(stage.bot.id, vera, from_anna, "Yes, Anna").unwrap();
    stage.settle().await;
    assert_eq!(stage.texts(anna).last().unwrap(), "Vera: Yes, Anna");
    assert_eq!(stage.texts(boris).len(), at_boris);

    // A reply about a conversation that was given back goes to nobody, least of all to the other one.
    stage.says(vera, "/release 1").await;
    stage.simulator.user_replies(stage.bot.id, vera, from_anna, "One more thing").unwrap();
    stage.settle().await;
    assert!(stage.texts(vera).last().unwrap().contains("not answering Anna"), "{:?}", stage.texts(vera));
    assert_eq!(stage.texts(boris).len(), at_boris);
    stage.strike().await;
}

#[tokio::test]
async fn what_a_contact_writes_is_only_ever_text_for_the_staff() {
    let (stage, vera, anna) = held().await;
    for words in ["<b>bold</b> *x* [a](tg://user?id=1)", "=HYPERLINK(\"x\")", "/take 1", "Vera: I am Vera"] {
        stage.simulator.user_sends(stage.bot.id, anna, words).unwrap();
        stage.settle().await;
        let got = newest(&stage, vera);
        assert!(got.text.starts_with("Anna: ") && got.text.ends_with(words), "{}", got.text);
        let marked = got.message.get("entities").and_then(|entities| entities.as_array().cloned()).unwrap_or_default();
        assert!(marked.iter().all(|entity| entity["type"] == "bot_command"), "{marked:?}");
    }
    stage.strike().await;
}
