//! Leads through the API.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use candor_core::roles::{Deed, Role, Scope};
use serde_json::json;

use super::house::{Answer, House};
use crate::stage::business;

async fn patch(house: &House, token: &str, tag: &str, body: serde_json::Value) -> Answer {
    house.ask(Method::PATCH, "/leads/1", token, Some(body), &[("if-match", tag)]).await
}

#[tokio::test]
async fn a_lead_is_listed_read_and_changed_in_one_commit() {
    let house = House::build().await;
    let token = house.owner().await;
    let listed = house.get("/leads?stage=handed_over", &token).await.json();
    assert_eq!(listed["items"][0]["number"], 1, "{listed}");
    assert_eq!(house.get("/leads?stage=lost", &token).await.json()["items"], json!([]));

    let read = house.get("/leads/1", &token).await;
    let tag = read.header("etag").to_owned();
    let fields = read.json()["fields"].as_array().unwrap().clone();
    let told = fields.iter().find(|field| !field["value"].is_null()).unwrap_or_else(|| panic!("{fields:?}"));
    let id = told["id"].as_str().unwrap();
    let body = json!({
        "fields": { id: "2026-12-01" },
        "decided": { "outcome": "lost", "why": "too far away" },
        "add_tags": ["vip", "far"],
    });
    let done = patch(&house, &token, &tag, body).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let lead = done.json();
    assert_eq!((&lead["stage"], &lead["decided"]["why"]), (&json!("lost"), &json!("too far away")));
    assert_eq!(lead["tags"], json!(["vip", "far"]));
    let set = lead["fields"].as_array().unwrap().iter().find(|field| field["id"] == *id).unwrap();
    assert_eq!((&set["value"], &set["set_by"]), (&json!("2026-12-01"), &json!("owner0")));
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.record.deed == Deed::EditLead).count(), 4);

    let late = patch(&house, &token, &tag, json!({ "decided": null })).await;
    assert_eq!((late.status, late.code()), (StatusCode::PRECONDITION_FAILED, "outdated".into()));
    let back =
        patch(&house, &token, done.header("etag"), json!({ "decided": null, "fields": { id: null } })).await.json();
    assert_eq!((&back["decided"], &back["tags"]), (&json!(null), &json!(["vip", "far"])), "what is not named stays");
    assert_eq!(back["stage"], "handed_over");
    let emptied = back["fields"].as_array().unwrap().iter().find(|field| field["id"] == *id).unwrap();
    assert!(emptied["value"].is_null());
}

#[tokio::test]
async fn a_change_of_which_a_part_is_refused_changes_nothing() {
    let house = House::build().await;
    let token = house.owner().await;
    let body = json!({ "add_tags": ["vip"], "fields": { "no-such-field": "x" } });
    let refused = patch(&house, &token, "*", body).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "no_such_field".into()));
    assert_eq!(house.get("/leads/1", &token).await.json()["tags"], json!([]));
    let unmatched = house.ask(Method::PATCH, "/leads/1", &token, Some(json!({})), &[]).await;
    assert_eq!(unmatched.status, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn a_value_that_is_none_of_its_fields_kind_is_refused_with_what_is_possible() {
    let house = House::build().await;
    let token = house.owner().await;
    for (field, value) in [("day", "soon"), ("budget", "a lot"), ("card", "maybe"), ("phone", "call me")] {
        let refused = patch(&house, &token, "*", json!({ "fields": { field: value }, "add_tags": ["vip"] })).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "unfit_value".into()));
        assert!(refused.text.contains("Possible: "), "{}", refused.text);
    }
    assert_eq!(house.get("/leads/1", &token).await.json()["tags"], json!([]));
    let done = patch(&house, &token, "*", json!({ "fields": { "budget": "2,900 RUB", "card": "with" } })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let lead = done.json();
    let value = |id: &str| {
        lead["fields"].as_array().unwrap().iter().find(|field| field["id"] == id).map(|field| field["value"].clone())
    };
    assert_eq!((value("budget"), value("card")), (Some(json!("2900.00 RUB")), Some(json!("with"))));
}

#[tokio::test]
async fn a_tag_a_lead_has_no_room_for_is_refused_and_not_lost() {
    let house = House::build().await;
    let token = house.owner().await;
    let tags: Vec<String> = (0..50).map(|number| format!("tag-{number}")).collect();
    assert_eq!(patch(&house, &token, "*", json!({ "add_tags": tags })).await.status, StatusCode::OK);
    let full = patch(&house, &token, "*", json!({ "add_tags": ["one-more"] })).await;
    assert_eq!((full.status, full.code()), (StatusCode::CONFLICT, "too_many_tags".into()));
    let again = patch(&house, &token, "*", json!({ "add_tags": ["tag-3", "tag-49"] })).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    let kept = again.json()["tags"].as_array().unwrap().iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(kept.len(), 50);
}

#[tokio::test]
async fn all_leads_leave_as_a_table_and_the_log_says_so() {
    let house = House::build().await;
    let token = house.owner().await;
    let csv = house.get("/leads/export.csv", &token).await;
    assert_eq!((csv.status, csv.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(csv.text.starts_with("\u{feff}\"number\",\"contact\"") && csv.text.lines().count() > 1, "{}", csv.text);
    let book = house.get("/leads/export.xlsx", &token).await;
    assert_eq!(book.status, StatusCode::OK);
    assert!(book.header("content-disposition").ends_with(".xlsx\""), "{:?}", book.headers);
    let log = house.stage.store.audit_log(&business(), None, 20).await.unwrap();
    let begun = log.iter().filter(|line| line.record.deed == Deed::ExportAll);
    let forms: BTreeSet<_> = begun.map(|line| line.record.after["format"].as_str().unwrap().to_owned()).collect();
    assert_eq!(forms.into_iter().collect::<Vec<_>>(), ["csv", "xlsx"]);
    let manager = house.token(Role::Manager, &[Scope::ReadLeads]).await;
    assert_eq!(house.get("/leads/export.csv", &manager).await.status, StatusCode::FORBIDDEN);
}
