//! What a conversation of ten turns asks of models: how many calls, how many tokens. The model writes the approved words as they
//! stand, so that the talk is the same at every run; tokens are counted by the vocabulary the binary carries for its own encoder,
//! which has 128,000 pieces in sixteen languages, as large models' have.

use candor_core::hearing::vectors::count_tokens;
use expect_test::expect_file;

use super::*;

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

async fn played(language: &str, turns: &[&str]) -> (String, Vec<(usize, usize)>) {
    let model = writer("fast", |request| writes(&approved(request)));
    let stage = flowers(std::slice::from_ref(&model)).await;
    let contact = stage.person("Anna", language);
    let mut table = String::new();
    let mut counts = Vec::new();
    for (number, words) in turns.iter().enumerate() {
        let before = model.asked().len();
        stage.says(contact, words).await;
        let asked = model.asked().split_off(before);
        let used: usize = asked.iter().map(tokens).sum();
        let jobs: Vec<&str> = asked.iter().map(|request| request.job.word()).collect();
        table.push_str(&format!("{language} {:2}  {:11}  {used:5}  {words}\n", number + 1, jobs.join("+")));
        counts.push((asked.len(), used));
    }
    stage.strike().await;
    (table, counts)
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_turns_ask_few_calls_and_few_tokens_and_do_not_grow() {
    let (english, mut counts) = played("en", &ENGLISH).await;
    let (russian, more) = played("ru", &RUSSIAN).await;
    counts.extend(more);
    let turns = counts.len();
    let calls: usize = counts.iter().map(|(calls, _)| calls).sum();
    let used: usize = counts.iter().map(|(_, used)| used).sum();
    let most = counts.iter().map(|(_, used)| *used).max().unwrap();
    let table = format!(
        "turn   asked        tokens said\n{english}{russian}calls a turn {}.{:02}, tokens a turn {}, most tokens of a turn {most}\n",
        calls / turns,
        calls * 100 / turns % 100,
        used / turns,
    );
    expect_file!["../../transcripts/model-calls.txt"].assert_eq(&table);
    assert!(calls * 10 <= turns * 8, "at most 0.8 calls a turn: {table}");
    assert!(used <= turns * 900, "at most 900 tokens a turn: {table}");
    assert!(counts.iter().all(|(calls, _)| *calls <= 2), "{table}");
}
