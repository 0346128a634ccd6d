//! The first run as an owner meets it on a phone: from the printed link to a bot that answers, in Russian and by keyboard where
//! there is one.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use fantoccini::{Locator, key::Key};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::chrome::Chrome;
use crate::{program::STRANGE_TOKEN, setup::Site};

const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(40);
const PHONE: u32 = 390;

/// A page in a browser.
struct Sight(Chrome);

impl Sight {
    async fn look(&self, expression: &str) -> Value {
        let script = format!("return ({expression})");
        self.0.client.execute(&script, Vec::new()).await.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    async fn until(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        // A page that is just being left cannot be asked.
        let script = format!("return document.readyState === 'complete' && ({expression})");
        while self.0.client.execute(&script, Vec::new()).await.ok() != Some(json!(true)) {
            if Instant::now() > deadline {
                let seen = self.look("document.body.innerText").await;
                panic!("{what}: not within {PATIENCE:?}; the page says\n{}", seen.as_str().unwrap_or_default());
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits for a step's page and looks whether it is as every page has to be.
    async fn at(&self, path: &str, step: &str) {
        self.until(path, &format!("location.pathname === '{path}'")).await;
        // Whether it is done already is said to whoever cannot see it, in brackets.
        let steps =
            "[...document.querySelectorAll('[aria-current=step]')].map((one) => one.textContent.replace(/ \\(.*/, ''))";
        let here = self.look(steps).await;
        assert_eq!(here, json!([step]), "{path}");
        self.fits(path).await;
    }

    async fn fits(&self, path: &str) {
        assert_eq!(
            self.look("document.documentElement.scrollWidth").await,
            json!(PHONE),
            "{path} does not fit a phone"
        );
        assert_eq!(self.look("window.__trouble").await, json!([]), "{path}");
    }

    async fn fill(&self, css: &str, text: &str) {
        let field = self.0.client.find(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
        field.send_keys(text).await.expect("it can be typed into");
    }

    async fn press(&self, css: &str) {
        let found = self.0.client.find(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
        // The driver brings it to the edge of the window, where on a phone the menu lies.
        self.look(&format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(css))).await;
        found.click().await.expect("it can be pressed");
    }

    #[expect(clippy::disallowed_methods, reason = "tests are asked for pictures by the environment")]
    async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("CANDOR_SCREENSHOTS").map(PathBuf::from) else { return };
        fs::create_dir_all(&folder).expect("the folder can be made");
        let picture = self.0.client.screenshot().await.expect("a picture");
        fs::write(folder.join(format!("{name}.png")), picture).expect("it can be written");
    }
}

fn says(text: &str) -> String {
    format!("document.querySelector('main').innerText.includes({})", json!(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_sets_the_desk_up_on_a_phone_in_russian() {
    let (chrome, site) = tokio::join!(Chrome::start(), Site::new());
    let (_process, link) = site.start(&[]);
    let sight = Sight(chrome);
    sight.0.resize(PHONE, 844).await;
    let enter = String::from(char::from(Key::Enter));

    sight.0.client.goto(&link).await.expect("the page opens");
    sight.press(".languages button[value=ru]").await;
    sight.until("Russian", "document.documentElement.lang === 'ru'").await;
    let join = sight.look("location.pathname").await;
    sight.at(join.as_str().unwrap(), "Ваш вход").await;
    sight.picture("panel-setup-account-ru").await;
    sight.fill("[name=name]", "Вера").await;
    sight.fill("[name=login]", "vera").await;
    sight.fill("[name=password]", &format!("tomato ladder seven{enter}")).await;

    sight.at("/panel/setup/bot", "Бот").await;
    assert_eq!(sight.look("document.activeElement.name").await, json!("token"), "one can paste at once");
    sight.picture("panel-setup-bot-ru").await;
    sight.fill("[name=token]", &format!("{STRANGE_TOKEN}{enter}")).await;
    sight.until("what is wrong", &says("Telegram не знает этого токена")).await;
    sight.at("/panel/setup/bot", "Бот").await;
    sight.fill("[name=token]", &format!("{}{enter}", site.world.bot.token)).await;
    sight.until("the bot", &says(&format!("@{} подключён", site.world.bot.username))).await;
    sight.at("/panel/setup/bot", "Бот").await;
    let html = sight.look("document.documentElement.outerHTML").await;
    let key = site.world.bot.token.split_once(':').unwrap().1;
    assert!(!html.as_str().unwrap().contains(key), "the token is on the page");
    sight.picture("panel-setup-found-ru").await;

    sight.press("a[href='/panel/setup/script'].button").await;
    sight.at("/panel/setup/script", "Сценарий").await;
    sight.press("button[value=flower-shop]").await;
    sight.at("/panel/setup/try", "Проба").await;
    sight.until("a warning", &says("Это всё ещё пример")).await;
    sight.fill("#say", &format!("Сколько стоят розы?{enter}")).await;
    sight.until("an answer", "document.querySelectorAll('#talk-lines .line.is-ai').length > 0").await;
    sight.at("/panel/setup/try", "Проба").await;
    assert_eq!(sight.look("document.activeElement.id").await, json!("say"), "one goes on writing");
    sight.picture("panel-setup-try-ru").await;

    sight.press("a[href='/panel/setup/live'].button").await;
    sight.at("/panel/setup/live", "Запуск").await;
    sight.press("form[action='/panel/setup/live'] button").await;
    sight.until("it answers", &says("Помощник отвечает")).await;
    sight.fits("the last page").await;
    let all_done = "document.querySelectorAll('.way li').length === 5 && document.querySelectorAll('.way li.is-done').length === 5";
    assert_eq!(sight.look(all_done).await, json!(true));
    sight.picture("panel-setup-done-ru").await;

    assert!(site.answer_to("How much are roses?").await.contains("AI assistant of Peony"));
    sight.press("main a[href='/panel/inbox']").await;
    sight.until("the conversation", "document.querySelectorAll('.conversations [data-row]').length === 1").await;
    sight.fits("/panel/inbox").await;
}
