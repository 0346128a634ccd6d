use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use candor_core::roles::Role;
use candor_desk::staff::code_hash;
use futures_util::{StreamExt as _, stream};
use tower::ServiceExt as _;

use super::house::{Browser, House};
use crate::{
    heard,
    log::{LogLevel, NewLogLine},
    panel::Need,
    router::panel_routes,
    stage::{NOW, business},
};

/// A path with something in the place of each blank.
pub(super) fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{number}" | "{version}" => "1",
        "{name}" => "flower-shop",
        part if part.starts_with('{') => "none",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn ask(house: &House, browser: &mut Browser, method: &Method, path: &str) -> StatusCode {
    let path = filled(path);
    let form = (*method == Method::POST).then_some("");
    browser.ask(house, method.clone(), &path, form, &[("sec-fetch-site", "same-origin")]).await.status
}

#[tokio::test]
async fn no_page_is_shown_and_no_form_taken_without_signing_in() {
    let house = House::build().await;
    for route in panel_routes().iter().filter(|route| route.need != Need::Nobody) {
        let mut stranger = Browser::default();
        let form = (route.method == Method::POST).then_some("");
        let fetched = [("sec-fetch-site", "same-origin")];
        let answer = stranger.ask(&house, route.method.clone(), &filled(route.path), form, &fetched).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} {}", route.method, route.path);
        assert!(answer.leads_to().starts_with("/panel/sign-in"), "{} {}", route.method, route.path);
    }
}

/// A request of this browser, whose session ends while its form comes.
async fn ends_while_it_comes(house: &House, browser: &Browser, path: &str, media: &str, form: String) -> StatusCode {
    let (store, session) = (house.desk.store.clone(), code_hash(browser.token().unwrap()));
    let form = stream::once(async move {
        store.end_sign_in(&session).await.unwrap();
        Ok::<_, std::convert::Infallible>(form)
    });
    let request = Request::post(path)
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("candor={}", browser.token().unwrap()))
        .header("content-type", media);
    let request = request.body(Body::from_stream(form)).unwrap();
    crate::panel_router(house.panel.clone()).oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn whoever_was_signed_out_while_a_form_came_does_nothing() {
    let house = House::build().await;
    house.stage.play_turn(crate::stage::reasons()).await;
    let anna = house.join(Role::Owner, "Anna").await;
    let plain = "application/x-www-form-urlencoded";
    let status = ends_while_it_comes(&house, &anna, "/panel/inbox/1/note", plain, "words=roses".to_owned()).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "to sign in");
    let line = house.desk.store.conversation_numbered(&business(), 1).await.unwrap().unwrap();
    assert!(line.conversation.conversation.lead.notes.is_empty());

    let vera = house.join(Role::Owner, "Vera").await;
    let part = "--b\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nroses\r\n--b--\r\n";
    let media = "multipart/form-data; boundary=b";
    let status = ends_while_it_comes(&house, &vera, "/panel/inbox/1/answer", media, part.to_owned()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn hints_end_with_the_session() {
    let house = House::build().await;
    house.stage.play_turn(crate::stage::reasons()).await;
    for path in ["/panel/events", "/panel/logs/events"] {
        let anna = house.join(Role::Owner, &format!("Anna{}", path.len())).await;
        let request = Request::get(path).header("cookie", format!("candor={}", anna.token().unwrap()));
        let router = crate::panel_router(house.panel.clone());
        let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let mut hints = answer.into_body().into_data_stream();
        assert!(hints.next().await.is_some(), "{path}");
        house.desk.store.end_sign_in(&code_hash(anna.token().unwrap())).await.unwrap();
        house.stage.say(candor_core::message::Author::Contact, 5, "hello").await;
        let (part, message) = ("candor_desk".into(), "a turn failed".into());
        house.log.push(NewLogLine { at: NOW, level: LogLevel::Error, part, message, fields: Vec::new() });
        assert!(hints.next().await.is_none(), "{path}");
    }
}

#[tokio::test]
async fn every_role_gets_exactly_what_the_table_says() {
    for role in Role::ALL {
        let house = House::build().await;
        house.stage.play_turn(crate::stage::reasons()).await;
        let mut browser = house.join(role, "Anna").await;
        for route in panel_routes() {
            let Need::May(deed) = route.need else { continue };
            let status = ask(&house, &mut browser, &route.method, route.path).await;
            let is_refused = status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, !role.may(deed), "{role:?} {} {}: {status}", route.method, route.path);
            assert!(!status.is_server_error(), "{role:?} {} {}: {status}", route.method, route.path);
        }
    }
}

#[tokio::test]
async fn a_form_sent_from_elsewhere_does_nothing() {
    let house = House::build().await;
    house.stage.play_turn(crate::stage::reasons()).await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let elsewhere: [&[(&str, &str)]; 6] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://evil.test"), ("host", "desk.test")],
        &[("origin", "null"), ("host", "desk.test")],
        &[("origin", "http://desk.test.evil.test"), ("host", "desk.test")],
    ];
    for headers in elsewhere {
        for route in panel_routes().iter().filter(|route| route.method == Method::POST) {
            let answer = anna.ask(&house, Method::POST, &filled(route.path), Some(""), headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {headers:?}", route.path);
        }
    }
    let headers = [("origin", "http://desk.test"), ("host", "desk.test")];
    let answer = anna.ask(&house, Method::POST, "/panel/inbox/1/take", Some(""), &headers).await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel/inbox/1"));
}

