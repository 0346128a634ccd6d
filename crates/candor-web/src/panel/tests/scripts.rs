use axum::http::StatusCode;
use candor_core::{
    roles::Role,
    script::{digest, samples::SMALL},
};

use super::house::{Browser, House};
use crate::stage::{HOSTILE, SCRIPT, business};

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

async fn publish(browser: &mut Browser, house: &House, name: &str, base: &str, text: &str) -> super::house::Answer {
    let sent = form(&[("name", name), ("base", base), ("text", text), ("note", "by hand"), ("say", "")]);
    browser.send(house, "/panel/script/publish", &sent).await
}

#[tokio::test]
async fn the_list_shows_what_is_in_use_and_which_bot_begins_with_it() {
    let house = House::build().await;
    let mut anna = house.join(Role::Viewer, "Anna").await;
    let list = anna.get(&house, "/panel/scripts").await.body;
    assert!(list.contains("/panel/scripts/flower-shop") && list.contains("@peony_bot"), "{list}");
    assert!(!list.contains("/panel/script/new"), "a viewer is offered to write scripts");
    assert_eq!(anna.get(&house, "/panel/script/new").await.status, StatusCode::FORBIDDEN);
    let mut vera = house.join(Role::Owner, "Vera").await;
    let new = vera.get(&house, "/panel/script/new").await.body;
    for example in ["flower-shop", "dental-clinic", "online-course", "agency"] {
        assert!(new.contains(&format!("/panel/script/new?from={example}")), "{new}");
    }
    let begun = vera.get(&house, "/panel/script/new?from=flower-shop").await.body;
    assert!(begun.contains("name: flower-shop-2"), "the example takes the name of a script there is");
}

#[tokio::test]
async fn a_text_is_published_compared_brought_back_and_taken_away() {
    let house = House::build().await;
    let mut vera = house.join(Role::Owner, "Vera").await;
    let page = vera.get(&house, "/panel/scripts/flower-shop").await.body;
    assert!(page.contains("name=\"base\" value=\"1\"") && page.contains("roses_15"), "{page}");
    let dearer = SCRIPT.replace("2,900", "3,100").replace("2 900", "3 100");
    let done = publish(&mut vera, &house, "flower-shop", "1", &dearer.replace('\n', "\r\n")).await;
    assert_eq!((done.status, done.leads_to()), (StatusCode::SEE_OTHER, "/panel/scripts/flower-shop"), "{}", done.body);
    let head = house.desk.store.script_head(&business(), "flower-shop").await.unwrap().unwrap();
    assert_eq!((head.version, head.digest), (2, digest(&dearer)));
    let versions = vera.get(&house, "/panel/scripts/flower-shop/versions").await.body;
    assert!(versions.contains("Published: flower-shop, version 2"), "{versions}");
    assert!(versions.contains("Vera") && versions.contains("by hand") && versions.contains("fact roses_15: changed"));
    assert!(versions.contains("<ins>") && versions.contains("3,100") && versions.contains("<del>"));
    let unused = SCRIPT.replacen("flower-shop", "tulip-shop", 1);
    let done = publish(&mut vera, &house, "", "0", &unused).await;
    assert_eq!(done.leads_to(), "/panel/scripts/tulip-shop", "{}", done.body);
    let page = vera.get(&house, "/panel/scripts/tulip-shop").await.body;
    assert!(
        page.contains("No bot begins with it yet") && page.contains("No bot begins with this script yet"),
        "{page}"
    );
    let back = vera.send(&house, "/panel/scripts/flower-shop/restore", "version=1").await;
    assert_eq!(back.leads_to(), "/panel/scripts/flower-shop/versions");
    let file = vera.get(&house, "/panel/scripts/flower-shop/versions/3").await;
    assert_eq!(file.body, SCRIPT);
    assert!(file.headers.get("content-disposition").unwrap().to_str().unwrap().contains("flower-shop-3.script.md"));
    assert_eq!(vera.get(&house, "/panel/scripts/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_was_slower_sees_what_was_published_meanwhile_and_loses_nothing() {
    let house = House::build().await;
    let mut vera = house.join(Role::Owner, "Vera").await;
    let (first, second) = (SCRIPT.replace("4,700", "4,800"), SCRIPT.replace("9,200", "9,900"));
    publish(&mut vera, &house, "flower-shop", "1", &first).await;
    let late = publish(&mut vera, &house, "flower-shop", "1", &second).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.body.contains("version 2 of flower-shop") && late.body.contains("4,800") && late.body.contains("9,900")
    );
    assert!(late.body.contains("name=\"base\" value=\"2\""), "{}", late.body);
    let again = publish(&mut vera, &house, "flower-shop", "2", &second).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let other = publish(&mut vera, &house, "", "0", &SCRIPT.replace("390", "490")).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "a new script takes the place of one that is there");
}

