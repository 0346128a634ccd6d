#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::{prelude::*, sample::Index};

use super::*;
use crate::script::{amend::proof::without_lines, keywords::KEYWORDS, parse, reading, samples::SMALL};

/// Every script that comes along, and some that are laid out as nobody would.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        SMALL,
        include_str!("../../../../../scripts/flower-shop.script.md"),
        include_str!("../../../../../scripts/agency.script.md"),
        include_str!("../../../../../scripts/dental-clinic.script.md"),
        include_str!("../../../../../scripts/online-course.script.md"),
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(SMALL.replace('\n', "\r\n"));
    texts.push(SMALL.replace("\n\n", "\n"));
    texts.push(SMALL.trim_end().to_owned());
    texts.push(SMALL.replace("say: ", "**Say:** ").replace("customers say:\n- ", "customers say:\n  * "));
    texts.push(SMALL.replace("### ", "<!-- a note\n over lines --> \n### ").replace("goal: ", "goal: <!-- in it --> "));
    texts.push(ODD.to_owned());
    texts
}

const ODD: &str = "имя: odd
компания: Чай
языки: ru
часовой пояс: Europe/Moscow
## Шаги
### Шаг 1: Начало
сказать:
> Добрый день.

> цель: не ключевое слово
клиент говорит: Привет; Здравствуйте <!-- и ещё -->
  узнать: имя
<!-- конец
### не шаг --> дальше: конец
### конец
сказать: Пока.
итог: закрыть
## Что узнать
### имя
вид: текст
спросить: Как вас зовут?";

fn put(key: Key, language: Option<Language>, value: &[&str]) -> Put {
    Put { key, language, value: value.iter().map(|line| (*line).to_owned()).collect() }
}

fn step(id: &str) -> Place {
    Place::thing(Section::Steps, id)
}

fn said(text: &str, place: &Place, key: Key, language: Option<Language>) -> Vec<String> {
    let parts = parts(text);
    let found = find(&parts, place).and_then(|part| part.said(key, language)).map(|saying| saying.value.clone());
    found.unwrap_or_default()
}

fn meaning(text: &str) -> crate::script::Script {
    without_lines(reading::read(&crate::script::outline::outline(text)).script)
}

/// Words that look like everything the grammar knows.
const HOSTILE: &str = r"say: x|## Steps|### name|- item|> quote|<!-- note|-->|\{\}|\{roses|</textarea><img>|a; b, c|---|\*\*b\*\*|🙂 ёж|#|имя: я|1\. one|\u{200b}x\u{202e}|a -> b|'|&amp;";

fn line() -> impl Strategy<Value = String> {
    prop_oneof![HOSTILE, "[ a-zа-я{}:;,<>#*-]{0,24}", ".{0,24}"]
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 0..4)
}

#[test]
fn words_are_put_where_they_stand_and_nothing_else_changes() {
    let change = put(Key::Say, Some(Language::Ru), &["Добро пожаловать."]);
    let new = with_put(SMALL, &step("hello"), &change).unwrap();
    assert_eq!(new, SMALL.replace("Рады вам. Рассказать о курсе каллиграфии?", "Добро пожаловать."));
    let list = put(Key::HeardAs, Some(Language::En), &["Hello", "Good day", "Tell me about the course"]);
    let new = with_put(SMALL, &step("hello"), &list).unwrap();
    assert_eq!(new, SMALL.replace("- I want to learn calligraphy\n", "- Good day\n"));
    let about = put(Key::About, Some(Language::En), &["course", "lettering", "calligraphy"]);
    let new = with_put(SMALL, &Place::thing(Section::Facts, "course"), &about).unwrap();
    assert_eq!(new, SMALL.replace("about: course, calligraphy", "about: course, lettering, calligraphy"));
    let two = put(Key::Say, None, &["One.", "", "goal: two"]);
    let new = with_put(SMALL, &step("later"), &two).unwrap();
    assert!(new.contains("say:\n> One.\n>\n> goal: two\n\nsay ru:"), "{new}");
}

