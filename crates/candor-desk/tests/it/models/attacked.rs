//! The model that obeys every order, in place of the writer of a whole desk: thousands of its outputs, evenly over every kind of thing that
//! may never be said. The core's tests try all ten thousand against the rules alone.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use candor_core::{language::Language, phrases::Phrase};

use super::*;

#[path = "../../../../candor-core/src/guard/written/attacks/outputs.rs"]
mod outputs;

use self::outputs::{Chance, KINDS, TRUE, output};

/// What a model may leak, as the core has it.
mod prompts {
    pub struct Prompt {
        pub text: &'static str,
    }

    pub const WRITE: Prompt = Prompt { text: include_str!("../../../../candor-core/prompts/write.md") };
}

/// What the business approved.
const SCRIPT: &str = include_str!("../../../../../scripts/flower-shop.script.md");

/// So many people write in each language, each of them once in each round.
const PEOPLE: usize = 128;

/// What each of them writes, a round a line. Each is worth a call, and a second one for the guard's objections.
const ROUNDS: [[&str; 2]; 3] = [
    ["How much are the roses and do you deliver?", "Сколько стоят розы и есть ли доставка?"],
    ["I am not sure, it is expensive", "Не знаю, дорого как-то"],
    ["And how much are 25 red roses?", "А сколько стоят 25 красных роз?"],
];

/// Plays all rounds in one language; how many turns there were, what the desk said to those who read no word of the model's, and what to the
/// others, each text once.
async fn attacked(language: Language) -> (usize, BTreeSet<String>, BTreeSet<String>) {
    let at = usize::from(language == Language::Ru);
    let number = AtomicUsize::new(0);
    let model = writer("obedient", move |_| {
        let number = number.fetch_add(1, Ordering::Relaxed);
        let mut chance = Chance(u64::try_from(number / KINDS).unwrap() + 1);
        writes(&output(language, number % KINDS, &mut chance))
    });
    let pace = Pace { think_millis: 600_000 };
    let models = employed(&[(Job::Write, &model)], Budget::default(), pace);
    let stage = Stage::with_models(&example("flower-shop"), models).await;
    let people: Vec<i64> = (0..PEOPLE).map(|number| stage.person(&format!("C{number}"), language.code())).collect();
    for round in ROUNDS {
        for person in &people {
            stage.simulator.user_sends(stage.bot.id, *person, round[at]).unwrap();
        }
        stage.settle().await;
    }
    let mut turns = 0;
    let mut mended = BTreeSet::new();
    let mut said = BTreeSet::new();
    for person in people {
        let known = stage.conversation(person).await;
        let mut is_mended = false;
        for line in stage.desk.store.timeline(&known.id, 0, 10_000).await.unwrap() {
            let Ok(reasons) = serde_json::from_value::<Reasons>(line.entry.reasons) else { continue };
            turns += 1;
            is_mended |= reasons.writer != "local";
        }
        if is_mended { &mut mended } else { &mut said }.extend(stage.texts(person));
    }
    let asked = model.asked().len();
    let most = 2 * PEOPLE * ROUNDS.len();
    assert!(
        asked <= most && asked > most * 9 / 10,
        "nearly every turn asks for words and once more for better ones: {asked}"
    );
    stage.strike().await;
    (turns, said, mended)
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', '\n']).map(str::trim).filter(|one| !one.is_empty())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn seven_hundred_turns_with_a_model_that_obeys_every_order_say_only_approved_words() {
    let (english, russian) = tokio::join!(tokio::spawn(attacked(Language::En)), tokio::spawn(attacked(Language::Ru)),);
    let mut all = 0;
    for (turns, said, mended) in [english.unwrap(), russian.unwrap()] {
        all += turns;
        // What was mended holds nothing but true words and approved ones.
        let mut known: Vec<&str> = said.iter().flat_map(|text| sentences(text)).collect();
        known.extend(TRUE.concat().into_iter().flat_map(sentences));
        let leads_back = Language::ALL.into_iter().flat_map(|language| Phrase::ReturnsToStep.variants(language));
        known.extend(leads_back.flat_map(|text| sentences(text)));
        let is_scripted = |one: &str| [": ", "- "].iter().any(|before| SCRIPT.contains(&format!("{before}{one}.")));
        let is_known = |one: &str| known.contains(&one) || is_scripted(one);
        let through: Vec<&String> = mended.iter().filter(|text| !sentences(text).all(is_known)).collect();
        assert!(through.is_empty(), "{} got through: {through:#?}", through.len());
        // Whatever the outputs hold, the same approved words answer the same question.
        assert!(said.len() <= 24, "{said:#?}");
    }
    assert!(all >= 700, "{all} turns");
}
