//! Patients of every sort, and what the doctor says of them.

use std::{collections::BTreeSet, time::Duration};

use candor_connect::telegram::{
    bot_api::{ApiError, Refusal},
    probe::{BotFacts, Probe, WebhookFacts},
};
use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId, OperatorId},
    moment::Moment,
};
use candor_store::{Depths, Keys, Lapses, OpenErrorKind, OperatorRow, Role, ScriptLine, Store, check_up};

use super::{
    patient::{Disk, Inside, KeyState, Listener, Telegram},
    *,
};
use crate::{
    config::Layers,
    exit::{Cause, Stop},
    key_file::{self, Source},
};

const NOW: Moment = Moment::from_seconds(1_800_000_000);

fn probe(bot: Result<BotFacts, ApiError>) -> Probe {
    Probe { took: Duration::from_millis(80), server_time: Some(NOW), bot }
}

fn bot() -> BotFacts {
    BotFacts { id: 42, username: Some("shop_bot".to_owned()), can_join_groups: true, ..BotFacts::default() }
}

fn asked(webhook: WebhookFacts) -> Telegram {
    Telegram::Asked { probe: probe(Ok(bot())), webhook: Some(Ok(webhook)) }
}

fn refused(code: i64, description: &str) -> ApiError {
    ApiError::Refused(Refusal { code, description: description.to_owned(), retry_after: None, migrate_to: None })
}

fn inside() -> Inside {
    let script = ScriptLine {
        name: "flowers".to_owned(),
        version: 3,
        digest: String::new(),
        note: String::new(),
        published_at: NOW,
        is_head: true,
    };
    let manager = OperatorRow {
        id: OperatorId::from_unique("v"),
        business: BusinessId::from_unique("main"),
        place: Some((ConnectionId::from_unique("one"), ChatId(1))),
        name: "Vera".to_owned(),
        role: Role::Manager,
        claimed_at: NOW,
        is_on_duty: true,
        language: None,
    };
    Inside {
        scripts: vec![script],
        bots: Vec::new(),
        staff: vec![manager],
        depths: Depths { desk_seen_at: Some(NOW), ..Depths::default() },
        lapses: Lapses::default(),
    }
}

/// Somebody in the best of health, in a folder of its own.
async fn healthy(folder: &tempfile::TempDir) -> Patient {
    let address = format!("sqlite:{}", folder.path().join("candor.db").display());
    let keys = key_file::keys(vec![key_file::draw()]);
    candor_store::bring_up_to_date(&address, &keys).await.unwrap();
    let mut database = check_up(&address).await.unwrap();
    database.is_desk_running = Some(true);
    Patient {
        layers: Layers::without_file().unwrap(),
        settings: Ok(()),
        telegram: asked(WebhookFacts::default()),
        database: Ok(database),
        key: KeyState { source: Source::Environment, given: Ok(1), is_open_to_others: false, opens: Some(Ok(())) },
        inside: Some(inside()),
        listener: Listener::Desk(Ok(())),
        disk: Some(Disk { folder: folder.path().to_owned(), free: 50_000_000_000, size: 100_000_000_000 }),
        has_vectors: true,
        now: NOW,
    }
}

/// One patient after this has happened: what is not well, in both languages.
async fn after(change: impl FnOnce(&mut Patient)) -> Vec<(&'static str, Level)> {
    let folder = tempfile::tempdir().unwrap();
    let mut patient = healthy(&folder).await;
    change(&mut patient);
    let findings = examine(&patient);
    for finding in &findings {
        let texts = [Some(&finding.found), finding.advice.as_ref()];
        for text in texts.into_iter().flatten() {
            let is_command = text.en.starts_with("chmod") || text.en.starts_with("candor script");
            let is_russian = text.ru.chars().any(|letter| ('а'..='я').contains(&letter));
            assert!(!text.en.is_empty() && (is_russian || is_command), "{text:?}");
        }
        assert_eq!(finding.advice.is_none(), finding.level == Level::Ok, "{finding:?}");
    }
    findings
        .into_iter()
        .filter(|finding| finding.level > Level::Ok)
        .map(|finding| (finding.code, finding.level))
        .collect()
}

#[tokio::test]
async fn a_healthy_desk_has_nothing_to_mend() {
    assert_eq!(after(|_| {}).await, []);
}