#[test]
fn a_keyword_comes_where_it_belongs_and_goes_without_a_trace() {
    let next = put(Key::Next, None, &["hello"]);
    let new = with_put(SMALL, &step("later"), &next).unwrap();
    assert!(new.contains("- Может, позже\n\nnext: hello\n\noutcome: close"), "{new}");
    let gone = with_put(&new, &step("later"), &put(Key::Next, None, &[])).unwrap();
    assert_eq!(gone, SMALL);
    let rules = Place::whole(Section::Qualification);
    let new = with_put(SMALL, &rules, &put(Key::Points, None, &["phone: told — 2 points"])).unwrap();
    assert!(new.ends_with("\n\n## Qualification\n\npoints:\n- phone: told — 2 points\n"), "{new}");
    let zone = put(Key::TimeZone, None, &["Asia/Omsk"]);
    assert_eq!(
        with_put(SMALL, &Place::whole(Section::Head), &zone).unwrap(),
        SMALL.replace("Europe/Moscow", "Asia/Omsk")
    );
}

#[test]
fn values_are_written_in_the_language_of_the_keywords_and_the_same_meaning_changes_nothing() {
    let kind = put(Key::FactKind, None, &["place"]);
    let fact = with_part(ODD, Section::Facts, "adres", &[kind, put(Key::Says, None, &["Мы на Лесной."])]).unwrap();
    assert!(fact.contains("## Факты\n\n### adres\nвид: место\nтекст: Мы на Лесной.\n"), "{fact}");
    let same = with_put(ODD, &step("конец"), &put(Key::Outcome, None, &["close"])).unwrap();
    assert_eq!(same, ODD);
}

#[test]
fn notes_are_kept_whatever_is_put_anew_around_them() {
    let begin = step("начало");
    let new = with_put(ODD, &begin, &put(Key::HeardAs, None, &["Добрый день"])).unwrap();
    assert!(new.contains("клиент говорит:\n- Добрый день\n<!-- и ещё -->\n  узнать: имя"), "{new}");
    let new = with_put(ODD, &begin, &put(Key::Next, None, &[])).unwrap();
    assert!(new.contains("<!-- конец\n### не шаг -->\n### конец"), "{new}");
    assert_eq!(said(&new, &begin, Key::Next, None), Vec::<String>::new());
}

#[test]
fn parts_are_added_moved_and_taken_out() {
    let says = [put(Key::Answer, Some(Language::Ru), &["Да."]), put(Key::AskedAs, Some(Language::En), &["A dog?"])];
    let new = with_part(SMALL, Section::Questions, "dog", &says).unwrap();
    assert!(
        new.contains("answer ru: {start}\n\n### dog\n\ncustomers ask:\n- A dog?\n\nanswer ru: Да.\n\n## What"),
        "{new}"
    );
    assert_eq!(without_part(&new, &Place::thing(Section::Questions, "dog")).unwrap(), SMALL);
    let moved = with_part_moved(SMALL, &step("later"), Way::Up).unwrap();
    let order: Vec<String> = meaning(&moved).steps.into_iter().map(|step| step.id).collect();
    assert_eq!(order, ["hello", "offer", "later", "sign-up"]);
    assert_eq!(with_part_moved(&moved, &step("later"), Way::Down).unwrap(), SMALL);
    assert_eq!(with_part_moved(SMALL, &step("hello"), Way::Up).unwrap(), SMALL);
    for name in ["", "a b", "### x", "Большое", "hello"] {
        assert_eq!(with_part(SMALL, Section::Steps, name, &[]), Err(EditError::BadName), "{name}");
    }
    assert_eq!(without_part(SMALL, &step("nowhere")), Err(EditError::UnknownPart));
    assert_eq!(new_id(SMALL, "Цена роз", "fact"), "tsena-roz");
    assert_eq!(new_id(SMALL, "Hello!", "step"), "hello-2");
    assert_eq!(new_id(SMALL, "🙂", "step"), "step");
}

