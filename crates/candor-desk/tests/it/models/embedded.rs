//! An embedding model of the owner's beside the local vectors: it finds more for the writer, and nothing waits for it.

use std::{
    future::pending,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use candor_connect::model::{Embedder, ModelError};
use candor_core::model::Limit;
use candor_desk::models::{Embedding, Indexed, index_passages};
use futures_util::{FutureExt as _, future::BoxFuture};

use super::*;
use crate::knowledge::{ASKED, TERMS, TOLD};

/// Nothing in it stands in the passage on gift cards, and no vector of the small encoder leads there.
const STRANGE: &str = "my plastic voucher slipped out of the pocket in a taxi, is the sum gone for good?";

/// How the next calls go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Answers,
    Fails,
    Hangs,
}

/// A model that knows three things, each a direction of its own.
struct Pretend {
    way: Mutex<Way>,
    asked: AtomicUsize,
}

impl Pretend {
    fn new() -> Arc<Self> {
        Arc::new(Self { way: Mutex::new(Way::Answers), asked: AtomicUsize::new(0) })
    }

    fn goes(&self, way: Way) {
        *self.way.lock().unwrap() = way;
    }
}

fn vector(text: &str) -> Vec<f32> {
    let small = text.to_lowercase();
    let about = |words: &[&str]| f32::from(u8::from(words.iter().any(|word| small.contains(word))));
    vec![about(&["cat", "lilies"]), about(&["card", "voucher"]), about(&["дети"]), 0.1]
}

impl Embedder for Pretend {
    fn name(&self) -> &str {
        "vectors"
    }

    fn embed<'a>(&'a self, texts: &'a [String]) -> BoxFuture<'a, Result<Vec<Vec<f32>>, ModelError>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let way = *self.way.lock().unwrap();
        if way == Way::Hangs {
            return pending().boxed();
        }
        let answer = if way == Way::Fails {
            Err(ModelError::Down("HTTP 500".to_owned()))
        } else {
            Ok(texts.iter().map(|text| vector(text)).collect())
        };
        async { answer }.boxed()
    }
}

fn embedding(model: &Arc<Pretend>, name: &str) -> Embedding {
    Embedding::new(model.clone(), name, PRICES, false, 0.9)
}

/// A desk with the documents, whose writer says that it does not know.
async fn library(model: &Arc<Pretend>, budget: Budget) -> (Stage, Arc<ScriptedModel>) {
    let writer = writer("fast", |_| writes("That I do not know. I can call a person who does."));
    let models = employed(&[(Job::Write, &writer)], budget, Pace::default());
    let models = models.with_embedding(embedding(model, "vectors-1"));
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    stage.takes_in("terms", TERMS).await;
    (stage, writer)
}

