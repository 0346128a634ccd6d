//! Drafts: what the desk would say, thought for the person who answers. Nothing is said, and nothing changes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::time::Duration;

use candor_connect::model::scripted::Scripted;
use candor_core::{
    language::Language,
    model::{Budget, Limit, Overdrawn},
    reasons::Strategy,
};
use candor_desk::{
    actions::{
        ActError, Bench, Refusal, act,
        draft_answer::{Draft, Drafting, draft_answer},
        take_conversation::take_conversation,
    },
    models::Pace,
};
use candor_store::{ConversationLine, Role};

use crate::{
    models::{chained, writer, writes},
    stage::{Stage, example},
};

const PRICE: &str = "Fifteen red roses are 2,900 ₽. Shall I show you what suits the occasion?";

impl Stage {
    pub async fn line(&self, person: i64) -> ConversationLine {
        let id = self.conversation(person).await.id;
        self.desk.store.conversation_line(&id).await.unwrap().unwrap()
    }

    /// A member of the staff takes a conversation in the panel.
    async fn takes(&self, name: &str, person: i64) {
        let operator = self.member(name).await;
        let number = self.line(person).await.number;
        let bench = || Bench::for_operator(&self.desk, operator.clone(), Language::En);
        act(bench, |bench| {
            let operator = operator.clone();
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                take_conversation(bench, &line, &operator).await.map(drop)
            })
        })
        .await
        .unwrap();
        self.settle().await;
    }

    async fn asks_for_draft(&self, name: &str, person: i64) -> Result<Draft, ActError> {
        let bench = Bench::for_operator(&self.desk, self.member(name).await, Language::En);
        draft_answer(&bench, &self.line(person).await).await
    }

    async fn draft(&self, name: &str, person: i64) -> Draft {
        self.asks_for_draft(name, person).await.unwrap()
    }
}

