use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use candor_core::{ids::ConnectionId, roles::Role};
use candor_store::Secret;
use futures_util::future::BoxFuture;

use super::Renewal;
use crate::{
    Configured, Origin, Setting,
    panel::{
        BotCheck, BotSeen, BotTrouble,
        tests::house::{Browser, House},
    },
    stage::{SCRIPT, business, connection, reasons},
};

pub(crate) const TOKEN: &str = "7:AAcanary-canary_canary-canary_canar";

/// A Telegram that knows one token of the bot 7 and one of the bot 8, and is away for one.
pub(crate) struct Telegram;

impl BotCheck for Telegram {
    fn look<'a>(&'a self, pasted: &'a Secret) -> BoxFuture<'a, Result<BotSeen, BotTrouble>> {
        Box::pin(async {
            let id = match pasted.expose().trim() {
                TOKEN => 7,
                "8:other" => 8,
                "away" => return Err(BotTrouble::Unreachable),
                "no token" => return Err(BotTrouble::NotAToken),
                "slowly" => return Err(BotTrouble::TooOften(7)),
                _ => return Err(BotTrouble::Unknown),
            };
            Ok(BotSeen {
                token: Secret::new(pasted.expose().trim().to_owned()),
                server: "http://127.0.0.1:1".to_owned(),
                id,
                username: "peony_bot".to_owned(),
                name: "Peony".to_owned(),
                can_join_groups: true,
                reads_all_in_groups: false,
                webhook: None,
                waiting: 2,
            })
        })
    }

    fn remove_webhook<'a>(&'a self, _: &'a Secret) -> BoxFuture<'a, Result<(), BotTrouble>> {
        Box::pin(async { Ok(()) })
    }
}

/// A process that answers for whatever it is told of.
#[derive(Default)]
pub(crate) struct Process(pub(crate) Mutex<Vec<(ConnectionId, String)>>);

impl Renewal for Process {
    fn renew(&self, connection: &ConnectionId, token: &Secret) -> bool {
        self.0.lock().unwrap().push((connection.clone(), token.expose().to_owned()));
        true
    }
}

async fn house() -> (House, Browser) {
    let house = House::build().await;
    let _ = house.panel.clone().with_bots(Arc::new(Telegram));
    house.stage.play_turn(reasons()).await;
    let anna = house.join(Role::Owner, "Anna").await;
    (house, anna)
}

fn path(of: &str) -> String {
    format!("/panel/connections/{}/{of}", connection())
}

async fn told(house: &House, browser: &mut Browser, path: &str, form: &str) -> String {
    let answer = browser.send(house, path, form).await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/panel/connections"), "{}", answer.body);
    browser.get(house, "/panel/connections").await.body
}

#[tokio::test]
async fn a_bot_is_shown_with_what_waits_and_what_telegram_allows() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/connections").await.body;
    for wanted in [
        "@peony_bot",
        "flower-shop",
        "1 message waits to be sent",
        "Every message could be answered",
        "About 30 messages a second",
        "20 messages a minute to one group",
        "not known here",
        "not in use",
        "<time datetime=\"2026-09-21T14:13:20Z\">",
    ] {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
    anna.send(&house, "/panel/language", "language=ru").await;
    assert!(anna.get(&house, "/panel/connections").await.body.contains("1 сообщение ждёт отправки"));
}

#[tokio::test]
async fn the_desk_rests_and_goes_on() {
    let (house, mut anna) = house().await;
    let page = told(&house, &mut anna, "/panel/connections/pause", "rest=1").await;
    assert!(page.contains("The AI rests. Whoever writes") && page.contains("the AI rests</span>"), "{page}");
    assert!(house.desk.store.desk(&business()).await.unwrap().paused.is_some());
    assert!(anna.get(&house, "/panel/settings").await.body.contains(">rests</span>"));
    let page = told(&house, &mut anna, "/panel/connections/pause", "rest=0").await;
    assert!(page.contains("The AI goes on."), "{page}");
    assert_eq!(house.desk.store.desk(&business()).await.unwrap().paused, None);
}

