//! What a contact sees of an answer while it is written: sentences the guard passed, a Stop button, and nothing once somebody else has
//! the conversation.

use std::time::Duration;

use candor_core::conversation::Holder;
use candor_desk::models::SHOWN_EVERY;
use telegram_simulator::{CannotAct, Fault, FaultKind, PreviewSeen, Simulator};

use super::{
    dictated::{Dictated, Dictation},
    *,
};
use crate::stage::PATIENCE;

const ASKS_PRICE: &str = "How much are 15 red roses?";
const FIRST: &str = "Fifteen red roses are 2,900 ₽.";
const SECOND: &str = "Shall we go on?";
const THIRD: &str = "Shall I show you what suits the occasion?";
/// The beginning of an answer, with the first sentence whole.
const BEGINNING: &str = "{\"text\": \"Fifteen red roses are 2,900 ₽. Sha";
const AT_ONCE: Duration = Duration::ZERO;

/// A desk whose writer is dictated to, and shows what it writes this often.
async fn desk(every: Option<Duration>) -> (Stage, Dictation) {
    let (model, dictation) = Dictated::begin();
    (Stage::with_models(&example("flower-shop"), models(model, every)).await, dictation)
}

fn models(model: Arc<Dictated>, every: Option<Duration>) -> Models {
    let hired = Arc::new(Hired::new(model, "dictated-1", PRICES, false));
    let models = Models::new(BTreeMap::from([(Job::Write, vec![hired])]), Budget::default(), Pace::default());
    match every {
        Some(every) => models.with_previews(every),
        None => models,
    }
}

impl Stage {
    fn preview(&self, person: i64) -> Option<PreviewSeen> {
        self.simulator.chat(self.bot.id, person).unwrap().preview
    }

    /// Waits until a preview is shown whose words end like this.
    async fn sees(&self, person: i64, end: &str) -> String {
        let seen = self.simulator.wait_for(PATIENCE, |world| {
            let preview = world.chat(self.bot.id, person).ok()?.preview?;
            preview.text.ends_with(end).then_some(preview.text)
        });
        seen.await.unwrap()
    }

    /// Every preview that was shown, in order.
    fn previews(&self) -> Vec<String> {
        let requests = self.simulator.requests().into_iter();
        let shown =
            requests.filter(|seen| seen.method.eq_ignore_ascii_case("sendMessageDraft") && seen.status == Some(200));
        shown.map(|seen| seen.parameters["text"].as_str().unwrap().to_owned()).collect()
    }

    /// Somebody writes, and the writer is asked for the answer.
    async fn asks(&self, person: i64, dictation: &mut Dictation) {
        let asked = dictation.times_asked();
        self.simulator.user_sends(self.bot.id, person, ASKS_PRICE).unwrap();
        dictation.is_asked(asked + 1).await;
    }

    /// The desk is told that somebody stopped the preview of this number, and has taken note of it.
    async fn is_told_of_a_stop(&self, person: i64, draft: &Value) {
        let chat = json!({"id": person, "type": "private", "first_name": "Anna"});
        let update = json!({"stopped_message_generation": {"chat": chat, "draft_id": draft}});
        self.simulator.inject_update(self.bot.id, update).unwrap();
        self.takes_updates().await;
    }

    /// Waits until the desk has everything that was sent to it.
    async fn takes_updates(&self) {
        let is_taken = |world: &Simulator| (world.pending_updates(self.bot.id) == 0).then_some(());
        self.simulator.wait_for(PATIENCE, is_taken).await.unwrap();
    }

