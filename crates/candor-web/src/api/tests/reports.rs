//! Figures, the audit log and the log of the process through the API.

use candor_core::roles::Scope;
use candor_store::{CallEnd, NewCall};
use serde_json::{Value, json};

use super::house::House;
use crate::{
    log::{LogLevel, NewLogLine},
    stage::{NOW, business},
};

#[tokio::test]
async fn figures_count_what_happened_and_say_that_it_is_few() {
    let house = House::build().await;
    let token = house.owner().await;
    let day = NOW.day_in("UTC").to_string();
    let stats = house.get("/stats?zone=UTC", &token).await.json();
    assert_eq!((&stats["to"], &stats["zone"]), (&json!(day), &json!("UTC")));
    let total = &stats["total"];
    assert_eq!(
        (&total["conversations"], &total["contact_messages"], &total["turns"]["script_80"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(stats["conversion"], json!({ "part": 0, "of": 1, "percent": null, "is_few": true }));
    let days = stats["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[6]["day"], &days[6]["counts"]["conversations"]), (7, &json!(day), &json!(1)));
    assert_eq!(stats["hours"].as_array().unwrap().iter().filter_map(Value::as_u64).sum::<u64>(), 1);
    assert_eq!((&stats["scripts"][0]["script"], &stats["scripts"][0]["version"]), (&json!("flower-shop"), &json!(1)));
    let funnel = house.get("/stats/funnel", &token).await.json();
    assert_eq!((&funnel["script"], &funnel["conversations"]), (&json!("flower-shop"), &json!(1)));
    assert_eq!(funnel["steps"][0]["reached"]["part"], 1);
    let other = house.get("/stats/funnel?script=none&version=4", &token).await.json();
    assert_eq!((&other["script"], &other["steps"]), (&Value::Null, &json!([])));
}

#[tokio::test]
async fn days_that_make_no_sense_are_refused() {
    let house = House::build().await;
    let token = house.owner().await;
    for query in [
        "from=2026-09-30&to=2026-09-01",
        "from=2024-01-01&to=2026-01-01",
        "from=2100-01-01",
        "from=2026-13-01",
        "from=20260901",
        "to=-001-01-01",
        "from=0001-01-01",
        "zone=Nowhere%2FLand",
        "zone=",
        "days=7",
    ] {
        for path in ["/stats", "/stats/funnel"] {
            assert_eq!(house.get(&format!("{path}?{query}"), &token).await.code(), "malformed", "{path} {query}");
        }
    }
    let ahead = house.get("/stats?to=2100-01-01", &token).await.json();
    assert_eq!((&ahead["to"], ahead["days"].as_array().unwrap().len()), (&json!(NOW.day_in("UTC").to_string()), 7));
}

#[tokio::test]
async fn what_models_cost_is_told_by_day_and_model() {
    let house = House::build().await;
    let token = house.owner().await;
    let (day, month) = (NOW.day_in("UTC").to_string(), "2026-09".to_owned());
    let call = NewCall {
        id: "call_1".into(),
        business: business(),
        conversation: candor_core::ids::ConversationId::from_stored("cnv_1"),
        at: NOW,
        day: day.clone(),
        month,
        job: candor_core::model::Job::ALL[0],
        provider: "fast".into(),
        model: "m-1".into(),
        prompt: "p:1".into(),
        tokens: candor_core::model::Tokens { prompt: 100, cached: 0, output: 50 },
        cost: candor_core::model::Cost(900),
    };
    house.stage.store.reserve_call(call, Default::default()).await.unwrap().unwrap();
    let end = CallEnd {
        outcome: "done".into(),
        tokens: candor_core::model::Tokens { prompt: 80, cached: 10, output: 20 },
        cost: candor_core::model::Cost(700),
        millis: 1_500,
    };
    house.stage.store.settle_call("call_1", end).await.unwrap();
    let told = house.get("/stats/models", &token).await.json();
    assert_eq!(
        told["days"],
        json!([{ "day": day, "provider": "fast", "model": "m-1", "calls": 1, "tokens": 100, "cost": 700 }])
    );
    assert_eq!((&told["totals"][0]["outcome"], &told["totals"][0]["mean_millis"]), (&json!("done"), &json!(1_500)));
    assert_eq!((&told["today"]["cost"], &told["today"]["most_cost"]), (&json!(700), &Value::Null));
}

#[tokio::test]
async fn the_audit_log_is_read_by_deed_and_by_whoever_did_it_and_checked() {
    let house = House::build().await;
    let token = house.owner().await;
    house.post("/desk/pause", &token, json!({})).await;
    house.post("/desk/resume", &token, json!({})).await;
    let page = house.get("/audit?deed=pause_desk&limit=1", &token).await.json();
    let record = &page["items"][0];
    assert_eq!((&record["before"]["paused"], &record["after"]["paused"]), (&json!(true), &json!(false)));
    assert!(record["after"]["token"].as_str().unwrap().starts_with("tok_"), "{record}");
    assert_eq!(record["actor"], json!({ "kind": "operator", "id": "opr_owner0", "name": "owner0" }));
    let next = page["next"].as_str().unwrap();
    let older = house.get(&format!("/audit?deed=pause_desk&cursor={next}"), &token).await.json();
    assert_eq!((older["items"].as_array().unwrap().len(), &older["next"]), (1, &Value::Null));
    let console = house.get("/audit?actor=console", &token).await.json();
    let deeds: Vec<&Value> = console["items"].as_array().unwrap().iter().map(|record| &record["deed"]).collect();
    assert_eq!(deeds, ["issue_tokens"], "the token of this test");
    assert_eq!(house.get("/audit?deed=dance", &token).await.code(), "malformed");
    let verdict = house.get("/audit/verify", &token).await.json();
    assert_eq!(verdict, json!({ "is_intact": true, "records": 3, "broken_at": null }));
}

#[tokio::test]
async fn lines_of_the_log_are_found_by_level_part_and_words() {
    let house = House::build().await;
    let token = house.owner().await;
    let line = |level, part: &str, message: &str| NewLogLine {
        at: NOW,
        level,
        part: part.into(),
        message: message.into(),
        fields: vec![("bot", json!(7))],
    };
    house.log.push(line(LogLevel::Info, "candor_desk", "begun"));
    house.log.push(line(LogLevel::Error, "candor_desk::workers", "a turn <b>failed</b>"));
    let all = house.get("/logs?limit=1", &token).await.json();
    assert_eq!(
        all["items"][0],
        json!({
            "number": 2, "at": "2026-09-21T14:13:20.000Z", "level": "error", "part": "candor_desk::workers",
            "message": "a turn <b>failed</b>", "fields": { "bot": 7 },
        })
    );
    let rest = house.get(&format!("/logs?cursor={}", all["next"].as_str().unwrap()), &token).await.json();
    assert_eq!((&rest["items"][0]["message"], &rest["next"]), (&json!("begun"), &Value::Null));
    for (query, found) in
        [("level=warn", 1), ("level=info", 2), ("part=candor_desk", 2), ("text=BEGUN%20bot%3D7", 1), ("text=no", 0)]
    {
        let lines = house.get(&format!("/logs?{query}"), &token).await.json();
        assert_eq!(lines["items"].as_array().unwrap().len(), found, "{query}");
    }
    for query in ["level=loud", "cursor=-1", "cursor=x"] {
        assert_eq!(house.get(&format!("/logs?{query}"), &token).await.code(), "malformed", "{query}");
    }
    let narrow = house.token(candor_core::roles::Role::Owner, &[Scope::ReadDesk]).await;
    assert_eq!(house.get("/logs", &narrow).await.code(), "out_of_scope");
}