#[test]
fn a_part_is_called_otherwise_wherever_something_speaks_of_it() {
    let new = with_part_renamed(SMALL, &step("sign-up"), "join").unwrap();
    assert!(!new.contains("sign-up") && new.contains("### join"), "{new}");
    let new = with_part_renamed(SMALL, &Place::thing(Section::Facts, "course"), "цена").unwrap();
    assert!(new.contains("### цена") && new.contains("{цена}") && !new.contains("{course}"), "{new}");
    assert!(new.contains("about: course, calligraphy"), "words are no names: {new}");
    let new = with_part_renamed(ODD, &step("конец"), "прощание").unwrap();
    assert!(new.contains("<!-- конец\n### не шаг --> дальше: прощание\n### прощание\n"), "{new}");
    let new = with_part_renamed(ODD, &Place::thing(Section::Fields, "имя"), "зовут").unwrap();
    assert_eq!(new, ODD.replace("узнать: имя", "узнать: зовут").replace("### имя", "### зовут"));
    let same = "# name: a\n## Steps\n### next\nsay: {next}\nbuttons:\n- next -> next\nnext: next\n### b\nsay: x\n<!-- next -->next: Next <!-- next";
    let new = with_part_renamed(same, &step("next"), "c").unwrap();
    assert_eq!(
        new,
        "# name: a\n## Steps\n### c\nsay: {next}\nbuttons:\n- next -> c\nnext: c\n### b\nsay: x\n<!-- next -->next: c <!-- next"
    );
}

#[test]
fn criteria_follow_a_field_that_is_called_otherwise_and_labels_stay() {
    let rules =
        "\n## Qualification\npoints:\n- phone: told — 2 points\n- Phone number - 1\nnot qualified if:\n- phone\n";
    let text = format!("{}{rules}", SMALL.replace("### phone\n", "### phone\n\nlabel: Phone number\n"));
    assert_eq!(meaning(&text).qualification.criteria.len(), 2, "{text}");
    let new = with_part_renamed(&text, &Place::thing(Section::Fields, "phone"), "mobile").unwrap();
    assert!(new.contains("- mobile: told — 2 points\n- Phone number - 1\nnot qualified if:\n- mobile\n"), "{new}");
    let rules = meaning(&new).qualification;
    assert!(rules.criteria.iter().chain(&rules.excluded_if).all(|rule| rule.field == "mobile"));
}

#[test]
fn a_name_that_is_taken_or_can_be_none_is_refused() {
    let course = Place::thing(Section::Facts, "course");
    for name in ["", "a b", "### x", "Большое", "x\ny", "a{b}", &"x".repeat(49)] {
        assert_eq!(with_part_renamed(SMALL, &course, name), Err(EditError::BadName), "{name}");
    }
    for name in ["start", "phone", "business"] {
        assert_eq!(with_part_renamed(SMALL, &course, name), Err(EditError::TakenName), "{name}");
    }
    assert_eq!(with_part_renamed(SMALL, &step("hello"), "offer"), Err(EditError::TakenName));
    assert_eq!(with_part_renamed(SMALL, &step("nowhere"), "x"), Err(EditError::UnknownPart));
    assert_eq!(with_part_renamed(SMALL, &Place::whole(Section::Voice), "x"), Err(EditError::UnknownPart));
    assert_eq!(with_part_renamed(SMALL, &course, "course").as_deref(), Ok(SMALL));
    // A step may be called as a fact is: they are never spoken of in the same way.
    assert!(with_part_renamed(SMALL, &step("hello"), "course").is_ok());
}

