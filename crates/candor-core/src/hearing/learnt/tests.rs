#![allow(clippy::unwrap_used)]
use std::collections::BTreeMap;

use serde::Deserialize;

use super::{teaching::said_of, *};
use crate::hearing::reading::read;

/// What the trainer's own program made of sentences of ours.
static GOLDEN: &str = include_str!("../../../data/detectors.jsonl");

#[derive(Deserialize)]
struct Golden {
    text: String,
    scores: BTreeMap<String, f64>,
    without: BTreeMap<String, f64>,
}

#[test]
fn the_heads_say_what_they_said_where_they_were_trained() {
    let mut wrong = Vec::new();
    for line in GOLDEN.lines() {
        let golden: Golden = serde_json::from_str(line).unwrap();
        let mut compare = |expected: &BTreeMap<String, f64>, found: Vec<(&str, f64)>, close: f64| {
            for (name, score) in found {
                if let Some(expected) = expected.get(name).filter(|expected| (*expected - score).abs() > close) {
                    wrong.push(format!("{:?} {name}: {score:.4} for {expected:.4}", golden.text));
                }
            }
        };
        compare(&golden.without, said_of(&golden.text, false), 0.001);
        if vectors::is_available() {
            compare(&golden.scores, said_of(&golden.text, true), 0.02);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_message_without_words_is_not_looked_at_unless_it_is_a_plus() {
    let of = |text: &str| Learnt::of(text, &read(text, &|_| false)).is_some();
    assert!(!of("") && !of("   \n ...") && of("+") && !of("🔥") && of("да"));
}

#[test]
fn however_long_a_message_is_few_of_its_sentences_are_looked_at_one_by_one() {
    let text = "Сколько стоит? ".repeat(50);
    let learnt = Learnt::of(&text, &read(&text, &|_| false)).unwrap();
    assert_eq!(learnt.parts().count(), MOST_SENTENCES);
}

#[test]
fn the_words_that_prove_it_are_the_sentence_as_written() {
    let text = "Добрый день!\nА скидку сделаете?! Спасибо";
    let learnt = Learnt::of(text, &read(text, &|_| false)).unwrap();
    let spans: Vec<&str> = learnt.parts().map(|part| &text[part.span.clone()]).collect();
    assert_eq!(spans, ["Добрый день!", "А скидку сделаете?!", "Спасибо"]);
}