    /// Somebody writes, and reads the first sentence of the answer while the rest is not written yet.
    async fn begins_to_read(&self, person: i64, dictation: &mut Dictation) -> String {
        self.asks(person, dictation).await;
        dictation.says(BEGINNING);
        self.sees(person, FIRST).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sentences_are_shown_as_they_come_and_each_preview_begins_the_message() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.asks(anna, &mut dictation).await;
    dictation.says("{\"text\": \"Fifteen red roses are 2,900");
    dictation.says(" ₽. Shall I sh");
    let shown = stage.sees(anna, FIRST).await;
    assert!(shown.contains("AI assistant"), "the first words it reads say that an AI is writing: {shown}");
    dictation.says("ow you what suits the occasion?\", \"step\": \"\", \"facts\": []}");
    dictation.ends();
    stage.settle().await;
    let texts = stage.texts(anna);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(stage.previews().iter().all(|preview| texts[0].starts_with(preview)), "{:?} {texts:?}", stage.previews());
    assert_eq!(stage.preview(anna), None);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sentence_but_the_last_is_added_to_what_is_shown() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    assert_eq!(stage.begins_to_read(anna, &mut dictation).await, FIRST, "it said already that it is an AI");
    dictation.says("ll we go on? Shal");
    assert_eq!(stage.sees(anna, SECOND).await, format!("{FIRST} {SECOND}"));
    dictation.says("l I show you what suits the occasion?\"}");
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(anna).pop().unwrap().starts_with(&format!("{FIRST} {SECOND} {THIRD}")));
    assert_eq!(stage.previews().len(), 2);
    assert_eq!((stage.preview(anna), stage.last_reasons(anna).await.writer.as_str()), (None, "dictated-1"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lie_is_never_shown_and_what_was_read_before_it_is_not_changed() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.asks(anna, &mut dictation).await;
    dictation.says("{\"text\": \"Fifteen red roses are 2,900 ₽. I am Kate, a real per");
    stage.sees(anna, FIRST).await;
    dictation.says("son. Only 100 ₽ today! Shall we go on? Yes.\"}");
    dictation.ends();
    dictation.is_asked(2).await;
    dictation.says("{\"text\": \"A bouquet of 15 red roses costs 2,900 ₽. Shall we go on? Shal");
    dictation.says("l I show you what suits the occasion?\"}");
    dictation.ends();
    stage.settle().await;
    let said = stage.texts(anna).pop().unwrap();
    assert!(said.starts_with("A bouquet of 15 red roses costs 2,900 ₽."), "{said}");
    assert_eq!(stage.previews(), [FIRST], "the rewrite does not overwrite what they read");
    assert_eq!(stage.preview(anna), None);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_presses_stop_keeps_what_they_have_read_and_the_talk_stays_where_it_was() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let step = stage.conversation(anna).await.step;
    let read = stage.begins_to_read(anna, &mut dictation).await;
    stage.simulator.user_stops(stage.bot.id, anna).unwrap();
    stage.settle().await;
    assert_eq!(stage.texts(anna).pop().unwrap(), read);
    assert_eq!(stage.preview(anna), None);
    let reasons = stage.last_reasons(anna).await;
    assert!(reasons.why.iter().any(|why| why.word == "stopped"), "{:?}", reasons.why);
    let call = reasons.calls.last().unwrap();
    assert_eq!((call.outcome.as_str(), reasons.writer.as_str()), ("stopped", "dictated-1"));
    assert!(call.tokens.output > 0 && call.tokens.prompt > 0);
    assert_eq!(stage.conversation(anna).await.step, step);
    assert_eq!(stage.desk.store.counts().await.unwrap().inbox_unreadable, 0, "a Stop is understood");
    // The pieces of a stopped answer are nobody's: the next one begins anew.
    stage.asks(anna, &mut dictation).await;
    let other = format!("A bouquet of 15 red roses costs 2,900 ₽. {SECOND}");
    dictation.says(&json!({"text": other, "step": "", "facts": []}).to_string());
    dictation.ends();
    stage.settle().await;
    assert!(stage.last_reasons(anna).await.why.iter().all(|why| why.word != "stopped"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_of_an_earlier_answer_or_a_forged_one_stops_nothing() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.begins_to_read(anna, &mut dictation).await;
    for draft in [json!(1), json!("x"), json!(-7)] {
        stage.is_told_of_a_stop(anna, &draft).await;
    }
    dictation.says("ll we go on?\"}");
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(anna).pop().unwrap().starts_with(&format!("{FIRST} {SECOND}")));
    assert_eq!(stage.simulator.user_stops(stage.bot.id, anna), Err(CannotAct::NothingToStop));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_over_cuts_a_slow_stream_and_nothing_of_it_is_sent() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let manager = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let before = stage.texts(anna).len();
    stage.begins_to_read(anna, &mut dictation).await;
    stage.simulator.user_sends(stage.bot.id, manager, "/take 1").unwrap();
    stage.settle().await;
    dictation.says("ll we go on? Shall I show");
    assert!(matches!(stage.conversation(anna).await.holder, Holder::Operator { .. }));
    let said = stage.texts(anna).split_off(before);
    assert!(said.len() == 1 && said[0].contains("Vera"), "{said:?}");
    assert_eq!(stage.preview(anna), None, "the line that a person joined takes its place");
    stage.says(manager, "Good evening, Vera here.").await;
    assert_eq!(stage.previews(), [FIRST]);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opts_out_while_it_is_written_reads_the_receipt_and_no_more_of_it() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let before = stage.texts(anna).len();
    stage.begins_to_read(anna, &mut dictation).await;
    stage.simulator.user_sends(stage.bot.id, anna, "stop").unwrap();
    stage.settle().await;
    let said = stage.texts(anna).split_off(before);
    assert!(said.len() == 1 && !said[0].contains("2,900"), "{said:?}");
    assert_eq!((stage.preview(anna), stage.previews().len()), (None, 1));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_unless_the_owner_wants_it_nor_where_a_model_judges() {
    let (stage, mut dictation) = desk(None).await;
    let anna = stage.person("Anna", "en");
    stage.asks(anna, &mut dictation).await;
    dictation.says(
        "{\"text\": \"Fifteen red roses are 2,900 ₽. Shall we go on? Shall I show you what suits the occasion?\"}",
    );
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(anna)[0].contains(FIRST) && stage.previews().is_empty());
    stage.strike().await;

    let (model, mut dictation) = Dictated::begin();
    let judge = Arc::new(ScriptedModel::by("judge", |_: &ModelRequest| {
        Scripted::Says(json!({"verdict": "fine", "reason": "none"}).to_string())
    }));
    let write: Arc<dyn Model> = model;
    let judge: Arc<dyn Model> = judge;
    let hired = |model| vec![Arc::new(Hired::new(model, "m", PRICES, false))];
    let chains = BTreeMap::from([(Job::Write, hired(write)), (Job::Judge, hired(judge))]);
    let models = Models::new(chains, Budget::default(), Pace::default()).with_previews(AT_ONCE);
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    let anna = stage.person("Anna", "en");
    stage.asks(anna, &mut dictation).await;
    dictation.says("{\"text\": \"Fifteen red roses are 2,900 ₽. Shall we go on? Shal");
    dictation.says("l I show you what suits the occasion?\"}");
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(anna)[0].contains(FIRST) && stage.previews().is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_keeps_its_pace_and_a_channel_that_fails_costs_nobody_an_answer() {
    let (stage, mut dictation) = desk(Some(Duration::from_secs(3_600))).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.begins_to_read(anna, &mut dictation).await;
    dictation.says("ll we go on? Shall I show you what suits the occasion?\"}");
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(anna).pop().unwrap().contains(THIRD));
    assert_eq!(stage.previews(), [FIRST]);
    assert_eq!(SHOWN_EVERY, Duration::from_secs(1));

    stage.simulator.add_fault(Fault::on("sendMessageDraft", FaultKind::TooManyRequests { retry_after: 30 }));
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    stage.asks(boris, &mut dictation).await;
    dictation.says(BEGINNING);
    let refused = |world: &Simulator| {
        let refused =
            world.requests().into_iter().find(|seen| seen.method == "sendMessageDraft" && seen.status == Some(429));
        refused.map(drop)
    };
    stage.simulator.wait_for(PATIENCE, refused).await.unwrap();
    // What was certainly not shown is nothing a Stop could keep, whoever says that there was one.
    let requests = stage.simulator.requests();
    let unseen = requests.iter().rev().find(|seen| seen.method == "sendMessageDraft").unwrap();
    stage.is_told_of_a_stop(boris, &unseen.parameters["draft_id"]).await;
    dictation.says("ll we go on? Shall I show you what suits the occasion?\"}");
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(boris).pop().unwrap().contains(THIRD));
    assert_eq!(stage.previews(), [FIRST]);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_that_comes_with_the_last_of_the_words_counts() {
    let (stage, mut dictation) = desk(Some(AT_ONCE)).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let read = stage.begins_to_read(anna, &mut dictation).await;
    stage.simulator.user_stops(stage.bot.id, anna).unwrap();
    stage.takes_updates().await;
    dictation.says("ll we go on? Shall I show you what suits the occasion?\"}");
    dictation.ends();
    stage.settle().await;
    assert_eq!(stage.texts(anna).pop().unwrap(), read);
    assert!(stage.last_reasons(anna).await.why.iter().any(|why| why.word == "stopped"));
    stage.strike().await;
}
