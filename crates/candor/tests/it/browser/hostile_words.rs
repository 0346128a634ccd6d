//! Names and texts that try to become something else than text.

use serde_json::json;

use super::page::{CONTACT, Page};

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><iframe srcdoc=\"<script>alert(1)</script>\">",
    "'-alert(1)-'",
    "javascript:alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<style>*{display:none}</style>",
    "<base href=//example.invalid>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//example.invalid><input autofocus onfocus=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} #{7*7} <%= 7*7 %> {{7*7}} %s %n",
    "&lt;script&gt; &amp; &#x3c;b&#x3e;",
    "</title></textarea></style></script><script>alert(1)</script>",
    "\u{202e}gnp.exe\u{202c} \u{200b}zero\u{200d}width \u{2066}isolated\u{2069}",
    "*bold* _italic_ `code` [link](http://example.invalid) ||spoiler||",
    "=cmd|'/c calc'!A1",
    "../../etc/passwd\\..\\",
    "__proto__ constructor toString",
    "__proto__",
    "{\"__proto__\":{\"polluted\":1},\"constructor\":{\"prototype\":{\"polluted\":1}}}",
];

/// What all objects, lists and functions of a page share, by name and value.
const SHARED: &str = "[Object, Array, Function].map((kind) => Object.entries(Object.getOwnPropertyDescriptors(kind.prototype)).map(([name, own]) => `${name} ${own.value} ${own.get} ${own.enumerable}`).join())";

#[tokio::test(flavor = "multi_thread")]
async fn whatever_people_call_themselves_or_write_is_only_ever_text() {
    let page = Page::open("en").await;
    let name = "<img src=x onerror=alert(1)>\u{202e}";
    let shared = page.look(SHARED).await;
    // The page invents its newcomers' names; here one comes whose name is an attack.
    page.until("a newcomer with a hostile name", &as_person_named(name)).await;
    page.visit("en").await;
    let shown = page.look("document.querySelector('#contact .owner').textContent").await;
    assert_eq!(shown, json!(name), "the name is shown as it is");

    for text in HOSTILE {
        let field = page.find("#contact-text").await;
        field.send_keys(text).await.expect("it can be typed");
        page.find("#contact-send").await.click().await.expect("it can be sent");
        let wanted = json!(text);
        let shown = format!("[...document.querySelectorAll('#contact .mine .words')].at(-1)?.textContent === {wanted}");
        page.until("the text as it was written", &shown).await;
    }
    let ticks =
        "[...document.querySelectorAll('#contact .mine .tick')].every((tick) => tick.classList.contains('is-ticks'))";
    page.until("the desk has taken everything in", ticks).await;
    page.ask("I want to talk to a person").await;
    page.until("the manager gets the card", "document.querySelectorAll('#manager .key').length >= 1").await;

    let foreign = "document.querySelectorAll('main script, main img, main iframe, main form:not(.composer), main a, main style, main base, main meta').length";
    assert_eq!(page.look(foreign).await, json!(0), "nothing became an element");
    assert_eq!(page.answers(CONTACT).await.iter().filter(|answer| answer.contains("49")).count(), 0, "no template ran");
    // Another whose name is a word that scripts know.
    page.until("a newcomer with another hostile name", &as_person_named("__proto__")).await;
    page.visit("en").await;
    page.until("the name as it is", "document.querySelector('#contact .owner').textContent === '__proto__'").await;
    page.ask("__proto__[polluted]=1").await;
    assert_eq!(page.look(SHARED).await, shared, "what all objects share has changed");
    page.picture("demo-hostile-words").await;
    page.expect_no_trouble().await;
}

/// Makes a person of this name at the simulator and puts it where the page remembers whom it plays.
fn as_person_named(name: &str) -> String {
    let name = json!(name);
    format!(
        "(async () => {{
            const setup = await (await fetch('/demo/setup')).json();
            const body = JSON.stringify({{ first_name: {name}, language_code: 'en' }});
            const headers = {{ 'Content-Type': 'application/json' }};
            const made = await (await fetch('/simulator/users', {{ method: 'POST', headers, body }})).json();
            const person = {{ id: made.id, name: {name}, language: 'en' }};
            sessionStorage.setItem(`${{setup.run}}.contact.${{setup.businesses[0].id}}`, JSON.stringify(person));
            return true;
        }})()"
    )
}
