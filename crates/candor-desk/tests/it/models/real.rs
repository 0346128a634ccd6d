//! A real model, small and clumsy, on this machine (`cargo xtask test` serves one): whatever it says, the desk finishes the
//! conversation and keeps its promises. Nothing is expected of its wording.

use std::time::Duration;

use candor_connect::model::{Dialect, Provider, Structured, open, open_embedder};
use candor_core::{
    guard::claims,
    model::{Line, Speaker},
};
use candor_desk::models::{Embedding, Indexed, index_passages};

use super::*;
use crate::knowledge::TERMS;

/// A model of 135 million parameters on one busy core takes its time.
const PATIENT: Duration = Duration::from_secs(240);

/// Where it is served; `None` is said aloud.
#[expect(clippy::disallowed_methods, reason = "tests are told of it by the environment")]
fn served(variable: &str) -> Option<String> {
    let address = std::env::var(variable).ok();
    if address.is_none() {
        eprintln!("NOT RUN: no real model is served here; `cargo xtask test` serves one ({variable})");
    }
    address
}

fn address() -> Option<String> {
    served("CANDOR_TEST_MODEL")
}

fn provider(dialect: Dialect, address: &str) -> Provider {
    let base = match dialect {
        Dialect::OpenAi => format!("{address}/v1"),
        Dialect::Anthropic => address.to_owned(),
    };
    let mut provider = Provider::new("small", dialect, &base, "local");
    provider.allows_private_address = true;
    provider.max_output_tokens = Some(60);
    provider.timeout = PATIENT;
    provider.structured = match dialect {
        Dialect::OpenAi => Structured::Schema,
        Dialect::Anthropic => Structured::Prompted,
    };
    provider
}

async fn talks_to_the_end(dialect: Dialect) {
    let Some(address) = address() else { return };
    let model = open(provider(dialect, &address)).unwrap();
    let hired = Arc::new(Hired::new(model, "SmolLM2-135M-Instruct", Prices::default(), true));
    let chains = BTreeMap::from([(Job::Hear, vec![hired.clone()]), (Job::Write, vec![hired])]);
    let models = Models::new(chains, Budget::default(), Pace { think_millis: 240_000 });
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    let anna = stage.person("Anna", "en");
    let mut calls = Vec::new();
    for words in
        ["/start", "How much are 15 red roses?", "are you a bot? or a human?", "please never write to me again"]
    {
        let said = stage.says(anna, words).await.join("\n");
        assert!(!said.is_empty(), "{words} is answered");
        assert!(!claims(&said, &[]), "{said}");
        if words.starts_with("are you") {
            assert!(said.split(['.', '!']).next().unwrap().contains("AI"), "{said}");
        }
        calls.extend(stage.last_reasons(anna).await.calls);
    }
    assert!(stage.texts(anna)[0].contains("AI"), "the first message says who writes");
    let contact = stage.conversation(anna).await.contact;
    assert!(stage.desk.store.is_opted_out(stage.business(), &contact).await.unwrap());
    assert!(!calls.is_empty() && calls.iter().all(|call| call.tokens.prompt > 0), "{calls:?}");
    let reached = calls.iter().all(|call| ["done", "unreadable", "cut_off"].contains(&call.outcome.as_str()));
    assert!(reached, "every call was answered: {calls:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_model_behind_the_first_dialect_talks_to_the_end_and_the_promises_hold() {
    talks_to_the_end(Dialect::OpenAi).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_model_behind_the_second_dialect_talks_to_the_end_and_the_promises_hold() {
    talks_to_the_end(Dialect::Anthropic).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_model_that_calls_itself_a_human_is_not_believed() {
    let Some(address) = address() else { return };
    let model = open(provider(Dialect::OpenAi, &address)).unwrap();
    let request = ModelRequest {
        job: Job::Write,
        prompt: "test".to_owned(),
        front: "You are an AI assistant of the shop. Never claim to be a human.".to_owned(),
        lines: vec![Line { speaker: Speaker::User, text: "Are you a bot?".to_owned() }],
        shape: None,
        max_output_tokens: 24,
        temperature_percent: 0,
    };
    let reply = model.complete(&request).await.unwrap().text;
    eprintln!("asked whether it is a bot, with honest instructions, it says: {reply}");
    // What it says there is put where it would be said: as the words of a turn.
    let liar = writer("liar", move |_| writes(&reply));
    let stage = flowers(&[liar]).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    let said = stage.says(anna, "Hm. Are you a bot? And how much are 15 roses?").await.join("\n");
    assert!(said.split(['.', '!']).next().unwrap().contains("AI") && !claims(&said, &[]), "{said}");
    stage.strike().await;
}

/// Its vectors are poor, and where a passage lies is not asked of them: that they come, are kept and are looked through.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_embedding_model_gives_passages_and_questions_their_vectors() {
    let Some(address) = served("CANDOR_TEST_VECTORS") else { return };
    let embedder = open_embedder(provider(Dialect::OpenAi, &address)).unwrap();
    let texts = ["Roses for my mother", "Розы для мамы"].map(str::to_owned);
    let vectors = embedder.embed(&texts).await.unwrap();
    assert_eq!(vectors.len(), texts.len(), "each has one");
    assert!(vectors.iter().all(|vector| vector.len() == 576 && vector.iter().any(|number| *number != 0.0)));
    assert_ne!(vectors[0], vectors[1]);

    // Whatever is asked, every passage is like it at least so much.
    const ANY: f64 = -1.0;
    let writer = writer("fast", |_| writes("That I do not know. I can call a person who does."));
    let models = employed(&[(Job::Write, &writer)], Budget::default(), Pace { think_millis: 240_000 });
    let models = models.with_embedding(Embedding::new(embedder, "SmolLM2-135M", Prices::default(), true, ANY));
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    stage.takes_in("terms", TERMS).await;
    let indexed = index_passages(&stage.desk, stage.business()).await.unwrap();
    assert_eq!(indexed, Some(Indexed { done: 3, left: 0, because: None }));
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "my plastic voucher slipped out of the pocket in a taxi, is the sum gone for good?").await;
    let reasons = stage.last_reasons(anna).await;
    let call = reasons.calls.iter().find(|call| call.job == Job::Embed).unwrap();
    assert_eq!((call.model.as_str(), call.outcome.as_str()), ("SmolLM2-135M", "done"));
    assert!(reasons.why.iter().any(|why| why.word == "near_passage" && why.about.contains(" ~")), "{:?}", reasons.why);
    stage.strike().await;
}
