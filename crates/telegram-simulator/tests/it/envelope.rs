//! Tokens, verbs, ways of giving parameters, and the envelope of answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use serde_json::{Value, json};
use telegram_simulator::Clock;

use crate::bench::{Answer, Bench, answer, fits};

const BOOLEANS: [&str; 10] = [
    "can_join_groups",
    "can_read_all_group_messages",
    "supports_guest_queries",
    "supports_inline_queries",
    "can_connect_to_business",
    "has_main_web_app",
    "has_topics_enabled",
    "allows_users_to_create_topics",
    "can_manage_bots",
    "supports_join_request_queries",
];

#[tokio::test]
async fn get_me_tells_the_bot_with_all_its_capabilities() {
    let bench = Bench::new().await;
    let me = bench.ok("getMe", json!({})).await;
    assert_eq!((&me["id"], &me["is_bot"]), (&json!(bench.bot.id), &json!(true)));
    assert_eq!(me["username"], "clinic_bot");
    for name in BOOLEANS {
        assert!(me[name].is_boolean(), "{name} in {me}");
    }
    fits("User", &me);
}

#[tokio::test]
async fn a_wrong_token_is_unauthorized() {
    let bench = Bench::new().await;
    for (token, description) in [
        ("nonsense", "Unauthorized: invalid token specified"),
        (":secret", "Unauthorized: invalid token specified"),
        ("12x:secret", "Unauthorized: invalid token specified"),
        ("123456:AAunknown", "Unauthorized"),
    ] {
        let url = format!("{}/bot{token}/getMe", bench.server.url);
        answer(bench.http.get(url)).await.refused(401, description);
    }
    let old = bench.url("getMe");
    bench.simulator.revoke_token(bench.bot.id).unwrap();
    answer(bench.http.get(old)).await.refused(401, "Unauthorized");
}

#[tokio::test]
async fn a_percent_encoded_token_and_the_test_environment_work() {
    let bench = Bench::new().await;
    let token = bench.bot.token.replace(':', "%3A");
    for path in [format!("bot{token}/getMe"), format!("bot{}/test/getMe", bench.bot.token)] {
        answer(bench.http.get(format!("{}/{path}", bench.server.url))).await.result();
    }
}

