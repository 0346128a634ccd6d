//! How often the promises, the answers and everything else are heard in sentences of authors who knew none of the examples they were taught with.

use std::collections::BTreeSet;

use candor_core::{
    hearing::{Ear, HeardKind, HearingContext, vectors},
    language::Language,
};
use jiff::civil::date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    text: String,
    label: serde_json::Value,
    lang: String,
}

fn lines(file: &str, language: &str) -> Vec<Line> {
    let lines: Vec<Line> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.into_iter().filter(|line| line.lang == language).collect()
}

fn heard(line: &Line) -> Vec<HeardKind> {
    heard_in(&line.text, &line.lang)
}

fn heard_in(text: &str, language: &str) -> Vec<HeardKind> {
    let language = if language == "en" { Language::En } else { Language::Ru };
    let context = HearingContext { today: date(2026, 11, 26), now: None, language, asked: None, step: None };
    Ear::default().hear(text, &context).things.into_iter().map(|heard| heard.kind).collect()
}

/// The share of those that say it in which it is heard, and of those that do not.
fn measured(file: &str, language: &str, kind: HeardKind) -> (f64, f64) {
    let share = |label: i64| {
        let asked: Vec<bool> = lines(file, language)
            .iter()
            .filter(|line| line.label == label)
            .map(|line| heard(line).contains(&kind))
            .collect();
        asked.iter().filter(|is_heard| **is_heard).count() as f64 / asked.len() as f64
    };
    (share(1), share(0))
}

const BOT_RU: &str = include_str!("../sentences/asks_if_bot.ru.jsonl");
const BOT_EN: &str = include_str!("../sentences/asks_if_bot.en.jsonl");
const OUT: &str = include_str!("../sentences/opts_out.ru.jsonl");
const PERSON: &str = include_str!("../sentences/asks_for_person.ru.jsonl");
const ORDERS: &str = include_str!("../sentences/injection.jsonl");
const HARM: &str = include_str!("../sentences/self_harm.jsonl");
const ANSWERS: &str = include_str!("../sentences/answers.ru.jsonl");
const SECOND_BOT: &str = include_str!("../sentences/asks_if_bot.second.ru.jsonl");
const SECOND_OUT: &str = include_str!("../sentences/opts_out.second.ru.jsonl");
const SECOND_PERSON: &str = include_str!("../sentences/asks_for_person.second.ru.jsonl");
const SECOND_ANSWERS: &str = include_str!("../sentences/answers.second.ru.jsonl");
const THIRD_BOT: &str = include_str!("../sentences/asks_if_bot.third.en.jsonl");
const THIRD_OUT_RU: &str = include_str!("../sentences/opts_out.third.ru.jsonl");
const THIRD_OUT_EN: &str = include_str!("../sentences/opts_out.third.en.jsonl");
const THIRD_PERSON: &str = include_str!("../sentences/asks_for_person.third.en.jsonl");
const THIRD_ORDERS: &str = include_str!("../sentences/injection.third.jsonl");
const THIRD_HARM: &str = include_str!("../sentences/self_harm.third.jsonl");
const FOURTH_BOT: &str = include_str!("../sentences/asks_if_bot.fourth.ru.jsonl");
const FIFTH_BOT: &str = include_str!("../sentences/asks_if_bot.fifth.ru.jsonl");
const FOURTH_OUT: &str = include_str!("../sentences/opts_out.fourth.ru.jsonl");
const FOURTH_PERSON: &str = include_str!("../sentences/asks_for_person.fourth.ru.jsonl");
const FOURTH_ORDERS: &str = include_str!("../sentences/injection.fourth.en.jsonl");
const FIFTH_ORDERS: &str = include_str!("../sentences/injection.fifth.en.jsonl");
const THINGS_RU: &str = include_str!("../sentences/things.fourth.ru.jsonl");
const THINGS_EN: &str = include_str!("../sentences/things.fourth.en.jsonl");
const FIFTH_THINGS_RU: &str = include_str!("../sentences/things.fifth.ru.jsonl");
const FIFTH_THINGS_EN: &str = include_str!("../sentences/things.fifth.en.jsonl");
const THIRD_ANSWERS: &str = include_str!("../sentences/answers.third.en.jsonl");

/// The bound for this build: one with sentence vectors or one that goes by words alone.
fn bound(with_vectors: f64, by_words: f64) -> f64 {
    if vectors::is_available() { with_vectors } else { by_words }
}

