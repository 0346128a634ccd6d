//! `candor serve` with nothing set: an owner follows the one line it prints, and ends with a bot that answers. Killed between any two
//! steps, it goes on where it was left.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use candor_connect::{
    secret::{BotToken, WebhookSecret},
    telegram::bot_api::BotApi,
};
use serde_json::json;
use telegram_simulator::{NewUser, Simulator};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::program::{Running, STRANGE_TOKEN, World, ended, example, free_address, read};

const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(20);
const PASSWORD: &str = "tomato ladder seven";

/// A desk that nobody has set up, on an address of its own.
pub(crate) struct Site {
    pub(crate) world: World,
    address: String,
    /// All it ever wrote to standard error.
    errors: Arc<Mutex<String>>,
}

impl Site {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        std::fs::write(world.folder.path().join("candor.toml"), "[log]\nlevel = \"trace\"\n").unwrap();
        Self { world, address: free_address(), errors: Arc::default() }
    }

    /// Starts it, with these variables besides, and waits for the line that says where to go on.
    pub(crate) fn start(&self, variables: &[(&str, &str)]) -> (Running, String) {
        let mut command = self.world.candor(&["serve"]);
        command
            .env("CANDOR_API_ROOT", &self.world.server.url)
            .env("CANDOR_LISTEN", &self.address)
            .envs(variables.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let (told, tell) = std::sync::mpsc::channel();
        let errors = Arc::clone(&self.errors);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(at) = line.find("http://").filter(|_| line.starts_with("Candor is not set up yet.")) {
                    let _ = told.send(line.get(at..).unwrap().trim().to_owned());
                }
                let mut all = errors.lock().unwrap();
                all.push_str(&line);
                all.push('\n');
            }
        });
        let running = Running(process);
        let link = tell.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no link: {}", self.errors.lock().unwrap()));
        (running, link)
    }

    /// The same for one that is set up: it prints no such line.
    fn start_again(&self) -> Running {
        let mut command = self.world.candor(&["serve"]);
        command.env("CANDOR_API_ROOT", &self.world.server.url).env("CANDOR_LISTEN", &self.address);
        Running::start(&mut command)
    }

    async fn is_ready(&self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = read(&self.address, "/readyz").await;
            if answer.as_ref().is_some_and(|(status, _)| *status == 200) {
                return;
            }
            assert!(Instant::now() < deadline, "not ready: {answer:?}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Somebody writes, and this is what they are answered.
    pub(crate) async fn answer_to(&self, text: &str) -> String {
        let (simulator, bot) = (&self.world.simulator, self.world.bot.id);
        let person = simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
        simulator.user_starts(bot, person, None).unwrap();
        simulator.user_sends(bot, person, text).unwrap();
        self.first_words(person).await
    }

    async fn first_words(&self, person: i64) -> String {
        let bot = self.world.bot.id;
        let first = move |simulator: &Simulator| {
            simulator.chat(bot, person).ok()?.bot_texts().first().map(|text| (*text).to_owned())
        };
        self.world.simulator.wait_for(PATIENCE, first).await.unwrap()
    }
}

/// A browser that knows cookies and forms, and nothing else.
#[derive(Default)]
struct Visitor {
    cookie: String,
    /// All it was shown.
    seen: String,
}

impl Visitor {
    async fn get(&mut self, site: &Site, path: &str) -> (u16, String) {
        self.ask(site, "GET", path, "").await
    }

    async fn send(&mut self, site: &Site, path: &str, pairs: &[(&str, &str)]) -> (u16, String) {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.ask(site, "POST", path, &form).await
    }

    /// Sends a form and goes where it leads, however far that is; the page there.
    async fn go(&mut self, site: &Site, path: &str, pairs: &[(&str, &str)]) -> String {
        let (mut status, mut answer) = self.send(site, path, pairs).await;
        for _ in 0..5 {
            if status != 303 {
                break;
            }
            (status, answer) = self.get(site, &answer).await;
        }
        answer
    }

    /// The page that `/panel` leads to, and where that is.
    async fn come_back(&mut self, site: &Site) -> (String, String) {
        let (mut path, mut page) = ("/panel".to_owned(), (303, "/panel".to_owned()));
        for _ in 0..5 {
            if page.0 != 303 {
                break;
            }
            path = page.1;
            page = self.get(site, &path).await;
        }
        (path, page.1)
    }

    /// The status, and the page or where it leads instead.
    async fn ask(&mut self, site: &Site, method: &str, path: &str, form: &str) -> (u16, String) {
        let (address, length, cookie) = (&site.address, form.len(), &self.cookie);
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
             Accept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        );
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        self.seen.push_str(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let header = |name: &str| {
            let line = head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        if let Some(set) = header("set-cookie") {
            self.cookie = set.split(';').next().unwrap().to_owned();
        }
        (status, header("location").unwrap_or_else(|| body.to_owned()))
    }

    /// Opens what is told live and leaves it open.
    async fn leave_open(&self, site: &Site, path: &str) -> tokio::net::TcpStream {
        let (address, cookie) = (&site.address, &self.cookie);
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut told = String::new();
        while !told.contains("event: changed") {
            let mut part = [0; 1024];
            let length = stream.read(&mut part).await.unwrap();
            assert!(length > 0, "it ended: {told}");
            told.push_str(&String::from_utf8_lossy(part.get(..length).unwrap()));
        }
        stream
    }

    /// Makes the owner's account by the link that was printed.
    async fn join(&mut self, site: &Site, link: &str) -> String {
        let path = link.strip_prefix(&format!("http://{}", site.address)).expect("a link to this desk");
        let (status, page) = self.get(site, path).await;
        assert!(status == 200 && page.contains("aria-current=\"step\""), "{page}");
        self.go(site, path, &[("name", "Vera"), ("login", "vera"), ("password", PASSWORD)]).await
    }
}

/// The status and the body of a request to the API.
async fn call(
    site: &Site,
    token: &str,
    method: &str,
    path: &str,
    body: &serde_json::Value,
) -> (u16, serde_json::Value) {
    let (address, body) = (&site.address, body.to_string());
    let request = format!(
        "{method} /api/v1{path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_comes_from_an_account_to_a_bot_that_answers() {
    let site = Site::new().await;
    let (process, link) = site.start(&[]);
    Visitor::default().join(&site, &link).await;
    let words = ["token", "make", "--for", "Vera", "--label", "set-up", "--scope", "all"];
    let (status, token, told) = ended(&mut site.world.candor(&words));
    assert_eq!(status, Some(0), "{told}");
    let token = token.trim();

    let strange = call(&site, token, "POST", "/accounts", &json!({ "token": STRANGE_TOKEN })).await;
    assert_eq!((strange.0, &strange.1["code"]), (422, &json!("bot_unknown")), "{strange:?}");
    let (status, made) = call(&site, token, "POST", "/accounts", &json!({ "token": site.world.bot.token })).await;
    assert_eq!((status, &made["bot"]), (201, &json!(site.world.bot.username)), "{made}");
    let id = made["id"].as_str().unwrap();
    let text = std::fs::read_to_string(example("flower-shop")).unwrap();
    let (status, published) =
        call(&site, token, "POST", "/scripts", &json!({ "text": text, "note": "the first" })).await;
    assert_eq!(status, 201, "{published}");
    let begins = json!({ "script": published["name"] });
    assert_eq!(call(&site, token, "POST", &format!("/accounts/{id}/script"), &begins).await.0, 200);
    let (status, live) = call(&site, token, "POST", &format!("/accounts/{id}/live"), &json!({})).await;
    assert_eq!((status, &live["kind"], &live["is_running"]), (200, &json!("bot"), &json!(true)), "{live}");
    assert!(site.answer_to("How much are roses?").await.contains("AI assistant of Peony"));
    let (status, account) = call(&site, token, "GET", &format!("/accounts/{id}"), &json!({})).await;
    assert_eq!((status, &account["is_running"]), (200, &json!(true)), "{account}");
    let (status, refused) = call(&site, token, "POST", "/accounts", &json!({ "token": site.world.bot.token })).await;
    assert_eq!((status, &refused["code"]), (409, &json!("bot_connected")), "{refused}");
    let key = site.world.bot.token.split_once(':').unwrap().1;
    assert!(!site.errors.lock().unwrap().contains(key), "the token is in the log");
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_comes_from_nothing_to_a_bot_that_answers_though_it_is_killed_at_every_step() {
    let site = Site::new().await;
    let token = site.world.bot.token.clone();
    let mut owner = Visitor::default();

    let (process, first_link) = site.start(&[]);
    assert_eq!(read(&site.address, "/readyz").await, Some((503, "not_set_up".to_owned())));
    assert_eq!(read(&site.address, "/healthz").await, Some((200, "ok".to_owned())));
    process.kill();
    let (process, again) = site.start(&[]);
    assert_eq!(again, first_link, "a start shows the link that is open already");
    let page = owner.join(&site, &first_link).await;
    assert!(page.contains("@BotFather"), "{page}");
    process.kill();

    let (process, link) = site.start(&[]);
    assert!(link.ends_with("/panel/setup"), "whoever has an account gets no second one: {link}");
    let (path, _) = owner.come_back(&site).await;
    assert_eq!(path, "/panel/setup/bot");
    let (status, page) = owner.send(&site, "/panel/setup/bot", &[("token", STRANGE_TOKEN)]).await;
    assert!(status == 422 && page.contains("does not know this token"), "{page}");
    assert_eq!(owner.come_back(&site).await.0, "/panel/setup/bot");
    let page = owner.go(&site, "/panel/setup/bot", &[("token", &format!("Use this token: {token} Keep it"))]).await;
    assert!(page.contains(&format!("@{} is connected", site.world.bot.username)), "{page}");
    process.kill();

    let (process, _) = site.start(&[]);
    assert_eq!(owner.come_back(&site).await.0, "/panel/setup/script");
    let page = owner.go(&site, "/panel/setup/script", &[("example", "flower-shop")]).await;
    assert!(page.contains("/panel/setup/try"), "{page}");
    process.kill();

    let (process, _) = site.start(&[]);
    assert_eq!(owner.come_back(&site).await.0, "/panel/setup/try");
    let page = owner.go(&site, "/panel/setup/try", &[("say", "How much are roses?")]).await;
    assert!(page.contains("How much are roses?") && page.contains("class=\"why\""), "{page}");
    assert_eq!(site.world.simulator.delivered(site.world.bot.id).len(), 0, "a trial reached Telegram");
    assert_eq!(read(&site.address, "/readyz").await.unwrap().0, 503);

    let page = owner.go(&site, "/panel/setup/live", &[]).await;
    assert!(page.contains("It answers now"), "{page}");
    assert!(page.contains(&format!("https://t.me/{}", site.world.bot.username)), "{page}");
    site.is_ready().await;
    assert!(site.answer_to("How much are roses?").await.contains("AI assistant of Peony"));
    assert_eq!(owner.come_back(&site).await.0, "/panel/inbox");
    process.kill();

    let process = site.start_again();
    assert!(site.answer_to("Hello").await.contains("AI assistant of Peony"), "a plain start goes on as before");
    assert_eq!(process.stop(), Some(0));

    let key = token.split_once(':').unwrap().1;
    for (what, text) in [("a page", &owner.seen), ("the log", &*site.errors.lock().unwrap())] {
        assert!(!text.contains(key), "the token is in {what}");
        assert!(!text.contains("AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"), "a wrong token is in {what}");
    }
    let kept = std::fs::read(site.world.database()).unwrap();
    assert!(!kept.windows(key.len()).any(|part| part == key.as_bytes()), "the token lies open in the database");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_was_left_is_removed_and_who_wrote_meanwhile_is_answered() {
    let site = Site::new().await;
    let token = site.world.bot.token.clone();
    let api = BotApi::new(&site.world.server.url, BotToken::parse(&token).unwrap()).unwrap();
    let old = format!("http://{}/secret/path", free_address());
    api.register_webhook(&old, &WebhookSecret::from_random([7; 32])).await.unwrap();
    let (process, link) = site.start(&[]);
    let mut owner = Visitor::default();
    owner.join(&site, &link).await;
    let page = owner.go(&site, "/panel/setup/bot", &[("token", &token)]).await;
    assert!(page.contains("A webhook was left") && !page.contains("secret/path"), "{page}");
    owner.go(&site, "/panel/setup/script", &[("example", "flower-shop")]).await;
    let page = owner.go(&site, "/panel/setup/live", &[]).await;
    assert!(page.contains("Remove the webhook first"), "{page}");
    let person = site.world.simulator.add_user(NewUser::named("Anna").speaking("en")).unwrap();
    site.world.simulator.user_starts(site.world.bot.id, person, None).unwrap();
    let page = owner.go(&site, "/panel/setup/webhook", &[]).await;
    assert!(page.contains("The webhook was removed"), "{page}");
    assert_eq!(site.world.simulator.bots().first().unwrap().webhook_url, None);
    let page = owner.go(&site, "/panel/setup/live", &[]).await;
    assert!(page.contains("It answers now"), "{page}");
    assert!(site.first_words(person).await.contains("AI assistant of Peony"));
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_token_set_only_the_script_is_asked_for_and_nothing_begins_before_its_owner_says_so() {
    let site = Site::new().await;
    let set = [("CANDOR_BOT_TOKEN", site.world.bot.token.as_str())];
    let mut owner = Visitor::default();
    let (process, link) = site.start(&set);
    let page = owner.join(&site, &link).await;
    assert!(page.contains("/panel/setup/script") && page.contains("flower-shop"), "{page}");
    owner.go(&site, "/panel/setup/script", &[("example", "flower-shop")]).await;
    process.kill();
    let (process, _) = site.start(&set);
    assert_eq!(owner.come_back(&site).await.0, "/panel/setup/try");
    let polls = site.world.simulator.requests().iter().filter(|request| request.method == "getUpdates").count();
    assert_eq!(polls, 0, "it began by itself");
    assert!(owner.go(&site, "/panel/setup/live", &[]).await.contains("It answers now"));
    assert!(site.answer_to("Hello").await.contains("AI assistant of Peony"));
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_way_to_telegram_the_page_says_so_and_it_stops_cleanly() {
    let site = Site::new().await;
    let (process, link) = site.start(&[("CANDOR_API_ROOT", "http://127.0.0.1:1")]);
    let mut owner = Visitor::default();
    owner.join(&site, &link).await;
    let (status, page) = owner.send(&site, "/panel/setup/bot", &[("token", &site.world.bot.token)]).await;
    assert!(status == 422 && page.contains("cannot be reached"), "{page}");
    assert_eq!(process.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_left_open_do_not_keep_it_from_stopping() {
    let site = Site::new().await;
    let (process, link) = site.start(&[("CANDOR_BOT_TOKEN", site.world.bot.token.as_str())]);
    let mut owner = Visitor::default();
    owner.join(&site, &link).await;
    owner.go(&site, "/panel/setup/script", &[("example", "flower-shop")]).await;
    owner.go(&site, "/panel/setup/live", &[]).await;
    let mut open = Vec::new();
    for path in ["/panel/events", "/panel/logs/events"] {
        open.push(owner.leave_open(&site, path).await);
    }
    let begun = Instant::now();
    assert_eq!(process.stop(), Some(0));
    // Else the streams were cut off after the longest wait for a page, and not ended.
    assert!(begun.elapsed() < Duration::from_secs(4), "it took {:?}", begun.elapsed());
    for stream in &mut open {
        let mut rest = String::new();
        stream.read_to_string(&mut rest).await.unwrap();
        assert!(rest.ends_with("0\r\n\r\n"), "cut off: {rest}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_replaced_in_the_panel_while_the_desk_runs() {
    let site = Site::new().await;
    let (old, bot) = (site.world.bot.token.clone(), site.world.bot.id);
    let mut owner = Visitor::default();
    let (process, link) = site.start(&[]);
    owner.join(&site, &link).await;
    owner.go(&site, "/panel/setup/bot", &[("token", &old)]).await;
    owner.go(&site, "/panel/setup/script", &[("example", "flower-shop")]).await;
    owner.go(&site, "/panel/setup/live", &[]).await;
    site.is_ready().await;

    let new = site.world.simulator.revoke_token(bot).unwrap();
    let deadline = Instant::now() + PATIENCE;
    while read(&site.address, "/readyz").await != Some((503, "token_refused".to_owned())) {
        assert!(Instant::now() < deadline, "{}", site.errors.lock().unwrap());
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let (status, page) = owner.get(&site, "/panel/connections").await;
    let path = page.split('"').find(|part| part.starts_with("/panel/connections/") && part.ends_with("/token"));
    let path = path.unwrap_or_else(|| panic!("{status}: {page}")).to_owned();
    let page = owner.go(&site, &path, &[("token", &old)]).await;
    assert!(page.contains("Telegram does not know this token"), "{page}");
    let page = owner.go(&site, &path, &[("token", &new)]).await;
    assert!(page.contains("is kept and in use"), "{page}");
    site.is_ready().await;
    assert!(site.answer_to("How much are roses?").await.contains("AI assistant of Peony"));
    let (_, page) = owner.get(&site, "/panel/logs?level=error").await;
    assert!(page.contains("the token of the bot is refused"), "{page}");
    let (_, page) = owner.get(&site, "/panel/settings").await;
    assert!(page.contains(&site.world.server.url) && page.contains("variable CANDOR_API_ROOT"), "{page}");
    assert_eq!(process.stop(), Some(0));

    let process = site.start_again();
    assert!(site.answer_to("Hello").await.contains("AI assistant of Peony"), "the new one was not kept");
    assert_eq!(process.stop(), Some(0));
    for token in [old, new] {
        let key = token.split_once(':').unwrap().1;
        assert!(!owner.seen.contains(key) && !site.errors.lock().unwrap().contains(key), "a token is shown");
    }
}
