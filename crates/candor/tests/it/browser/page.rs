//! The demo page as a newcomer uses it. Looks only at what is on the screen.

use std::{fs, path::PathBuf, time::Duration};

use fantoccini::{Locator, elements::Element, key::Key};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::{chrome::Chrome, demo::Demo};

const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Whose phone.
pub(super) const CONTACT: &str = "contact";
pub(super) const MANAGER: &str = "manager";

/// The page in a browser, with the demo behind it.
pub(super) struct Page {
    pub chrome: Chrome,
    pub demo: Demo,
}

impl Page {
    /// Starts everything and opens the page in a language.
    pub(super) async fn open(language: &str) -> Self {
        let (chrome, demo) = tokio::join!(Chrome::start(), Demo::start());
        let page = Self { chrome, demo };
        page.chrome.resize(1440, 1060).await;
        page.visit(language).await;
        page
    }

    pub(super) async fn visit(&self, language: &str) {
        let address = format!("{}/?lang={language}", self.demo.url);
        self.chrome.client.goto(&address).await.expect("the page opens");
        self.until("the phones are there", "document.querySelectorAll('.peer bdi').length === 2").await;
        self.until("the script is there", "document.querySelectorAll('.track li').length > 1").await;
    }

    /// Goes to another business and waits until its script is shown.
    pub(super) async fn choose(&self, business: &str) {
        self.find("#business").await.select_by_value(business).await.expect("there is such a business");
        let shown = format!("document.querySelector('.script')?.textContent.includes('{business}')");
        self.until("its script is shown", &shown).await;
    }

    /// What a JavaScript expression says now.
    pub(super) async fn look(&self, expression: &str) -> Value {
        let script = format!("return ({expression})");
        self.chrome.client.execute(&script, Vec::new()).await.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Waits until an expression is true.
    pub(super) async fn until(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if self.look(expression).await == json!(true) {
                return;
            }
            if Instant::now() > deadline {
                let seen = self.look("document.body.innerText").await;
                self.picture("failed").await;
                panic!("{what}: not within {PATIENCE:?}; the page says\n{}", seen.as_str().unwrap_or_default());
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    pub(super) async fn find(&self, css: &str) -> Element {
        self.chrome.client.find(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// Types into a phone and presses Enter.
    pub(super) async fn say(&self, phone: &str, text: &str) {
        let field = self.find(&format!("#{phone}-text")).await;
        field.send_keys(text).await.expect("it can be typed");
        field.send_keys(&String::from(char::from(Key::Enter))).await.expect("Enter can be pressed");
    }

    /// Picks one of the suggestions, counted from 0.
    pub(super) async fn suggest(&self, number: usize) -> String {
        let chip = self.find(&format!("#contact-chips button:nth-child({})", number + 1)).await;
        let text = chip.text().await.expect("it has words");
        chip.click().await.expect("it can be pressed");
        text
    }

    /// Presses the newest button with these words in a phone.
    pub(super) async fn press(&self, phone: &str, label: &str) {
        let wanted = json!(label);
        let keys = format!(
            "[...document.querySelectorAll('#{phone} .key')].filter((key) => key.textContent.includes({wanted}))"
        );
        self.until(&format!("a button {label}"), &format!("{keys}.length > 0")).await;
        self.look(&format!("{keys}.at(-1).click()")).await;
    }

    /// What the bot wrote in a phone, oldest first.
    pub(super) async fn answers(&self, phone: &str) -> Vec<String> {
        let all =
            format!("[...document.querySelectorAll('#{phone} .theirs .words')].map((words) => words.textContent)");
        serde_json::from_value(self.look(&all).await).expect("a list of texts")
    }

    /// Writes as the contact and waits for the turn this causes; gives the words of its answers.
    pub(super) async fn ask(&self, text: &str) -> Turn {
        self.turn_after(|| self.say(CONTACT, text)).await
    }

    /// Picks a suggestion and waits for the turn this causes.
    pub(super) async fn ask_suggested(&self, number: usize) -> Turn {
        self.turn_after(|| async { drop(self.suggest(number).await) }).await
    }

    /// Acts, and waits until the desk has thought about it and everything it wanted to say has been delivered.
    pub(super) async fn turn_after<F: Future<Output = ()>>(&self, act: impl FnOnce() -> F) -> Turn {
        let before = self.look("document.querySelector('.turn')?.dataset.turn ?? ''").await;
        act().await;
        self.until("a turn", &format!("(document.querySelector('.turn')?.dataset.turn ?? '') !== {before}")).await;
        let settled = "[...document.querySelector('.turn').querySelectorAll('.delivery')].every((row) => row.dataset.state === 'sent')";
        self.until("everything delivered", settled).await;
        let turn = self.look(
            "(() => { const turn = document.querySelector('.turn'); const all = (css, read) => [...turn.querySelectorAll(css)].map(read); return {
                strategy: turn.dataset.strategy,
                heard: all('[data-heard]', (one) => one.dataset.heard),
                why: all('[data-why]', (one) => one.dataset.why),
                verdicts: all('[data-rule]', (one) => one.dataset.verdict),
                said: all('.delivery:not([data-purpose=staff]) p', (one) => one.textContent),
            }; })()",
        );
        let turn = Turn(turn.await);
        if let Some(last) = turn.said().last() {
            let last = json!(last);
            self.until("the contact sees it", &format!("[...document.querySelectorAll('#contact .theirs .words')].some((words) => words.textContent === {last})")).await;
        }
        turn
    }

    pub(super) async fn until_held_by(&self, holder: &str) {
        let wanted = json!(holder);
        self.until(
            &format!("held by {holder}"),
            &format!("document.querySelector('[data-holder]').dataset.holder === {wanted}"),
        )
        .await;
    }

    /// Fails if a dialog opened, a script failed, or the browser had to stop something.
    pub(super) async fn expect_no_trouble(&self) {
        assert_eq!(self.look("window.__trouble").await, json!([]));
    }

    /// Takes a picture of the window if pictures are wanted.
    #[expect(clippy::disallowed_methods, reason = "tests are asked for pictures by the environment")]
    pub(super) async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("CANDOR_SCREENSHOTS").map(PathBuf::from) else { return };
        fs::create_dir_all(&folder).expect("the folder can be made");
        self.look("document.fonts.ready.then(() => true)").await;
        let png = self.chrome.client.screenshot().await.expect("a picture");
        fs::write(folder.join(format!("{name}.png")), png).expect("the picture can be written");
    }
}

/// The newest turn as the live view shows it.
#[derive(Debug)]
pub(super) struct Turn(Value);

impl Turn {
    pub(super) fn strategy(&self) -> &str {
        self.0["strategy"].as_str().unwrap_or_default()
    }

    pub(super) fn heard(&self) -> Vec<&str> {
        self.words("heard")
    }

    pub(super) fn why(&self) -> Vec<&str> {
        self.words("why")
    }

    pub(super) fn verdicts(&self) -> Vec<&str> {
        self.words("verdicts")
    }

    /// What was said to the contact.
    pub(super) fn said(&self) -> Vec<&str> {
        self.words("said")
    }

    /// All of it in one text.
    pub(super) fn answer(&self) -> String {
        self.said().join("\n")
    }

    fn words(&self, of: &str) -> Vec<&str> {
        self.0[of].as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
    }
}
