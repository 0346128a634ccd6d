//! The manager's telephone: finding a conversation, reading it, its lead, answering, an export, giving it back; files both
//! ways; the menu; and being anybody.

use std::fs;

use fantoccini::key::Key;
use serde_json::json;
use tempfile::TempDir;

use super::page::{CONTACT, MANAGER, Page};

/// What the newest message in the manager's phone says.
const NEWEST: &str = "([...document.querySelectorAll('#manager .theirs .words')].at(-1)?.textContent ?? '')";

/// Waits until the newest message of the bot to the manager begins so.
async fn told(page: &Page, beginning: &str) -> String {
    let wanted = json!(beginning);
    page.until(&format!("the manager reads {beginning}"), &format!("{NEWEST}.startsWith({wanted})")).await;
    page.look(NEWEST).await.as_str().unwrap_or_default().to_owned()
}

/// Starts over as somebody else and says something as them.
async fn as_newcomer(page: &Page, language: &str, texts: &[&str]) {
    let before = page.look("document.querySelector('#contact-person').value").await;
    page.find(&format!("#new-{language}")).await.click().await.expect("it can be pressed");
    let is_other = format!("document.querySelector('#contact-person').value !== {before}");
    page.until("somebody else has the phone", &is_other).await;
    page.until("an empty chat", "document.querySelectorAll('#contact .bubble').length === 0").await;
    page.until("an empty live view", "document.querySelectorAll('.turn').length === 0").await;
    for text in texts {
        page.ask(text).await;
    }
}

fn pressed(key: Key) -> String {
    String::from(char::from(key))
}

