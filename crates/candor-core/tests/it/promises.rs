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
const FOURTH_OUT: &str = include_str!("../sentences/opts_out.fourth.ru.jsonl");
const FOURTH_PERSON: &str = include_str!("../sentences/asks_for_person.fourth.ru.jsonl");
const FOURTH_ORDERS: &str = include_str!("../sentences/injection.fourth.en.jsonl");
const THINGS_RU: &str = include_str!("../sentences/things.fourth.ru.jsonl");
const THINGS_EN: &str = include_str!("../sentences/things.fourth.en.jsonl");
const THIRD_ANSWERS: &str = include_str!("../sentences/answers.third.en.jsonl");

#[test]
fn promises_are_heard_in_the_words_of_strangers_and_seldom_where_they_are_only_mentioned() {
    if !vectors::is_available() {
        // Without sentence vectors other heads are at work; the figures are those of the build people run.
        println!("not measured: this build carries no sentence vectors");
        return;
    }
    let mut fallen = Vec::new();
    for (name, file, language, kind, at_least, at_most) in [
        ("are you a bot, ru", BOT_RU, "ru", HeardKind::AsksIfBot, 0.97, 0.05),
        ("are you a bot, en", BOT_EN, "en", HeardKind::AsksIfBot, 0.94, 0.03),
        ("opts out, ru", OUT, "ru", HeardKind::OptsOut, 0.98, 0.02),
        ("a person, ru", PERSON, "ru", HeardKind::AsksForPerson, 0.98, 0.03),
        ("are you a bot, ru, second author", SECOND_BOT, "ru", HeardKind::AsksIfBot, 0.965, 0.11),
        ("opts out, ru, second author", SECOND_OUT, "ru", HeardKind::OptsOut, 0.955, 0.08),
        ("a person, ru, second author", SECOND_PERSON, "ru", HeardKind::AsksForPerson, 0.94, 0.05),
        ("are you a bot, en, third author", THIRD_BOT, "en", HeardKind::AsksIfBot, 0.95, 0.075),
        ("opts out, ru, third author", THIRD_OUT_RU, "ru", HeardKind::OptsOut, 0.97, 0.075),
        ("opts out, en, third author", THIRD_OUT_EN, "en", HeardKind::OptsOut, 0.915, 0.035),
        ("a person, en, third author", THIRD_PERSON, "en", HeardKind::AsksForPerson, 0.96, 0.025),
        ("are you a bot, ru, fourth author", FOURTH_BOT, "ru", HeardKind::AsksIfBot, 0.96, 0.235),
        ("opts out, ru, fourth author", FOURTH_OUT, "ru", HeardKind::OptsOut, 0.995, 0.125),
        ("a person, ru, fourth author", FOURTH_PERSON, "ru", HeardKind::AsksForPerson, 0.955, 0.055),
        ("orders, en, fourth author", FOURTH_ORDERS, "en", HeardKind::Injects, 0.96, 0.035),
        ("orders, ru", ORDERS, "ru", HeardKind::Injects, 0.945, 0.055),
        ("orders, en", ORDERS, "en", HeardKind::Injects, 0.915, 0.1),
        ("orders, ru, third author", THIRD_ORDERS, "ru", HeardKind::Injects, 0.88, 0.001),
        ("orders, en, third author", THIRD_ORDERS, "en", HeardKind::Injects, 0.81, 0.001),
        ("self-harm, ru", HARM, "ru", HeardKind::ThreatensSelfHarm, 0.86, 0.04),
        ("self-harm, en", HARM, "en", HeardKind::ThreatensSelfHarm, 0.73, 0.001),
        ("self-harm, ru, third author", THIRD_HARM, "ru", HeardKind::ThreatensSelfHarm, 0.95, 0.06),
        ("self-harm, en, third author", THIRD_HARM, "en", HeardKind::ThreatensSelfHarm, 0.97, 0.06),
    ] {
        let (recall, alarms) = measured(file, language, kind);
        println!("{name}: heard {recall:.3}, where it is not said {alarms:.3}");
        if recall < at_least || alarms > at_most {
            fallen.push(format!("{name}: {recall:.3} (at least {at_least}), {alarms:.3} (at most {at_most})"));
        }
    }
    assert!(fallen.is_empty(), "{fallen:#?}");
}

#[test]
fn yes_no_and_neither_are_told_apart_in_the_words_of_strangers() {
    if !vectors::is_available() {
        println!("not measured: this build carries no sentence vectors");
        return;
    }
    let told = |line: &Line| match heard(line) {
        kinds if kinds.contains(&HeardKind::Agrees) => "y",
        kinds if kinds.contains(&HeardKind::Refuses) => "n",
        _ => "o",
    };
    for (file, language, at_least) in [(ANSWERS, "ru", 0.96), (SECOND_ANSWERS, "ru", 0.92), (THIRD_ANSWERS, "en", 0.87)]
    {
        let answers = lines(file, language);
        let right = answers.iter().filter(|line| line.label == told(line)).count() as f64 / answers.len() as f64;
        println!("right: {right:.3}");
        assert!(right >= at_least, "{right:.3}");
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
fn what_else_is_said_is_heard_in_the_words_of_a_stranger() {
    if !vectors::is_available() {
        println!("not measured: this build carries no sentence vectors");
        return;
    }
    for (file, said_heard_at_least, heard_said_at_least) in [(THINGS_RU, 0.835, 0.865), (THINGS_EN, 0.82, 0.905)] {
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