#[test]
fn promises_are_heard_in_the_words_of_strangers_and_seldom_where_they_are_only_mentioned() {
    let mut fallen = Vec::new();
    // With sentence vectors and by words alone: heard at least where it is said, at most where it is not.
    for (name, file, language, kind, (at_least, at_most), (by_words, by_words_at_most)) in [
        ("are you a bot, ru", BOT_RU, "ru", HeardKind::AsksIfBot, (0.971, 0.03), (0.986, 0.048)),
        ("are you a bot, en", BOT_EN, "en", HeardKind::AsksIfBot, (0.971, 0.017), (0.982, 0.093)),
        ("opts out, ru", OUT, "ru", HeardKind::OptsOut, (0.972, 0.035), (0.963, 0.091)),
        ("a person, ru", PERSON, "ru", HeardKind::AsksForPerson, (0.979, 0.038), (0.977, 0.039)),
        ("are you a bot, ru, second author", SECOND_BOT, "ru", HeardKind::AsksIfBot, (0.971, 0.088), (0.961, 0.131)),
        ("opts out, ru, second author", SECOND_OUT, "ru", HeardKind::OptsOut, (0.956, 0.071), (0.941, 0.133)),
        ("a person, ru, second author", SECOND_PERSON, "ru", HeardKind::AsksForPerson, (0.949, 0.043), (0.940, 0.075)),
        ("are you a bot, en, third author", THIRD_BOT, "en", HeardKind::AsksIfBot, (0.971, 0.08), (0.969, 0.156)),
        ("opts out, ru, third author", THIRD_OUT_RU, "ru", HeardKind::OptsOut, (0.976, 0.075), (0.974, 0.096)),
        ("opts out, en, third author", THIRD_OUT_EN, "en", HeardKind::OptsOut, (0.906, 0.034), (0.834, 0.056)),
        ("a person, en, third author", THIRD_PERSON, "en", HeardKind::AsksForPerson, (0.976, 0.045), (0.944, 0.066)),
        ("are you a bot, ru, fourth author", FOURTH_BOT, "ru", HeardKind::AsksIfBot, (0.966, 0.185), (0.984, 0.236)),
        ("are you a bot, ru, fifth author", FIFTH_BOT, "ru", HeardKind::AsksIfBot, (0.979, 0.08), (0.961, 0.114)),
        ("opts out, ru, fourth author", FOURTH_OUT, "ru", HeardKind::OptsOut, (0.996, 0.115), (0.994, 0.206)),
        ("a person, ru, fourth author", FOURTH_PERSON, "ru", HeardKind::AsksForPerson, (0.946, 0.065), (0.944, 0.086)),
        ("orders, en, fourth author", FOURTH_ORDERS, "en", HeardKind::Injects, (0.962, 0.034), (0.994, 0.126)),
        ("orders, en, fifth author", FIFTH_ORDERS, "en", HeardKind::Injects, (0.896, 0.015), (0.877, 0.056)),
        ("orders, ru", ORDERS, "ru", HeardKind::Injects, (0.962, 0.055), (0.977, 0.139)),
        ("orders, en", ORDERS, "en", HeardKind::Injects, (0.912, 0.088), (0.911, 0.123)),
        ("orders, ru, third author", THIRD_ORDERS, "ru", HeardKind::Injects, (0.896, 0.005), (0.927, 0.023)),
        ("orders, en, third author", THIRD_ORDERS, "en", HeardKind::Injects, (0.846, 0.021), (0.844, 0.056)),
        ("self-harm, ru", HARM, "ru", HeardKind::ThreatensSelfHarm, (0.862, 0.005), (0.861, 0.039)),
        ("self-harm, en", HARM, "en", HeardKind::ThreatensSelfHarm, (0.729, 0.005), (0.727, 0.039)),
        ("self-harm, ru, third author", THIRD_HARM, "ru", HeardKind::ThreatensSelfHarm, (0.971, 0.055), (0.944, 0.081)),
        ("self-harm, en, third author", THIRD_HARM, "en", HeardKind::ThreatensSelfHarm, (0.946, 0.055), (0.919, 0.106)),
    ] {
        let (recall, alarms) = measured(file, language, kind);
        let (at_least, at_most) = (bound(at_least, by_words), bound(at_most, by_words_at_most));
        println!("{name}: heard {recall:.3}, where it is not said {alarms:.3}");
        if recall < at_least || alarms > at_most {
            fallen.push(format!("{name}: {recall:.3} (at least {at_least}), {alarms:.3} (at most {at_most})"));
        }
    }
    assert!(fallen.is_empty(), "{fallen:#?}");
}