/// Waits until a file lies in a phone's newest message from the other side, and gives its name.
async fn file_in(page: &Page, phone: &str) -> String {
    let newest = format!("[...document.querySelectorAll('#{phone} .row.theirs')].at(-1)?.querySelector('.file')");
    page.until("a file arrives", &format!("Boolean({newest})")).await;
    page.look(&format!("{newest}.querySelector('.file-name').textContent"))
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_does_everything_about_a_conversation_from_the_telephone() {
    let page = Page::open("en").await;
    page.ask("How much are 25 roses?").await;
    as_newcomer(&page, "ru", &["Здравствуйте!", "Хочу поговорить с человеком"]).await;
    as_newcomer(&page, "en", &["Hello, I want a bouquet for a birthday", "My budget is 4000 rubles", "tomorrow"]).await;

    page.say(MANAGER, "/list").await;
    let list = told(&page, "Conversations: 3").await;
    assert!(list.contains("#2") && list.contains("waits") && list.contains("with the desk"), "{list}");
    page.picture("operators-list-en").await;

    page.press(MANAGER, "#3").await;
    let view = told(&page, "#3").await;
    assert!(view.contains("My budget is 4000") && view.contains("↳"), "each line of the desk has its reason: {view}");

    page.say(MANAGER, "/note 3 Likes white flowers, asks for no ribbon").await;
    told(&page, "Noted").await;
    page.say(MANAGER, "/lead 3 +birthday").await;
    let lead = told(&page, "Lead #3").await;
    assert!(lead.contains("4,000") || lead.contains("4 000") || lead.contains("4000"), "the budget: {lead}");
    assert!(lead.contains("birthday") && lead.contains("Vera: Likes white flowers"), "{lead}");
    page.picture("operators-lead-en").await;

    page.press(MANAGER, "Read").await;
    told(&page, "#3").await;
    page.press(MANAGER, "Take").await;
    page.until_held_by("operator").await;
    page.say(MANAGER, "Good evening! White peonies or roses?").await;
    let words = "[...document.querySelectorAll('#contact .theirs .words')].some((words) => words.textContent === 'Vera: Good evening! White peonies or roses?')";
    page.until("the contact reads it under Vera's name", words).await;

    page.say(MANAGER, "/export 3 txt").await;
    let name = file_in(&page, MANAGER).await;
    assert!(name.starts_with("candor-3-") && name.ends_with(".txt"), "{name}");
    let text =
        page.look("fetch([...document.querySelectorAll('#manager .file')].at(-1).href).then((file) => file.text())");
    let text = text.await.as_str().unwrap_or_default().to_owned();
    assert!(text.contains("My budget is 4000 rubles") && text.contains("White peonies or roses?"), "{text}");

    page.say(MANAGER, "/release 3").await;
    page.until_held_by("desk").await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_in_russian_says_who_why_and_what_is_known() {
    let page = Page::open("ru").await;
    page.choose("dental-clinic").await;
    page.ask("Сколько стоит имплант?").await;
    page.ask("Запишите меня на завтра").await;
    page.ask("Позовите человека").await;
    page.until_held_by("waiting").await;
    page.until("the card", "document.querySelectorAll('#manager .key').length >= 3").await;
    let card = page.look(NEWEST).await;
    let card = card.as_str().unwrap_or_default();
    assert!(card.contains("Нужен человек") || card.contains("просит человека"), "{card}");
    page.picture("operators-card-ru").await;
    page.press(MANAGER, "Взять").await;
    page.until_held_by("operator").await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_captions_and_answers_reach_the_other_side() {
    let page = Page::open("en").await;
    page.ask("I want a real person").await;
    page.press(MANAGER, "Take").await;
    page.until_held_by("operator").await;

    let folder = TempDir::new().expect("a folder");
    let (photo, paper) = (folder.path().join("rose.png"), folder.path().join("price <b>.csv"));
    // Any picture will do: this one is of the page itself.
    let picture = page.chrome.client.screenshot().await.expect("a picture");
    fs::write(&photo, picture).expect("written");
    fs::write(&paper, "roses,2900").expect("written");
    page.find("#contact-file").await.send_keys(&photo.display().to_string()).await.expect("it can be chosen");
    page.until("the file is ready", "!document.querySelector('#contact-send').disabled").await;
    page.say(CONTACT, "Such a one?").await;
    let shown = "document.querySelector('#manager .theirs .photo')?.naturalWidth > 1000";
    page.until("the manager sees the photo", shown).await;
    let words = page.look(NEWEST).await;
    assert!(words.as_str().is_some_and(|words| words.ends_with(": Such a one?")), "{words}");

    page.look("[...document.querySelectorAll('#manager .row.theirs')].at(-1).querySelector('.reply').click()").await;
    page.find("#manager-file").await.send_keys(&paper.display().to_string()).await.expect("it can be chosen");
    page.say(MANAGER, "Here is what we have").await;
    assert_eq!(file_in(&page, CONTACT).await, "price <b>.csv", "a name is only ever text");
    let newest = "[...document.querySelectorAll('#contact .row.theirs')].at(-1)";
    assert_eq!(
        page.look(&format!("{newest}.querySelector('.words').textContent")).await,
        json!("Vera: Here is what we have")
    );
    let quote = page.look(&format!("{newest}.querySelector('.quote')?.textContent ?? ''")).await;
    assert_eq!(quote, json!("Photo Such a one?"), "it answers the contact's own message");
    page.picture("operators-files-en").await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_opens_by_button_and_slash_and_shows_each_person_their_own() {
    let page = Page::open("en").await;
    page.ask("Hello!").await;
    let commands = |phone: &str| {
        format!(
            "[...document.querySelectorAll('#{phone}-menu [role=menuitem] b')].map((command) => command.textContent)"
        )
    };
    let has = |phone: &str, command: &str| format!("{}.includes('{command}')", commands(phone));
    page.find("#manager-menu-button").await.click().await.expect("it can be pressed");
    page.until("the staff's menu", &has(MANAGER, "/take")).await;
    page.picture("operators-menu-en").await;
    let first = page.chrome.client.active_element().await.expect("something has the focus");
    first.send_keys(&pressed(Key::Down)).await.expect("keys work");
    let second = page.chrome.client.active_element().await.expect("something has the focus");
    second.send_keys(&pressed(Key::Enter)).await.expect("keys work");
    page.until("the command is in the field", "document.querySelector('#manager-text').value === '/find '").await;
    page.until("the menu is closed", "document.querySelector('#manager-menu').hidden").await;

    page.find("#contact-text").await.send_keys("/").await.expect("it can be typed");
    page.until("the contacts' menu", &has(CONTACT, "/stop")).await;
    assert_eq!(page.look(&has(CONTACT, "/take")).await, json!(false), "nothing tells contacts of the staff's commands");
    let field = page.find("#contact-text").await;
    field.send_keys(&pressed(Key::Escape)).await.expect("keys work");
    page.until("Escape closes it", "document.querySelector('#contact-menu').hidden").await;
    page.expect_no_trouble().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn either_telephone_can_belong_to_anybody() {
    let page = Page::open("en").await;
    page.ask("How much are 25 roses?").await;
    let first = page.look("document.querySelector('#contact-person').value").await;
    let first = first.as_str().expect("somebody").to_owned();
    let said = page.answers(CONTACT).await;
    as_newcomer(&page, "en", &["Hello!"]).await;

    page.find("#contact-person").await.select_by_value(&first).await.expect("the first is still there");
    page.until("their chat is back", "document.querySelectorAll('#contact .theirs').length > 0").await;
    assert_eq!(page.answers(CONTACT).await, said);
    page.find("#manager-person").await.select_by_value(&first).await.expect("everybody can be chosen");
    page.until(
        "the same chat on both",
        "document.querySelectorAll('#manager .theirs').length === document.querySelectorAll('#contact .theirs').length",
    )
    .await;
    let caption = "document.querySelector('#manager-caption').textContent.startsWith('You as ')";
    page.until("it says who one is", caption).await;
    page.expect_no_trouble().await;
}
