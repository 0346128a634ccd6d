use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::http::StatusCode;
use candor_core::roles::Role;
use candor_store::{NEW_BOT, Secret};
use futures_util::future::BoxFuture;

use super::house::{Answer, Browser, House, PASSWORD};
use crate::{
    BotCheck, BotSeen, BotTrouble, NotLive, Setup,
    stage::{HOSTILE, business},
};

pub(crate) const TOKEN: &str = "77:canary_canary-canary_canary-canary";

/// Telegram, as it would answer.
#[derive(Default)]
pub(crate) struct Bots {
    pub(crate) webhook: Mutex<Option<String>>,
    pub(crate) trouble: Mutex<Option<BotTrouble>>,
}

impl BotCheck for Bots {
    fn look<'a>(&'a self, pasted: &'a Secret) -> BoxFuture<'a, Result<BotSeen, BotTrouble>> {
        Box::pin(async move {
            if let Some(trouble) = *self.trouble.lock().unwrap() {
                return Err(trouble);
            }
            if !pasted.expose().contains(TOKEN) {
                return Err(BotTrouble::NotAToken);
            }
            Ok(BotSeen {
                token: Secret::new(TOKEN.to_owned()),
                server: "http://telegram.test".into(),
                id: 77,
                username: "tulip_bot".into(),
                name: HOSTILE.into(),
                can_join_groups: false,
                reads_all_in_groups: true,
                webhook: self.webhook.lock().unwrap().clone(),
                waiting: 3,
            })
        })
    }

    fn remove_webhook<'a>(&'a self, _: &'a Secret) -> BoxFuture<'a, Result<(), BotTrouble>> {
        *self.webhook.lock().unwrap() = None;
        Box::pin(std::future::ready(Ok(())))
    }
}

/// The process around the pages.
#[derive(Default)]
pub(crate) struct Process {
    pub(crate) is_token_set: bool,
    pub(crate) wished: AtomicUsize,
    pub(crate) refusal: Mutex<Option<NotLive>>,
}

impl Setup for Process {
    fn is_token_set(&self) -> bool {
        self.is_token_set
    }

    fn go_live(&self) -> BoxFuture<'_, Result<(), NotLive>> {
        self.wished.fetch_add(1, Ordering::SeqCst);
        let refusal = self.refusal.lock().unwrap().take();
        Box::pin(std::future::ready(refusal.map_or(Ok(()), Err)))
    }
}

struct Site {
    house: House,
    bots: Arc<Bots>,
    process: Arc<Process>,
    owner: Browser,
}

impl Site {
    async fn build() -> Self {
        Self::around(Process::default()).await
    }

    async fn around(process: Process) -> Self {
        let house = House::build().await;
        let (bots, process) = (Arc::new(Bots::default()), Arc::new(process));
        let _panel = house.panel.clone().with_bots(bots.clone()).with_setup(process.clone());
        let owner = house.join(Role::Owner, "Vera").await;
        Self { house, bots, process, owner }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.owner.get(&self.house, path).await
    }

    async fn send(&mut self, path: &str, form: &str) -> Answer {
        self.owner.send(&self.house, path, form).await
    }

    /// Sends a form and shows the page it leads to.
    async fn go(&mut self, path: &str, form: &str) -> Answer {
        let sent = self.send(path, form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.body);
        let to = sent.leads_to().to_owned();
        self.get(&to).await
    }

    async fn name_bot(&mut self) -> Answer {
        self.go("/panel/setup/bot", &format!("token={TOKEN}")).await
    }
}

/// The step that is marked as the one to do now.
fn here(page: &str) -> &str {
    let marks: Vec<&str> = page.split("aria-current=\"step\"").skip(1).collect();
    assert_eq!(marks.len(), 1, "{page}");
    marks[0].split("<span>").nth(1).unwrap().split('<').next().unwrap()
}

