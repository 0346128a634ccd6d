//! Rate limits as the profile has them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use serde_json::json;
use telegram_simulator::{Clock, Limits, NewUser, SimulatorOptions};

use crate::bench::{Bench, START_OF_TIME};

async fn limited() -> Bench {
    let options = SimulatorOptions { clock: Clock::manual(START_OF_TIME), seed: 5, limits: Limits::realistic() };
    Bench::with(options).await
}

#[tokio::test]
async fn a_chat_takes_a_burst_and_then_429_until_the_time_it_names() {
    let bench = limited().await;
    for number in 0..5 {
        bench.send(&format!("{number}")).await.result();
    }
    let refused = bench.send("too much").await;
    refused.refused(429, "Too Many Requests: retry after 1");
    assert_eq!(refused.body["parameters"], json!({ "retry_after": 1 }));
    bench.simulator.advance(Duration::from_secs(1));
    bench.send("again").await.result();
    assert_eq!(bench.simulator.delivered(bench.bot.id).len(), 6, "what was refused was not sent");
}

#[tokio::test]
async fn a_bot_takes_thirty_a_second_over_all_chats() {
    let bench = limited().await;
    let mut sent = 0;
    for number in 0..40 {
        let user = bench.simulator.add_user(NewUser::named("x")).unwrap();
        bench.simulator.user_starts(bench.bot.id, user, None).unwrap();
        let answer = bench.call("sendMessage", json!({ "chat_id": user, "text": number.to_string() })).await;
        sent += u32::from(answer.status == 200);
    }
    assert_eq!(sent, 30);
}
