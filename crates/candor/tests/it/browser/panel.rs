//! The panel as an owner uses it: joining, watching a conversation arrive, taking it, answering, giving it back, trying and
//! publishing a script, reading the figures; in both languages, by keyboard, and on a phone.

use fantoccini::{Locator, key::Key};
use serde_json::json;

use super::page::{CONTACT, Page};

const PASSWORD: &str = "tomato ladder seven";

/// Goes to a page of the panel.
pub(super) async fn go(page: &Page, path: &str) {
    let address = format!("{}{path}", page.demo.url);
    page.chrome.client.goto(&address).await.expect("the page opens");
    page.until(
        "the page is there",
        "document.readyState === 'complete' && document.querySelector('main h1, main h2') !== null",
    )
    .await;
}

/// Types into a field of the page.
pub(super) async fn fill(page: &Page, css: &str, text: &str) {
    page.find(css).await.send_keys(text).await.expect("it can be typed into");
}

/// Presses what is there and waits for the page it leads to.
pub(super) async fn press(page: &Page, css: &str, then: &str, expression: &str) {
    // The driver brings it to the edge of the window, where on a phone the menu lies.
    page.look(&format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(css))).await;
    page.find(css).await.click().await.expect("it can be pressed");
    page.until(then, expression).await;
}

pub(super) async fn join(page: &Page) {
    let link = page.demo.panel.clone();
    page.chrome.client.goto(&link).await.expect("the page opens");
    fill(page, "[name=name]", "Anna").await;
    fill(page, "[name=login]", "anna").await;
    fill(page, "[name=password]", PASSWORD).await;
    press(page, "form.stack button[type=submit]", "the inbox", "location.pathname === '/panel/inbox'").await;
}

pub(super) fn shows(text: &str) -> String {
    format!("document.body.innerText.includes({})", json!(text))
}

