//! How well messages are grouped by likeness, on labelled messages of others.
//!
//! `cargo run --release -p candor-core --example lessons_measure -- FILE [FIELD [DRAWS]]` takes JSON lines with the text in `FIELD`
//! (`text` unless named) and its label in `label`. It draws, 40 times unless told, 60 messages of 12 labels in unequal numbers and
//! 30 messages of 30 other labels, groups each draw at several thresholds, and prints what came of it.

#![allow(clippy::print_stdout, reason = "a measurement is for the person at the terminal")]

use std::{collections::BTreeMap, error::Error, time::Instant};

use candor_core::{
    hearing::{
        Ear,
        lessons::{Meanings, Unheard, groups, lessons_with},
        vectors,
    },
    ids::ContactId,
    language::Language,
    moment::Moment,
    script,
};
use sha2::{Digest as _, Sha256};

/// How many messages each of the twelve labels gives.
const SIZES: [usize; 12] = [12, 9, 8, 7, 5, 4, 3, 3, 3, 2, 2, 2];

/// Messages of labels of their own.
const ALONE: usize = 30;

struct Example {
    text: String,
    label: String,
}

#[derive(Default)]
struct Sums {
    purity: f64,
    precision: f64,
    recall: f64,
    f1: f64,
    groups: usize,
    several: usize,
    /// Lone messages that stayed alone.
    alone: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file of JSON lines")?;
    let field = arguments.next().unwrap_or_else(|| "text".to_owned());
    let draws: u32 = arguments.next().map_or(Ok(40), |draws| draws.parse())?;
    let examples = read(&path, &field)?;
    println!("least purity precision recall F1 groups of_several alone_of_{ALONE}");
    for hundredths in (20..=70_u16).step_by(5) {
        let least = f32::from(hundredths) / 100.0;
        let mut sums = Sums::default();
        for draw in 0..draws {
            let drawn = drawn(&examples, draw);
            let texts: Vec<&str> = drawn.iter().map(|example| example.text.as_str()).collect();
            sums.add(&drawn, &groups(&texts, least));
        }
        if draws > 0 {
            sums.print(least, draws);
        }
    }
    time(&examples);
    Ok(())
}

fn read(path: &str, field: &str) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut examples = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let told = |name: &str| value.get(name).and_then(|told| told.as_str()).map(str::to_owned);
        let (text, label) = told(field).zip(told("label")).ok_or("a line without a text or a label")?;
        examples.push(Example { text, label });
    }
    Ok(examples)
}

fn lot(draw: u32, what: &str) -> [u8; 32] {
    Sha256::digest(format!("{draw} {what}")).into()
}

fn drawn(examples: &[Example], draw: u32) -> Vec<&Example> {
    let mut by_label: BTreeMap<&str, Vec<&Example>> = BTreeMap::new();
    for example in examples {
        by_label.entry(&example.label).or_default().push(example);
    }
    let mut labels: Vec<(&str, Vec<&Example>)> = by_label.into_iter().collect();
    labels.sort_by_key(|(label, _)| lot(draw, label));
    let sizes = SIZES.into_iter().chain(std::iter::repeat_n(1, ALONE));
    let mut drawn = Vec::new();
    for ((_, mut of_label), size) in labels.into_iter().zip(sizes) {
        of_label.sort_by_key(|example| lot(draw, &example.text));
        drawn.extend(of_label.into_iter().take(size));
    }
    drawn
}

impl Sums {
    fn add(&mut self, drawn: &[&Example], groups: &[Vec<usize>]) {
        let label = |place: &usize| drawn.get(*place).map(|example| example.label.as_str());
        let (mut pure, mut right, mut together) = (0, 0, 0);
        for group in groups {
            let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
            for place in group {
                *counts.entry(label(place)).or_default() += 1;
            }
            pure += counts.values().max().copied().unwrap_or_default();
            right += counts.values().map(|count| count * (count - 1) / 2).sum::<usize>();
            together += group.len() * (group.len() - 1) / 2;
            let is_alone =
                |place: &usize| drawn.iter().filter(|other| Some(other.label.as_str()) == label(place)).count() == 1;
            self.alone += usize::from(group.len() == 1 && group.iter().all(is_alone));
        }
        let wanted: usize = SIZES.iter().map(|size| size * (size - 1) / 2).sum();
        let (precision, recall) = (share(right, together), share(right, wanted));
        self.purity += share(pure, drawn.len());
        self.precision += precision;
        self.recall += recall;
        self.f1 += if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        self.groups += groups.len();
        self.several += groups.iter().filter(|group| group.len() > 1).count();
    }

    fn print(&self, least: f32, draws: u32) {
        let mean = |sum: f64| sum / f64::from(draws.max(1));
        let count = |sum: usize| share(sum, usize::try_from(draws).unwrap_or(1));
        println!(
            "{least:.2} {:.3} {:.3} {:.3} {:.3} {:.1} {:.1} {:.1}",
            mean(self.purity),
            mean(self.precision),
            mean(self.recall),
            mean(self.f1),
            count(self.groups),
            count(self.several),
            count(self.alone),
        );
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// How long a thousand messages take, with a script to belong to.
fn time(examples: &[Example]) {
    let (Some(script), _) = script::parse(script::samples::EXAMPLES.first().map_or("", |(_, text)| text)) else {
        return;
    };
    let ear = Ear::train(&script);
    let step = (examples.len() / 1000).max(1);
    let unheard: Vec<Unheard> = (1..)
        .zip(examples.iter().step_by(step).take(1000))
        .map(|(number, example)| Unheard {
            number,
            contact: ContactId::from_unique("1"),
            at: Moment::from_millis(number),
            language: if example.text.is_ascii() { Language::En } else { Language::Ru },
            words: example.text.clone(),
        })
        .collect();
    let texts: Vec<&str> = unheard.iter().map(|message| message.words.as_str()).collect();
    let begun = Instant::now();
    let encoded = texts.iter().filter(|text| vectors::encode(text).is_some()).count();
    println!("{encoded} vectors, {} ms", begun.elapsed().as_millis());
    let begun = Instant::now();
    println!("{} groups, {} ms", groups(&texts, 0.3).len(), begun.elapsed().as_millis());
    let mut meanings = Meanings::default();
    for _ in 0..3 {
        let begun = Instant::now();
        let lessons = lessons_with(&unheard, &ear, &mut meanings);
        println!("{} messages, {} lessons, {} ms", unheard.len(), lessons.len(), begun.elapsed().as_millis());
    }
}