#[tokio::test]
async fn an_owner_is_led_from_the_invitation_to_a_bot_that_answers() {
    let house = House::build().await;
    let (bots, process) = (Arc::new(Bots::default()), Arc::new(Process::default()));
    let _panel = house.panel.clone().with_bots(bots).with_setup(process.clone());
    let (mut owner, path) = (Browser::default(), house.join_path(Role::Owner).await);
    let join = owner.get(&house, &path).await.body;
    assert_eq!(here(&join), "Your account");
    owner.send(&house, &path, &format!("name=Vera&login=vera&password={PASSWORD}")).await;
    assert_eq!(owner.get(&house, "/panel").await.leads_to(), "/panel/setup");
    let mut site = Site { house, bots: Arc::default(), process, owner };

    let begun = site.get("/panel/setup").await;
    assert_eq!(begun.leads_to(), "/panel/setup/bot");
    let page = site.get("/panel/setup/bot").await.body;
    assert_eq!(here(&page), "Bot");
    assert!(page.contains("@BotFather") && page.contains("type=\"password\""), "{page}");

    let page = site.name_bot().await.body;
    assert!(page.contains("@tulip_bot is connected") && page.contains("Privacy mode is off"), "{page}");
    assert!(page.contains("/setjoingroups") && page.contains("3 messages wait"), "{page}");
    assert!(!page.contains("canary") && !page.contains("<img"), "{page}");

    assert_eq!(site.get("/panel/setup").await.leads_to(), "/panel/setup/script");
    let page = site.get("/panel/setup/script").await.body;
    assert_eq!(here(&page), "Script");
    assert!(page.contains("value=\"flower-shop\"") && page.contains("value=\"agency\""), "{page}");
    let page = site.go("/panel/setup/script", "example=agency").await.body;
    assert_eq!(here(&page), "Try it");
    assert!(page.contains("invented"), "an untouched example goes to customers without a word: {page}");

    let page = site.go("/panel/setup/try", "say=How much is it?").await.body;
    assert!(page.contains("How much is it?") && page.contains("class=\"why\""), "{page}");
    assert_eq!(site.house.desk.store.counts().await.unwrap().outbox_ready, 0);

    let page = site.get("/panel/setup/live").await.body;
    assert_eq!(here(&page), "Go live");
    assert!(page.contains("@tulip_bot answers everybody") && page.contains("AI assistant"), "{page}");
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 0);
    let live = site.send("/panel/setup/live", "").await;
    assert_eq!((live.status, live.leads_to()), (StatusCode::SEE_OTHER, "/panel/setup"));
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 1);
    let audit = site.get("/panel/audit").await.body;
    assert!(audit.contains("went live") && audit.contains("tulip_bot") && !audit.contains("canary"), "{audit}");
}

#[tokio::test]
async fn every_step_is_kept_and_none_can_be_jumped_over() {
    let mut site = Site::build().await;
    for ahead in ["script", "try", "live"] {
        assert_eq!(site.get(&format!("/panel/setup/{ahead}")).await.leads_to(), "/panel/setup", "{ahead}");
    }
    for (path, form) in [("script", "example=agency"), ("try", "say=Hi"), ("live", ""), ("webhook", "")] {
        assert_eq!(site.send(&format!("/panel/setup/{path}"), form).await.leads_to(), "/panel/setup", "{path}");
    }
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 0);
    site.name_bot().await;
    // Nothing is kept in the browser: another one, signed in later, goes on where this one was left.
    let mut other = site.house.join(Role::Owner, "Anna").await;
    assert_eq!(other.get(&site.house, "/panel/setup").await.leads_to(), "/panel/setup/script");
    other.send(&site.house, "/panel/setup/script", "keep=flower-shop").await;
    assert_eq!(site.get("/panel/setup").await.leads_to(), "/panel/setup/try");
    let back = site.get("/panel/setup/script").await.body;
    assert!(back.contains("chosen") && here(&back) == "Script", "{back}");
    // Whoever strays finds the way back on every page.
    assert!(site.get("/panel/scripts").await.body.contains("href=\"/panel/setup\""));
    assert!(!back.contains("Go on setting it up"));
}

