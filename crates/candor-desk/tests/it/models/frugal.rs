//! What a conversation of ten turns asks of models: how many calls, how many tokens. The model writes the approved words as they
//! stand, so that the talk is the same at every run; tokens are counted by the vocabulary the binary carries for its own encoder,
//! which has 128,000 pieces in sixteen languages, as large models' have.

use candor_core::hearing::vectors::count_tokens;
use expect_test::expect_file;

use super::*;
use crate::sale::{Act, IN_ENGLISH, IN_RUSSIAN};

/// A talk that leaves the script as often as it can.
const ENGLISH: [&str; 10] = [
    "/start",
    "Hi! How much are red roses?",
    "hmm, and would they be here by Friday evening, around seven?",
    "that's a bit more than I wanted to spend, to be honest",
    "are you a robot?",
    "ok, I'd like to order",
    "it's for my aunt's birthday, she likes something bright",
    "do you also wrap a small present together with it?",
    "Baker Street 221b, flat 2",
    "thanks",
];

const RUSSIAN: [&str; 10] = [
    "/start",
    "Здравствуйте! Сколько стоят розы?",
    "а к пятнице вечером, часам к семи, успеете?",
    "честно говоря, дороже, чем я рассчитывал",
    "ты робот?",
    "хорошо, давайте закажу",
    "это тёте на юбилей, она любит что-нибудь яркое",
    "а небольшой подарок вместе с букетом упакуете?",
    "улица Ленина, 5, квартира 2",
    "спасибо",
];

/// The approved words of a request, in order.
fn approved(request: &ModelRequest) -> String {
    let text = &request.lines[0].text;
    let words = text.lines().filter_map(|line| line.split_once("Approved words: ")).map(|(_, words)| words);
    words.collect::<Vec<_>>().join(" ")
}

fn tokens(request: &ModelRequest) -> usize {
    let lines: usize = request.lines.iter().map(|line| count_tokens(&line.text)).sum();
    count_tokens(&request.front) + lines
}

async fn played(language: &str, script: &str, turns: &[Act]) -> (String, Vec<(usize, usize)>) {
    let model = writer("fast", |request| writes(&approved(request)));
    let models = chained(std::slice::from_ref(&model), Budget::default(), Pace::default());
    let stage = Stage::with_models(&example(script), models).await;
    let contact = stage.person("Anna", language);
    let mut table = String::new();
    let mut counts = Vec::new();
    for (number, act) in turns.iter().take(10).enumerate() {
        let before = model.asked().len();
        let (Act::Writes(words) | Act::Presses(words)) = *act;
        match act {
            Act::Writes(words) => stage.says(contact, words).await,
            Act::Presses(label) => stage.presses(contact, label).await,
        };
        let asked = model.asked().split_off(before);
        let used: usize = asked.iter().map(tokens).sum();
        let jobs: Vec<&str> = asked.iter().map(|request| request.job.word()).collect();
        table.push_str(&format!("{language} {:2}  {:11}  {used:5}  {words}\n", number + 1, jobs.join("+")));
        counts.push((asked.len(), used));
    }
    stage.strike().await;
    (table, counts)
}

/// The sum of a conversation's calls and tokens, and the most tokens of a turn.
fn summed(counts: &[(usize, usize)]) -> (usize, usize, usize) {
    let calls = counts.iter().map(|(calls, _)| calls).sum();
    (calls, counts.iter().map(|(_, used)| used).sum(), counts.iter().map(|(_, used)| *used).max().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_turns_ask_few_calls_and_few_tokens_and_do_not_grow() {
    let strange = |turns: [&'static str; 10]| turns.map(Act::Writes);
    let mut table = "turn   asked        tokens said\n".to_owned();
    for (name, language, script, turns) in [
        ("the English example", "en", "flower-shop", IN_ENGLISH.to_vec()),
        ("the Russian example", "ru", "online-course", IN_RUSSIAN.to_vec()),
        ("an English talk off the script", "en", "flower-shop", strange(ENGLISH).to_vec()),
        ("a Russian talk off the script", "ru", "flower-shop", strange(RUSSIAN).to_vec()),
    ] {
        let (lines, counts) = played(language, script, &turns).await;
        let (calls, used, most) = summed(&counts);
        table.push_str(&format!(
            "\n{name}: {calls} calls, {} tokens a turn, at most {most}\n{lines}",
            used / counts.len()
        ));
        assert!(used <= counts.len() * 900, "at most 900 tokens a turn: {table}");
        assert!(counts.iter().all(|(calls, _)| *calls <= 2), "{table}");
        if name.ends_with("example") {
            assert!(calls * 10 <= counts.len() * 8, "at most 0.8 calls a turn: {table}");
        }
    }
    expect_file!["../../transcripts/model-calls.txt"].assert_eq(&table);
}
