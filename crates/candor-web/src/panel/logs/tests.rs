use axum::http::StatusCode;
use candor_core::roles::Role;
use serde_json::{Value, json};

use super::asked::Asked;
use crate::{
    log::{LogFilter, LogLevel, NewLogLine},
    panel::tests::house::{Browser, House},
    stage::{HOSTILE, NOW},
};

fn log(house: &House, level: LogLevel, part: &str, message: &str, fields: &[(&'static str, Value)]) {
    house.log.push(NewLogLine { at: NOW, level, part: part.into(), message: message.into(), fields: fields.to_vec() });
}

async fn house() -> (House, Browser) {
    let house = House::build().await;
    let anna = house.join(Role::Owner, "Anna").await;
    (house, anna)
}

#[tokio::test]
async fn an_empty_log_says_how_it_fills() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/logs").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Nothing was logged yet") && page.body.contains("log.level"), "{}", page.body);
}

#[tokio::test]
async fn lines_are_shown_with_their_level_in_words_and_can_be_searched() {
    let (house, mut anna) = house().await;
    log(&house, LogLevel::Error, "candor_desk::workers", "a turn failed", &[("failure", json!(HOSTILE))]);
    log(&house, LogLevel::Info, "candor_store::seal", "everything is sealed", &[("values", json!(3))]);
    let page = anna.get(&house, "/panel/logs").await.body;
    for wanted in
        [">error</span>", ">news</span>", "a turn failed", "candor_store::seal", "<code dir=\"auto\">3</code>"]
    {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
    assert!(page.find("everything is sealed") < page.find("a turn failed"), "the newest is not first");
    assert!(page.contains("&#60;img") && !page.contains("<img src=x"), "{page}");
    for (query, shown, hidden) in [
        ("level=warn", "a turn failed", "everything is sealed"),
        ("part=candor_store", "everything is sealed", "a turn failed"),
        ("q=SEALED+values%3D3", "everything is sealed", "a turn failed"),
        ("q=nothing+like+it", "No line is like that", "a turn failed"),
    ] {
        let page = anna.get(&house, &format!("/panel/logs?{query}")).await.body;
        assert!(page.contains(shown) && !page.contains(hidden), "{query}: {page}");
    }
    let mut anna = Browser { language: "ru", ..anna };
    anna.send(&house, "/panel/language", "language=ru").await;
    assert!(anna.get(&house, "/panel/logs").await.body.contains(">ошибка</span>"));
}

#[tokio::test]
async fn a_long_log_has_pages() {
    let (house, mut anna) = house().await;
    for number in 1..=150 {
        log(&house, LogLevel::Info, "candor", &format!("line {number} of many"), &[]);
    }
    let newest = anna.get(&house, "/panel/logs").await.body;
    assert!(newest.contains("line 51 of") && !newest.contains("line 50 of"));
    assert!(newest.contains("/panel/logs?before=51"), "{newest}");
    let older = anna.get(&house, "/panel/logs?before=51").await.body;
    assert!(older.contains("line 50 of") && older.contains("line 1 of") && !older.contains("line 51 of"));
}

#[tokio::test]
async fn the_lines_are_a_file_of_json_lines_in_the_order_they_were_logged() {
    let (house, mut anna) = house().await;
    log(&house, LogLevel::Warn, "candor_desk", "first", &[]);
    log(&house, LogLevel::Error, "candor_desk", "second\nline", &[]);
    log(&house, LogLevel::Debug, "candor_desk", "unwanted", &[]);
    let file = anna.get(&house, "/panel/logs/lines.jsonl?level=warn").await;
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("candor-log-2026-09-21-14-13.jsonl"));
    let lines: Vec<Value> = file.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["fields"]["message"], &lines[1]["level"]), (&json!("first"), &json!("ERROR")));
}

#[tokio::test]
async fn only_an_owner_reads_the_log_and_its_hints() {
    let (house, mut anna) = house().await;
    let mut vera = house.join(Role::Manager, "Vera").await;
    for path in ["/panel/logs", "/panel/logs/events", "/panel/logs/lines.jsonl"] {
        assert_eq!(anna.get(&house, path).await.status, StatusCode::OK, "{path}");
        assert_eq!(vera.get(&house, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!vera.get(&house, "/panel/inbox").await.body.contains("/panel/logs"));
}

#[test]
fn what_is_asked_for_is_read_from_the_address_and_kept_when_turning_pages() {
    let asked = Asked { level: "warn".into(), part: " candor_desk ".into(), q: " a&b ".into(), before: "7".into() };
    let filter =
        LogFilter { level: Some(LogLevel::Warn), part: "candor_desk".into(), text: "a&b".into(), before: Some(7) };
    assert_eq!(asked.filter(), filter);
    assert_eq!(asked.address("/panel/logs", Some(3)), "/panel/logs?level=warn&part=candor_desk&q=a%26b&before=3");
    let odd = Asked { level: "loud".into(), before: "x".into(), ..Asked::default() };
    assert_eq!(odd.address("/panel/logs", None), "/panel/logs");
}
