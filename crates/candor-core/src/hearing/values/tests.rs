//! What is found in real messages, in both languages.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use jiff::{civil::date, tz};

use super::*;

/// A Saturday, ten in the morning in Moscow.
fn now() -> Now {
    Now::at(&date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(tz::TimeZone::fixed(tz::offset(3))).unwrap())
}

fn forms(text: &str) -> Vec<String> {
    values(text, &now()).iter().map(|found| found.value.normal()).collect()
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .filter(|(text, form)| forms(text) != [*form])
        .map(|(text, form)| (text, form, forms(text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn check_nothing(texts: &[&str]) {
    let wrong: Vec<_> = texts.iter().filter(|text| !forms(text).is_empty()).map(|text| (text, forms(text))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn money_is_found() {
    check(&[
        ("2900 ₽", "2900.00 RUB"),
        ("2 900 руб.", "2900.00 RUB"),
        ("бюджет 2900р", "2900.00 RUB"),
        ("где-то 5 тысяч рублей", "5000.00 RUB"),
        ("5 т.р.", "5000.00 RUB"),
        ("полторы тысячи", "1500.00"),
        ("до 30к", "..30000.00"),
        ("от 20 до 30 тысяч", "20000.00..30000.00"),
        ("20-30k", "20000.00..30000.00"),
        ("20–30 тыс. руб.", "20000.00..30000.00 RUB"),
        ("бюджет около 50000", "50000.00"),
        ("двадцать долларов", "20.00 USD"),
        ("1,5 млн рублей", "1500000.00 RUB"),
        ("10 рублей 50 копеек", "10.50 RUB"),
        ("2,900.50 $", "2900.50 USD"),
        ("$20", "20.00 USD"),
        ("between $10 and $20", "10.00..20.00 USD"),
        ("from 10 to 20 dollars", "10.00..20.00 USD"),
        ("$20 and 43c", "20.43 USD"),
        ("£99.99", "99.99 GBP"),
        ("about 3 thousand euros", "3000.00 EUR"),
        ("my budget is 1500", "1500.00"),
        ("15000 тенге", "15000.00 KZT"),
        ("100 eur", "100.00 EUR"),
    ]);
}

#[test]
fn days_are_found() {
    check(&[
        ("сегодня", "2026-11-21"),
        ("завтра", "2026-11-22"),
        ("послезавтра", "2026-11-23"),
        ("давайте в пятницу", "2026-11-27"),
        ("в субботу", "2026-11-28"),
        ("в следующий вторник", "2026-11-24"),
        ("15 января", "2027-01-15"),
        ("25 ноября", "2026-11-25"),
        ("21 ноября", "2026-11-21"),
        ("15-го января 2028", "2028-01-15"),
        ("15.01", "2027-01-15"),
        ("15.01.2027", "2027-01-15"),
        ("15.01.27", "2027-01-15"),
        ("2027-01-15", "2027-01-15"),
        ("завтра в 18:30", "2026-11-22T18:30+03:00"),
        ("в 18:30 завтра", "2026-11-22T18:30+03:00"),
        ("завтра в 6 вечера", "2026-11-22T18:00+03:00"),
        ("в пятницу в 10.30", "2026-11-27T10:30+03:00"),
        ("в среду к 15", "2026-11-25T15:00+03:00"),
        ("через 3 дня", "2026-11-24T10:00+03:00"),
        ("через неделю", "2026-11-28"),
        ("пятнадцатого января", "2027-01-15"),
        ("двадцать пятого декабря", "2026-12-25"),
        ("25 числа", "2026-11-25"),
        ("давайте 25-го", "2026-11-25"),
        ("on the 15th", "2026-12-15"),
        ("today", "2026-11-21"),
        ("the day after tomorrow", "2026-11-23"),
        ("tomorrow at 6 pm", "2026-11-22T18:00+03:00"),
        ("on Friday at 10:30 am", "2026-11-27T10:30+03:00"),
        ("Jan 15", "2027-01-15"),
        ("January 15th, 2028", "2028-01-15"),
        ("15th of January", "2027-01-15"),
        ("2/15", "2027-02-15"),
        ("15/02/2027", "2027-02-15"),
        ("in two weeks", "2026-12-05"),
        ("Fri, Dec 18", "2026-12-18"),
        ("at 3 pm on Friday", "2026-11-27T15:00+03:00"),
        ("Пятница, 18.12.26", "2026-12-18"),
    ]);
}

#[test]
fn other_values_are_found() {
    check(&[
        ("мой телефон 8 916 123-45-67", "+79161234567"),
        ("+44 20 7946 0958", "+442079460958"),
        ("Anna@Mail.ru", "anna@mail.ru"),
        ("15 роз", "15 роз"),
        ("three bouquets", "3 bouquets"),
        ("1,5 кг", "1500 g"),
        ("10%", "10%"),
        ("12,5 процента", "12.5%"),
    ]);
    assert_eq!(
        forms("15 роз на завтра за 3000 руб, звоните 89161234567"),
        ["15 роз", "2026-11-22", "3000.00 RUB", "+79161234567"]
    );
}

#[test]
fn stretches_and_open_ends_are_found() {
    check(&[
        ("на следующей неделе", "2026-W48"),
        ("в прошлом месяце", "2026-10"),
        ("в этом году", "2026"),
        ("третий квартал 2027 года", "2027-Q3"),
        ("с 10 до 18 часов", "2026-11-21T10:00+03:00/2026-11-21T19:00+03:00"),
        ("завтра с 10 до 18", "2026-11-22T10:00+03:00/2026-11-22T19:00+03:00"),
        ("завтра вечером", "2026-11-22T18:00+03:00/2026-11-23T00:00+03:00"),
        ("с понедельника по пятницу", "2026-11-23/2026-11-28"),
        ("с 13 по 15 июля", "2027-07-13/2027-07-16"),
        ("13-15 июля", "2027-07-13/2027-07-16"),
        ("до пятницы", "../2026-11-27"),
        ("после 25 декабря", "2026-12-25/.."),
        ("до 18:00", "../2026-11-21T18:00+03:00"),
        ("после праздников", "holidays/.."),
        ("давайте уже после праздников", "holidays/.."),
        ("до отпуска", "../vacation"),
        ("в выходные", "2026-11-20T18:00+03:00/2026-11-23T00:00+03:00"),
        ("в начале декабря", "2026-12-01/2026-12-11"),
        ("в конце мая", "2027-05-21/2027-06-01"),
        ("летом", "2027-06-01/2027-09-01"),
        ("весной 2028 года", "2028-03-01/2028-06-01"),
        ("between June 3 and June 7", "2027-06-03/2027-06-08"),
        ("from 2pm to 4:30pm tomorrow", "2026-11-22T14:00+03:00/2026-11-22T16:31+03:00"),
        ("next week", "2026-W48"),
        ("any time after 3pm", "2026-11-21T15:00+03:00/.."),
        ("before noon", "../2026-11-21T12:00+03:00"),
        ("by Friday", "2026-11-21T10:00:00+03:00/2026-11-27T00:00:00+03:00"),
        ("early next month", "2026-12-01/2026-12-11"),
        ("last two weeks", "2026-W45/2026-W47"),
        ("the first Monday of March", "2027-03-01"),
        ("last day of February 2028", "2028-02-29"),
    ]);
}

#[test]
fn moments_are_reckoned_from_now() {
    check(&[
        ("через полчаса", "2026-11-21T10:30:00+03:00"),
        ("через 2 часа", "2026-11-21T12:00+03:00"),
        ("через полтора часа", "2026-11-21T11:30:00+03:00"),
        ("через две недели", "2026-12-05"),
        ("через год", "2027-11"),
        ("неделю назад", "2026-11-14"),
        ("два дня назад", "2026-11-19T10:00+03:00"),
        ("in an hour", "2026-11-21T11:00+03:00"),
        ("in 3 months", "2027-02-21"),
        ("20 minutes ago", "2026-11-21T09:40:00+03:00"),
        ("three days after christmas", "2026-12-28"),
        ("за неделю до нового года", "2026-12-25"),
        ("прямо сейчас", "2026-11-21T10:00:00+03:00"),
        ("right now", "2026-11-21T10:00:00+03:00"),
        ("вчера", "2026-11-20"),
        ("позавчера", "2026-11-19"),
        ("в прошлую среду", "2026-11-18"),
        ("last Monday", "2026-11-16"),
    ]);
}

#[test]
fn times_of_day_are_found() {
    check(&[
        ("в 18:30", "2026-11-21T18:30+03:00"),
        ("в 6", "2026-11-21T18:00+03:00"),
        ("в половине третьего", "2026-11-21T14:30+03:00"),
        ("полтретьего", "2026-11-21T14:30+03:00"),
        ("без четверти три", "2026-11-21T14:45+03:00"),
        ("в 7 вечера", "2026-11-21T19:00+03:00"),
        ("в полдень", "2026-11-21T12:00+03:00"),
        ("завтра в 9 утра", "2026-11-22T09:00+03:00"),
        ("в 15 по москве", "2026-11-21T15:00+03:00"),
        ("at half past four", "2026-11-21T16:30+03:00"),
        ("quarter to five pm", "2026-11-21T16:45+03:00"),
        ("at 5 o'clock", "2026-11-21T17:00+03:00"),
        ("Monday 9am EST", "2026-11-23T17:00+03:00"),
        ("noon", "2026-11-21T12:00+03:00"),
    ]);
}

#[test]
fn holidays_are_found() {
    check(&[
        ("на новый год", "2027-01-01"),
        ("перед 8 марта", "../2027-03-08"),
        ("к дню победы", "2027-05-09"),
        ("на майские", "2027-05-01/2027-05-10"),
        ("на пасху", "2027-05-02"),
        ("в чёрную пятницу", "2026-11-27"),
        ("christmas", "2026-12-25"),
        ("after easter", "2027-03-28/.."),
        ("thanksgiving 2027", "2027-11-25"),
        ("mother's day", "2027-05-09"),
        ("new year's eve", "2026-12-31"),
    ]);
}

#[test]
fn lengths_numbers_and_names_are_found() {
    check(&[
        ("на 3 дня", "P3D"),
        ("полтора часа", "PT90M"),
        ("займёт около 40 минут", "PT40M"),
        ("two and a half hours", "PT150M"),
        ("2 года и 3 месяца", "P27M"),
        ("half an hour", "PT30M"),
        ("a fortnight", "P2W"),
        ("15", "15"),
        ("минус 5", "-5"),
        ("two dozen", "24"),
        ("меня зовут Анна", "Анна"),
        ("Меня зовут Анна-Мария Петрова, здравствуйте", "Анна-Мария Петрова"),
        ("меня зовут анна", "анна"),
        ("это Пётр", "Пётр"),
        ("my name is John Smith", "John Smith"),
        ("soon, name Maria", "Maria"),
        ("от 5000 рублей", "5000.00.. RUB"),
        ("под 10 долларов", "10.00 USD"),
        ("under $10", "..10.00 USD"),
        ("между 10 и 20 рублями", "10.00..20.00 RUB"),
        ("полтора ляма", "1500000.00"),
        ("пятьсот рублей", "500.00 RUB"),
        ("50 копеек", "0.50 RUB"),
        ("не больше 7 евро", "..7.00 EUR"),
        ("+1 (650) 701-8887 ext. 12", "+16507018887;ext=12"),
    ]);
}

#[test]
fn nothing_is_invented() {
    check_nothing(&[
        "iphone 15 pro?",
        "привет",
        "дом №15",
        "каждую пятницу",
        "the 15th floor",
        "15-й этаж",
        "a lot",
        "may I ask",
        "march on",
        "the sun",
        "who sat here",
        "one of them",
        "один раз",
        "я сейчас занят",
        "are you there now or not",
        "second question",
        "во-вторых",
        "доброе утро",
        "good morning",
        "добрый вечер",
        "I am fine",
        "what name do you have for it, name it",
        "имя Розы",
        "это не бот",
        "№ 15",
        "",
        "   ",
        "1234567890123456789",
        "ср. цена?",
        "<b>x</b>",
        "на связи",
        "в общем",
    ]);
    for text in ["2 года назад", "мне 30 лет", "99.99.9999", "{{7*7}}", "версия 2.5"] {
        let days = values(text, &now()).iter().filter(|found| found.value.day().is_some()).count();
        assert_eq!(days, 0, "{text}");
    }
}

#[test]
fn places_are_bytes_of_the_text_as_written() {
    let text = "Ёлка: \u{200b}2\u{a0}900 ₽, завтра";
    let found = values(text, &now());
    assert_eq!(&text[found[0].start..found[0].end], "2\u{a0}900 ₽");
    assert_eq!(&text[found[1].start..found[1].end], "завтра");
}

#[test]
fn of_a_flood_values_are_read_in_its_beginning_only() {
    let flood = vec!["77 ".repeat(1_365); 40].join("\n");
    let found = values(&flood, &now());
    assert!(!found.is_empty() && found.len() < 6_000, "{}", found.len());
    assert!(found.last().is_some_and(|last| last.end <= 16_384));
    let without_a_blank = "я".repeat(20_000);
    assert_eq!(values(&without_a_blank, &now()), []);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_lie_in_the_text_apart_from_each_other(
            any in any::<String>(),
            words in prop::collection::vec(prop::sample::select(WORDS.split(' ').collect::<Vec<_>>()), 0..14),
            glue in prop::sample::select(vec![" ", "", ", ", "\u{a0}", "\u{200b} "]),
        ) {
            for text in [any, words.join(glue)] {
                let mut end = 0;
                for found in values(&text, &now()) {
                    prop_assert!(found.start >= end && found.start < found.end, "{text}");
                    prop_assert!(text.get(found.start..found.end).is_some(), "{text}");
                    prop_assert!(!found.value.normal().is_empty());
                    let kept = serde_json::to_string(&found.value).unwrap();
                    prop_assert_eq!(&serde_json::from_str::<Value>(&kept).unwrap(), &found.value);
                    end = found.end;
                }
            }
        }
    }

    const WORDS: &str = "завтра в 18:30 15 января с по до после 3 часа дня утра вечера полтора 30к рублей $ 10 - . , / : 2013-02-12 first last of the \
        monday next in days ago week quarter 2018 пятницу через две недели назад без четверти три half past pm 99 31 2 февраля 9999 0 24 года \
        christmas easter ramadan + ( ) % @ между и and to from конец начале closest после праздников 999999999999 миллиард bc +7 916 123-45-67";
}

#[test]
fn records_of_earlier_versions_are_still_read() {
    let read = |json: &str| serde_json::from_str::<Value>(json).unwrap().normal();
    assert_eq!(read(r#"{"type":"date","day":"2026-11-22","minutes":1110}"#), "2026-11-22T18:30");
    assert_eq!(read(r#"{"type":"date","day":"2026-11-22","minutes":null}"#), "2026-11-22");
    assert_eq!(read(r#"{"type":"money","cents":0,"up_to_cents":3000000,"currency":null}"#), "0.00..30000.00");
    assert_eq!(read(r#"{"type":"phone","number":"+79161234567"}"#), "+79161234567");
}