/// What the writer was shown when somebody asked this, and why the turn went as it did.
async fn asks(stage: &Stage, writer: &ScriptedModel, name: &str, words: &str) -> (String, Reasons) {
    let person = stage.person(name, "en");
    stage.says(person, "/start").await;
    let said = stage.says(person, words).await.join("\n");
    assert!(!said.is_empty(), "everybody is answered");
    let shown = writer.asked().pop().map(|request| request.lines[0].text.clone()).unwrap_or_default();
    (shown, stage.last_reasons(person).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passage_no_word_leads_to_is_shown_to_the_writer_by_its_vector() {
    let model = Pretend::new();
    let (stage, writer) = library(&model, Budget::default()).await;
    let (shown, reasons) = asks(&stage, &writer, "Anna", STRANGE).await;
    assert!(!shown.contains("gift card is blocked"), "without vectors nothing leads there: {shown}");
    assert!(reasons.calls.iter().all(|call| call.job != Job::Embed), "nor is anything asked for");

    let indexed = index_passages(&stage.desk, stage.business()).await.unwrap();
    assert_eq!(indexed, Some(Indexed { done: 3, left: 0, because: None }));
    let (shown, reasons) = asks(&stage, &writer, "Boris", STRANGE).await;
    assert!(shown.contains("<<<document\nA lost gift card is blocked"), "{shown}");
    let call = reasons.calls.iter().find(|call| call.job == Job::Embed).unwrap();
    assert_eq!((call.provider.as_str(), call.model.as_str(), call.outcome.as_str()), ("vectors", "vectors-1", "done"));
    let near = reasons.why.iter().find(|why| why.word == "near_passage").unwrap();
    assert!(near.about.starts_with("terms v1 #2 ") && near.about.contains(" ~"), "{near:?}");
    let [day, _] = stage.desk.store.model_spend(stage.business(), "2026-01-10", "2026-01").await.unwrap();
    assert!(day.tokens > 0 && day.cost.0 > 0, "{day:?}");

    let before = model.asked.load(Ordering::SeqCst);
    asks(&stage, &writer, "Clara", "How much are 15 red roses?").await;
    assert_eq!(model.asked.load(Ordering::SeqCst), before, "where the script answers no vector is asked for");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embedding_model_that_fails_or_hangs_leaves_the_question_to_the_local_vectors() {
    let model = Pretend::new();
    let (stage, writer) = library(&model, Budget::default()).await;
    index_passages(&stage.desk, stage.business()).await.unwrap();
    for (way, outcome) in [(Way::Fails, "down"), (Way::Hangs, "timeout")] {
        model.goes(way);
        let (shown, reasons) = asks(&stage, &writer, outcome, STRANGE).await;
        assert!(!shown.contains("gift card is blocked"), "{shown}");
        let call = reasons.calls.iter().find(|call| call.job == Job::Embed).unwrap();
        assert_eq!(call.outcome, outcome);
        let (shown, reasons) = asks(&stage, &writer, "Other", ASKED).await;
        assert!(shown.contains(TOLD), "what the local vectors find is told: {shown}");
        assert!(reasons.why.iter().any(|why| why.word == "quoted_passage"), "{:?}", reasons.why);
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passages_without_vectors_are_kept_and_a_later_try_goes_on_where_the_first_ended() {
    let model = Pretend::new();
    let budget = Budget { day: Limit { tokens: Some(10), cost: None }, ..Budget::default() };
    let (stage, _writer) = library(&model, budget).await;
    let indexed = index_passages(&stage.desk, stage.business()).await.unwrap().unwrap();
    assert_eq!(
        (indexed.done, indexed.left, indexed.because.as_deref()),
        (0, 3, Some("the day limit for models is reached"))
    );
    assert_eq!(model.asked.load(Ordering::SeqCst), 0, "over the budget nothing is asked");
    stage.strike().await;

    let (stage, writer) = library(&model, Budget::default()).await;
    model.goes(Way::Fails);
    let indexed = index_passages(&stage.desk, stage.business()).await.unwrap().unwrap();
    assert_eq!((indexed.done, indexed.left), (0, 3));
    assert!(indexed.because.unwrap().contains("500"));
    let (shown, _) = asks(&stage, &writer, "Anna", ASKED).await;
    assert!(shown.contains(TOLD), "{shown}");
    model.goes(Way::Answers);
    let indexed = index_passages(&stage.desk, stage.business()).await.unwrap().unwrap();
    assert_eq!((indexed.done, indexed.left), (3, 0));
    let (shown, _) = asks(&stage, &writer, "Boris", STRANGE).await;
    assert!(shown.contains("A lost gift card is blocked"), "a running desk knows at once: {shown}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn vectors_of_another_model_count_for_nothing_and_are_replaced() {
    let model = Pretend::new();
    let (stage, _writer) = library(&model, Budget::default()).await;
    index_passages(&stage.desk, stage.business()).await.unwrap();
    let changed = Models::default().with_embedding(embedding(&model, "vectors-2"));
    let changed = stage.desk.clone().with_models(changed);
    let (store, business) = (&stage.desk.store, stage.business());
    assert_eq!(store.unembedded(business, "vectors-2", 10).await.unwrap().1, 3);
    let indexed = index_passages(&changed, business).await.unwrap().unwrap();
    assert_eq!((indexed.done, indexed.left), (3, 0));
    assert!(store.vectors(business, "vectors-1").await.unwrap().is_empty());
    assert_eq!(store.vectors(business, "vectors-2").await.unwrap().len(), 3);
    assert_eq!(index_passages(&changed, business).await.unwrap().unwrap().done, 0, "once is enough");
    stage.strike().await;
}
