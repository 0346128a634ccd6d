//! An owner who is no programmer makes a script on a phone, in Russian, and never touches its text: from a few questions, with a
//! fact, a question and a step of their own, tried and published.

use fantoccini::key::Key;
use serde_json::json;

use super::{
    page::Page,
    panel::{fill, go, join, press, shows},
};

const PHONE: u32 = 390;
/// What stands in the text, which nobody looks at.
const TEXT: &str = "document.getElementById('script-text').value";

/// Presses a button that asks for a part, and waits until that part is open.
async fn open(page: &Page, at: &str) {
    let css = format!("#script-form [name=open][value='{at}']");
    let is_open = format!("document.getElementById('script').elements.at.value === {}", json!(at));
    // Its kind may be folded up.
    page.look(&format!("(document.querySelector({}).closest('details') ?? {{}}).open = true", json!(css))).await;
    press(page, &css, &format!("{at} is open"), &is_open).await;
    let width = page.look("document.documentElement.scrollWidth").await;
    assert_eq!(width, json!(PHONE), "{at} does not fit a phone");
}

async fn in_text(page: &Page, words: &str) {
    page.until(&format!("{words:?} stands in the text"), &format!("{TEXT}.includes({})", json!(words))).await;
}

async fn choose(page: &Page, css: &str, value: &str) {
    page.find(css).await.select_by_value(value).await.expect("it can be chosen");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_makes_a_script_by_form_alone_on_a_phone_tries_it_and_publishes_it() {
    let page = Page::open("en").await;
    join(&page).await;
    press(&page, ".languages button[value=ru]", "Russian", "document.documentElement.lang === 'ru'").await;
    page.chrome.resize(PHONE, 844).await;

    go(&page, "/panel/script/new").await;
    fill(&page, "#begin [name=business]", "Василёк").await;
    fill(&page, "#begin [name=sells]", "букет ромашек").await;
    fill(&page, "#begin [name=price]", "Букет ромашек стоит 900 ₽.").await;
    press(&page, "#begin button[type=submit]", "a script", &shows("Сценарий начат")).await;
    page.until("nothing is wrong", &shows("Всё в порядке")).await;
    page.picture("script-form-overview-ru").await;

    open(&page, "new/facts").await;
    page.picture("script-form-new-fact-ru").await;
    page.until("whoever listens hears where they are", "document.activeElement.id === 'form-title'").await;
    fill(&page, "[name='f.fact.ru']", "Доставка по городу стоит 300 ₽.").await;
    fill(&page, "[name='f.about.ru']", "доставка").await;
    press(&page, "#add-part", "it is added", &shows("Добавлено")).await;
    in_text(&page, "### dostavka\nвид: цена\nтекст: Доставка по городу стоит 300 ₽.").await;

    open(&page, "").await;
    open(&page, "new/questions").await;
    let asked = "А доставка есть?\nВы привозите?\nДоставите домой?";
    fill(&page, "[name='f.asked.ru']", asked).await;
    fill(&page, "[name='f.answer.ru']", "Да, привозим. {dostavka}").await;
    press(&page, "#add-part", "it is added", &shows("Добавлено")).await;

    // What is wrong is said at the field, and goes when it is mended.
    let answer = "[name='f.answer.ru']";
    fill(&page, answer, " За 200 ₽.").await;
    page.until("a figure outside the facts", "document.querySelector('.script-field .problem.is-error') !== null")
        .await;
    page.picture("script-form-problem-ru").await;
    for _ in 0.." За 200 ₽.".chars().count() {
        fill(&page, answer, &String::from(char::from(Key::Backspace))).await;
    }
    page.until("it is mended", "document.querySelector('.script-field .problem.is-error') === null").await;

    open(&page, "").await;
    open(&page, "new/steps").await;
    fill(&page, "[name='f.goal.ru']", "Предложить ромашки").await;
    fill(&page, "[name='f.say.ru']", "Ромашки свежие, с поля. Записать вам букет?").await;
    fill(&page, "[name='f.customers.ru']", "Хочу ромашки\nМне нужны ромашки\nХочу полевых цветов").await;
    choose(&page, "[name='f.next']", "order").await;
    choose(&page, "[name='f.refused']", "later").await;
    press(&page, "#add-part", "it is added", &shows("Добавлено")).await;
    in_text(&page, "дальше: order\nпри отказе: later").await;
    let step = page.look("document.getElementById('script').elements.at.value").await;
    let step = step.as_str().expect("an address").to_owned();
    assert_eq!(step, "steps/predlozhit-romashki");
    press(&page, "[name=do][value=up]", "it is moved", &shows("Переставлено")).await;

    // The greeting leads there by a button.
    open(&page, "").await;
    open(&page, "steps/hello").await;
    fill(&page, "[name='f.buttons.0.ru']", "Ромашки").await;
    choose(&page, "[name='f.buttons.0.to']", "predlozhit-romashki").await;
    fill(&page, "[name='f.goal.ru']", " Ласково.").await;
    in_text(&page, "кнопки:\n- Ромашки -> predlozhit-romashki").await;
    in_text(&page, "узнать, что нужно. Ласково.").await;
    page.picture("script-form-step-ru").await;

    // Removing what others speak of says who they are; what was removed comes back.
    open(&page, "").await;
    open(&page, &step).await;
    press(&page, "[name=do][value=remove]", "who speaks of it", "document.getElementById('removal') !== null").await;
    press(&page, "[name=do][value=remove-sure]", "it is gone", &format!("!{TEXT}.includes('### predlozhit')")).await;
    press(&page, "#undo", "it is back", &format!("{TEXT}.includes('### predlozhit')")).await;
    page.until(
        "nothing is wrong",
        "document.getElementById('script-summary').classList.contains('is-error') === false",
    )
    .await;

    let enter = String::from(char::from(Key::Enter));
    fill(&page, "#say", &format!("А доставка есть?{enter}")).await;
    let answered = "[...document.querySelectorAll('#talk-lines .line.is-ai .words')].some((line) => line.textContent.includes('300 ₽'))";
    page.until("the unpublished script answers", answered).await;
    page.picture("script-form-try-ru").await;
    let is_closed = "document.getElementById('view-text').open === false";
    assert_eq!(page.look(is_closed).await, json!(true), "the text was never needed");

    let publish = "[formaction='/panel/script/publish']";
    press(&page, publish, "it is published", "location.pathname === '/panel/scripts/vasilek'").await;
    page.until("version one", &shows("версия 1")).await;
    page.until("it is the script in use", &format!("{TEXT}.includes('### predlozhit-romashki')")).await;
    page.expect_no_trouble().await;
}