#[tokio::test]
async fn a_broken_text_is_not_published_and_says_where_it_is_broken_in_the_readers_language() {
    let house = House::build().await;
    let mut vera = house.join(Role::Owner, "Vera").await;
    vera.language = "ru";
    let broken = SCRIPT.replacen("kind: price", "kind: prise", 1);
    let refused = publish(&mut vera, &house, "flower-shop", "1", &broken).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let line = broken.lines().position(|line| line == "kind: prise").unwrap() + 1;
    assert!(refused.body.contains(&format!("data-line=\"{line}\" data-mark=\"error\"")), "{}", refused.body);
    assert!(refused.body.contains("Не опубликовано: в тексте 1 ошибка") && refused.body.contains("prise"));
    let head = house.desk.store.script_head(&business(), "flower-shop").await.unwrap().unwrap();
    assert_eq!(head.version, 1);
}

#[tokio::test]
async fn a_viewer_may_check_and_try_a_text_and_publish_nothing() {
    let house = House::build().await;
    let mut anna = house.join(Role::Viewer, "Anna").await;
    let text = format!("{SMALL}<!-- {HOSTILE} </textarea> -->\n");
    let checked =
        anna.send(&house, "/panel/script/check", &form(&[("name", ""), ("text", &text), ("part", "1")])).await;
    assert_eq!(checked.status, StatusCode::OK);
    assert!(checked.body.contains("id=\"script-problems\"") && checked.body.contains("id=\"amended\""));
    assert!(!checked.body.contains("<img") && !checked.body.contains("</textarea> --"), "{}", checked.body);
    assert!(checked.body.contains("when-start"), "no outline");
    assert_eq!(publish(&mut anna, &house, "", "0", SMALL).await.status, StatusCode::FORBIDDEN);

    let asked = form(&[("name", "x"), ("text", SMALL), ("say", "When do you start?"), ("part", "1")]);
    let answer = anna.send(&house, "/panel/script/try", &asked).await.body;
    assert!(
        answer.contains("1 December") && answer.contains("class=\"why\"") && answer.contains("Along the script"),
        "{answer}"
    );
    let later = SMALL.replace("1 December", "8 December");
    let asked = form(&[("name", "x"), ("text", &later), ("say", "When is the next group?"), ("part", "1")]);
    let answer = anna.send(&house, "/panel/script/try", &asked).await.body;
    assert!(answer.contains("8 December") && answer.contains("When do you start?"), "{answer}");
    let broken = form(&[("name", "x"), ("text", "# nothing"), ("say", "Hello"), ("part", "1")]);
    assert!(anna.send(&house, "/panel/script/try", &broken).await.body.contains("cannot answer"));
    let anew = form(&[("name", "x"), ("text", SMALL), ("anew", "1"), ("part", "1")]);
    assert!(!anna.send(&house, "/panel/script/try", &anew).await.body.contains("When do you start?</p>"));
    assert_eq!(house.desk.store.counts().await.unwrap().outbox_ready, 0);
}

/// The text that stands on a page of the editor, as it is written there.
fn text_of(page: &str) -> &str {
    page.split("id=\"script-text\"").nth(1).unwrap().split("</textarea>").next().unwrap()
}

