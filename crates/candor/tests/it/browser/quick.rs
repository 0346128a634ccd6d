//! A manager in a hurry: saved answers, drafts of the desk's and conversations put aside, by keyboard and on a phone.

use fantoccini::key::Key;
use serde_json::json;

use super::{
    page::Page,
    panel::{fill, go, join, press, shows, write_as_contact},
};

const BOX: &str = "document.querySelector('#words').value";

async fn keys(page: &Page, css: &str, keys: &str) {
    page.find(css).await.send_keys(keys).await.expect("keys");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_in_a_hurry_chooses_saved_answers_takes_drafts_and_puts_a_conversation_aside() {
    let page = Page::open("en").await;
    join(&page).await;
    write_as_contact(&page, &["How much are roses?"]).await;
    go(&page, "/panel/templates").await;
    fill(&page, "#title", "Greeting").await;
    fill(&page, "#en", "Hello, this is {me}.").await;
    press(&page, "form[action='/panel/templates'] button", "it is saved", &shows("The answer is saved")).await;
    go(&page, "/panel/inbox/1").await;
    press(&page, "form[action$='/take'] button", "taken", &shows("You answer")).await;

    keys(&page, "#words", "/").await;
    page.until("the list is open and walked", "document.activeElement.matches('.choices button')").await;
    keys(&page, ".choices button", &char::from(Key::Enter).to_string()).await;
    page.until("it is filled in", &format!("{BOX} === 'Hello, this is Anna.'")).await;
    page.until("where one types on", "document.activeElement.id === 'words'").await;

    page.find("[formaction*='/draft']").await.click().await.expect("it can be pressed");
    page.until("a draft is offered beside", "document.querySelector('#drafted blockquote') !== null").await;
    page.until("what was typed stays", &format!("{BOX} === 'Hello, this is Anna.'")).await;
    page.find("#drafted button[name=add]").await.click().await.expect("it can be pressed");
    page.until("it comes behind", &format!("{BOX}.startsWith('Hello, this is Anna.\\n') && {BOX}.length > 40")).await;
    page.until("marked", "document.querySelector('.by-ai.is-in-box') !== null").await;

    page.look("(document.querySelector('#words').value = '', true)").await;
    page.find("[formaction*='/draft']").await.click().await.expect("it can be pressed");
    page.until("a draft comes into the empty box", &format!("{BOX}.length > 20")).await;
    page.until("with its reasons", "document.querySelector('#drafted details.why') !== null").await;
    page.picture("panel-draft-en").await;
    page.find("[formaction*='/summary']").await.click().await.expect("it can be pressed");
    page.until("what it is about stands beside", "document.querySelectorAll('#summed li').length > 1").await;
    page.until("the draft stays", &format!("{BOX}.length > 20 && document.querySelector('#drafted .why') !== null"))
        .await;
    keys(&page, "#words", "!").await;
    page.until("no draft of an AI any more", "document.querySelector('.by-ai.is-in-box') === null").await;
    page.until("nobody left the page", "location.pathname === '/panel/inbox/1'").await;
    let send = format!("{}{}", char::from(Key::Control), char::from(Key::Enter));
    keys(&page, "#words", &send).await;
    page.until("it is sent under her name", "document.querySelectorAll('.line.is-operator .words').length === 1").await;

    keys(&page, "#lines", "z").await;
    page.until("the times", "document.querySelector('button[name=for][value=hour]').getClientRects().length > 0").await;
    let put = "button[name=for][value=hour]";
    press(&page, put, "put aside", &shows("The conversation is put aside until")).await;
    page.until("it left the list", "document.querySelectorAll('.conversations [data-row]').length === 0").await;
    go(&page, "/panel/inbox?show=aside").await;
    page.until("and is found there", "document.querySelectorAll('.conversations [data-row]').length === 1").await;

    page.chrome.resize(390, 844).await;
    for path in ["/panel/templates", "/panel/inbox/1"] {
        go(&page, path).await;
        page.look("(document.querySelectorAll('details').forEach((one) => { one.open = true; }), true)").await;
        let width = page.look("document.documentElement.scrollWidth").await;
        assert_eq!(width, json!(390), "{path} does not fit a phone");
    }
    page.look("(document.querySelector(\"[formaction*='/summary']\").click(), true)").await;
    page.until("a summary", "document.querySelectorAll('#summed li a').length > 0").await;
    assert_eq!(page.look("document.documentElement.scrollWidth").await, json!(390), "a summary does not fit a phone");
    page.expect_no_trouble().await;
}
