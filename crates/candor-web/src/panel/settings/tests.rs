use axum::http::StatusCode;
use candor_core::{ids::ChatId, roles::Role};
use candor_store::{Changes, DeskChange};

use super::{Configured, Origin, Setting};
use crate::{
    panel::tests::house::{Browser, House},
    stage::{NOW, business, connection},
};

fn setting(key: &str, value: &str, origin: Origin) -> Setting {
    Setting { key: key.into(), value: value.into(), origin, variable: None }
}

fn configured() -> Configured {
    Configured {
        file: Some("/etc/candor.toml".into()),
        settings: vec![
            setting("bot.api_root", "http://127.0.0.1:1", Origin::Default),
            setting("bot.token", "***", Origin::Environment("CANDOR_BOT_TOKEN")),
            setting("server.listen", "0.0.0.0:80", Origin::File),
            setting("novel.key", "<b>", Origin::Default),
        ],
        backup: "candor backup FILE".into(),
    }
}

async fn house() -> (House, Browser) {
    let house = House::build().await;
    let mut settings = configured();
    settings.put("bot.api_root", "http://127.0.0.1:2", "--api-root");
    let _ = house.panel.clone().with_configured(settings);
    let anna = house.join(Role::Owner, "Anna").await;
    (house, anna)
}

#[tokio::test]
async fn every_setting_is_shown_with_where_it_came_from_and_what_it_is_for() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/settings").await;
    assert_eq!(page.status, StatusCode::OK);
    for wanted in [
        "They were read from /etc/candor.toml",
        "command line, --api-root",
        "http://127.0.0.1:2",
        "variable CANDOR_BOT_TOKEN",
        "is set, and is not shown",
        "Where the panel, health checks and webhooks are answered.",
        "<code>[novel]</code>",
        "&#60;b&#62;",
        "candor backup FILE",
        ".ledger",
    ] {
        assert!(page.body.contains(wanted), "no {wanted} in {}", page.body);
    }
}

#[tokio::test]
async fn the_words_that_say_that_it_is_an_ai_are_shown_with_their_rule() {
    let (house, mut anna) = house().await;
    let page = anna.get(&house, "/panel/settings").await.body;
    for wanted in
        ["Nothing switches this off", "AI assistant", "lang=\"ru\"", "/panel/scripts/flower-shop", "@peony_bot"]
    {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
    anna.send(&house, "/panel/language", "language=ru").await;
    let page = anna.get(&house, "/panel/settings").await.body;
    assert!(page.contains("Отключить это нельзя ничем") && page.contains("переменная CANDOR_BOT_TOKEN"), "{page}");
}

#[tokio::test]
async fn the_group_of_the_staff_can_be_given_up_and_that_stands_in_the_log() {
    let (house, mut anna) = house().await;
    assert!(anna.get(&house, "/panel/settings").await.body.contains("/staff_group"));
    let group = Some((connection(), ChatId(-1_001)));
    let change = Changes { desk: vec![DeskChange::Group(group)], ..Changes::default() };
    house.desk.store.apply(&business(), change, NOW).await.unwrap();
    assert!(anna.get(&house, "/panel/settings").await.body.contains("<code>-1001</code>"));
    let answer = anna.send(&house, "/panel/settings/group/drop", "").await;
    assert_eq!(answer.leads_to(), "/panel/settings");
    assert_eq!(house.desk.store.desk(&business()).await.unwrap().group, None);
    assert!(anna.get(&house, "/panel/settings").await.body.contains("Hand-overs come to private chats now."));
    assert!(anna.get(&house, "/panel/audit").await.body.contains("chose the staff group"));
}

#[tokio::test]
async fn without_settings_told_the_page_says_where_to_look() {
    let house = House::build().await;
    let mut anna = house.join(Role::Owner, "Anna").await;
    assert!(anna.get(&house, "/panel/settings").await.body.contains("candor config show"));
}

#[test]
fn a_key_of_a_thing_described_by_name_is_explained_by_its_place() {
    for key in ["server.listen", concat!("models", ".providers.fast.base_url"), "log.level"] {
        assert!(Configured::is_explained(key), "{key}");
    }
    assert!(!Configured::is_explained("novel.key"));
}