#[tokio::test]
async fn every_verb_and_every_way_of_giving_parameters_means_the_same() {
    let bench = Bench::new().await;
    let (http, anna) = (&bench.http, bench.anna.to_string());
    let pairs = [("chat_id", anna.as_str()), ("text", "привет & 1+1")];
    let urlencoded = "chat_id=".to_owned() + &anna + "&text=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82+%26+1%2B1";
    let multipart = format!(
        "--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n{anna}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"text\"\r\n\r\nпривет & 1+1\r\n--b--\r\n"
    );
    let by_query = |method: &str| bench.url(&format!("{method}?{urlencoded}"));
    let answers = [
        answer(http.get(by_query("SENDMESSAGE"))).await,
        answer(http.post(by_query("SendMessage"))).await,
        answer(http.put(by_query("sendmessage")).body("ignored").header("Content-Type", "text/plain")).await,
        answer(
            http.post(bench.url("sendMessage"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(urlencoded.clone()),
        )
        .await,
        answer(http.post(bench.url("sendMessage")).json(&json!({ "chat_id": bench.anna, "text": pairs[1].1 }))).await,
        answer(http.post(bench.url("sendMessage")).json(&json!({ "chat_id": anna, "text": pairs[1].1 }))).await,
        answer(
            http.post(bench.url("sendMessage"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(multipart.clone()),
        )
        .await,
        chunked(&bench, &multipart).await,
    ];
    for one in &answers {
        let message = one.result();
        assert_eq!((message["chat"]["id"].as_i64(), &message["text"]), (Some(bench.anna), &json!("привет & 1+1")));
    }
}

/// The same multipart body in chunks of seven bytes, without a length, as grammY and aiogram send it.
async fn chunked(bench: &Bench, multipart: &str) -> Answer {
    let head = format!(
        "POST /bot{}/sendMessage HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\
         Content-Type: multipart/form-data; boundary=b\r\n\r\n",
        bench.bot.token
    );
    let mut request = head.into_bytes();
    for chunk in multipart.as_bytes().chunks(7) {
        request.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        request.extend(chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    let seen = String::from_utf8(bench.raw(&request).await).unwrap();
    let (head, body) = seen.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, body: serde_json::from_str(body).unwrap() }
}

#[tokio::test]
async fn an_unknown_method_is_not_found_and_an_unsupported_one_is_listed() {
    let bench = Bench::new().await;
    bench.call("nope", json!({})).await.refused(404, "Not Found: method not found");
    for _ in 0..2 {
        let refused = bench.call("sendVideo", json!({ "chat_id": bench.anna })).await;
        refused.refused(404, "Not Found: the simulator does not support the method sendVideo");
    }
    assert_eq!(bench.get("unsupported").await, json!({ "sendVideo": 2 }));
    let url = &bench.server.url;
    answer(bench.http.get(format!("{url}/bot{}", bench.bot.token))).await.refused(404, "Not Found");
    answer(bench.http.get(format!("{url}/elsewhere"))).await.refused(404, "Not Found");
}

#[tokio::test]
async fn unknown_parameters_are_noted_and_never_refused() {
    let bench = Bench::new().await;
    let button = json!({ "text": "a", "callback_data": "a", "hide": false });
    let params = json!({
        "chat_id": bench.anna, "text": "x", "method": "sendMessage", "reply_markup": { "inline_keyboard": [[button]] },
    });
    bench.ok("sendMessage", params).await;
    let warnings = bench.get("warnings").await;
    assert_eq!(warnings[0]["unknown"], json!(["method"]));
}

#[tokio::test]
async fn missing_and_mistyped_parameters_are_refused_in_telegrams_words() {
    let bench = Bench::new().await;
    let anna = bench.anna;
    for (method, params, description) in [
        ("sendMessage", json!({ "chat_id": anna }), "Bad Request: message text is empty"),
        ("sendMessage", json!({ "text": "x" }), "Bad Request: chat_id is empty"),
        (
            "sendMessage",
            json!({ "chat_id": anna, "text": "x", "link_preview_options": "{broken" }),
            "Bad Request: can't parse link preview options JSON object",
        ),
        (
            "sendMessage",
            json!({ "chat_id": anna, "text": "x", "link_preview_options": { "url": [] } }),
            "Bad Request: can't parse link preview options: Field \"url\" must be of type String",
        ),
        ("editMessageText", json!({ "text": "x" }), "Bad Request: message identifier is not specified"),
        ("deleteMessage", json!({ "chat_id": anna }), "Bad Request: message identifier is not specified"),
        (
            "sendChatAction",
            json!({ "chat_id": anna, "action": "foo" }),
            "Bad Request: wrong parameter action in request",
        ),
    ] {
        bench.call(method, params).await.refused(400, description);
    }
    let text = bench.http.post(bench.url("getMe")).header("Content-Type", "application/json").body("[1]");
    let Answer { status, body } = answer(text).await;
    assert_eq!((status, &body["description"]), (400, &Value::from("Bad Request: JSON object expected")));
}

#[tokio::test]
async fn every_answer_carries_the_date_of_the_simulators_clock() {
    let bench = Bench::new().await;
    let date = async |url: String| {
        let response = bench.http.get(url).send().await.unwrap();
        response.headers()["date"].to_str().unwrap().to_owned()
    };
    assert_eq!(date(bench.url("getMe")).await, "Mon, 21 Sep 2026 14:13:20 GMT");
    bench.simulator.advance(std::time::Duration::from_secs(60));
    for path in ["getMe", "nope", "sendMessage"] {
        assert_eq!(date(bench.url(path)).await, "Mon, 21 Sep 2026 14:14:20 GMT");
    }
    assert_eq!(date(format!("{}/elsewhere", bench.server.url)).await, "Mon, 21 Sep 2026 14:14:20 GMT");
    let behind = Clock::system_off_by(-3600);
    let off = Clock::system().now_ms() - behind.now_ms();
    assert!((3_590_000..3_610_000).contains(&off), "{off}");
}