#[test]
fn a_new_name_in_a_long_text_is_kept_small_and_taken_back_after_more_was_written() {
    let text = include_str!("../../../../../scripts/flower-shop.script.md");
    let place = parts(text).into_iter().map(|part| part.place).find(|place| uses(text, place).len() > 2).unwrap();
    let new = with_part_renamed(text, &place, "called-otherwise").unwrap();
    let change = Change::between(text, &new).unwrap();
    let kept = serde_json::to_string(&change).unwrap();
    assert!(kept.len() < 8_000, "{}", kept.len());
    let change: Change = serde_json::from_str(&kept).unwrap();
    assert_eq!(change.undone(&new).as_deref(), Some(text));
    let more = format!("{new}\n<!-- written since -->\n");
    assert_eq!(change.undone(&more), Some(format!("{text}\n<!-- written since -->\n")));
    assert_eq!(change.undone(&new.replace("called-otherwise", "and-again")), None);
}

#[test]
fn every_part_of_every_example_is_called_otherwise_and_back() {
    for text in texts() {
        for place in parts(&text).into_iter().map(|part| part.place).filter(|place| place.id.is_some()) {
            there_and_back(&text, &place, "x-ray_9");
        }
    }
}

/// Calls a part otherwise and back: nothing else changes, and nothing new is wrong.
#[track_caller]
fn there_and_back(text: &str, place: &Place, name: &str) {
    let id = place.id.clone().unwrap();
    let renamed = Place::thing(place.section, name);
    let new = with_part_renamed(text, place, name).unwrap_or_else(|why| panic!("{id} to {name}: {why}\n{text}"));
    assert!(find(&parts(&new), place).is_none(), "{id} is still there\n{new}");
    assert_eq!(uses(&new, place), [], "{id} is still spoken of\n{new}");
    let whose = |found: Use| (if found.place == renamed { place.clone() } else { found.place }, found.key);
    let spoken: Vec<_> = uses(&new, &renamed).into_iter().map(whose).collect();
    assert_eq!(spoken, uses(text, place).into_iter().map(|found| (found.place, found.key)).collect::<Vec<_>>());
    let wrong = |text: &str| parse(text).1.into_iter().map(|problem| (problem.line, problem.code)).collect::<Vec<_>>();
    assert_eq!(wrong(&new), wrong(text), "{id} to {name}");
    let back = with_part_renamed(&new, &renamed, &id).unwrap();
    assert_eq!(meaning(&back), meaning(text), "{id}");
    // Once every mention is written as the name is, there and back is the same text, byte for byte.
    let again = with_part_renamed(&back, place, name).unwrap();
    assert_eq!(again, new);
    assert_eq!(with_part_renamed(&again, &renamed, &id).unwrap(), back);
    if !text.contains("### Шаг") {
        assert_eq!(back, text, "{id}");
    }
    assert_eq!(Change::between(text, &new).unwrap().undone(&new).as_deref(), Some(text));
}

#[test]
fn who_speaks_of_a_part_is_known() {
    let places = |place: &Place| -> Vec<String> {
        uses(SMALL, place).into_iter().map(|found| found.place.id.unwrap_or_default()).collect()
    };
    assert_eq!(places(&step("sign-up")), ["offer", "asks-to-join"]);
    assert_eq!(places(&Place::thing(Section::Facts, "course")), ["offer"]);
    assert_eq!(places(&Place::thing(Section::Fields, "phone")), ["sign-up"]);
    assert!(places(&Place::thing(Section::Questions, "when-start")).is_empty());
}

#[test]
fn other_languages_leave_every_text_in_its_own() {
    let new = with_languages(SMALL, &[Language::Ru, Language::En]).unwrap();
    assert!(new.contains("say en: Glad to see you") && new.contains("languages: ru, en"), "{new}");
    let wanted = crate::script::Script { languages: vec![Language::Ru, Language::En], ..meaning(SMALL) };
    assert_eq!(meaning(&new), wanted);
    let one = with_languages(SMALL, &[Language::En]).unwrap();
    assert_eq!(one, SMALL.replace("languages: en, ru", "languages: en"));
}

