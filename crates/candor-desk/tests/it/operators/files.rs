//! Files from the panel to a contact, and opening those of a conversation, whoever sent them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::atomic::{AtomicBool, Ordering};

use candor_core::{
    attachment::{Held, MAX_FILE_BYTES},
    language::Language,
};
use candor_desk::actions::{
    ActError, Bench, FileRefusal, Refusal, act,
    open_file::{OpenedFile, open_file},
    release_conversation::release_conversation,
    send_file::{ReadyFile, send_file},
};
use candor_store::DeliveryState;
use telegram_simulator::{Fault, FaultKind, MessageSeen, NewFile};

use crate::stage::{Stage, example};

const PDF: &[u8] = b"%PDF-1.7 offer";

fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 2, 128, 0, 0, 1, 224, 8, 6, 0, 0, 0]);
    bytes
}

async fn held() -> (Stage, i64, i64) {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    (stage, vera, anna)
}

impl Stage {
    async fn bench(&self, name: &str) -> Bench<'_> {
        Bench::for_operator(&self.desk, self.member(name).await, Language::En)
    }

    async fn panel_sends(&self, name: &str, file: &ReadyFile, words: &str) -> Result<(), ActError> {
        let operator = self.member(name).await;
        let bench = || Bench::for_operator(&self.desk, operator.clone(), Language::En);
        let sent = act(bench, |bench| {
            Box::pin(async move {
                let line = bench.numbered(1).await?;
                send_file(bench, &line, file, words)
            })
        });
        sent.await?;
        self.settle().await;
        Ok(())
    }

    async fn opens(&self, name: &str, place: i64) -> Result<OpenedFile, ActError> {
        let bench = self.bench(name).await;
        let line = bench.numbered(1).await?;
        open_file(&bench, &line, place).await
    }

    /// The place of the newest line with a file, and where its bytes are.
    async fn newest_file(&self, person: i64) -> (i64, Held) {
        let known = self.conversation(person).await;
        let lines = self.desk.store.timeline(&known.id, 0, 10_000).await.unwrap();
        let line = lines.into_iter().rfind(|line| line.entry.file.is_some()).unwrap();
        (line.seq, line.entry.file.unwrap().held)
    }

    async fn holds(&self, held: &Held) -> bool {
        let Held::InStore(id) = held else { panic!("{held:?} was never in the store") };
        self.desk.store.file(&self.connection, id).await.unwrap().is_some()
    }

    fn newest(&self, person: i64) -> MessageSeen {
        let messages = self.simulator.chat(self.bot.id, person).unwrap().messages;
        messages.into_iter().rfind(|message| message.is_from_bot).unwrap()
    }
}

fn ready(name: &str, bytes: &[u8]) -> ReadyFile {
    ReadyFile::of(name, bytes.to_vec()).unwrap()
}