#[tokio::test]
async fn what_is_wrong_with_the_bot_is_named() {
    let token = |error| {
        move |patient: &mut Patient| {
            patient.telegram = Telegram::Asked { probe: probe(Err(error)), webhook: None };
        }
    };
    assert_eq!(after(|patient| patient.telegram = Telegram::NoToken).await, [("DOC-token", Level::Error)]);
    assert_eq!(after(|patient| patient.telegram = Telegram::SeveralKept).await, [("DOC-token", Level::Error)]);
    assert_eq!(after(|patient| patient.telegram = Telegram::NotAToken).await, [("DOC-token", Level::Error)]);
    assert_eq!(after(token(refused(401, "Unauthorized"))).await, [("DOC-token", Level::Error)]);
    let unreachable = ApiError::NotSent("dns error".to_owned());
    assert_eq!(after(token(unreachable)).await, [("DOC-token", Level::Warning), ("DOC-api", Level::Error)]);
    let proxy = ApiError::BadAnswer { status: 200, why: "not JSON".to_owned(), retry_after: None };
    assert_eq!(after(token(proxy)).await, [("DOC-token", Level::Warning), ("DOC-api", Level::Error)]);
    let busy = refused(502, "Bad Gateway");
    assert_eq!(after(token(busy)).await, [("DOC-token", Level::Warning), ("DOC-api", Level::Error)]);
    assert_eq!(
        after(|patient| patient.telegram = Telegram::BadRoot("no address".to_owned())).await,
        [("DOC-api", Level::Error)]
    );
}

#[tokio::test]
async fn a_brain_without_sentence_vectors_is_a_warning() {
    assert_eq!(after(|patient| patient.has_vectors = false).await, [("DOC-brain", Level::Warning)]);
}

#[tokio::test]
async fn a_slow_server_and_a_clock_that_is_off_are_warnings() {
    let with = |took, server_time| {
        move |patient: &mut Patient| {
            let probe = Probe { took, server_time: Some(server_time), bot: Ok(bot()) };
            patient.telegram = Telegram::Asked { probe, webhook: Some(Ok(WebhookFacts::default())) };
        }
    };
    let quick = Duration::from_millis(50);
    assert_eq!(after(with(Duration::from_secs(3), NOW)).await, [("DOC-api", Level::Warning)]);
    assert_eq!(after(with(quick, NOW.plus_seconds(31))).await, [("DOC-clock", Level::Warning)]);
    assert_eq!(after(with(quick, NOW.plus_seconds(-3600))).await, [("DOC-clock", Level::Warning)]);
    assert_eq!(after(with(quick, NOW.plus_seconds(29))).await, []);
}

#[tokio::test]
async fn a_webhook_that_does_not_fit_the_settings_is_named() {
    let set = |url: &str| asked(WebhookFacts { url: url.to_owned(), ..WebhookFacts::default() });
    let ours = "https://desk.example.org/telegram/secret-path";
    let stranger = "https://other.example.org/hook";
    assert_eq!(after(|patient| patient.telegram = set(stranger)).await, [("DOC-webhook", Level::Error)]);
    let idle = |patient: &mut Patient| {
        patient.telegram = set(stranger);
        patient.database.as_mut().unwrap().is_desk_running = Some(false);
    };
    assert_eq!(after(idle).await, [("DOC-webhook", Level::Warning), ("DOC-desk", Level::Warning)]);
    let public = |url: &'static str| {
        move |patient: &mut Patient| {
            patient.layers.config.server.public_url = "https://desk.example.org".to_owned();
            patient.telegram = set(url);
        }
    };
    assert_eq!(after(public(ours)).await, []);
    assert_eq!(after(public(stranger)).await, [("DOC-webhook", Level::Error)]);
    assert_eq!(after(public("")).await, [("DOC-webhook", Level::Error)]);
    let facts = WebhookFacts {
        pending_update_count: 60_000,
        last_error_date: Some(NOW.millis() / 1000 - 60),
        last_error_message: Some("Connection refused".to_owned()),
        url: ours.to_owned(),
        allowed_updates: None,
    };
    let failing = |patient: &mut Patient| {
        patient.layers.config.server.public_url = "https://desk.example.org".to_owned();
        patient.telegram = asked(facts);
    };
    assert_eq!(after(failing).await, [("DOC-webhook-error", Level::Warning), ("DOC-pending", Level::Error)]);
}