#[tokio::test]
async fn one_bot_rests_and_goes_on_by_itself() {
    let (house, mut anna) = house().await;
    let page = told(&house, &mut anna, &path("pause"), "rest=1").await;
    assert!(page.contains("@peony_bot rests.") && page.contains(r#"is-warning">rests</span>"#), "{page}");
    assert_eq!(house.desk.store.desk(&business()).await.unwrap().paused, None, "the desk goes on");
    let page = told(&house, &mut anna, &path("pause"), "rest=0").await;
    assert!(page.contains("@peony_bot answers again.") && !page.contains(">rests</span>"), "{page}");
    let log = anna.get(&house, "/panel/audit").await.body;
    assert!(log.contains("<bdi>@peony_bot</bdi>"), "{log}");
}

#[tokio::test]
async fn another_token_of_the_same_bot_is_kept_used_and_shown_nowhere() {
    let (house, mut anna) = house().await;
    let process = Arc::new(Process::default());
    let page = told(&house, &mut anna, &path("token"), &format!("token={TOKEN}")).await;
    assert!(page.contains("This process does not use it yet: start the desk again."), "{page}");
    let _ = house.panel.clone().with_renewal(process.clone());
    let page = told(&house, &mut anna, &path("token"), &format!("token= {TOKEN} ")).await;
    assert!(page.contains("The new token of @peony_bot is kept and in use."), "{page}");
    assert_eq!(*process.0.lock().unwrap(), [(connection(), TOKEN.to_owned())]);
    assert_eq!(house.desk.store.token(&connection()).await.unwrap().unwrap().expose(), TOKEN);
    let log = anna.get(&house, "/panel/audit").await.body;
    assert!(log.contains("changed a connection"), "{log}");
    for shown in [page, log, anna.get(&house, "/panel/settings").await.body] {
        assert!(!shown.contains("canary"), "a token is shown: {shown}");
    }
}

#[tokio::test]
async fn a_token_of_another_bot_or_one_that_does_not_work_changes_nothing() {
    let (house, mut anna) = house().await;
    let page = told(&house, &mut anna, &path("token"), "token=8:other").await;
    assert!(page.contains("This token is of another bot, so nothing was changed."), "{page}");
    let page = told(&house, &mut anna, &path("token"), "token=9:canary").await;
    assert!(page.contains("Telegram does not know this token") && !page.contains("canary"), "{page}");
    let page = told(&house, &mut anna, "/panel/connections/cnn_none/token", &format!("token={TOKEN}")).await;
    assert!(page.contains("There is no such bot."), "{page}");
    assert!(house.desk.store.token(&connection()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_token_that_every_start_takes_from_elsewhere_is_not_replaced_here() {
    let (house, mut anna) = house().await;
    let origin = Origin::Environment("CANDOR_BOT_TOKEN");
    let token = Setting { key: "bot.token".into(), value: "***".into(), origin, variable: None };
    let configured = Configured { settings: vec![token], ..Configured::default() };
    let _ = house.panel.clone().with_configured(configured);
    let page = told(&house, &mut anna, &path("token"), &format!("token={TOKEN}")).await;
    assert!(page.contains("It is set by the variable CANDOR_BOT_TOKEN") && !page.contains("name=\"token\""), "{page}");
    assert!(house.desk.store.token(&connection()).await.unwrap().is_none());
}

#[tokio::test]
async fn telegram_is_asked_about_a_bot_with_the_token_that_is_kept() {
    let (house, mut anna) = house().await;
    assert!(!anna.get(&house, "/panel/connections").await.body.contains(&path("check")));
    assert!(told(&house, &mut anna, &path("check"), "").await.contains("No token is kept of this bot"));
    house.desk.store.keep_token(&connection(), TOKEN).await.unwrap();
    assert!(anna.get(&house, "/panel/connections").await.body.contains(&path("check")));
    let page = told(&house, &mut anna, &path("check"), "").await;
    assert!(page.contains("The token works: @peony_bot. No webhook is set. 2 updates wait at Telegram."), "{page}");
}

#[tokio::test]
async fn a_bot_begins_with_another_published_script_from_now_on() {
    let (house, mut anna) = house().await;
    let other = SCRIPT.replacen("name: flower-shop", "name: other-shop", 1);
    house.desk.store.publish(&business(), "other-shop", &other, "digest2", "", crate::stage::NOW).await.unwrap();
    let page = told(&house, &mut anna, &path("script"), "script=other-shop").await;
    assert!(page.contains("New conversations with @peony_bot begin with other-shop now."), "{page}");
    let kept = house.desk.store.connection(&connection()).await.unwrap().unwrap();
    assert_eq!(kept.script_name, "other-shop");
    let page = told(&house, &mut anna, &path("script"), "script=none").await;
    assert!(page.contains("none") && !page.contains("begin with none"), "{page}");
}
