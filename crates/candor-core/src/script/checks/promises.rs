//! H8: guarantees, discounts, scarcity and reviews belong to facts, where somebody answers for them; the guard strikes
//! them out elsewhere.

use crate::{
    hearing::normalised,
    script::{
        codes,
        problem::{Problem, both},
        reading::Reading,
    },
};

/// Words that promise, press or bear witness, as plain words; a final `*` stands for any ending.
const PROMISES: &[&str] = &[
    "guarantee*",
    "discount*",
    "refund*",
    "money back",
    "only today",
    "today only",
    "last chance",
    "last place*",
    "last seat*",
    "few places left",
    "few seats left",
    "almost sold out",
    "selling fast",
    "hurry",
    "before its too late",
    "offer ends",
    "limited offer",
    "limited time",
    "no risk",
    "risk free",
    "everyone buys",
    "thousands of *",
    "hundreds of *",
    "our clients say",
    "our customers say",
    "best price*",
    "lowest price*",
    "always works",
    "гаранти*",
    "скидк*",
    "возврат*",
    "вернем деньги",
    "только сегодня",
    "последний шанс",
    "последние места",
    "последнее место",
    "осталось мало мест",
    "мест почти не осталось",
    "почти раскупили",
    "торопитесь",
    "успейте",
    "спешите",
    "пока не поздно",
    "акция заканчивается",
    "ограниченное предложение",
    "без риска",
    "все берут",
    "тысячи клиентов",
    "сотни клиентов",
    "тысячи учеников",
    "наши клиенты говорят",
    "лучшая цена",
    "лучшие цены",
    "самые низкие цены",
    "точно поможет",
];

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let promises: Vec<(&str, Vec<&str>)> =
        PROMISES.iter().map(|promise| (*promise, promise.split(' ').collect())).collect();
    let mut problems = Vec::new();
    for said in reading.texts.iter().filter(|said| said.role.is_sent()) {
        let plain = normalised(&said.text);
        let words: Vec<&str> = plain.split(' ').collect();
        for (promise, pattern) in &promises {
            if words.windows(pattern.len()).any(|window| matches(window, pattern)) {
                problems.push(loose(said.line, promise.trim_end_matches('*')));
            }
        }
    }
    problems
}

fn matches(words: &[&str], pattern: &[&str]) -> bool {
    words.iter().zip(pattern).all(|(word, wanted)| match wanted.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == wanted,
    })
}

fn loose(line: usize, promise: &str) -> Problem {
    let reason = both(
        format!("\"{promise}\" promises or presses, and no fact answers for it; the desk may refuse to say it"),
        format!("«{promise}» обещает или торопит, а факта за этим нет; такое могут и не сказать"),
    );
    let advice = both(
        "if it is true, make it a fact and write {name of the fact} here; if not, take it out",
        "если это правда, сделайте факт и напишите здесь {имя факта}; если нет, уберите",
    );
    Problem::at(line, codes::LOOSE_PROMISE, reason, advice)
}
