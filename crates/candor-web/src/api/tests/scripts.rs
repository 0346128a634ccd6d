//! Scripts and lessons through the API.

use axum::http::{Method, StatusCode};
use candor_core::{
    hearing::lessons::teachable,
    ids::{ContactId, ConversationId},
    language::Language,
    roles::{Role, Scope},
    script::samples::SMALL,
};
use candor_store::{Changes, NewUnheard};
use serde_json::json;

use super::house::{Answer, House};
use crate::stage::{NOW, business};

async fn publish_next(house: &House, token: &str, tag: &str, text: &str) -> Answer {
    let body = Some(json!({ "text": text, "note": "by a program" }));
    house.ask(Method::PATCH, "/scripts/small", token, body, &[("if-match", tag)]).await
}

#[tokio::test]
async fn a_script_is_published_changed_and_brought_back_and_nobodys_edit_is_lost() {
    let house = House::build().await;
    let token = house.owner().await;
    let made = house.post("/scripts", &token, json!({ "text": SMALL })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert_eq!(made.header("location"), "/api/v1/scripts/small");
    assert_eq!((&made.json()["version"], &made.json()["published_by"]), (&json!(1), &json!("owner0")));
    let other = SMALL.replace("on 1 December", "on 8 December");
    let twice = house.post("/scripts", &token, json!({ "text": other })).await;
    assert_eq!((twice.status, twice.code()), (StatusCode::CONFLICT, "script_exists".into()));

    let tag = house.get("/scripts/small", &token).await.header("etag").to_owned();
    let next = publish_next(&house, &token, &tag, &other).await;
    assert_eq!((next.status, &next.json()["version"]), (StatusCode::OK, &json!(2)), "{}", next.text);
    let late = publish_next(&house, &token, &tag, &SMALL.replace("on 1 December", "on 9 December")).await;
    assert_eq!((late.status, late.code()), (StatusCode::PRECONDITION_FAILED, "outdated".into()));
    let renamed = publish_next(&house, &token, "*", &SMALL.replace("name: small", "name: other")).await;
    assert_eq!((renamed.status, renamed.code()), (StatusCode::UNPROCESSABLE_ENTITY, "unfit".into()));
    let broken = publish_next(&house, &token, "*", &SMALL.replacen("kind: date", "kind: dat", 1)).await;
    assert_eq!((broken.status, broken.code()), (StatusCode::UNPROCESSABLE_ENTITY, "broken_script".into()));

    let back = house.post("/scripts/small/restore", &token, json!({ "version": 1 })).await.json();
    assert_eq!((&back["version"], &back["text"]), (&json!(3), &json!(SMALL)));
    let first = house.get("/scripts/small/versions?limit=2", &token).await.json();
    let second =
        house.get(&format!("/scripts/small/versions?cursor={}", first["next"].as_str().unwrap()), &token).await;
    let second = second.json();
    let pages = [&first, &second].into_iter().flat_map(|page| page["items"].as_array().unwrap());
    let versions: Vec<i64> = pages.map(|one| one["version"].as_i64().unwrap()).collect();
    assert_eq!(versions, [3, 2, 1]);
    let earlier = house.get("/scripts/small/versions/2", &token).await.json();
    assert_eq!((&earlier["is_in_use"], &earlier["note"]), (&json!(false), &json!("by a program")));
    let names = house.get("/scripts", &token).await.json();
    assert_eq!(names["items"].as_array().unwrap().len(), 2, "{names}");
    for missing in ["/scripts/nobody", "/scripts/nobody/versions", "/scripts/small/versions/9"] {
        assert_eq!(house.get(missing, &token).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_text_is_checked_and_talked_with_before_it_is_published() {
    let house = House::build().await;
    let token = house.token(Role::Viewer, &[Scope::ReadScripts]).await;
    let broken = SMALL.replacen("kind: date", "kind: dat", 1);
    let checked = house.post("/drafts/check", &token, json!({ "text": broken })).await.json();
    assert_eq!((&checked["is_publishable"], &checked["name"]), (&json!(false), &json!("small")));
    assert_eq!(checked["problems"][0]["severity"], "error");
    let steps = checked["outline"].as_array().unwrap().iter().find(|section| section["kind"] == "steps").unwrap();
    assert_eq!(steps["parts"][0]["id"], "hello");

    let turns = json!([{ "say": "/start" }, { "say": "When do you start?" }]);
    let body = json!({ "text": SMALL, "language": "en", "turns": turns });
    let tried = house.post("/drafts/try", &token, body).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    let lines = tried.json()["lines"].as_array().unwrap().clone();
    assert_eq!(lines.len(), 4);
    assert!(lines[1]["text"].as_str().unwrap().contains("AI"), "that an AI writes is said first");
    assert!(lines[3]["text"].as_str().unwrap().contains("1 December"));
    assert_eq!(lines[3]["reasons"]["strategy"], "script_80");
    let refused = house.post("/drafts/try", &token, json!({ "text": broken, "turns": turns })).await;
    assert_eq!(refused.code(), "broken_script");
    let silent = house.post("/drafts/try", &token, json!({ "text": SMALL, "turns": [{ "say": " " }] })).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.get("/scripts/small", &token).await.status, StatusCode::NOT_FOUND, "nothing was kept");
}

#[tokio::test]
async fn a_lesson_is_listed_taught_once_and_another_let_go() {
    let house = House::build().await;
    let token = house.owner().await;
    house.post("/scripts", &token, json!({ "text": SMALL })).await;
    let unheard = ["May I bring my own pen?", "Is there parking near the school?"].map(|words| NewUnheard {
        script_name: "small".to_owned(),
        conversation: ConversationId::from_stored("cnv_1"),
        contact: ContactId::from_stored("ctc_1"),
        at: NOW,
        language: Language::En,
        words: teachable(words).unwrap_or_else(|| words.to_owned()),
    });
    let changes = Changes { unheard: unheard.to_vec(), ..Changes::default() };
    house.stage.store.apply(&business(), changes, NOW).await.unwrap();
    let lessons = house.get("/lessons?script=small", &token).await.json();
    assert_eq!(lessons["items"].as_array().unwrap().len(), 2, "{lessons}");
    assert_eq!(house.get("/lessons?script=nobody", &token).await.json()["items"], json!([]));

    let neither = house.post("/lessons/1/teach", &token, json!({})).await;
    assert_eq!(neither.code(), "unfit");
    let answer = json!({ "answer": { "en": "Please do.", "ru": "Да, приносите." } });
    let once = [("idempotency-key", "k1")];
    let taught = house.ask(Method::POST, "/lessons/1/teach", &token, Some(answer.clone()), &once).await;
    assert_eq!(taught.status, StatusCode::OK, "{}", taught.text);
    assert_eq!((&taught.json()["script"], &taught.json()["version"]), (&json!("small"), &json!(2)));
    let again = house.ask(Method::POST, "/lessons/1/teach", &token, Some(answer), &once).await;
    assert_eq!(again.text, taught.text);
    assert!(house.get("/scripts/small", &token).await.json()["text"].as_str().unwrap().contains("Please do."));
    let gone = house.ask(Method::DELETE, "/lessons/2", &token, None, &[]).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    assert_eq!(house.get("/lessons", &token).await.json()["items"], json!([]));
    assert_eq!(house.ask(Method::DELETE, "/lessons/2", &token, None, &[]).await.code(), "no_such_lesson");
}
