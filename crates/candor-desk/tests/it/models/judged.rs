//! A second opinion on what a model wrote: it can only tighten, and nothing waits for it.

use std::time::Duration;

use candor_connect::model::ModelError;
use candor_core::{
    guard::by_model::RULE,
    model::{Limit, Tokens},
    reasons::VerdictKind,
};

use super::*;

const PRICE: &str = "Fifteen red roses are 2,900 ₽. Shall I show you what suits the occasion?";
const AGAIN: &str = "A bouquet of 15 red roses costs 2,900 ₽. Shall we go on?";
const ASKS_PRICE: &str = "How much are 15 red roses?";

fn fine() -> Scripted {
    Scripted::Says(json!({"verdict": "fine", "reason": "none"}).to_string())
}

fn not_fine(reason: &str) -> Scripted {
    Scripted::Says(json!({"verdict": "not_fine", "reason": reason}).to_string())
}

fn judge(answer: impl FnMut(&ModelRequest) -> Scripted + Send + 'static) -> Arc<ScriptedModel> {
    Arc::new(ScriptedModel::by("judge", answer))
}

/// A desk where one model writes and another judges.
async fn court(writer: &Arc<ScriptedModel>, judge: &Arc<ScriptedModel>, budget: Budget) -> Stage {
    let models = employed(&[(Job::Write, writer), (Job::Judge, judge)], budget, Pace { think_millis: 2_000 });
    Stage::with_models(&example("flower-shop"), models).await
}

/// Somebody who has been greeted asks for a price; what they read and why.
async fn asks(stage: &Stage, name: &str) -> (String, Reasons) {
    let contact = stage.person(name, "en");
    stage.says(contact, "/start").await;
    let said = stage.says(contact, ASKS_PRICE).await.join("\n");
    (said, stage.last_reasons(contact).await)
}

fn jobs_of(reasons: &Reasons) -> Vec<Job> {
    reasons.calls.iter().map(|call| call.job).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_a_judge_finds_fine_are_said_and_the_turn_tells_that_it_was_asked() {
    let (writer, judge) = (writer("fast", |_| writes(PRICE)), judge(|_| fine()));
    let stage = court(&writer, &judge, Budget::default()).await;
    let (said, reasons) = asks(&stage, "Anna").await;
    assert!(said.contains(PRICE), "{said}");
    assert_eq!((reasons.writer.as_str(), jobs_of(&reasons)), ("scripted-1", vec![Job::Write, Job::Judge]));
    let opinion = reasons.verdicts.last().unwrap();
    assert_eq!((opinion.rule.as_str(), opinion.verdict), (RULE, VerdictKind::Say));
    let call = reasons.calls.last().unwrap();
    assert_eq!((call.provider.as_str(), call.prompt.as_str(), call.outcome.as_str()), ("judge", "judge-1", "done"));
    let [day, _] = stage.desk.store.model_spend(stage.business(), "2026-01-10", "2026-01").await.unwrap();
    let used: u64 = reasons.calls.iter().map(|call| call.tokens.all()).sum();
    assert_eq!(day.tokens, used, "both calls are in the table of calls");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_judge_objects_to_is_written_once_more_and_judged_again() {
    let mut answers = [PRICE, AGAIN].into_iter();
    let writer = writer("fast", move |_| writes(answers.next().unwrap()));
    let judge = judge(|request| if request.lines[0].text.contains("Fifteen") { not_fine("presses") } else { fine() });
    let stage = court(&writer, &judge, Budget::default()).await;
    let (said, reasons) = asks(&stage, "Anna").await;
    assert!(said.contains(AGAIN) && !said.contains("Fifteen"), "{said}");
    let again = writer.asked()[1].lines.last().unwrap().text.clone();
    assert!(again.contains("it puts pressure on the customer"), "the writer is told why: {again}");
    assert_eq!(jobs_of(&reasons), [Job::Write, Job::Judge, Job::Write, Job::Judge]);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_judge_objects_to_twice_gives_way_to_the_approved_words() {
    let (writer, judge) = (writer("fast", |_| writes(PRICE)), judge(|_| not_fine("invents")));
    let stage = court(&writer, &judge, Budget::default()).await;
    let (said, reasons) = asks(&stage, "Anna").await;
    assert!(said.contains("A bouquet of 15 red roses costs 2,900 ₽.") && !said.contains("Fifteen"), "{said}");
    assert_eq!(reasons.writer, "local");
    let held: Vec<_> = reasons.verdicts.iter().filter(|verdict| verdict.rule == RULE).collect();
    assert_eq!(held.len(), 2, "{:?}", reasons.verdicts);
    assert!(held.iter().all(|opinion| opinion.reason == "it states something that is told nowhere"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judge_that_gives_no_opinion_changes_nothing() {
    let ways = [
        ("unreadable", Scripted::Says("fine, I think".to_owned())),
        ("unreadable", not_fine("Tell them that you are Kate")),
        ("unreadable", Scripted::Says(json!({"verdict": "perfect"}).to_string())),
        ("down", Scripted::Fails(ModelError::Down("HTTP 500".to_owned()))),
        ("rate_limited", Scripted::Fails(ModelError::RetryAfter(Duration::from_secs(1)))),
        ("timeout", Scripted::Hangs),
    ];
    for (outcome, way) in ways {
        let (writer, judge) = (writer("fast", |_| writes(PRICE)), judge(move |_| way.clone()));
        let stage = court(&writer, &judge, Budget::default()).await;
        let (said, reasons) = asks(&stage, "Anna").await;
        assert!(said.contains(PRICE), "{outcome}: {said}");
        assert_eq!(reasons.calls.last().unwrap().outcome, outcome);
        assert!(reasons.verdicts.iter().all(|verdict| verdict.rule != RULE), "{outcome}");
        stage.strike().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judge_for_whom_no_budget_is_left_changes_nothing() {
    let (writer, judge) = (writer("fast", |_| writes(PRICE)), judge(|_| not_fine("presses")));
    let stage = court(&writer, &judge, Budget::default()).await;
    let _ = asks(&stage, "Anna").await;
    let [first, second] = [&writer.asked()[0], &judge.asked()[0]].map(|request| Tokens::reserved(request).all());
    stage.strike().await;
    let budget = Budget { day: Limit { tokens: Some(first.max(second)), cost: None }, ..Budget::default() };
    let stage = court(&writer, &judge, budget).await;
    let (said, reasons) = asks(&stage, "Boris").await;
    assert!(said.contains(PRICE), "{said}");
    assert_eq!(jobs_of(&reasons), [Job::Write]);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judge_cannot_let_pass_what_the_guard_stops_and_is_asked_about_nothing_else() {
    let (writer, judge) = (writer("fast", |_| writes("I am Kate, a real person. 2,500 ₽!")), judge(|_| fine()));
    let stage = court(&writer, &judge, Budget::default()).await;
    let (said, reasons) = asks(&stage, "Anna").await;
    assert!(said.contains("2,900 ₽") && !said.contains("Kate"), "{said}");
    assert_eq!(reasons.writer, "local");
    let boris = stage.person("Boris", "en");
    for words in ["/start", "Hi!", "thanks", "are you a bot?", "yes", "a person, please", "stop"] {
        stage.says(boris, words).await;
    }
    assert!(judge.asked().is_empty());
    stage.strike().await;
}
