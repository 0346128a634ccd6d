//! Stories of calls to models: reserved before, settled once, never over a budget.

use candor_core::{
    ids::ConversationId,
    model::{Budget, Cost, Job, Limit, Overdrawn, Spent, Tokens},
};
use candor_store::{CallEnd, Changes, NewCall, Refused};

use crate::house::{House, at, business, on_both};

const DAY: &str = "2026-11-27";
const MONTH: &str = "2026-11";

fn call(id: &str, conversation: &str, tokens: u64) -> NewCall {
    NewCall {
        id: id.to_owned(),
        business: business(),
        conversation: ConversationId::from_unique(conversation),
        at: at(1),
        day: DAY.to_owned(),
        month: MONTH.to_owned(),
        job: Job::Hear,
        provider: "local".to_owned(),
        model: "small".to_owned(),
        prompt: "hear-1".to_owned(),
        tokens: Tokens { prompt: tokens, cached: 0, output: 0 },
        cost: Cost(tokens * 2),
    }
}

fn end(outcome: &str, prompt: u64) -> CallEnd {
    CallEnd {
        outcome: outcome.to_owned(),
        tokens: Tokens { prompt, cached: 1, output: 3 },
        cost: Cost(prompt),
        millis: 40,
    }
}

fn tokens_a_day(most: u64) -> Budget {
    Budget { day: Limit { tokens: Some(most), cost: None }, ..Budget::default() }
}

impl House {
    async fn day(&self) -> Spent {
        self.store.model_spend(&business(), DAY, MONTH).await.unwrap()[0]
    }
}

on_both! {
    async fn a_call_counts_as_reserved_until_it_is_settled_and_then_as_it_was(house: House) {
        house.store.reserve_call(call("a", "1", 100), Budget::default()).await.unwrap().unwrap();
        assert_eq!(house.day().await, Spent { tokens: 100, cost: Cost(200) });
        assert!(house.store.settle_call("a", end("done", 60)).await.unwrap());
        assert_eq!(house.day().await, Spent { tokens: 63, cost: Cost(60) });
        assert!(!house.store.settle_call("a", end("done", 900)).await.unwrap(), "only once");
        assert!(!house.store.settle_call("nobody", end("done", 900)).await.unwrap());
        assert_eq!(house.day().await.tokens, 63);
    }

    async fn a_call_that_would_go_over_a_limit_is_not_made_and_a_dead_one_makes_no_room(house: House) {
        let budget = tokens_a_day(250);
        for id in ["a", "b"] {
            house.store.reserve_call(call(id, id, 100), budget).await.unwrap().unwrap();
        }
        let refused = Refused { limit: Overdrawn::Day, is_told: false };
        assert_eq!(house.store.reserve_call(call("c", "c", 100), budget).await.unwrap(), Err(refused));
        house.store.settle_call("a", end("timeout", 0)).await.unwrap();
        house.store.reserve_call(call("c", "c", 100), budget).await.unwrap().unwrap();
        let one = Budget { conversation: Limit { tokens: Some(150), cost: None }, ..Budget::default() };
        let own = Refused { limit: Overdrawn::Conversation, is_told: false };
        assert_eq!(house.store.reserve_call(call("d", "b", 60), one).await.unwrap(), Err(own));
    }

    async fn many_at_once_never_reserve_more_than_there_is(house: House) {
        let calls = (0..24).map(|number| {
            let store = house.store.clone();
            async move {
                let id = format!("call{number}");
                store.reserve_call(call(&id, &id, 100), tokens_a_day(1_000)).await.unwrap().is_ok()
            }
        });
        let made = futures_util::future::join_all(calls).await.into_iter().filter(|made| *made).count();
        assert_eq!(made, 10);
        assert_eq!(house.day().await.tokens, 1_000);
    }

    async fn that_the_owner_was_told_of_a_limit_is_kept_with_its_span(house: House) {
        let told = Changes { told_limits: vec![(Overdrawn::Day, DAY.to_owned())], ..Changes::default() };
        for _ in 0..2 {
            house.store.apply(&business(), told.clone(), at(2)).await.unwrap();
        }
        let refused = house.store.reserve_call(call("a", "1", 100), tokens_a_day(10)).await.unwrap().unwrap_err();
        assert_eq!(refused, Refused { limit: Overdrawn::Day, is_told: true });
        let tomorrow = NewCall { day: "2026-11-28".to_owned(), ..call("b", "1", 100) };
        let refused = house.store.reserve_call(tomorrow, tokens_a_day(10)).await.unwrap().unwrap_err();
        assert!(!refused.is_told);
    }

    async fn what_calls_came_to_is_told_by_job_model_and_end(house: House) {
        for id in ["a", "b", "c"] {
            house.store.reserve_call(call(id, id, 100), Budget::default()).await.unwrap().unwrap();
        }
        house.store.settle_call("a", end("done", 60)).await.unwrap();
        house.store.settle_call("b", end("done", 40)).await.unwrap();
        let totals = house.store.call_totals(&business(), at(0), at(9)).await.unwrap();
        let told: Vec<_> = totals.iter().map(|one| (one.outcome.as_deref(), one.calls, one.tokens, one.cost, one.millis)).collect();
        assert_eq!(
            told,
            [
                (None, 1, Tokens { prompt: 100, cached: 0, output: 0 }, Cost(200), 0),
                (Some("done"), 2, Tokens { prompt: 100, cached: 2, output: 6 }, Cost(100), 80),
            ]
        );
        assert!(house.store.call_totals(&business(), at(2), at(9)).await.unwrap().is_empty());
        let days = house.store.call_days(&business(), at(0), at(9)).await.unwrap();
        let told: Vec<_> = days.iter().map(|one| (one.day.as_str(), one.calls, one.tokens, one.cost)).collect();
        assert_eq!(told, [(DAY, 3, 206, Cost(300))]);
        assert!(house.store.call_days(&business(), at(2), at(9)).await.unwrap().is_empty());
        let lines = house.store.model_calls(&business(), 2).await.unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].at, lines[0].call.job), (at(1), Job::Hear));
    }

    async fn a_providers_key_lies_sealed_and_can_be_changed_and_forgotten(house: House) {
        let canary = "sk-canary-1234567890";
        house.store.keep_model_key("openai", "sk-first").await.unwrap();
        house.store.keep_model_key("openai", canary).await.unwrap();
        assert_eq!(house.store.model_key("openai").await.unwrap().unwrap().expose(), canary);
        assert!(house.store.model_key("other").await.unwrap().is_none());
        assert!(house.store.forget_model_key("openai").await.unwrap());
        assert!(!house.store.forget_model_key("openai").await.unwrap());
        assert!(house.store.model_key("openai").await.unwrap().is_none());
    }
}