#[tokio::test]
async fn every_answer_of_the_panel_carries_the_headers() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    for route in panel_routes() {
        for browser in [&mut Browser::default(), &mut anna] {
            let form = (route.method == Method::POST).then_some("");
            let fetched = [("sec-fetch-site", "cross-site")];
            let answer = browser.ask(&house, route.method.clone(), &filled(route.path), form, &fetched).await;
            for (name, value) in crate::headers::FIXED {
                assert_eq!(answer.headers.get(&name).unwrap(), value, "{name} {}", route.path);
            }
            assert!(!answer.headers.contains_key("access-control-allow-origin"), "{}", route.path);
            let media = answer.headers.get("content-type").map_or("", |media| media.to_str().unwrap());
            // A stream of events is UTF-8 by its own standard.
            let is_text = media.starts_with("text/") && media != "text/event-stream";
            assert!(!is_text || media.contains("charset=utf-8"), "{} {media}", route.path);
            let caching = answer.headers.get("cache-control").unwrap().to_str().unwrap();
            assert!(
                caching == "no-store" || route.path.contains("/assets/") || route.path == "/panel/events",
                "{} {caching}",
                route.path
            );
        }
    }
}

#[tokio::test]
async fn a_method_no_page_has_is_refused_by_every_page() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    for route in panel_routes() {
        for method in [Method::TRACE, Method::PUT, Method::DELETE] {
            let fetched = [("sec-fetch-site", "same-origin")];
            let answer = anna.ask(&house, method.clone(), &filled(route.path), None, &fetched).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {}", route.path);
            assert_eq!(answer.body, "", "{method} {}", route.path);
        }
    }
}

#[tokio::test]
async fn what_the_gate_refuses_somebody_is_in_the_log_with_who_it_was_and_without_their_name() {
    let house = House::build().await;
    let mut vera = house.join(Role::Viewer, "Vera").await;
    let (log, _heard) = heard::listen();
    vera.get(&house, "/panel/logs").await;
    vera.ask(&house, Method::POST, "/panel/inbox/1/take", Some(""), &[("sec-fetch-site", "cross-site")]).await;
    let told = log.text();
    assert!(told.contains("page=\"/panel/logs\" operator=opr_"), "{told}");
    assert!(told.contains("page=\"/panel/inbox/{number}/take\""), "{told}");
    assert!(!told.contains("Vera") && !told.contains("vera"), "{told}");
    Browser::default().ask(&house, Method::POST, "/panel/inbox/1/take", Some(""), &[]).await;
    assert_eq!(log.text(), told, "what strangers send fills no log");
}

#[tokio::test]
async fn every_page_of_somebody_signed_in_lets_them_sign_out() {
    let house = House::build().await;
    house.stage.play_turn(crate::stage::reasons()).await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    let mut pages = 0;
    for route in panel_routes().iter().filter(|route| route.method == Method::GET && route.need != Need::Nobody) {
        let answer = anna.get(&house, &filled(route.path)).await;
        let is_page = answer.headers.get("content-type").is_some_and(|media| media == "text/html; charset=utf-8");
        if is_page && answer.status == StatusCode::OK {
            assert!(answer.body.contains("action=\"/panel/sign-out\""), "{}", route.path);
            pages += 1;
        }
    }
    assert!(pages >= 12, "{pages} pages were looked at");
}

#[tokio::test]
async fn no_file_is_served_that_is_not_of_the_list() {
    let house = House::build().await;
    // The folder itself is an unknown page like any other.
    let folder = Browser::default().get(&house, "/panel/assets/").await;
    assert_eq!(folder.status, StatusCode::SEE_OTHER);
    for path in ["none", "%2e%2e%2fCargo.toml", "..%2f..%2fetc%2fpasswd", "panel.js%00", "inter-latin.woff2%2f"] {
        let answer = Browser::default().get(&house, &format!("/panel/assets/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_one_plain_sentence_and_its_cause_is_in_the_log() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    house.desk.store.close().await;
    let (log, _heard) = heard::listen();
    let answer = anna.get(&house, "/panel/inbox").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let cause = candor_store::Error::Closed.to_string();
    assert!(!answer.body.contains(&cause), "{}", answer.body);
    assert!(log.text().contains(&cause), "{}", log.text());
}

#[tokio::test]
async fn what_leads_nowhere_is_told_by_a_page_in_the_readers_language() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    anna.send(&house, "/panel/language", "language=ru").await;
    for path in [
        "/panel/xyz",
        "/panel/",
        "/panel/team/x",
        "/panel/inbox/abc",
        "/panel/inbox/99999999999999999999",
        "/panel/inbox/999",
        "/panel/scripts/flower-shop/versions?from=9&to=z",
    ] {
        let answer = anna.get(&house, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("По этому адресу ничего нет"), "{path}: {}", answer.body);
        assert!(!answer.body.contains("missing"), "a word for whoever helps says nothing more: {path}");
    }
    let answer = Browser::default().get(&house, "/panel/xyz").await;
    assert_eq!(answer.leads_to(), "/panel/sign-in?to=%2Fpanel%2Fxyz");
}