fn why(outcome: Result<impl std::fmt::Debug, ActError>) -> Refusal {
    match outcome {
        Err(ActError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_from_the_panel_arrives_under_its_senders_name_and_opens_again() {
    let (stage, _, anna) = held().await;
    stage.panel_sends("Vera", &ready("../../Offer [1].pdf", PDF), "here you are").await.unwrap();
    let got = stage.newest(anna);
    assert_eq!(got.caption, "Vera: here you are");
    assert_eq!(got.message["document"]["file_name"], "Offer _1.pdf", "{}", got.message);
    let transcript = stage.transcript(anna).await;
    assert!(transcript.contains("person Vera> [document: Offer _1.pdf] here you are"), "{transcript}");
    let (place, held) = stage.newest_file(anna).await;
    assert!(!stage.holds(&held).await, "its bytes are Telegram's to keep now");
    let opened = stage.opens("Vera", place).await.unwrap();
    assert_eq!((opened.name.as_str(), opened.bytes.as_slice()), ("Offer _1.pdf", PDF));

    stage.panel_sends("Vera", &ready("shop.png", &png()), "").await.unwrap();
    let got = stage.newest(anna);
    assert!(got.message.get("photo").is_some() && got.caption == "Vera:", "{}", got.message);

    let long = "a".repeat(2_000);
    stage.panel_sends("Vera", &ready("offer.pdf", PDF), &long).await.unwrap();
    let got = stage.newest(anna);
    assert_eq!(got.caption, "Vera:", "words too long for a caption");
    assert_eq!(stage.texts(anna).into_iter().rfind(|text| !text.is_empty()).unwrap(), format!("Vera: {long}"));
    stage.strike().await;
}

#[tokio::test]
async fn only_whoever_holds_a_conversation_sends_files_in_it() {
    let (stage, _, anna) = held().await;
    stage.manager("Olga").await;
    let file = ready("offer.pdf", PDF);
    assert_eq!(why(stage.panel_sends("Olga", &file, "").await), Refusal::HeldBy("Vera".to_owned()));
    let before = stage.simulator.chat(stage.bot.id, anna).unwrap().messages.len();

    // Between the upload and the commit the conversation goes back to the desk.
    let (operator, is_first) = (stage.member("Vera").await, AtomicBool::new(true));
    let bench = || Bench::for_operator(&stage.desk, operator.clone(), Language::En);
    let (stage_of, is_first, file, giver) = (&stage, &is_first, &file, &operator);
    let late = act(bench, |bench| {
        Box::pin(async move {
            let line = bench.numbered(1).await?;
            send_file(bench, &line, file, "")?;
            if is_first.swap(false, Ordering::SeqCst) {
                let other = || Bench::for_operator(&stage_of.desk, giver.clone(), Language::En);
                act(other, |bench| {
                    Box::pin(async move {
                        let line = bench.numbered(1).await?;
                        release_conversation(bench, &line).await
                    })
                })
                .await?;
            }
            Ok(())
        })
    });
    assert_eq!(why(late.await), Refusal::NotYours(1));
    stage.settle().await;
    let after = stage.simulator.chat(stage.bot.id, anna).unwrap().messages;
    assert!(after[before..].iter().all(|message| message.file.is_none()), "nothing of it was sent");
    stage.strike().await;
}

#[tokio::test]
async fn nobody_who_opted_out_is_sent_a_file() {
    let (stage, _, anna) = held().await;
    stage.says(anna, "/stop").await;
    assert_eq!(why(stage.panel_sends("Vera", &ready("offer.pdf", PDF), "").await), Refusal::OptedOut);
    stage.strike().await;
}

#[tokio::test]
async fn a_file_of_unknown_fate_stays_uncertain_and_is_never_sent_twice() {
    let (stage, _, anna) = held().await;
    stage.simulator.add_fault(Fault::on("sendDocument", FaultKind::DropAfterApplying));
    stage.panel_sends("Vera", &ready("offer.pdf", PDF), "").await.unwrap();
    let known = stage.conversation(anna).await;
    let rows = stage.desk.store.delivery_states(&known.id).await.unwrap();
    let uncertain = rows.iter().filter(|row| row.state == DeliveryState::Uncertain).count();
    assert_eq!(uncertain, 1);
    let arrived = stage.simulator.chat(stage.bot.id, anna).unwrap().messages;
    assert_eq!(arrived.iter().filter(|message| message.is_from_bot && message.file.is_some()).count(), 1);
    let (place, held) = stage.newest_file(anna).await;
    assert!(stage.holds(&held).await, "it may have to be sent once more");
    assert_eq!(stage.opens("Vera", place).await.unwrap().bytes, PDF, "until then it opens from here");

    stage.simulator.add_fault(Fault::on("sendDocument", FaultKind::TooManyRequests { retry_after: 1 }));
    stage.panel_sends("Vera", &ready("second.pdf", PDF), "").await.unwrap();
    assert_eq!(stage.newest(anna).message["document"]["file_name"], "second.pdf");
    stage.strike().await;
}

#[tokio::test]
async fn what_a_contact_sends_opens_with_a_name_and_what_cannot_says_why() {
    let (stage, _, anna) = held().await;
    let html = b"<script>alert(1)</script>";
    for (file, name, bytes) in [
        (NewFile::photo(png()), None, png()),
        (NewFile::document("../x\r\n\"`.html", "text/html", html.to_vec()), Some("x.html"), html.to_vec()),
        (NewFile::voice(3, b"OggS..".to_vec()), None, b"OggS..".to_vec()),
    ] {
        stage.simulator.user_sends_file(stage.bot.id, anna, file, "").unwrap();
        stage.settle().await;
        let (place, _) = stage.newest_file(anna).await;
        let opened = stage.opens("Vera", place).await.unwrap();
        assert_eq!(opened.bytes, bytes);
        let named = format!("{}-{place}", if bytes.starts_with(b"OggS") { "voice" } else { "photo" });
        match name {
            Some(name) => assert_eq!(opened.name, name),
            None => assert!(opened.name.starts_with(&named) && opened.name.contains('.'), "{}", opened.name),
        }
    }
    let (place, _) = stage.newest_file(anna).await;
    for nowhere in [0, -1, 1, place + 100, i64::MAX, i64::MIN] {
        assert_eq!(why(stage.opens("Vera", nowhere).await), Refusal::File(FileRefusal::NoSuchFile(nowhere)));
    }
    let large = NewFile::document("large.bin", "a/b", vec![1; MAX_FILE_BYTES + 1]);
    stage.simulator.user_sends_file(stage.bot.id, anna, large, "").unwrap();
    stage.settle().await;
    let (place, _) = stage.newest_file(anna).await;
    assert_eq!(why(stage.opens("Vera", place).await), Refusal::File(FileRefusal::TooLargeToOpen));
    stage.simulator.user_sends_file(stage.bot.id, anna, NewFile::photo(png()), "").unwrap();
    stage.settle().await;
    let (place, _) = stage.newest_file(anna).await;
    stage.simulator.add_fault(Fault::on("getFile", FaultKind::Error { code: 502, description: String::new() }));
    assert_eq!(why(stage.opens("Vera", place).await), Refusal::ChannelAway);
    let gone = "Bad Request: wrong file_id or the file is temporarily unavailable".to_owned();
    stage.simulator.add_fault(Fault::on("getFile", FaultKind::Error { code: 400, description: gone }));
    assert_eq!(why(stage.opens("Vera", place).await), Refusal::File(FileRefusal::Gone));
    stage.strike().await;
}

#[test]
fn what_may_not_be_sent_is_refused_before_anything_is_written() {
    let refused = |name: &str, bytes: &[u8]| ReadyFile::of(name, bytes.to_vec()).unwrap_err();
    assert_eq!(refused("a.txt", b""), FileRefusal::Empty);
    assert_eq!(refused("setup.exe", b"x"), FileRefusal::Program);
    assert_eq!(refused("a.bin", &vec![1; MAX_FILE_BYTES + 1]), FileRefusal::TooLarge);
    for why in [FileRefusal::Empty, FileRefusal::TooLarge, FileRefusal::Program, FileRefusal::NoSuchFile(3)] {
        for language in Language::ALL {
            let told = why.in_language(language);
            assert!(!told.contains('{') && told.ends_with('.'), "{told}");
        }
    }
}