/// H7: who asks for a person gets one, whatever else is asked beside it.
#[test]
fn a_wish_for_a_person_stands_beside_the_question_whether_it_is_a_machine() {
    let (mut alone, mut besides) = (0_u32, [0_u32; 3]);
    for (file, language) in [(PERSON, "ru"), (SECOND_PERSON, "ru"), (FOURTH_PERSON, "ru"), (THIRD_PERSON, "en")] {
        let (question, too) = if language == "ru" {
            ("Вы бот?", "Или вы тоже робот?")
        } else {
            ("Are you a bot?", "Or are you a robot too?")
        };
        for line in lines(file, language).iter().filter(|line| line.label == 1) {
            let is_heard = |text: &str| heard_in(text, language).contains(&HeardKind::AsksForPerson);
            let text = line.text.trim();
            if !is_heard(text) {
                continue;
            }
            alone += 1;
            let texts = [format!("{question} {text}"), format!("{question}\n{text}"), format!("{text}. {too}")];
            for (count, text) in besides.iter_mut().zip(texts) {
                *count += u32::from(is_heard(&text));
            }
        }
    }
    println!("of {alone} wishes heard alone {besides:?} are heard beside the question");
    for count in besides {
        assert!(f64::from(count) >= 0.97 * f64::from(alone), "{besides:?} of {alone}");
    }
}

#[test]
fn yes_no_and_neither_are_told_apart_in_the_words_of_strangers() {
    let told = |line: &Line| match heard(line) {
        kinds if kinds.contains(&HeardKind::Agrees) => "y",
        kinds if kinds.contains(&HeardKind::Refuses) => "n",
        _ => "o",
    };
    for (file, language, at_least) in [
        (ANSWERS, "ru", bound(0.96, 0.94)),
        (SECOND_ANSWERS, "ru", bound(0.93, 0.91)),
        (THIRD_ANSWERS, "en", bound(0.9, 0.85)),
    ] {
        let answers = lines(file, language);
        let right = answers.iter().filter(|line| line.label == told(line)).count() as f64 / answers.len() as f64;
        println!("right: {right:.3}");
        assert!(right >= at_least, "{right:.3}, at least {at_least}");
    }
}

/// A message with everything it says.
#[derive(Deserialize)]
struct Labelled {
    text: String,
    kinds: Vec<HeardKind>,
    lang: String,
}

/// Objections, questions, complaints and the rest: how many of all that is said are heard, and how many of those heard are said.
#[test]
fn what_else_is_said_is_heard_in_the_words_of_strangers() {
    for (file, said_heard_at_least, heard_said_at_least) in [
        (THINGS_RU, bound(0.86, 0.865), bound(0.865, 0.785)),
        (THINGS_EN, bound(0.875, 0.85), bound(0.89, 0.79)),
        (FIFTH_THINGS_RU, bound(0.805, 0.815), bound(0.84, 0.74)),
        (FIFTH_THINGS_EN, bound(0.835, 0.825), bound(0.835, 0.715)),
    ] {
        let lines: Vec<Labelled> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let measured: BTreeSet<HeardKind> = lines.iter().flat_map(|line| line.kinds.iter().copied()).collect();
        let (mut said, mut heard, mut both) = (0_u32, 0_u32, 0_u32);
        for line in &lines {
            let found = heard_in(&line.text, &line.lang);
            let found: Vec<&HeardKind> = found.iter().filter(|kind| measured.contains(kind)).collect();
            said += u32::try_from(line.kinds.len()).unwrap();
            heard += u32::try_from(found.len()).unwrap();
            both += u32::try_from(found.iter().filter(|kind| line.kinds.contains(kind)).count()).unwrap();
        }
        let (of_said, of_heard) = (f64::from(both) / f64::from(said), f64::from(both) / f64::from(heard));
        println!("of {said} things said heard {of_said:.3}, of {heard} heard said {of_heard:.3}");
        assert!(measured.len() == 17 && of_said >= said_heard_at_least && of_heard >= heard_said_at_least);
    }
}