#[tokio::test]
async fn what_is_wrong_with_a_token_is_said_with_what_to_do_and_the_token_is_never_shown() {
    let mut site = Site::build().await;
    let wrong = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0";
    let page = site.send("/panel/setup/bot", &format!("token={wrong}")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("no token in this") && page.body.contains("/mybots"), "{}", page.body);
    assert!(!page.body.contains("AAHdqTcv"), "{}", page.body);
    for (trouble, word) in [
        (BotTrouble::Unknown, "does not know this token"),
        (BotTrouble::Unreachable, "firewall"),
        (BotTrouble::Silent, "did not answer in time"),
        (BotTrouble::NotTelegram, "proxy"),
        (BotTrouble::TooOften(7), "Wait 7 seconds"),
        (BotTrouble::Refused, "log of the program"),
    ] {
        *site.bots.trouble.lock().unwrap() = Some(trouble);
        let page = site.send("/panel/setup/bot", &format!("token={TOKEN}")).await;
        assert!(page.body.contains(word) && page.body.contains("role=\"alert\""), "{trouble:?}: {}", page.body);
        assert!(!page.body.contains("canary"), "{trouble:?}");
    }
    *site.bots.trouble.lock().unwrap() = None;
    site.name_bot().await;
    // A bot that fails afterwards says so on its page, and goes nowhere.
    site.send("/panel/setup/script", "keep=flower-shop").await;
    *site.bots.trouble.lock().unwrap() = Some(BotTrouble::Unknown);
    let page = site.go("/panel/setup/live", "").await.body;
    assert!(page.contains("does not know this token") && here(&page) == "Bot", "{page}");
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_webhook_that_was_left_is_named_and_removed_before_anything_is_answered() {
    let mut site = Site::build().await;
    *site.bots.webhook.lock().unwrap() = Some("https://old.test".into());
    let page = site.name_bot().await.body;
    assert!(page.contains("https://old.test") && page.contains("action=\"/panel/setup/webhook\""), "{page}");
    assert!(!page.contains("href=\"/panel/setup/script\">Go on"), "{page}");
    site.send("/panel/setup/script", "keep=flower-shop").await;
    let page = site.go("/panel/setup/live", "").await.body;
    assert!(page.contains("Remove the webhook first") && here(&page) == "Bot", "{page}");
    let page = site.go("/panel/setup/webhook", "").await.body;
    assert!(page.contains("The webhook was removed") && !page.contains("https://old.test"), "{page}");
    site.send("/panel/setup/live", "").await;
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 1);
    // One that leads here was set by this very desk.
    *site.bots.webhook.lock().unwrap() = Some(super::house::ADDRESS.into());
    assert!(!site.get("/panel/setup/bot").await.body.contains("A webhook was left"));
}

