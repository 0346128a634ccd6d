//! Without a mouse, on a telephone's screen, and when the demo goes away.

use fantoccini::key::Key;
use serde_json::json;

use super::{
    demo::Demo,
    page::{CONTACT, Page},
};

fn pressed(keys: &[Key]) -> String {
    keys.iter().copied().map(char::from).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_can_be_reached_and_done_from_the_keyboard() {
    let page = Page::open("en").await;
    let turn = page
        .turn_after(|| async {
            let body = page.find("body").await;
            // The first stop skips to the chat; there Shift+Enter breaks the line and Enter sends.
            body.send_keys(&pressed(&[Key::Tab, Key::Enter])).await.expect("keys work");
            page.until("the text field has the focus", "document.activeElement.id === 'contact-text'").await;
            let field = page.chrome.client.active_element().await.expect("something has the focus");
            let shift_enter = format!("{}{}{}", char::from(Key::Shift), char::from(Key::Enter), char::from(Key::Null));
            field.send_keys(&format!("Hello!{shift_enter}How much are roses?")).await.expect("it can be typed");
            assert_eq!(page.look("document.activeElement.value").await, json!("Hello!\nHow much are roses?"));
            field.send_keys(&pressed(&[Key::Enter])).await.expect("Enter can be pressed");
        })
        .await;
    assert!(turn.heard().contains(&"asks_price"), "{turn:?}");

    let mut seen = Vec::new();
    for _ in 0..60 {
        let focused = page.chrome.client.active_element().await.expect("something has the focus");
        focused.send_keys(&pressed(&[Key::Tab])).await.expect("Tab can be pressed");
        let what = "document.activeElement.id || document.activeElement.className || document.activeElement.tagName";
        let what = page.look(what).await.as_str().unwrap_or_default().to_owned();
        let is_visible = "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'";
        assert_eq!(page.look(is_visible).await, json!(true), "the focus can be seen on {what}");
        seen.push(what);
    }
    for wanted in
        ["business", "new-en", "new-ru", "lang-en", "lang-ru", "contact-log", "chip-say", "SUMMARY", "manager-text"]
    {
        assert!(seen.iter().any(|what| what == wanted), "{wanted} is never reached: {seen:?}");
    }
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_screen_shows_one_part_at_a_time() {
    let page = Page::open("ru").await;
    page.chrome.resize(360, 740).await;
    page.until("tabs", "getComputedStyle(document.querySelector('.tabs')).display === 'flex'").await;
    page.ask_suggested(0).await;

    for part in ["live", "manager", "contact"] {
        page.find(&format!("#tab-{part}")).await.click().await.expect("the tab opens");
        let shown = "[...document.querySelectorAll('.stage > section')].filter((part) => part.offsetParent !== null).map((part) => part.id)";
        assert_eq!(page.look(shown).await, json!([part]));
        let is_wider =
            "document.documentElement.scrollWidth > 360 || document.querySelector('.stage').scrollWidth > 360";
        assert_eq!(page.look(is_wider).await, json!(false), "{part} is wider than the screen");
        page.picture(&format!("demo-phone-{part}-ru")).await;
    }
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_demo_stops_the_page_says_so_and_goes_on_when_it_is_back() {
    let mut page = Page::open("en").await;
    page.ask("Hello!").await;
    let port = page.demo.port().to_owned();
    page.demo.kill().await;
    let gone = "document.getElementById('banner').checkVisibility() && document.getElementById('banner').textContent.includes('has stopped')";
    page.until("the page says that the demo has stopped", gone).await;
    page.picture("demo-stopped-en").await;
    page.demo = Demo::start_on(&port).await;
    page.until("the banner goes", "document.getElementById('banner').hidden").await;
    page.until("a new world, an empty chat", "document.querySelectorAll('#contact .bubble').length === 0").await;
    page.ask("Hello again!").await;
    assert!(!page.answers(CONTACT).await.is_empty());
}
