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