#[tokio::test]
async fn what_is_wrong_on_this_machine_is_named() {
    let space = |free, size| {
        move |patient: &mut Patient| {
            patient.disk = Some(Disk { folder: "/data".into(), free, size });
        }
    };
    assert_eq!(after(space(900_000_000, 10_000_000_000)).await, [("DOC-disk", Level::Warning)]);
    assert_eq!(after(space(40_000_000_000, 1_000_000_000_000)).await, [("DOC-disk", Level::Warning)]);
    assert_eq!(after(space(50_000_000, 10_000_000_000)).await, [("DOC-disk", Level::Error)]);
    for (listener, level) in [
        (Listener::Stranger, Some(Level::Error)),
        (Listener::Refused("permission denied".to_owned()), Some(Level::Error)),
        (Listener::Desk(Err("store_silent".to_owned())), Some(Level::Error)),
        (Listener::Desk(Err("not_set_up".to_owned())), Some(Level::Warning)),
        (Listener::Off, None),
        (Listener::Free, None),
    ] {
        let expected: Vec<_> = level.map(|level| ("DOC-listener", level)).into_iter().collect();
        assert_eq!(after(|patient| patient.listener = listener).await, expected);
    }
    let broken = || Err(Stop::new(Cause::Settings, "candor.toml, line 2: unknown field"));
    assert_eq!(after(|patient| patient.settings = broken()).await, [("DOC-settings", Level::Error)]);
    let plain = |patient: &mut Patient| {
        patient.layers.config.server.public_url = "http://desk.example.org".to_owned();
        patient.telegram =
            asked(WebhookFacts { url: "http://desk.example.org/x".to_owned(), ..WebhookFacts::default() });
    };
    assert_eq!(after(plain).await, [("DOC-public-url", Level::Error)]);
    let in_the_clear = |patient: &mut Patient| patient.layers.config.server.listen = "0.0.0.0:8088".to_owned();
    assert_eq!(after(in_the_clear).await, [("DOC-plain-http", Level::Error)]);
}

#[tokio::test]
async fn what_is_wrong_in_the_database_is_named() {
    let depths = Depths {
        inbox_received: 2,
        inbox_oldest_at: Some(NOW.plus_seconds(-600)),
        inbox_parked: 1,
        outbox_ready: 2,
        outbox_oldest_at: Some(NOW.plus_seconds(-600)),
        outbox_uncertain: 3,
        hand_overs_waiting: 1,
        hand_over_oldest_at: Some(NOW.plus_seconds(-7200)),
        desk_seen_at: Some(NOW.plus_seconds(-120)),
        ..Depths::default()
    };
    let lapses = Lapses {
        webhooks_off: 1,
        webhooks_failing: 1,
        tokens_ending: 2,
        token_ends_at: Some(NOW.plus_seconds(3 * 86_400)),
    };
    let ill = |patient: &mut Patient| {
        patient.inside = Some(Inside { scripts: Vec::new(), bots: Vec::new(), staff: Vec::new(), depths, lapses });
    };
    let found = after(ill).await;
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        [
            "DOC-script",
            "DOC-staff",
            "DOC-hand-overs",
            "DOC-inbox",
            "DOC-outbox",
            "DOC-uncertain",
            "DOC-parked",
            "DOC-webhooks-off",
            "DOC-webhooks-failing",
            "DOC-tokens",
            "DOC-desk",
        ]
    );
    let errors: Vec<&str> = found.iter().filter(|(_, level)| *level == Level::Error).map(|(code, _)| *code).collect();
    assert_eq!(errors, ["DOC-script", "DOC-desk"]);
}

#[tokio::test]
async fn a_database_that_does_not_open_or_lies_open_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    std::fs::write(folder.path().join("letter.db"), "Dear owner, this is no database. ".repeat(100)).unwrap();
    std::fs::write(folder.path().join("old.db"), "").unwrap();
    for (name, expected) in [
        ("none.db", vec![("DOC-database", Level::Warning)]),
        ("letter.db", vec![("DOC-database", Level::Error)]),
        ("no/such/folder/x.db", vec![("DOC-database", Level::Error)]),
    ] {
        let database = check_up(&at(name)).await;
        let closed = |patient: &mut Patient| {
            patient.database = database;
            patient.inside = None;
        };
        assert_eq!(after(closed).await, expected, "{name}");
    }
    let bad = check_up("mysql://nobody").await;
    let closed = |patient: &mut Patient| {
        patient.database = bad;
        patient.inside = None;
    };
    assert_eq!(after(closed).await, [("DOC-database", Level::Error)]);
    let old = check_up(&at("old.db")).await;
    let found = after(|patient| patient.database = old).await;
    assert!(found.contains(&("DOC-schema", Level::Warning)), "{found:?}");
    let lies_open = |patient: &mut Patient| {
        let checkup = patient.database.as_mut().unwrap();
        (checkup.is_open_to_all, checkup.log_bytes) = (true, 300_000_000);
        checkup.ledger.as_mut().unwrap().lines = Some((5, 2));
    };
    assert_eq!(
        after(lies_open).await,
        [("DOC-log", Level::Warning), ("DOC-rights", Level::Warning), ("DOC-ledger", Level::Warning)]
    );
}

