//! Webhooks against a receiver of their own: what it is told, how it is signed, what becomes of failures, and who may make them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_connect::webhooks::{BadAddress, Courier};
use candor_core::{
    ids::{DeliveryId, WebhookId},
    roles::{Deed, Role},
};
use candor_desk::{
    Desk,
    actions::{
        ActError, Bench, Refusal, WebhookRefusal, act,
        change_webhook::{MadeWebhook, WebhookWish, add_webhook, find_webhook, rotate_secret, switch_webhook},
        replay_delivery::{replay_delivery, replay_failed},
        try_webhook::try_webhook,
    },
};
use candor_store::{DeliveryFate, Secret, WebhookDelivery, WebhookRow};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::{
    sync::{Notify, watch},
    time::{sleep, timeout},
};

use crate::stage::{PATIENCE, Stage, example};

/// How the receiver answers.
#[derive(Clone)]
enum Answer {
    Status(u16),
    /// A redirect to the receiver itself.
    Redirect,
    /// Not before it is told to.
    Hold(Arc<Notify>),
}

/// A delivery as it came.
#[derive(Clone, Debug)]
struct Call {
    id: String,
    timestamp: i64,
    signatures: Vec<String>,
    body: String,
}

impl Call {
    fn kind(&self) -> String {
        serde_json::from_str::<Value>(&self.body).unwrap()["type"].as_str().unwrap().to_owned()
    }

    /// Whether this secret signed it, reckoned apart from the program (RFC 2104).
    fn is_signed_with(&self, secret: &Secret) -> bool {
        let key = BASE64_STANDARD.decode(secret.expose().strip_prefix("whsec_").unwrap()).unwrap();
        let padded = |with: u8| {
            let mut block = [with; 64];
            block.iter_mut().zip(&key).for_each(|(place, byte)| *place ^= byte);
            block
        };
        let signed = format!("{}.{}.{}", self.id, self.timestamp, self.body);
        let inner = Sha256::new().chain_update(padded(0x36)).chain_update(signed).finalize();
        let outer = Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize();
        self.signatures.contains(&format!("v1,{}", BASE64_STANDARD.encode(outer)))
    }
}

/// Somebody's server that is told.
struct Receiver {
    url: String,
    calls: watch::Receiver<Vec<Call>>,
}

#[derive(Clone)]
struct Inside {
    calls: Arc<watch::Sender<Vec<Call>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    otherwise: Answer,
}

impl Receiver {
    /// One that gives these answers in order, and this one after them.
    async fn that_says(answers: impl IntoIterator<Item = Answer>, otherwise: Answer) -> Self {
        let (tell, calls) = watch::channel(Vec::new());
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        let inside = Inside { calls: Arc::new(tell), answers, otherwise };
        let app = Router::new().route("/hook", post(take)).with_state(inside);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, calls }
    }

    async fn willing() -> Self {
        Self::that_says([], Answer::Status(204)).await
    }

    /// All calls, once there are so many.
    async fn calls(&self, count: usize) -> Vec<Call> {
        let mut calls = self.calls.clone();
        let known = timeout(PATIENCE, calls.wait_for(|calls| calls.len() >= count)).await;
        known.unwrap_or_else(|_| panic!("only {:?}", self.calls.borrow())).unwrap().clone()
    }
}

