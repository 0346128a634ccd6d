//! Budgets: what is used up is used up, the desk goes on, and the owner hears of it once.

use candor_core::model::{Cost, Limit};
use candor_store::Role;

use super::*;

const PRICE: &str = "Fifteen red roses are 2,900 ₽. Shall I show you what suits the occasion?";

#[tokio::test(flavor = "multi_thread")]
async fn at_the_limit_the_desk_goes_on_without_models_and_tells_the_owner_once_a_day() {
    let model = writer("fast", |_| writes(PRICE));
    let budget = Budget { day: Limit { tokens: Some(7_000), cost: None }, ..Budget::default() };
    let models = chained(std::slice::from_ref(&model), budget, Pace::default());
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    let owner = stage.joins("Olga", "en", Role::Owner).await;
    let mut by_models = 0;
    for number in 0..12 {
        let contact = stage.person(&format!("Contact {number}"), "en");
        stage.says(contact, "/start").await;
        let said = stage.says(contact, "How much are 15 red roses?").await;
        assert!(said[0].contains("2,900 ₽"), "everybody is answered: {said:?}");
        by_models += usize::from(said[0].contains(PRICE));
    }
    assert!((1..12).contains(&by_models), "{by_models}");
    let used_up = |text: &&String| text.contains("used up");
    assert_eq!(stage.texts(owner).iter().filter(used_up).count(), 1, "{:?}", stage.texts(owner));
    let [day, _] = stage.desk.store.model_spend(stage.business(), "2026-01-10", "2026-01").await.unwrap();
    assert!(day.tokens <= 7_000, "{day:?}");
    stage.wait_minutes(24 * 60).await;
    let contact = stage.person("Tomorrow", "en");
    stage.says(contact, "/start").await;
    let said = stage.says(contact, "How much are 15 red roses?").await;
    assert!(said[0].contains(PRICE), "the next day has its own budget: {said:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_has_a_budget_of_its_own() {
    let model = writer("fast", |_| writes(PRICE));
    let budget = Budget { conversation: Limit { tokens: None, cost: Some(Cost(3_000)) }, ..Budget::default() };
    let models = chained(std::slice::from_ref(&model), budget, Pace::default());
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    for name in ["Anna", "Boris"] {
        let contact = stage.person(name, "en");
        stage.says(contact, "/start").await;
        for words in ["How much are 15 red roses?", "And 25 roses, just to compare?", "What about 51 of them, then?"] {
            stage.says(contact, words).await;
        }
        let reasons = stage.last_reasons(contact).await;
        assert_eq!(reasons.writer, "local", "{name} has used up theirs");
    }
    assert!(model.asked().len() >= 2);
    stage.strike().await;
}