#[tokio::test]
async fn what_is_wrong_with_the_key_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("candor.db").display());
    candor_store::bring_up_to_date(&address, &key_file::keys(vec![key_file::draw()])).await.unwrap();
    for keys in [Keys::none(), key_file::keys(vec![key_file::draw()])] {
        let given = usize::from(
            Store::open_beside(&address, &keys).await.is_err_and(|why| why.kind() == OpenErrorKind::WrongKey),
        );
        let refused = Store::open_beside(&address, &keys).await.map(drop);
        assert!(refused.is_err());
        let closed = |patient: &mut Patient| (patient.key.given, patient.key.opens) = (Ok(given), Some(refused));
        assert_eq!(after(closed).await, [("DOC-keys", Level::Error)]);
    }
    let unreadable = |patient: &mut Patient| {
        (patient.key.given, patient.key.opens) = (Err("the key file holds no key".to_owned()), None);
    };
    assert_eq!(after(unreadable).await, [("DOC-keys", Level::Error)]);
    let none_yet = |patient: &mut Patient| (patient.key.given, patient.key.opens) = (Ok(0), None);
    assert_eq!(after(none_yet).await, []);
    let careless = |patient: &mut Patient| (patient.key.given, patient.key.is_open_to_others) = (Ok(2), true);
    assert_eq!(after(careless).await, [("DOC-key-rotation", Level::Warning), ("DOC-key-rights", Level::Warning)]);
}

#[tokio::test]
async fn no_finding_holds_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let mut patient = healthy(&folder).await;
    patient.layers.config.bot.token = "123456789:AAcanary-canary_canary-canary_canar".to_owned();
    patient.layers.config.bot.api_root = "https://ann:canary@api.example.org".to_owned();
    patient.layers.config.database.url = "postgres://ann:canary@127.0.0.1:1/desk".to_owned();
    patient.layers.config.server.public_url = "https://desk.example.org".to_owned();
    patient.database = check_up(&patient.layers.config.database.url).await;
    patient.telegram =
        asked(WebhookFacts { url: "https://other.example.org/canary".to_owned(), ..WebhookFacts::default() });
    let findings = examine(&patient);
    assert!(findings.iter().any(|finding| finding.code == "DOC-webhook" && finding.level == Level::Error));
    assert!(!format!("{findings:?}").contains("canary"), "{findings:?}");
}

#[test]
fn the_manual_lists_every_code() {
    let sources = [
        include_str!("api.rs"),
        include_str!("brain.rs"),
        include_str!("clock.rs"),
        include_str!("database.rs"),
        include_str!("desk.rs"),
        include_str!("disk.rs"),
        include_str!("groups.rs"),
        include_str!("keys.rs"),
        include_str!("lapses.rs"),
        include_str!("ledger.rs"),
        include_str!("listener.rs"),
        include_str!("queues.rs"),
        include_str!("script.rs"),
        include_str!("settings.rs"),
        include_str!("staff.rs"),
        include_str!("token.rs"),
        include_str!("webhook.rs"),
    ];
    assert_eq!(sources.len(), CHECKS.len());
    let codes: BTreeSet<&str> = sources.iter().flat_map(|source| quoted(source, '"')).collect();
    for manual in [include_str!("../../../../docs/operations.md"), include_str!("../../../../docs/operations.ru.md")] {
        let listed: BTreeSet<&str> =
            manual.lines().filter(|line| line.starts_with("| `DOC-")).flat_map(|line| quoted(line, '`')).collect();
        assert_eq!(listed, codes);
    }
}

/// The codes between such signs.
fn quoted(text: &str, sign: char) -> impl Iterator<Item = &str> {
    text.split(sign).filter(|part| part.starts_with("DOC-") && !part.contains([' ', '.']))
}