#[tokio::test]
async fn a_text_of_the_owners_is_taken_or_said_to_be_broken() {
    let mut site = Site::build().await;
    site.name_bot().await;
    let bring = |text: &str| format!("--x\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--x--\r\n");
    let fetched = [("sec-fetch-site", "same-origin"), ("x-multipart", "x")];
    let path = "/panel/setup/script/bring";
    let post = axum::http::Method::POST;
    let sample = candor_core::script::samples::SMALL;
    let broken = sample.replace("kind: price", "kind: prise") + "<!-- </textarea><img> -->\n";
    let page = site.owner.ask(&site.house, post.clone(), path, Some(&bring(&broken)), &fetched).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains("prise"), "{}", page.body);
    assert!(page.body.contains("Mend it in the editor") && !page.body.contains("<img>"), "{}", page.body);
    let page = site.owner.ask(&site.house, post.clone(), path, Some(&bring("  ")), &fetched).await;
    assert!(page.body.contains("paste a text first"), "{}", page.body);
    assert_eq!(site.get("/panel/setup").await.leads_to(), "/panel/setup/script", "something was taken");
    let taken = site.owner.ask(&site.house, post, path, Some(&bring(sample)), &fetched).await;
    assert_eq!(taken.leads_to(), "/panel/setup/try", "{}", taken.body);
    assert!(!site.get("/panel/setup/try").await.body.contains("invented"));
    let gone = site.send("/panel/setup/script", "keep=nothing").await;
    assert_eq!(gone.leads_to(), "/panel/setup/script");
    assert_eq!(site.send("/panel/setup/script", "example=nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_same_example_taken_twice_makes_one_script_and_another_bot_takes_the_place_of_the_first() {
    let mut site = Site::build().await;
    site.name_bot().await;
    for _ in 0..2 {
        let taken = site.send("/panel/setup/script", "example=agency").await;
        assert_eq!(taken.leads_to(), "/panel/setup/try", "{}", taken.body);
    }
    let store = site.house.desk.store.clone();
    let scripts = store.list_scripts(&business()).await.unwrap();
    assert_eq!(scripts.iter().filter(|line| line.name.starts_with("agency")).count(), 1);
    let new = |known: &candor_store::Connection| known.kind == NEW_BOT;
    let first = store.list_connections().await.unwrap().into_iter().find(new).unwrap();
    assert_eq!((first.bot_username.as_str(), first.script_name.as_str()), ("tulip_bot", "agency"));
    // The same token once more forgets nothing.
    site.name_bot().await;
    assert_eq!(site.get("/panel/setup").await.leads_to(), "/panel/setup/try");
}

#[tokio::test]
async fn where_it_cannot_go_live_the_reason_is_told_and_it_can_be_tried_again() {
    let mut site = Site::build().await;
    site.owner.language = "ru";
    site.name_bot().await;
    site.send("/panel/setup/script", "keep=flower-shop").await;
    *site.process.refusal.lock().unwrap() = Some(NotLive::Failed("the disk is full".into()));
    let page = site.go("/panel/setup/live", "").await.body;
    assert!(page.contains("Запустить не удалось") && page.contains("the disk is full"), "{page}");
    *site.process.refusal.lock().unwrap() = Some(NotLive::Bot(BotTrouble::Unreachable));
    assert!(site.go("/panel/setup/live", "").await.body.contains("нет связи с Telegram"));
    assert_eq!(site.send("/panel/setup/live", "").await.leads_to(), "/panel/setup");
    assert_eq!(site.process.wished.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_token_set_where_the_process_was_started_is_changed_by_no_page() {
    let mut site = Site::around(Process { is_token_set: true, ..Process::default() }).await;
    let sent = site.send("/panel/setup/bot", &format!("token={TOKEN}")).await;
    assert_eq!(sent.leads_to(), "/panel/setup");
    assert!(!site.get("/panel/setup/bot").await.body.contains("name=\"token\""));
}

#[tokio::test]
async fn managers_have_no_part_in_it_and_go_to_their_work() {
    let mut site = Site::build().await;
    let mut manager = site.house.join(Role::Manager, "Boris").await;
    assert_eq!(manager.get(&site.house, "/panel").await.leads_to(), "/panel/inbox");
    assert!(!manager.get(&site.house, "/panel/inbox").await.body.contains("/panel/setup"));
    assert_eq!(manager.get(&site.house, "/panel/setup").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get("/panel").await.leads_to(), "/panel/setup");
}

#[tokio::test]
async fn once_it_answers_the_page_says_where_to_write_and_offers_the_owners_own_link() {
    let house = House::build().await;
    let mut owner = house.join(Role::Owner, "Vera").await;
    assert_eq!(owner.get(&house, "/panel").await.leads_to(), "/panel/inbox");
    let page = owner.get(&house, "/panel/setup").await.body;
    assert!(page.contains("It answers now") && page.contains("https://t.me/peony_bot"), "{page}");
    let link = page.split("action=\"/panel/team/").nth(1).unwrap().split('"').next().unwrap();
    let made = owner.send(&house, &format!("/panel/team/{link}"), &format!("now={PASSWORD}")).await.body;
    assert!(made.contains("https://t.me/peony_bot?start="), "{made}");
    for path in ["bot", "script", "live"] {
        assert_eq!(owner.get(&house, &format!("/panel/setup/{path}")).await.leads_to(), "/panel/setup", "{path}");
    }
    assert_eq!(owner.send(&house, "/panel/setup/bot", &format!("token={TOKEN}")).await.leads_to(), "/panel/setup");
}

#[tokio::test]
async fn nobody_is_asked_for_a_password_before_there_is_an_account() {
    let house = House::build().await;
    let _panel = house.panel.clone().with_bots(Arc::<Bots>::default()).with_setup(Arc::<Process>::default());
    let page = Browser::default().get(&house, "/panel/sign-in").await.body;
    assert!(page.contains("Not set up yet") && !page.contains("name=\"password\""), "{page}");
    house.join(Role::Owner, "Vera").await;
    let page = Browser::default().get(&house, "/panel/sign-in").await.body;
    assert!(page.contains("name=\"password\"") && !page.contains("Not set up yet"), "{page}");
}

#[tokio::test]
async fn an_answer_no_script_can_be_made_of_is_named_by_its_question_and_all_answers_stay() {
    let mut site = Site::build().await;
    site.name_bot().await;
    let answers = "business=Tulip&language=en&price=From 10 EUR.&place=At {the} bank&zone=Europe/Berlin";
    let page = site.send("/panel/setup/script/begin", answers).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in [
        "The answer to “Where are you?” has curly braces",
        "value=\"Tulip\"",
        "value=\"From 10 EUR.\"",
        "Europe/Berlin",
    ] {
        assert!(page.body.contains(wanted), "no {wanted} in {}", page.body);
    }
    let page = site.send("/panel/setup/script/begin", "business=Tulip&language=en&zone=Europe/Nowhere").await;
    assert!(page.body.contains("There is no time zone of this name"), "{}", page.body);
    let done = site.send("/panel/setup/script/begin", &answers.replace("{the}", "the")).await;
    assert_eq!(done.leads_to(), "/panel/setup/try", "{}", done.body);
    assert!(site.get("/panel/setup/live").await.body.contains("By the clock of Europe/Berlin"));
}