/// Another tab in which somebody writes as a contact, and back.
pub(super) async fn write_as_contact(page: &Page, texts: &[&str]) {
    let panel = page.chrome.client.window().await.expect("a tab");
    let other = page.chrome.client.new_window(true).await.expect("another tab").handle;
    page.chrome.client.switch_to_window(other.clone()).await.expect("it can be shown");
    page.visit("en").await;
    for text in texts {
        page.ask(text).await;
    }
    page.chrome.client.close_window().await.expect("it can be closed");
    page.chrome.client.switch_to_window(panel).await.expect("it is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_watches_a_conversation_arrive_takes_it_answers_and_gives_it_back() {
    let page = Page::open("en").await;
    join(&page).await;
    page.until("an inbox that teaches", &shows("Nobody has written yet")).await;
    write_as_contact(&page, &["How much are roses?", "I want a real person"]).await;
    // Nobody loads the page anew.
    page.until("it arrives by itself", "document.querySelectorAll('.conversations [data-row]').length === 1").await;
    page.until("somebody waits", "document.querySelector('#waiting').textContent.trim().startsWith('1')").await;
    page.picture("panel-inbox-en").await;

    press(&page, ".conversations [data-row]", "the conversation", "document.querySelector('.talk .lines') !== null")
        .await;
    page.until("the reason stands there", "document.querySelectorAll('details.why').length >= 2").await;
    page.look("(document.querySelector('details.why').open = true)").await;
    page.until("in people's words", &shows("asks the price")).await;
    page.picture("panel-conversation-en").await;

    press(&page, "form[action$='/take'] button", "taken", &shows("You answer")).await;
    fill(&page, "#words", "Good evening, Anna here. Which roses would you like?").await;
    let send = format!("{}{}", char::from(Key::Control), char::from(Key::Enter));
    page.find("#words").await.send_keys(&send).await.expect("keys");
    page.until("it stands there under her name", "[...document.querySelectorAll('.line.is-operator .words')].some((line) => line.textContent.includes('Which roses'))").await;
    press(&page, "form[action$='/release'] button", "given back", &shows("The AI answers again")).await;

    go(&page, "/panel/inbox?q=1").await;
    page.until("found again", "document.querySelectorAll('.conversations [data-row]').length === 1").await;
    go(&page, "/panel/leads").await;
    page.until("the lead", "document.querySelector('main').innerText.includes('#1')").await;
    go(&page, "/panel/figures").await;
    page.until("the figures", &shows("New conversations")).await;
    page.picture("panel-figures-en").await;
    go(&page, "/panel/audit").await;
    page.until("who did what", &shows("Anna")).await;
    page.expect_no_trouble().await;
    let _ = CONTACT;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_tries_an_unsaved_script_and_publishes_it() {
    let page = Page::open("en").await;
    join(&page).await;
    go(&page, "/panel/scripts/flower-shop").await;
    page.until("nothing is wrong", &shows("Nothing is wrong")).await;
    page.picture("panel-script-en").await;
    let changed = "const area = document.querySelector('textarea[name=text]'); area.value = area.value.replace('Tell me who the flowers are for', 'Do tell me who the flowers are for'); area.dispatchEvent(new Event('input', { bubbles: true })); return area.value.includes('Do tell me')";
    let is_changed = page.chrome.client.execute(changed, Vec::new()).await.expect("a script");
    assert_eq!(is_changed, json!(true));
    page.until("the outline follows", &shows("Do tell me who the flowers are for")).await;
    let publish =
        page.chrome.client.find(Locator::Css("[formaction*='publish'], form[action*='publish'] button[type=submit]"));
    publish.await.expect("it can be published").click().await.expect("it can be pressed");
    page.until("version two", "document.body.innerText.includes('version 2')").await;
    go(&page, "/panel/scripts/flower-shop/versions").await;
    page.until("both are kept", "document.querySelector('main').innerText.includes('1') && document.querySelector('main').innerText.includes('2')")
        .await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_speaks_russian_and_fits_a_phone() {
    let page = Page::open("en").await;
    join(&page).await;
    write_as_contact(&page, &["How much are roses?", "I want a real person"]).await;
    press(&page, ".languages button[value=ru]", "Russian", "document.documentElement.lang === 'ru'").await;
    page.chrome.resize(390, 844).await;
    for (path, words) in [
        ("/panel/inbox", "Входящие"),
        ("/panel/inbox/1", "Взять себе"),
        ("/panel/leads", "Заявки"),
        ("/panel/scripts", "Сценарии"),
        ("/panel/scripts/flower-shop", "flower-shop"),
        ("/panel/figures", "Показатели"),
        ("/panel/team", "Anna"),
        ("/panel/audit", "Anna"),
        ("/panel/account", "Второй фактор"),
    ] {
        go(&page, path).await;
        page.until(&format!("{path} is Russian"), &shows(words)).await;
        let width = page.look("document.documentElement.scrollWidth").await;
        assert_eq!(width, json!(390), "{path} does not fit a phone");
    }
    go(&page, "/panel/inbox/1").await;
    page.picture("panel-phone-ru").await;
    page.expect_no_trouble().await;
}

/// What the panel keeps in this browser of what somebody wrote, and whose it is.
const KEPT: &str = "[sessionStorage, localStorage].flatMap((store) => Object.keys(store)).filter((key) => /^candor:(draft|script|sent|whose)/.test(key)).sort()";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_leaves_nothing_of_what_they_wrote_in_the_browser() {
    let page = Page::open("en").await;
    join(&page).await;
    write_as_contact(&page, &["How much are roses?", "I want a real person"]).await;
    go(&page, "/panel/inbox/1").await;
    press(&page, "form[action$='/take'] button", "taken", &shows("You answer")).await;
    fill(&page, "#words", "Half an answer").await;
    go(&page, "/panel/scripts/flower-shop").await;
    page.look("(() => { const area = document.querySelector('#script-text'); area.value += ' '; area.dispatchEvent(new Event('input', { bubbles: true })); return true; })()").await;
    let kept = "candor:draft:answer-1,candor:script:flower-shop,candor:whose,candor:whose";
    page.until("both drafts are kept", &format!("{KEPT}.join() === '{kept}'")).await;

    // Another tab of the same person's.
    let first = page.chrome.client.window().await.expect("a tab");
    let other = page.chrome.client.new_window(true).await.expect("another tab").handle;
    page.chrome.client.switch_to_window(other.clone()).await.expect("it can be shown");
    go(&page, "/panel/inbox/1").await;
    fill(&page, "#words", "Another half").await;
    page.chrome.client.switch_to_window(first.clone()).await.expect("it is still there");

    let out = "form[action='/panel/sign-out'] button";
    press(&page, out, "it asks first", &shows("When you sign out, it is gone")).await;
    // The desk is not reached: the page forgets by itself.
    page.look("(addEventListener('submit', (event) => event.preventDefault()), document.querySelector('dialog button:last-child').click(), true)").await;
    page.until("nothing is kept", &format!("{KEPT}.join() === ''")).await;
    page.chrome.client.switch_to_window(other).await.expect("it is still there");
    // It asks to sign in, and the desk, which was not told, leads on to the inbox.
    page.until("the other tab left too", "location.pathname === '/panel/inbox'").await;
    page.until("and has forgotten", &format!("{KEPT}.every((key) => key === 'candor:whose')")).await;

    page.chrome.client.switch_to_window(first).await.expect("it is still there");
    go(&page, "/panel/inbox").await;
    press(&page, out, "signed out", "location.pathname === '/panel/sign-in'").await;
    assert_eq!(page.look(KEPT).await, json!([]));
    fill(&page, "[name=login]", "anna").await;
    fill(&page, "[name=password]", PASSWORD).await;
    press(&page, "form.stack button[type=submit]", "signed in", "location.pathname === '/panel/inbox'").await;
    go(&page, "/panel/inbox/1").await;
    assert_eq!(page.look("document.querySelector('#words').value").await, json!(""));
    page.expect_no_trouble().await;
}
