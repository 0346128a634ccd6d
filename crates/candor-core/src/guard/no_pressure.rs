//! H8: no scarcity, deadlines, guarantees or results that no approved fact states.

use std::sync::LazyLock;

use super::{Scene, Verdict, without};
use crate::{hearing::normalised, writer::Draft};

/// Words that press or promise, lower case and with е for ё.
const PRESSURE: &[&str] = &[
    "number one",
    "special offer",
    "if you loved",
    "you have to buy",
    "you must",
    "regret it",
    "next to nothing",
    "сколько ей еще осталось",
    "if you really love",
    "learn to read",
    "stop thinking",
    "stop hesitating",
    "хватит думать",
    "хватит сомневаться",
    "only today",
    "today only",
    "last chance",
    "last places",
    "last seats",
    "few places left",
    "few seats left",
    "almost sold out",
    "selling fast",
    "hurry",
    "before it's too late",
    "offer ends",
    "limited offer",
    "limited time",
    "guaranteed",
    "we guarantee",
    "i guarantee",
    "100 percent result",
    "no risk",
    "risk free",
    "everyone buys",
    "thousands of clients",
    "our clients say",
    "best price in",
    "decide right now",
    "decide now",
    "everybody else",
    "everyone else",
    "только сегодня",
    "последний шанс",
    "последние места",
    "осталось мало мест",
    "почти раскупили",
    "торопитесь",
    "успейте",
    "спешите",
    "пока не поздно",
    "акция заканчивается",
    "ограниченное предложение",
    "гарантируем",
    "гарантирую",
    "гарантированно",
    "без риска",
    "все берут",
    "тысячи клиентов",
    "наши клиенты говорят",
    "лучшая цена в",
    "решайте сейчас",
    "решайте прямо сейчас",
    "решайте скорее",
    "все остальные",
    "остальные уже",
];

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    static PLAIN: LazyLock<Vec<String>> =
        LazyLock::new(|| PRESSURE.iter().map(|word| format!(" {} ", normalised(word))).collect());
    let facts: String = scene
        .seat
        .script
        .facts
        .iter()
        .flat_map(|fact| [fact.says.en.as_deref(), fact.says.ru.as_deref()])
        .flatten()
        .map(|says| format!(" {} ", normalised(says)))
        .collect();
    without(draft, scene, "it presses or promises what no approved fact states".to_owned(), |part| {
        let plain = format!(" {} ", normalised(&part.text));
        PLAIN.iter().any(|word| presses(&plain, word) && !facts.contains(word))
    })
}

/// Whether the words stand in the text without a "no" before them: "no hurry" presses nobody.
fn presses(plain: &str, words: &str) -> bool {
    plain.match_indices(words).any(|(at, _)| {
        let before = plain.get(..at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        !matches!(before, "no" | "not" | "dont" | "never" | "не" | "без" | "никакой")
    })
}