fn words(draft: &Draft) -> &str {
    match &draft.outcome {
        Drafting::Words(words) => words,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_draft_is_what_the_desk_would_say_and_leaves_everything_as_it_is() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.takes("Vera", anna).await;
    stage.says(anna, "How much are 15 red roses?").await;
    let (line, texts, transcript) = (stage.line(anna).await, stage.texts(anna), stage.transcript(anna).await);
    let log = stage.desk.store.audit_log(stage.business(), None, 100).await.unwrap().len();
    let draft = stage.draft("Vera", anna).await;
    assert!(words(&draft).contains("2,900"), "{draft:?}");
    assert!(!words(&draft).contains("AI"), "a person does not say that an AI is writing: {draft:?}");
    let reasons = draft.reasons.unwrap();
    assert_eq!((reasons.strategy, reasons.writer.as_str()), (Strategy::Script80, "local"));
    assert!(reasons.heard.is_some() && draft.limit.is_none());
    stage.settle().await;
    assert_eq!(stage.line(anna).await, line);
    assert_eq!((stage.texts(anna), stage.transcript(anna).await), (texts, transcript));
    assert_eq!(stage.desk.store.audit_log(stage.business(), None, 100).await.unwrap().len(), log);
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_answers_the_words_for_which_a_person_was_called_or_asked_to_wait() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let vera = stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "When do you deliver?").await;
    stage.takes("Vera", anna).await;
    stage.says(vera, "One minute, please").await;
    assert!(!words(&stage.draft("Vera", anna).await).is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_writes_a_draft_within_its_budget_and_nobody_sees_that_somebody_is_writing() {
    let pieces = ["{\"text\": \"Fifteen red roses are 2,900 ₽. Sh", "all I show you what suits the occasion?\"}"];
    let pieces = pieces.map(str::to_owned).to_vec();
    let model = writer("fast", move |_| Scripted::SaysSlowly { pieces: pieces.clone(), pause: Duration::ZERO });
    let models = chained(std::slice::from_ref(&model), Budget::default(), Pace::default());
    let models = models.with_previews(Duration::ZERO);
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.takes("Vera", anna).await;
    stage.says(anna, "How much are 15 red roses?").await;
    let before = stage.desk.store.model_spend(stage.business(), "2026-01-10", "2026-01").await.unwrap();
    let draft = stage.draft("Vera", anna).await;
    assert_eq!(words(&draft), PRICE);
    let reasons = draft.reasons.unwrap();
    assert!(reasons.writer.contains("scripted-1") && !reasons.calls.is_empty(), "{reasons:?}");
    let after = stage.desk.store.model_spend(stage.business(), "2026-01-10", "2026-01").await.unwrap();
    assert!(after[0].tokens > before[0].tokens, "what it used is counted");
    assert!(stage.simulator.requests().iter().all(|seen| seen.method != "sendMessageDraft"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_guard_refuses_is_in_no_draft() {
    let model = writer("liar", |_| writes("Only today 15 red roses are 50 ₽, hurry up! I am Vera, a florist."));
    let models = chained(std::slice::from_ref(&model), Budget::default(), Pace::default());
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.takes("Vera", anna).await;
    stage.says(anna, "How much are 15 red roses?").await;
    let draft = stage.draft("Vera", anna).await;
    assert!(words(&draft).contains("2,900") && !words(&draft).contains("hurry"), "{draft:?}");
    let reasons = draft.reasons.unwrap();
    assert_eq!(reasons.writer, "local");
    assert!(reasons.verdicts.iter().any(|verdict| verdict.verdict != candor_core::reasons::VerdictKind::Say));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_limit_a_draft_is_the_scripts_and_says_so_and_the_owner_is_not_told_for_it() {
    let model = writer("fast", |_| writes(PRICE));
    let budget = Budget { day: Limit { tokens: Some(1), cost: None }, ..Budget::default() };
    let models = chained(std::slice::from_ref(&model), budget, Pace::default());
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    let olga = stage.joins("Olga", "en", Role::Owner).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.takes("Olga", anna).await;
    stage.says(anna, "How much are 15 red roses?").await;
    let told = stage.texts(olga).len();
    let draft = stage.draft("Olga", anna).await;
    assert!(words(&draft).contains("2,900"), "{draft:?}");
    assert_eq!(draft.limit, Some(Overdrawn::Day));
    stage.settle().await;
    assert_eq!(stage.texts(olga).len(), told);
    assert!(model.asked().is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn where_the_desk_would_say_nothing_of_its_own_the_person_is_told_why() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    stage.manager("Vera").await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.takes("Vera", anna).await;
    let nothing = stage.draft("Vera", anna).await;
    assert_eq!((nothing.outcome, nothing.reasons), (Drafting::NothingSaid, None));
    for (said, outcome) in [
        ("Can I talk to a human please?", Drafting::HandsOver("asked_for_person".to_owned())),
        ("Are you a bot?", Drafting::AsksIfBot),
        ("Do you repair bicycles and motorcycles?", Drafting::NoAnswer),
    ] {
        stage.says(anna, said).await;
        // Words in a row deserve one answer; an answer in between ends the row.
        let draft = stage.draft("Vera", anna).await;
        assert_eq!(draft.outcome, outcome, "{said}: {draft:?}");
        assert!(draft.reasons.is_some());
        let vera = stage.member("Vera").await.chat().unwrap().0;
        stage.says(vera, "One moment").await;
    }
    stage.strike().await;
}

#[tokio::test]
async fn only_whoever_holds_a_conversation_gets_a_draft_and_nobody_for_one_who_opted_out() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    stage.manager("Vera").await;
    stage.manager("Olga").await;
    stage.joins("Lev", "en", Role::Viewer).await;
    let anna = stage.person("Anna", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "How much are 15 red roses?").await;
    let refused = async |name: &str| match stage.asks_for_draft(name, anna).await {
        Err(ActError::Refused(refusal)) => refusal.word(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("Vera").await, "not_yours");
    stage.takes("Vera", anna).await;
    assert_eq!(refused("Olga").await, "held_by_other");
    assert_eq!(refused("Lev").await, "may_not");
    stage.says(anna, "stop writing to me").await;
    assert_eq!(refused("Vera").await, "opted_out");
    assert!(matches!(stage.asks_for_draft("Vera", anna).await, Err(ActError::Refused(Refusal::OptedOut))));
    stage.strike().await;
}