async fn take(State(inside): State<Inside>, headers: HeaderMap, body: String) -> Response {
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(text("content-type"), "application/json");
    let call = Call {
        id: text("webhook-id"),
        timestamp: text("webhook-timestamp").parse().unwrap(),
        signatures: text("webhook-signature").split(' ').map(str::to_owned).collect(),
        body,
    };
    inside.calls.send_modify(|calls| calls.push(call));
    let answer = inside.answers.lock().unwrap().pop_front().unwrap_or(inside.otherwise);
    match answer {
        Answer::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Answer::Redirect => (StatusCode::TEMPORARY_REDIRECT, [("location", "/hook")]).into_response(),
        Answer::Hold(until) => {
            until.notified().await;
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

fn wish(url: &str, kinds: &str) -> WebhookWish {
    WebhookWish { address: Secret::new(url.to_owned()), kinds: kinds.to_owned(), note: "crm".to_owned() }
}

async fn add(desk: &Desk, stage: &Stage, url: &str, kinds: &str) -> Result<MadeWebhook, ActError> {
    let wish = &wish(url, kinds);
    act(|| Bench::for_console(desk, stage.business().clone()), |bench| Box::pin(add_webhook(bench, wish))).await
}

impl Stage {
    fn console(&self) -> Bench<'_> {
        Bench::for_console(&self.desk, self.business().clone())
    }

    async fn hook(&self, receiver: &Receiver, kinds: &str) -> MadeWebhook {
        add(&self.desk, self, &receiver.url, kinds).await.unwrap()
    }

    async fn webhook(&self, id: &WebhookId) -> WebhookRow {
        self.desk.store.webhook(self.business(), id).await.unwrap().unwrap()
    }

    async fn log(&self, id: &WebhookId) -> Vec<WebhookDelivery> {
        self.desk.store.webhook_deliveries((self.business(), id), None, None, 1_000).await.unwrap()
    }

    async fn pings(&self, id: &WebhookId) {
        act(|| self.console(), |bench| Box::pin(try_webhook(bench, id))).await.unwrap();
    }

    /// Waits until the newest delivery to a webhook is so.
    async fn until(&self, id: &WebhookId, is_so: impl Fn(&WebhookDelivery) -> bool) -> WebhookDelivery {
        let found = async {
            loop {
                if let Some(newest) = self.log(id).await.into_iter().next().filter(&is_so) {
                    return newest;
                }
                sleep(Duration::from_millis(5)).await;
            }
        };
        let found = timeout(PATIENCE, found).await;
        match found {
            Ok(found) => found,
            Err(_) => panic!("it is {:?}", self.log(id).await.first()),
        }
    }

    /// Waits until a webhook is off.
    async fn until_off(&self, id: &WebhookId) -> WebhookRow {
        let found = async {
            loop {
                let known = self.webhook(id).await;
                if !known.is_on {
                    return known;
                }
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, found).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_conversation_is_told_in_order_signed_and_without_anything_personal() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let (crm, counter) = (Receiver::willing().await, Receiver::willing().await);
    let made = stage.hook(&crm, "*").await;
    let only = stage.hook(&counter, "conversation.begun, contact.opted_out").await;
    let vera = stage.manager("Veracanary").await;
    let anna = stage.person("Annacanary", "en");
    stage.says(anna, "/start").await;
    stage.says(anna, "Rosecanary please, my phone is +7 916 555-01-23, annacanary@example.org").await;
    stage.says(anna, "human please").await;
    stage.presses(vera, "Take").await;
    stage.says(vera, "Hellocanary, how can I help?").await;
    stage.says(vera, "/release 1").await;
    stage.says(vera, "/lead 1 +vipcanary").await;
    stage.says(anna, "stop writing to me").await;
    stage.until(&made.id, |newest| newest.fate == DeliveryFate::Delivered).await;
    let count = stage.log(&made.id).await.len();
    let calls = crm.calls(count).await;
    let kinds: Vec<String> = calls.iter().map(Call::kind).collect();
    // A command such as /start is no message.
    assert_eq!(kinds[..3], ["conversation.begun", "message.sent", "message.received"], "{kinds:?}");
    let at = |kind: &str| kinds.iter().position(|known| known == kind).unwrap_or_else(|| panic!("{kind}: {kinds:?}"));
    let order = ["conversation.waiting", "conversation.taken", "conversation.given_back", "contact.opted_out"];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{kinds:?}");
    assert!(kinds.contains(&"lead.changed".to_owned()), "{kinds:?}");
    let authors: BTreeSet<String> = calls
        .iter()
        .filter(|call| call.kind() == "message.sent")
        .map(|call| serde_json::from_str::<Value>(&call.body).unwrap()["data"]["author"].as_str().unwrap().to_owned())
        .collect();
    assert!(authors.contains("ai") && authors.contains("operator"), "{authors:?}");
    let personal = ["canary", "555-01-23", "5550123", "phone is"];
    let chats = [anna.to_string(), vera.to_string()];
    for call in &calls {
        assert!(call.is_signed_with(&made.secret) && !call.is_signed_with(&only.secret), "{call:?}");
        assert_eq!(call.signatures.len(), 1);
        let now = stage.desk.store.webhooks(stage.business()).await.unwrap()[0].created_at.millis() / 1000;
        assert!((now..now + 600).contains(&call.timestamp), "{call:?}");
        let body = call.body.to_lowercase();
        assert!(personal.iter().all(|word| !body.contains(word)), "{body}");
        let mut parts = body.split(|sign: char| !sign.is_ascii_alphanumeric());
        assert!(parts.all(|part| !chats.iter().any(|chat| chat == part)), "{body}");
        let body: Value = serde_json::from_str(&call.body).unwrap();
        assert!(body["timestamp"].as_str().unwrap().ends_with('Z') && body["data"].is_object(), "{body}");
    }
    assert_eq!(calls.iter().map(|call| &call.id).collect::<BTreeSet<_>>().len(), calls.len());
    let told: Vec<String> = counter.calls(2).await.iter().map(Call::kind).collect();
    assert_eq!(told, ["conversation.begun", "contact.opted_out"]);
    let audit = stage.desk.store.audit_log(stage.business(), None, 50).await.unwrap();
    let made_record = audit.iter().find(|line| line.record.subject == made.id.as_str()).unwrap();
    assert_eq!(made_record.record.deed, Deed::EditWebhooks);
    assert!(!format!("{audit:?}").contains("whsec_") && !format!("{audit:?}").contains("/hook"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_tried_again_when_it_is_due_and_replayed_under_the_same_id() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let answers = [Answer::Status(500), Answer::Redirect, Answer::Status(200)];
    let receiver = Receiver::that_says(answers, Answer::Status(204)).await;
    let made = stage.hook(&receiver, "script.published").await;
    stage.pings(&made.id).await;
    let first = stage.until(&made.id, |newest| newest.status == Some(500)).await;
    let wait = first.next_at.millis_since(first.tried_at.unwrap());
    assert!((5_000..8_000).contains(&wait) && first.fate == DeliveryFate::Ready, "{first:?}");
    assert!(stage.webhook(&made.id).await.failing_since.is_some());
    stage.clock.advance_minutes(1);
    let second = stage.until(&made.id, |newest| newest.status == Some(307)).await;
    let wait = second.next_at.millis_since(second.tried_at.unwrap());
    assert!((300_000..361_000).contains(&wait), "a redirect is a failure: {second:?}");
    stage.clock.advance_minutes(7);
    let third = stage.until(&made.id, |newest| newest.fate == DeliveryFate::Delivered).await;
    assert_eq!((third.attempts, third.status), (3, Some(200)));
    assert_eq!(stage.webhook(&made.id).await.failing_since, None);

    let rotated = act(
        || stage.console(),
        |bench| {
            let id = made.id.clone();
            Box::pin(async move {
                let known = find_webhook(bench, &id).await?;
                rotate_secret(bench, &known).await
            })
        },
    )
    .await
    .unwrap();
    act(|| stage.console(), |bench| Box::pin(replay_delivery(bench, &third.id))).await.unwrap();
    let calls = receiver.calls(4).await;
    assert!(calls.iter().all(|call| call.id == third.id.as_str() && call.body == third.body), "{calls:?}");
    assert!(
        calls.windows(2).all(|pair| pair[0].timestamp <= pair[1].timestamp && pair[0].is_signed_with(&made.secret))
    );
    assert!(calls[3].is_signed_with(&rotated) && calls[3].is_signed_with(&made.secret), "both for a day");
    assert!(!calls[2].is_signed_with(&rotated));

    let refused = act(
        || stage.console(),
        |bench| Box::pin(async move { replay_delivery(bench, &DeliveryId::from_unique("0")).await }),
    );
    assert!(matches!(refused.await, Err(ActError::Refused(Refusal::Webhook(WebhookRefusal::NoSuchDelivery(_))))));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_gone_is_told_nothing_more_and_the_owner_hears_of_it_once() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Nina", "en", Role::Owner).await;
    let hold = Arc::new(Notify::new());
    let receiver = Receiver::that_says([Answer::Hold(hold.clone()), Answer::Status(410)], Answer::Status(204)).await;
    let made = stage.hook(&receiver, "*").await;
    for _ in 0..4 {
        stage.pings(&made.id).await;
    }
    receiver.calls(1).await;
    hold.notify_one();
    let known = stage.until_off(&made.id).await;
    assert_eq!(known.off_because.as_deref(), Some("gone"));
    let fates: Vec<(DeliveryFate, Option<i64>)> =
        stage.log(&made.id).await.iter().rev().map(|line| (line.fate, line.status)).collect();
    assert_eq!(fates[..2], [(DeliveryFate::Delivered, Some(204)), (DeliveryFate::Failed, Some(410))]);
    assert!(fates[2..].iter().all(|(fate, _)| *fate == DeliveryFate::Failed), "{fates:?}");
    stage.settle().await;
    let told = stage.texts(owner).iter().filter(|text| text.contains("wants nothing any more")).count();
    assert_eq!(told, 1);
    assert!(stage.texts(owner).last().unwrap().contains("127.0.0.1"), "{:?}", stage.texts(owner).last());
    act(
        || stage.console(),
        |bench| {
            let id = made.id.clone();
            Box::pin(async move {
                let known = find_webhook(bench, &id).await?;
                switch_webhook(bench, &known, true).await
            })
        },
    )
    .await
    .unwrap();
    let since = known.created_at;
    let replayed = act(
        || stage.console(),
        |bench| {
            let id = made.id.clone();
            Box::pin(async move { replay_failed(bench, &id, since).await })
        },
    );
    assert_eq!(replayed.await.unwrap(), 3);
    let calls = receiver.calls(5).await;
    assert_eq!(calls.iter().map(|call| &call.id).collect::<BTreeSet<_>>().len(), 4);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_days_of_nothing_but_failures_switch_a_webhook_off_and_the_owner_hears_of_it_once() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let owner = stage.joins("Нина", "ru", Role::Owner).await;
    let receiver = Receiver::that_says([], Answer::Status(503)).await;
    let made = stage.hook(&receiver, "contact.opted_in").await;
    let mut days = 0;
    while stage.webhook(&made.id).await.is_on {
        let tried = act(|| stage.console(), |bench| Box::pin(try_webhook(bench, &made.id))).await;
        if tried.is_err() {
            break;
        }
        stage.until(&made.id, |newest| newest.attempts > 0 || newest.fate == DeliveryFate::Failed).await;
        stage.clock.advance_minutes(24 * 60);
        days += 1;
        assert!(days < 8, "it is still on");
    }
    assert!(days >= 5, "after {days} days");
    let known = stage.until_off(&made.id).await;
    assert_eq!(known.off_because.as_deref(), Some("failing"));
    stage.settle().await;
    let told = stage.texts(owner).iter().filter(|text| text.contains("за пять дней")).count();
    assert_eq!(told, 1, "{:?}", stage.texts(owner));
    let audit = stage.desk.store.audit_log(stage.business(), None, 50).await.unwrap();
    let off = audit.iter().find(|line| line.record.after["off_because"] == "failing").unwrap();
    assert_eq!(off.record.actor.column(), "desk");
    let before = receiver.calls(1).await.len();
    let refused = act(|| stage.console(), |bench| Box::pin(try_webhook(bench, &made.id))).await;
    assert!(matches!(refused, Err(ActError::Refused(Refusal::Webhook(WebhookRefusal::IsOff)))), "{refused:?}");
    stage.clock.advance_minutes(30);
    stage.settle().await;
    assert_eq!(receiver.calls(1).await.len(), before);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_receiver_holds_up_nobody_else_and_no_conversation() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let hold = Arc::new(Notify::new());
    let slow = Receiver::that_says([Answer::Hold(hold.clone())], Answer::Status(204)).await;
    let quick = Receiver::willing().await;
    let (slow_hook, quick_hook) = (stage.hook(&slow, "*").await, stage.hook(&quick, "*").await);
    let anna = stage.person("Anna", "en");
    assert!(!stage.says(anna, "/start").await.is_empty());
    assert!(!stage.says(anna, "how much are roses?").await.is_empty());
    stage.until(&quick_hook.id, |newest| newest.fate == DeliveryFate::Delivered).await;
    let count = stage.log(&quick_hook.id).await.len();
    assert_eq!(count, 4);
    assert_eq!(slow.calls(1).await.len(), 1, "one at a time");
    hold.notify_one();
    stage.until(&slow_hook.id, |newest| newest.fate == DeliveryFate::Delivered).await;
    let told = |calls: Vec<Call>| calls.into_iter().map(|call| call.body).collect::<Vec<_>>();
    assert_eq!(told(slow.calls(count).await), told(quick.calls(count).await), "the same in the same order");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_beside_the_desk_are_refused_unless_allowed_and_only_an_owner_makes_webhooks() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let strict = stage.desk.clone().with_courier(Courier::new(false));
    let refusals = [
        ("http://127.0.0.1:1/hook", &strict, BadAddress::InTheClear),
        ("https://127.0.0.1:1/hook", &strict, BadAddress::Private),
        ("https://192.168.0.7/hook", &strict, BadAddress::Private),
        ("https://[::1]/hook", &strict, BadAddress::Private),
        ("http://example.org/hook\u{0}", &strict, BadAddress::InTheClear),
        ("https://169.254.169.254/latest", &stage.desk, BadAddress::Never),
        ("https://me:pass@example.org/", &stage.desk, BadAddress::NotAnAddress),
        ("https://example.org/#there", &stage.desk, BadAddress::NotAnAddress),
        ("example.org", &stage.desk, BadAddress::NotAnAddress),
        ("ftp://example.org", &stage.desk, BadAddress::InTheClear),
    ];
    for (url, desk, why) in refusals {
        match add(desk, &stage, url, "*").await {
            Err(ActError::Refused(Refusal::Webhook(WebhookRefusal::BadAddress(known)))) => {
                assert_eq!(known, why, "{url}")
            }
            other => panic!("{url}: {other:?}"),
        }
    }
    for (kinds, word) in [("lead.lost", "unknown_event_kind"), ("", "nothing_wanted")] {
        match add(&stage.desk, &stage, "https://example.org/hook", kinds).await {
            Err(ActError::Refused(refusal)) => assert_eq!(refusal.word(), word),
            other => panic!("{other:?}"),
        }
    }
    stage.manager("Vera").await;
    let manager = stage.desk.store.operators(stage.business()).await.unwrap().remove(0);
    let wish = &wish("https://example.org/hook", "*");
    let bench = || Bench::for_operator(&stage.desk, manager.clone(), candor_core::language::Language::En);
    let refused = act(bench, |bench| Box::pin(add_webhook(bench, wish))).await;
    assert!(matches!(refused, Err(ActError::Refused(Refusal::MayNot(Deed::EditWebhooks)))), "{refused:?}");
    assert!(stage.desk.store.webhooks(stage.business()).await.unwrap().is_empty());
    stage.strike().await;
}