/// What a browser without scripts sends of the page it is on: everything in the editor's form, and the button.
fn filled(page: &str, changed: &[(&str, &str)], button: (&str, &str)) -> String {
    let form = page.split("<form class=\"script\"").nth(1).unwrap().split("</form>").next().unwrap();
    let plain = |text: &str| {
        let mut text = text.to_owned();
        for (sign, with) in [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&#60;", "<"),
            ("&#62;", ">"),
            ("&#38;", "&"),
            ("&amp;", "&"),
        ] {
            text = text.replace(sign, with);
        }
        text
    };
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(plain(rest.split('"').next().unwrap()))
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for piece in form.split('<').skip(1) {
        let (tag, inside) = piece.split_once('>').unwrap_or((piece, ""));
        let Some(name) = attribute(tag, "name") else {
            let is_chosen = tag.starts_with("option ") && tag.ends_with(" selected");
            if is_chosen {
                pairs.last_mut().unwrap().1 = attribute(tag, "value").unwrap();
            }
            continue;
        };
        if tag.starts_with("input ") && (!tag.contains("type=\"checkbox\"") || tag.ends_with(" checked")) {
            pairs.push((name, attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("textarea ") {
            pairs.push((name, plain(inside).trim_start_matches('\n').replace('\n', "\r\n")));
        } else if tag.starts_with("select ") {
            pairs.push((name, String::new()));
        }
    }
    for (name, value) in changed {
        pairs.iter_mut().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no field {name}")).1 =
            (*value).to_owned();
    }
    pairs.push((button.0.to_owned(), button.1.to_owned()));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[tokio::test]
async fn a_script_is_filled_in_by_form_on_a_page_without_a_script_of_its_own() {
    let house = House::build().await;
    let mut vera = house.join(Role::Owner, "Vera").await;
    let amend = "/panel/script/amend";
    let page = vera.get(&house, "/panel/scripts/flower-shop").await.body;
    assert!(page.contains("name=\"open\" value=\"facts/roses_15\"") && page.contains("value=\"new/steps\""), "{page}");
    let fact = vera.send(&house, amend, &filled(&page, &[], ("open", "facts/roses_15"))).await.body;
    assert!(
        fact.contains("A bouquet of 15 red roses costs 2,900 ₽.")
            && fact.contains("name=\"at\" value=\"facts/roses_15\"")
    );
    let dearer = [("f.fact.en", "A bouquet of 15 red roses costs 3,100 ₽.")];
    // What was typed is written whichever button is pressed.
    let new = vera.send(&house, amend, &filled(&fact, &dearer, ("open", "new/facts"))).await.body;
    assert!(
        new.contains("says en: A bouquet of 15 red roses costs 3,100 ₽.") && new.contains("id=\"add-part\""),
        "{new}"
    );
    let hostile = format!("Vases {HOSTILE} cost 900 ₽.");
    let vase = [("f.fact.en", hostile.as_str()), ("f.fact.ru", "Вазы стоят 900 ₽."), ("f.about.ru", "вазы")];
    let added = vera.send(&house, amend, &filled(&new, &vase, ("do", "add"))).await.body;
    assert!(added.contains("name=\"at\" value=\"facts/vazy\"") && added.contains("Added."), "{added}");
    assert!(!added.contains("<img") && !added.contains("<script>alert"), "{added}");
    let up = vera.send(&house, amend, &filled(&added, &[], ("do", "up"))).await.body;
    let (vases, peonies) = (text_of(&up).find("### vazy"), text_of(&up).find("### peony_season"));
    assert!(vases < peonies, "it was not moved");
    let gone = vera.send(&house, amend, &filled(&up, &[], ("do", "remove"))).await.body;
    assert!(!text_of(&gone).contains("### vazy") && gone.contains("id=\"overview\""), "{gone}");
    let back = vera.send(&house, amend, &filled(&gone, &[], ("do", "undo"))).await.body;
    assert!(text_of(&back).contains("### vazy") && back.contains("Taken back."), "{back}");
    let roses = vera.send(&house, amend, &filled(&back, &[], ("open", "facts/roses_15"))).await.body;
    let asked = vera.send(&house, amend, &filled(&roses, &[], ("do", "remove"))).await.body;
    assert!(asked.contains("id=\"removal\"") && asked.contains("value=\"steps/roses\""), "{asked}");
    let file = vera.send(&house, "/panel/script/save", &filled(&asked, &[], ("say", ""))).await;
    assert!(file.body.contains("3,100") && file.body.contains("### vazy"));
    assert!(file.headers.get("content-disposition").unwrap().to_str().unwrap().contains("flower-shop-draft.script.md"));
    // What was typed there has a name in braces that nothing has, so that is not published.
    let done = vera.send(&house, "/panel/script/publish", &filled(&gone, &[], ("say", ""))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let head = house.desk.store.script_head(&business(), "flower-shop").await.unwrap().unwrap();
    assert_eq!((head.version, head.text.contains("3,100")), (2, true));
}

#[tokio::test]
async fn a_few_answers_begin_a_script_that_can_be_published() {
    let house = House::build().await;
    let mut vera = house.join(Role::Owner, "Vera").await;
    vera.language = "ru";
    let new = vera.get(&house, "/panel/script/new").await.body;
    assert!(new.contains("Как называется ваш бизнес?"), "{new}");
    let nameless = vera.send(&house, "/panel/script/begin", &form(&[("hours", "Открыто всегда.")])).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.body.contains("value=\"Открыто всегда.\""), "what was typed is gone");
    let answers = [
        ("business", "Василёк"),
        ("language", "ru"),
        ("sells", "букет"),
        ("price", "Букет стоит 900 ₽."),
        ("hours", "Открыто с 9:00 до 21:00."),
    ];
    let begun = vera.send(&house, "/panel/script/begin", &form(&answers)).await.body;
    assert!(begun.contains("имя: vasilek") && begun.contains("Всё в порядке"), "{begun}");
    let done = vera.send(&house, "/panel/script/publish", &filled(&begun, &[], ("say", ""))).await;
    assert_eq!(done.leads_to(), "/panel/scripts/vasilek", "{}", done.body);
    let mut anna = house.join(Role::Viewer, "Anna").await;
    assert_eq!(anna.send(&house, "/panel/script/begin", &form(&answers)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_first_load_of_the_editor_stays_light() {
    let house = House::build().await;
    let mut vera = house.join(Role::Owner, "Vera").await;
    let mut total = vera.get(&house, "/panel/scripts/flower-shop").await.body.len();
    for file in [
        "panel.css",
        "panel.js",
        "drafts.js",
        "forms.js",
        "keys.js",
        "live.js",
        "morph.js",
        "places.js",
        "script.js",
        "times.js",
        "icons.svg",
    ] {
        total += vera.get(&house, &format!("/panel/assets/{file}")).await.body.len();
    }
    assert!(total < 300_000 - 2 * 50_000, "{total} bytes, and two fonts");
}
