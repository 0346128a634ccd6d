//! H1: the owner may word the AI notice, not empty it. In each language it says plainly that an AI or a bot writes.

use super::{lengths::LONGEST_NOTICE, person};
use crate::{
    hearing::normalised,
    language::Language,
    script::{
        codes,
        keywords::Key,
        problem::{Problem, both},
        reading::{Reading, Role, Said},
    },
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    reading
        .texts
        .iter()
        .filter(|said| said.role == Role::AiNotice && !is_plain(said))
        .map(|said| unplain(said.line))
        .chain(emptied(reading))
        .collect()
}

/// Takes out, language by language, a notice that would not pass; the built-in words are said in its place.
pub(in crate::script) fn drop_unsound(reading: &mut Reading) {
    let is_sound = |said: &Said| {
        is_plain(said) && !person::claims_person(&said.text) && said.text.chars().count() <= LONGEST_NOTICE
    };
    let is_unsound = |said: &&Said| said.role == Role::AiNotice && !is_sound(said);
    for language in reading.texts.iter().filter(is_unsound).map(|said| said.language) {
        match language {
            Language::En => reading.script.disclosure.en = None,
            Language::Ru => reading.script.disclosure.ru = None,
        }
    }
}

/// A notice that was begun and left empty: it asks for silence, which is not to be had.
fn emptied(reading: &Reading) -> Option<Problem> {
    let is_begun = reading.lines.iter().any(|(key, _)| *key == Key::AiNotice);
    (is_begun && reading.script.disclosure.is_empty()).then(|| unplain(reading.line_of(Key::AiNotice)))
}

/// What says so plainly. "Smart assistant" does not (Utah Code §13-75-104; H1).
fn plain_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["ai", "artificial intelligence", "bot", "chatbot", "chat bot", "robot"],
        Language::Ru => {
            &["ии", "искусственный интеллект", "бот", "чат бот", "чатбот", "робот", "нейросеть", "бота", "робота"]
        }
    }
}

/// Words about a machine that only helps a person to write.
const HELPED: &[&str] = &[
    "powered by ai",
    "ai powered",
    "using ai",
    "uses ai",
    "use ai",
    "with the help of ai",
    "helped by ai",
    "с помощью ии",
    "при помощи ии",
    "использую ии",
    "использует ии",
    "используем ии",
];

fn is_plain(said: &Said) -> bool {
    let plain = format!(" {} ", normalised(&said.text));
    let has = |words: &&str| plain.contains(&format!(" {words} "));
    let denies = [
        "not ai",
        "not an ai",
        "not a bot",
        "not a robot",
        "no bot",
        "not a chatbot",
        "не ии",
        "не бот",
        "не робот",
        "не нейросеть",
    ];
    plain_words(said.language).iter().any(&has) && !HELPED.iter().any(&has) && !denies.iter().any(has)
}

fn unplain(line: usize) -> Problem {
    let reason = both(
        "the notice must say plainly that an AI or a bot writes; it can be worded, not emptied",
        "предупреждение обязано прямо говорить, что пишет ИИ или бот; его можно сказать иначе, но не убрать",
    );
    let advice = both(
        "write for instance: \"I am the AI assistant of {business}, not a person.\"",
        "напишите, например: «Я ИИ-помощник «{business}», не человек.»",
    );
    Problem::at(line, codes::UNPLAIN_DISCLOSURE, reason, advice)
}