#[test]
fn a_line_leads_to_its_part_and_keyword() {
    let parts = parts(SMALL);
    let line = SMALL.lines().position(|line| line == "- Какая цена курса?").unwrap() + 1;
    let (part, saying) = spot(&parts, line).unwrap();
    assert_eq!((part.place.clone(), saying.unwrap().key), (step("offer"), Key::HeardAs));
    assert_eq!(parts.iter().filter(|part| part.place.id.is_none()).count(), 3);
}

#[test]
fn every_example_can_be_taken_apart_and_put_together_again() {
    for text in texts() {
        // Of a long one every ninth keyword and part stands for the others.
        let pace = if text.len() > 20_000 { 9 } else { 1 };
        for part in parts(&text).into_iter().step_by(pace) {
            for saying in part.says.iter().step_by(pace) {
                let there = Put { key: saying.key, language: saying.language, value: saying.value.clone() };
                assert_eq!(with_put(&text, &part.place, &there).unwrap(), text, "{there:?}");
                let without = with_put(&text, &part.place, &Put { value: Vec::new(), ..there.clone() });
                let Ok(without) = without else { panic!("{there:?} of {:?} stays in\n{text}", part.place) };
                // Without a main language or the words that tell the choice apart, more than one keyword would differ.
                if saying.key == Key::Languages {
                    continue;
                }
                let back = with_put(&without, &part.place, &there).unwrap_or_else(|why| panic!("{there:?}: {why}"));
                assert_eq!(meaning(&back), meaning(&text), "{there:?}");
            }
            if let Some(id) = &part.place.id {
                let without = without_part(&text, &part.place).unwrap_or_else(|why| panic!("{id}: {why}\n{text}"));
                let says: Vec<Put> = part
                    .says
                    .iter()
                    .map(|one| Put { key: one.key, language: one.language, value: one.value.clone() })
                    .collect();
                let mut back = with_part(&without, part.place.section, id, &says).unwrap();
                let place = |text: &str| {
                    parts(text)
                        .iter()
                        .filter(|one| one.place.section == part.place.section)
                        .position(|one| one.place == part.place)
                };
                while place(&back) > place(&text) {
                    back = with_part_moved(&back, &part.place, Way::Up).unwrap();
                }
                assert_eq!(meaning(&back), meaning(&text), "{id}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_is_put_is_read_as_it_was_meant_and_all_else_stays(
        text in any::<Index>(), part in any::<Index>(), key in any::<Index>(), in_russian: bool, value in lines(),
    ) {
        let texts = texts();
        let text = text.get(&texts);
        let all = parts(text);
        let part = part.get(&all);
        let rows: Vec<_> = KEYWORDS.iter().filter(|row| row.section == part.place.section && row.key != Key::Languages).collect();
        let row = *key.get(&rows);
        let main = meaning(text).languages[0];
        let language = row.takes.is_worded().then_some(if in_russian { Language::Ru } else { main });
        let put = Put { key: row.key, language, value };
        let new = with_put(text, &part.place, &put);
        prop_assert!(new.is_ok(), "{put:?} in {:?}: {new:?}", part.place);
        let new = new.unwrap();
        let wanted = super::put::clean(row.key, Old::of(text).unwrap().layout.keywords, &put.value);
        let is = said(&new, &part.place, row.key, language);
        let is_joined = |lines: &[String]| lines.join(" ");
        prop_assert!(is == wanted || is_joined(&is) == is_joined(&wanted), "{is:?} {wanted:?}");
        let others = |text: &str| -> Vec<Part> {
            let mut all = parts(text);
            all.retain(|one| one.place != part.place);
            all
        };
        let plain = |parts: Vec<Part>| parts.into_iter().map(|part| (part.place, part.says.into_iter()
            .map(|one| (one.key, one.language, one.value)).collect::<Vec<_>>())).collect::<Vec<_>>();
        prop_assert_eq!(plain(others(&new)), plain(others(text)));
        // What is in neither text's stretch is byte for byte the same, and it can be taken back.
        if let Some(change) = Change::between(text, &new) {
            prop_assert_eq!(change.undone(&new), Some(text.clone()));
            let more = format!("{new}\n<!-- written since -->");
            let undone = change.undone(&more);
            prop_assert!(undone.is_none_or(|undone| undone.ends_with("written since -->")));
        } else {
            prop_assert_eq!(&new, text);
        }
        parse(&new);
    }

    #[test]
    fn whatever_a_part_is_called_there_and_back_is_the_same_text(
        text in any::<Index>(), part in any::<Index>(), name in "[a-zа-я0-9_-]{1,20}|\\PC{0,12}|name|next|business|offer|x",
    ) {
        let texts = texts();
        let text = text.get(&texts);
        let named: Vec<Place> = parts(text).into_iter().map(|part| part.place).filter(|place| place.id.is_some()).collect();
        let place = part.get(&named);
        match with_part_renamed(text, place, &name) {
            Err(EditError::TakenName) => {
                let known = |section| named.contains(&Place::thing(section, &*name));
                prop_assert!(name == "business" || [Section::Facts, Section::Fields, place.section].into_iter().any(known), "{name}");
            }
            Err(EditError::BadName) => {}
            Err(why) => prop_assert!(false, "{place:?} to {name}: {why}"),
            Ok(new) => {
                prop_assert_eq!(crate::script::placeholder::id_of(&name), name.clone());
                if new != *text {
                    there_and_back(text, place, &name);
                }
            }
        }
    }

    #[test]
    fn new_parts_say_what_they_should_and_go_again(
        text in any::<Index>(), section in any::<Index>(), values in prop::collection::vec(lines(), 12),
    ) {
        let texts = texts();
        let text = text.get(&texts);
        let sections = [Section::Facts, Section::Questions, Section::Fields, Section::Steps, Section::Triggers];
        let section = *section.get(&sections);
        let main = meaning(text).languages[0];
        let rows = KEYWORDS.iter().filter(|row| row.section == section);
        let says: Vec<Put> = rows.zip(values).map(|(row, value)| Put { key: row.key, language: row.takes.is_worded().then_some(main), value }).collect();
        let id = new_id(text, says[0].value.first().map_or("", String::as_str), "new");
        let new = with_part(text, section, &id, &says);
        prop_assert!(new.is_ok(), "{says:?}: {new:?}");
        let new = new.unwrap();
        let place = Place::thing(section, &id);
        for put in &says {
            let wanted = super::put::clean(put.key, Old::of(text).unwrap().layout.keywords, &put.value);
            prop_assert_eq!(said(&new, &place, put.key, put.language), wanted);
        }
        let gone = without_part(&new, &place);
        prop_assert!(gone.is_ok());
        prop_assert_eq!(meaning(&gone.unwrap()), meaning(text));
        prop_assert_eq!(Change::between(text, &new).unwrap().undone(&new), Some(text.clone()));
    }
}

#[test]
fn a_criterion_is_taken_apart_and_put_together() {
    let parts = |item: &str| criterion(item);
    assert_eq!(parts("Budget: at least 3000 ₽ — 2 points"), ("Budget".into(), "at least 3000 ₽".into(), 2));
    assert_eq!(parts("phone"), ("phone".into(), String::new(), 1));
    assert_eq!(criterion_in_words("budget", "от 5", Some(3), Language::Ru), "budget: от 5 — 3 балла");
    assert_eq!(criterion_in_words("phone", "", Some(1), Language::En), "phone: told — 1 point");
    assert_eq!(criterion_in_words("phone", "известно", Some(11), Language::Ru), "phone: известно — 11 баллов");
    assert_eq!(criterion_in_words("budget", "до 3", None, Language::Ru), "budget: до 3");
}
