//! What a message tells when a field of text was asked: the bare answer, and only what belongs to it.

use candor_core::{
    hearing::{Ear, HeardKind, Hearing, HearingContext},
    language::Language,
    script,
};
use jiff::civil::date;

fn shop() -> Ear {
    Ear::train(&script::read(include_str!("../../../../scripts/flower-shop.script.md")).unwrap())
}

fn hear(ear: &Ear, text: &str, asked: &str) -> Hearing {
    let context = HearingContext {
        today: date(2026, 11, 27),
        now: None,
        language: Language::En,
        asked: Some(asked.to_owned()),
        step: Some("details".to_owned()),
    };
    ear.hear(text, &context)
}

fn told(hearing: &Hearing) -> Vec<(&str, &str)> {
    hearing.told.iter().map(|told| (told.field.as_str(), told.value.as_str())).collect()
}

#[test]
fn one_word_after_a_name_was_asked_is_the_name_whatever_the_heads_make_of_it() {
    let ear = shop();
    for name in [
        "Zoe",
        "Priya",
        "Wojciech",
        "Will",
        "May",
        "Aigul",
        "Света",
        "Айгуль",
        "Ия",
        "Зульфия",
        "зульфия",
        "Эмма",
        "Хасан",
        "Нурсултан",
        "Tom",
        "Анна",
        "Anna Petrova",
        "Айгуль Сафина",
    ] {
        let heard = hear(&ear, name, "name");
        assert_eq!(told(&heard), [("name", name)], "{:?}", heard.things);
        let kinds: Vec<HeardKind> = heard.things.iter().map(|thing| thing.kind).collect();
        assert_eq!(kinds, [HeardKind::TellsField], "{name}");
    }
    for word in
        ["да", "нет", "стоп", "оператор", "спасибо", "привет", "дорого", "потом", "skip", "why", "no", "human", "никак"]
    {
        assert_eq!(told(&hear(&ear, word, "name")), [], "{word}");
    }
}

#[test]
fn a_number_or_an_address_is_never_a_name() {
    let ear = shop();
    for (text, expected) in [
        ("+44 7700 900123", vec![("phone", "+447700900123")]),
        ("Айгуль, 8 912 345 67 89", vec![("name", "Айгуль"), ("phone", "+79123456789")]),
        ("My phone is +7 912 345-67-89, name Maria", vec![("name", "Maria"), ("phone", "+79123456789")]),
        ("меня зовут Айгуль", vec![("name", "Айгуль")]),
        ("на Айгуль", vec![("name", "Айгуль")]),
        ("anna petrova", vec![("name", "anna petrova")]),
        ("айгуль сафина, 8 912 345 67 89", vec![("name", "айгуль сафина"), ("phone", "+79123456789")]),
        ("Мария де ла Крус", vec![("name", "Мария де ла Крус")]),
        ("Mila de la Cruz", vec![("name", "Mila de la Cruz")]),
        ("my name is Zoe", vec![("name", "Zoe")]),
        ("15", vec![]),
        ("завтра", vec![("day", "2026-11-28")]),
        ("zoe@example.com", vec![]),
    ] {
        assert_eq!(told(&hear(&ear, text, "name")), expected, "{text}");
    }
}

#[test]
fn what_is_told_with_the_name_of_another_field_goes_there() {
    let ear = shop();
    for (text, asked, expected) in [
        ("my budget is 3000", "address", vec![("budget", "3000.00")]),
        ("мой бюджет 3000", "address", vec![("budget", "3000.00")]),
        ("мой бюджет 3000", "name", vec![("budget", "3000.00")]),
        ("my budget is 3000", "stems", vec![("budget", "3000.00")]),
        ("My phone is +7 912 345-67-89, name Maria", "address", vec![("phone", "+79123456789"), ("name", "Maria")]),
        ("Lenina 5", "address", vec![("address", "Lenina 5")]),
        ("улица Липовая, 14", "address", vec![("address", "улица Липовая, 14")]),
    ] {
        let heard = hear(&ear, text, asked);
        assert_eq!(told(&heard), expected, "{text} ({asked})");
        assert!(!heard.says(HeardKind::ObjectsPrice) && !heard.says(HeardKind::Objects), "{text}: {:?}", heard.things);
    }
}

#[test]
fn a_sentence_is_no_name_and_what_it_tells_goes_where_it_belongs() {
    let ear = shop();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("I need delivery on Sunday to Lenina 5", vec![("day", "2026-11-29"), ("address", "Lenina 5")]),
        ("Нужна доставка в воскресенье на Ленина 5", vec![("day", "2026-11-29"), ("address", "Ленина 5")]),
        ("я хочу розы на завтра", vec![("day", "2026-11-28")]),
        ("I want a big bouquet", vec![]),
        ("привезите пожалуйста побыстрее", vec![]),
        ("Lenina 5", vec![]),
    ] {
        let heard = hear(&ear, text, "name");
        let without_choices: Vec<_> =
            told(&heard).into_iter().filter(|(field, _)| ["name", "day", "address"].contains(field)).collect();
        if without_choices != expected {
            wrong.push(format!("{text}: {without_choices:?} {:?}", heard.things));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_address_told_in_passing_is_taken_where_it_plainly_is_one() {
    let ear = shop();
    let mut wrong = Vec::new();
    for (text, asked, expected) in [
        ("Доставьте 15 роз на Ленина 5", "day", Some("Ленина 5")),
        ("ул. Ленина, д. 5, кв. 12, и позвоните заранее", "day", Some("ул. Ленина, д. 5, кв. 12")),
        ("bring them to 5 Lenin Street", "day", Some("5 Lenin Street")),
        // Where the address itself was asked, it is found in an answer that says something else as well.
        ("ул. Ленина, 5, и спасибо за скидку", "address", Some("ул. Ленина, 5")),
        // A sentence of its own beside it stays out, what helps to find the house or not.
        ("ул. Ленина, 5, домофон не работает", "address", Some("ул. Ленина, 5")),
        // The shop's own place, a question, two of them, a house that is not meant.
        ("заберу сам на Липовой 14", "day", None),
        ("вы на Ленина 5?", "day", None),
        ("живу на Ленина 5, везите на Мира 10", "day", None),
        ("только не на Ленина 5", "day", None),
        ("скидка на Айфон 15", "day", None),
    ] {
        let heard = hear(&ear, text, asked);
        let address = heard.told.iter().find(|told| told.field == "address").map(|told| told.value.as_str());
        if address != expected {
            wrong.push(format!("{text} ({asked}): {:?}", heard.told));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
